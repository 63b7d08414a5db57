# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
name: undescribed_groups
short_description: Find groups of people that nobody describes
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Counts who of some people is in groups that are neither described nor fit a pattern, for example in a class that does not exist any more.
  - Accounts and groups that were not read are not counted.
options:
  _input:
    description: Ids, or on Seafile addresses, of the people.
    type: list
    elements: str
    required: true
  described:
    description: Names of the groups that are described.
    type: list
    elements: str
    required: true
  patterns:
    description: Shell-style patterns of further groups that are taken care of.
    type: list
    elements: str
    default: []
  accounts:
    description: Accounts with their C(groups), as M(ocs.provisioning.ocs_user_info) returns them.
    type: list
    elements: dict
    default: []
  listed:
    description: Groups with their C(members), as M(ocs.provisioning.ocs_group_info) or M(ocs.provisioning.seafile_group_info) returns them.
    type: list
    elements: dict
    default: []
"""

EXAMPLES = r"""
- name: Show who is in groups that nobody describes
  ansible.builtin.debug:
    msg: "{{ ['ada'] | ocs.provisioning.undescribed_groups(['6a'], accounts=[{'name': 'ada', 'groups': ['5a', '6a']}]) }}"
"""

RETURN = r"""
_value:
  description: Group to the number of these people who are in it.
  type: dict
  sample: {5a: 1}
"""


def undescribed_groups(people, described, patterns=(), accounts=(), listed=()):
    """Group to the number of these people in it."""
    from ansible_collections.ocs.provisioning.plugins.plugin_utils.departments import undescribed  # late: Ansible imports every filter to find one

    return undescribed(people, described, patterns, accounts, listed)


class FilterModule:
    """The filters of this file."""

    def filters(self):
        """Name to function."""
        return {"undescribed_groups": undescribed_groups}
