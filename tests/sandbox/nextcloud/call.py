# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One authenticated call on its way from the routes to a rule, and the ways a rule refuses."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Call:
    """What a rule gets: the server it changes, who asks, the ids of the path (decoded) and the parameters its route declares.

    A rule is a function `rule(call) -> data`: the `data` of the envelope on success, or it raises `Failure`, `Uncaught` or `Bare`.
    """

    state: object  # state.State
    dialect: object  # dialect.Dialect
    caller: object  # state.User, None for anonymous
    ids: dict
    params: dict
    request: object = None  # wire.Request, for the few rules that look at it
    protection: object = None  # limits.Protection

    @property
    def is_admin(self):
        """Whether the caller is a full administrator."""
        return self.caller is not None and self.state.is_admin(self.caller.uid)

    @property
    def base_url(self):
        """The server's address as it writes it into links."""
        return "http://" + self.state.host(self.request)


class Failure(Exception):
    """The rule refuses with an OCS code.

    :param code: OCS status code; the envelope turns it into an HTTP status (v1: 200, v2: by code).
    :param message: the server's text; :param data: what stands in `data` ([] when not given, None for null).
    """

    def __init__(self, code, message="", data=()):
        super().__init__(code, message)
        self.code, self.message = code, message
        self.data = [] if data == () else data


class Uncaught(Exception):
    """The server itself fails: 996 "Internal Server Error"."""


@dataclass
class Bare(Exception):
    """The answer is no envelope at all: an empty 400, a 405, a page."""

    status: int
    body: bytes = b""
    content_type: str | None = "text/html; charset=UTF-8"
    headers: list = field(default_factory=list)
