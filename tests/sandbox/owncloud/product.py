# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An ownCloud 10 server: from a request to an answer, in the order in which the real one looks at things."""

from __future__ import annotations

import re

from ..wire import Response, only
from . import answers, apps
from .auth import Visit, caller_of
from .call import Call, Crash, Failure
from .capabilities import status_page
from .operations import operate
from .routes import ADMIN, ANYONE, CORE_ROUTES, PROVISIONING_ROUTES, SUBADMIN, find
from .state import State

BASE = re.compile(r"/ocs/v([12])\.php(/.*)?")
LOCAL = ("localhost", "127.0.0.1")  # always trusted, as on a real server


class OwnCloud:
    """The product behind the dialect `owncloud-10` (10.15.2).

    :param dialect: its name; there is one version only.
    :param admin: (user, password) of the only account.
    :param limits: ignored: the core has neither rate limits nor brute-force protection.
    """

    def __init__(self, dialect, admin, limits):  # pylint: disable=unused-argument
        self.state = State(admin)
        apps.install(self.state)

    def operate(self, operation):
        """Carry out one `out_of_band_op` of the recordings; raises ValueError for one that this product has not."""
        operate(self.state, operation)

    def collide(self, request, half):
        """The answer to a write that meets another one on SQLite: an uncaught error, after the account is made where one is created."""
        if half and request.method == "POST" and request.path.endswith("/cloud/users"):
            self.handle(only(request, "userid", "password"))
        return answers.crashed()

    def handle(self, request):
        """Answer one request."""
        if not self._trusts(request.headers.get("host", "")):
            return answers.untrusted()
        if request.path == "/status.php":
            return status_page(self.state)
        match = BASE.fullmatch(request.path)
        if not match:
            return Response(404, b"<html><body>Not Found</body></html>")
        v2, path = match[1] == "2", re.sub("/{2,}", "/", match[2] or "/")
        if self.state.system.get("maintenance") or self.state.system.get("singleuser"):
            return answers.legacy(request, v2, answers.UNAVAILABLE, "Service unavailable")
        visit = Visit(self.state, request)
        try:
            response = self._provisioning(visit, v2, path) or self._core(visit, v2, path)
        except Crash:
            response = answers.crashed()
        response.headers += visit.cookies()
        return response

    def _trusts(self, host):
        name = re.sub(r":\d+$", "", host)
        trusted = self.state.system.get("trusted_domains", [])
        return name in LOCAL or name in trusted or host in trusted

    def _provisioning(self, visit, v2, path):
        """The provisioning app's answer, None when the path is not its; it logs out again at the end."""
        request = visit.request
        methods, ids = find(PROVISIONING_ROUTES, path) if apps.is_enabled(self.state, "provisioning_api") else (None, {})
        if methods is None:
            return None
        method = "GET" if request.method == "HEAD" else request.method
        if method not in methods:
            return answers.wrong_method(request)
        level, rule = methods[method]
        caller = caller_of(visit)
        try:
            if not self._may(caller, level):
                raise Failure(answers.NOT_ALLOWED, "Unauthorised")
            return answers.legacy(request, v2, data=rule(Call(self.state, caller, ids, request)))
        except Failure as failure:
            return answers.failed(request, v2, failure)
        finally:
            if visit.opened:
                visit.close()

    def _may(self, caller, level):
        if caller is None:
            return False
        if level == ADMIN:
            return self.state.is_admin(caller)
        return level != SUBADMIN or self.state.is_admin(caller) or bool(self.state.posts(caller))

    def _core(self, visit, v2, path):
        """The core's own endpoints. The login comes before the path is looked at, and its session stays open."""
        request = visit.request
        try:
            caller = visit.resume() or visit.log_in()
        except Failure as failure:
            return answers.failed(request, v2, failure)
        methods, ids = find(CORE_ROUTES, path)
        if methods is None:
            return answers.unknown_path(request, v2)
        method = "GET" if request.method == "HEAD" else request.method
        if method not in methods:
            return answers.wrong_method(request)
        if not answers.format_known(request):
            raise Crash()
        level, rule = methods[method]
        if caller is None and level != ANYONE:
            return answers.controller(request, v2, answers.NOT_ALLOWED, "Unauthorised")
        message = "OK" if level != ANYONE else None
        return answers.controller(request, v2, message=message, data=rule(Call(self.state, caller, ids, request)))
