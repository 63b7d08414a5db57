# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages about accounts that older versions word differently: text of 34.0.1 -> text of that version."""

from __future__ import annotations

NEXTCLOUD_32 = {"Invalid filter": ""}
ALLOWED = 'Only the following characters are allowed in %s: "a-z", "A-Z", "0-9", spaces and "_.@-\'"'
NEXTCLOUD_28 = {
    ALLOWED % "an Login": ALLOWED % "a username",
    "A valid Login must be provided": "A valid username must be provided",
    "Login contains whitespace at the beginning or at the end": "Username contains whitespace at the beginning or at the end",
    "Login must not consist of dots only": "Username must not consist of dots only",
    "Login is invalid because files already exist for this user": "Username is invalid because files already exist for this user",
    "An email address is required, to send a password link to the user.": "To send a password link to the user an email address is required.",
    "Group %s does not exist": "group %s does not exist",
    "Insufficient privileges for group %s": "insufficient privileges for group %s",
    "No group specified (required for sub-admins)": "no group specified (required for subadmins)",
    "Sub-admin group does not exist": "Subadmin group does not exist",
    "Cannot create sub-admins for admin group": "Cannot create subadmins for admin group",
    "No permissions to promote sub-admins": "No permissions to promote subadmins",
    "Invalid filter": "",
    "Invalid quota value: %s": "Invalid quota value %s",
}
