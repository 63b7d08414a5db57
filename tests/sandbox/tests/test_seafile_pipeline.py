# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seafile before a rule is reached: paths, representation, tokens, permission, limits, bodies."""

from __future__ import annotations

import pytest
from sandbox.wire import Request
from sandbox.tests.seafile_client import ADMIN, ALL, NEW, OLD, PASSWORD, Seaclient, error

NOT_GIVEN, NO_PERMISSION = "Authentication credentials were not provided.", "You do not have permission to perform this action."
HEADERS = [
    ("", 403, NOT_GIVEN),
    ("Basic YTpi", 403, NOT_GIVEN),
    ("Token", 401, "Invalid token header. No credentials provided."),
    ("Token a b", 401, "Invalid token header. Token string should not contain spaces."),
    ("token " + "0" * 40, 401, "Invalid token"),
]


@pytest.mark.parametrize("header,status,told", HEADERS)
@pytest.mark.parametrize("dialect", ALL)
def test_authorization_header(dialect, header, status, told):
    """403 for none, 401 for a bad one, and never a challenge."""
    response = Seaclient(dialect).send("GET users/", token="", headers={"authorization": header})
    assert response.status == status and told in response.body.decode()
    assert not response.headers


@pytest.mark.parametrize("dialect,status", [(NEW, 200), ("seafile-11", 200), (OLD, 403)])
def test_bearer(dialect, status):
    """Version 10 does not know the word."""
    client = Seaclient(dialect)
    assert client.ask("GET /api2/auth/ping/", token="", headers={"authorization": "Bearer " + client.token})[0] == status


def test_permission():
    """What everybody, any user, only administrators and nobody may do."""
    client = Seaclient()
    client.add("anna")
    anna = client.sign_in("anna@example.test", "pw")[1]["token"]
    table = {"/api2/ping/": (200, 200, 200), "/api2/server-info/": (200, 200, 200), "/api2/auth/ping/": (403, 200, 200),
             "users/": (403, 403, 200), "/api2/accounts/": (403, 403, 200), "organizations/": (403, 403, 403)}  # fmt: skip
    for path, expected in table.items():
        assert tuple(client.status("GET " + path, token=token) for token in ("", anna, None)) == expected, path
    assert error(client.ask("GET users/", token=anna)) == (403, NO_PERMISSION)


@pytest.mark.parametrize(
    "line,status,location",
    [
        ("GET users", 301, "/api/v2.1/admin/users/"),
        ("PUT users/a@example.test?x=1", 301, "/api/v2.1/admin/users/a@example.test/?x=1"),
        ("GET users/a%40example.test", 301, "/api/v2.1/admin/users/a@example.test/"),
        ("GET users/anna", 404, None),
        ("GET users/anna/", 404, None),
        ("GET nothing/", 404, None),
        ("GET /status.php", 404, None),
    ],
)
def test_paths(line, status, location):
    """A missing slash is told before anybody asks who it is; what is no address is no user."""
    response = Seaclient().send(line, token="")
    assert (response.status, dict(response.headers).get("Location")) == (status, location)
    assert response.content_type.startswith("text/html")


@pytest.mark.parametrize("line,allow", [
    ("PATCH users/", "GET, POST, HEAD, OPTIONS"), ("GET groups/1/", "PUT, DELETE, OPTIONS"), ("POST search-user/", "GET, HEAD, OPTIONS"),
    ("DELETE users/batch/", "POST, OPTIONS"),
])  # fmt: skip
def test_other_methods(line, allow):
    """405 tells the methods there are."""
    response = Seaclient().send(line)
    assert (response.status, dict(response.headers)["Allow"]) == (405, allow)


@pytest.mark.parametrize("accept,status", [("*/*", 200), ("text/html, application/json;q=0.5", 200), ("application/*", 200), ("text/html", 406)])
def test_accept(accept, status):
    """JSON or nothing."""
    assert Seaclient().ask("GET users/", headers={"accept": accept})[0] == status


@pytest.mark.parametrize(
    "kind,body,status,told",
    [
        ("application/json", b'{"email": ', 400, b"JSON parse error - Expecting value: line 1 column 11 (char 10)"),
        ("application/json", b"[]", 500, b"<html"),
        ("text/plain", b"email=a", 415, b'Unsupported media type \\"text/plain\\" in request.'),
        ("text/plain", b"", 400, b"email invalid."),
    ],
)
def test_unreadable_bodies(kind, body, status, told):
    """A body that is empty may be of any type."""
    client = Seaclient()
    headers = {"authorization": "Token " + client.token, "content-type": kind}
    response = client.product.handle(Request("POST", "/api/v2.1/admin/users/", "", headers, body))
    assert response.status == status and told in response.body


def test_german_where_it_is_known():
    """Only the conflict of group names is translated; login ids are not."""
    client = Seaclient()
    client.group("staff")
    client.add("anna", login_id="a")
    german = {"accept-language": "de-DE,de;q=0.9"}
    assert error(client.ask("POST groups/", {"group_name": "staff"}, headers=german)) == (400, "Eine Gruppe mit diesem Namen gibt es bereits.")
    form = {"email": "b@example.test", "password": "x", "login_id": "a"}
    assert error(client.ask("POST users/", form, headers=german)) == (400, "Login id a already exists.")


def test_sign_in_limit():
    """Sixty a minute, right or wrong; the sixty-first is told how long to wait, and other calls go on."""
    client = Seaclient()
    assert {client.sign_in("nobody@example.test", "x")[0] for _turn in range(59)} == {400}
    response = client.send("POST /api2/auth-token/", {"username": ADMIN, "password": PASSWORD}, token="")
    wait = dict(response.headers)["Retry-After"]
    assert response.status == 429 and 55 <= int(wait) <= 60
    assert b"Request was throttled. Expected available in %s seconds." % wait.encode() in response.body
    assert client.status("GET users/") == 200
    client.product.operate({"advance_time": 61})
    assert client.sign_in(ADMIN, PASSWORD)[0] == 200


def test_user_limit():
    """Per user over all endpoints; who waits gets in when the oldest request is out, and refused ones do not count."""
    client = Seaclient()
    client.add("anna", is_staff="true")
    anna = client.sign_in("anna@example.test", "pw")[1]["token"]
    client.product.operate({"throttle": "2/minute"})
    assert [client.status(line) for line in ("GET /api2/auth/ping/", "PATCH users/", "GET users/", "GET users/")] == [200, 405, 429, 429]
    assert client.status("GET users/", token=anna) == 200
    client.product.operate({"advance_time": 59})
    response = client.send("GET users/")
    assert response.status == 429 and dict(response.headers)["Retry-After"] == "1" and b"in 1 second." in response.body
    client.product.operate({"advance_time": 1.5})
    assert client.status("GET users/") == 200


def test_without_limits():
    """A sandbox started without them lets everything in."""
    client = Seaclient(limits=False)
    assert {client.sign_in(ADMIN, "wrong")[0] for _turn in range(70)} == {400}
