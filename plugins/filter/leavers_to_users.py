# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
name: leavers_to_users
short_description: Make a directory document from a list of leavers
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Disables accounts after their last day and removes their group and group admin memberships. With O(delete), deletes them once the retention period
    has passed.
  - C(last_day) is a date, or text such as V(2026-09-30), V(2026-09-30 00:00:00), V(30.09.2026), V(30/09/2026) or V(9/30/2026). Ambiguous dates,
    such as V(09/10/2026), two-digit years and a spreadsheet's internal numbers are problems.
options:
  _input:
    description: The leavers, each with C(name) or C(email), C(last_day), and optionally C(successor) and C(delete_after_days).
    type: list
    elements: dict
    required: true
  existing:
    description: IDs of the accounts on the server, or their email addresses on Seafile.
    type: list
    elements: str
    required: true
  today:
    description: The current date, for example V(2026-09-30).
    type: str
    required: true
  delete:
    description: Whether accounts may be deleted.
    type: bool
    default: false
  retention:
    description: Retention period in days after the last day, for leavers without C(delete_after_days).
    type: int
  identity:
    description: The key that identifies a leaver, C(name), or C(email) on Seafile. The rows of the document have it too.
    type: str
    choices: [name, email]
    default: name
  columns:
    description: Maps fields to column names, for messages. By default, columns have the names of the fields.
    type: dict
    default: {}
"""

EXAMPLES = r"""
- name: Make a document
  ansible.builtin.set_fact:
    made: "{{ leavers | ocs.provisioning.leavers_to_users(['ada', 'grace'], '2026-10-01') }}"
  vars:
    leavers:
      - {name: ada, last_day: 2026-09-30, successor: grace}
"""

RETURN = r"""
_value:
  description: C(document), C(names), C(due), C(waiting), C(gone), C(transfers), C(problems) and C(warnings).
  type: dict
"""

from ansible.errors import AnsibleFilterError


def leavers_to_users(leavers, existing, today, delete=False, retention=None, identity="name", columns=None):
    """A directory document of leavers."""
    from ansible.module_utils.parsing.convert_bool import boolean
    from ansible_collections.ocs.provisioning.plugins.plugin_utils import leavers as maker  # late: Ansible imports every filter to find one

    try:
        delete = boolean(delete or False)  # on the command line it is a text
    except TypeError as error:
        raise AnsibleFilterError("ocs.provisioning.leavers_to_users: delete: %s" % error) from error
    try:
        return maker.leavers_to_users(leavers, existing, today, delete, retention, identity, columns)
    except (ValueError, TypeError) as error:
        raise AnsibleFilterError("ocs.provisioning.leavers_to_users: %s" % error) from error


class FilterModule:
    """The filters of this file."""

    def filters(self):
        """Name to function."""
        return {"leavers_to_users": leavers_to_users}
