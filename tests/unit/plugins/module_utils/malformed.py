# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers gone wrong, one field at a time: what a task was told, what is put in its place, and what the task makes of it."""

from __future__ import annotations

import copy
import json
import traceback

from ansible_collections.ocs.provisioning.plugins.module_utils.common.calls import anything
from ansible_collections.ocs.provisioning.plugins.module_utils.engine import run as life
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.resource import Information
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid, OCSError
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.holders import holder
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.malformed_tasks import furnished
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import contract, wish

WRONG = (
    None, True, False, 0, 7, -1, 2.5, 10**18, 10**30, 1e300, "", "odd", "..", "a/b", "\u00b2", "x" * 2000, "\x1b[31m", "\ud800",
    [], [None], [7], ["odd"], [[]], [{}], {}, {"a": None}, {"0": "odd"}, {"a": {"b": []}}, json.loads("[" * 60 + "]" * 60),
)  # fmt: skip
HARMLESS = ("/password_policy/api/v1/validate", "/api2/auth-token/")
ODD = ("/../", "//", "None", "True", "%5B", "%7B", "object")


class Conversation:
    """One task and a server that is always the same: each run begins with what the first one began with."""

    def __init__(self, case):
        self.dialect, module, given = case[:3]
        self.check = case[3:] == ("check",)
        self.resource = holder(module)
        self.site, self.product = furnished(self.dialect)
        self.given, self.exchanges = given, []
        self.whole = self.site.sandbox.answer
        self.site.sandbox.answer = self._answer
        self.good = self.run()
        self.told = list(self.exchanges)

    def _answer(self, request):
        response = self.whole(request)
        self.exchanges.append((request, response))
        return response

    def run(self, **fault):
        """The life of the module; returns a :class:`Life`."""
        self.site.sandbox.product = copy.deepcopy(self.product)
        self.site.fault(**fault)
        self.exchanges.clear()
        return Life(self)

    def cells(self):
        """``(number of the answer, place in it, what is put there)`` of everything that can go wrong."""
        for number, (_request, response) in enumerate(self.told):
            try:
                body = json.loads(response.body)
            except ValueError:
                continue
            for place in places(body):
                for value in WRONG:
                    yield number, place, value


def places(value, here=()):
    """The whole, every field, and of a list the first entry and the last."""
    yield here
    inner = list(value) if isinstance(value, dict) else sorted({0, len(value) - 1}) if isinstance(value, list) and value else ()
    for key in inner:
        yield from places(value[key], here + (key,))


class Life:
    """What came of one run. ``complaints`` are texts about what must not be, none if all is well."""

    def __init__(self, conversation):
        self.requests, self.complaints = conversation.exchanges, []
        held, site = contract(conversation.resource), conversation.site
        desired = dict(wish(held, **conversation.given), url=site.sandbox.url, auth_username=site.admin[0])
        work = life.read if isinstance(held, Information) else life.run
        found = work(held, desired, conversation.check, site.client())
        self.outcome, self.error = found.outcome, found.error
        self._judge(site.dialect)

    def _judge(self, dialect):
        if self.error is not None and not isinstance(self.error, (Invalid, OCSError)):
            self.complaints.append("".join(traceback.format_exception(type(self.error), self.error, self.error.__traceback__)))
        elif self.error is not None and self.error.trace:
            self.complaints.append(self.error.trace)
        elif self.error is not None and (len(str(self.error)) > 6000 or not str(self.error).isprintable()):
            self.complaints.append("a message: %r" % str(self.error)[:900])
        statuses = [action["status"] for action in self.outcome.actions]
        writes = {(request.method, request.path, request.body) for request, _response in self.requests if is_write(request)}
        if len(statuses) != len(self.outcome.plan) or not statuses.count("done") <= len(writes) <= statuses.count("done") + statuses.count("failed"):
            self.complaints.append("%d writes, and the account is %s" % (len(writes), statuses))
        self.complaints += ["GET " + request.path for request, _response in self.requests if request.method == "GET" and not is_known(request.path, dialect)]
        self.complaints += [request.path for request, _response in self.requests if any(part in request.path for part in ODD)]


def is_write(request):
    """Whether the request is meant to change something; a group without a name cannot be created, which tells whether it would be allowed."""
    return request.method != "GET" and not request.path.endswith(HARMLESS) and b'"groupid": ""' not in request.body and request.body != b"groupid="


def is_known(path, dialect):
    """Whether answers of this call have a shape."""
    call = called.call_of("GET", path.lstrip("/") if dialect.startswith("seafile") or path.startswith("/index.php/") else path.partition(".php/")[2])
    return path == "/status.php" or (call is not None and (call.answer is not anything or path.startswith("/index.php/")))
