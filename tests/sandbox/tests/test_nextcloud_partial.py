# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a Nextcloud cannot read or leaves out (from its source): entries of pages, accounts of a vanished backend, storage."""

from __future__ import annotations

import pytest
from sandbox.tests.nextclient import Nextclient


def crowd(dialect="nextcloud-34"):
    """A server with the accounts a to e in the group staff, beside the administrator."""
    client = Nextclient(dialect)
    for uid in "abcde":
        client.add(uid, groups=["staff"])
    return client


def users(client, path):
    """The ids that a list names."""
    held = client.data("GET " + path)["users"]
    return sorted(held)


@pytest.mark.parametrize("path, shown", [("users", ["a", "admin"]), ("users/details", ["a", "admin"]), ("users/details?search=b", [])])
def test_filtered(path, shown):
    """They take a place in the page and are not shown."""
    client = crowd()
    client.product.operate({"filtered": {"users": ["b", "c"]}})
    assert users(client, path + ("&" if "?" in path else "?") + "limit=4") == shown


def test_filtered_groups():
    """The same for groups."""
    client = crowd()
    client.product.operate({"filtered": {"groups": ["admin"]}})
    assert client.data("GET groups?limit=1") == {"groups": []} and client.data("GET groups?limit=1&offset=1") == {"groups": ["staff"]}


def test_an_ignored_offset():
    """Every page is the first."""
    client = crowd()
    client.product.operate({"ignores_offset": True})
    for path in ("users", "users/details", "groups/staff/users/details"):
        assert users(client, path + "?limit=2&offset=4") == users(client, path + "?limit=2"), path


def test_remnants():
    """Listed by the id alone, not found by it, left out of the details of a group; editing and deleting still work."""
    client = crowd()
    client.product.operate({"remnant": "b"})
    assert client.ask("GET users/b") == (404, 404)
    assert client.data("GET users/details")["users"]["b"] == {"id": "b"}
    assert "b" in users(client, "users") and "b" not in users(client, "groups/staff/users/details")
    assert client.data("GET users/b/groups") == {"groups": ["staff"]}
    assert client.ask("DELETE users/b")[0] == 200 and "b" not in users(client, "users")


def test_remnants_of_28():
    """One of them makes the whole list fail."""
    client = crowd("nextcloud-28")
    client.product.operate({"remnant": "b"})
    assert client.ask("GET users/details") == (404, 404)


@pytest.mark.parametrize("answer, shown", [([], {"quota": []}), (False, {"quota": False}), (None, {})])
def test_storage(answer, shown):
    """Nothing is said of quota and use where the server cannot read the storage."""
    client = crowd()
    client.product.operate({"storage": {"user": "b", "answer": answer}})
    record = client.data("GET users/b")
    assert {key: record[key] for key in ("quota",) if key in record} == shown and record["groups"] == ["staff"]


@pytest.mark.parametrize("dialect", ["nextcloud-34", "nextcloud-28"])
def test_another_backend(dialect):
    """It keeps the display name, and tells so; everything else can be edited."""
    client = crowd(dialect)
    client.product.operate({"backend": {"user": "b", "name": "LDAP"}})
    record = client.data("GET users/b")
    assert (record["backend"], record["backendCapabilities"]) == ("LDAP", {"setDisplayName": False, "setPassword": False})
    assert client.ask("PUT users/b", form={"key": "displayname", "value": "Bea"})[1] == (113 if dialect == "nextcloud-34" else 103)
    assert client.ask("PUT users/b", form={"key": "quota", "value": "1 GB"})[1] == 200
    if dialect == "nextcloud-34":
        assert client.ask("PATCH users/b", form={"displayName": "Bea"})[1] == 422
