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
  - Adds users to a group or removes them, as members or as group admins, through the OCS provisioning API. Does not change the group itself.
  - Use it in loops over groups, and as a group admin, who may change the members of a group but not the group itself.
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
      - Reads as the real run does, and sends nothing else. It cannot predict missing permissions of the acting account.
  diff_mode:
    support: full
    details: Shows the list that changes.
  idempotent:
    support: full
options:
  group:
    description:
      - ID of the group. Case matters. See M(ocs.provisioning.ocs_group) for the characters that it may have.
      - A group that does not exist is an error, except with O(state=absent), where it is a warning.
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
      - V(member) for the members of the group, V(subadmin) for its group admins, who need not be members.
      - Group admins can only be read and changed by administrators. The group V(admin) has none.
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
      - Whether O(state=exact) with a list that is empty, or becomes empty by O(missing_users=warn), may remove everybody.
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
  - A converged task costs one request when O(product) is given, two with V(auto). A change costs one more for each user who is about to be added,
    one for each difference, and one to read the list again.
  - On Nextcloud, a group admin cannot remove a user from the last group in which it administers that user.
  - After an error the rest of the plan is skipped, and RV(actions) shows what was done. The next run completes it.
seealso:
  - module: ocs.provisioning.ocs_group
  - module: ocs.provisioning.ocs_group_info
  - ref: What each product can do <ansible_collections.ocs.provisioning.docsite.products>
    description: The options that each product and version supports.
"""

EXAMPLES = r"""
# The other tasks take the connection from module_defaults of group/ocs.provisioning.ocs,
# or from the environment (OCS_URL, OCS_USERNAME, OCS_PASSWORD).
- name: Have a group
  ocs.provisioning.ocs_group:
    url: https://cloud.example.com
    auth_username: admin
    auth_password: "{{ vault_ocs_password }}"
    name: project

- name: Have some people
  ocs.provisioning.ocs_user:
    name: "{{ item }}"
    password: "{{ vault_password }}"
  loop: [alice, bob]

- name: Put them into the group
  ocs.provisioning.ocs_group_member:
    group: project
    users: [alice, bob]

- name: Let one of them administer it
  ocs.provisioning.ocs_group_member:
    group: project
    users: alice
    role: subadmin

- name: Nobody but these, and leave out who has no account yet
  ocs.provisioning.ocs_group_member:
    group: project
    users: [alice, dave]
    state: exact
    missing_users: warn

- name: Take somebody out
  ocs.provisioning.ocs_group_member:
    group: project
    users: [bob]
    state: absent

- name: Leave the group without group admins
  ocs.provisioning.ocs_group_member:
    group: project
    users: []
    role: subadmin
    state: exact
    allow_empty: true

- name: Name the administrators of an ownCloud server
  ocs.provisioning.ocs_group_member:
    product: owncloud
    group: admin
    users: [admin]
    state: exact
"""

RETURN = r"""
group:
  description: Id of the group.
  returned: always
  type: str
  sample: project
role:
  description: The role that was asked for.
  returned: always
  type: str
  sample: member
members:
  description:
    - Ids of all members, or of all group admins, after the task, in check mode as they would be. Sorted. Null when the group does not exist.
    - When a step failed, the list as it was found before. Null also when the task failed before the first step.
  returned: always
  type: list
  elements: str
  sample: [alice, bob]
added:
  description: Ids of the users that came in, in check mode that would.
  returned: always
  type: list
  elements: str
  sample: [bob]
removed:
  description: Ids of the users that went out, in check mode that would.
  returned: always
  type: list
  elements: str
  sample: []
actions:
  description:
    - The steps of the plan in order. In check mode the same steps, not sent.
  returned: always
  type: list
  elements: dict
  contains:
    id:
      description: Name of the finding, the same in every run.
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
      description: Id of the group.
      type: str
      sample: project
    before:
      description: The fields that the step changes, as they are. The key is the user's id.
      type: dict
      sample: {"bob": false}
    after:
      description: The same fields, as they will be.
      type: dict
      sample: {"bob": true}
    status:
      description: V(planned) in check mode, else V(done), V(failed) or V(skipped).
      type: str
      sample: done
    error:
      description: Why the step failed, else null.
      type: str
      sample:
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
      sample: e3ed711fda8f81a1fa82924b79d2b4a08ee701c2fab7d0bf173e82506fdbb4d9;join.member=1
    steps:
      description: The C(id) of each step in RV(actions), with a mark that is another one for other values.
      returned: always
      type: dict
      sample: {"join:member:project:bob": "c88d84a1"}
api:
  description: Requests and time of the task.
  returned: when the server was asked
  type: dict
  contains:
    product:
      description: V(nextcloud) or V(owncloud).
      type: str
      sample: nextcloud
    version:
      description: Version of the server, null when the task did not need it.
      type: str
      sample: 34.0.1
    requests:
      description: Requests sent, repeated ones included.
      type: int
      sample: 3
    reads:
      description: Requests that change nothing, such as reads and the password check.
      type: int
      sample: 2
    writes:
      description: Requests that may change something.
      type: int
      sample: 1
    retries:
      description: Repeated requests.
      type: int
      sample: 0
    waited_seconds:
      description: Time waited for rate limits.
      type: float
      sample: 0.0
    elapsed_seconds:
      description: Time that the task took.
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

from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.group import member_resource as group_member
from ansible_collections.ocs.provisioning.plugins.module_utils.task import run


def main():
    run(group_member.RESOURCE)


if __name__ == "__main__":
    main()
