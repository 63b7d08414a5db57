# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
name: undescribed_groups
short_description: Find groups of people that no department describes
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Counts the given people in groups that are neither described nor match a pattern, for example in a class that no longer exists.
  - Accounts and groups that were not read are not counted.
  - Made for the role P(ocs.provisioning.onboarding#role). It may change in any release.
options:
  _input:
    description: IDs of the people, or their email addresses on Seafile.
    type: list
    elements: str
    required: true
  described:
    description: Names of the described groups.
    type: list
    elements: str
    required: true
  patterns:
    description: Shell-style patterns of additional managed groups.
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
- name: Count people in groups that are not described
  ansible.builtin.debug:
    msg: "{{ ['ada'] | ocs.provisioning.undescribed_groups(['6a'], accounts=[{'name': 'ada', 'groups': ['5a', '6a']}]) }}"
"""

RETURN = r"""
_value:
  description: The number of these people in each group, by group.
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
