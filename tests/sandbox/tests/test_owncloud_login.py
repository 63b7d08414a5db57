# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom ownCloud lets in: passwords, app passwords, addresses, sessions."""

from __future__ import annotations

import pytest
from sandbox.tests.owncloud_client import ADMIN, ALICE, world

WRONG = ("admin", "wrong")
UNLABELLED = {"ocs-apirequest": "false"}


@pytest.fixture(name="client")
def _client():
    client = world()
    client.product.operate({"app_password": {"user": "alice", "token": "t0k3n"}})
    for uid, address in (("alice", "alice@example.org"), ("bob", "shared@example.org"), ("lead", "shared@example.org")):
        client.code("PUT users/" + uid, form={"key": "email", "value": address})
    return client


@pytest.mark.parametrize("auth,who", [
    (("alice", "pw"), "alice"), (("ALICE", "pw"), "alice"), (("alice@example.org", "pw"), "alice"), (("shared@example.org", "pw"), None),
    (("alice", "PW"), None), (("alice", ""), None), (("nobody", "pw"), None), (None, None),
    (("alice", "t0k3n"), "alice"), (("Alice", "t0k3n"), "alice"), (("bob", "t0k3n"), None), (("alice@example.org", "t0k3n"), "alice"),
])  # fmt: skip
def test_credentials(client, auth, who):
    """Ids in any case, an address when only one account has it, an app password under its own login name."""
    status, code, data = client.ask("GET user", auth)
    assert (status, code, data["id"]) == (200, 100, who) if who else (status, code, data) == (401, 997, [])


def test_blank_login_name_is_an_error_nobody_catches(client):
    """HTTP 200 without a body."""
    assert client.ask("GET user", (" ", "pw"))[:2] == (200, None)


def test_app_passwords_only(client):
    """With the system setting a password no longer logs in; a revoked app password never does; a changed password does not matter to it."""
    client.code("PUT users/alice", form={"key": "password", "value": "new"})
    client.product.operate({"set_system": {"token_auth_enforced": True}})
    assert [client.code("GET user", auth) for auth in (("alice", "new"), ("alice", "t0k3n"))] == [997, 100]
    client.product.operate({"revoke_app_password": {"token": "t0k3n"}})
    assert client.code("GET user", ("alice", "t0k3n")) == 997


@pytest.mark.parametrize("line,message", [("GET users/alice", b"Unauthorised"), ("GET user", b"User disabled"), ("GET nothing", b"User disabled")])
def test_disabled_user(client, line, message):
    """The right credentials of a disabled user; the core looks at them before it looks at the path."""
    client.code("PUT users/alice/disable")
    response = client.send(line, ALICE)
    assert (response.status, "WWW-Authenticate" in dict(response.headers)) == (401, True)
    assert message in response.body


@pytest.mark.parametrize(
    "line,headers,challenge",
    [("GET users", {}, "Basic"), ("GET users", {"x-requested-with": "XMLHttpRequest"}, "DummyBasic"), ("GET user", {}, None), ("GET capabilities", {}, None)],
)
def test_challenge(client, line, headers, challenge):
    """The provisioning app asks for credentials, the core does not."""
    shown = dict(client.send(line, None, headers=headers).headers).get("WWW-Authenticate")
    assert shown == (challenge and challenge + ' realm="Authorisation Required"')


def test_provisioning_calls_leave_no_session(client):
    """They log out again, so the cookie proves nothing; and credentials alone need no OCS header."""
    client.cookie = ""
    assert client.ask("GET users", headers=UNLABELLED)[1] == 100
    assert client.ask("GET users", None)[0] == 401


def test_session_takes_any_credentials_for_five_minutes(client):
    """After right credentials have been seen in the session, until they are looked at again."""
    client.cookie = ""
    assert client.ask("GET user")[2]["id"] == "admin"
    assert client.code("GET users", None) == 100
    assert client.ask("GET users", None, headers=UNLABELLED)[0] == 401
    assert client.code("GET users") == 100  # the first check
    assert client.code("GET users", WRONG) == 100
    assert client.ask("GET user", ALICE)[2]["id"] == "admin"
    client.product.operate({"advance_time": 301})
    assert client.ask("GET user", ALICE)[2]["id"] == "alice"
    assert client.ask("GET user", None)[0] == 401  # the cookies of the session that ended do not serve for the new login


def test_wrong_credentials_end_an_unchecked_session(client):
    """The first credentials sent along a session are looked at."""
    client.cookie = ""
    client.code("GET user")
    assert client.ask("GET users", WRONG)[0] == 401
    assert client.ask("GET users", None)[0] == 401


@pytest.mark.parametrize("seconds,status", [(1199, 200), (1201, 401)])
def test_session_expires(client, seconds, status):
    """After twenty minutes without a request."""
    client.cookie = ""
    client.code("GET user", ADMIN)
    client.product.operate({"advance_time": seconds})
    assert client.ask("GET user", None)[0] == status


def test_session_of_a_disabled_user(client):
    """It is no login any more, and says so."""
    client.cookie = ""
    client.code("GET user", ALICE)
    client.product.state.user("alice").enabled = False
    assert [b"User disabled" in client.send(line, None).body for line in ("GET user", "GET users/alice")] == [True, False]
