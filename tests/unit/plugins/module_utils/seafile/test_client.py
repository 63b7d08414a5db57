# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client of Seafile's Web API: signing in, refusals in every shape, throttling, and where secrets may be."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import Id, Request
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid, OCSError
from ansible_collections.ocs.provisioning.plugins.module_utils.http.answer import Answer
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile import calls as seafile_calls, client as connect_seafile
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.client import refusal
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import ADMIN, SeafileSite

CONNECTION = dict({name: spec.get("default") for name, spec in connect_seafile.ARGUMENTS.items()}, url="https://seafile.example.com")
OWN = seafile_calls.OWN_ACCOUNT
REFUSALS = [
    # status, body, method, what the message holds
    (400, '{"error_msg": "quota invalid."}', "PUT", "quota invalid."),
    (400, '{"non_field_errors": ["Unable to login."]}', "POST", "Unable to login."),
    (400, '{"name": ["too long", "odd"]}', "POST", "name: too long; odd"),
    (401, '{"detail": "Invalid token"}', "GET", "not valid"),
    (403, '{"detail": "You do not have permission"}', "GET", "must be an administrator"),
    (404, "<html>Page</html>", "GET", "does not find"),
    (429, '{"detail": "Request was throttled."}', "GET", "request limit"),
    (500, "<html>Traceback</html>", "PUT", "server log"),
    (302, "", "GET", "redirect"),
    (200, "<html>Login</html>", "GET", "is not JSON"),
]


@pytest.mark.parametrize("status, body, method, told", REFUSALS)
def test_refusals(status, body, method, told):
    """The status decides what it means, the server's own words follow, pages are left out."""
    error = refusal(Answer(status, {}, body.encode()), called.at("api/v2.1/x/", method), method + " api/v2.1/x/")
    assert told in str(error) + (error.hint or "") and "<html>" not in str(error)
    assert error.ambiguous == (status == 500)


def test_connection_needs_a_token_or_an_account():
    """One of the two, before anything is sent."""
    for given in ({}, {"auth_username": "a@example.com"}, {"auth_password": "x"}):
        with pytest.raises(Invalid) as error:
            connect_seafile.connect(dict(CONNECTION, **given))
        assert error.value.field == "auth_token"
    assert connect_seafile.connect(dict(CONNECTION, auth_token="t0k3n")).transport.login.token == "t0k3n"


def test_one_sign_in_for_a_task():
    """The token is kept; getting it counts as a read, because it changes nothing."""
    with SeafileSite() as site:
        client = site.client()
        for _time in range(3):
            client.get(OWN)
        assert site.sandbox.counts["POST /api2/auth-token/"] == 1
        assert (client.account()["reads"], client.account()["writes"]) == (4, 0)
        assert ADMIN[1] not in repr(vars(client.transport.settings)) or not client.transport.settings.password


def test_sign_ins_are_throttled():
    """The sixty-first in a minute is refused with the server's limit as the reason."""
    with SeafileSite(limits=True) as site:
        for _time in range(60):
            site.client().get(OWN)
        with pytest.raises(OCSError) as error:
            site.client().get(OWN)
        assert error.value.http_status == 429


def test_a_refused_entry_of_a_list_is_an_error():
    """The server answers 200 and says in the list that it refused."""
    with SeafileSite() as site:
        site.groups("one")
        site.users("anna")
        site.send(seafile_calls.JOIN, {"group": Id("group", "one")}, email=Id("user", "anna@example.com"))
        with pytest.raises(OCSError) as error:
            site.send(seafile_calls.JOIN, {"group": Id("group", "one")}, email=Id("user", "anna@example.com"))
        assert "already" in str(error.value)


def test_ids_of_what_is_missing():
    """Told by name."""
    with SeafileSite() as site:
        for call, kind, name in ((seafile_calls.EDIT_USER, "user", "nobody@example.com"), (seafile_calls.TRANSFER_GROUP, "group", "none")):
            with pytest.raises(OCSError) as error:
                site.send(call, {kind: Id(kind, name)})
            assert "does not exist" in str(error.value)


def test_secrets_are_not_shown():
    """Neither by a request's text nor by the client's."""
    with SeafileSite() as site:
        client = site.client()
        client.get(OWN)
        request = Request(seafile_calls.CREATE_USER, {}, {"password": "Secret-1-pass"})
        assert "Secret-1-pass" not in repr(request) and client.transport.login.token not in repr(client) + repr(client.transport.settings)
