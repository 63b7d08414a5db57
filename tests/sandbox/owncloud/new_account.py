# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ids and passwords an account may have; the first rule broken is the one reported.

Source: ownCloud 10.15.2, recorded exchanges, users.jsonl.
"""

from __future__ import annotations

import re

from .call import Failure
from .password_policy import verify
from .text import BLANKS, lower

FORBIDDEN_SIGN = re.compile(r"[^a-zA-Z0-9 +_.@'-]")
SPECIAL = ("owncloud.db", "owncloud.log", ".htaccess", ".ocdata", "htaccesstest.txt", "index.html", "avatars", "files_external", "files_encryption", "meta")


def check_new(state, uid, password):
    """Refuse (101) an id or a password that a new account cannot have."""
    rules = (
        (FORBIDDEN_SIGN.search(uid), 'Only the following characters are allowed in a username: "a-z", "A-Z", "0-9", and "+_.@-\'"'),
        (is_blank(uid), "A valid username must be provided"),
        (uid != uid.strip(), "Username contains whitespace at the beginning or at the end"),
        (len(uid) < 3, "The username must be at least 3 characters long"),
        (len(uid) > 64, "The username can not be longer than 64 characters"),
    )
    for broken, message in rules:
        if broken:
            raise Failure(101, message)
    if lower(uid) in SPECIAL:
        raise Failure(101, "The special username %s is not allowed", (uid,))
    if is_blank(password):
        raise Failure(101, "A valid password must be provided")
    verify(state, password, 101)


def is_blank(text):
    """Whether nothing is left after PHP's trim."""
    return text.strip(BLANKS) == ""
