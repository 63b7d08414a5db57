# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a result and a diff show of many steps."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.bulk.results import grouped
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import SECRET, Operation
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import resource as directory
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import PASSWORD, Site


def step(action, kind, name, before, after):
    """A step without a request."""
    return Operation(action, kind, name, before, after, None)


def quotas(number, new="7 GB"):
    """So many accounts whose quota changes in the same way."""
    return [step("update", "user", "u%d" % index, {"quota": "5 GB"}, {"quota": new}) for index in range(number)]


@pytest.mark.parametrize("steps, lines", [
    (quotas(500), ["500 × quota 5 GB → 7 GB: u0, u1, … 498 more"]),
    (quotas(2), ["2 × quota 5 GB → 7 GB: u0, u1"]),
    (quotas(1) + quotas(3, ""), ["3 × quota 5 GB → '': u0, u1, … 1 more", "1 × quota 5 GB → 7 GB: u0"]),
    ([step("update", "user", "a", {"email": None, "password": SECRET}, {"email": "a@b.example", "password": SECRET})],
     ["1 × email none → a@b.example: a", "1 × password (changed): a"]),
    ([step("update", "user", "u%d" % index, {"email": ""}, {"email": "u%d" % index}) for index in range(4)],
     ["4 × email in 4 ways: u0 ('' → u0), u1 ('' → u1), … 2 more"]),
    ([step("join", "member", "lab", {"anna": False}, {"anna": True}), step("promote", "subadmin", "lab", {"anna": False}, {"anna": True}),
      step("delete", "user", "ben", {"name": "ben"}, {}), step("update", "group", "lab", {"display_name": "L"}, {"display_name": "Lab"})],
     ["1 × join group lab: anna", "1 × become group admin of lab: anna", "1 × delete user: ben", "1 × group display_name L → Lab: lab"]),
])  # fmt: skip
def test_like_changes_stand_together(steps, lines):
    """A line for each change, and one for what differs from account to account."""
    assert grouped(steps) == lines


def test_no_step_is_lost_and_lines_stay_few():
    """Whatever they are, the lines count all steps."""
    steps = [step("join", "member", "g%d" % (index * index % 61), {"u%d" % index: False}, {"u%d" % index: True}) for index in range(3000)]
    lines = grouped(steps)
    assert sum(int(line.split(" × ")[0]) for line in lines) == 3000 and len(lines) == 21


@pytest.mark.parametrize("check", [True, False])
def test_on_a_server(check):
    """The result holds some steps and counts the others; the diff groups what is more than its limit, and both are whole on request."""
    users = [{"name": "u%d" % index, "password": PASSWORD, "groups": ["lab"]} for index in range(4)]
    given = dict(users=users, groups=[{"name": "lab"}])
    with Site("nextcloud-34") as site:
        report = site.run(directory, check, actions_shown=3, diff_shown=4, **given)
        assert [action["id"] for action in report.result["actions"]] == ["create:group:lab", "create:user:u0", "create:user:u1"]
        assert report.result["actions_left_out"] == {"create user": 2}
        assert report.result["summary"]["by_kind"] == {"create user": 4, "create group": 1}
        assert report.diff.split("\n") == [
            "5 objects change; diff_shown=0 shows them one by one. Grouped by change:",
            "1 × create group: lab",
            "4 × create user: u0, u1, … 2 more",
            "",
        ]
    for shown in ({"actions_shown": 0, "diff_shown": 0}, {"actions_shown": 5, "diff_shown": 5}):
        with Site("nextcloud-34") as site:
            report = site.run(directory, check, **shown, **given)
            assert "actions" not in report.result and report.result["actions_left_out"] == {} and len(report.outcome.actions) == 5
            assert len(report.diff[1]) == 5


def test_failed_steps_are_shown_before_others():
    """They are what somebody looks for."""
    with Site("nextcloud-34") as site:
        site.fault(kind="status", status=400, method="POST", path="/cloud/users$", skip=3, times=1)
        report = site.run(directory, actions_shown=2, users=[{"name": "u%d" % index, "password": PASSWORD} for index in range(5)])
        assert [(action["name"], action["status"]) for action in report.result["actions"]] == [("u0", "done"), ("u3", "failed")]
        assert report.result["actions_left_out"] == {"create user": 3} and report.result["summary"]["by_kind"] == {"create user": 4}


@pytest.mark.parametrize("option", ["actions_shown", "diff_shown"])
def test_no_number_below_zero(option):
    """Before the first request."""
    with Site("nextcloud-34") as site, pytest.raises(Invalid, match=option):
        site.run(directory, users=[], **{option: -1})
