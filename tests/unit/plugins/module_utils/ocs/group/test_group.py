# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan of a group: what is sent for what there is and what is wanted, and that nothing is left to do afterwards."""

from __future__ import annotations

import itertools

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import replay
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.group import resource as group
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.recordings import SERVERS
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import wish
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.wishes import requests

NC34, OC10 = SERVERS["nextcloud-34"], SERVERS["owncloud-10"]


def want(name="staff", **given):
    """The parameters of ocs_group."""
    return wish(group, name=name, **given)


def record(*members, **fields):
    """What the server has."""
    return dict({"name": "staff", "members": sorted(members)}, **fields)


JOIN = ("POST", "users/alice/groups", {"groupid": "staff"})
LEAVE = ("DELETE", "users/alice/groups", {"groupid": "staff"})
PLANS = [
    # observed, wanted, server, requests
    (None, {}, NC34, [("POST", "groups", {"groupid": "staff"})]),
    (None, {"display_name": " Staff "}, NC34, [("POST", "groups", {"groupid": "staff", "displayname": "Staff"})]),
    (None, {"display_name": ""}, NC34, [("POST", "groups", {"groupid": "staff", "displayname": "staff"})]),
    (None, {"members": {"add": ["alice"]}}, OC10, [("POST", "groups", {"groupid": "staff"}), JOIN]),
    (None, {"state": "absent"}, NC34, []),
    (record(), {}, NC34, []),
    (record(display_name="Staff"), {"display_name": "Staff"}, NC34, []),
    (record(display_name="Old"), {"display_name": "Staff"}, NC34, [("PUT", "groups/staff", {"key": "displayname", "value": "Staff"})]),
    (record(display_name="Old"), {"display_name": ""}, NC34, [("PUT", "groups/staff", {"key": "displayname", "value": "staff"})]),
    (record("alice"), {"members": {"add": ["alice"]}}, NC34, []),
    (record("alice"), {"members": {"add": ["ALICE"]}}, NC34, []),
    (record("Alice"), {"members": {"remove": ["alice"]}}, NC34, [("DELETE", "users/Alice/groups", {"groupid": "staff"})]),
    (record("alice"), {"members": {"remove": ["bob"]}}, NC34, []),
    (record("bob"), {"members": {"set": ["alice"]}}, NC34, [JOIN, ("DELETE", "users/bob/groups", {"groupid": "staff"})]),
    (record("alice"), {"members": {"set": []}, "allow_empty": True}, OC10, [LEAVE]),
    (record("alice", subadmins=[]), {"subadmins": {"add": ["alice"]}}, NC34, [("POST", "users/alice/subadmins", {"groupid": "staff"})]),
    (record(subadmins=["alice"]), {"subadmins": {"set": []}, "allow_empty": True}, NC34, [("DELETE", "users/alice/subadmins", {"groupid": "staff"})]),
    (record(subadmins=[]), {"subadmins": {"remove": ["alice"]}}, OC10, []),  # demoting nobody would be refused with 102
    (record("alice"), {"state": "absent"}, NC34, [("DELETE", "groups/staff", {})]),
    (record(), {"state": "absent", "only_if_empty": True}, OC10, [("DELETE", "groups/staff", {})]),
]  # fmt: skip


@pytest.mark.parametrize("observed, wanted, server, expected", PLANS)
def test_requests(observed, wanted, server, expected):
    """One request for each difference, in the order in which they go out."""
    assert requests(group.plan(observed, want(**wanted), server)) == expected


KNOWS_ADMIN = NC34.with_facts(caller="admin")
REFUSED = [
    # observed, wanted, server, field, a word of the reason
    (record("a"), {"name": "admin", "state": "absent"}, NC34, "state", "cannot be deleted"),
    (None, {"name": "admin", "state": "absent"}, OC10, "state", "cannot be deleted"),
    (record("alice", "bob"), {"state": "absent", "only_if_empty": True}, NC34, "only_if_empty", "2 members"),
    (None, {"display_name": "Staff"}, OC10, "display_name", "not support display names"),
    (record(display_name=""), {"display_name": ""}, OC10, "display_name", "not support display names"),
    (record(display_name=""), {"display_name": "x" * 256}, NC34, "display_name", "255"),
    (record("alice"), {"members": {"set": []}}, NC34, "members", "allow_empty"),
    (record("alice"), {"members": {"set": ["ghost"]}, "missing_users": "warn"}, NC34.with_facts(users={"ghost": None}), "members", "allow_empty"),
    (record(subadmins=["alice"]), {"subadmins": {"set": []}}, NC34, "subadmins", "allow_empty"),
    (record(), {"members": {"add": ["alice"], "remove": ["alice"]}}, NC34, "members", "keep one"),
    (record(), {"members": {"add": ["Alice"], "remove": ["alice"]}}, NC34, "members", "keep one"),
    (record(), {"members": {"add": ["alice"], "set": ["bob"]}}, NC34, "members", "complete list"),
    (record(), {"members": {"add": ["ghost"]}}, NC34.with_facts(users={"ghost": None}), "members", "'ghost' does not exist"),
    (record(), {"members": {"add": ["a@b.org"]}}, NC34.with_facts(users={"a@b.org": None}), "members", "an email address is not an ID"),
    (record(name="admin", subadmins=[]), {"name": "admin", "subadmins": {"add": ["alice"]}}, NC34, "subadmins", "no group admins"),
    (record(name="Admin", subadmins=[]), {"name": "Admin", "subadmins": {"add": ["alice"]}}, OC10, "subadmins", "no group admins"),
    (record("admin", "bob", name="admin"), {"name": "admin", "members": {"set": ["bob"]}}, KNOWS_ADMIN, "members", "acting account"),
    (record("Admin", "bob", name="admin"), {"name": "admin", "members": {"remove": ["ADMIN"]}}, KNOWS_ADMIN, "members", "acting account"),
]  # fmt: skip
BAD_USERS = ["", " ", " alice", "alice\n", "a\tb", "x" * 65, "a/b", ".."]
REFUSED += [(record(), {"members": {key: [user]}}, NC34, "members", "is not a user ID") for user in BAD_USERS for key in ("add", "remove", "set")]


@pytest.mark.parametrize("observed, wanted, server, field, reason", REFUSED)
def test_refusals(observed, wanted, server, field, reason):
    """What the server would refuse or answer wrongly is refused before the first write, with its parameter named."""
    with pytest.raises(Invalid) as error:
        group.plan(observed, want(**wanted), server)
    assert error.value.field == field and reason in error.value.problem


def test_a_group_called_like_the_administrators_may_be_led():
    """Nextcloud compares the id exactly: 'Admin' is a group like any other (its source)."""
    assert group.plan(record(name="Admin", subadmins=[]), want("Admin", subadmins={"add": ["alice"]}), NC34)


def test_a_missing_user_can_be_left_out():
    """With a warning."""
    steps = group.plan(record(), want(members={"add": ["ghost", "alice"]}, missing_users="warn"), NC34.with_facts(users={"ghost": None, "alice": "alice"}))
    assert requests(steps) == [JOIN]
    assert steps.warnings == ["members: the user 'ghost' does not exist; it is left out."]


def test_the_stored_spelling_of_a_user_is_used():
    """And told by a warning, for members as well as for newcomers."""
    server = NC34.with_facts(users={"ALICE": "Alice"})
    steps = group.plan(record("Bob"), want(members={"add": ["ALICE", "bob"]}), server)
    assert requests(steps) == [("POST", "users/Alice/groups", {"groupid": "staff"})]
    assert len(steps.warnings) == 2 and "stored as 'Alice'" in steps.warnings[0] and "stored as 'Bob'" in steps.warnings[1]


PEOPLE = [[], ["alice"], ["Bob", "alice"]]
CHANGES = [None, {"set": []}, {"set": ["alice"]}, {"set": ["bob", "carol"]}, {"add": ["bob"], "remove": ["ALICE"]}, {"remove": ["carol"]}]
STATES = [None] + [record(*members, subadmins=leaders, display_name=name) for members, leaders, name in itertools.product(PEOPLE, PEOPLE, ("staff", "Staff"))]
WISHES = [
    dict(members=members, subadmins=leaders, display_name=name, state=state)
    for members, leaders, name, state in itertools.product(CHANGES, CHANGES, (None, "", "Staff"), ("present", "absent"))
]  # fmt: skip


def test_convergence(record_property):
    """Whatever there is and whatever is wanted: after the plan nothing is left to do, and no step changes nothing."""
    count = 0
    for observed, given in itertools.product(STATES, WISHES):
        desired = want(allow_empty=True, **{key: value for key, value in given.items() if value is not None})
        steps = group.plan(observed, desired, NC34)
        assert all(step.before != step.after for step in steps)
        assert not group.plan(replay(observed, steps, group.KIND, group.fresh(desired, NC34)), desired, NC34)
        count += 1
    record_property("counted", f"groups: {count} of {count} combinations of state and wish converge")
