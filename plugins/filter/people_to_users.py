# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
name: people_to_users
short_description: Make a directory document from a list of people
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Makes IDs according to a rule, and sets groups, quotas, languages, managers and group admin posts by department.
  - Rows that cannot be converted are returned in C(problems). No column is silently ignored; an unknown column is a problem, and with
    O(columns), columns that are not mapped are listed in C(warnings).
  - If C(display_name) is omitted, it is made from C(given_name) and C(family_name).
  - C(department) can name several departments, separated by semicolons or commas. The person gets the groups of all of them, and the other fields of the first
    one that sets them. Fields of the row take precedence. C(lead) is yes or no for all departments, or names those that the person leads. C(subadmin_of) of the
    row is added to the groups that leads administer.
options:
  _input:
    description: The people, as rows. Fields are those of the rows of M(ocs.provisioning.ocs_directory) and M(ocs.provisioning.seafile_directory).
    type: list
    elements: dict
    required: true
  columns:
    description: Maps fields to column names. By default, columns have the names of the fields.
    type: dict
    default: {}
  departments:
    description: The departments by name, each with C(groups), C(quota), C(language), C(manager), C(lead_of) and additional C(fields).
    type: dict
    default: {}
  id_rule:
    description: C(case) (V(lower) or V(keep)), C(transliterate), and C(template) for people without a name, for example V({given_name}.{family_name}).
    type: dict
    default: {}
  managed_groups:
    description: Patterns of additional groups from which people can be removed, for C(managed_groups) of the result.
    type: list
    elements: str
    default: []
"""

EXAMPLES = r"""
- name: Make a document
  ansible.builtin.set_fact:
    made: "{{ people | ocs.provisioning.people_to_users(departments=departments) }}"
  vars:
    people:
      - {name: Zoë Müller, email: zoe@example.com, department: science, lead: "yes"}
    departments:
      science: {groups: [science], quota: 10 GB}
"""

RETURN = r"""
_value:
  description:
    - C(document) with C(groups) and C(users), C(departments) by ID, C(problems) and C(warnings).
    - C(managed_groups) is empty if O(managed_groups) is empty. Otherwise it contains these patterns, and a pattern for each described group.
  type: dict
"""

from ansible.errors import AnsibleFilterError


def people_to_users(people, columns=None, departments=None, id_rule=None, managed_groups=()):
    """A directory document of people."""
    from ansible_collections.ocs.provisioning.plugins.plugin_utils import people as maker  # late: Ansible imports every filter to find one

    try:
        return maker.people_to_users(people, columns, departments, id_rule, managed_groups)
    except (ValueError, TypeError) as error:
        raise AnsibleFilterError("ocs.provisioning.people_to_users: %s" % error) from error


class FilterModule:
    """The filters of this file."""

    def filters(self):
        """Name to function."""
        return {"people_to_users": people_to_users}
