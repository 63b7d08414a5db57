# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The password policy: what it demands, and its routes that check and make passwords (recorded exchanges, extras.jsonl).

Policy keys are app configuration of `password_policy`; a purpose ("sharing") has its own only when an administrator gave it some.
"""

from __future__ import annotations

import json
import re
import secrets
import string

from ..quota import leading_number
from . import catalogue
from .call import Failure

APP = "password_policy"
SHORTEST_MADE = 8
READABLE = "abcdefgijkmnopqrstwxyzABCDEFGHJKLMNPQRSTWXYZ23456789"
SYMBOLS = "!\"#$%&\\'()*+,-./:;<=>?@[]^_`{|}~"


class Policy:
    """The policy in force for one purpose, `account` or `sharing` (anything else counts as `account`)."""

    def __init__(self, app_config, context="account"):
        self._config = app_config
        own = json.loads(app_config.get((APP, "passwordContexts"), "[]"))
        self._suffix = "_sharing" if context == "sharing" and "sharing" in own else ""

    def _value(self, key, default):
        return self._config.get((APP, key + self._suffix), default)

    def demands(self, key, default="0"):
        """Whether a yes-or-no key is on."""
        return self._value(key, default).lower() in ("1", "true", "yes", "on")

    @property
    def shortest(self):
        """The least length in bytes."""
        return max(0, int(leading_number(self._value("minLength", "10"))))

    def reasons(self, password):
        """What is wrong with a password, as sentences; empty when nothing is."""
        found = []
        if self.demands("enforceNonCommonPassword", "1") and is_common(password):
            found.append("Password is among the 1,000,000 most common ones. Please make it unique.")
        if len(password.encode()) < self.shortest:
            found.append("Password needs to be at least %d characters long." % self.shortest)
        if self.demands("enforceNumericCharacters") and not re.search(r"[0-9]", password):
            found.append("Password needs to contain at least one numeric character.")
        if self.demands("enforceUpperLowerCase") and not (re.search(r"[a-z]", password) and re.search(r"[A-Z]", password)):
            found.append("Password needs to contain at least one lower and one upper case character.")
        if self.demands("enforceSpecialCharacters") and re.fullmatch(r"[A-Za-z0-9]+", password):
            found.append("Password needs to contain at least one special character.")
        return found

    def make(self):
        """A random password that the policy accepts."""
        sets = [string.ascii_uppercase, string.ascii_lowercase] if self.demands("enforceUpperLowerCase") else []
        sets += [string.digits] if self.demands("enforceNumericCharacters") else []
        sets += [SYMBOLS] if self.demands("enforceSpecialCharacters") else []
        letters = "".join(sets) or READABLE
        while True:
            chosen = [secrets.choice(one) for one in sets]
            chosen += [secrets.choice(letters) for _index in range(max(self.shortest, SHORTEST_MADE) - len(chosen))]
            secrets.SystemRandom().shuffle(chosen)
            if not self.reasons("".join(chosen)):
                return "".join(chosen)


def is_common(password):
    """Whether the password is well known, in any case; one character repeated always is."""
    word = password.lower()
    return word in catalogue.codes("common_passwords") or (len(word) > 1 and len(set(word)) == 1)


def check(state, password, code):
    """Refuse a password against the policy, as far as there is one. :raises Failure: with this code and all reasons in one text."""
    reasons = Policy(state.app_config).reasons(password) if state.has_app(APP) else []
    if reasons:
        raise Failure(code, " ".join(reasons))


def validate(call):
    """Whether a password would be accepted; a refusal is not an error."""
    reasons = Policy(call.state.app_config, call.params["context"]).reasons(call.params["password"])
    return {"passed": False, "reason": " ".join(reasons)} if reasons else {"passed": True}


def generate(call):
    """A password that would be accepted."""
    return {"password": Policy(call.state.app_config, call.params["context"]).make()}
