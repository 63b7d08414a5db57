# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nextcloud in memory. A request passes: site (pages, maintenance) -> login -> route -> gate -> rule -> envelope."""

from __future__ import annotations

import re
import sys
import traceback
from functools import partial

from ..wire import Response, only
from . import apps, gate, site
from .auth import Authenticator, LoginRefused, Throttled
from .call import Bare, Call, Failure, Uncaught
from .dialect import DIALECTS
from .envelope import NOT_FOUND_TEXT, controller_answer, early_answer, early_type, login_refused, wanted_format
from .limits import Protection
from .operations import operate
from .parameters import BadParameter, OutOfRange, bind, collect
from .routing import NoRoute, WrongMethod, decoded, match, rule
from .state import State

ENTRY = re.compile(r"/ocs/v([12])\.php(/.*)?", re.DOTALL)


class Nextcloud:
    """One server.

    :param dialect: a name of `dialect.DIALECTS`; :param admin: (user, password) of its only account;
    :param limits: whether rate limits and brute-force protection are on.
    """

    def __init__(self, dialect, admin, limits=True):
        self.dialect = DIALECTS[dialect]
        self.state = State(admin)
        apps.install(self.state, self.dialect)
        self.maintenance = False
        self.protection = Protection(self.state.now, limits)
        self.authenticator = Authenticator(self.state, self.dialect, self.protection)

    def operate(self, operation):
        """Change something behind the API's back (an object of the recordings' `out_of_band_op`)."""
        operate(self, operation)

    def collide(self, request, half):
        """The answer to a write that meets another one on SQLite. A creation catches what is thrown after the account is made (34.0.1's source)."""
        version, fmt = int(ENTRY.fullmatch(request.path)[1]), wanted_format(request, collect(request))
        if request.method != "POST" or not request.path.endswith("/cloud/users"):
            return early_answer(self.dialect, version, fmt, 996, "Internal Server Error\n")
        if half:
            self.handle(only(request, "userid", "password"))
        return controller_answer(version, fmt, 101, "Bad request", [])

    def handle(self, request):
        """Answer one request."""
        entry = ENTRY.fullmatch(request.path)
        if not site.trusted(request) or not entry:
            return site.answer(self, request)
        version, sent = int(entry[1]), collect(request)
        fmt = wanted_format(request, sent)
        early_format = fmt if self.dialect.early_by_accept else sent.get("format")
        early = partial(early_answer, self.dialect, version, early_format)
        if self.maintenance:
            answer = early(503, "Service unavailable", 503)
            answer.headers.append(("X-Nextcloud-Maintenance-Mode", "1"))
            return answer
        try:
            return self._serve(request, version, decoded(entry[2] or "/"), sent, fmt)
        except LoginRefused:
            return login_refused(self.dialect, version, early_format, request)
        except Throttled:
            return early(429, "Reached maximum delay")
        except NoRoute:
            return early(998, NOT_FOUND_TEXT)
        except WrongMethod:
            return Response(405, b"", early_type(early_format))
        except (Uncaught, OutOfRange):
            return early(996, "Internal Server Error\n")
        except Exception:  # pylint: disable=broad-exception-caught  # a mistake of the sandbox must not hang its client
            traceback.print_exc(file=sys.stderr)
            return early(996, "Internal Server Error\n")

    def _serve(self, request, version, path, sent, fmt):
        login = self.authenticator.login(request)
        route, ids = match(request.method, path, self.dialect.features, self.state.has_app)
        call = Call(self.state, self.dialect, login.user, ids, {}, request, self.protection)
        try:
            gate.check(route, call, login)
            call.params = bind(route.params, sent, self.dialect.limit_range)
            answer = controller_answer(version, fmt, 200, "OK", rule(route.rule)(call))
        except Failure as failure:
            answer = controller_answer(version, fmt, failure.code, failure.message, failure.data)
        except BadParameter as error:
            if self.dialect.bad_parameters_are_errors:
                raise Uncaught() from error
            answer = Response(400)
        except Bare as bare:
            answer = Response(bare.status, bare.body, bare.content_type, list(bare.headers))
        answer.headers += [("Set-Cookie", cookie) for cookie in login.cookies]
        return answer
