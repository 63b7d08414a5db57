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
  - Takes a document that describes groups, accounts, memberships and group admins, reads the server in a few requests, and applies the differences.
  - Fields are checked and compared as in M(ocs.provisioning.ocs_user) and M(ocs.provisioning.ocs_group).
  - The whole plan is computed and checked before the first write. A plan that exceeds a limit or touches a protected name fails the task,
    and RV(actions) shows what was planned.
  - Changes are made in this order, new groups, new accounts, enabling, edits, new memberships, group admins, removed memberships, disabling, deletions.
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
      - Reads like the real run, and sends nothing else. See M(ocs.provisioning.ocs_user) for errors that only a write reveals.
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
          - The complete list of group admins, even with O(membership=append), as a list, or as text separated by semicolons or commas.
          - IDs in a list are taken literally; the parts of a text are trimmed. This applies to all lists of a document.
          - If omitted, O(users[].subadmin_of) is used.
        type: raw
      state:
        description:
          - V(present), the default, or V(absent).
        type: raw
      owner:
        description:
          - A field of Seafile only, see O(unsupported_fields).
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
      name:
        description:
          - ID of the account, taken literally. IDs match case-insensitively. If two rows have the same ID, the task fails and names both.
          - An email address is never used in place of an ID. See the option of this name in M(ocs.provisioning.ocs_user).
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
            - See the option of this name in M(ocs.provisioning.ocs_user). Strings such as V(yes) and V(0) are accepted.
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
            - See the option of this name in M(ocs.provisioning.ocs_user). Strings such as V(yes) and V(0) are accepted.
          type: raw
        additional_mails:
          description:
            - All additional addresses, as a list, or as text separated by semicolons or commas.
          type: raw
        notify_email:
          description:
            - See the option of this name in M(ocs.provisioning.ocs_user).
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
            - See the option of this name in M(ocs.provisioning.ocs_user). Strings such as V(yes) and V(0) are accepted.
          type: raw
          aliases: [two_factor_auth_enabled]
        admin:
          description:
            - A field of Seafile only, so that its documents can be read here too; see O(unsupported_fields). Strings such as V(yes) and V(0) are accepted.
          type: raw
        account_role:
          description:
            - A field of Seafile only, see O(unsupported_fields).
          type: raw
        department:
          description:
            - A field of Seafile only, see O(unsupported_fields).
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
      - Whether fields that the product or version does not support fail the task, or are ignored and counted in RV(unsupported).
    type: str
    choices: [fail, report]
    default: fail
  allow_admin_changes:
    description:
      - Whether memberships of the group C(admin) may change.
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
      - With V(auto), the server decides whether new accounts get a welcome email. V(skip) creates them without email address and sets it afterwards.
    type: str
    choices: [auto, skip]
    default: auto
  rate_limits:
    description:
      - The rate limits that are set in the server's configuration (C(ratelimit_overwrite), C(ratelimit.protection.enabled)). The server does not return them,
        and this option does not change them.
      - They are used for RV(plan.wait_seconds), RV(plan.eta_seconds) and the check against O(rate_limit_wait). Without a limit, O(workers) also send edits.
      - Each limit is V(none), or a dictionary with C(number) and C(seconds). If omitted, the server's default is used.
    type: dict
    suboptions:
      single_field_edits:
        description:
          - Edits of one field, by default 50 in 600 seconds, on Nextcloud 30 in 60 seconds.
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
      - Whether to return all accounts of the server, as they are before the first step, in RV(accounts). All accounts are then read, once for both purposes,
        even if the document names only a few.
      - Not supported on ownCloud, whose lists of accounts contain only IDs.
    type: bool
    default: false
    version_added: 0.1.0
  workers:
    description:
      - Number of concurrent requests, from 1 to 16. Edits that are rate limited are always sent one by one.
      - If the server fails under parallel writes, as servers with SQLite do, one worker writes the rest, and a warning is issued.
    type: int
    default: 1
seealso:
  - module: ocs.provisioning.ocs_directory_info
  - module: ocs.provisioning.ocs_user
  - module: ocs.provisioning.ocs_group
"""

EXAMPLES = r"""
# The other tasks get the connection from module_defaults of group/ocs.provisioning.ocs,
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

- name: Apply rows as they come from a CSV file or an HR system, and only add memberships
  ocs.provisioning.ocs_directory:
    managed_groups: [science, office]
    membership: append
    users:
      - {name: marie, groups: "science;office", enabled: "yes", quota: 10 GB}
      - {name: ada, groups: "office", enabled: "1", quota: ""}

- name: Write a document to a file
  ansible.builtin.copy:
    content: '{"groups": [{"name": "science"}], "users": [{"name": "marie", "groups": ["science"]}]}'
    dest: /tmp/directory.json
    mode: "0600"

- name: Show what differs from it, and which accounts are not in it
  ocs.provisioning.ocs_directory:
    src: /tmp/directory.json
    unlisted_users: report
  check_mode: true

- name: Disable accounts that are not in it, but at most five
  ocs.provisioning.ocs_directory:
    src: /tmp/directory.json
    unlisted_users: disable
    unlisted_scope:
      names: ["a*"]
    max_disables: "5"
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
    users: {created: 1, updated: 0, enabled: 0, disabled: 1, deleted: 0, joined: 0, left: 0, promoted: 0, demoted: 0, unchanged: 0, failed: 0}
    groups: {created: 1, updated: 0, enabled: 0, disabled: 0, deleted: 0, joined: 0, left: 0, promoted: 0, demoted: 0, unchanged: 0, failed: 0}
    by_kind: {create group: 1, create user: 1, disable user: 1}
actions:
  description: The steps in order. At most O(actions_shown), failed ones first; O(journal) contains all of them.
  returned: always
  type: list
  elements: dict
  contains:
    id: {description: "ID of the step, the same in every run.", type: str}
    action: {description: "V(create), V(update), V(enable), V(disable), V(delete), V(join), V(leave), V(promote) or V(demote).", type: str}
    kind: {description: "V(user), V(group), V(member) or V(subadmin).", type: str}
    name: {description: "ID of the account or group; for V(member) and V(subadmin), of the group.", type: str}
    before: {description: "The fields that the step changes, with their values before it.", type: dict}
    after: {description: "The same fields, with their values after it.", type: dict}
    status: {description: "V(planned) in check mode, otherwise V(done), V(failed) or V(skipped).", type: str}
    error: {description: "Why the step failed, null otherwise.", type: str}
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
  description: All accounts, in the form of RV(ocs.provisioning.ocs_user_info#module:users) of M(ocs.provisioning.ocs_user_info).
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
  description: Objects in the scope that the document does not name. Empty if O(unlisted_users) and O(unlisted_groups) are V(ignore).
  returned: always
  type: dict
  contains:
    users: {description: "IDs of accounts.", type: list, elements: str}
    groups: {description: "IDs of groups.", type: list, elements: str}
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
  sample: [{row: 'users[2]', name: x, field: email, message: '''x'' is not an address that Nextcloud and ownCloud accept: it has no ''@''.'}]
unsupported:
  description: Unsupported fields that were ignored, with the number of rows that contain them.
  returned: always
  type: dict
  sample: {timezone: 12}
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
      sample: bfdbb9b756630b68dd8a13883eef35907ff3476db1cf099c89d023639245d120;create.group=1;create.user=1;disable.user=1
    steps:
      description: The C(id) of each step in RV(actions), with a hash of its values. At most O(actions_shown) steps.
      type: dict
      sample: {"create:group:science": "4f6d60eb", "create:user:marie": "341b8e4e", "disable:user:carl": "9b11d978"}
    requests:
      description: Number of writes.
      type: int
      sample: 3
    rate_limited_edits:
      description: Number of writes that count against each of Nextcloud's rate limits.
      type: dict
      contains:
        single_field_edits: {description: "Edits of one field of an account.", type: int}
        multi_field_edits: {description: "Edits of several fields.", type: int}
        additional_mail_changes: {description: "Changes through the call for additional email addresses.", type: int}
      sample: {single_field_edits: 0, multi_field_edits: 0, additional_mail_changes: 0}
    wait_seconds:
      description: Expected time in seconds spent waiting for rate limits, if the acting account makes no other edits.
      type: int
      sample: 0
    eta_seconds:
      description: Estimated duration of the writes in seconds, including the waits.
      type: float
      sample: 1.0
    mails_expected:
      description: Number of emails that Nextcloud is expected to send to new users.
      type: int
      sample: 0
api:
  description: Counts of requests and the duration of the task.
  returned: always
  type: dict
  contains:
    product: {description: "V(nextcloud) or V(owncloud).", type: str}
    version: {description: "Version of the server, null if the task did not need it.", type: str}
    requests: {description: "Number of requests, including repeated ones.", type: int}
    reads: {description: "Number of requests that change nothing.", type: int}
    writes: {description: "Number of requests that can change something.", type: int}
    retries: {description: "Number of repeated requests.", type: int}
    waited_seconds: {description: "Time in seconds spent waiting for rate limits.", type: float}
    elapsed_seconds: {description: "Duration of the task in seconds.", type: float}
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
  description: All lists of the result as one string, JSON in base64. The lists are then not returned separately.
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
