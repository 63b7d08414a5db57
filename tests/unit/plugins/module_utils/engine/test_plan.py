# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a plan is: difference, replay, diff, ids, and that no secret leaks from it."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.common.record import difference
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import Operation, Plan, Server, diff, replay, touched
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.group import people as membership
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.ids import ids_in
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called

SERVER = Server("nextcloud")
REQUEST = called.request("PUT", "cloud/users/alice", {"key": "k", "value": "s3cret"})
DIFFERENCES = [
    # change, current, to add, to remove
    (None, ["a"], [], []), ({"add": ["b", "a", "b"]}, ["a"], ["b"], []), ({"remove": ["b", "a"]}, ["a"], [], ["a"]),
    ({"add": ["c"], "remove": ["a", "x"]}, ["a", "b"], ["c"], ["a"]), ({"set": ["c", "a"]}, ["a", "b"], ["c"], ["b"]),
    ({"set": []}, ["b", "a"], [], ["a", "b"]),
    ({"set": ["a", "b"]}, ["b", "a"], [], []), ({"add": [], "remove": [], "set": None}, ["a"], [], []), ({"add": ["A"]}, ["a"], ["A"], []), ({}, ["a"], [], []),
    ({"set": []}, [], [], []),
]  # fmt: skip


@pytest.mark.parametrize("change, current, add, remove", DIFFERENCES)
def test_difference(change, current, add, remove):
    """What has to be added and removed, sorted, each once."""
    assert difference(change, current) == (add, remove)


def steps():
    """One of everything that can happen to a user."""
    return Plan([
        membership.create_group("new"),
        Operation("create", "user", "alice", {}, {"name": "alice", "enabled": True, "groups": ["a"], "password": "(changed)"}, REQUEST),
        Operation("update", "user", "alice", {"email": ""}, {"email": "x@y.example"}, REQUEST),
        Operation("update", "user", "alice", {}, {"password": "(changed)"}, REQUEST),
        membership.join(SERVER, "new", "alice"), membership.leave(SERVER, "a", "alice"),
        membership.promote(SERVER, "b", "alice"), membership.demote(SERVER, "c", "alice"),
        Operation("disable", "user", "alice", {"enabled": True}, {"enabled": False}, REQUEST),
    ])  # fmt: skip


FRESH = {"name": "alice", "email": "", "groups": [], "subadmin_of": ["c"], "enabled": True, "language": None}


def test_replay_of_a_creation():
    """The record after the plan: fresh, then changed; what cannot be read is not in it."""
    assert replay(None, steps(), "user", FRESH) == {
        "name": "alice", "email": "x@y.example", "groups": ["new"], "subadmin_of": ["b"], "enabled": False, "language": None}  # fmt: skip
    assert FRESH["groups"] == [] and FRESH["subadmin_of"] == ["c"]


def test_replay_leaves_its_arguments():
    """The observed record is a value."""
    observed = {"name": "alice", "groups": ["a"], "subadmin_of": []}
    assert replay(observed, [membership.leave(SERVER, "a", "alice")], "user") == {"name": "alice", "groups": [], "subadmin_of": []}
    assert observed["groups"] == ["a"]


def test_replay_forgets_what_the_server_computes():
    """Free space is unknown after the quota has changed, until it is read again."""
    observed = {"name": "alice", "quota": "1 GB", "quota_used": 5, "quota_free": 7, "quota_total": 12, "quota_relative": 0.1}
    raised = Operation("update", "user", "alice", {"quota": "1 GB"}, {"quota": "2 GB"}, REQUEST)
    assert replay(observed, [raised], "user") == {
        "name": "alice", "quota": "2 GB", "quota_used": 5, "quota_free": None, "quota_total": None, "quota_relative": None}  # fmt: skip


def test_replay_of_a_deletion():
    """Nothing is left, and nothing comes back by a later membership."""
    gone = Operation("delete", "user", "alice", {"name": "alice"}, {}, REQUEST)
    assert replay({"name": "alice"}, [gone, membership.join(SERVER, "a", "alice")], "user") is None


def test_replay_seen_from_the_group():
    """The same steps change the members and group admins of a group's record."""
    group = {"name": "a", "members": ["zoe"], "subadmins": []}
    moves = [membership.join(SERVER, "a", "alice"), membership.leave(SERVER, "a", "zoe"), membership.promote(SERVER, "a", "bob")]
    assert replay(group, moves, "group") == {"name": "a", "members": ["alice"], "subadmins": ["bob"]}


def test_touched_and_diff():
    """The diff is limited to the fields that the plan changes; a password shows as changed, never as itself."""
    assert touched(steps(), "user") == {"name", "enabled", "groups", "email", "subadmin_of"}
    before, after = diff(None, steps(), "user", FRESH)
    assert before == {}
    assert after == {
        "create group new": {"name": "new"},
        "email": "x@y.example",
        "enabled": False,
        "groups": ["new"],
        "name": "alice",
        "password": "(changed)",
        "subadmin_of": ["b"],
    }
    assert list(after) == sorted(after)


def test_diff_of_what_ends_with_a_membership():
    """A post that the server ends itself is told; a list that stays as it is is not, nor one that was not read."""
    left = Operation("leave", "member", "a", {"alice": True}, {"alice": False}, REQUEST, ("subadmin",))
    assert diff({"groups": ["a"], "subadmin_of": ["a", "b"]}, [left], "user") == (
        {"groups": ["a"], "subadmin_of": ["a", "b"]},
        {"groups": [], "subadmin_of": ["b"]},
    )
    assert diff({"groups": ["a"], "subadmin_of": ["b"]}, [left], "user") == ({"groups": ["a"]}, {"groups": []})
    assert diff({"groups": ["a"]}, [left], "user") == ({"groups": ["a"]}, {"groups": []})
    assert diff({"members": ["alice"], "subadmins": ["alice"]}, [left], "group")[1] == {"members": [], "subadmins": []}


def test_diff_of_a_deletion():
    """Before: the fields of the step; after: nothing."""
    gone = Operation("delete", "user", "alice", {"name": "alice", "email": "x@y.example"}, {}, REQUEST)
    assert diff({"name": "alice", "email": "x@y.example", "phone": "1"}, [gone], "user") == ({"name": "alice", "email": "x@y.example"}, {})


def test_ids_are_stable_and_apart():
    """The same for the same finding, whatever the values are, and no two in one plan alike."""
    ids = [step.id for step in steps()]
    assert ids == [
        "create:group:new", "create:user:alice", "update:user:alice:email", "update:user:alice:password", "join:member:new:alice",
        "leave:member:a:alice", "promote:subadmin:b:alice", "demote:subadmin:c:alice", "disable:user:alice",
    ]  # fmt: skip
    assert len(set(ids)) == len(ids)
    other = Operation("update", "user", "alice", {"email": "old@y.example"}, {"email": "z@y.example"}, REQUEST)
    assert other.id == ids[2]


def test_relations_name_the_user_as_key():
    """Kinds ``member`` and ``subadmin``: the name is the group, the key the user."""
    action = membership.join(SERVER, "staff", "alice").as_action("planned")
    assert action == {
        "id": "join:member:staff:alice", "action": "join", "kind": "member", "name": "staff", "before": {"alice": False}, "after": {"alice": True},
        "status": "planned", "error": None,
    }  # fmt: skip


def test_no_secret_in_what_is_shown():
    """Parameters of a request are in no repr, action or diff."""
    shown = [repr(steps()), repr(REQUEST), str([step.as_action("done") for step in steps()]), str(diff(None, steps(), "user", FRESH))]
    assert not [text for text in shown if "s3cret" in text]


GROUP_LISTS = [({"groups": ["a", 5]}, ["a", "5"]), ({"groups": {"2": "qa"}}, ["qa"]), (["x"], ["x"]), ([], []), ({"groups": []}, []), ({"groups": {}}, [])]


@pytest.mark.parametrize("data, ids", GROUP_LISTS)
def test_group_ids(data, ids):
    """Lists, maps with running numbers, numbers instead of texts (recorded: owncloud-10/membership)."""
    assert ids_in(data) == ids
