# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One task of a module through the door that both of its doors share, against a server in this process; what it told, and what reached the server."""

from __future__ import annotations

import copy
import json
from functools import lru_cache
from html import escape
from unittest import mock

from ansible_collections.ocs.provisioning.plugins.module_utils.engine import door
from ansible_collections.ocs.provisioning.plugins.module_utils.http import transport as http
from ansible_collections.ocs.provisioning.tests.trust.leaks import GIVEN, OWN
from ansible_collections.ocs.provisioning.tests.trust.prints import printed
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.holders import holder
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.in_process import ServedTransport
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.malformed import is_write
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.malformed_tasks import furnished
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import contract, PASSWORD, wish


@lru_cache(maxsize=None)
def furnished_with(dialect):
    """``(site, product)``: the server of the malformed answers, whose administrator has the password that is looked for."""
    site, product = furnished.__wrapped__(dialect)
    product = copy.deepcopy(product)
    product.state.users[site.admin[0]].password = OWN
    return site, product


def given_to(case):
    """The case's arguments with the password that is looked for."""
    coded = json.dumps(PASSWORD)[1:-1]
    return json.loads(json.dumps(case[2]).replace(coded, json.dumps(GIVEN)[1:-1]))


class Life:
    """What came of one run.

    :param told: what Ansible is told; :param exchanges: requests and what they were answered, None where the connection was cut.
    :param served: the writes that the server carried out, and whether it said that it did; :param printed: what was printed and logged, if a door was taken.
    """

    def __init__(self, told, exchanges, served, printed=""):
        self.told, self.exchanges, self.served, self.printed = told, exchanges, served, printed
        self.actions = told.get("actions", [])
        self.statuses = [action["status"] for action in self.actions]
        self.failed = bool(told.get("failed"))


class Stage:
    """One task and a server that is always the same; ``life`` runs it, ``begin`` gives the server a fresh start."""

    def __init__(self, case, journal=None, workers=None):
        self.dialect, self.check = case[0], case[3:] == ("check",)
        self.resource = contract(holder(case[1]))
        self.spec = door.argument_spec(self.resource)
        self.site, self.product = furnished_with(self.dialect)
        self.sandbox = self.site.sandbox
        connect = dict(url=self.sandbox.url, auth_username=self.site.admin[0], auth_password=OWN)
        more = dict({"journal": journal} if "journal" in self.spec else {}, **({"workers": workers} if workers else {}))
        defaults = {name: option.get("default") for name, option in self.spec.items()}
        self.params = dict(defaults, **dict(wish(self.resource, **given_to(case)), **more, **connect))

    def begin(self, *rules):
        """A server as it was, which misbehaves by these rules."""
        self.sandbox.product = copy.deepcopy(self.product)
        self.sandbox.faults.replace(rules)

    def life(self, by=None):
        """Run the task; returns a :class:`Life`. :param by: the door that it takes, at ``-vvvv``; None for what both share."""
        exchanges, served, handle = [], [], self.sandbox.product.handle

        def carried_out(request):
            response = handle(request)
            served.extend([(request, response)] if is_write(request) else [])
            return response

        def answer(request):
            exchanges.append((request, None))
            number = len(exchanges) - 1
            response = type(self.sandbox).answer(self.sandbox, request)
            response.body = echoed(response.body, [each for each, _response in exchanges])
            exchanges[number] = (request, response)
            return response

        def transport(settings):
            return ServedTransport(settings, self.sandbox, lambda _seconds: None)

        self.sandbox.product.handle, self.sandbox.answer = carried_out, answer
        try:
            with mock.patch.object(http, "Transport", transport):
                params, text = copy.deepcopy(self.params), ""
                if by:
                    told, text = printed(by, self.resource, params, self.check)
                else:
                    told = door.carry_out(self.resource, self.spec, params, self.check)
        finally:
            del self.sandbox.product.handle, self.sandbox.answer
        return Life(told, exchanges, served, text)


ECHO = b"ECHO"


def echoed(body, requests):
    """The answer of a server, or of a proxy, that shows all that it was sent so far, where the body has a place for it."""
    if not isinstance(body, bytes) or ECHO not in body:
        return body
    sent = {text for each in requests for text in [each.headers.get("authorization", ""), each.headers.get("cookie", ""), each.body.decode("utf-8", "replace")]}
    plain = " ".join(sorted(sent) + [OWN] + [GIVEN] * any(secret_in(each) for each in requests))
    coded = json.dumps(plain)[1:-1] if body.startswith((b"{", b"[")) else escape(plain)
    return body.replace(ECHO, coded.encode())


def secret_in(request):
    """Whether the request carries the password that the task gives."""
    return GIVEN in [*request.form.values(), *request.json.values()]
