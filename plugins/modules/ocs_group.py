#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: ocs_group
short_description: Manage a group of a Nextcloud or ownCloud server
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Creates, renames and deletes one group through the OCS provisioning API, and manages its members and group admins.
  - Omitted options leave the server's values unchanged. An empty string or an empty C(set) list clears it.
  - Values that the server has already are not written again.
  - What the server would refuse, drop without a word or store under another name is refused before anything is written, as far as this can be known.
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
    details: Shows the fields that change.
  idempotent:
    support: full
options:
  name:
    description:
      - ID of the group, taken literally. It cannot be changed. Case and blanks matter.
      - At most 64 characters, because Nextcloud would store another ID for a longer one, and not V(.) or V(..).
      - The ID of a new group must not be blank or have control characters. On Nextcloud it is not V(0) either, and has no slash at its ends,
        no slashes in a row and no V(.) or V(..) between slashes, because its group admins could never be read. Such a group that exists
        already can be managed without O(subadmins).
      - Blanks at its ends, V(%), V(+), V(/) and letters of any language work on Nextcloud.
      - On ownCloud a new ID has no blanks at its ends, and no slash. A group with a slash can be joined and left with M(ocs.provisioning.ocs_user) only.
    type: str
    required: true
    aliases: [group_id, groupid]
  state:
    description:
      - V(present) makes sure that the group exists and is as described.
      - V(absent) deletes the group. Its members stay as accounts. The group V(admin) is never deleted.
        Of the other options, only O(only_if_empty) matters then.
    type: str
    choices: [present, absent]
    default: present
  display_name:
    description:
      - Display name. Blanks at the ends are dropped. At most 255 characters. Nextcloud only.
      - An empty string means the ID.
      - It costs one additional request.
    type: str
    aliases: [displayname]
  members:
    description:
      - Members, by their IDs, which match case-insensitively. If the server stores a different spelling, it is used and a warning is issued.
      - An email address in place of an ID is refused, and the message names the account it belongs to.
      - The acting account cannot be removed from the group V(admin).
      - Each user to be added costs one request, which checks that it exists.
    type: dict
    aliases: [users]
    suboptions: &change
      add:
        description: Make sure that these are in, and leave the rest.
        type: list
        elements: str
      remove:
        description: Remove these and keep the rest. Users who are not in the group are ignored.
        type: list
        elements: str
      set:
        description: Exactly these. An empty list empties, and needs O(allow_empty=true). Not together with C(add) or C(remove).
        type: list
        elements: str
  subadmins:
    description:
      - Group admins, by their IDs, as O(members). They need not be members. The group V(admin) has none.
      - Only administrators may read and change this. It costs one additional request.
    type: dict
    suboptions: *change
  allow_empty:
    description:
      - Whether a C(set) list that is empty, or becomes empty by O(missing_users=warn), may remove all members.
    type: bool
    default: false
  missing_users:
    description:
      - What to do if a user to be added does not exist, or is not visible to the acting account.
      - V(fail) fails the task before the first write, V(warn) ignores the user with a warning.
    type: str
    choices: [fail, warn]
    default: fail
  only_if_empty:
    description:
      - With O(state=absent), fail if the group has members.
    type: bool
    default: false
notes:
  - A converged group costs one request when O(product) is given, two with V(auto); O(display_name) and O(subadmins) cost one more each.
  - A deleted group that is created again has none of its former members and group admins.
  - After an error the rest of the plan is skipped, and RV(actions) shows what was done. The next run completes it.
seealso:
  - module: ocs.provisioning.ocs_group_member
  - module: ocs.provisioning.ocs_group_info
  - module: ocs.provisioning.ocs_user
  - ref: What each product can do <ansible_collections.ocs.provisioning.docsite.products>
    description: The options that each product and version supports.
"""

EXAMPLES = r"""
# The other tasks take the connection from module_defaults of group/ocs.provisioning.ocs,
# or from the environment (OCS_URL, OCS_USERNAME, OCS_PASSWORD).
- name: Create a group with a name for people
  ocs.provisioning.ocs_group:
    url: https://cloud.example.com
    auth_username: admin
    auth_password: "{{ vault_ocs_password }}"
    name: staff
    display_name: Staff of Example Ltd

- name: Have somebody to put into it
  ocs.provisioning.ocs_user:
    name: "{{ item }}"
    password: "{{ vault_password }}"
  loop: [alice, bob, carol]

- name: Add members, and appoint a group admin
  ocs.provisioning.ocs_group:
    name: staff
    members:
      add: [alice, bob, carol]
    subadmins:
      add: [alice]

- name: Exactly these, whoever was in before
  ocs.provisioning.ocs_group:
    name: staff
    members:
      set: [alice, bob]

- name: See who would leave
  ocs.provisioning.ocs_group:
    name: staff
    members:
      remove: [bob, carol]
  check_mode: true
  diff: true
  register: staff

- name: An id with special characters
  ocs.provisioning.ocs_group:
    name: R&D / 100% (+ guests)
    members:
      add: [alice]

- name: Empty a group, and keep it
  ocs.provisioning.ocs_group:
    name: staff
    members:
      set: []
    allow_empty: true

- name: Delete a group that nobody is in any more
  ocs.provisioning.ocs_group:
    name: staff
    state: absent
    only_if_empty: true

- name: Create a group on ownCloud
  ocs.provisioning.ocs_group:
    product: owncloud
    name: staff
    members:
      add: [admin]
"""

RETURN = r"""
group:
  description:
    - The group after the task, in check mode as it would be. Null when it does not exist.
    - When a step failed, the group as it was found before. Null also when the task failed before the first step.
  returned: always
  type: dict
  contains:
    name:
      description: Id.
      type: str
      sample: staff
    display_name:
      description: Name shown to people, when O(display_name) is given (Nextcloud).
      type: str
      sample: Staff of Example Ltd
    members:
      description: Ids of the members, sorted, disabled accounts included.
      type: list
      elements: str
      sample: [alice, bob]
    subadmins:
      description: Ids of the group admins, sorted, when O(subadmins) is given.
      type: list
      elements: str
      sample: [alice]
added:
  description: Ids of the accounts that became members, in check mode that would.
  returned: always
  type: list
  elements: str
  sample: [bob]
removed:
  description: Ids of the accounts that left, in check mode that would.
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
      sample: join:member:staff:bob
    action:
      description: One of V(create), V(update), V(delete), V(join), V(leave), V(promote) and V(demote).
      type: str
      sample: join
    kind:
      description: One of V(group), V(member) and V(subadmin).
      type: str
      sample: member
    name:
      description: Id of the group.
      type: str
      sample: staff
    before:
      description: The fields that the step changes, as they are. For V(member) and V(subadmin) the user's id with V(true) or V(false).
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
      sample: 7f23d6421a5e2d64fb960e8c0fc7f381a01ce964cdb4603cf5a379a23e9be14f;join.member=1
    steps:
      description: The C(id) of each step in RV(actions), with a mark that is another one for other values.
      returned: always
      type: dict
      sample: {"join:member:staff:bob": "c88d84a1"}
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

from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.group import resource as group
from ansible_collections.ocs.provisioning.plugins.module_utils.task import run


def main():
    run(group.RESOURCE)


if __name__ == "__main__":
    main()
