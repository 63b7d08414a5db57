# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seafile's old accounts, several users at once, other ids, migration, libraries."""

from __future__ import annotations

import pytest
from sandbox.tests.seafile_client import ADMIN, ALL, NEW, OLD, Seaclient, error

REQUIRED = {"password": ["This field is required."]}


def world(dialect=NEW):
    """anna with a login id, bert, and anna's group `team`."""
    client = Seaclient(dialect)
    client.anna, client.bert = client.add("anna"), client.add("bert")
    client.ask("PUT users/%s/" % client.anna, {"login_id": "anna.l"})
    client.team = client.group("team", client.anna)
    return client


@pytest.mark.parametrize("query,expected", [
    ("", [0, 1, 2]), ("start=1", [1, 2]), ("start=1&limit=1", [1]), ("start=-1&limit=-1", [0, 1, 2]), ("start=-1", []), ("scope=db", [0, 1, 2]),
    ("scope=LdapImport", []), ("scope=LDAP", []),
])  # fmt: skip
def test_list_of_accounts(query, expected):
    """Ids in order of creation."""
    client = world()
    uids = [ADMIN, client.anna, client.bert]
    answer = client.ask("GET /api2/accounts/?" + query)
    assert answer == (200, [{"email": uids[index], "source": "DB"} for index in expected])


def test_bad_questions_for_accounts():
    """A scope is refused, a number that is none crashes the server, and an id must look like an address."""
    client = world()
    assert error(client.ask("GET /api2/accounts/?scope=xyz")) == (400, "XYZ is not a valid scope value")
    assert client.ask("GET /api2/accounts/?start=x") == (500, None)
    assert error(client.ask("GET /api2/accounts/a@-b.test/")) == (400, "Email a@-b.test invalid.")
    assert client.ask("GET /api2/accounts/a@b/") == (404, None)


PUT_REFUSED = [
    ({"name": "x" * 65}, "Name is too long (maximum is 64 characters)"),
    ({"name": "a/b"}, "Name should not include '/'."),
    ({"list_in_address_book": "1"}, "list_in_address_book invalid"),
    ({"login_id": " "}, "Login id can't be empty"),
    ({"login_id": "anna.l"}, "Login id anna.l already exists."),
    ({"department": "x" * 513}, "Department is too long (maximum is 512 characters)"),
    ({"institution": "I"}, "Institution I does not exist"),
    ({"storage": ""}, "Space quota can't be empty"),
    ({"storage": "1.5"}, "Must be an integer that is greater than or equal to 0."),
    ({"storage": "-1"}, "Space quota is too low (minimum value is 0)"),
    ({"is_staff": "true", "is_active": "yes"}, "is_active invalid."),
]


@pytest.mark.parametrize("form,message", PUT_REFUSED)
def test_refused_put_changes_nothing(form, message):
    """Checked before anything is stored."""
    client = world()
    before = client.ask("GET /api2/accounts/%s/" % client.anna)
    assert error(client.ask("PUT /api2/accounts/%s/" % client.anna, {"department": "D", **form})) == (400, message)
    assert client.ask("GET /api2/accounts/%s/" % client.anna) == before


def test_put_changes():
    """All fields at once; times are microseconds, and a login id that was never set is null."""
    client = world()
    form = {"name": "B", "department": "D", "storage": "5", "login_id": "b.l", "is_staff": "1", "is_active": "0", "list_in_address_book": "True",
            "institution": ""}  # fmt: skip
    assert client.ask("GET /api2/accounts/%s/" % client.bert)[1]["login_id"] is None
    status, record = client.ask("PUT /api2/accounts/%s/" % client.bert, form)
    expected = {"name": "B", "department": "D", "total": 5_000_000, "login_id": "b.l", "is_staff": True, "is_active": False, "list_in_address_book": True}
    assert status == 200 and {key: record[key] for key in expected} == expected
    assert record["create_time"] > 10**15


@pytest.mark.parametrize("dialect", ALL)
def test_put_creates(dialect):
    """The address becomes the contact e-mail in lower case, or the id; the same call again is the trap."""
    client = world(dialect)
    path = "PUT /api2/accounts/New@example.test/"
    assert error(client.ask(path, {})) == (400, REQUIRED)
    assert error(client.ask(path, {"password": "", "is_staff": "x"})) == (
        400,
        {"password": ["This field may not be blank."], "is_staff": ["Must be a valid boolean."]},
    )
    response = client.send(path, {"password": "x", "is_active": "off"})
    record = client.ask("GET %s" % dict(response.headers)["Location"])[1]
    assert response.status == 201 and record["is_active"] is False
    if dialect == OLD:
        assert record["email"] == "new@example.test" and client.status(path, {"password": "y"}) == 200
        assert client.sign_in("new@example.test", "y")[1]["non_field_errors"] == ["User account is disabled."]
        return
    assert client.read(record["email"])["contact_email"] == "new@example.test"
    assert client.ask(path, {"password": "x"}) == (500, None)
    left = client.ask("GET /api2/accounts/")[1][-1]["email"]
    assert left != record["email"] and client.read(left)["contact_email"] == "" and client.read(left)["name"] == left.partition("@")[0]


def test_delete_account():
    """202 tells that there was nothing."""
    client = world()
    assert [client.status("DELETE /api2/accounts/%s/" % uid) for uid in ("bert@example.test", client.bert, client.bert)] == [202, 200, 202]


BATCH_REFUSED = [
    ({"operation": "delete-user"}, "email invalid."),
    ({"email": "x"}, "operation can only be 'set-quota', 'delete-user', or 'set-institution'."),
    ({"email": "x", "operation": "set-quota"}, "quota_total invalid."),
    ({"email": "x", "operation": "set-quota", "quota_total": "x"}, "must be an integer that is greater than or equal to 0."),
    ({"email": "x", "operation": "set-institution"}, "Institution can not be blank."),
    ({"email": "x", "operation": "set-institution", "institution": "I"}, "Institution I does not exist"),
]


@pytest.mark.parametrize("form,message", BATCH_REFUSED)
def test_batch_refuses(form, message):
    """Before any user is changed."""
    assert error(world().ask("POST users/batch/", form)) == (400, message)


def test_batch():
    """200 with the outcome per user; JSON is not seen."""
    client = world()
    uids = [client.anna, "x@example.test", client.bert]
    failed = [{"email": "x@example.test", "error_msg": "User x@example.test not found."}]
    body = client.ask("POST users/batch/", {"operation": "set-quota", "email": uids, "quota_total": "0"})[1]
    assert body == {"failed": failed, "success": [{"email": uid, "quota_total": -2} for uid in (client.anna, client.bert)]}
    assert client.ask("POST users/batch/", {"operation": "set-institution", "email": uids, "institution": ""})[1]["failed"] == failed
    assert error(client.ask("POST users/batch/", data={"operation": "delete-user", "email": uids})) == (400, "email invalid.")
    assert client.ask("POST users/batch/", {"operation": "delete-user", "email": uids + [client.anna]})[1]["failed"] == failed
    assert list(client.state.users) == [ADMIN]
    body = client.ask("POST admin-users/batch/", {"email": ["nonsense", client.anna]})[1]
    assert [entry["error_msg"] for entry in body["failed"]] == ["email nonsense invalid.", "user %s not found." % client.anna]


@pytest.mark.parametrize("dialect", ALL)
def test_another_id(dialect):
    """Everything goes along but the owner of groups."""
    client = world(dialect)
    client.ask("PUT users/%s/" % client.anna, {"quota_total": "10", "name": "Anna A"})
    client.product.operate({"library": {"owner": client.anna, "name": "lib"}})
    token = client.sign_in("anna.l", "pw")[1]["token"]
    before = client.read(client.anna)
    path, form = "PUT update-user-ccnet-email/", {"old_email": client.anna, "new_email": "A.New@corp.test"}
    assert client.ask(path, form) == (200, {"success": True})
    assert client.read("A.New@corp.test") == {**before, "email": "A.New@corp.test"} and client.read(client.anna) is None
    assert client.ask("GET /api2/account/info/", token=token)[1]["email"] == "A.New@corp.test"
    assert client.roles(client.team) == {"A.New@corp.test": ("Admin", True)}
    assert client.ask("GET groups/")[1]["groups"][0]["owner"] == client.anna
    assert len(client.ask("GET libraries/?owner=A.New@corp.test")[1]["repos"]) == 1
    assert [user["email"] for user in client.ask("GET users/")[1]["data"]] == [ADMIN, "A.New@corp.test", client.bert]
    assert error(client.ask(path, form)) == (404, "User %s not found." % client.anna)
    assert error(client.ask(path, {"old_email": client.bert, "new_email": "a.new@corp.test"})) == (400, "User a.new@corp.test already exists.")
    assert client.status("PUT groups/%d/" % client.team, {"new_owner": "A.New@corp.test"}) == 200
    assert client.roles(client.team) == {"A.New@corp.test": ("Owner", True)}


MIGRATE_REFUSED = [
    ({}, 400, "op can only be migrate."),
    ({"op": "move"}, 400, "op can only be migrate."),
    ({"op": "migrate"}, 400, "Email  invalid."),
    ({"op": "MIGRATE", "to_user": "x@example.test"}, 404, "User x@example.test not found."),
    ({"op": "migrate", "to_user": "bert@example.test"}, 404, "User bert@example.test not found."),
]


@pytest.mark.parametrize("form,status,message", MIGRATE_REFUSED)
def test_migration_refuses(form, status, message):
    """The target is an id."""
    client = world()
    assert error(client.ask("POST /api2/accounts/%s/" % client.anna, form)) == (status, message)


def test_migration():
    """Libraries and owned groups move, joined groups are joined; the source stays, and a second time nothing is left to do."""
    client = world()
    token = client.sign_in("anna.l", "pw")[1]["token"]
    assert client.ask("POST /api2/repos/", {"name": "own"}, token=token)[1]["email"] == client.anna
    assert client.ask("POST libraries/", {"name": "given", "owner": client.anna})[1]["owner_name"] == "anna"
    joined = client.group("joined")
    client.ask("POST groups/%d/members/" % joined, {"email": client.anna})
    for _turn in range(2):
        assert client.ask("POST /api2/accounts/%s/" % client.anna, {"op": "migrate", "to_user": client.bert}) == (200, {"success": True})
        assert client.roles(client.team) == {client.anna: ("Admin", True), client.bert: ("Owner", False)}
        assert client.roles(joined)[client.bert] == ("Member", False)
        assert client.ask("GET libraries/?owner=" + client.anna)[1] == {"name": "", "owner": client.anna, "repos": []}
        assert [library["name"] for library in client.ask("GET libraries/?owner=" + client.bert)[1]["repos"]] == ["own", "given"]
    assert client.status("POST /api2/accounts/%s/" % client.bert, {"op": "migrate", "to_user": client.bert}) == 200
    assert len(client.ask("GET libraries/?owner=" + client.bert)[1]["repos"]) == 2
    assert client.status("POST /api2/accounts/gone@example.test/", {"op": "migrate", "to_user": client.bert}) == 200


def test_libraries():
    """Made behind the API's back, counted as usage, found by name and page, gone with their owner."""
    client = world()
    client.product.operate({"library": {"owner": "anna@example.test", "name": "big", "size": 3 * 2**20}})
    client.product.operate({"library": {"owner": client.bert, "name": "small"}})
    client.ask("PUT users/%s/" % client.anna, {"quota_total": "10"})
    assert client.read(client.anna)["quota_usage"] == 3 * 2**20
    assert client.ask("GET libraries/?name=bi")[1]["repos"][0]["size_formatted"] == "3.0\xa0MB"
    assert client.ask("GET libraries/?per_page=1")[1]["page_info"]["has_next_page"] is True
    assert client.ask("GET sysinfo/")[1]["repos_count"] == 3
    token = client.sign_in("anna.l", "pw")[1]["token"]
    assert client.ask("GET /api2/account/info/", token=token)[1]["space_usage"].startswith("31.4")
    client.ask("DELETE users/%s/" % client.anna)
    assert [library["name"] for library in client.ask("GET libraries/")[1]["repos"]] == ["small"]
    assert client.ask("GET groups/%d/libraries/" % client.team)[1]["libraries"] == []


def test_operations():
    """Last sign-ins show in all records; what cannot be done is told."""
    client = world()
    client.product.operate({"last_login": {"user": "anna@example.test", "time": 0}})
    assert client.read(client.anna)["last_login"] == "1970-01-01T00:00:00+00:00" == client.ask("GET users/")[1]["data"][1]["last_access_time"]
    client.product.operate({"last_login": {"user": client.anna, "time": None}})
    assert client.read(client.anna)["last_login"] == ""
    with pytest.raises(ValueError, match="no operation maintenance"):
        client.product.operate({"maintenance": True})
    with pytest.raises(LookupError, match="no user x"):
        client.product.operate({"library": {"owner": "x"}})


@pytest.mark.parametrize("dialect,status", [(NEW, 403), ("seafile-11", 403), (OLD, 200)])
def test_editions(dialect, status):
    """The community edition has neither departments nor organizations; institutions may be listed in 10."""
    client = Seaclient(dialect)
    assert client.status("GET institutions/") == status
    assert client.status("GET address-book/groups/") == client.status("POST organizations/", {}) == 403
    assert client.ask("GET /api2/server-info/", token="")[1]["features"] == ["seafile-basic"]
    assert client.ask("GET sysinfo/")[1]["is_pro"] is False
