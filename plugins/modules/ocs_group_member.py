#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: ocs_group_member
short_description: Manage members and group admins of a group on a Nextcloud or ownCloud server
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Adds users to a group, or removes them, as members or as group admins, through the OCS provisioning API. Does not change the group itself.
  - Use it in loops over groups, and with the account of a group admin, who can change the members of a group but not the group itself.
  - Users already in the wanted state are left unchanged.
extends_documentation_fragment:
  - ocs.provisioning.ocs_connection
  - ocs.provisioning.plan
  - ocs.provisioning.attributes
  - ocs.provisioning.attributes.ocs
attributes:
  check_mode:
    support: full
    details:
      - Reads like the real run, and sends nothing else. It cannot predict missing permissions of the acting account.
  diff_mode:
    support: full
    details: Shows the list that changes.
  idempotent:
    support: full
options:
  group:
    description:
      - ID of the group. Case matters. See M(ocs.provisioning.ocs_group) for the allowed characters.
      - If the group does not exist, the task fails, except with O(state=absent), where it issues a warning.
    type: str
    required: true
  users:
    description:
      - Users, by their IDs, which match case-insensitively. If the server stores a different spelling, it is used and a warning is issued.
      - An email address in place of an ID is refused, and the message names the account it belongs to.
      - The acting account cannot be removed from the group V(admin).
    type: list
    elements: str
    required: true
    aliases: [members]
  role:
    description:
      - V(member) manages the members of the group, V(subadmin) its group admins, who do not have to be members.
      - Only administrators can read and change group admins. The group V(admin) has none.
    type: str
    choices: [member, subadmin]
    default: member
  state:
    description:
      - V(present) adds the users, V(absent) removes them. Other users are left unchanged.
      - V(exact) adds these users and removes all others.
    type: str
    choices: [present, absent, exact]
    default: present
  allow_empty:
    description:
      - Whether O(state=exact) may remove all users if the list is empty, or becomes empty because of O(missing_users=warn).
    type: bool
    default: false
  missing_users:
    description:
      - What to do if a user to be added does not exist, or is not visible to the acting account.
      - V(fail) fails the task before the first write, V(warn) ignores the user with a warning.
    type: str
    choices: [fail, warn]
    default: fail
notes:
  - If nothing changes, the task takes one request if O(product) is given, and two with V(auto). A change takes one more request for each user to be added,
    one for each difference, and one to read the list again.
  - On Nextcloud, a group admin cannot remove a user from the last group in which it administers that user.
  - After an error, the remaining steps are skipped, and RV(actions) shows which steps are done. The next run completes it.
seealso:
  - module: ocs.provisioning.ocs_group
  - module: ocs.provisioning.ocs_group_info
  - ref: What each product can do <ansible_collections.ocs.provisioning.docsite.products>
    description: The options that each product and version supports.
"""

EXAMPLES = r"""
# The other tasks get the connection from module_defaults of group/ocs.provisioning.ocs,
# or from the environment (OCS_URL, OCS_USERNAME, OCS_PASSWORD).
- name: Create a group
  ocs.provisioning.ocs_group:
    url: https://cloud.example.com
    auth_username: admin
    auth_password: "{{ vault_ocs_password }}"
    name: project

- name: Create two accounts
  ocs.provisioning.ocs_user:
    name: "{{ item }}"
    password: "{{ vault_password }}"
  loop: [alice, bob]

- name: Add them to the group
  ocs.provisioning.ocs_group_member:
    group: project
    users: [alice, bob]

- name: Let one of them administer it
  ocs.provisioning.ocs_group_member:
    group: project
    users: alice
    role: subadmin

- name: Set the complete list, ignoring users who have no account yet
  ocs.provisioning.ocs_group_member:
    group: project
    users: [alice, dave]
    state: exact
    missing_users: warn

- name: Remove a user
  ocs.provisioning.ocs_group_member:
    group: project
    users: [bob]
    state: absent

- name: Remove all group admins
  ocs.provisioning.ocs_group_member:
    group: project
    users: []
    role: subadmin
    state: exact
    allow_empty: true

- name: Set the administrators of an ownCloud server
  ocs.provisioning.ocs_group_member:
    product: owncloud
    group: admin
    users: [admin]
    state: exact
"""

RETURN = r"""
group:
  description: ID of the group.
  returned: always
  type: str
  sample: project
role:
  description: The value of O(role).
  returned: always
  type: str
  sample: member
members:
  description:
    - IDs of all members, or of all group admins, after the task, or in check mode as they would be. Sorted. Null if the group does not exist.
    - If a step failed, the list before the task. Also null if the task failed before the first step.
  returned: always
  type: list
  elements: str
  sample: [alice, bob]
added:
  description: IDs of the users that were added, or in check mode would be added.
  returned: always
  type: list
  elements: str
  sample: [bob]
removed:
  description: IDs of the users that were removed, or in check mode would be removed.
  returned: always
  type: list
  elements: str
  sample: []
actions:
  description:
    - The steps of the plan in order. In check mode, the same steps without being sent.
  returned: always
  type: list
  elements: dict
  contains:
    id:
      description: ID of the step, the same in every run.
      type: str
      sample: join:member:project:bob
    action:
      description: One of V(join), V(leave), V(promote) and V(demote).
      type: str
      sample: join
    kind:
      description: V(member) or V(subadmin).
      type: str
      sample: member
    name:
      description: ID of the group.
      type: str
      sample: project
    before:
      description: The fields that the step changes, with their values before it. The key is the user's ID.
      type: dict
      sample: {"bob": false}
    after:
      description: The same fields, with their values after it.
      type: dict
      sample: {"bob": true}
    status:
      description: V(planned) in check mode, otherwise V(done), V(failed) or V(skipped).
      type: str
      sample: done
    error:
      description: Why the step failed, null otherwise.
      type: str
      sample:
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
      sample: e3ed711fda8f81a1fa82924b79d2b4a08ee701c2fab7d0bf173e82506fdbb4d9;join.member=1
    steps:
      description: The C(id) of each step in RV(actions), with a hash of its values.
      returned: always
      type: dict
      sample: {"join:member:project:bob": "c88d84a1"}
api:
  description: Counts of requests and the duration of the task.
  returned: when a request was sent
  type: dict
  contains:
    product:
      description: V(nextcloud) or V(owncloud).
      type: str
      sample: nextcloud
    version:
      description: Version of the server, null if the task did not need it.
      type: str
      sample: 34.0.1
    requests:
      description: Number of requests, including repeated ones.
      type: int
      sample: 3
    reads:
      description: Number of requests that change nothing, such as reads and the password check.
      type: int
      sample: 2
    writes:
      description: Number of requests that can change something.
      type: int
      sample: 1
    retries:
      description: Number of repeated requests.
      type: int
      sample: 0
    waited_seconds:
      description: Time in seconds spent waiting for rate limits.
      type: float
      sample: 0.0
    elapsed_seconds:
      description: Duration of the task in seconds.
      type: float
      sample: 0.214
ocs_code:
  description: Status code in the OCS envelope of the response, null if there was no envelope.
  returned: when a request failed
  type: int
  sample: 101
http_status:
  description: HTTP status of the response, null if there was none.
  returned: when a request failed
  type: int
  sample: 400
endpoint:
  description: Method and path of the request.
  returned: when a request failed
  type: str
  sample: POST cloud/users/bob/groups
hint:
  description: What to do next.
  returned: when a request failed
  type: str
  sample: Correct the value; see the documentation of the parameter.
"""

from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.group import people as group_member
from ansible_collections.ocs.provisioning.plugins.module_utils.task import run


def main():
    run(group_member.RESOURCE)


if __name__ == "__main__":
    main()
