# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of calls of OCS servers, line by line: the answer is lost after the write, or the write itself, once or for ever."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils import app, app_config, calls, directory, group, group_member, user
from ansible_collections.ocs.provisioning.plugins.module_utils.plan import UNREADABLE, Request
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import lost
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.lost import EVER, LOST, NEVER, PARTLY
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import contract, PASSWORD, Site

NEW, OLD, OWN = "nextcloud-34", "nextcloud-28", "owncloud-10"
EACH = (NEW, OLD, OWN)
LINES = lost.named(calls.OCS)
BOB = {"name": "bob"}
OTHER = PASSWORD + "2"
MAILS = {"additional_mails": {"set": ["x@y.example"]}}

WISHES = [
    # line of the table, servers, resource, wish, whether its effect can be read
    ("POST users", EACH, user, dict(name="alice", password=PASSWORD), True),
    ("POST users", EACH, user, dict(name="alice", password=PASSWORD, groups={"add": ["staff"]}), True),
    ("POST users", EACH, directory, dict(users=[{"name": "alice", "password": PASSWORD}, {"name": "anna", "password": PASSWORD}]), True),
    ("PUT users/* key=additional_mail", (NEW, OLD), user, dict(BOB, **MAILS), True),
    ("PUT users/* key=password", EACH, user, dict(BOB, password=OTHER, update_password="always"), False),
    ("PUT users/*", EACH, user, dict(BOB, email="bob@other.example"), True),
    ("PUT users/*", (NEW, OLD), directory, dict(users=[dict(BOB, phone="+4971125242890", headline="Hi")]), True),
    ("PATCH users/*", (NEW,), user, dict(BOB, email="bob@other.example", quota="1 GB"), True),
    ("PATCH users/*", (NEW,), user, dict(BOB, email="bob@other.example", password=OTHER, update_password="always"), PARTLY),
    ("PUT users/*/additional_mail", (NEW, OLD), user, dict(name="carol", additional_mails={"set": []}), True),
    ("PUT users/*/additional_mail", (NEW, OLD), user, dict(name="carol", notify_email="more@y.example"), False),
    ("PUT users/*/enable", EACH, user, dict(name="dora", enabled=True), True),
    ("PUT users/*/disable", EACH, user, dict(BOB, enabled=False), True),
    ("DELETE users/*", EACH, user, dict(BOB, state="absent"), True),
    ("POST users/*/welcome", (NEW, OLD), user, dict(name="carol", welcome_email="resend"), False),
    ("POST users/*/wipe", (NEW, OLD), user, dict(BOB, enabled=False, wipe_devices=True), False),
    ("POST twofactor/disable", (NEW,), user, dict(name="carol", two_factor=False), True),
    ("POST users/*/groups", EACH, user, dict(BOB, groups={"add": ["staff"]}), True),
    ("POST users/*/groups", EACH, group, dict(name="staff", members={"add": ["bob"]}), True),
    ("DELETE users/*/groups", EACH, user, dict(name="carol", groups={"set": []}), True),
    ("DELETE users/*/groups", EACH, group_member, dict(group="staff", users=["carol"], state="absent"), True),
    ("POST users/*/subadmins", EACH, user, dict(BOB, subadmin_of={"add": ["staff"]}), True),
    ("DELETE users/*/subadmins", EACH, group, dict(name="staff", subadmins={"remove": ["carol"]}), True),
    ("POST groups", EACH, group, dict(name="new"), True),
    ("POST groups", EACH, user, dict(BOB, groups={"add": ["new"]}, missing_groups="create"), True),
    ("POST groups", EACH, user, dict(name="alice", password=PASSWORD, groups={"add": ["new"]}, missing_groups="create"), True),
    ("POST groups", EACH, directory, dict(groups=[{"name": "new"}]), True),
    ("PUT groups/*", (NEW, OLD), group, dict(name="staff", display_name="Staff of all"), True),
    ("DELETE groups/*", EACH, group, dict(name="staff", state="absent"), True),
    ("POST apps/*", EACH, app, dict(name="updatenotification"), True),
    ("DELETE apps/*", EACH, app, dict(name="comments", state="disabled"), True),
    ("POST apps/appstore/api/v1/apps/enable", (NEW,), app, dict(name="notes", groups=["staff"]), True),
    ("POST apps/appstore/api/v1/apps/update", (NEW,), app, dict(name="notes", state="latest"), True),
    ("POST apps/appstore/api/v1/apps/uninstall", (NEW,), app, dict(name="notes", state="absent"), True),
    ("POST settings/*", (NEW, OLD), app_config, dict(app="files", key="a", value="1"), True),
    ("POST settings/*", (NEW, OLD), app_config, dict(app="files", key="a", value="1", sensitive=True), True),
    ("DELETE settings/*", (NEW, OLD), app_config, dict(app="files", key="old", state="absent"), True),
]  # fmt: skip
CASES = [pytest.param(LINES[name], dialect, resource, asked, shows, id="-".join([name, dialect, contract(resource).kind, str(number)]))
         for number, (name, dialects, resource, asked, shows) in enumerate(WISHES) for dialect in dialects]


def test_the_table():
    """Every line has a wish, and every step that a plan may hold has a line; what cannot be read has a way to find out."""
    assert {name for name, *_rest in WISHES} == set(LINES)
    assert set(calls.UNSEEN) == UNREADABLE
    carried = {step for call in LINES.values() for step in call.steps}
    assert {"%s %s" % (action, kind) for kind, action in directory.PHASE} <= carried
    assert carried <= {"%s %s" % pair for pair in [
        ("create", "user"), ("update", "user"), ("enable", "user"), ("disable", "user"), ("delete", "user"), ("welcome", "user"), ("wipe", "user"),
        ("create", "group"), ("update", "group"), ("delete", "group"), ("join", "member"), ("leave", "member"), ("promote", "subadmin"),
        ("demote", "subadmin"), ("enable", "app"), ("disable", "app"), ("limit", "app"), ("update", "app"), ("delete", "app"), ("update", "app_config")]}


def test_what_is_not_in_the_table():
    """Is neither sent twice nor read; what reads is sent twice."""
    call = calls.of(Request("POST", "cloud/unheard/of"))
    assert (call.repeatable, call.shown, call.changes) == (False, "", True)
    assert calls.of(Request("GET", "cloud/users")).repeatable and not calls.of(Request("GET", "cloud/users")).changes


@contextmanager
def prepared(dialect):
    """A server with everything that the wishes change."""
    with Site(dialect) as site:
        site.groups("staff")
        site.users("bob", "dora")
        site.users("carol", group="staff")
        site.send("POST", "users/carol/subadmins", groupid="staff")
        site.send("PUT", "users/dora/disable")
        site.send("PUT", "users/carol", key="email", value="carol@x.example")
        site.send("DELETE", "apps/updatenotification")
        if dialect != OWN:
            site.send("PUT", "users/carol/additional_mail", key="more@y.example", value="more@y.example")
            site.operate(set_app_config={"app": "files", "key": "old", "value": "1"})
            site.operate(add_app={"id": "notes", "update": "2.0.0"})
            site.sandbox.product.state.user("carol").providers["totp"] = True
            site.operate(enable_app={"app": "twofactor_totp"})
        yield site


def states(site):
    """What the administrator sees of everything that the wishes change."""
    client = site.client()
    found = {name: client.get("cloud/users/" + name, missing=(404, 998)) for name in ("alice", "anna", "bob", "carol", "dora")}
    for record in filter(None, found.values()):
        record.pop("lastLogin", None)
    return found


@pytest.mark.parametrize("kind", [LOST, NEVER])
@pytest.mark.parametrize("call, dialect, resource, asked, shows", CASES)
def test_once(dialect, call, resource, asked, shows, kind):
    """One lost answer, or one lost request: the step is done, and nothing happened twice that must not. A mail alone stays open."""
    with prepared(dialect) as site:
        report, watch = lost.run(site, resource, call, kind, 1, **asked)
        if shows or call.repeatable:
            assert not report.error and set(report.statuses) == {"done"}, report.error
        else:
            assert report.statuses == ["failed"] and "may have happened" in report.error and watch.sent == 1
        assert watch.sent > 1 or not call.repeatable
        lost.check_done_once(call, watch)
        again = site.run(resource, **asked)
        assert not [step for step in again.steps if not step[2] or not set(step[2]) <= UNREADABLE]


@pytest.mark.parametrize("kind", [LOST, NEVER])
@pytest.mark.parametrize("call, dialect, resource, asked, shows", [case for case in CASES if OLD not in case.values])
def test_for_ever(dialect, call, resource, asked, shows, kind):
    """No answer of this call ever comes: what is read decides, and the next run does what is left."""
    with prepared(dialect) as site:
        before = states(site)
        report, watch = lost.run(site, resource, call, kind, EVER, **asked)
        lost.check_told(report, call, watch, shows)
        if kind == NEVER:
            assert watch.sent >= (2 if call.shown or call.repeatable else 1)
            assert "done" not in report.statuses[:1] or states(site) != before
        done = site.run(resource, **asked)
        assert not done.error, done.error
