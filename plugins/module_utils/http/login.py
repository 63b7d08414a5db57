# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The acting account and how it signs in; one for all connections of a task, because a task may change its own password."""
from __future__ import annotations

import base64


class Login:
    """A name with a password, or a token, or both: then the token was given for them.

    :param scheme: of the token's header, ``Bearer`` or ``Token``.
    """

    def __init__(self, username="", password="", token="", scheme="Bearer"):
        self.username, self.password, self.token, self.scheme = username, password, token, scheme
        self._other = None  # the password before a change, or after one that may have been the account's own

    def header(self):
        """What the Authorization header holds, "" for none."""
        if self.token:
            return "%s %s" % (self.scheme, self.token)
        return "Basic " + basic(self.username, self.password) if self.username else ""

    def secrets(self):
        """Everything that must not be repeated."""
        return (self.password, self.token, self._other or "") + ((basic(self.username, self.password),) if self.password else ())

    def changed(self, user, password):
        """Note that an account has another password now; it signs in with that one if it is this account."""
        if self.token or user.lower() == self.username.lower():
            self.password, self._other = password, self.password
        elif "@" in self.username:  # an address tells no id; what the server says next does
            self._other = password

    def renew(self, username, password):
        """Sign in anew with these: the token has ended."""
        self.username, self.password, self.token = username, password, ""

    def turn(self):
        """After a refused sign-in: take the other password, once; whether there was one."""
        if self._other is None:
            return False
        self.password, self._other = self._other, None
        return True


def basic(username, password):
    """What the header of HTTP Basic holds."""
    return base64.b64encode(("%s:%s" % (username, password)).encode("utf-8", "surrogatepass")).decode()
