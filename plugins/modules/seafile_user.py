#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: seafile_user
short_description: Manage an account of a Seafile server
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Creates, changes, deactivates and deletes one account through Seafile's admin Web API.
  - An account is identified by its contact address. The server's internal IDs are looked up.
  - Omitted options leave the server's values unchanged. Values that the server already has are not sent again.
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
    details: Shows the fields that change. A password is shown as V((changed\)).
  idempotent:
    support: partial
    details: O(update_password=always) with O(password) reports a change in every run.
options:
  email:
    description:
      - The contact address, with which the person logs in. Blanks around it are removed. A difference only in case is not a change.
      - If no account has this contact address, the account with this internal ID is used, and a warning names its contact address, which is left unchanged
        unless O(previous_email) or O(account_id) ask for a change. If several accounts have the address, the task fails.
      - New addresses must be valid for the server. Existing accounts can be managed by any address that they have.
    type: str
    required: true
    aliases: [contact_email]
  state:
    description:
      - V(present) ensures that the account exists and has the given values.
      - V(absent) deletes it with its libraries, unless O(transfer_to) is given. An account that has O(email) only as its internal ID is not deleted, but
        a warning names its contact address.
    type: str
    choices: [present, absent]
    default: present
  previous_email:
    description:
      - If no account has O(email) but one has this address, the address of that account is changed.
      - On Seafile 10, where the address is the ID, the account is renamed.
      - If O(email) is the account's internal ID, the contact address is set to it.
    type: str
  account_id:
    description:
      - The internal ID. If it exists, it identifies the account, regardless of its address. Otherwise the account found by O(email) is renamed to it,
        and the groups that it owns are transferred to the new ID.
    type: str
  enabled:
    description:
      - Whether the account is active. New accounts are active by default. Deactivation invalidates the account's tokens.
    type: bool
    aliases: [is_active]
  admin:
    description:
      - Whether the account is an administrator of the server.
    type: bool
    aliases: [is_staff]
  password:
    description:
      - Required to create an account, because Seafile does not send invitations. A new password invalidates the account's tokens.
      - Must be a string. Quote passwords made of digits, because YAML reads them as numbers and V(0123) would become another password.
    type: raw
  update_password:
    description:
      - V(always) sets O(password) in every run, because it cannot be read back. V(on_create) sets it on new accounts only.
    type: str
    choices: [always, on_create]
    default: on_create
  display_name:
    description:
      - Display name, at most 64 characters, without a slash. An empty string resets it to the part of the address before the C(@).
      - Seafile's own tables cannot store characters of more than three bytes, such as emoji. On Seafile 13 and later they are refused here, in
        O(login_id) and in O(department). Earlier versions can use another database, so the server decides.
    type: str
  login_id:
    description:
      - Additional name for logging in, at most 225 characters. Seafile 11 and later. It cannot be cleared.
      - Login IDs are case-insensitive. If the account has it in a different spelling, this is kept and a warning is issued. If another account has
        it, the task fails before the first write. Before version 13, this check takes one request for every hundred accounts.
    type: str
  quota:
    description:
      - V(KB), V(MB), V(GB) and V(TB) are powers of 1000, as in Seafile's web interface, V(KiB) to V(TiB) are powers of 1024. A number without a unit is bytes.
      - Rounded up to whole megabytes, with a warning. V(none) and V(default) mean no quota of its own. V(0) is refused, because the server treats it as none.
    type: str
  server_default_quota:
    description:
      - Default quota of the server, which applies to accounts without one of their own, in the same form. The API does not return it.
    type: str
    default: none
  account_role:
    description:
      - Role of the account in the Professional edition. The community edition ignores it, so a change is refused there.
    type: str
  department:
    description:
      - Department in the person's profile, at most 512 characters.
    type: str
  reference_id:
    description:
      - Reference ID. Seafile 10 and 11.
    type: str
  institution:
    description:
      - Institution. Professional edition.
    type: str
  groups:
    description:
      - Names of the groups that the account is a member of.
    type: dict
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
        description: The complete list. Mutually exclusive with C(add) and C(remove).
        type: list
        elements: str
  subadmin_of:
    description:
      - Names of the groups that the account administers. The account is added to them first. The owner of a group can neither leave it nor be demoted.
    type: dict
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
        description: The complete list. Mutually exclusive with C(add) and C(remove).
        type: list
        elements: str
  transfer_to:
    description:
      - With O(state=absent), the address of the account to which libraries and groups are transferred. The account is deleted only after the transfer.
    type: str
  protected_users:
    description:
      - Addresses that are never deactivated, demoted or deleted. The acting account is always protected.
    type: list
    elements: str
    default: []
seealso:
  - module: ocs.provisioning.seafile_group
  - module: ocs.provisioning.seafile_user_info
"""

EXAMPLES = r"""
- name: Create an account
  ocs.provisioning.seafile_user:
    url: https://seafile.example.com
    auth_token: "{{ vault_seafile_token }}"
    email: anna@example.com
    password: "{{ vault_anna_password }}"
    display_name: Anna Example
    quota: 5 GB

- name: Change the address of the account
  ocs.provisioning.seafile_user:
    url: https://seafile.example.com
    auth_token: "{{ vault_seafile_token }}"
    email: anna.example@example.com
    previous_email: anna@example.com

- name: Deactivate the account
  ocs.provisioning.seafile_user:
    url: https://seafile.example.com
    auth_token: "{{ vault_seafile_token }}"
    email: anna.example@example.com
    enabled: false

- name: Delete the account
  ocs.provisioning.seafile_user:
    url: https://seafile.example.com
    auth_token: "{{ vault_seafile_token }}"
    email: anna.example@example.com
    state: absent
"""

RETURN = r"""
user:
  description: The account after the task, null if it does not exist.
  returned: always
  type: dict
  contains:
    email: {description: "Contact address.", type: str, sample: alice@example.com}
    account_id: {description: "Internal ID. Null in check mode for a new account.", type: str, sample: 54aeaaa1d8e920db2b3ef6f39610ccba@auth.local}
    login_id: {description: "Additional name for logging in.", type: str, sample: ''}
    display_name: {description: "Display name.", type: str, sample: alice}
    enabled: {description: "Whether the account is active.", type: bool, sample: true}
    admin: {description: "Whether it is an administrator.", type: bool, sample: false}
    account_role: {description: "Role of the Professional edition.", type: str, sample: default}
    quota: {description: "Quota in Seafile's units, or C(none).", type: str, sample: 5 GB}
    groups: {description: "Names of its groups, if O(groups) is given.", type: list, elements: str, sample: [Science]}
    subadmin_of: {description: "Names of the groups that it administers, if O(subadmin_of) is given.", type: list, elements: str, sample: [Science]}
    department: {description: "Department, if O(department) is given.", type: str, sample: Physics}
    reference_id: {description: "Reference ID. Seafile 10 and 11.", type: str, sample: "4711"}
    institution: {description: "Institution, if the server has any.", type: str, sample: Example University}
    last_login: {description: "Time of the last login in UTC, null if the account never logged in.", type: str, sample: null}
    unread:
      description: Keys that the server should have returned but did not. They are null.
      returned: when there are any
      type: list
      elements: str
      sample: [quota]
actions:
  description: The steps in order.
  returned: always
  type: list
  elements: dict
  contains:
    id: {description: "ID of the step, the same in every run.", type: str}
    action: {description: "V(create), V(update), V(enable), V(disable), V(delete), V(join), V(leave), V(promote) or V(demote).", type: str}
    kind: {description: "V(user), V(member) or V(subadmin).", type: str}
    name: {description: "Address of the account; for V(member) and V(subadmin), name of the group.", type: str}
    before: {description: "The fields that the step changes, with their values before it.", type: dict}
    after: {description: "The same fields, with their values after it.", type: dict}
    status: {description: "V(planned) in check mode, otherwise V(done), V(failed) or V(skipped).", type: str}
    error: {description: "Why the step failed, null otherwise.", type: str}
  sample:
    - id: update:user:alice@example.com:quota
      action: update
      kind: user
      name: alice@example.com
      before: {quota: none}
      after: {quota: 5 GB}
      status: done
      error: null
    - id: update:user:alice@example.com:department
      action: update
      kind: user
      name: alice@example.com
      before: {department: ''}
      after: {department: Physics}
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
    - id: promote:subadmin:Science:alice@example.com
      action: promote
      kind: subadmin
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
      sample: ec495aa057b81d0f03fc09fdd27e8255c632bbd9b9ddf68d5c40c2789c26a3e0;join.member=1;promote.subadmin=1;update.user.department=1;update.user.quota=1
    steps:
      description: The C(id) of each step in RV(actions), with a hash of its values.
      returned: always
      type: dict
      sample:
        "update:user:alice@example.com:quota": "1a13abfb"
        "update:user:alice@example.com:department": "0df7b312"
        "join:member:Science:alice@example.com": "aee8bd37"
        "promote:subadmin:Science:alice@example.com": "aee8bd37"
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

from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.user import resource as seafile_user
from ansible_collections.ocs.provisioning.plugins.module_utils.task import run


def main():
    run(seafile_user.RESOURCE)


if __name__ == "__main__":
    main()
