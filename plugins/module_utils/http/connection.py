# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a task reaches a server: the address, the options that every product's connection has, and how the acting account signs in. Knows no Ansible.

``env`` in an option names the environment variable that stands in for it; door.py turns it into a fallback, or signs in by it. Login and session are one
for all connections of a task: a task may change its own password, and its workers share a session.
"""

from __future__ import annotations

import contextlib
import ipaddress
import re
import threading
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from ..common.messages import in_base64
from ..common.options import between
from ..errors import Invalid

VERSION = "1.0.0"
LIMITS = {"timeout": (1, 86400), "retries": (0, 100), "rate_limit_wait": (0, 604800)}  # a longer time overflows clocks sooner or later
MOST_BYTES = 64 * 2**20  # of one answer, unpacked
PATIENCE = 10  # so many times the timeout, but no less than LEAST_PATIENCE, for a request with its repetitions
LEAST_PATIENCE = 300  # seconds
# A request with a password and this cookie begins a session at once; without it, the server would set the cookie and wait for the next request
# (source of Nextcloud 28 to 34, measured on 28 and 34).
OFFER = {"cookie_test": "test"}


@dataclass(frozen=True)
class Settings:
    """How to reach the server; times in seconds, paths on the machine that runs the module."""

    url: str
    username: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    scheme: str = "Bearer"
    verify: bool = True
    ca_path: str = ""
    client_cert: str = ""
    client_key: str = ""
    use_proxy: bool = True
    agent: str = "ansible-ocs-provisioning"
    timeout: float = 30
    retries: int = 3
    rate_limit_wait: float = 660
    most_bytes: int = MOST_BYTES
    deadline: float = 0
    patience: float = field(init=False)  # how long one request with its repetitions may take in all
    trusts_environment: bool = field(init=False)  # its proxies and the like; what goes to this machine in clear stays on it, whatever they say

    def __post_init__(self):
        object.__setattr__(self, "patience", self.deadline or max(PATIENCE * self.timeout, LEAST_PATIENCE))
        object.__setattr__(self, "trusts_environment", self.use_proxy and not _is_plain_loopback(self.url))


def arguments(prefix, **own):
    """The options of a connection whose environment variables begin with ``prefix``; ``own`` are those of one product."""
    return dict(
        url=dict(type="str", required=True, aliases=["server_url"], env=prefix + "_URL"),
        auth_username=dict(type="str", aliases=["url_username", "login_user"], env=prefix + "_USERNAME"),
        auth_password=dict(type="str", no_log=True, aliases=["url_password", "login_password"], env=prefix + "_PASSWORD"),
        auth_token=dict(type="str", no_log=True, env=prefix + "_TOKEN"),
        validate_certs=dict(type="bool", default=True, env=prefix + "_VALIDATE_CERTS"),
        ca_path=dict(type="path", env=prefix + "_CA_PATH"),
        client_cert=dict(type="path"),
        client_key=dict(type="path"),
        allow_http=dict(type="bool", default=False, env=prefix + "_ALLOW_HTTP"),
        use_proxy=dict(type="bool", default=True),
        http_agent=dict(type="str", default="ansible-ocs-provisioning/" + VERSION),
        timeout=dict(type="int", default=30, env=prefix + "_TIMEOUT"),
        retries=dict(type="int", default=3),
        rate_limit_wait=dict(type="int", default=660, env=prefix + "_RATE_LIMIT_WAIT"),
        session=dict(type="bool", default=True),
        **own,
    )


def settings(params, **login):
    """The settings of the parameters.

    :param login: ``username``, ``password``, ``token`` as the product uses them; :raises Invalid: for an address that cannot work.
    """
    for name, (least, most) in LIMITS.items():
        between(name, params[name], least, most)
    if params["client_key"] and not params["client_cert"]:
        raise Invalid("client_key", "needs client_cert, the certificate that it belongs to.")
    return Settings(
        url=checked_url(params["url"], params["allow_http"]), verify=params["validate_certs"], ca_path=params["ca_path"] or "",
        client_cert=params["client_cert"] or "", client_key=params["client_key"] or "", use_proxy=params["use_proxy"],
        agent=params["http_agent"], timeout=params["timeout"], retries=params["retries"],
        rate_limit_wait=params["rate_limit_wait"], **login)  # fmt: skip


def checked_url(url, allow_http):
    """The address without a slash at its end; :raises Invalid: when it is none, holds credentials, or would send them in clear."""
    try:
        parts = urlsplit(url.strip())
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # half an IPv6 address, or a port that is none
        usable = False
    if not usable:
        raise Invalid("url", "%r is not an address like 'https://cloud.example.org' (with a sub-path if there is one)." % _without_account(url))
    if parts.username or parts.password:
        raise Invalid("url", "contains an account; give it as auth_username and auth_password.")
    page = re.search(r"/(ocs|api2|[^/]+\.php)(?=/|$)", parts.path)
    if parts.query or parts.fragment or page:
        raise Invalid("url", "%r is more than the base address; leave out %s." % (url, "%s and what follows" % page.group() if page else "query and fragment"))
    if parts.scheme == "http" and not (allow_http or _is_loopback(parts.hostname)):
        raise Invalid("url", "%r would send the password unencrypted; use https://, or set allow_http to true." % url)
    return url.strip().rstrip("/")


def _is_plain_loopback(url):
    """Whether requests go to this machine in clear."""
    parts = urlsplit(url)
    return parts.scheme == "http" and _is_loopback(parts.hostname or "")


def _is_loopback(host):
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _without_account(url):
    return re.sub(r"[^/]*@", "", url)


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
    return in_base64("%s:%s" % (username, password))


class Session:
    """One for all connections of a task: the first request begins it, while those of other workers wait.

    A dictionary of cookies is never changed, only replaced: that tells a worker whether the session is still the one that it used.
    """

    def __init__(self, cookies=None):
        self.cookies = cookies or {}
        self.wanted = self._begun = bool(cookies)
        self._shared = False
        self._kept = None  # where the tasks of a run share it, see share()
        self._turn, self._change = threading.Lock(), threading.Lock()

    @property
    def left(self):
        """Whether there is one that nobody but this task knows, so that this task has to end it."""
        return bool(self.cookies) and not self._shared

    def keep(self):
        """Begin one with the next request."""
        self.wanted = True

    def share(self, kept):
        """Take the session that the tasks of a run share, or begin it for them; the run's first task leaves that to the second one.

        :param kept: ``read()``: what is shared, {} before there is a session, None before there was a task; ``replace(old, new)``: whether
            ``new`` is shared now, because ``old`` or nothing was; ``claim()``: whether the caller, and nobody else, is to begin;
            ``release()``: it did, or will not.
        """
        self._kept, found = kept, kept.read()
        if found:
            self.wanted = self._begun = self._shared = True
            self.cookies = found
        else:
            self.wanted = found is not None and kept.claim()

    def header(self):
        """What the Cookie header of a request holds, "" for none."""
        return "; ".join("%s=%s" % pair for pair in dict(self.cookies, **OFFER).items()) if self.wanted else ""

    @contextlib.contextmanager
    def turn(self):
        """Hold others up while the session begins."""
        with contextlib.ExitStack() as held:
            if self.wanted and not self._begun:
                held.enter_context(self._turn)
            yield

    def note(self, cookies):
        """Take what the answer to a signed request sets: a session, also in the place of one that the server had forgotten."""
        with self._change:
            if not self.wanted or (self._begun and all(self.cookies.get(name, value) == value for name, value in cookies.items())):
                return
            old, self.cookies, self._begun = self.cookies, dict(self.cookies, **cookies), True
            self._shared = self._kept is not None and self._kept.replace(old, self.cookies)  # or another task was faster

    def drop(self, used):
        """Take the one that another task has begun meanwhile, or begin anew; whether ``used`` still was the session, and has to be ended."""
        with self._change:
            if self.cookies is not used:
                return False
            found = (self._kept.read() or {}) if self._kept else {}
            if found and found == used:
                self._kept.replace(used, {})
                found = {}
            self.cookies, self._begun, self._shared = found, bool(found), bool(found)
            return True

    def part(self):
        """Share it no longer: its account has another password now."""
        with self._change:
            if self._shared:
                self._kept.replace(self.cookies, {})
            self._shared, self._kept = False, None

    def close(self, counts):
        """Leave it to the other tasks of the run, and tell whether it has to be ended.

        :param counts: whether this was one of them, of an account and a server that sessions are for.
        """
        if self._kept:
            if counts:
                self._kept.replace({}, {})
            self._kept.release()
        return self.left
