# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ownCloud answers: lists, records, apps, paths, maintenance."""

from __future__ import annotations

import json

import pytest
from sandbox.tests.owncloud_client import ADMIN, ALICE, LEAD, world

EVERYBODY = [4711, "admin", "alice", "bob", "lead", "root"]


@pytest.fixture(name="client")
def _client():
    return world()


@pytest.mark.parametrize("auth,line,expected", [
    (ADMIN, "users", EVERYBODY), (ADMIN, "users?search=AD", ["admin", "lead"]), (ADMIN, "users?search=a", []),
    (ADMIN, "users?search=0", EVERYBODY), (ADMIN, "users?limit=2&offset=1", ["admin", "alice"]),
    (ADMIN, "users?offset=1", EVERYBODY), (ADMIN, "users?limit=x", []), (ADMIN, "users?limit=-1&offset=4", ["lead", "root"]),
    (LEAD, "users", [0, "alice", "root"]), (LEAD, "users?search=lic", ["alice"]), (LEAD, "users?search=Wonder", []),
    (LEAD, "users?offset=1", ["alice", "root"]), (LEAD, "users?limit=-1", [0, "alice"]),
    (LEAD, "users?limit=1&offset=1", ["alice"]), (LEAD, "users?search=a", []),
])  # fmt: skip
def test_user_lists(client, auth, line, expected):
    """Administrators search ids, group-admins display names; numeric ids become numbers, for group-admins running ones."""
    assert client.ask("GET " + line, auth)[2] == {"users": expected}


def test_group_admin_searches_display_names(client):
    """Not the id any more, once the name is another."""
    client.code("PUT users/alice", form={"key": "display", "value": " Wonder Land "})
    assert client.ask("GET users?search=wonder", LEAD)[2] == {"users": ["alice"]}
    assert client.ask("GET users?search=alice", LEAD)[2] == {"users": []}
    assert client.ask("GET users?search=alice")[2] == {"users": ["alice"]}


@pytest.mark.parametrize("line,expected", [
    ("groups?search=DE", ["devs"]), ("groups?limit=0", []), ("groups?limit=", []), ("groups?limit=x", []), ("groups?limit=2&offset=1", ["devs", "ops"]),
    ("groups?offset=2", ["admin", "devs", "ops", "qa"]), ("groups?limit=-1&offset=2", ["admin", "devs", "ops", "qa"]), ("groups?search=d", []),
])  # fmt: skip
def test_group_lists(client, line, expected):
    """Other rules for paging than with users."""
    assert client.ask("GET " + line)[2] == {"groups": expected}


def test_group_admin_sees_his_groups_with_keys(client):
    """devs is the second of lead's posts: JSON shows an object; the first alone is a list."""
    assert client.ask("GET users/alice/groups", LEAD)[2] == {"groups": {"1": "devs"}}
    client.code("POST users/alice/groups", form={"groupid": "qa"})
    assert client.ask("GET users/alice/groups", LEAD)[2] == {"groups": ["qa", "devs"]}
    assert client.ask("GET users/alice/groups")[2] == {"groups": ["devs", "qa"]}


def test_enabled_is_shown_to_those_who_manage(client):
    """A plain user about himself does not see it, a group-admin only when in a group of his."""
    assert "enabled" not in client.ask("GET users/alice", ALICE)[2]
    assert "enabled" not in client.ask("GET users/lead", LEAD)[2]
    assert client.ask("GET users/alice", LEAD)[2]["enabled"] == "true"
    client.code("POST users/lead/groups", form={"groupid": "qa"})
    assert client.ask("GET users/lead", LEAD)[2]["enabled"] == "true"


def test_people_who_may_not_change_themselves(client):
    """`displayname` and `email` are refused, `display` is accepted and does nothing; managers still can."""
    client.product.operate({"set_system": {"allow_user_to_change_display_name": False, "allow_user_to_change_mail_address": False}})
    email, name = {"key": "email", "value": "a@example.org"}, {"key": "display", "value": "X"}
    assert [client.code("PUT users/alice", ALICE, form) for form in (email, {"key": "displayname", "value": "X"}, name)] == [997, 997, 100]
    assert client.ask("GET users/alice")[2]["displayname"] == "alice"
    assert [client.code("PUT users/alice", LEAD, form) for form in (email, name)] == [100, 100]
    record = client.ask("GET users/alice")[2]
    assert (record["displayname"], record["email"]) == ("X", "a@example.org")


def test_deleted_user_leaves_nothing_behind(client):
    """Neither memberships nor posts nor app passwords nor the fields of the account."""
    client.product.operate({"app_password": {"user": "lead", "token": "t0k"}})
    client.code("POST users/lead/groups", form={"groupid": "qa"})
    assert client.code("DELETE users/LEAD") == 100
    assert client.code("POST users", form={"userid": "lead", "password": "pw"}) == 100
    assert client.ask("GET users/lead/groups")[2] == {"groups": []}
    assert client.ask("GET groups/devs/subadmins")[2] == []
    assert client.ask("GET user", ("lead", "t0k"))[0] == 401


def test_apps(client):
    """Lists by filter, restriction to groups, uncaught errors, and the app that carries the API."""
    assert client.ask("GET apps?filter=disabled")[2] == {"apps": {"12": "password_policy", "18": "demo_old", "19": "demo_tool"}}
    client.product.operate({"enable_app": {"app": "demo_tool", "groups": ["ops"]}})
    assert "demo_tool" not in client.ask("GET apps?filter=enabled")[2]["apps"]
    assert client.code("POST apps/demo_tool") == 100
    assert client.ask("GET apps?filter=enabled")[2]["apps"][:3] == ["files", "activity", "comments"]
    assert "demo_tool" in client.ask("GET apps?filter=enabled")[2]["apps"]
    assert [client.ask(line)[:2] for line in ("POST apps/nope", "DELETE apps/dav", "DELETE apps/nope")] == [(200, None), (200, None), (200, 100)]
    assert client.code("DELETE apps/provisioning_api") == 100
    assert [client.code(line) for line in ("GET users", "GET user")] == [999, 100]


def test_capabilities_of_disabled_apps_are_missing(client):
    """An app takes its own along; the rest stays."""
    for app in ("files_sharing", "files_trashbin"):
        client.code("DELETE apps/" + app)
    shown = client.ask("GET capabilities")[2]["capabilities"]
    assert "files_sharing" not in shown and "undelete" not in shown["files"]
    assert shown["files"]["versioning"] and shown["dav"]["trashbin"] == "1.0"


@pytest.mark.parametrize("line,status,code", [
    ("PUT users", 405, None), ("PATCH users/alice", 405, None), ("POST user", 405, None), ("GET users/", 200, 999), ("GET groups/a%2Fb", 200, 999),
    ("GET users//alice", 200, 100), ("GET users/al%69ce", 200, 100),
    ("GET users/al%2569ce", 200, 998), ("GET users/ali+ce", 200, 998), ("HEAD users", 200, 100),
    ("GET /ocs/v2.php/cloud/nothing", 500, 500), ("GET /ocs/v2.php/cloud/users/nobody", 404, 404), ("GET /nothing", 404, None),
])  # fmt: skip
def test_paths(client, line, status, code):
    """Methods, percent signs, unknown paths."""
    response = client.send(line)
    assert response.status == status
    assert code is None or json.loads(response.body)["ocs"]["meta"]["statuscode"] == code


def test_maintenance_and_untrusted_host(client):
    """The host is looked at first, then maintenance, then credentials; the status page answers in maintenance."""
    client.product.operate({"maintenance": True})
    assert client.ask("GET users", ("admin", "wrong"))[:2] == (503, 503)
    assert client.send("GET users", headers={"host": "evil.example"}).status == 400
    assert json.loads(client.send("GET /status.php", None).body)["maintenance"] is True
    client.product.operate({"maintenance": False})
    assert client.code("GET users") == 100


def test_operation_of_another_product(client):
    """What ownCloud has not is refused, not ignored."""
    with pytest.raises(ValueError):
        client.product.operate({"two_factor_enforced": True})
