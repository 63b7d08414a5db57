# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan that was approved, and whether it is still the one that would be carried out."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.engine import run as life
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import SECRET, Operation, Request
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.run import approved, identity, unexpected
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs import calls as ocs_calls
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.holders import holder
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import DIALECTS, PASSWORD, Site, wish


def step(name, **after):
    """A step; its request is not part of what was approved."""
    return Operation("create", "user", name, {}, dict(after, password=SECRET), Request(ocs_calls.CREATE_USER, {}, {"password": name}))


def quota(name, after="2 GB"):
    """Another step."""
    return Operation("update", "user", name, {"quota": "1 GB"}, {"quota": after}, None)


def digest(steps):
    """The digest of a plan."""
    return identity(steps)["digest"]


def refusal(after, before):
    """What is said of a plan when this one was approved."""
    return str(unexpected(identity(after), approved(before)) or "")


def test_a_digest_is_of_what_happens():
    """The order does not matter, each value does."""
    one, two = step("anna", quota="1 GB"), step("ben")
    assert digest([one, two]) == digest([two, one]) != digest([one])
    assert digest([one]) != digest([step("anna", quota="2 GB")]) and len(digest([])) == 64
    assert digest([one, two]).endswith(";create.user=2") and "anna" not in digest([one])


def test_steps_have_names_and_no_values():
    """A mark tells other values from the same; neither a value nor a secret is in it."""
    told = identity([step("anna", quota="1 GB"), quota("carl")])["steps"]
    assert list(told) == ["create:user:anna", "update:user:carl:quota"] and all(len(mark) == 8 for mark in told.values())
    assert told["create:user:anna"] != identity([step("anna", quota="2 GB")])["steps"]["create:user:anna"]
    assert identity([step("anna"), step("anna", quota="1 GB")])["steps"] == identity([step("anna", quota="1 GB"), step("anna")])["steps"]


DELETE = Operation("delete", "user", "bob", {"enabled": True}, {}, None)
CASES = [
    ([DELETE, quota("carl")], [step("anna"), quota("carl", "3 GB")],
     "New: create:user:anna. Gone: delete:user:bob. Other values: update:user:carl:quota. Steps of the new plan: create:user:anna, update:user:carl:quota.",
     "New: 1 create.user. Gone: 1 delete.user. Steps"),
    ([step("anna")], [step("anna"), step("ben")], "New: create:user:ben. Steps", "New: 1 create.user. Steps"),
    ([step("anna")], [], "Gone: create:user:anna. Steps of the new plan: none.", "Gone: 1 create.user. Steps"),
    ([step("anna")], [step("ben")], "New: create:user:ben. Gone: create:user:anna. Steps", "for other objects or with other values. Steps"),
    ([], [step("anna")], "New: create:user:anna. Steps", "New: create:user:anna. Steps"),
]  # fmt: skip


@pytest.mark.parametrize("before, after, named, counted", CASES)
def test_what_came_and_went(before, after, named, counted):
    """By name where the plan was given, by kind where its digest was."""
    approval, found = identity(before), identity(after)
    assert "expected_plan: the server or the task has changed since the plan was approved. " + named in refusal(after, approval)
    assert counted in refusal(after, approval["digest"]) and "its digest is %s." % found["digest"] in refusal(after, approval)
    assert not refusal(before, approval) and not refusal(before, approval["digest"]) and not refusal(after, None) and not refusal(after, {})
    assert not refusal(after, found["digest"].partition(";")[0])


def test_a_plan_that_was_cut():
    """What is listed is named; the rest is counted."""
    before = [step("user%d" % number) for number in range(6)] + [DELETE]
    cut = identity(before)
    cut["steps"] = dict(list(cut["steps"].items())[:3])
    assert "Gone: create:user:user1, 1 delete.user. Steps" in refusal([each for each in before[:-1] if each.name != "user1"], cut)
    assert "New: 1 create.user. Steps" in refusal(before + [step("ben")], cut)


def test_a_long_list_is_cut():
    """A message holds the first steps, and how many there are beside them."""
    told = refusal([step("user%d" % number) for number in range(25)], identity([]))
    assert "create:user:user19 and 5 more. Steps" in told and "user20" not in told


def test_a_hash_without_counts():
    """It refuses, and nothing is said that nobody knows."""
    told = refusal([step("anna")], "0" * 64)
    assert "approved. Steps of the new plan: create:user:anna." in told


@pytest.mark.parametrize("given", ["", False, [], 7, ["x"], {"steps": {}}, {"digest": 7}, {"digest": "x", "steps": ["create:user:anna"]},
                                   {"digest": "x", "steps": {"anna": "1"}}, {"digest": "x", "steps": {"create:user:anna": 1}}])  # fmt: skip
def test_what_is_no_plan(given):
    """It is refused before anything is read."""
    with Site("nextcloud-34") as site:
        refused = life.run(user.RESOURCE, wish(user, expected_plan=given, name="anna", password=PASSWORD), False, site.client())
        assert str(refused.error).startswith("expected_plan: must be the digest of a plan") and not site.sandbox.counts


SINGLE = {
    "ocs_user": dict(name="anna", quota="1 GB"), "ocs_group": dict(name="lab", display_name="Lab"), "ocs_group_member": dict(group="lab", users=["anna"]),
}  # fmt: skip


@pytest.mark.parametrize("module", SINGLE)
def test_single_modules(module):
    """They know an approved plan as well; another one is not carried out, and shows what would have been done."""
    resource, given = holder(module), SINGLE[module]
    with Site("nextcloud-34") as site:
        site.users("anna")
        site.groups("lab")
        plan = site.run(resource, check=True, **given).outcome.identity
        refused = site.run(resource, expected_plan=identity([step("x")]), **given)
        assert refused.error.startswith("expected_plan: ") and "Gone: create:user:x." in refused.error
        assert refused.writes == 0 and refused.statuses == ["skipped"]
        assert site.run(resource, check=True, expected_plan=digest([]), **given).statuses == ["planned"]
        assert site.run(resource, expected_plan=plan, **given).statuses == ["done"]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_task_tells_its_digest(dialect):
    """In check mode and in the run the same, also where the run completes what a creation did not keep."""
    given = wish(user, name="anna", password=PASSWORD, quota="1 GB", display_name="Anna")
    with Site(dialect) as site:
        dry, done, again = [life.run(user.RESOURCE, given, check, site.client()).report()["plan"]["digest"] for check in (True, False, False)]
        assert dry == done != again == digest([])


def test_only_the_approved_plan_is_carried_out():
    """The same in check mode and in the run; where server or document have changed since, nothing is written, and the message has the new steps."""
    given = {"groups": [{"name": "staff"}], "users": [{"name": "anna", "password": PASSWORD, "groups": "staff"}]}
    with Site("nextcloud-34") as site:
        plan = site.run(directory, check=True, **given).result["plan"]
        assert not site.run(directory, check=True, expected_plan=plan, **given).error
        site.groups("staff")
        refused = site.run(directory, expected_plan=plan, **given)
        assert refused.error.startswith("expected_plan: the server or the task has changed since the plan was approved. Gone: create:group:staff.")
        assert "Steps of the new plan: create:user:anna." in refused.error
        assert {action["status"] for action in refused.outcome.actions} == {"skipped"} and not site.run(directory, **{**given, "users": []}).changed
        done = site.run(directory, expected_plan=refused.result["plan"]["digest"], **given)
        assert not done.error and site.read_members("staff") == ["anna"]


def test_a_directory_returns_as_many_steps_as_actions():
    """The digest is that of all of them."""
    given = {"groups": [{"name": "group%d" % number} for number in range(5)]}
    with Site("nextcloud-34") as site:
        cut, whole = (site.run(directory, check=True, actions_shown=most, **given).result["plan"] for most in (2, 0))
    assert list(cut["steps"]) == list(whole["steps"])[:2] and len(whole["steps"]) == 5 and cut["digest"] == whole["digest"]
