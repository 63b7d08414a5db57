# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Seafile server: from a request to an answer, in the order in which the real one looks at things."""

from __future__ import annotations

from urllib.parse import quote, unquote

from ..wire import Response, only
from . import answers, routes
from .answers import Crash, Refused, detail
from .auth import caller_of
from .call import Call
from .dialect import DIALECTS
from .operations import operate
from .state import State

ACCEPTABLE = ("*/*", "application/*", "application/json")


class Seafile:
    """The product behind the dialects `seafile-13`, `seafile-13-late`, `seafile-11`, `seafile-11-early` and `seafile-10`, community edition.

    :param dialect: its name.
    :param admin: (address, password) of the only account, as the set-up program makes it: its address is its id in every version.
    :param limits: whether requests and sign-ins are limited, as on a fresh server.
    """

    def __init__(self, dialect, admin, limits):
        self.state = State(DIALECTS[dialect], admin, limits)

    def operate(self, operation):
        """Change something behind the API's back; see `operations`. :raises ValueError, LookupError: when it cannot be done."""
        operate(self.state, operation)

    def collide(self, request, half):
        """The answer to a write that meets another one on SQLite: a page, after the account is made where one is created."""
        if half and request.method == "POST" and request.path.endswith("/admin/users/"):
            self.handle(only(request, "email", "password"))
        return answers.page(500, "Page unavailable")

    def handle(self, request):
        """Answer one request."""
        path, dialect = unquote(request.path), self.state.dialect
        route = routes.find(dialect, path)
        if route is None:
            if not path.endswith("/") and routes.find(dialect, path + "/"):
                query = "?" + request.query_string if request.query_string else ""
                return answers.moved(quote(path, safe="/@:+~!$&'()*,;=") + "/" + query)
            # the page is drawn by the frontend (measured on a build without it)
            return answers.page(404, "Sorry, but the requested page could not be found.") if self.state.frontend else answers.page(500, "Page unavailable")
        try:
            answer = self._serve(request, *route)
        except Refused as refusal:
            return answers.refused(request, refusal)
        except Crash:
            return answers.page(500, "Page unavailable")
        return answer if isinstance(answer, Response) else answers.as_json(answer)

    def _serve(self, request, level, methods, ids):
        """Representation, caller, permission, limits and method, in this order; then the rule."""
        accepted = [part.partition(";")[0].strip() for part in request.headers.get("accept", "*/*").split(",")]
        if not any(part in ACCEPTABLE for part in accepted):
            raise Refused(406, detail("Could not satisfy the request Accept header."))
        caller = self._admitted(request, level)
        method = "GET" if request.method == "HEAD" else request.method
        if method not in methods:
            message = 'Method "%s" not allowed.' % request.method
            raise Refused(405, detail(message), [("Allow", routes.allowed(methods))])
        return methods[method](Call(self.state, caller, ids, request))

    def _admitted(self, request, level):
        """The caller, None where no token is needed; only requests that may be made count for the limits."""
        state = self.state
        if level == routes.ANYONE:
            return None
        if level == routes.SIGN_IN:
            state.sign_in_throttle.check("all from one address", state.now())
            return None
        caller = caller_of(state, request)
        if caller is None:
            raise Refused(403, detail(answers.NOT_GIVEN))
        if level == routes.NOBODY or (level == routes.ADMIN and not caller.is_staff):
            raise Refused(403, detail(answers.NO_PERMISSION))
        state.user_throttle.check(caller.number, state.now())
        return caller
