# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seafile's users: create, read, change, delete, beyond the recorded examples."""

from __future__ import annotations

import pytest
from sandbox.tests.seafile_client import ALL, NEW, OLD, Seaclient, error

BROKEN = "Internal Server Error"
TOO_LOW, NOT_WHOLE = "Space quota is too low (minimum value is 0).", "Must be an integer that is greater than or equal to 0."


def world(dialect=NEW):
    """anna and bert with login ids, and each with an own name."""
    client = Seaclient(dialect)
    for name in ("anna", "bert"):
        uid = client.add(name, name=name.title())
        client.ask("PUT users/%s/" % uid, {"login_id": name + ".l"})
        setattr(client, name, uid)
    return client


REFUSED = [
    ({"email": "a b@example.test"}, "email invalid."),
    ({"email": "o'brien@example.test"}, "email invalid."),
    ({"email": "a@b"}, "email invalid."),
    ({"is_staff": "yes"}, "is_staff invalid."),
    ({"is_staff": ""}, "is_staff invalid."),
    ({"is_active": "2", "name": "a/b"}, "is_active invalid."),
    ({"name": "a/b", "quota_total": "x"}, "Name should not include '/'."),
    ({"name": " " * 65}, "Name is too long (maximum is 64 characters)."),
    ({"quota_total": "1.0", "email": "anna@example.test"}, NOT_WHOLE),
    ({"quota_total": "-1"}, TOO_LOW),
    ({"email": "ANNA@example.test", "password": ""}, "User ANNA@example.test already exists."),
    ({"password": "", "login_id": "anna.l"}, "password required."),
    ({"login_id": " ANNA.l "}, "Login id ANNA.l already exists."),
]


@pytest.mark.parametrize("form,message", REFUSED)
def test_create_refuses_in_order(form, message):
    """400 each, and nobody is created."""
    client = world()
    form = {"email": "new@example.test", "password": "x", **form}
    assert error(client.ask("POST users/", form)) == (400, message)
    assert len(client.state.users) == 3


@pytest.mark.parametrize("word,meant", [("true", 1), ("T", 1), ("1", 1), ("FALSE", 0), ("f", 0), ("0", 0)])
def test_booleans(word, meant):
    """Six words in any case, on creation and on change."""
    client = Seaclient()
    uid = client.add("new", is_staff=word, is_active=word)
    assert (client.read(uid)["is_staff"], client.read(uid)["is_active"]) == (meant, meant)
    assert client.ask("PUT users/%s/" % client.add("other"), {"is_staff": word})[1]["is_staff"] == meant


@pytest.mark.parametrize("data,status", [
    ({"is_active": True}, 500), ({"is_active": False}, 500), ({"is_active": 1}, 500), ({"is_active": None}, 500), ({"login_id": 5}, 500),
    ({"name": 5}, 500), ({"quota_total": 7}, 200), ({"quota_total": [7]}, 500), ({"name": None, "login_id": None}, 200), ({"email": 5}, 500),
])  # fmt: skip
def test_create_by_json(data, status):
    """Texts and numbers do; other types crash the server before anything is stored."""
    client = Seaclient()
    assert client.status("POST users/", data={"email": "new@example.test", "password": "x", **data}) == status
    assert len(client.state.users) == (2 if status == 200 else 1)


@pytest.mark.parametrize(
    "data,status", [({"is_staff": True}, 500), ({"is_staff": False}, 200), ({"is_staff": 0}, 200), ({"is_staff": None}, 200), ({"quota_total": 0}, 200)]
)
def test_change_by_json(data, status):
    """What is false in JSON passes unchecked."""
    client = world()
    assert client.status("PUT users/%s/" % client.anna, data=data) == status


@pytest.mark.parametrize(
    "dialect,contact_email,login_id", [(NEW, "New@example.test", "n"), ("seafile-11", "New@example.test", "n"), (OLD, "c@example.test", "")]
)
def test_create_by_version(dialect, contact_email, login_id):
    """Where the server makes ids, the address is the contact e-mail; before, it was the id, and login ids were ignored."""
    client = Seaclient(dialect)
    form = {"email": "New@example.test", "password": "x", "contact_email": "c@example.test", "login_id": "n", "reference_id": "r", "nonsense": "1"}
    record = client.ask("POST users/", form)[1]
    assert (record["contact_email"], record["login_id"]) == (contact_email, login_id)
    assert record.get("reference_id") == (None if dialect == NEW else "")
    assert record["email"].endswith("@auth.local") == (dialect != OLD)
    assert ("new@example.test" in client.state.users) == (dialect == OLD)


def test_empty_login_ids_collide_after_the_user_was_stored():
    """The first has "", the second gets a 500 and exists, with his quota."""
    client = Seaclient()
    client.add("first", login_id="")
    assert error(client.ask("POST users/", {"email": "second@example.test", "password": "x", "login_id": "", "quota_total": "5"})) == (500, BROKEN)
    found = client.ask("GET search-user/?query=second@example.test")[1]["user_list"]
    assert [user["quota_total"] for user in found] == [5_000_000]
    client.add("third")
    client.add("fourth")


CHANGES = [
    ({"name": "  Anna B "}, {"name": "Anna B"}),
    ({"name": ""}, {"name": "anna"}),
    ({"login_id": " x "}, {"login_id": "x"}),
    ({"contact_email": "ANNA@example.test"}, {"contact_email": "ANNA@example.test"}),
    ({"contact_email": "other@example.test", "name": ""}, {"contact_email": "other@example.test", "name": "other"}),
    ({"contact_email": ""}, {"contact_email": "", "name": "Anna"}),
    ({"quota_total": " 25 "}, {"quota_total": 25_000_000}),
    ({"quota_total": "0"}, {"quota_total": -2}),
    ({"role": "guest"}, {"role": "default"}),
    ({"role": ""}, {"role": "default", "update_status_tip": ""}),
    ({"department": "d", "reference_id": "r", "nonsense": "1"}, {"update_status_tip": ""}),
    ({"institution": ""}, {"update_status_tip": ""}),
    ({"is_active": "false"}, {"is_active": False, "update_status_tip": "Edit succeeded"}),
]


@pytest.mark.parametrize("form,expected", CHANGES)
def test_change(form, expected):
    """What is stored is what the answer shows."""
    client = world()
    before = client.read(client.anna)
    status, record = client.ask("PUT users/%s/" % client.anna, form)
    assert status == 200
    assert {key: record[key] for key in expected} == expected
    assert client.read(client.anna) == {**before, **{key: value for key, value in expected.items() if key in before}}


NOT_CHANGED = [
    ({"name": "X", "is_staff": "maybe"}, 400, "is_staff invalid."),
    ({"name": "X", "role": "nobody"}, 400, "role must be in ['default', 'guest']."),
    ({"name": "X", "login_id": "anna.l"}, 400, "Login id anna.l already exists."),
    ({"name": "X", "login_id": "BERT.L"}, 400, "Login id BERT.L already exists."),
    ({"name": "X", "contact_email": " x@example.test"}, 400, "Contact email invalid."),
    ({"name": "X", "quota_total": "1GB"}, 400, NOT_WHOLE),
    ({"name": "X", "institution": "I"}, 400, "Institution I does not exist"),
    ({"name": "X", "download_rate_limit": "1"}, 403, "Feature disabled."),
    ({"name": "X", "is_staff": ""}, 500, BROKEN),
    ({"name": "X", "is_active": ""}, 500, BROKEN),
]


@pytest.mark.parametrize("form,status,message", NOT_CHANGED)
def test_refused_change_changes_nothing(form, status, message):
    """Values are checked before anything is written, and before the user is looked up."""
    client = world()
    before = client.read(client.anna)
    assert error(client.ask("PUT users/%s/" % client.anna, form)) == (status, message)
    assert client.read(client.anna) == before
    assert error(client.ask("PUT users/x@example.test/", form))[0] == (404 if status == 500 else status)


@pytest.mark.parametrize(
    "form,written",
    [
        ({"name": "X", "contact_email": "BERT@example.test", "quota_total": "5"}, {"name": "X"}),
        ({"name": "X", "contact_email": "x@example.test", "quota_total": ""}, {"name": "X", "contact_email": "x@example.test"}),
        ({"is_staff": "1", "quota_total": ""}, {"is_staff": True}),
    ],
)
def test_change_that_breaks_off(form, written):
    """A 500 leaves what was written before: flags, name, login id, contact e-mail, quota, in this order."""
    client = world()
    before = client.read(client.anna)
    assert error(client.ask("PUT users/%s/" % client.anna, form)) == (500, BROKEN)
    assert client.read(client.anna) == {**before, **written}


@pytest.mark.parametrize("field", ["login_id", "contact_email"])
def test_one_user_may_have_an_empty_value(field):
    """It is as unique as any other; the same user may send it again."""
    client = world()
    assert [client.status("PUT users/%s/" % uid, {field: ""}) for uid in (client.anna, client.bert, client.anna)] == [200, 500, 200]
    client.ask("PUT users/%s/" % client.anna, {field: "free@example.test"})
    assert client.status("PUT users/%s/" % client.bert, {field: ""}) == 200


@pytest.mark.parametrize("dialect", ALL)
def test_reference_ids(dialect):
    """Until 11 unique and not repeatable; then without effect."""
    client = world(dialect)
    path = "PUT users/%s/" % client.anna
    first, again = client.ask(path, {"reference_id": "r1"}), client.ask(path, {"reference_id": "r1"})
    if dialect == NEW:
        assert first[0] == again[0] == 200 and "reference_id" not in first[1]
        return
    assert first[1]["reference_id"] == "r1"
    assert error(again) == (400, "Reference ID r1 already exists.")
    assert error(client.ask(path, {"reference_id": "a b"})) == (400, "Reference ID can not contain spaces.")
    assert client.ask(path, {"reference_id": ""})[1]["reference_id"] == ""


def test_ids_in_any_case_are_shown_as_written():
    """By id only; the stored spelling stays, and so does the name."""
    client = world()
    shouted = client.anna.upper()
    assert (client.read(shouted)["email"], client.read(shouted)["name"]) == (shouted, "Anna")
    assert client.ask("PUT users/%s/" % shouted, {"name": "A"})[1]["email"] == shouted
    assert client.read(client.anna)["name"] == "A"
    assert client.read("anna@example.test") is None
    assert client.status("DELETE users/%s/" % shouted) == 200 and client.read(client.anna) is None


@pytest.mark.parametrize("dialect,kept", [(NEW, False), (OLD, True)])
def test_delete_and_create_again(dialect, kept):
    """Quota and department outlive the account; they come back where the id does. A new quota replaces the old, 0 does not."""
    client = world(dialect)
    client.ask("PUT /api2/accounts/%s/" % client.anna, {"department": "Sales", "storage": "7"})
    assert [client.status("DELETE users/%s/" % client.anna) for _turn in range(2)] == [200, 404]
    again = client.add("anna", quota_total="0")
    account = client.ask("GET /api2/accounts/%s/" % again)[1]
    assert (account["department"], account["total"], account["name"]) == (("Sales", 7_000_000, "Anna") if kept else ("", -2, "anna"))
    client.ask("DELETE users/%s/" % again)
    assert client.read(client.add("anna", quota_total="3"))["quota_total"] == 3_000_000


def test_default_quota():
    """Whoever has no quota of his own reports the server's."""
    client = world()
    client.product.operate({"default_quota": 2})
    client.ask("PUT users/%s/" % client.anna, {"quota_total": "2000"})
    assert [client.read(uid)["quota_total"] for uid in (client.anna, client.bert)] == [2 * 10**9] * 2
    client.product.operate({"default_quota": None})
    assert [client.read(uid)["quota_total"] for uid in (client.anna, client.bert)] == [2 * 10**9, -2]
    client.ask("PUT users/%s/" % client.anna, {"quota_total": "0"})
    assert client.read(client.anna)["quota_total"] == -2


def test_reset_password():
    """A random one that works at once."""
    client = world()
    password = client.ask("PUT users/%s/reset-password/" % client.anna)[1]["new_password"]
    assert len(password) == 10 and client.sign_in("anna.l", password)[0] == 200
    assert error(client.ask("PUT users/x@example.test/reset-password/")) == (400, "email invalid.")


def test_administrators_may_shut_themselves_out():
    """The next call is refused: 403 without the flag, 401 without the account."""
    client = Seaclient()
    chief = client.add("chief", is_staff="true")
    token = client.sign_in("chief@example.test", "pw")[1]["token"]
    assert [client.status("PUT users/%s/" % chief, {"is_staff": "false"}, token=token) for _turn in range(2)] == [200, 403]
    client.ask("PUT users/%s/" % chief, {"is_staff": "true"})
    assert [client.status("DELETE users/%s/" % chief, token=token) for _turn in range(2)] == [200, 401]
