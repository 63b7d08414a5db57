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
        self._kept = None  # where the tasks of a run share the token
        self._lent = False  # whether another one signed in for it

    def header(self):
        """What the Authorization header holds, "" for none."""
        if self.token:
            return "%s %s" % (self.scheme, self.token)
        return "Basic " + basic(self.username, self.password) if self.username else ""

    def secrets(self):
        """Everything that must not be repeated."""
        return (self.password, self.token, self._other or "") + ((basic(self.username, self.password),) if self.password else ())

    def changed(self, user, password):
        """Note that an account has another password now; whether it may be this account, which signs in with that one then."""
        if self.token or user.lower() == self.username.lower():
            self.password, self._other = password, self.password
        elif "@" in self.username:  # an address tells no id; what the server says next does
            self._other = password
        else:
            return False
        return True

    def renew(self, username, password):
        """Sign in anew with these: the token has ended, and is shared no longer, because that is done by the password."""
        if self._kept:
            self._kept.replace({"token": self.token}, {})
        self._kept, self._lent = None, False
        self.username, self.password, self.token = username, password, ""

    def share(self, kept):
        """Share the token with other tasks. :param kept: see ``Session.share``; what is shared is ``{"token": ...}``."""
        self._kept = kept
        self.token = (kept.read() or {}).get("token", "")
        self._lent = bool(self.token)

    def take(self, token):
        """The token that this task has signed in for."""
        self.token = token
        if self._kept:
            self._kept.replace({}, {"token": token})

    def give_back(self):
        """After a refused token: whether it is another task's, which has ended meanwhile; then this task signs in, once."""
        lent, self._lent = self._lent, False
        if lent:
            self._kept.replace({"token": self.token}, {})
            self.token = ""
        return lent

    def turn(self):
        """After a refused sign-in: take the other password, once; whether there was one."""
        if self._other is None:
            return False
        self.password, self._other = self._other, None
        return True


def basic(username, password):
    """What the header of HTTP Basic holds."""
    return base64.b64encode(("%s:%s" % (username, password)).encode("utf-8", "surrogatepass")).decode()
