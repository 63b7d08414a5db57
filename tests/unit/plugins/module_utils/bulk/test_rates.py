# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a plan costs: the buckets that a server counts in, waits, and the refusal of a wait that is too long."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.bulk import rates
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import Server
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.group import people as membership
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import operations as user_steps
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user.fields import goals
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user.operations import plan_mails

NEW, OLD, OWN = Server("nextcloud", version=(34, 0, 1)), Server("nextcloud", version=(28, 0, 2)), Server("owncloud", version=(10, 15, 2))


def edits(server, password=None, name="anna", **fields):
    """The steps that change these fields of an account."""
    return user_steps.edit(name, goals(dict(fields, name=name), server), {}, password, server)


def buckets(steps):
    """The bucket of each step."""
    return [rates.bucket(step) for step in steps]


def test_buckets():
    """Edits are counted, the multi-field edit and the collection of mails apart; nothing else is."""
    assert buckets(edits(NEW, phone="+4971125242890", quota="1 GB")) == [rates.SINGLE] * 2
    assert buckets(edits(NEW, email="a@x.org", quota="1 GB", phone="+4971125242890")) == [rates.MULTI, rates.SINGLE]
    assert buckets(edits(OLD, email="a@x.org", quota="1 GB")) == [rates.SINGLE] * 2
    assert buckets(edits(NEW, password="Staple-41")) == [rates.SINGLE]
    wanted = {"additional_mails": {"set": ["a@x.org", "b@x.org"]}, "notify_email": "b@x.org"}
    assert buckets(plan_mails(wanted, {"name": "anna", "additional_mails": ["c@x.org"]}, NEW)) == [rates.MAILS, rates.SINGLE, rates.MAILS, rates.SINGLE]
    free = [
        user_steps.create("anna", {}, [], [], "x", NEW), user_steps.enable("anna", NEW), user_steps.disable("anna", NEW), user_steps.delete("anna", {}, NEW),
        membership.join(NEW, "staff", "anna"), membership.leave(NEW, "staff", "anna"), membership.promote(NEW, "staff", "anna"),
        membership.demote(NEW, "staff", "anna"), membership.create_group("staff"), user_steps.switch_off_two_factor("anna", ["totp"], NEW)]  # fmt: skip
    assert buckets(free) == [None] * len(free)
    assert not any(rates.is_limited(step, NEW) for step in free)


def test_the_minute_of_nextcloud_30():
    """It counts edits of one field by the minute, its neighbours in ten; an overridden limit wins, and a version that is not known has the longer one."""
    steps, thirty = many(120, phone="+4971125242890"), Server("nextcloud", version=(30, 0, 1))
    waits = {server.version: rates.estimate(steps, server, "auto", rates.limits(None, server.limits))["wait_seconds"] for server in (OLD, thirty, NEW)}
    assert waits == {(28, 0, 2): 1200, (30, 0, 1): 120, (34, 0, 1): 1200}
    for version in (None, (), (29, 0, 5), (31, 0, 2)):
        assert Server("nextcloud", version=version).limits[rates.SINGLE] == (50, 600)
    assert rates.limits({rates.SINGLE: "none"}, thirty.limits)[rates.SINGLE] is None


def test_ownclouds_edits_are_not_counted():
    """It has no rate limit; its edits may go out in parallel."""
    steps = edits(OWN, email="a@x.org", quota="1 GB")
    assert not any(rates.is_limited(step, OWN) for step in steps) and all(rates.is_limited(step, NEW) for step in steps)
    figures = rates.estimate(steps, OWN, "auto")
    assert (figures["requests"], figures["rate_limited_edits"], figures["wait_seconds"], figures["mails_expected"]) == (2, {}, 0, 0)


def many(number, **fields):
    """One edit of as many accounts."""
    return [step for index in range(number) for step in edits(NEW, name="u%d" % index, **fields)]


def balance(steps, server):
    """The steps as a plan of accounts spreads them."""
    return rates.balance(steps, lambda step: user_steps.elsewhere(step.request, server))


@pytest.mark.parametrize("number, singles", [(1, 1), (50, 50), (51, 50), (100, 50), (101, 51), (102, 51), (200, 100)])
def test_both_buckets_are_used(number, singles):
    """What does not fit into the single-field edits is sent by the multi-field edit, and only that."""
    balanced = balance(many(number, email="a@x.org"), NEW)
    assert buckets(balanced).count(rates.SINGLE) == singles and len(balanced) == number
    moved = [step for step in balanced if rates.bucket(step) == rates.MULTI]
    assert all(step.request.data == {"email": "a@x.org"} and step.after == {"email": "a@x.org"} for step in moved)


def test_what_cannot_be_moved():
    """A field that the multi-field edit does not have, and a version that has none."""
    phones = many(80, phone="+4971125242890")
    assert balance(phones, NEW) == phones
    mails = many(80, email="a@x.org")
    assert balance(mails, OLD) == mails
    mixed = balance(phones + mails, NEW)
    assert buckets(mixed).count(rates.MULTI) == 80 and buckets(mixed).count(rates.SINGLE) == 80


def test_passwords_move_with_their_secret():
    """The request changes, the reported step does not."""
    steps = [step for index in range(60) for step in edits(NEW, password="Staple-%d" % index, name="u%d" % index)]
    balanced = balance(steps, NEW)
    assert [step.after for step in balanced] == [step.after for step in steps]
    assert [step.request.data.get("password") or step.request.data["value"] for step in balanced] == ["Staple-%d" % index for index in range(60)]


@pytest.mark.parametrize("number, wait", [(0, 0), (50, 0), (51, 600), (100, 600), (101, 1200), (500, 5400)])
def test_waits(number, wait):
    """Fifty go at once, and fifty more after each ten minutes."""
    figures = rates.estimate(many(number, phone="+4971125242890"), NEW, "auto")
    assert figures["wait_seconds"] == wait and figures["eta_seconds"] == pytest.approx(wait + number * rates.OTHERWISE, abs=0.1)
    assert figures["rate_limited_edits"][rates.SINGLE] == number == figures["requests"]


def test_waits_overlap():
    """The buckets refill side by side."""
    steps = many(60, phone="+4971125242890") + many(60, email="a@x.org", quota="1 GB")
    figures = rates.estimate(steps, NEW, "auto")
    assert figures["rate_limited_edits"] == {rates.SINGLE: 60, rates.MULTI: 60, rates.MAILS: 0} and figures["wait_seconds"] == 600


def created(number, **fields):
    """Creations with these fields."""
    return [user_steps.create("u%d" % index, goals(dict(fields, name="x"), NEW), [], [], "x", NEW) for index in range(number)]


def test_creations_are_not_limited():
    """A thousand accounts with every field need no wait, but time."""
    figures = rates.estimate(created(1000, email="a@x.org", quota="1 GB", language="de"), NEW, "auto")
    assert (figures["wait_seconds"], figures["mails_expected"], figures["requests"]) == (0, 1000, 1000)
    assert figures["eta_seconds"] == 450


def test_mails():
    """The server greets new accounts with an address, unless it does not know it yet; nobody else gets one."""
    steps = created(2, email="a@x.org") + created(3) + many(4, email="b@x.org") + [user_steps.welcome("anna", NEW)]
    assert rates.estimate(steps, NEW, "auto")["mails_expected"] == 3
    assert rates.estimate(steps, NEW, "skip")["mails_expected"] == 1


def test_a_wait_that_is_too_long():
    """It is refused with the ways out; one that just fits is not."""
    figures = rates.estimate(many(120, phone="+4971125242890"), NEW, "auto")
    rates.check_wait(figures, 1200, NEW)
    with pytest.raises(Invalid) as refused:
        rates.check_wait(figures, 1199, NEW)
    told = str(refused.value)
    assert told.startswith("rate_limit_wait: ") and "single_field_edits 120" in told and "1200 s" in told and "1199 s" in told
    assert (
        "all fields at creation" in told
        and "name it in rate_limits" in told
        and told.endswith(
            'occ config:system:set ratelimit_overwrite provisioning_api.users.edituser user --type=json --value=\'{"limit": 120, "period": 600}\'.'
        )
    )
    with pytest.raises(Invalid, match="config:system:set ratelimit.protection.enabled --type=boolean --value=false.$"):
        rates.check_wait(figures, 1199, OLD)


def test_ten_thousand_accounts_with_a_phone():
    """What a first load costs by default, and where the server's configuration overrides it."""
    steps = many(10000, phone="+4971125242890")
    figures = rates.estimate(steps, NEW, "auto")
    assert figures["wait_seconds"] == 119400 and figures["eta_seconds"] == 119900  # 33 hours
    for told, wait in (
            ({rates.SINGLE: "none"}, 0), ({rates.SINGLE: {"number": 10000, "seconds": 600}}, 0), ({rates.SINGLE: {"number": "1000", "seconds": "60"}}, 540),
            ({rates.MULTI: "none"}, 119400), ({rates.SINGLE: None}, 119400), (None, 119400)):  # fmt: skip
        known = rates.limits(told)
        figures = rates.estimate(steps, NEW, "auto", known)
        assert figures["wait_seconds"] == wait and figures["rate_limited_edits"][rates.SINGLE] == 10000
        assert rates.is_limited(steps[0], NEW, known) is (told != {rates.SINGLE: "none"})


@pytest.mark.parametrize("told, singles", [
    ({}, 100), ({rates.SINGLE: "none"}, 200), ({rates.MULTI: "none"}, 50), ({rates.SINGLE: {"number": 200, "seconds": 600}}, 200),
    ({rates.SINGLE: {"number": 150, "seconds": 600}}, 150), ({rates.MULTI: {"number": 1000, "seconds": 600}}, 50),
])  # fmt: skip
def test_the_buckets_as_the_server_has_them(told, singles):
    """Edits move to the other bucket only where that saves a wait."""
    steps = many(200, email="a@x.org")
    balanced = rates.balance(steps, lambda step: user_steps.elsewhere(step.request, NEW), rates.limits(told))
    assert buckets(balanced).count(rates.SINGLE) == singles and len(balanced) == 200


@pytest.mark.parametrize("value", [
    "no", 50, True, [], {}, {"number": 50}, {"number": 0, "seconds": 60}, {"number": 1.5, "seconds": 60}, {"number": 1, "period": 60}])  # fmt: skip
def test_what_is_no_limit(value):
    """Refused by name, before anything is read."""
    with pytest.raises(Invalid, match="^rate_limits.single_field_edits: must be none, or a dictionary with number and seconds"):
        rates.limits({rates.SINGLE: value})
