# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan that was approved, and whether it is still the one that would be carried out."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.engine import run as life
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import SECRET, Operation, Request, digest, unexpected
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs import calls as ocs_calls
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.holders import holder
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import DIALECTS, PASSWORD, Site, wish


def step(name, **after):
    """A step; its request is not part of what was approved."""
    return Operation("create", "user", name, {}, dict(after, password=SECRET), Request(ocs_calls.CREATE_USER, {}, {"password": name}))


def quota(name):
    """Another step."""
    return Operation("update", "user", name, {"quota": "1 GB"}, {"quota": "2 GB"}, None)


def test_a_digest_is_of_what_happens():
    """The order does not matter, each value does."""
    one, two = step("anna", quota="1 GB"), step("ben")
    assert digest([one, two]) == digest([two, one]) != digest([one])
    assert digest([one]) != digest([step("anna", quota="2 GB")]) and len(digest([])) == 64
    assert digest([one, two]).endswith(";create.user=2") and "anna" not in digest([one])


@pytest.mark.parametrize("before, after, told", [
    ([step("anna")], [step("anna"), step("ben")], "New since then: 1 create.user. The 2 steps are now: create:user:anna, create:user:ben."),
    ([step("anna")], [], "Gone since then: 1 create.user. The 0 steps are now: none."),
    ([step("anna")], [step("ben")], "It does the same to other objects, or with other values. The 1 steps are now: create:user:ben."),
    ([], [step("anna")], "approved. New since then: 1 create.user. The 1 steps"),
    ([quota("anna")], [step("ben")], "New since then: 1 create.user. Gone since then: 1 update.user.quota."),
])  # fmt: skip
def test_what_came_and_went(before, after, told):
    """By kind, as a digest holds no names; and the steps as they are now."""
    refusal = str(unexpected(after, digest(after), digest(before)))
    assert refusal.startswith("expected_plan: ") and told in refusal and digest(after) in refusal
    assert unexpected(before, digest(before), digest(before)) is None and unexpected(after, digest(after), "") is None
    assert unexpected(after, digest(after), digest(after).partition(";")[0]) is None


def test_a_hash_without_counts():
    """It refuses, and nothing is said that nobody knows."""
    refusal = str(unexpected([step("anna")], digest([step("anna")]), "0" * 64))
    assert "since then" not in refusal and "other values" not in refusal and "create:user:anna" in refusal


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
        approved = site.run(resource, check=True, **given).outcome.digest
        refused = site.run(resource, expected_plan=digest([step("x")]), **given)
        assert refused.error.startswith("expected_plan: ") and "Gone since then: 1 create.user." in refused.error
        assert refused.writes == 0 and refused.statuses == ["skipped"]
        assert site.run(resource, check=True, expected_plan=digest([]), **given).statuses == ["planned"]
        assert site.run(resource, expected_plan=approved, **given).statuses == ["done"]


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
        approved = site.run(directory, check=True, **given).result["plan"]["digest"]
        assert not site.run(directory, check=True, expected_plan=approved, **given).error
        site.groups("staff")
        refused = site.run(directory, expected_plan=approved, **given)
        assert refused.error.startswith("expected_plan: the server or the document has changed since the plan was approved. Gone since then: 1 create.group.")
        assert "The 1 steps are now: create:user:anna." in refused.error
        assert {action["status"] for action in refused.outcome.actions} == {"skipped"} and not site.run(directory, **{**given, "users": []}).changed
        done = site.run(directory, expected_plan=refused.result["plan"]["digest"], **given)
        assert not done.error and site.read_members("staff") == ["anna"]
