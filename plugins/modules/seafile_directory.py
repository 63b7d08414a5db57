#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: seafile_directory
short_description: Manage many accounts and groups of a Seafile server in one task
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Takes the same document as M(ocs.provisioning.ocs_directory), reads the server in pages, and makes the server agree with it.
  - Users are identified by their addresses. C(name) of the document becomes the login ID, if the version has one (11 and later).
    Groups may name their people by either.
  - Fields, normal forms and refusals are those of M(ocs.provisioning.seafile_user) and M(ocs.provisioning.seafile_group), whose planners it uses.
    Quotas are in Seafile's units, powers of 1000.
  - The whole plan is computed and checked before the first write. A plan that exceeds a limit or touches a protected name fails the task,
    and RV(actions) shows what was planned.
  - The order of the writes is new accounts, groups, edits, owners, joins, group admins, leaves, deletions.
  - Accounts and groups that the document does not name are left unchanged, unless O(unlisted_users) or O(unlisted_groups) say otherwise.
  - The owner of a group is always a member and administers it, whatever the document says.
extends_documentation_fragment:
  - ocs.provisioning.seafile_connection
  - ocs.provisioning.plan
  - ocs.provisioning.directory
  - ocs.provisioning.packed
  - ocs.provisioning.attributes
  - ocs.provisioning.attributes.seafile
attributes:
  check_mode:
    support: full
    details: Reads as the real run does, and signs in for a token when none is given.
  diff_mode:
    support: full
    details: Shows the changed objects only, each with the fields that change.
  idempotent:
    support: partial
    details: O(update_password=always) changes every account with a password in every run.
options:
  src:
    description:
      - A YAML or JSON file with the keys C(groups), C(users) and C(defaults), on the machine that runs the module, which reads it itself.
      - Use it for large documents, which then are neither in the task's arguments nor in AWX's events.
      - Mutually exclusive with O(groups), O(users) and O(defaults). Reading YAML needs PyYAML, JSON is faster.
      - An unquoted value of a YAML file is the text in the file. The field decides what it means, so V(0123), V(no), V(1e3) and
        V(2026-01-02) keep their text in a name or a password, and V(no) is false in O(users[].enabled).
        Nothing, V(~) and V(null) mean not given. V(Null) and V(NULL) are refused unless they are quoted.
      - Anchors, aliases and C(<<) work. Tags other than C(!vault), repeated keys, and numbers and booleans of JSON in the place of a string
        are refused.
      - If the task runs on the controller (see O(run_on)), the file, or values of YAML with C(!vault), may be encrypted with Ansible Vault. They are
        decrypted in memory.
    type: path
  groups:
    description:
      - The groups that are described.
    type: list
    elements: dict
    default: []
    suboptions:
      name:
        description:
          - Name of the group; case matters.
        type: raw
        required: true
        aliases: [group_id, groupid]
      display_name:
        description:
          - Not a field of Seafile.
        type: raw
        aliases: [displayname]
      subadmins:
        description:
          - Exactly these users administer the group, beside its owner, also with O(membership=append). Addresses, or names of rows.
          - A list, or a text with semicolons or commas. Whoever administers a group is a member of it.
          - Without it, what O(users[].subadmin_of) says counts.
        type: raw
      state:
        description:
          - V(present), the default, or V(absent), which also deletes the group's libraries.
        type: raw
      owner:
        description:
          - Owner of the group, by address or by the name of a row. If omitted, a new group belongs to the acting account.
          - The previous owner stays a member, unless the document says otherwise.
        type: raw
  users:
    description:
      - The accounts that are described, also as rows that come from a CSV file. Every message names the row.
      - Text fields refuse numbers, booleans and dates, which have lost their text. V(0123) in a task is the number 83.
        Quote such values. Whole numbers are taken in ids, names of groups and quotas.
      - An empty string clears a field. Where nothing can be cleared (language, locale, timezone, quota, password, booleans) it means not given.
      - Use O(src) for more than some hundred rows, because Ansible is slow with large task arguments.
    type: list
    elements: dict
    default: []
    suboptions:
      email:
        description:
          - Address that identifies the account. Two rows with the same address, in any case, are refused with both positions.
          - If no account has this contact address, the account with this internal ID is used, with a warning. Accounts that share an address are
            refused if a row names it, and otherwise left alone with a warning.
        type: raw
        required: true
        aliases: [mail]
      name:
        description:
          - Login ID. Seafile 10 does not have it. Two rows with the same name, in any case, are refused.
        type: raw
        aliases: [user_id, userid, username]
      state:
        description:
          - V(present), the default, or V(absent), which deletes the account and its libraries and counts against O(max_deletes).
        type: raw
      <<: &fields
        enabled:
          description:
            - See the option of this name in M(ocs.provisioning.seafile_user). Texts such as V(yes) and V(0) are accepted.
          type: raw
        password:
          description:
            - Required for new accounts, and used for existing ones with O(update_password=always).
          type: raw
        display_name:
          description:
            - See the option of this name in M(ocs.provisioning.seafile_user).
          type: raw
          aliases: [displayname, displayName]
        quota:
          description:
            - See the option of this name in M(ocs.provisioning.seafile_user).
          type: raw
        language:
          description:
            - Not a field of Seafile.
          type: raw
        locale:
          description:
            - Not a field of Seafile.
          type: raw
        timezone:
          description:
            - Not a field of Seafile.
          type: raw
        manager:
          description:
            - Not a field of Seafile.
          type: raw
        phone:
          description:
            - Not a field of Seafile.
          type: raw
        address:
          description:
            - Not a field of Seafile.
          type: raw
        website:
          description:
            - Not a field of Seafile.
          type: raw
        organisation:
          description:
            - Not a field of Seafile.
          type: raw
          aliases: [organization]
        role:
          description:
            - Not a field of Seafile.
          type: raw
        headline:
          description:
            - Not a field of Seafile.
          type: raw
        biography:
          description:
            - Not a field of Seafile.
          type: raw
        pronouns:
          description:
            - Not a field of Seafile.
          type: raw
        fediverse:
          description:
            - Not a field of Seafile.
          type: raw
        twitter:
          description:
            - Not a field of Seafile.
          type: raw
        bluesky:
          description:
            - Not a field of Seafile.
          type: raw
        profile_enabled:
          description:
            - Not a field of Seafile. Texts such as V(yes) and V(0) are accepted.
          type: raw
        additional_mails:
          description:
            - Not a field of Seafile.
          type: raw
        notify_email:
          description:
            - Not a field of Seafile.
          type: raw
        groups:
          description:
            - The groups that the user is a member of, as a list, or a text with semicolons or commas. Each must be managed here, see O(managed_groups).
          type: raw
        subadmin_of:
          description:
            - The groups that the user administers, as a list, or a text with semicolons or commas.
          type: raw
          aliases: [subadmin]
        two_factor:
          description:
            - Not a field of Seafile. Texts such as V(yes) and V(0) are accepted.
          type: raw
          aliases: [two_factor_auth_enabled]
        admin:
          description:
            - Whether the account administers the server. A change needs O(allow_admin_changes=true). Texts such as V(yes) and V(0) are accepted.
          type: raw
        account_role:
          description:
            - See the option of this name in M(ocs.provisioning.seafile_user).
          type: raw
        department:
          description:
            - See the option of this name in M(ocs.provisioning.seafile_user). Costs one request for every account.
          type: raw
  defaults:
    description:
      - Values for users whose row does not name the field, for example a quota and a language.
      - Groups listed here are added to every user's groups.
    type: dict
    default: {}
    suboptions: *fields
  unsupported_fields:
    description:
      - Whether fields that Seafile does not support fail the task, or are ignored and counted in RV(unsupported).
    type: str
    choices: [fail, report]
    default: report
  allow_admin_changes:
    description:
      - Whether C(admin) of accounts may be changed.
    type: bool
    default: false
  protected_groups:
    description:
      - Groups that are never deleted.
    type: list
    elements: str
    default: []
  welcome_email:
    description:
      - Only V(auto) is supported. Seafile's own settings decide who gets a mail.
    type: str
    choices: [auto, skip]
    default: auto
  server_default_quota:
    description:
      - Quota of accounts without one of their own on this server, in the form of O(users[].quota). The API does not return it.
        Without it an account that is to have no quota of its own is never as wanted on a server with a default quota.
    type: str
    default: none
  workers:
    description:
      - Number of concurrent requests, from 1 to 16.
      - If the server fails while several workers write at the same time, as servers on SQLite do, the rest is written by one worker, with a warning.
    type: int
    default: 1
seealso:
  - module: ocs.provisioning.ocs_directory
  - module: ocs.provisioning.seafile_directory_info
  - module: ocs.provisioning.seafile_user
  - module: ocs.provisioning.seafile_group
"""

EXAMPLES = r"""
# The other tasks take the connection from module_defaults of group/ocs.provisioning.seafile,
# or from the environment (SEAFILE_URL, SEAFILE_TOKEN).
- name: Describe two departments and their people
  ocs.provisioning.seafile_directory:
    url: https://seafile.example.com
    auth_token: "{{ vault_seafile_token }}"
    groups:
      - name: science
        subadmins: [marie]
      - name: office
        owner: ada@example.com
    defaults:
      quota: 5 GB
    users:
      - name: marie
        email: marie@example.com
        password: "{{ vault_anna_password }}"
        display_name: Marie Curie
        groups: [science]
      - name: ada
        email: ada@example.com
        password: "{{ vault_anna_password }}"
        groups: [science, office]

- name: See who is not in a document
  ocs.provisioning.seafile_directory:
    users:
      - {email: marie@example.com, name: marie}
    unlisted_users: report
  check_mode: true
"""

RETURN = r"""
summary:
  description: Counts of what was done, or in check mode would be done, under C(users) and C(groups),
    and of all steps under C(by_kind).
  returned: always
  type: dict
  sample:
    users: {created: 1, updated: 1, enabled: 0, disabled: 0, deleted: 0, joined: 1, left: 0, promoted: 0, demoted: 0, unchanged: 0, failed: 0}
    groups: {created: 1, updated: 0, enabled: 0, disabled: 0, deleted: 0, joined: 0, left: 0, promoted: 0, demoted: 0, unchanged: 0, failed: 0}
    by_kind: {create user: 1, create group: 1, update user enabled: 1, update user login_id: 1, join member: 1}
actions:
  description: The steps in their order, each with C(id), C(action), C(kind), C(name), C(before), C(after), C(status) and C(error). No more than
    O(actions_shown), failed ones before others; O(journal) holds all of them.
  returned: always
  type: list
  elements: dict
  sample:
    - id: create:user:marie@example.com
      action: create
      kind: user
      name: marie@example.com
      before: {}
      after: {email: marie@example.com, password: (changed), enabled: true, display_name: Marie Curie, login_id: marie}
      status: done
      error: null
    - id: create:group:science
      action: create
      kind: group
      name: science
      before: {}
      after: {name: science, owner: admin@example.com}
      status: done
      error: null
    - id: update:user:carl@example.com:enabled,login_id
      action: update
      kind: user
      name: carl@example.com
      before: {enabled: true, login_id: ''}
      after: {enabled: false, login_id: carl}
      status: done
      error: null
    - id: join:member:science:marie@example.com
      action: join
      kind: member
      name: science
      before: {marie@example.com: false}
      after: {marie@example.com: true}
      status: done
      error: null
actions_left_out:
  description: Counts of the steps that RV(actions) does not hold, by what they do. Empty if it holds all.
  returned: always
  type: dict
  sample: {update user quota: 400}
results:
  description: For each changed object its C(kind), C(name), C(changed), the ids of its C(actions) and its first C(error).
  returned: with O(return_results=true)
  type: list
  elements: dict
  sample:
    - kind: user
      name: marie@example.com
      changed: true
      actions: ['create:user:marie@example.com', 'join:member:science:marie@example.com']
      error: null
    - kind: group
      name: science
      changed: true
      actions: ['create:group:science']
      error: null
    - kind: user
      name: carl@example.com
      changed: true
      actions: ['update:user:carl@example.com:enabled,login_id']
      error: null
unlisted:
  description: Addresses, and names of groups, that the document does not name, within the scope, under C(users) and C(groups).
    Empty where O(unlisted_users) and O(unlisted_groups) are V(ignore).
  returned: always
  type: dict
  sample: {users: [admin@example.com, intern@example.com], groups: []}
problems:
  description: Rows of the document that cannot be applied, one entry for each reason; see O(on_problem).
  returned: always, unless the document could not be read
  type: list
  elements: dict
  contains:
    row:
      description: Position of the row, for example C(users[3]).
      returned: always
      type: str
    name:
      description: ID of the object that the row describes.
      returned: always
      type: str
    field:
      description: The field that cannot be applied; empty if the whole row cannot.
      returned: always
      type: str
    message:
      description: What is wrong, and how to correct it.
      returned: always
      type: str
  sample: [{row: 'users[2]', name: '', field: email, message: '''x'' is not an email address; accounts are named by their addresses.'}]
unsupported:
  description: Fields that were left out, with the number of rows that name them.
  returned: always
  type: dict
  sample: {language: 12}
backup_file:
  description: Path of the file that was written; null in check mode, or if there was nothing to do.
  returned: with O(backup)
  type: str
  sample: /var/backups/ocs/backup-20261126T063000.000000Z.json
backup_left_out:
  description: What the backup cannot restore, each with C(kind), C(name), C(field) and C(reason).
  returned: with O(backup)
  type: list
  elements: dict
  sample:
    - {kind: user, name: carl, field: password, reason: the server never returns it}
plan:
  description: What the plan costs, also in check mode.
  returned: when a plan was made
  type: dict
  contains:
    digest:
      description: The SHA-256 of the steps, whatever their order, followed by counts of what they do, for O(expected_plan). Secrets are in it as their
        placeholder.
      type: str
      sample: "4f006d3fd75ed6dafc15aa58e4df413965078f062586b94d947fa00837f4d787;create.group=1;create.user=1;\
        join.member=1;update.user.enabled=1;update.user.login_id=1"
    steps:
      description: The C(id) of each step in RV(actions), with a mark that is another one for other values. As many steps as O(actions_shown).
      type: dict
      sample:
        "create:user:marie@example.com": "b8511863"
        "create:group:science": "52d05422"
        "update:user:carl@example.com:enabled,login_id": "3793952e"
        "join:member:science:marie@example.com": "f9133843"
    requests:
      description: Number of writes.
      type: int
      sample: 4
    rate_limited_edits:
      description: Empty; Seafile does not limit edits.
      type: dict
      sample: {}
    wait_seconds:
      description: Always 0.
      type: int
      sample: 0
    eta_seconds:
      description: Estimated duration of the writes.
      type: float
      sample: 1.0
    mails_expected:
      description: Always 0; whether Seafile sends mails is its own setting.
      type: int
      sample: 0
api:
  description: Requests and time of the task.
  returned: always
  type: dict
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
packed:
  description: All lists of the result as one text, JSON in base64. The result has none of them by its own name then.
  returned: with O(packed=true)
  type: str
  sample: eyJhY3Rpb25zIjogW119
"""

from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.directory import resource as seafile_directory
from ansible_collections.ocs.provisioning.plugins.module_utils.task import run


def main():
    run(seafile_directory.RESOURCE)


if __name__ == "__main__":
    main()
