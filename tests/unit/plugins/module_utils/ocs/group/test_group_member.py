# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan of one relation between a group and users."""

from __future__ import annotations

import itertools

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import replay
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.group import people as group_member
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.recordings import SERVERS
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import wish
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.wishes import requests

NC34 = SERVERS["nextcloud-34"]
FIELDS = {"member": "members", "subadmin": "subadmins"}
CALLS = {"member": "groups", "subadmin": "subadmins"}


def want(*users, role="member", state="present", **given):
    """The parameters of ocs_group_member for the group staff."""
    return wish(group_member, **dict({"group": "staff", "users": list(users), "role": role, "state": state}, **given))


def record(role, *users, name="staff"):
    """What the server has."""
    return {"name": name, FIELDS[role]: sorted(users)}


PLANS = [
    # held, users, state, requests as (method, user)
    ((), ("alice",), "present", [("POST", "alice")]),
    (("alice",), ("alice",), "present", []),
    (("Alice",), ("ALICE",), "present", []),
    (("bob",), ("alice",), "present", [("POST", "alice")]),
    (("Alice", "bob"), ("alice",), "absent", [("DELETE", "Alice")]),
    ((), ("alice",), "absent", []),
    (("bob",), ("alice", "carol"), "exact", [("POST", "alice"), ("POST", "carol"), ("DELETE", "bob")]),
    (("alice",), ("alice",), "exact", []),
]  # fmt: skip


@pytest.mark.parametrize("role", FIELDS)
@pytest.mark.parametrize("held, users, state, expected", PLANS)
def test_requests(role, held, users, state, expected):
    """One write for each difference; removing a user who is not in is no error and no request."""
    steps = group_member.plan(record(role, *held), want(*users, role=role, state=state), NC34)
    assert requests(steps) == [(method, f"users/{user}/{CALLS[role]}", {"groupid": "staff"}) for method, user in expected]


REFUSED = [
    # observed, wanted, server, field, a word of the reason
    (None, want("alice"), NC34, "group", "does not exist"),
    (None, want("alice", state="exact"), NC34, "group", "does not exist"),
    (record("member", "alice"), want(state="exact"), NC34, "users", "allow_empty"),
    (record("subadmin"), want(state="exact", role="subadmin"), NC34, "users", "allow_empty"),
    (record("member"), want("ghost"), NC34.with_facts(users={"ghost": None}), "users", "does not exist"),
    (record("member"), want("alice", ""), NC34, "users", "not a user ID"),
    (record("subadmin", name="admin"), want("alice", role="subadmin", group="admin"), NC34, "users", "no group admins"),
    (record("member", "root", "bob", name="admin"), want("bob", state="exact", group="admin"), NC34.with_facts(caller="Root"), "users", "acting account"),
]  # fmt: skip


@pytest.mark.parametrize("observed, desired, server, field, reason", REFUSED)
def test_refusals(observed, desired, server, field, reason):
    """Before the first write, with the parameter named as this module calls it."""
    with pytest.raises(Invalid) as error:
        group_member.plan(observed, desired, server)
    assert error.value.field == field and reason in error.value.problem


def test_nobody_is_in_a_missing_group():
    """So 'absent' is reached, and a warning tells of the group."""
    steps = group_member.plan(None, want("alice", state="absent"), NC34)
    assert not steps and "does not exist" in steps.warnings[0]


def test_a_group_can_be_emptied_on_purpose():
    """With allow_empty."""
    steps = group_member.plan(record("member", "alice", "bob"), want(state="exact", allow_empty=True), NC34)
    assert [step.action for step in steps] == ["leave", "leave"]


def test_convergence(record_property):
    """Whatever there is and whatever is wanted: after the plan nothing is left to do."""
    people = [(), ("alice",), ("Bob", "alice"), ("carol",)]
    cases = list(itertools.product(FIELDS, people, people, group_member.CHANGES))
    for role, held, users, state in cases:
        observed, desired = record(role, *held), want(*users, role=role, state=state, allow_empty=True)
        steps = group_member.plan(observed, desired, NC34)
        assert not group_member.plan(replay(observed, steps, group_member.KIND), desired, NC34)
    record_property("counted", f"group members: {len(cases)} of {len(cases)} combinations of state and wish converge")
