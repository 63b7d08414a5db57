# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One HTTP request: TLS, connection pool, cookies, waits, retries. The only file that imports requests."""

from __future__ import annotations

import copy
import http.cookiejar
import os
import re
import time
import traceback
from dataclasses import dataclass, field, replace

from ..errors import OCSError
from . import tls
from .answer import PACKED, PIECE, Answer, Helper, Limits, Unusable, read, telling
from .connection import Login, Session, settings
from .workers import Progress

try:
    import requests
    import urllib3  # which requests is built on

    REQUESTS_ERROR = None
except ImportError:
    requests = None
    REQUESTS_ERROR = traceback.format_exc()


BUSY = (502, 503, 504)
# An error inside the server, told by an envelope whose HTTP status is that of success (v1), or by no body at all (ownCloud).
FAILED = re.compile(rb'"statuscode":\s*(996|500)\b')


@dataclass
class Meter:
    """What a task cost so far."""

    requests: int = 0
    reads: int = 0
    writes: int = 0
    retries: int = 0
    waited: float = 0.0
    started: float = field(default_factory=time.monotonic)


def cost(transports):
    """What a task cost so far, over all its transports (``api`` of every result); times in seconds."""
    meters = [each.meter for each in transports]
    spent = {key: sum(getattr(meter, key) for meter in meters) for key in ("requests", "reads", "writes", "retries")}
    return dict(spent, waited_seconds=round(sum(meter.waited for meter in meters), 3), elapsed_seconds=round(time.monotonic() - meters[0].started, 3))


class Transport:
    """Sends requests with one connection pool and one set of credentials.

    A write that must not be sent twice is never repeated after an answer or a loss that leaves its effect open; that is told by
    ``OCSError.ambiguous``. :param sleep: replaced by tests.
    """

    progress = Progress()  # nobody watches, unless the task says who

    def __init__(self, settings, sleep=time.sleep):
        self.settings, self._sleep = settings, sleep
        self.meter, self.warnings, self.unsure = Meter(), [], []  # unsure: steps that are done, and whose mail may not have been sent
        self.limits = Limits(settings.rate_limit_wait)
        self.login = Login(settings.username, settings.password, settings.token, settings.scheme)
        self._sent = set()  # secrets of requests, which a server may repeat in the answer to a later one
        self.session = Session()
        self._pool, self._helper = self._open(), Helper()
        self._parent = os.getppid()

    def _open(self):
        settings = self.settings
        session = requests.Session()
        session.trust_env = settings.trusts_environment
        session.headers["User-Agent"] = settings.agent
        session.headers["Accept-Encoding"] = PACKED
        session.cookies.set_policy(_NO_COOKIES)
        # an auth function: with a plain header, requests would prefer what a .netrc file says
        session.auth = self._authorize
        bundle = settings.ca_path or os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE")
        session.verify = (bundle or True) if settings.verify else False
        if not settings.verify:  # the task says so; a line on stderr for each request is Ansible's warning about our process
            urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)
        if settings.client_cert:
            session.cert = (settings.client_cert, settings.client_key) if settings.client_key else settings.client_cert
        return session

    def _authorize(self, prepared):
        for name, value in (("Authorization", self.login.header()), ("Cookie", self.session.header())):
            if value:
                prepared.headers[name] = value
        return prepared

    def again(self, **settings):
        """Another one for the same server, account and session, with connections of its own, and these settings; all else is shared."""
        other = copy.copy(self)
        other.settings, other.meter, other._helper = replace(self.settings, **settings), Meter(), Helper()
        other._pool = other._open()
        return other

    def send_anonymous(self, method, path, **options):
        """Send one request without credentials; it may be repeated."""
        return self.send(method, path, True, auth=_anonymous, **options)

    def warn(self, text):
        """Tell something once in the task's result."""
        if text not in self.warnings:
            self.warnings.append(text)

    def close(self):
        """Close the pooled connections."""
        self._pool.close()
        self._helper.leave()

    def secrets(self):
        """What the server was sent that no message may repeat."""
        return self.login.secrets() + tuple(self._sent)

    def send(self, method, path, repeatable, secrets=(), reads=None, bucket="", patient=True, **options):
        """Send one request and return its :class:`Answer`, whatever its status.

        :param path: below the base address; :param repeatable: whether it may be sent again without reading first.
        :param secrets: texts of the request that no message may repeat.
        :param reads: whether it changes nothing, by default by its method; :param bucket: the rate limit that counts it.
        :param patient: whether it waits for that limit; while the limit is reached nothing is sent that it counts.
        :param options: ``params``, ``data``, ``json``, ``headers`` and ``auth`` as requests takes them.
        :raises OCSError: no answer, or the rate limit outlasts ``rate_limit_wait``.
        """
        endpoint, reads = "%s %s" % (method, path), method in ("GET", "HEAD") if reads is None else reads
        limit, attempt, limited, sent = bucket or endpoint, 0, 0, False
        ends = time.monotonic() + self.settings.patience
        self._sent.update(secrets)
        while True:
            if self.limits.holds(limit):
                began = time.monotonic()
                self._await_limit(limit, limited, endpoint, patient, sent)
                limited, ends = limited + 1, ends + time.monotonic() - began
            sent = True
            try:
                answer = self._once(method, path, reads, options, ends)
            except Unusable as error:
                raise OCSError("%s." % error, endpoint, hint=_UNUSABLE % self.settings.patience, ambiguous=not reads) from None
            except (OSError, ValueError) as error:  # all of requests' exceptions are one or the other, and so are those that it lets through
                fault = _fault(error, endpoint, reads)
                if self._is_over(attempt, ends) or not (_repairable(error) and (repeatable or not fault.ambiguous)):
                    raise fault from error
            else:
                if answer.status == 429 and self.limits.note(limit, answer):
                    continue
                if not _may_pass(answer, repeatable, reads) or self._is_over(attempt, ends):
                    return answer
            self.meter.retries += 1
            self._sleep(_backoff(attempt))
            attempt += 1

    def _is_over(self, attempt, ends):
        """Whether a request is not sent again: so often it was, or its time is up."""
        return attempt >= self.settings.retries or time.monotonic() + _backoff(attempt) >= ends

    def _once(self, method, path, reads, options, ends):
        if os.getppid() != self._parent:
            os._exit(1)  # who waited for this task was killed, so nobody hears of it, and the next run may have begun: end, as every other signal ends it
        self.meter.requests += 1
        self.meter.reads += bool(reads)
        self.meter.writes += not reads
        return self._helper.within(ends - time.monotonic(), lambda: self._exchange(method, path, options, ends))

    def _exchange(self, method, path, options, ends):
        if "auth" in options:
            return self._receive(method, path, options, ends)
        with self.session.turn():
            answer = self._receive(method, path, options, ends)
            if answer.status != 401:
                self.session.note(answer.cookies)
        return answer

    def _receive(self, method, path, options, ends):
        answer = self._pool.request(
            method,
            self.settings.url.rstrip("/") + "/" + path,
            timeout=self.settings.timeout,
            stream=True,
            # said with each request: else a bundle of the environment would win over what the task says
            verify=self._pool.verify,
            # never follow: credentials must not reach another host, and a write must not become a read
            allow_redirects=False,
            **options,
        )
        try:
            pieces = answer.raw.stream(PIECE, decode_content=False)
            content = read(pieces, answer.headers.get("Content-Encoding"), self.settings.most_bytes, ends)
        except urllib3.exceptions.ReadTimeoutError as error:
            raise requests.exceptions.ReadTimeout(error) from error
        except urllib3.exceptions.HTTPError as error:
            raise requests.exceptions.ChunkedEncodingError(error) from error
        finally:
            answer.close()
        self._sent.update(telling(re.findall("=([^;]*)", answer.request.headers.get("Cookie") or "")))
        cookies = answer.cookies.get_dict()
        return Answer(answer.status_code, answer.headers, content, lambda: self.secrets() + telling(cookies.values()), cookies)

    def _await_limit(self, limit, count, endpoint, patient, sent):
        pause = self.limits.pause(limit, count, self.meter.waited)
        if pause is None or not patient:
            raise self.limits.refusal(limit, endpoint, sent)
        if not self.meter.waited:
            self.warnings.append("The server's rate limit was reached at %s; the task waits up to %d s for it." % (endpoint, self.settings.rate_limit_wait))
        self.progress.waits(limit, self.limits.left(limit))
        self._sleep(pause)
        self.meter.waited += pause
        self.limits.ask_again(limit)


def connected(params, **login):
    """A transport for the parameters of a task, and a login as its product uses it; sends nothing yet. :raises Invalid: as :func:`settings`."""
    return Transport(settings(params, **login))


def _anonymous(prepared):
    """Send no credentials."""
    return prepared


def _may_pass(answer, repeatable, reads):
    """Whether the same request may be answered better in a moment, and may be sent again to find out."""
    if answer.status == 503 and "x-nextcloud-maintenance-mode" in answer.headers:
        return True
    if reads and (answer.status == 500 or (answer.status == 200 and (not answer.content or FAILED.search(answer.content[:300])))):
        return True
    return repeatable and answer.status in BUSY


def _backoff(attempt):
    """Seconds before a request is sent again."""
    return 0.5 * 2**attempt


def _repairable(error):
    """Whether the same request may succeed in a moment."""
    lasting = (requests.exceptions.SSLError, requests.exceptions.ProxyError, requests.exceptions.InvalidURL)
    passing = (requests.exceptions.ConnectionError, requests.exceptions.Timeout, requests.exceptions.ChunkedEncodingError)
    return isinstance(error, passing) and not isinstance(error, lasting)


def _fault(error, endpoint, reads):
    """The exception of requests in our words."""
    cause = _innermost(error)
    exceptions, detail = requests.exceptions, " (%s)" % _words(cause)
    never_sent = isinstance(error, (exceptions.ConnectTimeout, exceptions.SSLError, exceptions.ProxyError)) or "NewConnectionError" in repr(error)
    if isinstance(error, (exceptions.InvalidHeader, UnicodeError)) or str(error).startswith("Invalid header"):
        # the value is not repeated: it may be the token
        problem, hint, detail, never_sent = "a header value is not valid", "Look for line breaks in auth_token and http_agent.", "", True
    elif not isinstance(error, exceptions.RequestException):
        problem, hint, never_sent = "the request cannot be made", "Check ca_path, client_cert, client_key and timeout.", True
    elif isinstance(error, exceptions.SSLError):
        problem, hint = "the TLS connection failed", tls.hint(cause)
    elif isinstance(error, exceptions.ProxyError):
        problem, hint = "the proxy refused or is not reachable", "Check the proxy variables, or set use_proxy to false."
    elif isinstance(error, exceptions.Timeout):
        problem, hint = "no answer in time", "Raise timeout, or check the server's load."
    elif isinstance(error, exceptions.ConnectionError):
        problem, hint = "the connection failed or was interrupted", "Check url, name resolution and firewall, and whether the server runs."
    else:
        problem, hint = "the request could not be sent, or its response could not be read", "Check url."
    return OCSError("%s%s." % (problem, detail), endpoint, hint=hint, ambiguous=not reads and not never_sent)


def _innermost(error):
    """The last cause in a chain of exceptions; it tells most and holds no address."""
    while error.__context__ is not None:
        error = error.__context__
    return error


def _words(error):
    return re.sub(r"//[^/@\s]*@", "//", str(error)) or type(error).__name__  # a proxy's address may hold its password


_UNUSABLE = "Check url, the server and the proxies in between; a request may take %d s in all (10 times timeout, at least 300 s)."
_NO_COOKIES = http.cookiejar.DefaultCookiePolicy(allowed_domains=[])
