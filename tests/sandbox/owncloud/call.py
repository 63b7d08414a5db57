# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One call on its way from the routes to a rule, and the ways a rule refuses."""

from __future__ import annotations

from dataclasses import dataclass

from ..wire import Request
from .parameters import form_of, merged
from .state import State, User


@dataclass
class Call:
    """What a rule gets: the server it changes, who asks, the ids of the path (decoded) and the request.

    A rule is a function `rule(call) -> data`: the `data` of the envelope on success, None for none, or it raises `Failure` or `Crash`.
    """

    state: State
    caller: User | None  # None only where no login is needed
    ids: dict
    request: Request

    @property
    def query(self):
        """Parameters of the query string alone (`$_GET`)."""
        return self.request.query

    @property
    def form(self):
        """Parameters of a POST form alone (`$_POST`)."""
        return form_of(self.request)

    @property
    def params(self):
        """Parameters of query and body merged; the body wins."""
        return merged(self.request)

    @property
    def is_admin(self):
        """Whether the caller is a full administrator."""
        return self.state.is_admin(self.caller)

    def may_manage(self, user):
        """Whether the caller is an administrator or a group-admin with this user in a group of his."""
        return self.is_admin or self.state.is_accessible(self.caller, user)


class Failure(Exception):
    """The rule refuses with an OCS code (ownCloud's internal one, before the mapping to v2).

    :param code: OCS code; :param message: the server's English text, None for none; :param values: what fills its `%s` and `%d`.
    """

    def __init__(self, code, message=None, values=()):
        super().__init__(code, message)
        self.code, self.message, self.values = code, message, values


class Crash(Exception):
    """An error that the server does not catch: HTTP 200 with an empty HTML body."""


def storable(state, text):
    """The text, as the database stores it. :raises Crash: when it cannot."""
    if state.three_bytes and any(character > "\uffff" for character in text):
        raise Crash()
    return text
