#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: ocs_user
short_description: Manage an account of a Nextcloud or ownCloud server
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Creates, changes, disables and deletes one account through the OCS provisioning API.
  - Omitted options leave the server's values unchanged. An empty string or an empty C(set) list clears it.
  - Values that the server already has are not written again. They are compared in the form in which the server stores them.
  - Values that the server would refuse, ignore or change, and options that the product or version does not support,
    are refused before the first write, as far as this can be known.
extends_documentation_fragment:
  - ocs.provisioning.ocs_connection
  - ocs.provisioning.plan
  - ocs.provisioning.attributes
  - ocs.provisioning.attributes.ocs
attributes:
  check_mode:
    support: full
    details:
      - Reads like the real run. The only request besides reads is Nextcloud's password check, which changes nothing.
      - Check mode cannot predict errors that only a write reveals. On both products, this is missing permissions of the acting account.
        On Nextcloud, also codes of O(language), O(locale) and O(timezone) that the server does not know,
        values of O(phone) and O(fediverse) that it refuses although they are well-formed, and its limits for quotas.
        On ownCloud, also its password policy, and O(two_factor=true) without a provider.
      - Objects that earlier tasks would have created, for example a group or a manager, do not exist for this task.
      - In the returned account, values that the server sets for a new account, for example the default quota, are null.
  diff_mode:
    support: full
    details: Shows the fields that change. A password is shown as V((changed\)).
  idempotent:
    support: partial
    details:
      - O(update_password=always) with O(password), and O(welcome_email=resend), report a change in every run.
options:
  name:
    description:
      - ID of the account, with which the person logs in. It cannot be changed.
      - IDs match case-insensitively, IDs of LDAP accounts only exactly. If the server stores a different spelling, it is used and a warning is issued.
      - An email address is never used in place of an ID, although Nextcloud 32 and later would find the account by it.
        With O(state=absent) nothing changes; otherwise the task fails and names the account.
      - IDs are taken literally. An ID with blanks at its ends, a slash or control characters is refused.
      - The ID of a new account can contain ASCII letters and digits, blanks (not at its ends), V(_), V(.), V(@), V(-), V('), and on ownCloud V(+).
        It has at most 64 characters, on ownCloud at least 3, and on Nextcloud must not consist of dots only. Names of the servers' own files are refused.
      - On Nextcloud, V(details), V(disabled) and V(recent) are refused, because the server uses these names for lists.
    type: str
    required: true
    aliases: [user_id, userid, username]
  state:
    description:
      - V(present) ensures that the account exists and has the given values.
      - V(absent) deletes the account B(and its files). Of the other options, only O(protected_users) is then used.
    type: str
    choices: [present, absent]
    default: present
  enabled:
    description:
      - Whether the account is enabled. A disabled account keeps its files, groups and settings.
      - New accounts are enabled unless this is V(false).
    type: bool
  password:
    description:
      - Password of the account. Not empty, at most 469 bytes.
      - Required to create an account. On Nextcloud, O(email) is sufficient, and the server invites the person by mail.
      - On Nextcloud, a new password is first checked against the server's policy, if the server has the policy app.
      - Must be a string. Quote passwords made of digits, because YAML reads them as numbers and V(0123) would become another password.
    type: raw
  update_password:
    description:
      - V(on_create) sets O(password) on new accounts only.
      - V(always) sets it in every run, because a password cannot be read back. The server may send an email each time.
    type: str
    choices: [always, on_create]
    default: on_create
  display_name:
    description:
      - Full name. Blanks at the ends are removed. At most 64 characters on Nextcloud.
      - An empty string resets it to the ID.
      - Characters of more than three bytes in UTF-8, such as emoji, require a database that stores them; MySQL requires utf8mb4.
        This cannot be determined in advance, so the change itself fails.
    type: str
    aliases: [displayname, displayName]
  email:
    description:
      - Primary email address, compared case-insensitively. Nextcloud stores it in lower case.
      - Checked by the servers' own rule before any change, even at creation, where Nextcloud itself accepts any text. It must be ASCII, with a dot in the
        domain, or with an IP address in brackets as the domain. An address that the account already has is never refused.
      - Blanks at the ends are removed. An empty string clears it.
    type: str
    aliases: [mail]
  quota:
    description:
      - Storage for the account's files.
      - A number of bytes; a number with the unit V(B), V(KB), V(MB), V(GB), V(TB) or V(PB), or only its letter (V(K), V(M), V(G), V(T), V(P)), in any case;
        V(none) (or V(unlimited)); or V(default).
      - Units are powers of 1024, as on the servers. V(KiB) to V(PiB) and V(Ko) to V(Po) mean the same.
      - Negative numbers, decimal commas and other units are refused.
      - Servers round KB to a whole number and larger units to one decimal place. The rounded text is sent and compared,
        and a warning is issued if the size differs. V(1500 MB) becomes V(1.5 GB), V(10.25 GB) becomes V(10.3 GB).
      - V(0) means no storage.
      - Nextcloud reports only the resulting size, so V(default) is satisfied if the quota equals the server's
        default. Reading the default takes one request, or two if none is set, and requires an administrator.
    type: str
  language:
    description:
      - Code of the language, for example V(de) or V(pt_BR), with an underscore. Case matters. Nextcloud only. It cannot be cleared.
    type: str
  locale:
    description:
      - Code of the locale, for example V(de_AT), with an underscore. Case matters. Nextcloud only. It cannot be cleared.
    type: str
  timezone:
    description:
      - Name of the time zone, for example V(Europe/Berlin) or V(UTC). Case matters. It cannot be cleared.
        Abbreviations and aliases such as V(CET), V(US/Eastern) and V(Etc/GMT+1) are refused.
      - Nextcloud only, if the server has the field (32 and later do, 28 to 31 do not).
    type: str
  manager:
    description:
      - ID of the person's manager. The account must exist. An empty string clears it. Nextcloud only.
      - If the server stores a different spelling of the ID, it is used and a warning is issued. An email address is refused.
    type: str
  phone:
    description:
      - Phone number with V(+) and country code, as it is dialled from abroad. Blanks, brackets, dots, slashes and hyphens are removed.
        A number with "(0)" is refused, because the server drops this zero in most countries. An empty string clears it. Nextcloud only.
    type: str
  address:
    description:
      - Postal address, kept as given, at most 2048 bytes. An empty string clears it. Nextcloud only.
    type: str
  website:
    description:
      - URL that begins with V(http://) or V(https://) in lower case, kept as given, at most 2048 bytes.
        An empty string clears it. Nextcloud only.
    type: str
  organisation:
    description:
      - Organisation, kept as given, at most 2048 bytes. An empty string clears it. Nextcloud only.
    type: str
    aliases: [organization]
  role:
    description:
      - Role of the person in the organisation, kept as given, at most 2048 bytes. An empty string clears it. Nextcloud only.
    type: str
  headline:
    description:
      - Headline of the profile, kept as given, at most 2048 bytes. An empty string clears it. Nextcloud only.
    type: str
  biography:
    description:
      - About the person, kept as given, at most 2048 bytes. An empty string clears it. Nextcloud only.
    type: str
  pronouns:
    description:
      - Pronouns, kept as given, at most 2048 bytes. An empty string clears it.
      - Nextcloud only, if the server has the field (31 and later do, 28 to 30 do not).
    type: str
  fediverse:
    description:
      - Address in the form V(name@instance). A leading V(@) is removed. An empty string clears it. Nextcloud only.
      - The server looks up the address over the network and refuses addresses that it does not find.
    type: str
  twitter:
    description:
      - Account name of at most 15 ASCII letters, digits and V(_). A leading V(@) is removed. An empty string clears it. Nextcloud only.
    type: str
  bluesky:
    description:
      - Handle such as V(name.bsky.social), without V(@), kept as given. An empty string clears it.
      - Nextcloud only, if the server has the field (32 and later do, 28 to 31 do not).
    type: str
  profile_enabled:
    description:
      - Whether the person has a profile page. Nextcloud only.
    type: bool
  additional_mails:
    description:
      - Email addresses besides O(email), compared case-insensitively and sent in lower case. Nextcloud only.
      - The primary address is refused.
    type: dict
    suboptions: &change
      add:
        description: Add these and keep the rest.
        type: list
        elements: str
      remove:
        description: Remove these and keep the rest.
        type: list
        elements: str
      set:
        description: The complete list. An empty list removes all. Mutually exclusive with C(add) and C(remove).
        type: list
        elements: str
  notify_email:
    description:
      - Email address for notifications. It is added to the additional email addresses if it is not one of them. Nextcloud only.
      - The module marks it as verified, with a call that the server limits to 5 per minute.
      - An empty string selects the primary address.
    type: str
  groups:
    description:
      - IDs of the groups that the account is a member of. Case matters.
      - The acting account and O(protected_users) cannot be removed from the group V(admin).
    type: dict
    suboptions: *change
  subadmin_of:
    description:
      - IDs of the groups that the account administers. It does not have to be a member. V(admin) is refused, on ownCloud in any upper or lower case.
      - Only administrators can change this.
    type: dict
    aliases: [subadmin]
    suboptions: *change
  missing_groups:
    description:
      - What to do if a group listed in O(groups) or O(subadmin_of) does not exist.
      - V(fail) fails the task before the first write, V(create) creates the group, V(warn) ignores it with a warning.
      - V(create) refuses IDs with blanks at their ends. If they are meant, M(ocs.provisioning.ocs_group) creates such a group.
    type: str
    choices: [fail, create, warn]
    default: fail
  two_factor:
    description:
      - On ownCloud, whether the account must use a second factor. Without a provider, the server accepts V(true) but does not store it,
        and the task fails after reading it back.
      - On Nextcloud 31 and later, V(false) disables all enabled second factors, for example after a device was lost. This takes one more request.
        V(true) is refused, because users enrol themselves. Older versions support neither.
    type: bool
    aliases: [two_factor_auth_enabled]
  welcome_email:
    description:
      - With V(auto), the server decides whether to send a welcome email when the account is created.
      - V(skip) creates the account without email address and sets O(email) afterwards, so that no welcome email is sent. It requires O(password).
      - V(resend) sends the welcome email to an existing account in every run. It requires an email address. ownCloud does not support it.
    type: str
    choices: [auto, skip, resend]
    default: auto
  wipe_devices:
    description:
      - Whether to ask the account's devices to delete their copies of the files. Nextcloud only.
      - Requires O(enabled=false). The request is sent just before the account is disabled, and not again afterwards.
    type: bool
    default: false
  protected_users:
    description:
      - IDs of accounts that are never deleted, disabled, or removed from the group V(admin). An email address in place of an ID is refused.
      - The acting account is always protected.
    type: list
    elements: str
    default: []
notes:
  - If nothing changes, the task takes one request on Nextcloud if O(product) is given, and two with V(auto).
    On ownCloud, O(groups) and O(subadmin_of) take one more request each.
  - On Nextcloud, one request creates an account with password, names, email address, groups, quota, language and manager. Each other field that differs
    takes one edit. Version 34 changes several of display name, password, email address, quota, language and manager in one edit.
  - On ownCloud, one request creates an account with password and groups. Each other field takes one edit.
  - After an error, the remaining steps are skipped, and RV(actions) shows which steps are done.
    A new account may then be incomplete. The next run completes it.
seealso:
  - module: ocs.provisioning.ocs_user_info
  - module: ocs.provisioning.ocs_server_info
  - ref: First ten minutes <ansible_collections.ocs.provisioning.docsite.guide_start>
    description: First steps with your own server.
  - ref: What each product can do <ansible_collections.ocs.provisioning.docsite.products>
    description: The options that each product and version supports.
"""

EXAMPLES = r"""
# The other tasks get the connection from module_defaults of group/ocs.provisioning.ocs,
# or from the environment (OCS_URL, OCS_USERNAME, OCS_PASSWORD).
- name: Create an account, and its group if it does not exist
  ocs.provisioning.ocs_user:
    url: https://cloud.example.com
    auth_username: admin
    auth_password: "{{ vault_ocs_password }}"
    name: alice
    password: "{{ vault_alice_password }}"
    display_name: Alice Example
    email: alice@example.com
    quota: 20 GB
    language: en
    groups:
      add: [staff]
    missing_groups: create

- name: Invite a user by email
  ocs.provisioning.ocs_user:
    name: bob
    display_name: Bob Example
    email: bob@example.com
    manager: alice
    groups:
      add: [staff]

- name: Change some fields of the profile, and leave the others unchanged
  ocs.provisioning.ocs_user:
    name: alice
    phone: +49 711 252428-90
    organisation: Example Ltd
    website: https://www.example.com
    timezone: Europe/Berlin

- name: Set the account's groups, and let it administer one of them
  ocs.provisioning.ocs_user:
    name: alice
    groups:
      set: [staff, project]
    subadmin_of:
      add: [staff]
    missing_groups: create

- name: Send notifications to a second address
  ocs.provisioning.ocs_user:
    name: alice
    additional_mails:
      add: [alice@mail.example.org]
    notify_email: alice@mail.example.org

- name: Show what would change
  ocs.provisioning.ocs_user:
    name: alice
    quota: 10 GB
  check_mode: true
  diff: true
  register: alice

- name: Set a new password (changes in every run)
  ocs.provisioning.ocs_user:
    name: alice
    password: "{{ vault_new_password }}"
    update_password: always

- name: Send the welcome email again (changes in every run)
  ocs.provisioning.ocs_user:
    name: bob
    welcome_email: resend

- name: Disable the second factors after a device was lost (Nextcloud 31 and later)
  ocs.provisioning.ocs_user:
    name: alice
    two_factor: false

- name: Disable an account, wipe its devices and remove all its memberships
  ocs.provisioning.ocs_user:
    name: bob
    enabled: false
    wipe_devices: true
    groups:
      set: []
    subadmin_of:
      set: []

- name: Delete an account and its files
  ocs.provisioning.ocs_user:
    name: bob
    state: absent
    protected_users: [alice]

- name: Create an account on ownCloud
  ocs.provisioning.ocs_user:
    product: owncloud
    name: carol
    password: "{{ vault_carol_password }}"
    display_name: Carol Example
    email: carol@example.com
    quota: default
    groups:
      add: [staff]
    missing_groups: create
"""

RETURN = r"""
user:
  description:
    - The account after the task, or in check mode as it would be. Null if it does not exist.
    - If a step failed, the account before the task. Also null if the task failed before the first step.
    - Keys that the product, the version or the rights of the acting account do not provide are missing. A value that the server does not return is null.
  returned: always
  type: dict
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
          description: The size in bytes that RV(user.quota.definition) means, null if it does not name one.
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
      description: IDs of the groups, sorted. On ownCloud only if O(groups) is given.
      type: list
      elements: str
      sample: [project, staff]
    subadmin_of:
      description: IDs of the groups that the account administers, sorted. On ownCloud only if O(subadmin_of) is given.
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
        - On ownCloud, whether the account must use a second factor. On Nextcloud, whether a second factor is enabled; only if O(two_factor) is given.
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
      sample: update:user:alice:quota
    action:
      description: One of V(create), V(update), V(delete), V(enable), V(disable), V(join), V(leave), V(promote), V(demote), V(wipe) and V(welcome).
      type: str
      sample: update
    kind:
      description: One of V(user), V(group), V(member) and V(subadmin).
      type: str
      sample: user
    name:
      description: ID of the account, or of the group for the kinds V(group), V(member) and V(subadmin).
      type: str
      sample: alice
    before:
      description: The fields that the step changes, with their values before it. For V(member) and V(subadmin), the account's ID with V(true) or V(false).
      type: dict
      sample: {"quota": "20 GB"}
    after:
      description: The same fields, with their values after it.
      type: dict
      sample: {"quota": "10 GB"}
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
      sample: bc55d62433982a391953fcc61cf9e3941765870d0a3e1cab2a5efcb79d62af33;update.user.quota=1
    steps:
      description: The C(id) of each step in RV(actions), with a hash of its values.
      returned: always
      type: dict
      sample: {"update:user:alice:quota": "9a49aef3"}
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
"""

from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user
from ansible_collections.ocs.provisioning.plugins.module_utils.task import run


def main():
    run(user.RESOURCE)


if __name__ == "__main__":
    main()
