# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a bulk run may touch: names and patterns, scope, protected objects, limits."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import datetime, timezone

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.bulk import guards
from ansible_collections.ocs.provisioning.plugins.module_utils.bulk.document import Document
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import Operation, Request, Server
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs import calls as ocs_calls
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import operations as user_steps

NOW = datetime(2026, 3, 31, 12, tzinfo=timezone.utc)
NEXTCLOUD = Server("nextcloud", version=(34, 0, 1)).with_facts(caller="Root")


@pytest.mark.parametrize("name, patterns, meant", [
    ("staff", ["staff"], True), ("staff", ["st*"], True), ("staff", ["s?aff"], True), ("staff", ["[rs]taff"], True), ("Staff", ["staff"], False),
    ("staff", [], False), ("a[b]", ["a[b]"], True), ("ab", ["a[b]"], True), ("a*", ["a*"], True), ("", ["*"], True), ("x", ["*"], True),
])  # fmt: skip
def test_patterns(name, patterns, meant):
    """Shell-style patterns; a name that looks like one still means itself."""
    assert guards.matches(name, patterns) is meant
    assert (name in guards.Names(patterns=patterns)) is meant


def test_names_to_the_letter():
    """The groups that a document declares are no patterns."""
    names = guards.Names(letters=["a*", "b"])
    assert [name for name in ("a*", "ab", "b", "c") if name in names] == ["a*", "b"]


@pytest.mark.parametrize("name, patterns, meant", [("Anna", ["anna"], True), ("anna", ["A*"], True), ("anna", ["[A-B]*"], True), ("anna", ["b*"], False)])
def test_ids_fit_in_any_case(name, patterns, meant):
    """Ids of accounts that differ in case only are the same."""
    assert guards.fits_id(name, patterns) is meant


@pytest.mark.parametrize("limit, existing, number", [
    ("0", 1000, 0), ("5", 1000, 5), ("10%", 1000, 100), ("10%", 5, 1), ("10%", 0, 1), ("0%", 1000, 0), ("100%", 7, 7), (" 3 % ", 100, 3),
    (4, 9, 4), ("1%", 199, 1),
])  # fmt: skip
def test_limits(limit, existing, number):
    """Numbers, and percentages, which allow at least one."""
    assert guards.allowed(limit, existing, "max_deletes") == number


@pytest.mark.parametrize("limit", ["", "some", "-1", "1.5", "10 percent", "%", "1e3", "\u0661"])
def test_limits_that_are_none(limit):
    """Everything else is refused before anything is read."""
    with pytest.raises(Invalid, match="max_disables: .* is neither a number nor a percentage"):
        guards.check_limits({"max_disables": limit, "max_deletes": "0", "max_group_deletes": "0"})
    with pytest.raises(Invalid, match="max_group_deletes: .* is neither a number nor a percentage"):
        guards.check_limits({"max_disables": "0", "max_deletes": "0", "max_group_deletes": limit})


def plan(*actions):
    """A plan that does this to as many users: ``disable``, ``delete``, or to groups: ``-group``."""
    record = {"name": "x"}
    steps = {
        "disable": lambda name: user_steps.disable(name, NEXTCLOUD),
        "delete": lambda name: user_steps.delete(name, record, NEXTCLOUD),
        "-group": lambda name: Operation("delete", "group", name, {}, {}, Request(ocs_calls.DELETE_GROUP, {"group": name})),
    }
    return [steps[action](name) for action, name in actions]


LIMITS = {"protected_users": [], "protected_groups": ["admin"], "max_disables": "10%", "max_deletes": "0", "max_group_deletes": "10%"}


def check(*actions, ids=10, groups=10, **desired):
    """The refusal of such a plan on a server with so many accounts and groups; "" when there is none."""
    users = {"u%d" % number: {"name": "u%d" % number} for number in range(ids)}
    observed = {"users": users, "ids": None, "groups": {"g%d" % number: {} for number in range(groups)}}
    try:
        guards.check(plan(*actions), observed, dict(LIMITS, **desired), NEXTCLOUD)
    except Invalid as refusal:
        return str(refusal)
    return ""


def test_limits_of_a_plan():
    """Above them the plan is refused, with the number, the limit and the first names."""
    assert check(("disable", "u1")) == ""
    assert check(("disable", "u1"), ("disable", "u2")) == (
        "max_disables: the plan would disable 2 of 10 accounts (u1, u2); the limit is 1. Raise max_disables if this is intended."
    )
    assert check(*[("delete", "u%d" % number) for number in range(7)], max_deletes="6").startswith(
        "max_deletes: the plan would delete 7 of 10 accounts (u0, u1, u2, u3, u4, ...); the limit is 6."
    )
    assert check(("delete", "u1"), max_deletes="10%") == ""
    assert check(("delete", "u1")).startswith("max_deletes: the plan would delete 1 of 10")
    assert check(("disable", "new"), ("disable", "fresh"), max_disables="0") == "", "new accounts are created disabled"


def test_percentages_are_of_the_whole_server():
    """Also where only some accounts were read."""
    observed = {"users": {"u1": {"name": "u1"}, "u2": {"name": "u2"}}, "ids": dict.fromkeys(map(str, range(20))), "groups": {}}
    guards.check(plan(("disable", "u1"), ("disable", "u2")), observed, LIMITS, NEXTCLOUD)


@pytest.mark.parametrize("gone, groups, limit, told", [
    (1, 3, "10%", ""),  # a percentage allows one
    (2, 10, "10%", "max_group_deletes: the plan would delete 2 of 10 groups (g0, g1); the limit is 1. Raise max_group_deletes if this is intended."),
    (2, 20, "10%", ""), (3, 20, "10%", "max_group_deletes: the plan would delete 3 of 20 groups (g0, g1, g2); the limit is 2."),
    (7, 10, "6", "max_group_deletes: the plan would delete 7 of 10 groups (g0, g1, g2, g3, g4, ...); the limit is 6."),
    (7, 10, "7", ""), (10, 10, "100%", ""), (1, 10, "0", "max_group_deletes: the plan would delete 1 of 10 groups (g0); the limit is 0."),
    (1, 10, "0%", "max_group_deletes: the plan would delete 1 of 10 groups (g0); the limit is 0."),
])  # fmt: skip
def test_limit_of_groups(gone, groups, limit, told):
    """The same for groups, of all groups of the server; accounts do not count."""
    refusal = check(*[("-group", "g%d" % number) for number in range(gone)], groups=groups, max_group_deletes=limit)
    assert refusal.startswith(told) and bool(refusal) == bool(told)
    assert check(("delete", "u1"), max_deletes="1", max_group_deletes="0") == ""


def test_protected():
    """Names in whatever case, the acting account, groups."""
    told = check(("disable", "u1"), protected_users=["U1"], max_disables="9")
    assert told == "protected_users: the plan would disable u1; remove their rows, or the protection."
    users = {"root": {"name": "root"}}
    with pytest.raises(Invalid, match="the plan would delete root"):
        guards.check(plan(("delete", "root")), {"users": users, "ids": None, "groups": {}}, dict(LIMITS, max_deletes="1"), NEXTCLOUD)
    assert check(("-group", "admin"), max_group_deletes="0") == "protected_groups: the group 'admin' would be deleted."
    assert check(("-group", "staff")) == ""


RECORDS = {
    "root": {"name": "root", "groups": ["admin"], "backend": "Database", "last_login": "2026-03-31T08:00:00Z"},
    "anna": {"name": "Anna", "groups": ["staff"], "backend": "Database", "last_login": "2026-03-01T12:00:00Z"},
    "ben": {"name": "ben", "groups": ["staff", "sales"], "backend": "LDAP", "last_login": None},
    "carl": {"name": "carl", "groups": [], "backend": "Guests", "last_login": "2025-12-31T00:00:00Z"},
}


def unlisted(action="report", of_groups="ignore", caller=None, document=None, **scope):
    """Users and groups that are not listed."""
    observed = {"users": RECORDS, "groups": dict.fromkeys(["admin", "staff", "sales", "tmp1"])}
    desired = {"document": document or Document(), "unlisted_scope": scope, "unlisted_users": action, "unlisted_groups": of_groups,
               "protected_users": ["CARL"], "protected_groups": ["admin"]}  # fmt: skip
    found = guards.unlisted(observed, desired, caller, NOW)
    return found["users"], found["groups"]


SCOPES = [
    ({}, ["Anna", "ben", "carl", "root"]),
    ({"names": None, "groups": None, "backends": None, "inactive_days": None}, ["Anna", "ben", "carl", "root"]),
    ({"names": ["a*", "BEN"]}, ["Anna", "ben"]),
    ({"backends": ["Database"]}, ["Anna", "root"]),
    ({"groups": ["s*"]}, ["Anna", "ben"]),
    ({"groups": ["sales"]}, ["ben"]),
    ({"inactive_days": 30}, ["ben", "carl"]),
    ({"inactive_days": 29}, ["Anna", "ben", "carl"]),
    ({"inactive_days": 30, "backends": ["Guests"]}, ["carl"]),
    ({"names": ["x*"], "groups": ["staff"]}, []),
]


@pytest.mark.parametrize("scope, names", SCOPES)
def test_scope(scope, names):
    """All conditions must hold; who never logged in is inactive."""
    assert unlisted(**scope)[0] == names


def test_whom_the_document_names():
    """By a row, in whatever case, or as a group admin; a group by a row or as somebody's group."""
    held = Document(groups={"staff": {"name": "staff", "subadmins": ["BEN"]}}, users={"ANNA": {"name": "ANNA", "groups": ["sales"]}})
    assert unlisted("delete", "delete", "Root", held) == ([], ["tmp1"])
    assert unlisted("report", "report", "Root", held) == (["carl", "root"], ["tmp1"])
    assert unlisted("ignore", "ignore", "Root", held) == ([], [])


def test_groups_by_name():
    """The scope's names hold for groups too."""
    assert unlisted("ignore", "report", names=["t*"])[1] == ["tmp1"]
    assert unlisted("ignore", "report")[1] == ["sales", "staff", "tmp1"]


def test_conditions_that_a_product_cannot_answer():
    """They would make nobody unlisted without a word."""
    guards.check_scope({"unlisted_scope": {"backends": ["LDAP"]}}, NEXTCLOUD)
    guards.check_scope({"unlisted_scope": {"backends": None, "names": ["a"]}}, Server("owncloud"))
    with pytest.raises(Invalid, match="unlisted_scope.backends: ownCloud does not return"):
        guards.check_scope({"unlisted_scope": {"backends": ["LDAP"]}}, Server("owncloud"))


@pytest.mark.parametrize("asked, scope, told", [
    ({"unlisted_users": "delete"}, {}, "unlisted_users: the document names no accounts, so that all would be deleted"),
    ({"unlisted_users": "disable"}, {"names": None}, "unlisted_users: the document names no accounts, so that all would be disabled"),
    ({"unlisted_groups": "delete"}, {"inactive_days": 9}, "unlisted_groups: the document names no groups, so that all would be deleted"),
    ({"unlisted_users": "report", "unlisted_groups": "report"}, {}, ""), ({"unlisted_users": "disable"}, {"inactive_days": 0}, ""),
    ({"unlisted_groups": "delete"}, {"names": ["tmp*"]}, ""),
])  # fmt: skip
def test_a_document_that_came_out_empty(asked, scope, told):
    """It takes nobody along; one that names somebody does, and so does one for a server that has nobody."""
    desired = dict({"unlisted_users": "ignore", "unlisted_groups": "ignore", "unlisted_scope": scope, "document": Document()}, **asked)
    there, held = {"users": ["ben"], "groups": ["tmp"]}, Document(groups={"staff": {"name": "staff"}}, users={"anna": {"name": "anna"}})
    guards.check_named(dict(desired, document=held), there)
    guards.check_named(desired, {"users": [], "groups": []})
    with pytest.raises(Invalid, match=told) if told else nullcontext():
        guards.check_named(desired, there)


@pytest.mark.parametrize("scope, told", [
    ({"names": []}, "unlisted_scope.names: is empty and would limit nothing"), ({"groups": [" "], "names": ["a"]}, "unlisted_scope.groups: is empty"),
    ({}, ""), (None, ""), ({"names": None, "backends": ["Database"]}, ""),
])  # fmt: skip
def test_conditions_that_came_out_empty(scope, told):
    """An empty list would be no condition."""
    with pytest.raises(Invalid, match=told) if told else nullcontext():
        guards.check_conditions(scope)
