# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
name: privileged_accounts
short_description: Find the accounts that administer a server or a group
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Returns the IDs of the accounts that are in the group C(admin) or administer a group, for example to read their second factors.
  - Accounts whose groups the server does not return are left out.
options:
  _input:
    description:
      - The result of M(ocs.provisioning.ocs_user_info), or of M(ocs.provisioning.ocs_directory) with
        O(ocs.provisioning.ocs_directory#module:return_accounts=true). It can be packed.
    type: dict
    required: true
  every:
    description: Whether to return the IDs of all accounts instead.
    type: bool
    default: false
"""

EXAMPLES = r"""
- name: Read all accounts
  ocs.provisioning.ocs_user_info:
    packed: true
  register: accounts

- name: Show the privileged accounts
  ansible.builtin.debug:
    msg: "{{ accounts | ocs.provisioning.privileged_accounts }}"
"""

RETURN = r"""
_value:
  description: The IDs, sorted.
  type: list
  elements: str
  sample: [admin, ada]
"""


def privileged_accounts(result, every=False):
    """The accounts that administer; see the documentation above."""
    from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_access import privileged  # late: Ansible imports every filter to find one

    return privileged(result, every)


class FilterModule:
    """The filters of this file."""

    def filters(self):
        """Name to function."""
        return {"privileged_accounts": privileged_accounts}
