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
  - Values that the server has already are not written again. They are compared in the form in which the server keeps them.
  - Values that the server would refuse, ignore or change are refused before the first write,
    as far as this can be known.
  - Options that the product or version does not have are refused in the same way.
extends_documentation_fragment:
  - ocs.provisioning.ocs_connection
  - ocs.provisioning.plan
  - ocs.provisioning.attributes
  - ocs.provisioning.attributes.ocs
attributes:
  check_mode:
    support: full
    details:
      - Reads as the real run does. The only request beside reads is Nextcloud's password check, which changes nothing.
      - Check mode cannot predict errors that only a write reveals. On both products these are missing permissions of the acting account.
        On Nextcloud they are also codes of O(language), O(locale) and O(timezone) that the server does not know,
        numbers of O(phone) and addresses of O(fediverse) that it refuses in spite of their form, and its limits for quotas.
        On ownCloud they are also its password policy, and O(two_factor=true) without a provider.
      - Objects that earlier tasks would have created, for example a group or a manager, do not exist for this task.
      - In the returned account, values that the server decides for a new account, for example the default quota, are null.
  diff_mode:
    support: full
    details: Shows the fields that change. A password shows as V((changed\)).
  idempotent:
    support: partial
    details:
      - O(update_password=always) together with O(password), and O(welcome_email=resend), change in every run.
options:
  name:
    description:
      - ID of the account, with which the person logs in. It cannot be changed.
      - IDs match case-insensitively. If the server stores a different spelling, it is used and a warning is issued.
      - An email address in place of an ID is never followed, although Nextcloud 32 and later would take the account it belongs to.
        With O(state=absent) nothing changes, otherwise the task fails and names the account.
      - Taken literally. An ID with blanks at its ends, a slash or control characters is refused.
      - The ID of a new account consists of ASCII letters and digits, blanks inside, and V(_), V(.), V(@), V(-) and V('), on ownCloud V(+) too.
        It has at most 64 characters, on Nextcloud not only dots, on ownCloud at least 3. Names of the servers' own files are refused.
      - On Nextcloud V(details), V(disabled) and V(recent) are refused, because it reads these as lists.
    type: str
    required: true
    aliases: [user_id, userid, username]
  state:
    description:
      - V(present) makes sure that the account exists and is as described.
      - V(absent) deletes the account B(and its files). Of the other options, only O(protected_users) matters then.
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
      - On Nextcloud, a password that is about to be set is checked against the server's policy first, unless it has no policy app.
      - Must be a string. Quote a password of digits, because YAML reads it as a number and V(0123) becomes another password.
    type: raw
  update_password:
    description:
      - V(on_create) sets O(password) on new accounts only.
      - V(always) sets it in every run, because a password cannot be read back. The server may send a mail each time.
    type: str
    choices: [always, on_create]
    default: on_create
  display_name:
    description:
      - Full name. Blanks at the ends are dropped. At most 64 characters on Nextcloud.
      - An empty string means the ID.
      - Characters of more than three bytes in UTF-8, such as emoji, require a database that stores them. MySQL does with utf8mb4 only.
        The server does not report this, so the change itself fails.
    type: str
    aliases: [displayname, displayName]
  email:
    description:
      - Primary mail address, compared without regard to case. Nextcloud keeps it in lower case.
      - Checked by the servers' own rule before any change, at creation too, where Nextcloud itself takes any text. ASCII, with a dot in the domain,
        or an IP address in brackets in its place. An address that the account has already is never refused.
      - Blanks at the ends are dropped. An empty string clears it.
    type: str
    aliases: [mail]
  quota:
    description:
      - Storage for the account's files.
      - Whole bytes; or a number and V(B), V(KB), V(MB), V(GB), V(TB) or V(PB), or the letter alone (V(K), V(M), V(G), V(T), V(P)), in any case;
        or V(none) (also V(unlimited)); or V(default).
      - Units are powers of 1024, as the servers treat them. V(KiB) to V(PiB) and V(Ko) to V(Po) mean the same.
      - Negative numbers, a decimal comma and other units are refused.
      - Servers round KB to a whole number and larger units to one decimal. The rounded text is sent and compared,
        and a warning is issued if the size differs. V(1500 MB) becomes V(1.5 GB), V(10.25 GB) becomes V(10.3 GB).
      - V(0) means no storage at all.
      - Nextcloud reports only the resulting size, so V(default) is satisfied when the quota equals the server's
        default. Reading the default costs one request and requires an administrator.
    type: str
  language:
    description:
      - Code of the language, for example V(de) or V(pt_BR). Case matters. Nextcloud only. It cannot be cleared.
    type: str
  locale:
    description:
      - Code of the locale, for example V(de_AT). Case matters. Nextcloud only. It cannot be cleared.
    type: str
  timezone:
    description:
      - Name of the time zone, for example V(Europe/Berlin) or V(UTC). Case matters. It cannot be cleared.
      - Nextcloud only, if its records have the field (32 and 34 do, 28 and 31 do not).
    type: str
  manager:
    description:
      - ID of the person's manager. The account must exist. An empty string clears it. Nextcloud only.
      - If the server stores a different spelling of the ID, it is used and a warning is issued. An email address is refused.
    type: str
  phone:
    description:
      - Phone number with V(+) and country code. Blanks, brackets, dots, slashes and hyphens in it are dropped.
        An empty string clears it. Nextcloud only.
    type: str
  address:
    description:
      - Postal address, kept as given, at most 2048 bytes. An empty string clears it. Nextcloud only.
    type: str
  website:
    description:
      - Address that begins with V(http://) or V(https://) in lower case, kept as given, at most 2048 bytes.
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
      - Nextcloud only, if its records have the field (31 to 34 do, 28 does not).
    type: str
  fediverse:
    description:
      - Address in the form V(name@instance). One leading V(@) is dropped. An empty string clears it. Nextcloud only.
      - The server looks up the address over the network and refuses addresses that it does not find.
    type: str
  twitter:
    description:
      - Account name of at most 15 letters of ASCII, digits and V(_). One leading V(@) is dropped. An empty string clears it. Nextcloud only.
    type: str
  bluesky:
    description:
      - Handle like V(name.bsky.social), without V(@), kept as given. An empty string clears it.
      - Nextcloud only, if its records have the field (32 and 34 do, 28 and 31 do not).
    type: str
  profile_enabled:
    description:
      - Whether the person has a profile page. Nextcloud only.
    type: bool
  additional_mails:
    description:
      - Mail addresses beside O(email), compared without regard to case and sent in lower case. Nextcloud only.
      - The primary address is refused.
    type: dict
    suboptions: &change
      add:
        description: Make sure that these are in, and leave the rest.
        type: list
        elements: str
      remove:
        description: Make sure that these are out, and leave the rest.
        type: list
        elements: str
      set:
        description: Exactly these. An empty list empties. Not together with C(add) or C(remove).
        type: list
        elements: str
  notify_email:
    description:
      - Email address for notifications. It is added to the additional email addresses if it is not one of them. Nextcloud only.
      - The module marks it as verified, with a call that the server limits to 5 per minute.
      - An empty string means the primary address.
    type: str
  groups:
    description:
      - IDs of the groups that the account is a member of. Case matters.
      - The acting account and O(protected_users) cannot be removed from the group V(admin).
    type: dict
    suboptions: *change
  subadmin_of:
    description:
      - IDs of the groups that the account administers. It need not be a member. V(admin) is refused, on ownCloud in any case.
      - Only administrators may change this.
    type: dict
    aliases: [subadmin]
    suboptions: *change
  missing_groups:
    description:
      - What to do if a group listed in O(groups) or O(subadmin_of) does not exist.
      - V(fail) fails the task before the first write, V(create) creates the group, V(warn) ignores it with a warning.
    type: str
    choices: [fail, create, warn]
    default: fail
  two_factor:
    description:
      - On ownCloud, whether the account must use a second factor. Without a provider the server accepts V(true) and forgets it,
        and the task fails after reading it back.
      - On Nextcloud 31 and later, V(false) disables every enabled second factor, for example after a lost device. This costs one more request.
        V(true) is refused, because users enrol themselves. Older versions support neither.
    type: bool
    aliases: [two_factor_auth_enabled]
  welcome_email:
    description:
      - With V(auto), the server decides whether it sends a mail when the account is created.
      - V(skip) creates the account without email address and sets O(email) afterwards, so that no welcome mail is sent. It requires O(password).
      - V(resend) sends the mail to an existing account in every run. It requires an email address. ownCloud does not support it.
    type: str
    choices: [auto, skip, resend]
    default: auto
  wipe_devices:
    description:
      - Ask the account's devices to delete their copies of the files. Nextcloud only.
      - Requires O(enabled=false). It is sent just before the account is disabled, and not again afterwards.
    type: bool
    default: false
  protected_users:
    description:
      - IDs that this task refuses to delete, to disable, or to remove from the group V(admin). An email address in place of an ID is refused.
      - The acting account is always protected.
    type: list
    elements: str
    default: []
notes:
  - A converged account costs one request on Nextcloud when O(product) is given, two with V(auto).
    On ownCloud O(groups) and O(subadmin_of) cost one request more each.
  - On Nextcloud an account is created with password, names, address, groups, quota, language and manager in one request. Everything else is one edit
    for each field that differs. Version 34 changes several of display name, password, address, quota, language and manager in one edit.
  - ownCloud creates an account with password and groups, and takes one edit for each other field.
  - After an error the rest of the plan is skipped, and RV(actions) shows what was done.
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
# The other tasks take the connection from module_defaults of group/ocs.provisioning.ocs,
# or from the environment (OCS_URL, OCS_USERNAME, OCS_PASSWORD).
- name: Create an account, and the group that it lacks
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

- name: Invite somebody by mail
  ocs.provisioning.ocs_user:
    name: bob
    display_name: Bob Example
    email: bob@example.com
    manager: alice
    groups:
      add: [staff]

- name: Change the profile, and leave alone what is not named
  ocs.provisioning.ocs_user:
    name: alice
    phone: +49 711 252428-90
    organisation: Example Ltd
    website: https://www.example.com
    timezone: Europe/Berlin

- name: Put the account in exactly these groups, and let it administer one of them
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

- name: See what would change
  ocs.provisioning.ocs_user:
    name: alice
    quota: 10 GB
  check_mode: true
  diff: true
  register: alice

- name: Set a new password, in every run
  ocs.provisioning.ocs_user:
    name: alice
    password: "{{ vault_new_password }}"
    update_password: always

- name: Send the welcome mail, in every run
  ocs.provisioning.ocs_user:
    name: bob
    welcome_email: resend

- name: Switch off the second factors of a lost device (Nextcloud 31 and later)
  ocs.provisioning.ocs_user:
    name: alice
    two_factor: false

- name: Shut somebody out, and wipe the devices
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
    - The account after the task, in check mode as it would be. Null when it does not exist.
    - When a step failed, the account as it was found before. Null also when the task failed before the first step.
    - A key that the product, the version or the acting account's rights leave out is missing. A value that the server does not tell is null.
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
            - On ownCloud the stored text, for example V(default). On Nextcloud the text of the bytes, V(none) when unlimited.
          type: str
          sample: 20 GB
        bytes:
          description: The size that RV(user.quota.definition) means, null when it names none.
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
      description: Ids of the groups, sorted. On ownCloud only when O(groups) is given.
      type: list
      elements: str
      sample: [project, staff]
    subadmin_of:
      description: Ids of the groups that the account administers, sorted. On ownCloud only when O(subadmin_of) is given.
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
        - On ownCloud, whether the account must use a second factor. On Nextcloud, whether a second factor is on, when O(two_factor) is given.
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
actions:
  description:
    - The steps of the plan in order. In check mode the same steps, not sent.
  returned: always
  type: list
  elements: dict
  contains:
    id:
      description: Name of the finding, the same in every run.
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
      description: Id of the account. Of the group for kinds V(group), V(member) and V(subadmin).
      type: str
      sample: alice
    before:
      description: The fields that the step changes, as they are. For V(member) and V(subadmin) the account's id with V(true) or V(false).
      type: dict
      sample: {"quota": "20 GB"}
    after:
      description: The same fields, as they will be.
      type: dict
      sample: {"quota": "10 GB"}
    status:
      description: V(planned) in check mode, else V(done), V(failed) or V(skipped).
      type: str
      sample: done
    error:
      description: Why the step failed, else null.
      type: str
      sample:
plan:
  description: What identifies the plan.
  returned: when a plan was made
  type: dict
  contains:
    digest:
      description: The SHA-256 of the steps, whatever their order, followed by counts of what they do, for O(expected_plan). Secrets are in it as their
        placeholder.
      returned: always
      type: str
      sample: bc55d62433982a391953fcc61cf9e3941765870d0a3e1cab2a5efcb79d62af33;update.user.quota=1
    steps:
      description: The C(id) of each step in RV(actions), with a mark that is another one for other values.
      returned: always
      type: dict
      sample: {"update:user:alice:quota": "9a49aef3"}
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
"""

from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user
from ansible_collections.ocs.provisioning.plugins.module_utils.task import run


def main():
    run(user.RESOURCE)


if __name__ == "__main__":
    main()
