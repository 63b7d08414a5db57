# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The calls of OCS servers, one by one: the answer is lost after the write, or the write itself, once or for ever."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.common.calls import UNSEEN
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import UNREADABLE
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs import calls as ocs_calls
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.app import resource as app, settings_resource as app_config
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.group import people as group_member, resource as group
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called, lost
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.lost import EVER, LOST, NEVER, PARTLY
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import PASSWORD, Site, contract

NEW, OLD, OWN = "nextcloud-34", "nextcloud-28", "owncloud-10"
EACH = (NEW, OLD, OWN)
CALLS = lost.writes(called.OCS)
BOB = {"name": "bob"}
OTHER = PASSWORD + "2"
MAILS = {"additional_mails": {"set": ["x@y.example"]}}

WISHES = [
    # call, servers, resource, wish, whether its effect can be read
    ("CREATE_USER", EACH, user, dict(name="alice", password=PASSWORD), True),
    ("CREATE_USER", EACH, user, dict(name="alice", password=PASSWORD, groups={"add": ["staff"]}), True),
    ("CREATE_USER", EACH, directory, dict(users=[{"name": "alice", "password": PASSWORD}, {"name": "anna", "password": PASSWORD}]), True),
    ("ADD_MAIL", (NEW, OLD), user, dict(BOB, **MAILS), True),
    ("SET_PASSWORD", EACH, user, dict(BOB, password=OTHER, update_password="always"), False),
    ("EDIT_USER", EACH, user, dict(BOB, email="bob@other.example"), True),
    ("EDIT_USER", (NEW, OLD), directory, dict(users=[dict(BOB, phone="+4971125242890", headline="Hi")]), True),
    ("EDIT_FIELDS", (NEW,), user, dict(BOB, email="bob@other.example", quota="1 GB"), True),
    ("EDIT_FIELDS", (NEW,), user, dict(BOB, email="bob@other.example", password=OTHER, update_password="always"), PARTLY),
    ("EDIT_MAILS", (NEW, OLD), user, dict(name="carol", additional_mails={"set": []}), True),
    ("EDIT_MAILS", (NEW, OLD), user, dict(name="carol", notify_email="more@y.example"), False),
    ("ENABLE_USER", EACH, user, dict(name="dora", enabled=True), True),
    ("DISABLE_USER", EACH, user, dict(BOB, enabled=False), True),
    ("DELETE_USER", EACH, user, dict(BOB, state="absent"), True),
    ("WELCOME_USER", (NEW, OLD), user, dict(name="carol", welcome_email="resend"), False),
    ("WIPE_USER", (NEW, OLD), user, dict(BOB, enabled=False, wipe_devices=True), False),
    ("SWITCH_OFF_TWO_FACTOR", (NEW,), user, dict(name="carol", two_factor=False), True),
    ("JOIN", EACH, user, dict(BOB, groups={"add": ["staff"]}), True),
    ("JOIN", EACH, group, dict(name="staff", members={"add": ["bob"]}), True),
    ("LEAVE", EACH, user, dict(name="carol", groups={"set": []}), True),
    ("LEAVE", EACH, group_member, dict(group="staff", users=["carol"], state="absent"), True),
    ("PROMOTE", EACH, user, dict(BOB, subadmin_of={"add": ["staff"]}), True),
    ("DEMOTE", EACH, group, dict(name="staff", subadmins={"remove": ["carol"]}), True),
    ("CREATE_GROUP", EACH, group, dict(name="new"), True),
    ("CREATE_GROUP", EACH, user, dict(BOB, groups={"add": ["new"]}, missing_groups="create"), True),
    ("CREATE_GROUP", EACH, user, dict(name="alice", password=PASSWORD, groups={"add": ["new"]}, missing_groups="create"), True),
    ("CREATE_GROUP", EACH, directory, dict(groups=[{"name": "new"}]), True),
    ("EDIT_GROUP", (NEW, OLD), group, dict(name="staff", display_name="Staff of all"), True),
    ("DELETE_GROUP", EACH, group, dict(name="staff", state="absent"), True),
    ("ENABLE_APP", EACH, app, dict(name="updatenotification"), True),
    ("DISABLE_APP", EACH, app, dict(name="comments", state="disabled"), True),
    ("ENABLE_STORED_APP", (NEW,), app, dict(name="notes", groups=["staff"]), True),
    ("UPDATE_APP", (NEW,), app, dict(name="notes", state="latest"), True),
    ("UNINSTALL_APP", (NEW,), app, dict(name="notes", state="absent"), True),
    ("SET_SETTING", (NEW, OLD), app_config, dict(app="files", key="a", value="1"), True),
    ("SET_SETTING", (NEW, OLD), app_config, dict(app="files", key="a", value="1", sensitive=True), True),
    ("UNSET_SETTING", (NEW, OLD), app_config, dict(app="files", key="old", state="absent"), True),
]  # fmt: skip
CASES = [
    pytest.param(CALLS[name], dialect, resource, asked, shows, id="-".join([name, dialect, contract(resource).kind, str(number)]))
    for number, (name, dialects, resource, asked, shows) in enumerate(WISHES)
    for dialect in dialects
]


def test_the_table():
    """Every call has a wish, and every step that a plan may hold has a call; what cannot be read has a way to find out."""
    assert {name for name, *_rest in WISHES} == set(CALLS)
    assert set(UNSEEN) == UNREADABLE
    carried = {step for call in CALLS.values() for step in call.steps}
    assert {"%s %s" % (action, kind) for kind, action in directory.PHASE} <= carried
    assert carried <= {
        "create user", "update user", "enable user", "disable user", "delete user", "welcome user", "wipe user", "create group", "update group",
        "delete group", "join member", "leave member", "promote subadmin", "demote subadmin", "enable app", "disable app", "limit app", "update app",
        "delete app", "update app_config"}  # fmt: skip


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
    found = {name: client.find(ocs_calls.USER, user=name) for name in ("alice", "anna", "bob", "carol", "dora")}
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
