# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who asks: sessions, Basic credentials and app passwords, in the order in which ownCloud looks at them.

Source: ownCloud 10.15.2, recorded exchanges, auth-errors.jsonl; `OC\\User\\Session` of that release for what lies between.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from .answers import NOT_ALLOWED
from .call import Crash, Failure
from .text import BLANKS

COOKIE, PASSPHRASE = "oc1nst4nc3id", "oc_sessionPassphrase"  # the first is the instance id on a real server
LIFETIME = 20 * 60  # seconds without a request
RECHECK = 5 * 60  # seconds for which a session takes any credentials after it has checked some
KEPT = 1000  # sessions remembered at most
EMPTY = ("", "0")  # what PHP takes for empty


@dataclass
class Session:
    """A live login: whose it is and when (seconds) it was used and credentials sent with it were checked."""

    uid: str
    by_token: bool
    used: float
    checked: float = 0.0


class Visit:
    """One request's view of its session: `resume` it, `log_in` anew, `close` it; `cookies` is what the answer sets."""

    def __init__(self, state, request):
        self.state, self.request = state, request
        self.key = request.cookies.get(COOKIE)
        self.opened = False  # whether this request itself logged in
        self.spoiled = False  # whether it ended a session, whose cookies then do not serve for a new one
        self.session = state.sessions.get(self.key)
        if self.session and state.now() - self.session.used > LIFETIME:
            self.close()
        if self.session:
            self.session.used = state.now()

    def resume(self):
        """The user of a live session, None without one; a session that disagrees with the credentials sent with it ends here."""
        user = self.session and self.state.user(self.session.uid)
        if not user or not user.enabled:
            return None
        if not self._agrees(user):
            self.close()
            self.spoiled = True
            return None
        return user

    def _agrees(self, user):
        """Credentials sent along a session: right ones of another user end it, wrong ones only when the last check is old."""
        if self.request.basic is None:
            return True
        name, password = self.request.basic
        token = self.state.tokens.get(password)
        if token and (token.uid != name or token.uid != user.uid):
            return False
        if self.session.by_token or "" in (name, password) or self.session.checked > self.state.now() - RECHECK:
            return True
        if user not in self._named(name) or user.password != password:
            return False
        self.session.checked = self.state.now()
        return True

    def log_in(self):
        """Log in with the request's credentials and open a session; None when they are absent or wrong.

        Raises `Failure` for right credentials, or a live session, of a disabled user.
        """
        if self.session and self.state.user(self.session.uid):
            raise Failure(NOT_ALLOWED, "User disabled")
        scheme, _sep, text = self.request.headers.get("authorization", "").partition(" ")
        if scheme == "token" and text in self.state.tokens:
            return self._open(self.state.user(self.state.tokens[text].uid), True)
        name, password = self.request.basic or ("", "")
        if name in EMPTY or password in EMPTY:
            return None
        if not name.strip(BLANKS):
            raise Crash()
        by_token = password in self.state.tokens
        if not by_token and self.state.system.get("token_auth_enforced"):
            return None
        user = next((user for user in self._named(name) if self._proves(user, password)), None)
        return self._open(user, by_token) if user else None

    def _named(self, name):
        """The users that a login name may mean: one of that id, and the only one with that mail address."""
        user, alone = self.state.user(name), self.state.users_by_email(name)
        by_address = alone if len(alone) == 1 and not self.state.system.get("strict_login_enforced") else []
        return ([user] if user else []) + by_address

    def _proves(self, user, password):
        """Whether `password` is the user's own or an app password of his."""
        token = self.state.tokens.get(password)
        return token.uid == user.uid if token else user.password == password

    def _open(self, user, by_token):
        if not user.enabled:
            raise Failure(NOT_ALLOWED, "User disabled")
        if not by_token and user.display_name == "":
            user.display_name = user.uid  # a login with the password reads the account again
        user.last_login = int(self.state.now())
        self.close()
        self.opened, self.key, self.session = True, secrets.token_hex(13), Session(user.uid, by_token, self.state.now())
        if not self.spoiled:
            self.state.sessions[self.key] = self.session
        if len(self.state.sessions) > KEPT:
            del self.state.sessions[next(iter(self.state.sessions))]
        return user

    def close(self):
        """Log out."""
        self.state.sessions.pop(self.key, None)
        self.session = None

    def cookies(self):
        """`Set-Cookie` headers of the answer: a session id always, as PHP starts a session for each request without one."""
        key = self.key if self.session else secrets.token_hex(13)
        if key == self.request.cookies.get(COOKIE):
            return []
        names = {COOKIE: key, PASSPHRASE: secrets.token_hex(16), "cookie_test": "test"}
        return [("Set-Cookie", "%s=%s; path=/; HttpOnly; SameSite=Strict" % pair) for pair in names.items()]


def caller_of(visit):
    """The caller of a provisioning endpoint, None when not to be let in: a session needs `OCS-APIRequest: true`, a login does not."""
    user = visit.resume()
    if user:
        return user if visit.request.headers.get("ocs-apirequest") == "true" else None
    try:
        return visit.log_in()
    except Failure:
        return None
