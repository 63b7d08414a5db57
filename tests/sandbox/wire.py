# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes over the wire: one request, one response, and how PHP reads parameters."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import parse_qsl, unquote_plus, urlencode


@dataclass
class Request:
    """One request as it came in: `path` is still percent-encoded and without the query; header names are in lower case."""

    method: str
    path: str
    query_string: str = ""
    headers: dict = field(default_factory=dict)
    body: bytes = b""

    @cached_property
    def query(self):
        """Query parameters as PHP sees them."""
        return php_parameters(self.query_string)

    @property
    def content_type(self):
        """Media type in lower case without parameters, "" when absent."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @cached_property
    def form(self):
        """Parameters of an urlencoded body; empty for other bodies."""
        if self.content_type != "application/x-www-form-urlencoded":
            return {}
        return php_parameters(self.body.decode("utf-8", "replace"))

    @cached_property
    def json(self):
        """The JSON body as a dictionary; empty when it is none."""
        if self.content_type != "application/json":
            return {}
        try:
            data = json.loads(self.body)
        except ValueError:
            return {}
        return data if isinstance(data, dict) else {}

    @cached_property
    def cookies(self):
        """Cookies sent, name to value."""
        pairs = (part.strip().partition("=") for part in self.headers.get("cookie", "").split(";"))
        return {name: value for name, _sep, value in pairs if name}

    @cached_property
    def basic(self):
        """(user, password) of a Basic Authorization header, None without a readable one."""
        scheme, _sep, value = self.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return None
        try:
            user, sep, password = base64.b64decode(value).decode("utf-8").partition(":")
        except ValueError:
            return None
        return (user, password) if sep else None

    @property
    def bearer(self):
        """Token of a Bearer Authorization header, None without one."""
        scheme, _sep, value = self.headers.get("authorization", "").partition(" ")
        return value.strip() if scheme.lower() == "bearer" else None


def only(request, *names):
    """The same request with these parameters of its body alone: what a server gets done that breaks off early."""
    sent = {**request.form, **request.json}
    body = urlencode({name: sent[name] for name in names if name in sent}).encode()
    return Request(request.method, request.path, request.query_string, {**request.headers, "content-type": "application/x-www-form-urlencoded"}, body)


@dataclass
class Response:
    """One answer; `content_type` None sends no such header. `headers` is a list of pairs, as Set-Cookie repeats.

    `body` may also yield pieces, whose end only the client's patience sets.
    """

    status: int = 200
    body: bytes = b""
    content_type: str | None = "text/html; charset=UTF-8"
    headers: list = field(default_factory=list)


def php_parameters(text):
    """Decode an urlencoded text the way PHP does: `a[]=1&a[]=2` is a list, `a[k]=1` a dictionary, else the last value wins."""
    result = {}
    for name, value in parse_qsl(text, keep_blank_values=True, encoding="utf-8", errors="replace", separator="&"):
        head, bracket, rest = name.partition("[")
        if not bracket or not rest.endswith("]") or not head:
            result[name] = value
            continue
        key, box = rest[:-1], result.get(head)
        if key == "":
            box = box if isinstance(box, list) else []
            box.append(value)
        else:
            box = box if isinstance(box, dict) else {}
            box[unquote_plus(key)] = value
        result[head] = box
    return result


def json_response(data, status=200, headers=()):
    """A JSON answer as PHP writes it: escaped slashes and non-ASCII, UTF-8 content type."""
    body = json.dumps(data, separators=(",", ":")).replace("/", "\\/").encode()
    return Response(status, body, "application/json; charset=utf-8", list(headers))
