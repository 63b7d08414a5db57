# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a bulk run tells while it works, by a clock that the tests move: its plan in one line, how far it is, what is left. And a run without limits."""

from __future__ import annotations

import itertools
from types import SimpleNamespace

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.bulk import rates
from ansible_collections.ocs.provisioning.plugins.module_utils.bulk.rates import Course, in_one_line
from ansible_collections.ocs.provisioning.plugins.module_utils.engine import run as life
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import Operation
from ansible_collections.ocs.provisioning.plugins.module_utils.http.workers import Progress
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import export, resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.directory import export as seafile_export, resource as seafile_directory
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import SeafileSite
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import Site, wish


def step(action, kind="user", name=None, **after):
    """A step that sends nothing, about an object of its own if none is named."""
    return Operation(action, kind, name or str(next(NUMBERS)), {}, after, None)


NUMBERS = itertools.count()


@pytest.mark.parametrize("steps, wait, eta, line", [
    ([step("create")] * 400 + [step("update", quota="1 GB") for _each in range(25)] + [step("join", "member", anna=True)] * 12, 1200, 1380.4,
     "create 400 users, change 25 users (quota 25), 12 joins, no deletion; about 23 min, 20 min of it waiting for the rate limit"),
    ([step("create", "group"), step("update", name="a", email="a", quota="x"), step("update", name="a", phone="y"), step("update", quota="y"),
      step("update", "group", display_name="z")], 0, 0.6,
     "create 1 group, change 2 users (email 1, phone 1, quota 2), change 1 group (display_name 1), no deletion; about 1 s"),
    ([step("leave", "member", anna=False), step("demote", "subadmin", anna=False), step("disable")] + [step("delete")] * 1200, 0, 60,
     "1 leave, 1 demotion, disable 1 user, delete 1,200 users; about 60 s"),
])  # fmt: skip
def test_the_plan_in_one_line(steps, wait, eta, line):
    """By kind, with the fields that change; that nothing is deleted is said."""
    assert in_one_line(steps, {"wait_seconds": wait, "eta_seconds": eta}) == line


def test_how_far():
    """Pace and time left go by what was measured, with creations taken for as long as they are; waits are counted apart."""
    moment, meter = [0.0], SimpleNamespace(waited=30.0)
    steps = [step("create")] * 100 + [step("join", "member", anna=True)] * 900
    course = Course(steps, 600, meter, lambda: moment[0])
    assert course.figures() == {"step": 0, "steps": 1000, "seconds_left": 690}
    for each in steps[:100]:
        moment[0] += 0.9  # twice the estimate
        course.advance(each)
    assert course.figures()["step"] == 100 and 680 < course.seconds_left() < 690 and course.told() == ", 1 a second, about 11 min left"
    moment[0], meter.waited = moment[0] + 600, 630.0
    assert 80 < course.seconds_left() < 90 and course.told() == ", 1 a second, about 1 min left".replace("1 min", "88 s")
    course.extend([step("join", "member", anna=True)] * 900)
    assert course.figures()["steps"] == 1900 and 160 < course.seconds_left() < 180
    for each in steps[100:] * 2:
        course.advance(each)
    assert course.figures() == {"step": 1900, "steps": 1900, "seconds_left": 0}


def test_a_slow_pace():
    """It is told by the minute."""
    moment = [0.0]
    course = Course([step("create")] * 10, 0, SimpleNamespace(waited=0.0), lambda: moment[0])
    moment[0] += 4
    course.advance(step("create"))
    assert course.told().startswith(", 15 a minute, about ") and rates.work(step("create")) == 0.45


def watch(site, work):
    """Do something with a client whose every look at the clock takes 3 s; what came of it, and the lines that it told."""
    client, lines, seconds = site.client(*site.admin), [], itertools.count(0, 3)
    client.transport.progress = Progress(lines.append, lambda: float(next(seconds)))
    return work(client), lines


@pytest.mark.parametrize("workers", [1, 3])
def test_a_run_tells_how_far_it_is(workers):
    """Reading, the plan, the steps; numbers only."""
    names = ["user%03d" % number for number in range(60)]
    given = {"groups": [{"name": "staff"}], "users": [{"name": name, "password": "Long-2026-otter", "groups": ["staff"]} for name in names]}
    with Site("nextcloud-34") as site:
        done, lines = watch(site, lambda client: life.run(directory.RESOURCE, wish(directory, workers=workers, **given), False, client))
        assert not done.error and len(done.outcome.actions) > 60
        plan = [line for line in lines if line.startswith("create 1 group, create 60 users")]
        assert len(plan) == 1 and "no deletion; about 27 s" in plan[0]
        after = lines[lines.index(plan[0]) + 1 :]
        assert [line for line in after if " steps done, " in line] and lines[-1].startswith("reading ")
        assert not [line for line in lines if "user0" in line or "staff" in line]
        _read, lines = watch(site, lambda client: life.read(export.INFORMATION, wish(export, workers=workers), False, client))
        assert "reading accounts 61" in lines


def test_limits_that_the_server_has_lifted():
    """What would wait too long by the defaults is sent, by several workers, where the task says that nothing is limited; the server has the last word."""
    given = {"users": [{"name": "user%d" % number, "phone": "+4971125242890", "password": "Staple-2026-x"} for number in range(60)], "rate_limit_wait": 0}
    with Site("nextcloud-34", limits=False) as site:
        refused = site.run(directory, **given)
        assert "it would wait 600 s; rate_limit_wait allows 0 s" in refused.error and "name it in rate_limits" in refused.error
        assert site.sandbox.product.state.user("user0") is None
        done = site.run(directory, rate_limits={"single_field_edits": "none"}, workers=4, **given)
        assert not done.error and done.result["plan"]["wait_seconds"] == 0 and done.result["plan"]["rate_limited_edits"]["single_field_edits"] == 60
        assert [action["status"] for action in done.outcome.actions] == ["done"] * 120
    with Site("nextcloud-34", limits=True) as site:
        done = site.run(directory, rate_limits={"single_field_edits": "none"}, **given)
        assert "rate limit" in done.error and len([action for action in done.outcome.actions if action["status"] == "skipped"]) > 8


def test_a_run_on_seafile_tells_how_far_it_is():
    """Its lists tell how long they are."""
    people = [{"email": "user%d@example.com" % number, "password": "Staple-2026-x"} for number in range(30)]
    with SeafileSite("seafile-13") as site:
        given = wish(seafile_directory, users=people)
        for seen in ("create 30 users, no deletion; about 14 s", "reading accounts 31 of 31"):
            done, lines = watch(site, lambda client: life.run(seafile_directory.RESOURCE, given, False, client))
            assert not done.error and seen in lines, lines
        _read, lines = watch(site, lambda client: life.read(seafile_export.INFORMATION, wish(seafile_export), False, client))
        assert "reading accounts 31 of 31" in lines
