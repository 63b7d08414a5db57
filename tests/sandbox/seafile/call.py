# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One call on its way from the routes to a rule."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ..wire import Request
from .answers import refuse
from .parameters import body_of, query_of
from .state import State, User


@dataclass
class Call:
    """What a rule gets: the server it changes, who asks, the ids of the path (decoded) and the request.

    A rule is a function `rule(call)`: it returns the parsed JSON of a 200 or a `Response`, or raises `Refused` or `Crash`.
    """

    state: State
    caller: User | None  # None only where no token is needed
    ids: dict
    request: Request

    @property
    def dialect(self):
        """The version's values."""
        return self.state.dialect

    @cached_property
    def query(self):
        """Parameters of the query string."""
        return query_of(self.request)

    @cached_property
    def _body(self):
        return body_of(self.request)

    @property
    def data(self):
        """Parameters of the body, form or JSON; of several values of one name the last counts."""
        return self._body[0]

    @property
    def form(self):
        """Parameters of a form alone, name -> list of values; endpoints that look here do not see JSON."""
        return self._body[1]

    @property
    def site(self):
        """The server's address as the client wrote it."""
        return "http://" + self.request.headers.get("host", "localhost")

    def existing(self, uid):
        """The user with this id; refused when missing."""
        return self.state.find(uid) or refuse("User %s not found." % uid, 404)
