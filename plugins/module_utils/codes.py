# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an OCS code means at the endpoint that answered it, and what to do next.

The same number means different things at different endpoints and products. Source: recorded exchanges of Nextcloud 28.0.2 and
34.0.1 and ownCloud 10.15.2.
"""
from __future__ import annotations

from ansible_collections.ocs.provisioning.plugins.module_utils.calls import endpoint

RIGHTS = "The acting account must be an administrator (a group admin may work on members of his groups only)."
REAL_PASSWORD = (
    "On Nextcloud 34 this also answers an app password: writes need the account's real password "
    "(use a local administrator without two-factor authentication).")
RUN_AGAIN = "Somebody else changed it meanwhile; run again."
VALUE = "Correct the value; see the documentation of the parameter."

USER_MISSING = ("the user does not exist.", RUN_AGAIN)
NO_SUCH_GROUP = ("the group does not exist.", "Group ids are case-sensitive; check the spelling.")
GROUP_MISSING = ("the group does not exist.", "Create it first, for example with ocs_group.")
NO_RIGHTS = ("the acting account may not do this.", RIGHTS)
NO_GROUP = ("no group was named.", "Take the empty name out of the list.")
ITSELF_OR_MISSING = ("the user does not exist, or is the acting account itself.", "Nobody can disable, enable or delete himself.")
POLICY = ("the password does not meet the server's policy.", "Choose another password.")
STORE = "apps/appstore/api/v1/apps/"
LOG = "Look into the server's log."
NOT_ENABLED = ("the app could not be enabled, and may be disabled now.", "What it needs may be missing on the server. " + LOG)
ALWAYS_ON = ("the app cannot be disabled, because it is always on.", "Leave it.")
NOT_SET = ("the server does not let this setting be changed, or the acting account may not do it.", RIGHTS + " " + REAL_PASSWORD)

# (method, endpoint): {code: (meaning, next step)}; "*" stands for an id. First the product's own table, then the common one.
COMMON = {
    ("POST", "users"): {
        101: ("the server refused the account's data.", VALUE),
        102: ("the user exists already.", RUN_AGAIN),
        104: ("a group of the new user does not exist.", GROUP_MISSING[1]),
        105: ("the acting group admin does not lead that group.", RIGHTS),
        106: ("a group admin must put a new user into one of his groups.", "Name one in groups."),
        107: POLICY,
    },
    ("PUT", "users/*"): {998: USER_MISSING, 107: POLICY},
    ("DELETE", "users/*"): {101: ITSELF_OR_MISSING, 998: USER_MISSING},
    ("PUT", "users/*/enable"): {101: ITSELF_OR_MISSING, 998: USER_MISSING},
    ("PUT", "users/*/disable"): {101: ITSELF_OR_MISSING, 998: USER_MISSING},
    ("POST", "users/*/groups"): {101: NO_GROUP, 102: GROUP_MISSING, 103: USER_MISSING, 104: NO_RIGHTS},
    ("DELETE", "users/*/groups"): {
        101: NO_GROUP, 102: GROUP_MISSING, 103: USER_MISSING, 104: NO_RIGHTS,
        105: ("nobody can leave this group by himself, and nobody his last group.", "Use another administrator's account."),
    },
    ("POST", "users/*/subadmins"): {
        101: USER_MISSING, 102: GROUP_MISSING, 103: ("the group 'admin' has no group admins.", "Take it out of the list."),
    },
    ("DELETE", "users/*/subadmins"): {101: ("the user or the group does not exist.", RUN_AGAIN), 102: ("the user does not administer this group.", RUN_AGAIN)},
    ("POST", "groups"): {
        101: ("the group id is not valid.", "It must not be empty, '0' on Nextcloud, or have blanks at its ends on ownCloud."),
        102: ("the group exists already.", RUN_AGAIN),
        103: ("the server could not create the group.", RUN_AGAIN),
    },
    ("GET", "groups/*"): {404: NO_SUCH_GROUP, 998: NO_SUCH_GROUP},
    ("GET", "groups/*/users/details"): {404: NO_SUCH_GROUP, 998: NO_SUCH_GROUP},
    ("GET", "groups/*/subadmins"): {101: GROUP_MISSING},
    ("GET", "apps"): {101: ("the filter is unknown.", VALUE)},
    ("DELETE", "groups/*"): {101: GROUP_MISSING, 102: ("the group 'admin' cannot be deleted.", "Leave it.")},
}
NEXTCLOUD = {
    ("POST", "users"): {
        102: (
            "the user exists already, its ID is the email address of another account (Nextcloud 32 and later), "
            "or the server (Nextcloud 28) refused a value or a group.", "See the server's text; run again."),
        103: ("nobody can administer the group 'admin' only.", "Take 'admin' out of subadmin_of."),
        108: ("a new user needs a password or an email address.", "Give password or email."),
        109: ("a group to be administered does not exist.", GROUP_MISSING[1]),
        110: ("this server demands an email address.", "Give email."),
    },
    ("PUT", "users/*"): {
        101: ("the server refused the value.", VALUE),
        102: ("the server refused the value.", VALUE),
        103: ("the field cannot be edited, or the password does not meet the policy.", VALUE),
        113: ("the field does not exist or cannot be edited by this account.", RIGHTS),
    },
    ("PATCH", "users/*"): {422: ("the server refused some of the values and applied none.", VALUE), 998: USER_MISSING},
    ("PUT", "users/*/additional_mail"): {998: USER_MISSING, 103: ("the collection cannot be edited.", RIGHTS)},
    ("POST", "users/*/welcome"): {101: ("the user has no email address.", "Set email first."), 998: USER_MISSING},
    ("POST", "users/*/wipe"): {101: ITSELF_OR_MISSING, 998: USER_MISSING},
    ("GET", "users/*"): {998: ("the acting account may not see this user.", RIGHTS)},
    ("POST", "apps/*"): {500: NOT_ENABLED, 996: NOT_ENABLED, 998: ("the server has no such app, and finds it in no app store.", "Install it on the server.")},
    ("DELETE", "apps/*"): {500: ALWAYS_ON, 996: ALWAYS_ON},
    ("POST", STORE + "enable"): {500: NOT_ENABLED},
    ("POST", STORE + "uninstall"): {500: ("the app could not be removed, and may be disabled now.", "Apps that come with the server stay. " + LOG)},
    ("POST", STORE + "update"): {500: ("the app could not be updated.", "The app store may be out of the server's reach. " + LOG)},
    ("POST", "settings/*"): {403: NOT_SET},
    ("DELETE", "settings/*"): {403: NOT_SET},
    ("PUT", "groups/*"): {101: ("the display name cannot be empty.", VALUE), 998: GROUP_MISSING, 999: ("the key is unknown.", VALUE)},
}
OWNCLOUD = {
    ("PUT", "users/*"): {
        102: ("the server refused the email address.", VALUE),
        103: ("the server refused the quota.", VALUE),
        403: ("the server refused the password.", "Choose another password."),
        997: ("the user does not exist, the field is unknown, or the account may not edit it.", RIGHTS),
    },
    ("GET", "users/*"): {997: ("the acting account may not see this user, or the credentials are wrong.", RIGHTS)},
}
ANYWHERE = {
    400: ("the server refused the parameters.", VALUE),
    404: ("the server does not find it.", "It may have been deleted meanwhile, or this version lacks the call."),
    405: ("this version of the server does not know the method.", "See the table of what each product can do."),
    429: (
        "the server blocks this address after failed logins (brute-force protection).",
        "Check the credentials, wait 30 minutes, or reset it on the server: occ security:bruteforce:reset ADDRESS."),
    500: ("an error inside the server.", LOG),
    503: ("the server is in maintenance mode or not available.", "Run again when it is back."),
    996: ("an error inside the server.", LOG),
    998: ("the server does not know this address.", "This version or product may lack the call, or provisioning_api is disabled."),
    999: ("the server does not know this address.", "This version or product may lack the call, or provisioning_api is disabled."),
}
FORBIDDEN_WRITE = ("the acting account may not do this.", RIGHTS + " " + REAL_PASSWORD)
UNAUTHORISED = {
    "nextcloud": (
        "the server does not accept the credentials.",
        "Check auth_username and auth_password; the account may be disabled or enforce two-factor authentication. It is not tried again, "
        "because repeated failures block this address."),
    "owncloud": (
        "the credentials are wrong, or the account may not do this, or the object does not exist.",
        "ownCloud answers all three alike; check the credentials at cloud/user first. " + RIGHTS),
}


def explain(product, method, path, code, http_status):
    """``(meaning, next step)`` of an OCS code; never empty."""
    key = (method, endpoint(path))
    for table in (NEXTCLOUD if product == "nextcloud" else OWNCLOUD, COMMON):
        if code in table.get(key, {}):
            return table[key][code]
    if code == 997 or http_status == 401:
        return UNAUTHORISED[product]
    if code == 403:
        return FORBIDDEN_WRITE if method != "GET" else NO_RIGHTS
    return ANYWHERE.get(code, ("the server refused with a code that is not documented here.", "See the server's text and log."))
