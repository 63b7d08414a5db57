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
  - Values that the server already has are not written again.
  - Values that the server would refuse, silently drop or store under another name are refused before the first write, as far as this can be known.
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
    details: Shows the fields that change.
  idempotent:
    support: full
options:
  name:
    description:
      - ID of the group, taken literally. It cannot be changed. Case and blanks matter.
      - At most 64 characters, because Nextcloud would store a different ID for a longer one. V(.) and V(..) are refused.
      - The ID of a new group must not be blank or contain control characters. On Nextcloud, V(0), slashes at the ends,
        consecutive slashes, and V(.) or V(..) between slashes are also refused, because the group admins of these groups could never be read. Existing groups
        with these IDs can be managed without O(subadmins).
      - On Nextcloud, IDs can contain blanks at the ends, V(%), V(+), V(/) and letters of any language.
      - On ownCloud, a new ID must not have blanks at its ends or contain a slash. Members of an existing group with a slash can be managed with
        M(ocs.provisioning.ocs_user) only.
    type: str
    required: true
    aliases: [group_id, groupid]
  state:
    description:
      - V(present) ensures that the group exists and has the given values.
      - V(absent) deletes the group but not the accounts of its members. The group V(admin) is never deleted.
        Of the other options, only O(only_if_empty) is then used.
    type: str
    choices: [present, absent]
    default: present
  display_name:
    description:
      - Display name. Blanks at the ends are removed. At most 255 characters. Nextcloud only.
      - An empty string resets it to the ID.
      - Takes one additional request.
    type: str
    aliases: [displayname]
  members:
    description:
      - Members, by their IDs, which match case-insensitively. If the server stores a different spelling, it is used and a warning is issued.
      - An email address in place of an ID is refused, and the message names the account it belongs to.
      - The acting account cannot be removed from the group V(admin).
      - Each user to be added takes one request, which checks that the user exists.
    type: dict
    aliases: [users]
    suboptions: &change
      add:
        description: Add these and keep the rest.
        type: list
        elements: str
      remove:
        description: Remove these and keep the rest. Users who are not in the group are ignored.
        type: list
        elements: str
      set:
        description: The complete list. An empty list removes all and requires O(allow_empty=true). Mutually exclusive with C(add) and C(remove).
        type: list
        elements: str
  subadmins:
    description:
      - Group admins, by their IDs, as in O(members). They do not have to be members. The group V(admin) has none.
      - Only administrators can read and change this. Takes one additional request.
    type: dict
    suboptions: *change
  allow_empty:
    description:
      - Whether a C(set) list may remove all members if it is empty, or becomes empty because of O(missing_users=warn).
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
      - With O(state=absent), whether the task fails if the group has members.
    type: bool
    default: false
notes:
  - If nothing changes, the task takes one request if O(product) is given, and two with V(auto). O(display_name) and O(subadmins) take one more each.
  - If a deleted group is created again, it has none of its former members and group admins.
  - After an error, the remaining steps are skipped, and RV(actions) shows which steps are done. The next run completes it.
seealso:
  - module: ocs.provisioning.ocs_group_member
  - module: ocs.provisioning.ocs_group_info
  - module: ocs.provisioning.ocs_user
  - ref: What each product can do <ansible_collections.ocs.provisioning.docsite.products>
    description: The options that each product and version supports.
"""

EXAMPLES = r"""
# The other tasks get the connection from module_defaults of group/ocs.provisioning.ocs,
# or from the environment (OCS_URL, OCS_USERNAME, OCS_PASSWORD).
- name: Create a group with a display name
  ocs.provisioning.ocs_group:
    url: https://cloud.example.com
    auth_username: admin
    auth_password: "{{ vault_ocs_password }}"
    name: staff
    display_name: Staff of Example Ltd

- name: Create accounts
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

- name: Set the complete list of members
  ocs.provisioning.ocs_group:
    name: staff
    members:
      set: [alice, bob]

- name: Show which members would be removed
  ocs.provisioning.ocs_group:
    name: staff
    members:
      remove: [bob, carol]
  check_mode: true
  diff: true
  register: staff

- name: Create a group whose ID has special characters
  ocs.provisioning.ocs_group:
    name: R&D / 100% (+ guests)
    members:
      add: [alice]

- name: Remove all members from a group
  ocs.provisioning.ocs_group:
    name: staff
    members:
      set: []
    allow_empty: true

- name: Delete a group if it has no members
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
    - The group after the task, or in check mode as it would be. Null if it does not exist.
    - If a step failed, the group before the task. Also null if the task failed before the first step.
  returned: always
  type: dict
  contains:
    name:
      description: ID.
      type: str
      sample: staff
    display_name:
      description: Display name, if O(display_name) is given (Nextcloud).
      type: str
      sample: Staff of Example Ltd
    members:
      description: IDs of the members, sorted, including disabled accounts.
      type: list
      elements: str
      sample: [alice, bob]
    subadmins:
      description: IDs of the group admins, sorted, if O(subadmins) is given.
      type: list
      elements: str
      sample: [alice]
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
      description: ID of the group.
      type: str
      sample: staff
    before:
      description: The fields that the step changes, with their values before it. For V(member) and V(subadmin), the user's ID with V(true) or V(false).
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
      sample: 7f23d6421a5e2d64fb960e8c0fc7f381a01ce964cdb4603cf5a379a23e9be14f;join.member=1
    steps:
      description: The C(id) of each step in RV(actions), with a hash of its values.
      returned: always
      type: dict
      sample: {"join:member:staff:bob": "c88d84a1"}
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

from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.group import resource as group
from ansible_collections.ocs.provisioning.plugins.module_utils.task import run


def main():
    run(group.RESOURCE)


if __name__ == "__main__":
    main()
