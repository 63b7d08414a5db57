# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What OCS codes mean anywhere, and what to do next; what a code means at one call alone is told by the call.

Source: recorded exchanges of Nextcloud 28.0.2 and 34.0.1 and ownCloud 10.15.2.
"""

from __future__ import annotations

RIGHTS = "The acting account must be an administrator (a group admin can manage only the members of its groups)."
REAL_PASSWORD = (
    "On Nextcloud 34 this also answers an app password: writes need the account's real password (use a local administrator without two-factor authentication)."
)
RUN_AGAIN = "Somebody else changed it meanwhile; run again."
VALUE = "Correct the value; see the documentation of the parameter."
NO_RIGHTS = ("the acting account may not do this.", RIGHTS)
LOG = "Look into the server's log."

ANYWHERE = {
    400: ("the server refused the parameters.", VALUE),
    404: ("the server does not find it.", "It may have been deleted meanwhile, or this version lacks the call."),
    405: ("this version of the server does not know the method.", "See the table of what each product can do."),
    429: (
        "the server blocks this address after failed logins (brute-force protection).",
        "Check the credentials, wait 30 minutes, or reset it on the server: occ security:bruteforce:reset ADDRESS.",
    ),
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
        "because repeated failures block this address.",
    ),
    "owncloud": (
        "the credentials are wrong, or the account may not do this, or the object does not exist.",
        "ownCloud answers all three alike; check the credentials at cloud/user first. " + RIGHTS,
    ),
}


def explain(product, call, code, http_status):
    """``(meaning, next step)`` of an OCS code; never empty."""
    for table in (call.meanings.get(product, {}), call.meanings):
        if code in table:
            return table[code]
    if code == 997 or http_status == 401:
        return UNAUTHORISED[product]
    if code == 403:
        return FORBIDDEN_WRITE if call.method != "GET" else NO_RIGHTS
    return ANYWHERE.get(code, ("the server refused with a code that is not documented here.", "See the server's text and log."))
