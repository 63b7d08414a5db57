#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: seafile_user_info
short_description: Read accounts of a Seafile server
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Reads accounts through Seafile's admin web API, by address, by search, or all accounts in pages.
extends_documentation_fragment:
  - ocs.provisioning.seafile_connection
  - ocs.provisioning.packed
  - ocs.provisioning.attributes
  - ocs.provisioning.attributes.seafile
  - ocs.provisioning.attributes.info
options:
  email:
    description:
      - Contact addresses to read. Addresses that do not exist are ignored.
      - If no account has the contact address, the account with this internal ID is returned, and a warning names its contact address.
    type: list
    elements: str
    aliases: [contact_email]
  query:
    description:
      - Part of the ID, address or name, and on Seafile 13 also of the login ID, case-insensitive. Each account found takes one request.
      - In IDs, the server treats C(%) as any text and C(_) as any character, so V(%) returns all accounts. In addresses and names they are literal.
    type: str
    aliases: [search]
  source:
    description:
      - Where the accounts come from.
    type: str
    choices: [db, ldapimport]
    default: db
  enabled:
    description:
      - Only accounts that are active (V(true)), or inactive (V(false)).
      - Filters skip accounts for which the server does not return the value. A warning lists them.
    type: bool
  inactive_days:
    description:
      - Only accounts whose last login is longer ago than this number of days, or that never logged in.
    type: int
    version_added: 0.1.0
  never_logged_in:
    description:
      - Only accounts that never logged in (V(true)) or that did (V(false)).
    type: bool
    version_added: 0.1.0
  quota_used_percent:
    description:
      - Only accounts that use more than this percentage of their quota. Accounts without a limit are never returned.
    type: int
    version_added: 0.1.0
  has_email:
    description:
      - Only accounts that have an email address (V(true)), or that have none (V(false)).
      - An account without one has its internal ID in C(email) of RV(users), which ends with C(@auth.local).
    type: bool
    version_added: 0.1.0
  duplicated_email:
    description:
      - Only accounts whose email address another account has as well (V(true)), or all others (V(false)). Case is ignored.
      - All accounts of O(source) are compared, including those that other filters exclude. Mutually exclusive with O(email) and O(query).
    type: bool
    version_added: 0.1.0
  admin:
    description:
      - Only administrators of the server (V(true)), or all others (V(false)).
    type: bool
    version_added: 0.1.0
  subadmin_of:
    description:
      - Only the owner and the admins of the group with this name. The group must exist.
      - Without O(email) and O(query), only these accounts are read, with one request each.
    type: str
    version_added: 0.1.0
"""

EXAMPLES = r"""
- name: Read all accounts
  ocs.provisioning.seafile_user_info:
    url: https://seafile.example.com
    auth_token: "{{ vault_seafile_token }}"
  register: accounts

- name: List the administrators
  ocs.provisioning.seafile_user_info:
    admin: true

- name: List active accounts that have not been used for 90 days
  ocs.provisioning.seafile_user_info:
    enabled: true
    inactive_days: 90

- name: List accounts whose quota is nearly used up
  ocs.provisioning.seafile_user_info:
    quota_used_percent: 90

- name: List accounts without an email address
  ocs.provisioning.seafile_user_info:
    has_email: false

- name: Create a group
  ocs.provisioning.seafile_group:
    name: staff

- name: List group admins of a group who have never logged in
  ocs.provisioning.seafile_user_info:
    subadmin_of: staff
    never_logged_in: true

- name: List accounts that share an email address with another account
  ocs.provisioning.seafile_user_info:
    duplicated_email: true

- name: List accounts from LDAP
  ocs.provisioning.seafile_user_info:
    source: ldapimport
"""

RETURN = r"""
users:
  description: The accounts, sorted by address.
  returned: success
  type: list
  elements: dict
  contains:
    email: {description: "Contact address.", type: str}
    account_id: {description: "Internal ID.", type: str}
    login_id: {description: "Additional name for logging in.", type: str}
    display_name: {description: "Display name.", type: str}
    enabled: {description: "Whether the account is active.", type: bool}
    admin: {description: "Whether it is an administrator.", type: bool}
    account_role: {description: "Role of the Professional edition.", type: str}
    quota: {description: "Quota in Seafile's units, or V(none).", type: str}
    quota_usage: {description: "Bytes used, null if the server does not return them.", type: int}
    last_login: {description: "Time of the last login in UTC, null if the account never logged in.", type: str}
    reference_id: {description: "Reference ID.", returned: on Seafile 10 and 11, type: str}
    institution: {description: "Institution.", returned: if the server has any, type: str}
    unread: {description: "Keys that the server should have returned but did not. They are null.", returned: when there are any, type: list, elements: str}
  sample:
    - {email: alice@example.com, account_id: ed35c6476e86e1574e79985babc44a48@auth.local, display_name: alice, enabled: true, admin: false, login_id: '',
      account_role: default, quota: none, last_login: null, quota_usage: 0}
count:
  description: Number of accounts.
  returned: success
  type: int
  sample: 1
fetched_at:
  description: Time when reading began, in UTC.
  returned: success
  type: str
  sample: "2026-11-22T06:00:00Z"
server:
  description: The server.
  returned: success
  type: dict
  contains:
    product: {description: "V(seafile).", type: str}
    edition: {description: "V(community) or V(professional).", type: str}
    version: {description: "Version.", type: str}
    url: {description: "Value of O(url).", type: str}
  sample: {product: seafile, edition: community, version: 13.0.25, url: 'http://127.0.0.1:39901'}
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
  sample: eyJ1c2VycyI6IFtdfQ==
"""

from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.user import info as seafile_user_info
from ansible_collections.ocs.provisioning.plugins.module_utils.task import run


def main():
    run(seafile_user_info.INFORMATION)


if __name__ == "__main__":
    main()
