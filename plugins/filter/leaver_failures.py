# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
name: leaver_failures
short_description: Find the accounts that a task could not change
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Takes the result of a task with C(failed_when=false), so that the failure of one account does not stop the others.
  - Made for the role P(ocs.provisioning.offboarding#role). It may change in any release.
options:
  _input:
    description:
      - The result of M(ocs.provisioning.ocs_directory) or M(ocs.provisioning.seafile_directory), or of a loop whose items have a C(name).
    type: dict
    required: true
"""

EXAMPLES = r"""
- name: Show the failures
  ansible.builtin.debug:
    msg: "{{ {'msg': 'no connection'} | ocs.provisioning.leaver_failures }}"
"""

RETURN = r"""
_value:
  description: C(name), C(step) and C(error) of each failure; the name is empty if the failure does not concern an account.
  type: list
  elements: dict
"""


def leaver_failures(result):
    """Name, step and error of each failure."""
    from ansible_collections.ocs.provisioning.plugins.plugin_utils.leavers import failures  # late: Ansible imports every filter to find one

    return failures(result)


class FilterModule:
    """The filters of this file."""

    def filters(self):
        """Name to function."""
        return {"leaver_failures": leaver_failures}
