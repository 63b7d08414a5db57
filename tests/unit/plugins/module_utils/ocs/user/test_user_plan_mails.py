# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Additional mail addresses and the one that gets notifications: which requests, and what they leave behind."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import replay
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.recordings import SERVERS
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.wishes import fresh, plan, requests, wish

NC34, NC28, OC10 = SERVERS.values()


def add(address):
    """Adds an unverified address; not limited to five a minute."""
    return ("PUT", "users/alice", {"key": "additional_mail", "value": address})


def collection(key, value):
    """Removes (value empty) or verifies (both equal) an address."""
    return ("PUT", "users/alice/additional_mail", {"key": key, "value": value})


def notify(address):
    """Sets the address that gets notifications."""
    return ("PUT", "users/alice", {"key": "notify_email", "value": address})


def held(*mails, notified="", email="p@y.example"):
    """The observed account."""
    return fresh(NC34, email=email, additional_mails=sorted(mails), notify_email=notified)


A, B, C = "a@y.example", "b@y.example", "c@y.example"
CHANGES = [
    # observed, what is asked for, the requests, what is left: additional mails, notification address
    (held(A), dict(additional_mails={"set": [" A@Y.example "]}), [], [A], ""),
    (held(A), dict(additional_mails={"add": [B, "B@y.example"]}), [add(B)], [A, B], ""),
    (held(A, B), dict(additional_mails={"remove": ["B@Y.EXAMPLE", C]}), [collection(B, "")], [A], ""),
    (held(A, B), dict(additional_mails={"set": [C]}), [collection(A, ""), collection(B, ""), add(C)], [C], ""),
    (held(A, B), dict(additional_mails={"set": []}), [collection(A, ""), collection(B, "")], [], ""),
    (held("A@Y.example"), dict(additional_mails={"set": [A]}), [], ["A@Y.example"], ""),
    (held("A@Y.example"), dict(additional_mails={"remove": [A]}), [collection("A@Y.example", "")], [], ""),
    # the address to be notified is added as verified, or verified where it is
    (held(), dict(notify_email="N@y.example"), [collection("n@y.example", "n@y.example"), notify("n@y.example")], ["n@y.example"], "n@y.example"),
    (held(A), dict(notify_email=A), [collection(A, A), notify(A)], [A], A),
    (held(A, notified=A), dict(notify_email="A@y.example"), [], [A], A),
    (held(A, notified=A), dict(notify_email=""), [notify("")], [A], ""),
    (held(A, B, notified=A), dict(notify_email=B), [collection(B, B), notify(B)], [A, B], B),
    (held(), dict(notify_email=""), [], [], ""),
    (held(A), dict(additional_mails={"set": [B]}, notify_email=B), [collection(A, ""), collection(B, B), notify(B)], [B], B),
    (held(), dict(additional_mails={"add": [A, B]}, notify_email=B), [add(A), collection(B, B), notify(B)], [A, B], B),
    # where the notified address goes, its place is cleared by a step of its own: Nextcloud 28 keeps it
    (held(A, notified=A), dict(additional_mails={"remove": [A]}), [notify(""), collection(A, "")], [], ""),
    (held(A, notified=A), dict(additional_mails={"set": []}, notify_email=""), [notify(""), collection(A, "")], [], ""),
    (held(A, B, notified=A), dict(additional_mails={"remove": [A]}, notify_email=B), [collection(A, ""), collection(B, B), notify(B)], [B], B),
    # a new primary address is compared as it will be
    (held(A), dict(email=B, additional_mails={"set": [A]}), [("PUT", "users/alice", {"key": "email", "value": B})], [A], ""),
]  # fmt: skip


@pytest.mark.parametrize("observed, asked, expected, mails, notified", CHANGES)
def test_requests(observed, asked, expected, mails, notified):
    """The requests, the record that they leave, and nothing to do in a second run."""
    steps = plan(observed, wish(**asked), NC34)
    assert requests(steps) == expected
    assert not [step for step in steps if step.before == step.after]
    after = replay(observed, steps, "user")
    assert (after["additional_mails"], after["notify_email"]) == (mails, notified)
    assert plan(after, wish(**asked), NC34) == []


TWICE = held("A@y.example", A, B)


@pytest.mark.parametrize("asked, mails", [({"set": []}, []), ({"remove": [A]}, [B]), ({"set": [B]}, [B]), ({"set": [A, B]}, None), ({"add": [C]}, None)])
def test_addresses_that_differ_in_case_only(asked, mails):
    """Nextcloud 28 holds both (recorded: nextcloud-28/user-edit); one run removes both, and none is forgotten."""
    steps = plan(TWICE, wish(additional_mails=asked), NC28)
    after = replay(TWICE, steps, "user")["additional_mails"]
    assert after == (sorted(TWICE["additional_mails"] + (asked.get("add") or [])) if mails is None else mails)
    assert plan(replay(TWICE, steps, "user"), wish(additional_mails=asked), NC28) == []
    seen = list(TWICE["additional_mails"])
    for step in steps:
        assert step.before["additional_mails"] == sorted(seen)
        seen = step.after["additional_mails"]


REFUSED = [
    (held(), dict(additional_mails={"add": ["P@Y.example"]}), "additional_mails", "primary"),
    (held(), dict(additional_mails={"set": ["p@y.example"]}), "additional_mails", "primary"),
    (held(), dict(email=A, additional_mails={"add": [A]}), "additional_mails", "primary"),
    (held(), dict(additional_mails={"add": ["nope"]}), "additional_mails", "no '@'"),
    (held(), dict(additional_mails={"add": [" "]}), "additional_mails", "empty"),
    (held(), dict(additional_mails={"add": [A], "set": [A]}), "additional_mails", "complete list"),
    (held(), dict(additional_mails={"add": [A], "remove": ["A@y.example"]}), "additional_mails", "keep one"),
    (held(), dict(notify_email="P@y.example"), "notify_email", "primary"),
    (held(), dict(notify_email="zz"), "notify_email", "no '@'"),
    (held(A), dict(notify_email=A, additional_mails={"remove": ["A@Y.example"]}), "notify_email", "not among"),
    (held(A), dict(notify_email=A, additional_mails={"set": [B]}), "notify_email", "not among"),
    (held(A, notified=A), dict(notify_email=A, additional_mails={"set": []}), "notify_email", "not among"),
]  # fmt: skip


@pytest.mark.parametrize("observed, asked, field, word", REFUSED)
def test_refused(observed, asked, field, word):
    """Contradictions and the primary address."""
    with pytest.raises(Invalid) as refusal:
        plan(observed, wish(**asked), NC34)
    assert (refusal.value.field, word in refusal.value.problem) == (field, True), str(refusal.value)
