# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rate limits that are reached in the middle of a run: the spare one is used, what would be refused is not sent, the rest goes on."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.common.calls import MAILS, MULTI, REQUESTS, SINGLE
from ansible_collections.ocs.provisioning.plugins.module_utils.http.answer import Answer, Limits
from ansible_collections.ocs.provisioning.plugins.module_utils.http.workers import Progress
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.directory import resource as seafile_directory
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import SeafileSite
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import PASSWORD, Site

PHONE, OTHER = "+4971125242890", "+4971125242891"


def use_up(site, bucket, left=0):
    """Somebody else's edits by the same account, until only so many are left."""
    for index in range((5 if bucket == MAILS else 50) - left):
        if bucket == SINGLE:
            site.send("PUT", "users/zoe", key="headline", value=str(index))
        elif bucket == MULTI:
            site.send("PATCH", "users/zoe", displayName="Zoe %d" % index)
        else:
            site.send("PUT", "users/zoe/additional_mail", key="a@x.example", value="")


@pytest.fixture(name="site")
def fixture_site():
    """A server whose limits are on, with some accounts."""
    with Site("nextcloud-34", limits=True) as site:
        site.groups("staff")
        site.users("zoe", "anna")
        yield site


def sent(report, method, ending=""):
    """How many such requests the server saw."""
    return sum(number for call, number in report.counts.items() if call.startswith(method + " ") and call.endswith(ending))


@pytest.mark.parametrize("wish, bucket, method, number", [
    ({"email": "anna@x.example"}, SINGLE, "PATCH", 1),
    ({"password": PASSWORD + "2", "update_password": "always"}, SINGLE, "PATCH", 1),
    ({"email": "anna@x.example", "quota": "1 GB", "display_name": "Anna"}, MULTI, "PUT", 3),
    ({"email": "anna@x.example", "password": PASSWORD + "2", "update_password": "always"}, MULTI, "PUT", 2),
])  # fmt: skip
def test_the_spare_limit_is_used_before_anybody_waits(site, wish, bucket, method, number):
    """The same edit by the other request."""
    use_up(site, bucket)
    done = site.run(user, name="anna", **wish)
    assert not done.error and done.statuses == ["done"] and sent(done, method, "/users/anna") == number
    assert sent(done, "PUT") + sent(done, "PATCH") == number + 1
    assert not site.run(user, name="anna", **dict(wish, update_password="on_create")).changed


@pytest.mark.parametrize("used, wish", [((SINGLE,), {"phone": PHONE}), ((SINGLE, MULTI), {"email": "anna@x.example"})])
def test_without_a_spare_limit(site, used, wish):
    """It is refused once, and the error names what to do."""
    for bucket in used:
        use_up(site, bucket)
    done = site.run(user, name="anna", **wish)
    assert done.statuses == ["failed"] and "rate limit" in done.error and "rate_limit_wait" in done.error and done.writes == len(used)


def rows(number, **fields):
    """Rows of accounts."""
    return [dict({"name": "u%d" % index}, **fields) for index in range(number)]


@pytest.mark.parametrize("workers", [1, 4])
def test_what_would_be_refused_is_not_sent(site, workers):
    """One refusal; the other edits are skipped, told in one message; memberships and the end of accounts go on, and the next run edits."""
    site.users(*["u%d" % index for index in range(12)])
    use_up(site, SINGLE, left=3)
    given = {
        "groups": [{"name": "staff"}],
        "users": rows(12, phone=PHONE, headline="Hi", groups=["staff"], enabled=False),
        "workers": workers,
        "max_disables": "100%",
    }
    done = site.run(directory, **given)
    assert sent(done, "PUT", "/users/u0") + sent(done, "PUT", "/users/u1") == 4
    assert sum(number for call, number in done.counts.items() if call.startswith("PUT ") and not call.endswith("/disable")) == 4
    statuses = [(action["action"], action["status"]) for action in done.outcome.actions]
    assert [statuses.count(("update", status)) for status in ("done", "failed", "skipped")] == [3, 1, 20]
    assert statuses.count(("join", "done")) == statuses.count(("disable", "done")) == 12
    assert done.error.startswith("1 of 48 steps failed: update user u1: ") and done.error.count("rate_limit_wait") == 2
    site.operate(advance_time=601)
    again = site.run(directory, **given)
    assert not again.error and len(again.steps) == 21 and not site.run(directory, **given).changed


def test_both_limits_of_edits_are_used_up_in_turn(site):
    """Addresses can be edited either way: what one limit refuses the other takes, and only then are steps skipped."""
    site.users(*["u%d" % index for index in range(20)])
    use_up(site, SINGLE, left=4)
    use_up(site, MULTI, left=10)
    given = {"users": [dict(row, email=row["name"] + "@x.example") for row in rows(20)]}
    done = site.run(directory, **given)
    assert [done.statuses.count(status) for status in ("done", "failed", "skipped")] == [14, 1, 5] and done.writes == 14 + 2
    site.operate(advance_time=601)
    assert not site.run(directory, **given).error and not site.run(directory, **given).changed


def test_other_edits_go_on(site):
    """Additional mails have a limit of their own; whoever does not need them is edited."""
    site.users("u0", "u1")
    use_up(site, MAILS)
    site.send("PUT", "users/u0", key="additional_mail", value="old@x.example")
    done = site.run(directory, users=[{"name": "u0", "additional_mails": [], "headline": "Hi"}, {"name": "u1", "phone": PHONE}])
    assert [(action["name"], action["status"]) for action in done.outcome.actions] == [("u0", "done"), ("u0", "failed"), ("u1", "done")]


def test_waiting_within_the_time_that_is_allowed(site):
    """One request after each pause, not one for each edit."""
    site.users(*["u%d" % index for index in range(6)])
    use_up(site, SINGLE, left=2)
    pauses, lines, transport = [], [], site.transport

    def sleep(seconds):
        pauses.append(seconds)
        site.operate(advance_time=seconds)

    def watched(*login):
        found = transport(*login, sleep=sleep, rate_limit_wait=660)
        found.progress = Progress(lines.append, lambda: sum(pauses))
        return found

    site.transport = watched
    done = site.run(directory, users=rows(6, phone=PHONE))
    assert not done.error and done.statuses == ["done"] * 6
    assert 540 <= sum(pauses) <= 660 and done.writes == 6 + len(pauses)
    assert len([text for text in done.warnings if "rate limit" in text]) == 1
    waits = [line for line in lines if line.startswith("waiting for the rate limit of single field edits, until ")]
    assert len(waits) == 1 and waits[0].endswith(" at the latest (10 min)") and lines.index(waits[0]) <= 1


@pytest.mark.parametrize("workers", [1, 3])
def test_seafiles_limit_counts_everything(workers):
    """Then nothing more is sent at all, not even to read back."""
    with SeafileSite() as site:
        site.users("anna")
        site.operate(throttle="14/minute")
        names = ["u%d@example.com" % index for index in range(20)]
        done = site.run(seafile_directory, users=[{"email": name, "password": PASSWORD} for name in names], workers=workers)
        failed, created = done.statuses.count("failed"), done.statuses.count("done")
        assert created > 0 and 1 <= failed <= workers and done.statuses.count("skipped") == 20 - failed - created
        assert sum(done.counts.values()) <= 14 + 2 + workers and "rate limit" in done.error and "reading back what was done" in done.error
        site.operate(throttle="3000/minute", advance_time=61)
        assert not site.run(seafile_directory, users=[{"email": name, "password": PASSWORD} for name in names]).error


def refuse(limits, name, **headers):
    """The server refuses a request that this limit counts."""
    limits.note(name, Answer(429, {key.replace("_", "-"): value for key, value in headers.items()}, b""))


@pytest.mark.parametrize("name, headers, over", [
    (SINGLE, {}, 600), (MAILS, {}, 60), (REQUESTS, {"Retry_After": "17"}, 17), ("GET cloud/users", {}, 60), (SINGLE, {"Retry_After": "²"}, 600),
    (SINGLE, {"Retry_After": "9" * 400}, 1e9),
])  # fmt: skip
def test_how_long_a_limit_holds(name, headers, over):
    """As long as the server says, else as long as its window is; others are not touched."""
    now = [1000.0]
    limits = Limits(0, clock=lambda: now[0])
    assert not limits.holds(name)
    refuse(limits, name, **headers)
    assert limits.holds(name) and not limits.holds("another")
    now[0] += over - 1
    assert limits.holds(name)
    now[0] += 1
    assert not limits.holds(name)
