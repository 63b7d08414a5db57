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
  - Takes the same document as M(ocs.provisioning.ocs_directory), reads the server in pages, and applies the differences.
  - Users are identified by their addresses. C(name) of the document becomes the login ID, if the version supports it (11 and later).
    Groups can refer to users by either.
  - Fields are checked and compared as in M(ocs.provisioning.seafile_user) and M(ocs.provisioning.seafile_group).
    Quotas are in Seafile's units, powers of 1000.
  - The whole plan is computed and checked before the first write. A plan that exceeds a limit or touches a protected name fails the task,
    and RV(actions) shows what was planned.
  - Changes are made in this order, new accounts, new groups, edits, owners, new memberships, group admins, removed memberships, deletions.
  - Accounts and groups that the document does not name are left unchanged, unless O(unlisted_users) or O(unlisted_groups) say otherwise.
  - The owner of a group is always a member and a group admin, regardless of the document.
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
    details: Reads like the real run, and signs in for a token if none is given.
  diff_mode:
    support: full
    details: Shows only the objects that change, each with the fields that change.
  idempotent:
    support: partial
    details: With O(update_password=always), each account with a password changes in every run.
options:
  src:
    description:
      - Path of a YAML or JSON file with the keys C(groups), C(users) and C(defaults), on the machine that runs the module. The module reads the file itself.
      - Use it for large documents, so that they are neither in the task's arguments nor in AWX's events.
      - Mutually exclusive with O(groups), O(users) and O(defaults). YAML requires PyYAML; JSON is read faster.
      - Unquoted values of a YAML file are read as text, and the field determines their meaning. V(0123), V(no), V(1e3) and
        V(2026-01-02) keep their text in a name or a password, and V(no) is false in O(users[].enabled).
        An empty value, V(~) and V(null) mean omitted. V(Null) and V(NULL) are refused unless they are quoted.
      - Anchors, aliases and C(<<) are supported. Tags other than C(!vault), repeated keys, and JSON numbers and booleans in place of strings
        are refused.
      - If the task runs on the controller (see O(run_on)), the file, or YAML values tagged C(!vault), can be encrypted with Ansible Vault. They are
        decrypted in memory.
    type: path
  groups:
    description:
      - The groups of the document.
    type: list
    elements: dict
    default: []
    suboptions:
      name:
        description:
          - Name of the group. Case matters.
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
          - The complete list of group admins besides the owner, even with O(membership=append), as a list, or as text separated by semicolons or commas.
          - The entries are addresses, or names of rows. Group admins are always members of the group.
          - If omitted, O(users[].subadmin_of) is used.
        type: raw
      state:
        description:
          - V(present), the default, or V(absent), which also deletes the group's libraries.
        type: raw
      owner:
        description:
          - Owner of the group, by address or by the name of a row. If omitted, a new group belongs to the acting account.
          - The previous owner remains a member, unless the document says otherwise.
        type: raw
  users:
    description:
      - The accounts of the document. Rows of a CSV file are also accepted. Messages name the row.
      - Text fields refuse numbers, booleans and dates, because their original text is lost. For example, V(0123) in a task is the number 83.
        Quote these values. Whole numbers are accepted in IDs, group names and quotas.
      - An empty string clears a field. In fields that cannot be cleared (language, locale, timezone, quota, password, booleans), it means omitted.
      - Use O(src) for more than a few hundred rows, because Ansible is slow with large task arguments.
    type: list
    elements: dict
    default: []
    suboptions:
      email:
        description:
          - Address that identifies the account. If two rows have the same address, regardless of case, the task fails and names both.
          - If no account has this contact address, the account with this internal ID is used, with a warning. If several accounts share an address, the task
            fails if a row names it; otherwise these accounts are left unchanged with a warning.
        type: raw
        required: true
        aliases: [mail]
      name:
        description:
          - Login ID. Seafile 10 does not have it. If two rows have the same name, regardless of case, the task fails.
        type: raw
        aliases: [user_id, userid, username]
      state:
        description:
          - V(present), the default, or V(absent), which deletes the account and its libraries and counts against O(max_deletes). An account that has
            O(users[].email) only as its internal ID is not deleted, but a warning names its contact address.
        type: raw
      <<: &fields
        enabled:
          description:
            - See the option of this name in M(ocs.provisioning.seafile_user). Strings such as V(yes) and V(0) are accepted.
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
            - Not a field of Seafile. Strings such as V(yes) and V(0) are accepted.
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
            - The groups that the user is a member of, as a list, or as text separated by semicolons or commas. All must be managed groups, see
              O(managed_groups).
          type: raw
        subadmin_of:
          description:
            - The groups that the user administers, as a list, or as text separated by semicolons or commas.
          type: raw
          aliases: [subadmin]
        two_factor:
          description:
            - Not a field of Seafile. Strings such as V(yes) and V(0) are accepted.
          type: raw
          aliases: [two_factor_auth_enabled]
        admin:
          description:
            - Whether the account is an administrator of the server. Changes require O(allow_admin_changes=true). Strings such as V(yes) and V(0) are accepted.
          type: raw
        account_role:
          description:
            - See the option of this name in M(ocs.provisioning.seafile_user).
          type: raw
        department:
          description:
            - See the option of this name in M(ocs.provisioning.seafile_user). Takes one request for each account.
          type: raw
  defaults:
    description:
      - Values for users whose rows omit the field, for example a quota and a language.
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
      - Whether O(users[].admin) may be changed.
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
      - Only V(auto) is supported. Seafile's own settings decide whether new users get an email.
    type: str
    choices: [auto, skip]
    default: auto
  server_default_quota:
    description:
      - Default quota of the server, which applies to accounts without one of their own, in the form of O(users[].quota). The API does not return it.
        If the server has a default quota and this option is omitted, accounts that should have no quota of their own change in every run.
    type: str
    default: none
  workers:
    description:
      - Number of concurrent requests, from 1 to 16.
      - If the server fails under parallel writes, as servers with SQLite do, one worker writes the rest, and a warning is issued.
    type: int
    default: 1
seealso:
  - module: ocs.provisioning.ocs_directory
  - module: ocs.provisioning.seafile_directory_info
  - module: ocs.provisioning.seafile_user
  - module: ocs.provisioning.seafile_group
"""

EXAMPLES = r"""
# The other tasks get the connection from module_defaults of group/ocs.provisioning.seafile,
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

- name: Show which accounts are not in a document
  ocs.provisioning.seafile_directory:
    users:
      - {email: marie@example.com, name: marie}
    unlisted_users: report
  check_mode: true
"""

RETURN = r"""
summary:
  description: Counts of the changes made, or in check mode, of the changes that would be made.
  returned: always
  type: dict
  contains:
    users:
      description: Counts for accounts. Changes of memberships are counted here.
      type: dict
      contains: &counts
        created: {description: "Created.", type: int}
        updated: {description: "Existing ones with changed fields, each counted once.", type: int}
        enabled: {description: "Enabled.", type: int}
        disabled: {description: "Disabled.", type: int}
        deleted: {description: "Deleted.", type: int}
        joined: {description: "Memberships added.", type: int}
        left: {description: "Memberships removed.", type: int}
        promoted: {description: "Group admin memberships added.", type: int}
        demoted: {description: "Group admin memberships removed.", type: int}
        unchanged: {description: "Rows that needed no change.", type: int}
        failed: {description: "Failed.", type: int}
    groups: {description: "Counts for groups, with the same keys.", type: dict, contains: *counts}
    by_kind: {description: "Number of steps by kind.", type: dict}
  sample:
    users: {created: 1, updated: 1, enabled: 0, disabled: 0, deleted: 0, joined: 1, left: 0, promoted: 0, demoted: 0, unchanged: 0, failed: 0}
    groups: {created: 1, updated: 0, enabled: 0, disabled: 0, deleted: 0, joined: 0, left: 0, promoted: 0, demoted: 0, unchanged: 0, failed: 0}
    by_kind: {create user: 1, create group: 1, update user enabled: 1, update user login_id: 1, join member: 1}
actions:
  description: The steps in order. At most O(actions_shown), failed ones first; O(journal) contains all of them.
  returned: always
  type: list
  elements: dict
  contains:
    id: {description: "ID of the step, the same in every run.", type: str}
    action: {description: "V(create), V(update), V(enable), V(disable), V(delete), V(join), V(leave), V(promote) or V(demote).", type: str}
    kind: {description: "V(user), V(group), V(member) or V(subadmin).", type: str}
    name: {description: "Address of the account or name of the group; for V(member) and V(subadmin), of the group.", type: str}
    before: {description: "The fields that the step changes, with their values before it.", type: dict}
    after: {description: "The same fields, with their values after it.", type: dict}
    status: {description: "V(planned) in check mode, otherwise V(done), V(failed) or V(skipped).", type: str}
    error: {description: "Why the step failed, null otherwise.", type: str}
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
  description: Counts of the steps that are not in RV(actions), by kind. Empty if all are returned.
  returned: always
  type: dict
  sample: {update user quota: 400}
results:
  description: One entry for each changed object.
  returned: with O(return_results=true)
  type: list
  elements: dict
  contains:
    kind: {description: "V(user) or V(group).", type: str}
    name: {description: "ID of the object.", type: str}
    changed: {description: "Whether it was changed.", type: bool}
    actions: {description: "IDs of its steps.", type: list, elements: str}
    error: {description: "The first error, null if there is none.", type: str}
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
  description: Objects in the scope that the document does not name. Empty if O(unlisted_users) and O(unlisted_groups) are V(ignore).
  returned: always
  type: dict
  contains:
    users: {description: "Addresses of accounts.", type: list, elements: str}
    groups: {description: "Names of groups.", type: list, elements: str}
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
  description: Unsupported fields that were ignored, with the number of rows that contain them.
  returned: always
  type: dict
  sample: {language: 12}
backup_file:
  description: Path of the backup; null in check mode, or if nothing was changed.
  returned: with O(backup)
  type: str
  sample: /var/backups/ocs/backup-20261126T063000.000000Z.json
backup_left_out:
  description: What the backup cannot restore.
  returned: with O(backup)
  type: list
  elements: dict
  contains:
    kind: {description: "V(user) or V(group).", type: str}
    name: {description: "ID of the object.", type: str}
    field: {description: "The field, empty if the whole object is left out.", type: str}
    reason: {description: "Why.", type: str}
  sample:
    - {kind: user, name: carl, field: password, reason: the server never returns it}
plan:
  description: The data that identify the plan, and its costs. Also returned in check mode.
  returned: when a plan was made
  type: dict
  contains:
    digest:
      description: The SHA-256 hash of the steps, regardless of their order, followed by counts of each kind of step, for O(expected_plan). Secrets are
        represented by a placeholder.
      type: str
      sample: "4f006d3fd75ed6dafc15aa58e4df413965078f062586b94d947fa00837f4d787;create.group=1;create.user=1;\
        join.member=1;update.user.enabled=1;update.user.login_id=1"
    steps:
      description: The C(id) of each step in RV(actions), with a hash of its values. At most O(actions_shown) steps.
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
      description: Always 0; Seafile's own settings decide whether it sends emails.
      type: int
      sample: 0
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
packed:
  description: All lists of the result as one string, JSON in base64. The lists are then not returned separately.
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
