# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seafile's groups and their members."""

from __future__ import annotations

import pytest
from sandbox.tests.seafile_client import ADMIN, ALL, NEW, Seaclient, error

BAD_NAME = "Name can only contain letters, numbers, spaces, hyphen, dot, single quote, brackets or underscore."
CONFLICT = "There is already a group with that name."
OWNER, CHIEF, MEMBER = ("Owner", True), ("Admin", True), ("Member", False)


def world(dialect=NEW):
    """Users anna, bert and cora; anna owns `team`, which bert is in."""
    client = Seaclient(dialect)
    for name in ("anna", "bert", "cora"):
        setattr(client, name, client.add(name))
    client.team = client.group("team", client.anna)
    client.members = "groups/%d/members/" % client.team
    client.ask("POST " + client.members, {"email": client.bert})
    return client


@pytest.mark.parametrize("name,message", [
    ("", "group_name  invalid."), ("  ", BAD_NAME), ("a/b", BAD_NAME), ("a,b", BAD_NAME), ("x" * 256, BAD_NAME), (" team ", CONFLICT), ("team", CONFLICT),
    ("Team", None), ("Büro 文 (a) b.c-d_e'f", None), ("x" * 255, None),
])  # fmt: skip
def test_names(name, message):
    """Blanks at the ends are dropped, then the exact spelling counts."""
    status, body = world().ask("POST groups/", {"group_name": name})
    assert (status, body.get("error_msg")) == ((400, message) if message else (201, None))
    assert message or body["name"] == name


@pytest.mark.parametrize("owner,status", [("x@example.test", 404), ("anna@example.test", 404), ("", 201)])
def test_owner_of_a_new_group(owner, status):
    """By id; the caller when none is given."""
    answer = world().ask("POST groups/", {"group_name": "new", "group_owner": owner})
    assert answer[0] == status and answer[1].get("owner", ADMIN) == ADMIN


def test_lists():
    """Newest first and paged, or by a part of the name, oldest first."""
    client = world()
    for name in ("Teams", "other", "steam"):
        client.group(name)
    numbers = {number: group.name for number, group in client.state.groups.items()}
    table = {
        "": ["steam", "other", "Teams", "team"],
        "?page=2&per_page=3": ["team"],
        "?page=x&per_page=1": ["steam", "other", "Teams", "team"],
        "?name=TEAM": ["team", "Teams", "steam"],
        "?name=none": [],
    }
    for query, expected in table.items():
        answer = client.ask("GET groups/" + query)[1]
        assert [numbers[group["id"]] for group in answer["groups"]] == expected, query
    assert client.ask("GET groups/?per_page=2")[1]["page_info"] == {"has_next_page": True, "current_page": 1}
    assert [group["name"] for group in client.ask("GET search-group/?query=Team%20")[1]["group_list"]] == ["team", "Teams", "steam"]
    for number in range(30):
        client.group("many %d" % number)
    assert len(client.ask("GET search-group/?query=many")[1]["group_list"]) == 25


def test_transfer():
    """The new owner need not be a member; the old one stays as an ordinary member."""
    client = world()
    path = "PUT groups/%d/" % client.team
    assert client.ask(path, {"new_owner": client.cora})[1]["owner"] == client.cora
    assert client.roles(client.team) == {client.anna: MEMBER, client.bert: MEMBER, client.cora: OWNER}
    assert error(client.ask(path, {"new_owner": client.cora})) == (400, "User %s is already group owner." % client.cora)
    assert error(client.ask(path, {"new_owner": "nonsense"})) == (400, "new_owner nonsense invalid.")
    assert error(client.ask(path, {"new_owner": "bert@example.test"})) == (404, "User bert@example.test not found.")


def test_rename_and_partial_update():
    """The present name is a conflict; a transfer before it has happened."""
    client = world()
    path = "PUT groups/%d/" % client.team
    assert error(client.ask(path, {"name": "team", "new_owner": client.bert})) == (400, CONFLICT)
    assert client.roles(client.team)[client.bert] == OWNER
    assert client.ask(path, {"name": "TEAM"})[1]["name"] == "TEAM"
    assert client.ask(path, {})[1]["name"] == "TEAM"
    assert error(client.ask(path, {"quota": "x"})) == error(client.ask(path, {"quota": "0"})) == (400, "quota invalid.")
    assert client.ask(path, {"quota": "-2"})[1]["quota"] == 0
    assert error(client.ask("PUT groups/99/", {"name": "x"})) == (404, "Group 99 not found.")


def test_delete():
    """Repeatable; its members stay as users."""
    client = world()
    assert [client.status("DELETE groups/%d/" % client.team) for _turn in range(2)] == [200, 200]
    assert error(client.ask("GET " + client.members)) == (404, "Group %d not found." % client.team)
    assert client.ask("GET users/%s/groups/" % client.bert)[1] == {"group_list": []}


def test_add_members():
    """The outcome per user; only forms are seen."""
    client = world()
    status, body = client.ask("POST " + client.members, {"email": [client.bert, client.cora, "cora@example.test"]})
    assert status == 200 and [member["email"] for member in body["success"]] == [client.cora]
    assert body["failed"] == [
        {"email": client.bert, "error_msg": "User bert is already a group member."},
        {"email": "cora@example.test", "error_msg": "User cora@example.test not found."},
    ]
    assert error(client.ask("POST " + client.members, data={"email": client.cora})) == (400, "Email invalid.")
    assert client.status("POST groups/99/members/", {"email": client.cora}) == 404


@pytest.mark.parametrize("word,status,role", [("true", 200, CHIEF), ("TRUE", 200, CHIEF), ("false", 200, MEMBER), ("1", 400, MEMBER), ("", 400, MEMBER)])
def test_group_administrators(word, status, role):
    """Two words, as often as one likes."""
    client = world()
    path = "PUT %s%s/" % (client.members, client.bert)
    assert [client.status(path, {"is_admin": word}) for _turn in range(2)] == [status] * 2
    assert client.roles(client.team)[client.bert] == role


def test_strange_group_administrators():
    """JSON's booleans, strangers, the owner."""
    client = world()
    assert client.ask("PUT %s%s/" % (client.members, client.bert), data={"is_admin": True}) == (500, {"error_msg": "Internal Server Error"})
    assert error(client.ask("PUT %s%s/" % (client.members, client.cora), {"is_admin": "true"})) == (400, "Email %s invalid." % client.cora)
    assert error(client.ask("PUT %snobody/" % client.members, {"is_admin": "true"})) == (404, "User nobody not found.")
    assert client.ask("PUT %s%s/" % (client.members, client.anna), {"is_admin": "false"})[1]["role"] == "Owner"


def test_remove_members():
    """Repeatable and for anybody, but not the owner."""
    client = world()
    for uid in (client.bert, client.bert, client.cora, "nobody"):
        assert client.ask("DELETE %s%s/" % (client.members, uid)) == (200, {"success": True})
    assert error(client.ask("DELETE %s%s/" % (client.members, client.anna))) == (403, "%s is group owner, can not be removed." % client.anna)
    assert list(client.roles(client.team)) == [client.anna]


@pytest.mark.parametrize("dialect", ALL)
def test_pages_of_members(dialect):
    """13 counts, the others tell whether there is more."""
    client = world(dialect)
    body = client.ask("GET %s?per_page=1" % client.members)[1]
    told = {"total_count": 2} if dialect == NEW else {"page_info": {"has_next_page": True, "current_page": 1}}
    assert len(body["members"]) == 1 and {key: body.get(key) for key in ("total_count", "page_info") if key in body} == told


def test_groups_of_a_user():
    """Newest first, with his role."""
    client = world()
    client.group("own", client.bert)
    led = client.group("led")
    client.ask("POST groups/%d/members/" % led, {"email": client.bert})
    client.ask("PUT groups/%d/members/%s/" % (led, client.bert), {"is_admin": "true"})
    found = client.ask("GET users/%s/groups/" % client.bert)[1]["group_list"]
    assert [(group["name"], group["role"]) for group in found] == [("led", "Admin"), ("own", "Owner"), ("team", "Member")]
    assert client.status("GET users/x@example.test/groups/") == 404


def test_group_of_a_deleted_owner():
    """It stays, with his id as owner and the name he had."""
    client = world()
    client.ask("DELETE users/%s/" % client.anna)
    (group,) = client.ask("GET groups/")[1]["groups"]
    assert (group["owner"], group["owner_name"]) == (client.anna, "anna")
    assert list(client.roles(client.team)) == [client.bert]
    assert client.ask("PUT groups/%d/" % client.team, {"new_owner": client.bert})[1]["owner"] == client.bert
    assert client.roles(client.team) == {client.bert: OWNER}
