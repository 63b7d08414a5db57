#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: seafile_group
short_description: Manage a group of a Seafile server
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Creates, changes and deletes one group through Seafile's admin Web API. People are named by their contact addresses.
  - The owner of a group always is a member and administers it.
  - If no account has a contact address that is named, the account with this internal ID is used, with a warning. If several accounts have the
    address, or several groups the name, none is used and the task fails.
extends_documentation_fragment:
  - ocs.provisioning.seafile_connection
  - ocs.provisioning.plan
  - ocs.provisioning.attributes
  - ocs.provisioning.attributes.seafile
attributes:
  check_mode:
    support: full
    details: Reads as the real run does, and signs in for a token when none is given.
  diff_mode:
    support: full
    details: Shows the fields that change.
  idempotent:
    support: full
    details: A second run changes nothing.
options:
  name:
    description:
      - Name of the group; case matters. Letters, numbers, blanks inside, hyphen, dot, single quote, round brackets and underscore.
    type: str
    required: true
  state:
    description:
      - Whether the group shall exist. Deleting it also deletes its libraries.
    type: str
    choices: [present, absent]
    default: present
  owner:
    description:
      - Address of the owner. A new group belongs to the acting account when it is left out. The previous owner stays a member.
    type: str
  members:
    description:
      - Addresses of the members.
    type: dict
    aliases: [users]
    suboptions:
      add:
        description: These, and leave the rest.
        type: list
        elements: str
      remove:
        description: Not these, and leave the rest.
        type: list
        elements: str
      set:
        description: Exactly these. Cannot stand together with the other two.
        type: list
        elements: str
  admins:
    description:
      - Addresses of the group admins. They join first.
    type: dict
    aliases: [subadmins]
    suboptions:
      add:
        description: These, and leave the rest.
        type: list
        elements: str
      remove:
        description: Not these, and leave the rest.
        type: list
        elements: str
      set:
        description: Exactly these. Cannot stand together with the other two.
        type: list
        elements: str
  missing_users:
    description:
      - Whether users who do not exist fail the task, or are left out with a warning.
    type: str
    choices: [fail, warn]
    default: fail
  only_if_empty:
    description:
      - With O(state=absent), refuse while there are members besides the owner.
    type: bool
    default: false
seealso:
  - module: ocs.provisioning.seafile_user
  - module: ocs.provisioning.seafile_group_info
"""

EXAMPLES = r"""
- name: Have a group
  ocs.provisioning.seafile_group:
    url: https://seafile.example.com
    auth_token: "{{ vault_seafile_token }}"
    name: Science

- name: Delete it
  ocs.provisioning.seafile_group:
    url: https://seafile.example.com
    auth_token: "{{ vault_seafile_token }}"
    name: Science
    state: absent
    only_if_empty: true
"""

RETURN = r"""
group:
  description: The group after the task, null when there is none.
  returned: always
  type: dict
  contains:
    name: {description: "Name.", type: str}
    group_id: {description: "Number. Null in check mode for a new group.", type: int}
    owner: {description: "Address of the owner.", type: str}
    members: {description: "Addresses of the members.", type: list, elements: str}
    admins: {description: "Addresses of the group admins.", type: list, elements: str}
added:
  description: Addresses of those who joined.
  returned: always
  type: list
  elements: str
removed:
  description: Addresses of those who left.
  returned: always
  type: list
  elements: str
actions:
  description: The steps in their order, each with C(id), C(action), C(kind), C(name), C(before), C(after), C(status) and C(error).
  returned: always
  type: list
  elements: dict
plan:
  description: What identifies the plan.
  returned: when a plan was made
  type: dict
  contains:
    digest:
      description: The SHA-256 of the steps, whatever their order, followed by counts of what they do, for O(expected_plan). Secrets are in it as their
        placeholder.
      returned: always
      type: str
      sample: 5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9;update.user.quota=2
api:
  description: What the task cost.
  returned: always
  type: dict
http_status:
  description: HTTP status of the response, null if there was none.
  returned: when a request failed
  type: int
  sample: 403
endpoint:
  description: Method and path of the request.
  returned: when a request failed
  type: str
  sample: GET api/v2.1/admin/users/
hint:
  description: What to do next.
  returned: when a request failed
  type: str
  sample: It must be an administrator of the server.
"""

from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.group import resource as seafile_group
from ansible_collections.ocs.provisioning.plugins.module_utils.task import run


def main():
    run(seafile_group.RESOURCE)


if __name__ == "__main__":
    main()
