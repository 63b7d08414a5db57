# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
name: with_passwords
short_description: Add passwords to the rows of a document
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Returns the rows with their passwords. Rows that have a password keep it.
  - Made for the role P(ocs.provisioning.onboarding#role). It may change in any release.
options:
  _input:
    description: The rows.
    type: list
    elements: dict
    required: true
  passwords:
    description: The passwords by ID.
    type: dict
    required: true
  otherwise:
    description: A password for rows without one.
    type: str
  identity:
    description: The field of a row that is the key in O(passwords); V(email) for Seafile.
    type: str
    default: name
"""

EXAMPLES = r"""
- name: Add passwords
  ansible.builtin.set_fact:
    users: "{{ [{'name': 'ada'}] | ocs.provisioning.with_passwords({'ada': 'a-long-secret'}) }}"
  no_log: true
"""

RETURN = r"""
_value:
  description: The rows.
  type: list
  elements: dict
"""

from ansible.errors import AnsibleFilterError


def with_passwords(users, passwords, otherwise=None, identity="name"):
    """Rows with their passwords."""
    from ansible_collections.ocs.provisioning.plugins.plugin_utils import passwords as maker  # late: Ansible imports every filter to find one

    try:
        return maker.with_passwords(users, passwords, otherwise, identity)
    except (ValueError, TypeError) as error:
        raise AnsibleFilterError("ocs.provisioning.with_passwords: %s" % error) from error


class FilterModule:
    """The filters of this file."""

    def filters(self):
        """Name to function."""
        return {"with_passwords": with_passwords}
