#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: ocs_directory
short_description: Manage many accounts and groups of a Nextcloud or ownCloud server in one task
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Takes a document that describes groups, accounts, memberships and group admins, reads the server in a few requests, and brings the server to it.
  - Fields, normal forms and refusals are those of M(ocs.provisioning.ocs_user) and M(ocs.provisioning.ocs_group), whose planners it uses.
  - The whole plan is computed and checked before the first write. A plan that exceeds a limit or touches a protected name fails the task,
    and RV(actions) shows what was planned.
  - The order of the writes is groups, creations, enabling, edits, joins, group admins, leaves, disabling, deletions.
  - Accounts and groups that the document does not name are left unchanged, unless O(unlisted_users) or O(unlisted_groups) say otherwise.
extends_documentation_fragment:
  - ocs.provisioning.ocs_connection
  - ocs.provisioning.plan
  - ocs.provisioning.directory
  - ocs.provisioning.packed
  - ocs.provisioning.attributes
  - ocs.provisioning.attributes.ocs
attributes:
  check_mode:
    support: full
    details:
      - Reads as the real run does, and sends nothing else. See M(ocs.provisioning.ocs_user) for errors that only a write reveals.
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
          - ID of the group, taken literally. Case and blanks matter.
        type: raw
        required: true
        aliases: [group_id, groupid]
      display_name:
        description:
          - Display name. Nextcloud only.
        type: raw
        aliases: [displayname]
      subadmins:
        description:
          - Exactly these users administer the group, also with O(membership=append). A list, or a text with semicolons or commas.
          - IDs in a list are taken literally. The parts of a text are trimmed. This holds for all lists of a document.
          - Without it, what O(users[].subadmin_of) says counts.
        type: raw
      state:
        description:
          - V(present), the default, or V(absent).
        type: raw
      owner:
        description:
          - A field of Seafile alone, see O(unsupported_fields).
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
      name:
        description:
          - ID of the account, taken literally. Two rows with the same ID are refused with both positions. IDs match case-insensitively.
          - An email address of another account is never followed. See the option of this name in M(ocs.provisioning.ocs_user).
        type: raw
        required: true
        aliases: [user_id, userid, username]
      state:
        description:
          - V(present), the default, or V(absent), which deletes the account and its files and counts against O(max_deletes).
        type: raw
      <<: &fields
        enabled:
          description:
            - See the option of this name in M(ocs.provisioning.ocs_user). Texts such as V(yes) and V(0) are accepted.
          type: raw
        password:
          description:
            - Used for new accounts, and for existing ones with O(update_password=always).
            - The server's password policy is not checked in advance. An account whose password is refused is not created.
          type: raw
        display_name:
          description:
            - See the option of this name in M(ocs.provisioning.ocs_user).
          type: raw
          aliases: [displayname, displayName]
        email:
          description:
            - See the option of this name in M(ocs.provisioning.ocs_user).
          type: raw
          aliases: [mail]
        quota:
          description:
            - See the option of this name in M(ocs.provisioning.ocs_user).
          type: raw
        language:
          description:
            - See the option of this name in M(ocs.provisioning.ocs_user).
          type: raw
        locale:
          description:
            - See the option of this name in M(ocs.provisioning.ocs_user).
          type: raw
        timezone:
          description:
            - See the option of this name in M(ocs.provisioning.ocs_user).
          type: raw
        manager:
          description:
            - See the option of this name in M(ocs.provisioning.ocs_user).
          type: raw
        phone:
          description:
            - See the option of this name in M(ocs.provisioning.ocs_user).
          type: raw
        address:
          description:
            - See the option of this name in M(ocs.provisioning.ocs_user).
          type: raw
        website:
          description:
            - See the option of this name in M(ocs.provisioning.ocs_user).
          type: raw
        organisation:
          description:
            - See the option of this name in M(ocs.provisioning.ocs_user).
          type: raw
          aliases: [organization]
        role:
          description:
            - See the option of this name in M(ocs.provisioning.ocs_user).
          type: raw
        headline:
          description:
            - See the option of this name in M(ocs.provisioning.ocs_user).
          type: raw
        biography:
          description:
            - See the option of this name in M(ocs.provisioning.ocs_user).
          type: raw
        pronouns:
          description:
            - See the option of this name in M(ocs.provisioning.ocs_user).
          type: raw
        fediverse:
          description:
            - See the option of this name in M(ocs.provisioning.ocs_user).
          type: raw
        twitter:
          description:
            - See the option of this name in M(ocs.provisioning.ocs_user).
          type: raw
        bluesky:
          description:
            - See the option of this name in M(ocs.provisioning.ocs_user).
          type: raw
        profile_enabled:
          description:
            - See the option of this name in M(ocs.provisioning.ocs_user). Texts such as V(yes) and V(0) are accepted.
          type: raw
        additional_mails:
          description:
            - All additional addresses, as a list, or a text with semicolons or commas.
          type: raw
        notify_email:
          description:
            - See the option of this name in M(ocs.provisioning.ocs_user).
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
            - See the option of this name in M(ocs.provisioning.ocs_user). Texts such as V(yes) and V(0) are accepted.
          type: raw
          aliases: [two_factor_auth_enabled]
        admin:
          description:
            - A field of Seafile alone, so that its documents are read here too; see O(unsupported_fields). Texts such as V(yes) and V(0) are accepted.
          type: raw
        account_role:
          description:
            - A field of Seafile alone, see O(unsupported_fields).
          type: raw
        department:
          description:
            - A field of Seafile alone, see O(unsupported_fields).
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
      - Whether fields that the product or version does not support fail the task, or are ignored and counted in RV(unsupported).
    type: str
    choices: [fail, report]
    default: fail
  allow_admin_changes:
    description:
      - Whether accounts may join or leave the group C(admin).
    type: bool
    default: false
  protected_groups:
    description:
      - Groups that are never deleted.
    type: list
    elements: str
    default: [admin]
  welcome_email:
    description:
      - With V(auto), the server decides whether new accounts get a mail. V(skip) creates them without email address and sets it afterwards.
    type: str
    choices: [auto, skip]
    default: auto
  rate_limits:
    description:
      - What the server's configuration overrides of its rate limits (C(ratelimit_overwrite), C(ratelimit.protection.enabled)). The server does not tell it,
        and this option changes nothing there.
      - RV(plan.wait_seconds), RV(plan.eta_seconds) and the refusal by O(rate_limit_wait) follow it. Without a limit, O(workers) send edits as well.
      - Each kind takes V(none), or a dictionary with C(number) and C(seconds). If omitted, the server's default counts.
    type: dict
    suboptions:
      single_field_edits:
        description:
          - Edits of one field, by default 50 in 600 seconds.
        type: raw
      multi_field_edits:
        description:
          - Edits of several fields in one request, by default 50 in 600 seconds. Nextcloud 34.
        type: raw
      additional_mail_changes:
        description:
          - Changes of additional mail addresses, by default 5 in 60 seconds.
        type: raw
    version_added: 0.1.0
  return_accounts:
    description:
      - Whether all accounts of the server are returned in RV(accounts), as they are before the first step. They are read once for both, and all of them
        even where the document names a few.
      - Not on ownCloud, whose lists of accounts hold IDs only.
    type: bool
    default: false
    version_added: 0.1.0
  workers:
    description:
      - Number of concurrent requests, from 1 to 16. Edits, which are rate-limited, are always sent one by one.
      - If the server fails while several workers write at the same time, as servers on SQLite do, the rest is written by one worker, with a warning.
    type: int
    default: 1
seealso:
  - module: ocs.provisioning.ocs_directory_info
  - module: ocs.provisioning.ocs_user
  - module: ocs.provisioning.ocs_group
"""

EXAMPLES = r"""
# The other tasks take the connection from module_defaults of group/ocs.provisioning.ocs,
# or from the environment (OCS_URL, OCS_USERNAME, OCS_PASSWORD).
- name: Describe two departments and their people
  ocs.provisioning.ocs_directory:
    url: https://cloud.example.com
    auth_username: admin
    auth_password: "{{ vault_ocs_password }}"
    groups:
      - name: science
        subadmins: [marie]
      - name: office
    defaults:
      quota: 5 GB
    users:
      - name: marie
        password: "{{ vault_alice_password }}"
        display_name: Marie Curie
        groups: [science]
      - name: ada
        password: "{{ vault_alice_password }}"
        groups: [science, office]

- name: Take rows as a CSV file or an HR system gives them, and only ever add memberships
  ocs.provisioning.ocs_directory:
    managed_groups: [science, office]
    membership: append
    users:
      - {name: marie, groups: "science;office", enabled: "yes", quota: 10 GB}
      - {name: ada, groups: "office", enabled: "1", quota: ""}

- name: Have a large document as a file
  ansible.builtin.copy:
    content: '{"groups": [{"name": "science"}], "users": [{"name": "marie", "groups": ["science"]}]}'
    dest: /tmp/directory.json
    mode: "0600"

- name: See what differs from it, and who is not in it
  ocs.provisioning.ocs_directory:
    src: /tmp/directory.json
    unlisted_users: report
  check_mode: true

- name: Disable who left, never more than five accounts
  ocs.provisioning.ocs_directory:
    src: /tmp/directory.json
    unlisted_users: disable
    unlisted_scope:
      names: ["a*"]
    max_disables: "5"
"""

RETURN = r"""
summary:
  description: Counts of what was done, or in check mode would be done, under C(users) and C(groups),
    and of all steps under C(by_kind).
  returned: always
  type: dict
  sample:
    users: {created: 1, updated: 0, enabled: 0, disabled: 1, deleted: 0, joined: 0, left: 0, promoted: 0, demoted: 0, unchanged: 0, failed: 0}
    groups: {created: 1, updated: 0, enabled: 0, disabled: 0, deleted: 0, joined: 0, left: 0, promoted: 0, demoted: 0, unchanged: 0, failed: 0}
    by_kind: {create group: 1, create user: 1, disable user: 1}
actions:
  description: The steps in their order, each with C(id), C(action), C(kind), C(name), C(before), C(after), C(status) and C(error). No more than
    O(actions_shown), failed ones before others; O(journal) holds all of them.
  returned: always
  type: list
  elements: dict
  sample:
    - id: create:group:science
      action: create
      kind: group
      name: science
      before: {}
      after: {name: science}
      status: done
      error: null
    - id: create:user:marie
      action: create
      kind: user
      name: marie
      before: {}
      after:
        name: marie
        enabled: true
        display_name: Marie Curie
        groups: [science]
        subadmin_of: [science]
        password: (changed)
      status: done
      error: null
    - id: disable:user:carl
      action: disable
      kind: user
      name: carl
      before: {enabled: true}
      after: {enabled: false}
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
    - kind: group
      name: science
      changed: true
      actions: ['create:group:science']
      error: null
    - kind: user
      name: marie
      changed: true
      actions: ['create:user:marie']
      error: null
    - kind: user
      name: carl
      changed: true
      actions: ['disable:user:carl']
      error: null
accounts:
  description: All accounts, as RV(ocs.provisioning.ocs_user_info#module:users) of M(ocs.provisioning.ocs_user_info).
  returned: with O(return_accounts=true), if they could be read
  type: list
  elements: dict
  sample: [{name: marie, display_name: Marie Curie, enabled: true, groups: [science], subadmin_of: []}]
fetched_at:
  description: Time when reading began, in UTC.
  returned: with O(return_accounts=true), if they could be read
  type: str
  sample: "2026-11-22T05:06:07Z"
unlisted:
  description: Ids that the document does not name, within the scope, under C(users) and C(groups).
    Empty where O(unlisted_users) and O(unlisted_groups) are V(ignore).
  returned: always
  type: dict
  sample: {users: [admin, intern], groups: []}
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
  sample: [{row: 'users[2]', name: x, field: email, message: '''x'' is not an address that Nextcloud and ownCloud take: it has no ''@''.'}]
unsupported:
  description: Fields that were left out, with the number of rows that name them.
  returned: always
  type: dict
  sample: {timezone: 12}
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
      sample: bfdbb9b756630b68dd8a13883eef35907ff3476db1cf099c89d023639245d120;create.group=1;create.user=1;disable.user=1
    steps:
      description: The C(id) of each step in RV(actions), with a mark that is another one for other values. As many steps as O(actions_shown).
      type: dict
      sample: {"create:group:science": "4f6d60eb", "create:user:marie": "341b8e4e", "disable:user:carl": "9b11d978"}
    requests:
      description: Number of writes.
      type: int
      sample: 3
    rate_limited_edits:
      description: Number of writes in each of Nextcloud's rate limits.
      type: dict
      sample: {single_field_edits: 0, multi_field_edits: 0, additional_mail_changes: 0}
    wait_seconds:
      description: Time that will be spent waiting for the rate limits, if nobody else edits with the same account.
      type: int
      sample: 0
    eta_seconds:
      description: Estimated duration of the writes with the waits.
      type: float
      sample: 1.0
    mails_expected:
      description: Number of mails to new users that Nextcloud is expected to send.
      type: int
      sample: 0
api:
  description: Requests and time of the task.
  returned: always
  type: dict
  sample:
    {product: nextcloud, version: 34.0.1, requests: 9, reads: 6, writes: 3, retries: 0, waited_seconds: 0.0, elapsed_seconds: 0.214}
ocs_code:
  description: Status code in the OCS envelope of the response, null if there was no envelope.
  returned: when a request failed
  type: int
  sample: 997
http_status:
  description: HTTP status of the response, null if there was none.
  returned: when a request failed
  type: int
  sample: 401
endpoint:
  description: Method and path of the request.
  returned: when a request failed
  type: str
  sample: GET cloud/user
hint:
  description: What to do next.
  returned: when a request failed
  type: str
  sample: Check auth_username and auth_password.
packed:
  description: All lists of the result as one text, JSON in base64. The result has none of them by its own name then.
  returned: with O(packed=true)
  type: str
  sample: eyJhY3Rpb25zIjogW119
"""

from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.task import run


def main():
    run(directory.RESOURCE)


if __name__ == "__main__":
    main()
