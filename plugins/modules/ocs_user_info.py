#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: ocs_user_info
short_description: Read accounts of a Nextcloud or ownCloud server
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Reads accounts by ID, by search, by group, or all that the acting account can see, and filters them.
  - Names that do not exist are ignored.
extends_documentation_fragment:
  - ocs.provisioning.ocs_connection
  - ocs.provisioning.packed
  - ocs.provisioning.attributes
  - ocs.provisioning.attributes.ocs
  - ocs.provisioning.attributes.info
attributes:
  check_mode:
    support: full
    details: This module changes nothing on the server. In check mode, it does not save pictures.
options:
  name:
    description:
      - IDs of accounts, which match case-insensitively. Each takes one request, on ownCloud three.
      - An email address in place of an ID is ignored, although Nextcloud 32 and later would find the account by it.
      - O(name), O(search) and O(group) are mutually exclusive. If none is given, all accounts are read.
    type: list
    elements: str
    aliases: [user_id, userid, username]
  search:
    description:
      - Part of the ID, the display name or the email address, case-insensitive.
      - On ownCloud, part of the ID only, with at least 2 characters. For a group admin, ownCloud searches the display name instead.
    type: str
  group:
    description:
      - ID of a group, to read its members. Case matters. A group that does not exist is an error.
    type: str
  enabled:
    description:
      - Only accounts that are enabled (V(true)) or disabled (V(false)).
      - Filters skip accounts for which the server does not return the value. A warning lists them.
    type: bool
  inactive_days:
    description:
      - Only accounts whose last login is longer ago than this number of days, or that never logged in.
    type: int
  never_logged_in:
    description:
      - Only accounts that never logged in (V(true)) or that did (V(false)).
    type: bool
  quota_used_percent:
    description:
      - Only accounts that use more than this percentage of their quota. Accounts without a limit are never returned.
    type: int
    version_added: 0.1.0
  has_email:
    description:
      - Only accounts that have an email address (V(true)), or that have none (V(false)).
    type: bool
    version_added: 0.1.0
  duplicated_email:
    description:
      - Only accounts whose email address another account has as well (V(true)), or all others (V(false)). Case is ignored.
      - All accounts are compared, including those that other filters exclude. Mutually exclusive with O(name), O(search) and O(group).
    type: bool
    version_added: 0.1.0
  admin:
    description:
      - Only administrators, the members of the group V(admin) (V(true)), or all others (V(false)).
      - V(true) without O(name), O(search) and O(group) reads only these accounts, with one request each, on ownCloud three.
    type: bool
    version_added: 0.1.0
  subadmin_of:
    description:
      - Only group admins of the group with this ID. The group must exist. The requests are those of O(admin).
    type: str
    version_added: 0.1.0
  backends:
    description:
      - Only accounts of these backends, for example V(Database) or V(LDAP). Nextcloud only, because ownCloud does not return the backend.
    type: list
    elements: str
    version_added: 0.1.0
  details:
    description:
      - Whether to return all fields of each account. V(false) returns only the IDs, and of the filters allows only O(admin) and O(subadmin_of).
      - Nextcloud returns details in pages of 500. On ownCloud, they take one request for each account.
    type: bool
    default: true
  two_factor:
    description:
      - Whether to return if a second factor is enabled. On Nextcloud 31 and later, this takes one request for each account. Older versions do not support it.
      - On ownCloud, it is always part of the details.
    type: bool
    default: false
  editable_fields:
    description:
      - Whether to return the fields of each account's profile that its owner can edit. Takes one request for each account. Nextcloud only.
    type: bool
    default: false
  limit:
    description:
      - Maximum number of accounts to return, at least 1. RV(truncated) is true if there are more.
    type: int
  avatar_dest:
    description:
      - Directory on the machine that runs the module in which the pictures of the accounts are saved, named after their IDs. It must exist.
      - Takes one request to the web interface for each account. Nextcloud only.
    type: path
  avatar_size:
    description:
      - Width and height of the pictures in pixels.
    type: int
    choices: [64, 512]
    default: 512
  avatar_dark:
    description:
      - Whether to save the pictures for dark backgrounds.
    type: bool
    default: false
  avatar_guest:
    description:
      - Whether to save the picture that the server generates for guests of that name instead of the account's own.
    type: bool
    default: false
notes:
  - ownCloud returns RV(users[].groups) and RV(users[].subadmin_of) only with O(name).
seealso:
  - module: ocs.provisioning.ocs_user
"""

EXAMPLES = r"""
# The other tasks get the connection from module_defaults of group/ocs.provisioning.ocs,
# or from the environment (OCS_URL, OCS_USERNAME, OCS_PASSWORD).
- name: Read two accounts
  ocs.provisioning.ocs_user_info:
    url: https://cloud.example.com
    auth_username: admin
    auth_password: "{{ vault_ocs_password }}"
    name: [admin, alice]
  register: accounts

- name: Show their quotas
  ansible.builtin.debug:
    msg: "{{ dict(accounts.users | map(attribute='name') | zip(accounts.users | map(attribute='quota.definition'))) }}"

- name: List the administrators
  ocs.provisioning.ocs_user_info:
    admin: true

- name: Appoint a group admin
  ocs.provisioning.ocs_group:
    name: staff
    subadmins:
      add: [admin]

- name: List group admins of a group who have no email address
  ocs.provisioning.ocs_user_info:
    subadmin_of: staff
    has_email: false

- name: List accounts whose quota is nearly used up
  ocs.provisioning.ocs_user_info:
    quota_used_percent: 90

- name: List accounts that share an email address with another account
  ocs.provisioning.ocs_user_info:
    duplicated_email: true

- name: List accounts from LDAP (Nextcloud)
  ocs.provisioning.ocs_user_info:
    backends: [LDAP]

- name: List enabled accounts that have not been used for 90 days
  ocs.provisioning.ocs_user_info:
    enabled: true
    inactive_days: 90

- name: Find an account by its email address
  ocs.provisioning.ocs_user_info:
    search: alice@example.com
    limit: 1

- name: Show which accounts have a second factor (Nextcloud 31 and later)
  ocs.provisioning.ocs_user_info:
    two_factor: true

- name: Show which fields the account's owner can edit (Nextcloud)
  ocs.provisioning.ocs_user_info:
    name: admin
    editable_fields: true

- name: Create a directory for pictures
  ansible.builtin.tempfile:
    state: directory
    suffix: .avatars
  register: folder

- name: Save the pictures
  ocs.provisioning.ocs_user_info:
    avatar_dest: "{{ folder.path }}"
    avatar_size: 64

- name: Remove the directory
  ansible.builtin.file:
    path: "{{ folder.path }}"
    state: absent

- name: List the IDs of all accounts on ownCloud
  ocs.provisioning.ocs_user_info:
    product: owncloud
    details: false
"""

RETURN = r"""
users:
  description:
    - The accounts. With O(details=false), they only have RV(users[].name).
    - Keys that the product, the version or the rights of the acting account do not provide are missing. A value that the server does not return is null.
  returned: success
  type: list
  elements: dict
  contains:
    name:
      description: ID as the server stores it.
      type: str
      sample: alice
    display_name:
      description: Full name.
      type: str
      sample: Alice Example
    email:
      description: Primary email address, an empty string if there is none.
      type: str
      sample: alice@example.com
    enabled:
      description: Whether the account is enabled.
      type: bool
      sample: true
    quota:
      description: Storage.
      type: dict
      contains:
        definition:
          description:
            - On ownCloud, the stored text, for example V(default). On Nextcloud, the size as text, or V(none) if unlimited.
          type: str
          sample: 20 GB
        bytes:
          description: The size in bytes that RV(users[].quota.definition) means, null if it does not name one.
          type: int
          sample: 21474836480
        used:
          description: Bytes used.
          type: int
          sample: 1048576
        free:
          description: Bytes available, null if unlimited.
          type: int
          sample: 21473787904
        total:
          description: Total bytes, null if unlimited.
          type: int
          sample: 21474836480
        relative:
          description: Percentage used.
          type: float
          sample: 0.01
    groups:
      description: IDs of the groups, sorted. On ownCloud only with O(name).
      type: list
      elements: str
      sample: [project, staff]
    subadmin_of:
      description: IDs of the groups that the account administers, sorted. On ownCloud only with O(name).
      type: list
      elements: str
      sample: [staff]
    language:
      description: Language in effect.
      type: str
      sample: en
    unread:
      description:
        - Names of keys that the server should have returned but did not. They are null. This happens for accounts that their backend has lost or
          whose storage cannot be read.
      returned: when there are any
      type: list
      elements: str
      sample: [quota]
    last_login:
      description: Time of the last login in UTC, null if the account never logged in.
      type: str
      sample: "2026-11-20T08:15:30Z"
    storage_location:
      description: Directory of the account's files on the server. Returned to administrators only.
      type: str
      sample: /var/www/html/data/alice
    two_factor:
      description:
        - On ownCloud, whether the account must use a second factor. On Nextcloud, whether a second factor is enabled; only with O(two_factor=true).
      type: bool
      sample: false
    created:
      description: Time of creation in UTC (ownCloud).
      type: str
      sample: "2026-11-20T08:15:30Z"
    first_login:
      description: Time of the first login in UTC, null if the account never logged in (Nextcloud 31 and later).
      type: str
      sample: "2026-11-20T08:15:30Z"
    backend:
      description: Name of the backend that the account comes from (Nextcloud).
      type: str
      sample: Database
    backend_capabilities:
      description: Whether the backend can change display name and password (Nextcloud).
      type: dict
      sample: {"setDisplayName": true, "setPassword": true}
    additional_mails:
      description: Email addresses besides the primary one, sorted (Nextcloud).
      type: list
      elements: str
      sample: [alice@mail.example.org]
    notify_email:
      description: Email address for notifications, an empty string for the primary one (Nextcloud).
      type: str
      sample: alice@mail.example.org
    profile_enabled:
      description: Whether the person has a profile page (Nextcloud).
      type: bool
      sample: true
    manager:
      description: ID of the manager, an empty string if there is none (Nextcloud).
      type: str
      sample: bob
    locale:
      description: Code of the locale, an empty string if not set (Nextcloud).
      type: str
      sample: en_GB
    timezone:
      description: Name of the time zone, an empty string if not set (Nextcloud 32 and later).
      type: str
      sample: Europe/Berlin
    phone:
      description: Phone number, an empty string if there is none (Nextcloud).
      type: str
      sample: "+4971125242890"
    address:
      description: Postal address, an empty string if there is none (Nextcloud).
      type: str
      sample: ""
    website:
      description: Website, an empty string if there is none (Nextcloud).
      type: str
      sample: https://www.example.com
    organisation:
      description: Organisation, an empty string if there is none (Nextcloud).
      type: str
      sample: Example Ltd
    role:
      description: Role, an empty string if there is none (Nextcloud).
      type: str
      sample: ""
    headline:
      description: Headline, an empty string if there is none (Nextcloud).
      type: str
      sample: ""
    biography:
      description: About the person, an empty string if there is none (Nextcloud).
      type: str
      sample: ""
    pronouns:
      description: Pronouns, an empty string if there is none (Nextcloud 31 and later).
      type: str
      sample: ""
    fediverse:
      description: Fediverse address, an empty string if there is none (Nextcloud).
      type: str
      sample: ""
    twitter:
      description: Twitter account, an empty string if there is none (Nextcloud).
      type: str
      sample: ""
    bluesky:
      description: Bluesky handle, an empty string if there is none (Nextcloud 32 and later).
      type: str
      sample: ""
    editable_fields:
      description: Fields of the profile that the account's owner can edit, sorted (Nextcloud).
      returned: with O(editable_fields=true)
      type: list
      elements: str
      sample: [additional_mails, address, display_name, email, phone]
    avatar:
      description: Path of the picture. Its extension shows whether it is PNG or JPEG.
      returned: with O(avatar_dest), not in check mode
      type: str
      sample: /tmp/avatars/alice.png
count:
  description: Number of accounts in RV(users).
  returned: success
  type: int
  sample: 1
truncated:
  description: Whether there are more accounts than O(limit).
  returned: success
  type: bool
  sample: false
fetched_at:
  description: Time when reading began, in UTC.
  returned: success
  type: str
  sample: "2026-11-22T05:06:07Z"
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
  sample: PUT cloud/users/alice
hint:
  description: What to do next.
  returned: when a request failed
  type: str
  sample: Correct the value; see the documentation of the parameter.
packed:
  description: All lists of the result as one string, JSON in base64. The lists are then not returned separately.
  returned: with O(packed=true)
  type: str
  sample: eyJ1c2VycyI6IFtdfQ==
"""

from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import info as user_info
from ansible_collections.ocs.provisioning.plugins.module_utils.task import run


def main():
    run(user_info.INFORMATION)


if __name__ == "__main__":
    main()
