# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows that cannot be applied: refused all together, or left out one by one."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.bulk.fields import Problems, Refused, shown_problems
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.directory import read as seafile_reading, resource as seafile_directory
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.ocs.directory.test_directory import OWN, account, plan
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import SeafileSite
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import DIALECTS, PASSWORD, Site

LDAP = {"backend": "LDAP", "backend_capabilities": {"setDisplayName": False, "setPassword": False}}


def ids(steps):
    """The ids of the steps."""
    return [step.id for step in steps]


def rows(steps):
    """Where the rows stood that were left out."""
    return [(problem.row, problem.name, problem.field) for problem in steps.problems]


@pytest.mark.parametrize("where, told", [
    ("users[3]", ("users[3]", "f")), ("groups[0].subadmins", ("groups[0]", "subadmins.f")),
    ("unlisted user a.b]", ("unlisted user a.b]", "f")), ("group admin x", ("group admin x", "f")),
    ("group admin [x].y", ("group admin [x].y", "f")), ("unlisted group users[1].a", ("unlisted group users[1].a", "f")),
])  # fmt: skip
def test_place(where, told):
    """A place inside a row belongs to the row; ids may hold dots and brackets."""
    problems = Problems()
    problems.note(where, "x", "f", "wrong.")
    assert (problems[0].row, problems[0].field) == told and str(problems[0]) == "%s: wrong." % ".".join(told)


def test_one_row_hides_no_other():
    """An account of another backend, whose display name cannot be changed: all other rows are compared."""
    anna, ben = account("anna", **LDAP), account("ben")
    given = dict(users=[{"name": "anna", "display_name": "Anna"}, {"name": "ben", "display_name": "Ben"}])
    with pytest.raises(Refused, match="users.0..display_name: the account comes from the backend LDAP"):
        plan(anna, ben, **given)
    found = plan(anna, ben, on_problem="skip", **given)
    assert ids(found) == ["update:user:ben:display_name"]
    assert shown_problems(found.problems) == [
        {"row": "users[0]", "name": "anna", "field": "display_name", "message": "the account comes from the backend LDAP, which cannot change it."}
    ]


def test_a_refusal_names_all():
    """The message tells each reason once, the result as many rows as it may hold."""
    given = dict(users=[{"name": "u%d" % number, "groups": ["nosuch"], "password": PASSWORD} for number in range(130)])
    for most, held in ((100, 100), (0, 130), (7, 7)):
        with pytest.raises(Refused, match="^document: users.0..groups, users.1..groups, users.2..groups and 127 more: the group 'nosuch'") as caught:
            plan(actions_shown=most, **given)
        assert "\n" not in str(caught.value) and len(caught.value.report()["problems"]) == held


def test_no_value_begins_a_line():
    """Only our own line feeds are one; those of a value are escaped."""
    problems = Problems()
    problems.note("users[0]", "x", "f", "a\nb")
    problems.note("users[1]", "y", "f", "c")
    assert str(Refused(problems)) == "document: 2 rows cannot be applied:\nusers[0].f: a\\u000ab\nusers[1].f: c"


def test_what_needs_a_row_that_is_left_out():
    """A group that cannot be created takes those along who are to join it; they are not unlisted for that."""
    given = dict(
        groups=[{"name": "b" * 65}, {"name": "b"}],
        unlisted_users="disable",
        max_disables="100%",
        on_problem="skip",
        users=[{"name": "anna", "groups": ["b" * 65]}, {"name": "ben", "groups": ["b"]}],
    )
    found = plan(account("anna"), account("ben"), account("carl"), has=["b"], **given)
    assert ids(found) == ["join:member:b:ben", "disable:user:carl"]
    assert rows(found) == [("groups[0]", "b" * 65, "name"), ("users[0]", "anna", "groups")]


def test_a_group_whose_admins_are_wrong():
    """The row of the group is left out; nobody loses the post because of it."""
    found = plan(account("anna", subadmin_of=["a"]), has=["a"], leads={"a": ["anna"]}, groups=[{"name": "a", "subadmins": ["nosuch"]}], on_problem="skip")
    assert ids(found) == [] and rows(found) == [("groups[0]", "nosuch", "subadmins")]


def test_an_unlisted_group_that_cannot_be_deleted():
    """It is left out like a row, and the rest is done."""
    given = dict(server=OWN, has=["a/b", "c"], unlisted_groups="delete", unlisted_scope={"names": ["*"]}, max_deletes="100%")
    with pytest.raises(Refused, match="^document: unlisted group a/b.name: "):
        plan(**given)
    found = plan(on_problem="skip", **given)
    assert ids(found) == ["delete:group:c"] and rows(found) == [("unlisted group a/b", "a/b", "name")]


UNREAD = {"users": [{"name": "ben"}, {"display_name": "Anna"}], "groups": [{"name": "a", "subadmins": {}}]}


@pytest.mark.parametrize("given, told", [
    ({"unlisted_users": "disable"}, "unlisted_users: groups[0], users[1] cannot be read, and may name one of the accounts that would be disabled;"),
    ({"unlisted_users": "delete"}, "unlisted_users: groups[0], users[1] cannot be read"),
    ({"unlisted_groups": "delete", "groups": [{"state": "present"}]}, "unlisted_groups: groups[0] cannot be read, and may name one of the groups"),
    ({"unlisted_groups": "delete", "users": [{"name": "ben", "groups": 1.5}]}, "unlisted_groups: users[0] cannot be read"),
    ({"unlisted_groups": "delete", "users": [{"name": "ben", "grops": "a"}]}, "unlisted_groups: users[0] cannot be read"),
])  # fmt: skip
def test_a_row_that_may_name_anybody(given, told):
    """Nobody goes for not being named where a row cannot be read that may name them."""
    with Site("nextcloud-34") as site:
        site.users("anna", "ben")
        with pytest.raises(Invalid) as refusal:
            site.run(directory, on_problem="skip", max_disables="100%", max_deletes="100%", **dict(UNREAD, **given))
        assert str(refusal.value).startswith(told) and str(refusal.value).endswith("to 'report'.")


def test_rows_that_cannot_be_read_are_left_out():
    """All are refused at once before the first request; or the rest is done, and an account that such a row names is not unlisted."""
    given = dict(users=[{"name": "anna", "enabled": "x"}, {"name": "ben", "quota": "1 GB"}], unlisted_users="disable", max_disables="100%")
    with Site("nextcloud-34") as site:
        site.users("anna", "ben", "carl")
        with pytest.raises(Refused, match="users.0..enabled: must be true or false"):
            site.run(directory, **given)
        report = site.run(directory, on_problem="skip", **given)
        assert report.steps == [("update", "ben", {"quota": "1 GB"}), ("disable", "carl", {"enabled": False})]
        assert [(problem["row"], problem["name"], problem["field"]) for problem in report.result["problems"]] == [("users[0]", "anna", "enabled")]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("check", [True, False])
def test_on_a_server(dialect, check):
    """The rest is done, the task is no failure, and the counts leave the rows out."""
    with Site(dialect) as site:
        report = site.run(
            directory,
            check,
            on_problem="skip",
            users=[{"name": "anna", "password": PASSWORD, "groups": ["nosuch"]}, {"name": "ben", "password": PASSWORD}, {"name": "admin"}],
        )
        assert not report.error and report.steps[0][:2] == ("create", "ben")
        assert [(problem["row"], problem["field"]) for problem in report.result["problems"]] == [("users[0]", "groups")]
        counts = report.result["summary"]["users"]
        assert (counts["created"], counts["unchanged"], counts["failed"]) == (1, 1, 0)


def test_only_problems():
    """Nothing is left to do, and that is told with the reasons."""
    with Site("nextcloud-34") as site:
        report = site.run(directory, on_problem="skip", users=[{"name": "anna"}])
        assert not report.changed and not report.error
        assert report.result["problems"][0]["field"] == "password"


def test_rows_that_cannot_be_read_on_seafile():
    """People are named by addresses, and by login ids of rows that are wrong."""
    given = dict(
        users=[{"email": "anna@example.com", "name": "anna", "enabled": "x"}, {"email": "no address"}],
        groups=[{"name": "c", "subadmins": ["anna"]}, {"name": "d", "subadmins": ["nosuch"]}],
    )
    held, _addresses = seafile_reading.load(given)
    assert [(problem.row, problem.field) for problem in held.problems] == [("users[0]", "enabled"), ("users[1]", "email"), ("groups[1]", "subadmins")]
    assert held.groups["c"]["subadmins"] == ["anna@example.com"] and held.named_users() == {"anna@example.com", "nosuch"}
    assert [row.where for row in held.left_out if row.may_name("user")] == ["groups[1]", "users[1]"]


def test_on_seafile():
    """The same there."""
    with SeafileSite() as site:
        report = site.run(
            seafile_directory,
            on_problem="skip",
            users=[{"email": "anna@example.com"}, {"email": "ben@example.com", "password": PASSWORD}],
            groups=[{"name": "a/b"}, {"name": "c"}],
        )
        assert not report.error and [step[:2] for step in report.steps] == [("create", "ben@example.com"), ("create", "c")]
        assert [(problem["row"], problem["field"]) for problem in report.result["problems"]] == [("users[0]", "password"), ("groups[0]", "name")]
