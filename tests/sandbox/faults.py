# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Misbehaviour on demand: what a proxy, a network or a busy server does to a client."""

from __future__ import annotations

import json
import re
import threading
import time
import zlib
from dataclasses import dataclass, field

from .wire import Response, json_response

# what refuses all writes lets these pass: they change nothing
HARMLESS_POSTS = ("/password_policy/api/v1/validate", "/api2/auth-token/")
LOGIN_PAGE = b"<!DOCTYPE html><html><head><title>Login</title></head><body><form>Please log in</form></body></html>"


class Dropped(Exception):
    """The connection is cut without an answer."""


class Late(Dropped):
    """No answer comes in time; by a connection after the fault's latency."""


@dataclass
class Fault:
    """One rule: which requests it meets and what happens to them.

    :param kind: none (latency only), status, html, truncate, redirect, drop_before, drop_after, late, read_only; `answer` serves and then answers
        as `status` does; `retype` gives the answer another content type; `one_writer` fails writes that meet another one;
        `reshape` puts `value` at the `place` (keys and indices) of a JSON answer; and bodies without measure:
        `bomb` unpacks to `size` MiB, `endless` has no end, `drip` comes a byte at a time, one every `latency` seconds, for ever.
    :param method: regular expression for the method; :param path: one for the raw path.
    :param skip: let this many matching requests pass first; :param times: then meet this many (None: all).
    :param latency: seconds to wait before the request is served.
    :param status: HTTP status of `status` and `answer`; :param body: their text; :param headers: their headers; :param content_type: their type.
    :param location: target of `redirect`; :param half: what `one_writer` breaks off is half done, not undone.
    """

    kind: str = "none"
    method: str = ".*"
    path: str = ".*"
    skip: int = 0
    times: int | None = None
    latency: float = 0.0
    status: int = 500
    body: str = ""
    headers: dict | None = None
    content_type: str | None = "text/html; charset=UTF-8"
    location: str = ""
    size: int = 1024
    place: tuple = ()
    value: object = None
    half: bool = False
    turn: object = field(default_factory=threading.Lock, repr=False)

    def meets(self, request):
        """Whether this request is the rule's; uses up `skip` and `times`."""
        if not (re.fullmatch(self.method, request.method) and re.search(self.path, request.path)) or self.times == 0:
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        if self.times is not None:
            self.times -= 1
        return True

    def before(self, request):
        """The answer given instead of serving the request, None to serve it."""
        if self.kind == "drop_before":
            raise Dropped()
        if self.kind == "status":
            return self.told()
        if self.kind == "html":
            return Response(200, LOGIN_PAGE)
        if self.kind == "redirect":
            return Response(302, headers=[("Location", self.location)])
        if self.kind in BODIES:
            return BODIES[self.kind](self)
        harmless = request.method in ("GET", "HEAD") or request.path.endswith(HARMLESS_POSTS)
        if self.kind == "read_only" and not harmless:
            return json_response({"message": "the sandbox is read-only"}, 405)
        return None

    def serve(self, request, product, lock):
        """Serve the request; with `one_writer` as on a database that takes one at a time: a write that meets another one fails.

        Recorded on Nextcloud with SQLite: parallel requests get 500, or 400 with "Bad request" for a creation.
        """
        if self.kind != "one_writer" or request.method in ("GET", "HEAD") or request.path.endswith(HARMLESS_POSTS):
            with lock:
                return product.handle(request)
        if not self.turn.acquire(blocking=False):
            with lock:
                return product.collide(request, self.half)
        try:
            time.sleep(self.latency)
            with lock:
                return product.handle(request)
        finally:
            self.turn.release()

    def told(self):
        """The answer that the rule itself gives."""
        return Response(self.status, self.body.encode(), self.content_type, list((self.headers or {}).items()))

    def after(self, response):
        """What becomes of the answer to a request that was served."""
        if self.kind in ("drop_after", "late"):
            raise Late() if self.kind == "late" else Dropped()
        if self.kind == "answer":
            return self.told()
        if self.kind == "retype":
            response.content_type = self.content_type
        if self.kind == "truncate":
            response.body = response.body[: len(response.body) // 2]
        if self.kind == "reshape":
            response.body = json.dumps(reshaped(json.loads(response.body), self.place, self.value)).encode()
        return response


def reshaped(body, place, value):
    """The body with another value at the place."""
    if not place:
        return value
    body[place[0]] = reshaped(body[place[0]], place[1:], value)
    return body


def _bomb(fault):
    """An answer that is a thousandth of what it unpacks to."""
    pack, mebibyte = zlib.compressobj(wbits=31), b" " * 2**20
    packed = b"".join(pack.compress(mebibyte) for _each in range(fault.size)) + pack.flush()
    return Response(200, packed, "application/json", [("Content-Encoding", "gzip")])


def _endless(_fault):
    def body():
        while True:
            yield b" " * 2**16

    return Response(200, body(), "application/json")


def _drip(fault):
    def body():
        while True:
            time.sleep(fault.latency)
            yield b" "

    return Response(200, body(), "application/json")


BODIES = {"bomb": _bomb, "endless": _endless, "drip": _drip}


class Faults:
    """The rules in force; the first that meets a request decides."""

    def __init__(self):
        self.rules, self.lock = [], threading.Lock()

    def clear(self):
        """Behave again."""
        with self.lock:
            self.rules = []

    def replace(self, rules):
        """Put these rules (dictionaries of `Fault` fields) in force."""
        with self.lock:
            self.rules = [Fault(**rule) for rule in rules]

    def take(self, request):
        """The rule that meets this request, or None."""
        with self.lock:
            return next((rule for rule in self.rules if rule.meets(request)), None)
