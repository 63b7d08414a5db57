# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The calls of OCS servers, with what their codes mean and what to do next. Pure.

The same number means different things at different calls and products. Sources: recorded exchanges of Nextcloud 28.0.2 and 34.0.1
and ownCloud 10.15.2; where named, a server's source.
"""

from __future__ import annotations

from dataclasses import replace

from ..common.calls import (
    ACCOUNT,
    APP,
    GROUP,
    MAILS,
    MULTI,
    SETTING,
    SINGLE,
    Call,
    anything,
    either,
    flag,
    items,
    label,
    mapping,
    maybe,
    name,
    record,
    rows,
    seconds,
    text,
    word,
)
from .envelope import LOG, NO_RIGHTS, REAL_PASSWORD, RIGHTS, RUN_AGAIN, VALUE

USER_MISSING = ("the user does not exist.", RUN_AGAIN)
# measured on Nextcloud 34.0.1 as a delegated administrator, who sees the administrators
USER_HIDDEN = (
    "the user does not exist, or the acting account may not change it.",
    "Only an administrator can change members of the group 'admin'. Otherwise the account was changed in the meantime; run again.",
)
NO_SUCH_GROUP = ("the group does not exist.", "Group IDs are case-sensitive; check the spelling.")
GROUP_MISSING = ("the group does not exist.", "Create it first, for example with ocs_group.")
NO_GROUP = ("no group was named.", "Remove the empty name from the list.")
NOT_ITSELF = {101: ("the user does not exist, or is the acting account itself.", "An account cannot disable, enable or delete itself."), 998: USER_HIDDEN}
GROUP_KEPT = ("an error inside the server; a backend such as LDAP does not allow it to delete its groups.", LOG)
USER_KEPT = (
    "the user does not exist, is the acting account itself, or comes from a backend such as LDAP, which keeps it.",
    "An account cannot delete itself; delete accounts of a directory there.",
)
POLICY = ("the password does not meet the server's policy.", "Choose another password.")
NOT_ENABLED = ("the app could not be enabled, and may be disabled now.", "Requirements of the app may be missing on the server. " + LOG)
ALWAYS_ON = ("the app cannot be disabled, because it is always on.", "Leave it.")
NOT_SET = {403: ("the server does not let this setting be changed, or the acting account may not do it.", RIGHTS + " " + REAL_PASSWORD)}
EDIT_MEANINGS = {
    998: USER_HIDDEN,
    107: POLICY,
    "nextcloud": {
        101: ("the server refused the value.", VALUE),
        102: ("the server refused the value.", VALUE),
        103: ("the field cannot be edited, or the password does not meet the policy.", VALUE),
        113: ("the field does not exist or cannot be edited by this account.", RIGHTS),
    },
    "owncloud": {
        102: ("the server refused the email address.", VALUE),
        103: ("the server refused the quota.", VALUE),
        403: ("the server refused the password.", "Choose another password."),
        997: ("the user does not exist, the field is unknown, or the account may not edit it.", RIGHTS),
    },
}
STORE, CONFIG = "apps/appstore/api/v1/apps", "apps/provisioning_api/api/v1/config/apps/{app}"
UPDATE, SWITCH_ON, CONFIGURE = ("update user",), ("enable app", "limit app"), ("update app_config",)

# Shapes of answers. What stands for "nothing" differs (null, false, an empty text or list), so a field is needed only where no reading is
# possible without it. Quotas have no shape: an odd one is an unknown quota.
IDS, TRUTH = rows(name), maybe(word("true", "false"))
TEXTS = (
    "email", "displayname", "display-name", "backend", "storageLocation", "home", "notify_email", "profile_enabled", "language", "locale", "timezone",
    "manager", "phone", "address", "website", "twitter", "bluesky", "fediverse", "organisation", "role", "headline", "biography", "pronouns")  # fmt: skip
FIELDS = dict(
    {field: maybe(text) for field in TEXTS}, groups=maybe(IDS), subadmin=maybe(IDS), additional_mail=maybe(rows(text)),
    backendCapabilities=maybe(record()), lastLogin=maybe(seconds(1000)), firstLoginTimestamp=maybe(seconds()), last_login=maybe(seconds()),
    creation_time=maybe(seconds()))  # fmt: skip
RECORD = record({"id": name}, enabled=maybe(flag), **FIELDS)
RECORDS = record({"users": rows(RECORD)})
GROUPS_OF_USER = maybe(either(record({"groups": IDS}), IDS))

# What is read. A group that cannot be seen answers like one that is not there.
CAPABILITIES = Call("GET", "cloud/capabilities", answer=record(
    version=maybe(record(major=maybe(label), minor=maybe(label), micro=maybe(label), edition=maybe(label), product=maybe(label))),
    capabilities=maybe(record())))  # fmt: skip
CALLER = Call("GET", "cloud/user", answer={"nextcloud": RECORD, "owncloud": record({"id": name})})
USERS = Call("GET", "cloud/users", answer=record({"users": IDS}))
USERS_DETAILS = Call("GET", "cloud/users/details", answer=RECORDS)
USER = Call("GET", "cloud/users/{user}", absent=(404, 998), answer={
    "nextcloud": RECORD,
    "owncloud": record(enabled=TRUTH, two_factor_auth_enabled=TRUTH, **FIELDS),  # which does not name the id
}, meanings={
    "nextcloud": {998: ("the acting account may not see this user.", RIGHTS)},
    "owncloud": {997: ("the acting account may not see this user, or the credentials are wrong.", RIGHTS)},
})  # fmt: skip
USER_GROUPS = Call("GET", "cloud/users/{user}/groups", absent=(404, 998), answer=GROUPS_OF_USER)
USER_SUBADMIN_OF = Call("GET", "cloud/users/{user}/subadmins", absent=(404, 998), answer=GROUPS_OF_USER)
USER_RELATIONS = {"groups": USER_GROUPS, "subadmin_of": USER_SUBADMIN_OF}  # field of a record: where it can be asked for by itself
EDITABLE_FIELDS = Call("GET", "cloud/user/fields/{name}", answer=rows(text))
TWO_FACTOR = Call("GET", "twofactor/state", absent=(404, 998), answer=maybe(mapping(flag)))  # absent: of versions that cannot tell
AVATARS = {
    (guest, dark): Call("GET", "index.php/avatar%s/{name}/{size}%s" % ("/guest" * guest, "/dark" * dark)) for guest in (False, True) for dark in (False, True)
}  # not part of OCS: pictures of the web interface
SIGN_OFF = Call("GET", "index.php/logout")  # nor is this
SIGN_OFF_TOKEN = Call("GET", "index.php/csrftoken", answer=record({"token": text}))
GROUPS = Call("GET", "cloud/groups", answer=record({"groups": IDS}))
GROUPS_DETAILS = Call(
    "GET", "cloud/groups/details", answer=record({"groups": rows(record({"id": name}, displayname=maybe(label), usercount=anything, disabled=anything))})
)
GROUP_MEMBERS = Call("GET", "cloud/groups/{group}", absent=(404, 998), answer=record({"users": IDS}), meanings={404: NO_SUCH_GROUP, 998: NO_SUCH_GROUP})
GROUP_ACCOUNTS = Call("GET", "cloud/groups/{group}/users/details", answer=RECORDS, meanings={404: NO_SUCH_GROUP, 998: NO_SUCH_GROUP})
GROUP_ADMINS = Call("GET", "cloud/groups/{group}/subadmins", absent=(101, 404, 998), answer=maybe(IDS), meanings={101: GROUP_MISSING})
APPS = Call("GET", "cloud/apps", answer=record({"apps": rows(text)}), meanings={101: ("the filter is unknown.", VALUE)})
APP_INFO = Call("GET", "cloud/apps/{app}", absent=(404, 998), answer=record(
    version=maybe(label), name=maybe(label), types=maybe(rows(text)), dependencies=maybe(either(record(), label))))  # fmt: skip
STORED_APPS = Call("GET", STORE, answer=items(record(
    {"id": text}, removable=maybe(flag), update=maybe(label), missingDependencies=maybe(rows(text)), isCompatible=maybe(flag))))  # fmt: skip
SETTINGS = Call("GET", CONFIG, answer=record({"data": IDS}))
READ_SETTING = Call("GET", CONFIG + "/{key}", answer=record({"data": text}))
# questions that are sent as POST
PASSWORD_POLICY = Call(
    "POST", "apps/password_policy/api/v1/validate", absent=(404, 998), answer=record({"passed": flag}, reason=maybe(label))
)  # absent: of servers without the app

# What changes accounts.
CREATE_USER = Call("POST", "cloud/users", ("create user",), False, ACCOUNT, mails="email", meanings={
    101: ("the server refused the account's data.", VALUE),
    102: ("the user exists already.", RUN_AGAIN),
    104: ("a group of the new user does not exist.", GROUP_MISSING[1]),
    105: ("the acting group admin does not lead that group.", RIGHTS),
    106: ("a group admin must add a new user to one of the groups that it administers.", "Name one in groups."),
    107: POLICY,
    "nextcloud": {
        102: (
            "the user exists already, its ID is the email address of another account (Nextcloud 32 and later), "
            "or the server (Nextcloud 28) refused a value or a group.", "See the server's text; run again."),
        103: ("an account cannot administer only the group 'admin'.", "Remove 'admin' from subadmin_of."),
        108: ("a new user needs a password or an email address.", "Give password or email."),
        109: ("a group to be administered does not exist.", GROUP_MISSING[1]),
        110: ("this server requires an email address.", "Give email."),
    },
})  # fmt: skip
EDIT_USER = Call("PUT", "cloud/users/{user}", UPDATE, True, ACCOUNT, SINGLE, meanings=EDIT_MEANINGS)
SET_PASSWORD = replace(EDIT_USER, shown="")
ADD_MAIL = replace(EDIT_USER, repeatable=False)  # refused when the account has the address, also by this very call
EDIT_FIELDS = Call("PATCH", "cloud/users/{user}", UPDATE, True, ACCOUNT, MULTI, meanings={
    "nextcloud": {422: ("the server refused some of the values and applied none.", VALUE), 998: USER_HIDDEN}})  # fmt: skip
EDIT_MAILS = Call("PUT", "cloud/users/{user}/additional_mail", UPDATE, True, ACCOUNT, MAILS, meanings={
    "nextcloud": {998: USER_HIDDEN, 103: ("the collection cannot be edited.", RIGHTS)}})  # fmt: skip
ENABLE_USER = Call("PUT", "cloud/users/{user}/enable", ("enable user",), True, ACCOUNT, meanings=NOT_ITSELF)
DISABLE_USER = Call("PUT", "cloud/users/{user}/disable", ("disable user",), True, ACCOUNT, meanings=NOT_ITSELF)
DELETE_USER = Call("DELETE", "cloud/users/{user}", ("delete user",), False, ACCOUNT, meanings={101: USER_KEPT, 998: USER_HIDDEN})
WELCOME_USER = Call("POST", "cloud/users/{user}/welcome", ("welcome user",), False, meanings={
    "nextcloud": {101: ("the user has no email address.", "Set email first."), 998: USER_HIDDEN}})  # fmt: skip
WIPE_USER = Call("POST", "cloud/users/{user}/wipe", ("wipe user",), meanings={"nextcloud": NOT_ITSELF})
SWITCH_OFF_TWO_FACTOR = Call("POST", "twofactor/disable", UPDATE, True, ACCOUNT)

# What changes memberships and groups.
MEMBER_MEANINGS = {101: NO_GROUP, 102: GROUP_MISSING, 103: USER_MISSING, 104: NO_RIGHTS}
JOIN = Call("POST", "cloud/users/{user}/groups", ("join member",), True, ACCOUNT, meanings=MEMBER_MEANINGS)
# a group admin who took somebody out does not see them any more, and is refused the second time
LEAVE = Call("DELETE", "cloud/users/{user}/groups", ("leave member",), False, ACCOUNT, meanings={
    105: (
        "an account cannot leave this group by itself, and a group admin cannot remove a user from the last group that it administers.",
        "Use another administrator's account."), **MEMBER_MEANINGS})  # fmt: skip
PROMOTE = Call("POST", "cloud/users/{user}/subadmins", ("promote subadmin",), True, ACCOUNT, meanings={
    101: USER_MISSING, 102: GROUP_MISSING, 103: ("the group 'admin' has no group admins.", "Remove it from the list.")})  # fmt: skip
DEMOTE = Call("DELETE", "cloud/users/{user}/subadmins", ("demote subadmin",), False, ACCOUNT, meanings={
    101: ("the user or the group does not exist.", RUN_AGAIN), 102: ("the user does not administer this group.", RUN_AGAIN)})  # fmt: skip
CREATE_GROUP = Call("POST", "cloud/groups", ("create group",), False, GROUP, meanings={
    101: ("the group ID is not valid.", "It must not be empty, '0' on Nextcloud, or have blanks at its ends on ownCloud."),
    102: ("the group exists already.", RUN_AGAIN),
    103: ("the server could not create the group.", RUN_AGAIN),
})  # fmt: skip
MAY_WRITE = replace(CREATE_GROUP, steps=(), repeatable=True)  # a group without a name: asks whether the account may write
EDIT_GROUP = Call("PUT", "cloud/groups/{group}", ("update group",), True, GROUP, meanings={
    "nextcloud": {101: ("the display name is empty, or the group's backend, such as LDAP, does not allow it to be changed.", VALUE),
                  998: GROUP_MISSING, 999: ("the key is unknown.", VALUE)}})  # fmt: skip
DELETE_GROUP = Call("DELETE", "cloud/groups/{group}", ("delete group",), False, GROUP, meanings={
    101: GROUP_MISSING, 102: ("the group 'admin' cannot be deleted.", "Leave it."), 500: GROUP_KEPT, 996: GROUP_KEPT})  # fmt: skip

# What changes apps and their settings.
ENABLE_APP = Call("POST", "cloud/apps/{app}", SWITCH_ON, True, APP, meanings={"nextcloud": {
    500: NOT_ENABLED, 996: NOT_ENABLED, 998: ("the server does not have the app, and no app store offers it.", "Install it on the server.")}})  # fmt: skip
DISABLE_APP = Call("DELETE", "cloud/apps/{app}", ("disable app",), True, APP, meanings={"nextcloud": {500: ALWAYS_ON, 996: ALWAYS_ON}})
ENABLE_STORED_APP = Call("POST", STORE + "/enable", SWITCH_ON, True, APP, meanings={"nextcloud": {500: NOT_ENABLED}})
UPDATE_APP = Call("POST", STORE + "/update", ("update app",), False, APP, meanings={
    "nextcloud": {500: ("the app could not be updated.", "The server may not reach the app store. " + LOG)}})  # fmt: skip
UNINSTALL_APP = Call("POST", STORE + "/uninstall", ("delete app",), False, APP, meanings={
    "nextcloud": {500: ("the app could not be removed, and may be disabled now.", "Apps that are part of the server cannot be removed. " + LOG)}})  # fmt: skip
SET_SETTING = Call("POST", CONFIG + "/{key}", CONFIGURE, True, SETTING, meanings=NOT_SET)
UNSET_SETTING = Call("DELETE", CONFIG + "/{key}", CONFIGURE, True, SETTING, meanings=NOT_SET)
