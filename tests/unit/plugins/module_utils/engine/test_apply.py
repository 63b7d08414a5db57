# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans meeting a server that misbehaves: what is read back, repeated, reported; and that the next run completes it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.engine import apply, run as life
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import OCSError
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import PASSWORD, Site, wish

EVERY = ("nextcloud-34", "nextcloud-28", "owncloud-10")
LOST, NEVER = "drop_after", "drop_before"  # the answer is lost, or the request itself


def run(site, faults, **given):
    """One run of ocs_user with these faults in force; they are gone afterwards."""
    site.sandbox.faults.replace(faults)
    try:
        return site.run(user, **given)
    finally:
        site.sandbox.faults.clear()


def calls(report, method, ending):
    """How often such a request was sent."""
    return sum(count for call, count in report.counts.items() if call.startswith(method + " ") and call.endswith(ending))


@pytest.fixture(name="site", params=EVERY)
def fixture_site(request):
    """A fresh server with a group, an account without groups, and one that is in the group."""
    with Site(request.param) as site:
        site.groups("staff")
        site.users("bob")
        site.users("carol", group="staff")
        yield site


WRITES = [
    # what is asked for, method and end of the path of the write, how often it is sent before the object is read
    (dict(name="alice", password=PASSWORD, groups={"add": ["staff"]}), "POST", "/users", 1),
    (dict(name="bob", groups={"add": ["staff"]}), "POST", "/groups", 4),
    (dict(name="bob", subadmin_of={"add": ["staff"]}), "POST", "/subadmins", 4),
    (dict(name="carol", groups={"remove": ["staff"]}), "DELETE", "/groups", 1),
    (dict(name="bob", state="absent"), "DELETE", "/users/bob", 1),
]  # fmt: skip


@pytest.mark.parametrize("asked, method, ending, often", WRITES)
def test_a_lost_answer(site, asked, method, ending, often):
    """The object is read; it happened, so the step is done, and nothing is sent twice that must not be."""
    report = run(site, [{"kind": LOST, "method": method, "path": ending + "$", "times": 1}], **asked)
    assert report.error == "" and report.statuses == ["done"] and calls(report, method, ending) == min(often, 2)
    assert not site.run(user, **asked).changed


@pytest.mark.parametrize("asked, method, ending, _often", WRITES)
def test_a_lost_request(site, asked, method, ending, _often):
    """It is sent once more, after a look where it must not happen twice."""
    report = run(site, [{"kind": NEVER, "method": method, "path": ending + "$", "times": 1}], **asked)
    assert report.error == "" and report.statuses == ["done"] and calls(report, method, ending) == 2
    assert not site.run(user, **asked).changed


@pytest.mark.parametrize("asked, method, ending, often", WRITES)
@pytest.mark.parametrize("fault", [{"kind": NEVER}, {"kind": "status", "status": 500}, {"kind": "status", "status": 504, "body": "<html>Gateway timeout"}])
def test_a_write_that_never_arrives(site, asked, method, ending, often, fault):
    """Two attempts with a look between them, then the error; the next run does it."""
    report = run(site, [dict(fault, method=method, path=ending + "$")], **asked)
    assert report.statuses == ["failed"] and calls(report, method, ending) == 2 * (1 if fault.get("status") == 500 else often)
    assert report.error.startswith(method + " cloud/users") and report.outcome.actions[0]["error"] == report.error
    assert report.result["user"] == (None if asked["name"] == "alice" else report.result["user"])
    assert run(site, [], **asked).statuses == ["done"]


def test_what_happened_cannot_be_read(site):
    """Neither the write nor the look answers: the error says so."""
    report = run(
        site,
        [{"kind": LOST, "method": "POST", "path": "/users$"}, {"kind": NEVER, "method": "GET", "path": "/users/alice$", "skip": 1}],
        name="alice",
        password=PASSWORD,
    )
    assert report.statuses == ["failed"] and calls(report, "POST", "/users") == 1
    assert "Whether it happened could not be read." in report.error
    assert not site.run(user, name="alice", password=PASSWORD).changed


def test_somebody_else_was_faster(site):
    """The same account was created meanwhile: no guess that it is ours."""
    client = site.client()
    desired = wish(user, name="alice", password=PASSWORD)
    outcome = life.Outcome()
    life.make_plan(outcome, user.RESOURCE, client, desired)
    site.users("alice")
    apply.perform(outcome, user.RESOURCE, client, desired)
    client.close()
    assert [action["status"] for action in outcome.actions] == ["failed"] and outcome.error.code == 102
    assert "exists already" in str(outcome.error) and "it lacks: no value that can be read" in str(outcome.error)


@pytest.mark.parametrize("place, statuses", [(0, ["done", "failed", "skipped", "skipped"]), (2, ["done", "done", "done", "failed"])])
def test_a_fault_in_the_middle(place, statuses):
    """What is done stays done and is told, the rest is skipped; the next run completes it and plans no more than that."""
    asked = dict(name="alice", password=PASSWORD, phone="+4971125242890", website="https://a.example", headline="Hi")
    with Site("nextcloud-34") as site:
        report = run(site, [{"kind": "status", "status": 500, "method": "PUT", "path": "/users/alice$", "skip": place}], **asked)
        assert report.statuses == statuses and report.outcome.error.ambiguous
        assert [action["id"] for action in report.outcome.actions] == [
            "create:user:alice",
            "update:user:alice:phone",
            "update:user:alice:website",
            "update:user:alice:headline",
        ]
        assert [bool(action["error"]) for action in report.outcome.actions] == [status == "failed" for status in statuses]
        done = [action["after"] for action in report.outcome.actions if action["status"] == "done"]
        assert set(report.diff[1]) == {key for after in done for key in after}
        again = site.run(user, **asked)
        assert again.statuses == ["done"] * (4 - statuses.count("done")) and again.error == ""
        assert not site.run(user, **asked).changed


@pytest.mark.parametrize("dialect", EVERY[:2])
def test_a_half_made_account(dialect):
    """Nextcloud refuses the language after it made the account: that is told, with what is lacking, and completed by the next run."""
    asked = dict(name="alice", password=PASSWORD, display_name="Alice", email="a@b.example", quota="5 GB")
    with Site(dialect) as site:
        report = site.run(user, language="xx", **asked)
        assert report.statuses == ["failed"] and "The user exists now" in report.error
        assert "it lacks: email, language. Run again to complete it." in report.error
        again = site.run(user, language="de", **asked)
        assert again.error == "" and "create" not in [action for action, _name, _after in again.steps]
        assert (again.result["user"]["language"], again.result["user"]["email"]) == ("de", "a@b.example")
        assert not site.run(user, language="de", **asked).changed


def test_a_value_that_is_taken_and_not_kept():
    """ownCloud without a second-factor provider says yes and drops it; the task says so."""
    with Site("owncloud-10") as site:
        site.users("bob")
        report = site.run(user, name="bob", two_factor=True)
        assert report.statuses == ["failed"] and report.outcome.written and not report.diff[1]
        assert "did not keep: two_factor (wanted True, kept False)" in report.error


def test_a_phone_number_that_nextcloud_28_does_not_keep():
    """It stores an invalid one as nothing, with success; the form was right, so only reading back tells."""
    with Site("nextcloud-28") as site:
        site.users("bob")
        report = site.run(user, name="bob", phone="+999999999")
        assert "did not keep: phone (wanted '+999999999', kept '')" in report.error


@pytest.mark.parametrize("kind, sent", [(LOST, 1), (NEVER, 1)])
def test_a_welcome_mail_is_not_sent_twice(kind, sent):
    """Whether it went out cannot be read."""
    with Site("nextcloud-34") as site:
        site.send("POST", "users", userid="alice", password=PASSWORD, email="a@b.example")
        report = run(site, [{"kind": kind, "method": "POST", "path": "/welcome$"}], name="alice", welcome_email="resend")
        assert report.statuses == ["failed"] and calls(report, "POST", "/welcome") == sent
        assert "may have happened" in report.error


@pytest.mark.parametrize("email, told", [({"email": "a@b.example"}, True), ({}, False)])
def test_the_mail_to_a_new_account_may_be_lost(email, told):
    """The account can be read, and the mail that the server sends with it cannot: a warning says so."""
    with Site("nextcloud-34") as site:
        report = run(site, [{"kind": LOST, "method": "POST", "path": "/users$", "times": 1}], name="alice", password=PASSWORD, **email)
        assert report.error == "" and report.statuses == ["done"]
        assert ["ask the recipient" in text for text in report.warnings] == [True] * told


def test_the_mails_of_many_new_accounts_may_be_lost():
    """One warning tells of all; a thousand lines would hide the others."""
    told = life.unsure(["create u%02d" % number for number in range(30)])
    assert len(told) == 1 and "create u00, create u01" in told[0] and "u29" not in told[0] and " more: done" in told[0]
    assert life.unsure([]) == []


def test_a_deletion_that_happens_late():
    """The account is still there when it is read, and gone when the deletion is sent again: that refusal is the work of the first."""
    with Site("nextcloud-34") as site:
        site.users("bob")
        client = site.client()
        desired = wish(user, name="bob", state="absent")
        outcome, looks = life.Outcome(), []
        life.make_plan(outcome, user.RESOURCE, client, desired)

        def late(client, desired):
            looks.append(user.observe(client, desired))
            if len(looks) == 1:
                site.send("DELETE", "users/bob")
            return looks[-1]

        site.fault(kind=NEVER, method="DELETE", path="/users/bob$", times=1)
        apply.perform(outcome, replace(user.RESOURCE, observe=late), client, desired)
        assert outcome.error is None and outcome.actions[0]["status"] == "done"


@pytest.mark.parametrize("kind, sent", [(LOST, 1), (NEVER, 2)])
def test_an_additional_address_is_not_added_twice(kind, sent):
    """The server refuses it when it is there already, so it is read first."""
    with Site("nextcloud-34") as site:
        site.users("alice")
        report = run(site, [{"kind": kind, "method": "PUT", "path": "/users/alice$", "times": 1}], name="alice", additional_mails={"add": ["x@y.example"]})
        assert report.error == "" and calls(report, "PUT", "/users/alice") == sent
        assert report.result["user"]["additional_mails"] == ["x@y.example"]


def test_a_password_whose_answer_is_lost():
    """Cannot be read back, and setting the same again does no harm."""
    with Site("nextcloud-34") as site:
        site.users("alice")
        report = run(site, [{"kind": "status", "status": 500, "method": "PUT", "times": 1}], name="alice", password=PASSWORD + "2", update_password="always")
        assert report.error == "" and calls(report, "PUT", "/users/alice") == 2


def test_an_answer_that_is_a_page():
    """A proxy's page instead of the answer: read again, then judged."""
    with Site("nextcloud-34") as site:
        report = run(site, [{"kind": "html", "method": "POST", "path": "/users$"}], name="alice", password=PASSWORD)
        assert report.statuses == ["failed"] and "web page, not an API answer ('Login')" in report.error


def test_maintenance_is_named():
    """From the first read on; nothing was sent."""
    with Site("nextcloud-34") as site:
        site.operate(maintenance=True)
        with pytest.raises(OCSError, match="maintenance mode") as refusal:
            site.run(user, name="alice", password=PASSWORD)
        assert refusal.value.http_status == 503
