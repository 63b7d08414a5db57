# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
name: password_lines
short_description: Write passwords as a CSV file
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Returns the content of a file with the columns C(name) and C(password).
  - Made for the role P(ocs.provisioning.onboarding#role). It may change in any release.
options:
  _input:
    description: The passwords by ID.
    type: dict
    required: true
"""

EXAMPLES = r"""
- name: Save passwords
  ansible.builtin.copy:
    content: "{{ {'ada': 'a-long-secret'} | ocs.provisioning.password_lines }}"
    dest: /tmp/passwords.csv
    mode: "0600"
  no_log: true
"""

RETURN = r"""
_value:
  description: The file's content.
  type: str
"""

from ansible.errors import AnsibleFilterError


def password_lines(passwords):
    """The content of a password file."""
    from ansible_collections.ocs.provisioning.plugins.plugin_utils import passwords as maker  # late: Ansible imports every filter to find one

    try:
        return maker.password_lines(passwords)
    except (ValueError, TypeError) as error:
        raise AnsibleFilterError("ocs.provisioning.password_lines: %s" % error) from error


class FilterModule:
    """The filters of this file."""

    def filters(self):
        """Name to function."""
        return {"password_lines": password_lines}
