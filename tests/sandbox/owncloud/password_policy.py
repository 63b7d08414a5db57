# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the app `password_policy`: as many of each kind of sign as its settings say; no rule is on by default.

Not here: the password history and a list of allowed special characters, both off by default as well.
"""

from __future__ import annotations

import re

from . import apps
from .call import Failure

TOO_SHORT = "The password is too short. At least %d characters are required."


def _letters(password, own, other):
    return sum(own(sign) == sign != other(sign) for sign in password)


RULES = (  # setting, default, what it counts, name in the message (None: the length)
    ("min_chars", 8, len, None),
    ("lowercase", 1, lambda password: _letters(password, str.lower, str.upper), "lowercase letter"),
    ("uppercase", 1, lambda password: _letters(password, str.upper, str.lower), "uppercase letter"),
    ("numbers", 1, lambda password: len(re.findall("[0-9]", password)), "number"),
    ("special_chars", 1, lambda password: len(re.sub("[a-zA-Z0-9]", "", password).encode()), "special character"),
)


def verify(state, password, code):
    """Refuse with this OCS code a password that breaks a rule, if the app is enabled."""
    if not apps.is_enabled(state, "password_policy"):
        return
    for setting, default, count, name in RULES:
        if state.app_config.get(("password_policy", "spv_%s_checked" % setting)) != "on":
            continue
        wanted = int(state.app_config.get(("password_policy", "spv_%s_value" % setting), default))
        if count(password) < wanted:
            raise _failure(code, wanted, name)


def _failure(code, wanted, name):
    if name is None:
        return Failure(code, TOO_SHORT, (wanted,))
    if wanted == 1:
        return Failure(code, "The password contains too few %ss. At least one %s is required." % (name, name))
    return Failure(code, "The password contains too few %ss. At least %%d %ss are required." % (name, name), (wanted,))
