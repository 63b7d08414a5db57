# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is calling: Basic and Bearer, app passwords, sessions and their cookies.

A session lives in two steps (Nextcloud 34.0.1, recorded exchanges, auth-errors.jsonl): the first Basic answer sets a test
cookie and a session without a token, which logs nobody in; a Basic request that brings the test cookie back gets a
session with a token, and from then on that session decides and the Authorization header is ignored.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

INSTANCE = "ocsandboxinst"  # the name of the session cookie is the id of the instance
PASSPHRASE = "oc_sessionPassphrase"
SAME_SITE = ("nc_sameSiteCookielax", "nc_sameSiteCookiestrict")
SET_SAME_SITE = ["%s=true; path=/; HttpOnly" % name for name in SAME_SITE]
KEPT_SESSIONS = 10000  # the oldest is forgotten beyond that; cookie-less clients never come back for theirs
RECHECK = 300  # seconds for which a session is not held against its account again


class LoginRefused(Exception):
    """Credentials were sent and are wrong: 997 "Unauthorised"."""


class Throttled(Exception):
    """Too many failed logins from this address: 429."""


@dataclass
class Session:
    """What the server keeps behind a session cookie."""

    passphrase: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    uid: str | None = None
    app_password: str | None = None  # the token it was opened with
    password: str | None = None  # the account password behind its own token, None without a token
    checked: float = 0.0  # when it was last held against its account
    confirmed: float = float("-inf")  # when a password was last given


@dataclass
class Login:
    """The outcome: the account (None: anonymous), its session, and the Set-Cookie headers of the answer."""

    user: object = None
    session: Session = field(default_factory=Session)
    cookies: list = field(default_factory=list)


class Authenticator:
    """Logs requests in against the accounts of one server."""

    def __init__(self, state, dialect, protection):
        self.state, self.dialect, self.protection = state, dialect, protection
        self.sessions = {}  # cookie value -> Session

    def login(self, request):
        """Find out who sends this request; raises `LoginRefused` or `Throttled`."""
        known = self.sessions.get(request.cookies.get(INSTANCE))
        if known is not None and request.cookies.get(PASSPHRASE) != known.passphrase:
            known = None
        if known is not None:
            user = self._user_of(known)
            if user is not None:
                return Login(user, known)
        login = Login()
        login.user = self._by_bearer(request, login.session) or self._by_basic(request, login.session)
        self._set_cookies(request, login)
        return login

    def signed_in(self):
        """How many sessions have a token of their own, as the server's table of tokens lists them."""
        return sum(session.uid is not None and session.password is not None for session in self.sessions.values())

    def logout(self, request):
        """Forget the session that the request brings."""
        self.sessions.pop(request.cookies.get(INSTANCE), None)

    def logout_token(self, request):
        """What the server's own pages send along with a logout of this session."""
        return "token of " + request.cookies.get(INSTANCE, "nobody")

    def _user_of(self, session):
        """The account of a kept session; a session that is no longer valid is emptied, one of a disabled account refused."""
        user = self.state.user(session.uid) if session.uid is not None else None
        if user is None or not self._still_valid(session, user):
            session.uid = session.app_password = session.password = None
            return None
        if not user.enabled:
            raise LoginRefused()
        return user

    def _still_valid(self, session, user):
        if session.app_password is not None:
            return self.state.app_passwords.get(session.app_password) == user.uid
        if session.password is None:
            return False
        now = self.state.now()
        if session.checked > now - RECHECK:
            return True
        session.checked = now
        return user.enabled and user.password == session.password

    def _by_bearer(self, request, session):
        uid = self.state.app_passwords.get(request.bearer)
        if uid is not None and self.dialect.bearer_confirms:
            session.confirmed = self.state.now()
        return self._open(self.state.user(uid), session, request.bearer) if uid is not None else None

    def _by_basic(self, request, session):
        """The account behind Basic credentials, None without any (an empty name or password counts as none)."""
        name, password = request.basic or ("", "")
        if name in ("", "0") or password in ("", "0"):
            return None
        if self.protection.blocked():
            raise Throttled()
        uid = self.state.app_passwords.get(password)
        if uid is not None and uid.lower() == name.lower():
            if self.dialect.app_password_confirms:
                session.confirmed = self.state.now()
            return self._open(self.state.user(uid), session, password)
        user = self._by_password(name, password)
        if user is None:
            return None
        session.confirmed = session.checked = self.state.now()
        if "cookie_test" in request.cookies:
            session.password = password
        return self._open(user, session)

    def _by_password(self, name, password):
        """The account with this name or, when only one has it, this e-mail address; None when it needs a second factor."""
        user = self.state.user(name)
        by_email = self.state.users_by_email(name) if "@" in name else []
        if user is None and len(by_email) > 1:
            return None
        known = [user or by_email[0]] if user or by_email else []
        if any(self.state.needs_second_factor(account) for account in known):
            return None
        candidates = ([user] if user else []) + (by_email if len(by_email) == 1 else [])
        for account in candidates:
            if account.password == password:
                return account
        self.protection.login_failed()
        raise LoginRefused()

    def _open(self, user, session, app_password=None):
        """Log the account in; a disabled one is refused like a wrong password."""
        if not user.enabled:
            raise LoginRefused()
        session.uid, session.app_password = user.uid, app_password
        now = int(self.state.now())
        user.first_login = user.first_login or now
        if now - user.last_login > 60:
            user.last_login = now
        return user

    def _set_cookies(self, request, login):
        """Hand out the session and test cookies of a request that came without a valid session."""
        value = secrets.token_hex(13)
        if login.user is not None:
            self.sessions[value] = login.session
            if len(self.sessions) > KEPT_SESSIONS:
                del self.sessions[next(iter(self.sessions))]
        login.cookies = ["%s=%s; path=/; HttpOnly; SameSite=Lax" % pair for pair in ((INSTANCE, value), (PASSPHRASE, login.session.passphrase))]
        if login.user is not None and login.session.app_password is None and "cookie_test" not in request.cookies:
            login.cookies.append("cookie_test=test; Max-Age=3600")
        if not request.cookies:  # any cookie keeps it from setting these (source, performSameSiteCookieProtection; seen on 28.0.2 and 34.0.1)
            login.cookies += SET_SAME_SITE
