# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was measured on Seafile servers after the recordings, and what their source tells of the same."""

from __future__ import annotations

import pytest
from sandbox.tests.seafile_client import NEW, OLD, Seaclient, error

BROKEN = (500, "Internal Server Error")
EMOJI, RARE = "Anna \U0001f600", "\U00020bb7"  # four bytes each in UTF-8
# address, taken by the server's own rule, taken by the framework's
ADDRESSES = [
    ("anna@example.test", True, True), ("a+b.c@ex-ample.test", True, True), ('"a!b"@example.test', True, True), ("x@xn--mller-kva.example", True, True),
    ("x@localhost", False, True), ("juergen@müller.example", False, True), ("x@[127.0.0.1]", False, True), ("x@[::1]", False, True),
    ("o'brien@example.test", False, True), ("x@example.test.", True, False),
    ("x@example.t", False, False), ("a@b.c", False, False), ("a@b", False, False), ("x..y@example.test", False, False), (".x@example.test", False, False),
    ("x@-bad.test", False, False), ("under_score@ex_ample.test", False, False), (" x@example.test", False, False), ("x@example.test ", False, False),
    ("x@[300.0.0.1]", False, False), ("jürgen@example.test", False, False), ("x y@example.test", False, False), ("x", False, False),
]  # fmt: skip


@pytest.mark.parametrize("address,own,framework", ADDRESSES)
def test_addresses(address, own, framework):
    """Builds since February 2026 take what the framework takes."""
    for dialect, taken in (("seafile-13", own), ("seafile-11", own), (OLD, own), ("seafile-13-late", framework)):
        answer = Seaclient(dialect).ask("POST users/", {"email": address, "password": "x"})
        assert answer[0] == 200 if taken else error(answer) == (400, "email invalid."), dialect


@pytest.mark.parametrize(
    "query,found", [("%", ["admin", "anna", "bert"]), ("auth_local", ["anna", "bert"]), ("ann_", []), ("a%t", ["admin", "anna", "bert"]), ("\\", [])]
)
def test_wildcards_of_a_search(query, found):
    """In ids a percent sign is any text and an underscore any character; in names and addresses they are themselves."""
    client = Seaclient()
    client.add("anna"), client.add("bert", name="50% \\ me")
    users = client.ask("GET search-user/?query=" + query.replace("%", "%25").replace("\\", "%5C"))[1]["user_list"]
    expected = found + (["bert"] if query == "\\" else [])
    assert sorted(user["name"].partition("@")[0] if user["name"] != "50% \\ me" else "bert" for user in users) == expected


@pytest.mark.parametrize("name", [EMOJI, RARE])
def test_characters_of_four_bytes(name):
    """The tables of names and departments cannot hold them: 500, and a new account exists."""
    client = Seaclient()
    anna = client.add("anna", name="Anna")
    assert error(client.ask("POST users/", {"email": "new@example.test", "password": "x", "name": name, "quota_total": "5"})) == BROKEN
    left = client.ask("GET search-user/?query=new@example.test")[1]["user_list"]
    assert [(user["name"], user["quota_total"]) for user in left] == [("new", -2)]
    for line, form in (("PUT users/%s/", {"name": name}), ("PUT /api2/accounts/%s/", {"department": name})):
        assert error(client.ask(line % anna, form)) == BROKEN
    assert error(client.ask("POST groups/", {"group_name": RARE})) == BROKEN
    assert client.read(anna)["name"] == "Anna" and client.read(anna)["login_id"] == ""


def test_characters_of_four_bytes_in_comparisons():
    """Crash the server before anything is stored: as a login id, in a search, as an id, in a sign-in."""
    client = Seaclient()
    anna = client.add("anna")
    assert client.ask("PUT users/%s/" % anna, {"login_id": RARE}) == (500, None)
    assert client.ask("POST users/", {"email": "new@example.test", "password": "x", "login_id": RARE}) == (500, None)
    assert client.ask("GET search-user/?query=%F0%9F%98%80") == (500, None) and client.ask("GET users/%F0%9F%98%80@e.test/") == (500, None)
    assert client.sign_in(RARE, "x") == (500, None) and len(client.state.users) == 2


def test_too_long_for_its_column():
    """A login id and an address of more than 225 characters: 500, and a new account exists, with no address."""
    client = Seaclient()
    assert error(client.ask("POST users/", {"email": "%s@example.test" % ("x" * 214), "password": "x"})) == BROKEN
    assert error(client.ask("PUT users/%s/" % client.add("anna"), {"login_id": "x" * 226})) == BROKEN
    assert len(client.state.users) == 3


def test_login_ids_differ_by_more_than_case():
    """400 in another case, also for the account that has it."""
    client = Seaclient()
    anna = client.add("anna", login_id="anna")
    assert error(client.ask("PUT users/%s/" % anna, {"login_id": "Anna"})) == (400, "Login id Anna already exists.")


def test_early_eleven():
    """Takes a login id on a change only."""
    client = Seaclient("seafile-11-early")
    anna = client.add("anna", login_id="anna")
    assert client.read(anna)["login_id"] == ""
    assert client.ask("PUT users/%s/" % anna, {"login_id": "anna"})[1]["login_id"] == "anna"


def test_ids_with_and_without_accents():
    """Are the same to the database, and the answer repeats what was asked for."""
    client = Seaclient()
    anna = client.add("anna")
    client.ask("PUT update-user-ccnet-email/", {"old_email": anna, "new_email": "jurgen@example.test"})
    assert client.read("jürgen@example.test")["contact_email"] == "anna@example.test"
    assert [user["email"] for user in client.ask("GET search-user/?query=j%C3%BCrgen@example.test")[1]["user_list"]] == ["jurgen@example.test"]


@pytest.mark.parametrize("dialect", [NEW, OLD])
def test_without_a_frontend(dialect):
    """There is no page to show for what is not found; what answers in JSON does."""
    client = Seaclient(dialect)
    assert client.ask("GET users/nobody/")[0] == 404
    client.product.operate({"frontend": False})
    assert client.ask("GET users/nobody/") == (500, None)
    assert client.ask("GET users/nobody@example.test/")[0] == 404
