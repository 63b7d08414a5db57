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
  - Reads accounts by name, by search, by group, or all that the acting account may see, and filters them.
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
    details: This module changes nothing on the server. In check mode it saves no pictures.
options:
  name:
    description:
      - IDs of accounts. They match case-insensitively. Each costs one request, on ownCloud three.
      - An email address in place of an ID is ignored, although Nextcloud 32 and later would return the account that it belongs to.
      - O(name), O(search) and O(group) are mutually exclusive. If none is given, all accounts are read.
    type: list
    elements: str
    aliases: [user_id, userid, username]
  search:
    description:
      - Part of the ID, the display name or the email address, in any case.
      - On ownCloud part of the ID only, and at least 2 characters. For a group admin, ownCloud searches the display name instead.
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
      - Only accounts that use more than this percentage of their quota. Accounts without a limit are never among them.
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
      - All accounts are compared, also those that another filter leaves out. Mutually exclusive with O(name), O(search) and O(group).
    type: bool
    version_added: 0.1.0
  admin:
    description:
      - Only administrators, the members of the group V(admin) (V(true)), or all others (V(false)).
      - V(true) without O(name), O(search) and O(group) reads these accounts only, at a request each, on ownCloud three.
    type: bool
    version_added: 0.1.0
  subadmin_of:
    description:
      - Only group admins of the group with this ID. The group must exist. Reads as O(admin) does.
    type: str
    version_added: 0.1.0
  backends:
    description:
      - Only accounts of these backends, for example V(Database) or V(LDAP). Nextcloud only; other products do not tell them.
    type: list
    elements: str
    version_added: 0.1.0
  details:
    description:
      - Whether to return everything known of each account. V(false) returns the ids only, and allows of the filters O(admin) and O(subadmin_of) only.
      - Nextcloud returns details in pages of 500. On ownCloud they cost one request for each account.
    type: bool
    default: true
  two_factor:
    description:
      - Whether to return if a second factor is enabled. On Nextcloud 31 and later this costs one request for each account. Older versions do not support it.
      - On ownCloud it is always among the details.
    type: bool
    default: false
  editable_fields:
    description:
      - Whether to return the fields of each account's profile that its owner may edit. Costs one request for each account. Nextcloud only.
    type: bool
    default: false
  limit:
    description:
      - Largest number of accounts to return, at least 1. RV(truncated) is true if there are more.
    type: int
  avatar_dest:
    description:
      - Directory on the machine that runs the module in which each account's picture is saved, named by the ID of the account. It must exist.
      - Costs one request for each account, to the web interface. Nextcloud only.
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
  - ownCloud returns RV(users[].groups) and RV(users[].subadmin_of) with O(name) only.
seealso:
  - module: ocs.provisioning.ocs_user
"""

EXAMPLES = r"""
# The other tasks take the connection from module_defaults of group/ocs.provisioning.ocs,
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

- name: Who are the administrators?
  ocs.provisioning.ocs_user_info:
    admin: true

- name: Who leads the group?
  ocs.provisioning.ocs_group:
    name: staff
    subadmins:
      add: [admin]

- name: Which group admins have no email address?
  ocs.provisioning.ocs_user_info:
    subadmin_of: staff
    has_email: false

- name: Whose quota is nearly used up?
  ocs.provisioning.ocs_user_info:
    quota_used_percent: 90

- name: Who has an address that somebody else has?
  ocs.provisioning.ocs_user_info:
    duplicated_email: true

- name: Which accounts come from LDAP? (Nextcloud)
  ocs.provisioning.ocs_user_info:
    backends: [LDAP]

- name: Which enabled accounts has nobody used for a quarter of a year?
  ocs.provisioning.ocs_user_info:
    enabled: true
    inactive_days: 90

- name: Whose mail address is it?
  ocs.provisioning.ocs_user_info:
    search: alice@example.com
    limit: 1

- name: Who has a second factor? (Nextcloud 31 and later)
  ocs.provisioning.ocs_user_info:
    two_factor: true

- name: Which fields may people edit themselves? (Nextcloud)
  ocs.provisioning.ocs_user_info:
    name: admin
    editable_fields: true

- name: Make a folder for pictures
  ansible.builtin.tempfile:
    state: directory
    suffix: .avatars
  register: folder

- name: Save the pictures
  ocs.provisioning.ocs_user_info:
    avatar_dest: "{{ folder.path }}"
    avatar_size: 64

- name: Remove the folder
  ansible.builtin.file:
    path: "{{ folder.path }}"
    state: absent

- name: List the ids of all accounts on ownCloud
  ocs.provisioning.ocs_user_info:
    product: owncloud
    details: false
"""

RETURN = r"""
users:
  description:
    - The accounts. With O(details=false) they have RV(users[].name) only.
    - A key that the product, the version or the acting account's rights leave out is missing. A value that the server does not tell is null.
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
            - On ownCloud the stored text, for example V(default). On Nextcloud the text of the bytes, V(none) when unlimited.
          type: str
          sample: 20 GB
        bytes:
          description: The size that RV(users[].quota.definition) means, null when it names none.
          type: int
          sample: 21474836480
        used:
          description: Bytes used.
          type: int
          sample: 1048576
        free:
          description: Bytes left, null when unlimited.
          type: int
          sample: 21473787904
        total:
          description: Bytes in all, null when unlimited.
          type: int
          sample: 21474836480
        relative:
          description: Part used, in per cent.
          type: float
          sample: 0.01
    groups:
      description: Ids of the groups, sorted. On ownCloud only with O(name).
      type: list
      elements: str
      sample: [project, staff]
    subadmin_of:
      description: Ids of the groups that the account administers, sorted. On ownCloud only with O(name).
      type: list
      elements: str
      sample: [staff]
    language:
      description: Language in effect.
      type: str
      sample: en
    unread:
      description:
        - Names of keys that the server did not return although it should. They are null. Servers do so for accounts that their backend has lost or
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
      description: Folder of the account's files on the server, for administrators.
      type: str
      sample: /var/www/html/data/alice
    two_factor:
      description:
        - On ownCloud, whether the account must use a second factor. On Nextcloud, whether a second factor is on, with O(two_factor=true).
      type: bool
      sample: false
    created:
      description: Time of creation in UTC (ownCloud).
      type: str
      sample: "2026-11-20T08:15:30Z"
    first_login:
      description: Time of the first login in UTC, null for never (Nextcloud 31 and later).
      type: str
      sample: "2026-11-20T08:15:30Z"
    backend:
      description: Where the account comes from (Nextcloud).
      type: str
      sample: Database
    backend_capabilities:
      description: Whether the backend can change display name and password (Nextcloud).
      type: dict
      sample: {"setDisplayName": true, "setPassword": true}
    additional_mails:
      description: Mail addresses beside the primary one, sorted (Nextcloud).
      type: list
      elements: str
      sample: [alice@mail.example.org]
    notify_email:
      description: Address that gets the notifications, an empty text for the primary one (Nextcloud).
      type: str
      sample: alice@mail.example.org
    profile_enabled:
      description: Whether the person has a profile page (Nextcloud).
      type: bool
      sample: true
    manager:
      description: Id of the manager, an empty text when there is none (Nextcloud).
      type: str
      sample: bob
    locale:
      description: Code of the locale, an empty text when unset (Nextcloud).
      type: str
      sample: en_GB
    timezone:
      description: Name of the time zone, an empty text when unset (Nextcloud 32 and later).
      type: str
      sample: Europe/Berlin
    phone:
      description: Phone number, an empty text when there is none (Nextcloud).
      type: str
      sample: "+4971125242890"
    address:
      description: Postal address, an empty text when there is none (Nextcloud).
      type: str
      sample: ""
    website:
      description: Website, an empty text when there is none (Nextcloud).
      type: str
      sample: https://www.example.com
    organisation:
      description: Organisation, an empty text when there is none (Nextcloud).
      type: str
      sample: Example Ltd
    role:
      description: Role, an empty text when there is none (Nextcloud).
      type: str
      sample: ""
    headline:
      description: Headline, an empty text when there is none (Nextcloud).
      type: str
      sample: ""
    biography:
      description: About the person, an empty text when there is none (Nextcloud).
      type: str
      sample: ""
    pronouns:
      description: Pronouns, an empty text when there is none (Nextcloud 31 and later).
      type: str
      sample: ""
    fediverse:
      description: Fediverse address, an empty text when there is none (Nextcloud).
      type: str
      sample: ""
    twitter:
      description: Twitter account, an empty text when there is none (Nextcloud).
      type: str
      sample: ""
    bluesky:
      description: Bluesky handle, an empty text when there is none (Nextcloud 32 and later).
      type: str
      sample: ""
    editable_fields:
      description: Fields of the profile that the account's owner may edit, sorted (Nextcloud).
      returned: with O(editable_fields=true)
      type: list
      elements: str
      sample: [additional_mails, address, display_name, email, phone]
    avatar:
      description: File with the picture. Its ending tells whether it is PNG or JPEG.
      returned: with O(avatar_dest), not in check mode
      type: str
      sample: /tmp/avatars/alice.png
count:
  description: Number of RV(users).
  returned: success
  type: int
  sample: 1
truncated:
  description: Whether O(limit) left accounts out.
  returned: success
  type: bool
  sample: false
fetched_at:
  description: Time when reading began, in UTC.
  returned: success
  type: str
  sample: "2026-11-22T05:06:07Z"
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
  sample: PUT cloud/users/alice
hint:
  description: What to do next.
  returned: when a request failed
  type: str
  sample: Correct the value; see the documentation of the parameter.
packed:
  description: All lists of the result as one text, JSON in base64. The result has none of them by its own name then.
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
