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
  - Creates, changes and deletes one group through Seafile's admin web API. Users are identified by their contact addresses.
  - The owner of a group is always a member and administers it.
  - If no account has a given contact address, the account with this internal ID is used, with a warning. If several accounts have the
    address, or several groups have the name, the task fails.
extends_documentation_fragment:
  - ocs.provisioning.seafile_connection
  - ocs.provisioning.plan
  - ocs.provisioning.attributes
  - ocs.provisioning.attributes.seafile
attributes:
  check_mode:
    support: full
    details: Reads like the real run, and signs in for a token if none is given.
  diff_mode:
    support: full
    details: Shows the fields that change.
  idempotent:
    support: full
    details: A second run changes nothing.
options:
  name:
    description:
      - Name of the group. Case matters. It can contain letters, numbers, blanks (not at its ends), hyphens, dots, single quotes, round brackets and
        underscores.
    type: str
    required: true
  state:
    description:
      - V(present) ensures that the group exists and has the given values. V(absent) deletes the group and its libraries.
    type: str
    choices: [present, absent]
    default: present
  owner:
    description:
      - Address of the owner. If omitted, a new group belongs to the acting account. The previous owner remains a member.
    type: str
  members:
    description:
      - Addresses of the members.
    type: dict
    aliases: [users]
    suboptions:
      add:
        description: Add these and keep the rest.
        type: list
        elements: str
      remove:
        description: Remove these and keep the rest.
        type: list
        elements: str
      set:
        description: The complete list. An empty list removes all but the owner and requires O(allow_empty=true). Mutually exclusive with C(add) and C(remove).
        type: list
        elements: str
  admins:
    description:
      - Addresses of the group admins. They are added as members first.
    type: dict
    aliases: [subadmins]
    suboptions:
      add:
        description: Add these and keep the rest.
        type: list
        elements: str
      remove:
        description: Remove these and keep the rest.
        type: list
        elements: str
      set:
        description: The complete list. An empty list demotes all but the owner and requires O(allow_empty=true). Mutually exclusive with C(add) and C(remove).
        type: list
        elements: str
  allow_empty:
    description:
      - Whether a C(set) list may remove all members if it is empty, or becomes empty because of O(missing_users=warn). The owner always stays.
    type: bool
    default: false
    version_added: 1.0.0
  missing_users:
    description:
      - What to do if a user does not exist. V(fail) fails the task before the first write, V(warn) ignores the user with a warning.
    type: str
    choices: [fail, warn]
    default: fail
  only_if_empty:
    description:
      - With O(state=absent), whether the task fails if the group has members besides the owner.
    type: bool
    default: false
seealso:
  - module: ocs.provisioning.seafile_user
  - module: ocs.provisioning.seafile_group_info
"""

EXAMPLES = r"""
- name: Create a group
  ocs.provisioning.seafile_group:
    url: https://seafile.example.com
    auth_token: "{{ vault_seafile_token }}"
    name: Science

- name: Remove all members but the owner
  ocs.provisioning.seafile_group:
    url: https://seafile.example.com
    auth_token: "{{ vault_seafile_token }}"
    name: Science
    members:
      set: []
    allow_empty: true

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
  description: The group after the task, null if it does not exist.
  returned: always
  type: dict
  contains:
    name: {description: "Name.", type: str, sample: Science}
    group_id: {description: "Number of the group. Null in check mode for a new group.", type: int, sample: 1}
    owner: {description: "Address of the owner.", type: str, sample: admin@example.com}
    members: {description: "Addresses of the members.", type: list, elements: str, sample: [admin@example.com, alice@example.com]}
    admins: {description: "Addresses of the group admins.", type: list, elements: str, sample: [admin@example.com]}
added:
  description: Addresses of the users that were added.
  returned: always
  type: list
  elements: str
  sample: [alice@example.com]
removed:
  description: Addresses of the users that were removed.
  returned: always
  type: list
  elements: str
  sample: []
actions:
  description: The steps in order.
  returned: always
  type: list
  elements: dict
  contains:
    id: {description: "ID of the step, the same in every run.", type: str}
    action: {description: "V(create), V(update), V(delete), V(join), V(leave), V(promote) or V(demote).", type: str}
    kind: {description: "V(group), V(member) or V(subadmin).", type: str}
    name: {description: "Name of the group.", type: str}
    before: {description: "The fields that the step changes, with their values before it.", type: dict}
    after: {description: "The same fields, with their values after it.", type: dict}
    status: {description: "V(planned) in check mode, otherwise V(done), V(failed) or V(skipped).", type: str}
    error: {description: "Why the step failed, null otherwise.", type: str}
  sample:
    - id: create:group:Science
      action: create
      kind: group
      name: Science
      before: {}
      after: {name: Science, owner: admin@example.com}
      status: done
      error: null
    - id: join:member:Science:alice@example.com
      action: join
      kind: member
      name: Science
      before: {alice@example.com: false}
      after: {alice@example.com: true}
      status: done
      error: null
plan:
  description: The data that identify the plan.
  returned: when a plan was made
  type: dict
  contains:
    digest:
      description: The SHA-256 hash of the steps, regardless of their order, followed by counts of each kind of step, for O(expected_plan). Secrets are
        represented by a placeholder.
      returned: always
      type: str
      sample: 011239551cabed6eaf0e1f4e75b34dabc59d0d56080bd6909dc33c1c98a17df6;create.group=1;join.member=1
    steps:
      description: The C(id) of each step in RV(actions), with a hash of its values.
      returned: always
      type: dict
      sample: {"create:group:Science": "f50f1a1d", "join:member:Science:alice@example.com": "aee8bd37"}
api:
  description: Counts of requests and the duration of the task.
  returned: always
  type: dict
  contains:
    product: {description: "V(seafile).", type: str}
    version: {description: "Version of the server, null if the task did not need it.", type: str}
    requests: {description: "Number of requests, including repeated ones.", type: int}
    reads: {description: "Number of requests that change nothing.", type: int}
    writes: {description: "Number of requests that can change something.", type: int}
    retries: {description: "Number of repeated requests.", type: int}
    waited_seconds: {description: "Time in seconds spent waiting for rate limits.", type: float}
    elapsed_seconds: {description: "Duration of the task in seconds.", type: float}
  sample:
    {product: seafile, version: 13.0.25, requests: 9, reads: 6, writes: 3, retries: 0, waited_seconds: 0.0, elapsed_seconds: 0.214}
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
