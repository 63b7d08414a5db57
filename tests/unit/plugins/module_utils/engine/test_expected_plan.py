# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan that was approved, and whether it is still the one that would be carried out."""

from __future__ import annotations

from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import SECRET, Operation, Request, digest
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs import calls as ocs_calls
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import resource as directory
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import PASSWORD, Site


def step(name, **after):
    """A step; its request is not part of what was approved."""
    return Operation("create", "user", name, {}, dict(after, password=SECRET), Request(ocs_calls.CREATE_USER, {}, {"password": name}))


def test_a_digest_is_of_what_happens():
    """The order does not matter, each value does."""
    one, two = step("anna", quota="1 GB"), step("ben")
    assert digest([one, two]) == digest([two, one]) != digest([one])
    assert digest([one]) != digest([step("anna", quota="2 GB")]) and len(digest([])) == 64


def test_only_the_approved_plan_is_carried_out():
    """The same in check mode and in the run; where server or document have changed since, nothing is written, and the message has the new steps."""
    given = {"groups": [{"name": "staff"}], "users": [{"name": "anna", "password": PASSWORD, "groups": "staff"}]}
    with Site("nextcloud-34") as site:
        approved = site.run(directory, check=True, **given).result["plan"]["digest"]
        assert not site.run(directory, check=True, expected_plan=approved, **given).error
        site.groups("staff")
        refused = site.run(directory, expected_plan=approved, **given)
        assert refused.error.startswith("expected_plan: the server or the document has changed since") and "create:user:anna" in refused.error
        assert {action["status"] for action in refused.outcome.actions} == {"skipped"} and not site.run(directory, **{**given, "users": []}).changed
        done = site.run(directory, expected_plan=refused.result["plan"]["digest"], **given)
        assert not done.error and site.read_members("staff") == ["anna"]
