# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seafile's sign-in and the life of tokens."""

from __future__ import annotations

import pytest
from sandbox.tests.seafile_client import NEW, OLD, Seaclient, error

REQUIRED, BLANK = ["This field is required."], ["This field may not be blank."]
WRONG, OFF, PARAMS = (["Unable to login with provided credentials."], ["User account is disabled."], ["invalid params"])
DEVICE = {"platform": "linux", "device_id": "d" * 40, "device_name": "laptop"}


@pytest.fixture
def client():
    """A server with anna, who has a login id and a contact e-mail, and off, who is inactive."""
    client = Seaclient()
    client.anna = client.add("Anna", login_id="anna.l")
    client.off = client.add("off", is_active="false")
    return client


@pytest.mark.parametrize(
    "form,expected",
    [
        ({}, {"username": REQUIRED, "password": REQUIRED}),
        ({"username": "a"}, {"password": REQUIRED}),
        ({"username": "", "password": "x"}, {"username": BLANK}),
        ({"username": "a", "password": "  "}, {"password": BLANK}),
        ({"username": "nobody", "password": "pw"}, {"non_field_errors": WRONG}),
        ({"username": "anna.l", "password": "no"}, {"non_field_errors": WRONG}),
        ({"username": "off@example.test", "password": "no"}, {"non_field_errors": WRONG}),
        ({"username": "off@example.test", "password": "pw"}, {"non_field_errors": OFF}),
        ({"username": "anna.l", "password": "no", "platform": "linux"}, {"non_field_errors": PARAMS}),
        ({"username": "anna.l", "password": "pw", "platform": "linux", "device_id": "d"}, {"non_field_errors": PARAMS}),
    ],
)
def test_refusals(client, form, expected):
    """Always 400; fields first, then the device, then the password."""
    assert client.ask("POST /api2/auth-token/", form, token="") == (400, expected)


def test_null_is_refused(client):
    """JSON's null is neither absent nor blank."""
    data = {"username": "anna.l", "password": None}
    assert client.ask("POST /api2/auth-token/", data=data, token="") == (400, {"password": ["This field may not be null."]})


def test_names_that_sign_in(client):
    """Login id, contact e-mail and id, in any case of letters; always the same token, and one more per device."""
    names = ("anna.l", "ANNA.L", "Anna@example.test", "anna@EXAMPLE.test", client.anna, client.anna.upper())
    tokens = {client.sign_in(name, "pw")[1]["token"] for name in names}
    assert len(tokens) == 1
    device = client.ask("POST /api2/auth-token/", {"username": "anna.l", "password": "pw", **DEVICE}, token="")[1]["token"]
    again = client.ask("POST /api2/auth-token/", {"username": "anna.l", "password": "pw", **DEVICE}, token="")[1]["token"]
    assert device == again and device not in tokens
    assert client.ask("GET /api2/account/info/", token=device)[1]["login_id"] == "anna.l"


def test_json_does_as_well(client):
    """The sign-in reads both."""
    assert client.ask("POST /api2/auth-token/", data={"username": "anna.l", "password": "pw"}, token="")[0] == 200


@pytest.mark.parametrize("form,alive", [
    ({"name": "A"}, True), ({"is_active": "true"}, True), ({"password": ""}, True), ({"is_staff": ""}, True),
    ({"password": "pw"}, False), ({"is_active": "false"}, False), ({"is_active": ""}, False),
])  # fmt: skip
def test_what_ends_tokens(client, form, alive):
    """A new password, even the same one, and becoming inactive; a blank flag fails only after that."""
    token = client.sign_in("anna.l", "pw")[1]["token"]
    client.ask("PUT users/%s/" % client.anna, form)
    assert client.status("GET /api2/auth/ping/", token=token) == (200 if alive else 401)


def test_end_of_tokens_elsewhere(client):
    """The old API, a reset and a deletion end them too; becoming active again does not bring them back."""
    for line, form in (("PUT /api2/accounts/%s/", {"password": "pw"}), ("PUT users/%s/reset-password/", None), ("DELETE users/%s/", None)):
        client.state.find(client.anna).password = "pw"
        token = client.sign_in("anna.l", "pw")[1]["token"]
        assert client.status(line % client.anna, form) == 200
        assert client.status("GET /api2/auth/ping/", token=token) == 401
    assert client.sign_in("anna.l", "pw")[0] == 400


@pytest.mark.parametrize("dialect", [NEW, OLD])
def test_tokens_made_by_an_administrator(dialect):
    """By id or contact e-mail, the same that a sign-in gives; not for inactive users."""
    client = Seaclient(dialect)
    anna, off = client.add("anna"), client.add("off", is_active="0")
    made = client.ask("POST generate-user-auth-token/", {"email": anna})
    assert made == client.ask("POST generate-user-auth-token/", {"email": "anna@example.test"}) == client.sign_in("anna@example.test", "pw")
    assert error(client.ask("POST generate-user-auth-token/", {"email": off})) == (400, "User %s is not active." % off)
    assert error(client.ask("POST generate-user-auth-token/", {"email": "x@example.test"})) == (404, "User x@example.test not found.")
    assert error(client.ask("POST generate-user-auth-token/", {})) == (400, "email invalid.")
