# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
name: people_to_users
short_description: Make a directory document of a list of people
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Makes ids by a rule, and groups, quotas, languages, managers and group-admin posts by departments.
  - What it cannot make is told in C(problems), each with the row. No column is accepted and ignored. One that is unknown is a problem, and with
    O(columns) the others are named in C(warnings).
  - C(given_name) and C(family_name) make the display name of rows without C(display_name).
  - C(department) may name several, parted by semicolons or commas. Their groups are united. Other fields come from the first department that has
    them, and a field of the row wins. C(lead) is yes or no for all of them, or names those that the person leads. What the row has under
    C(subadmin_of) comes to the groups that leads administer.
options:
  _input:
    description: The people, as rows. Fields are those of the rows of M(ocs.provisioning.ocs_directory) and M(ocs.provisioning.seafile_directory).
    type: list
    elements: dict
    required: true
  columns:
    description: Field to the name of the column that holds it. Without it the columns are named as the fields.
    type: dict
    default: {}
  departments:
    description: Name to C(groups), C(quota), C(language), C(manager), C(lead_of) and further C(fields).
    type: dict
    default: {}
  id_rule:
    description: C(case) (V(lower) or V(keep)), C(transliterate), and C(template) for people without a name, for example V({given_name}.{family_name}).
    type: dict
    default: {}
  managed_groups:
    description: Patterns of further groups that people may be taken out of, for C(managed_groups) of the result.
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
    - C(document) with C(groups) and C(users), C(departments) by id, C(problems) and C(warnings).
    - C(managed_groups) is empty without O(managed_groups). Otherwise it is those patterns, and the described groups as patterns that fit them alone.
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
