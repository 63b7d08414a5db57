# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The calls of Seafile, one by one: the answer is lost after the write, or the write itself, once or for ever."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import UNREADABLE, Id
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile import calls as seafile_calls
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.directory import resource as seafile_directory
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.group import resource as seafile_group
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.user import resource as seafile_user, token as seafile_user_token
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called, lost
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.lost import EVER, LOST, NEVER, PARTLY
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import PASSWORD, SeafileSite
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import contract

V13, V11, V10 = "seafile-13", "seafile-11", "seafile-10"
EACH, LATER = (V13, V10), (V13, V11)
CALLS = lost.writes(called.SEAFILE)
ANNA, BEN, NEW = "anna@example.com", "ben@example.com", "new@example.com"
OTHER = PASSWORD + "2"

WISHES = [
    # call, servers, resource, wish, whether its effect can be read
    ("CREATE_USER", EACH, seafile_user, dict(email=NEW, password=PASSWORD, display_name="New", groups={"add": ["mine"]}), True),
    ("CREATE_USER", (V13,), seafile_directory, dict(users=[{"email": NEW, "password": PASSWORD}, {"email": ANNA}]), True),
    ("EDIT_USER_ONCE", LATER, seafile_user, dict(email=ANNA, login_id="anna", quota="1 GB"), True),
    ("EDIT_USER_ONCE", (V13,), seafile_user, dict(email=ANNA, login_id="anna", password=OTHER, update_password="always"), PARTLY),
    ("EDIT_USER_ONCE", (V11,), seafile_user, dict(email=ANNA, reference_id="r1"), True),
    ("EDIT_USER_ONCE", EACH, seafile_user, dict(email=ANNA, enabled=False), True),
    ("EDIT_USER_ONCE", EACH, seafile_user, dict(email="off@example.com", enabled=True), True),
    ("EDIT_USER", EACH, seafile_user, dict(email=ANNA, display_name="Anna!", quota="1 GB", admin=True), True),
    ("EDIT_USER", EACH, seafile_user, dict(email=ANNA, password=OTHER, update_password="always"), False),
    ("EDIT_USER", (V13,), seafile_user, dict(email=NEW, previous_email=ANNA), True),
    ("DELETE_USER", EACH, seafile_user, dict(email=BEN, state="absent"), True),
    ("RENAME_USER", LATER, seafile_user, dict(email=ANNA, account_id="anna.id@example.org", groups={"add": ["his"]}), True),
    ("RENAME_USER", (V10,), seafile_user, dict(email=NEW, previous_email=ANNA), True),
    ("SET_DEPARTMENT", EACH, seafile_user, dict(email=ANNA, department="Sales"), True),
    ("MIGRATE_USER", EACH, seafile_user, dict(email=ANNA, state="absent", transfer_to=BEN), True),
    ("CREATE_GROUP", EACH, seafile_group, dict(name="new"), True),
    ("CREATE_GROUP", (V13,), seafile_directory, dict(users=[], groups=[{"name": "new", "owner": BEN}]), True),
    ("TRANSFER_GROUP", EACH, seafile_group, dict(name="mine", owner=BEN), True),
    ("TRANSFER_GROUP", (V13,), seafile_group, dict(name="mine", owner=BEN, members={"set": [ANNA]}), True),
    ("TRANSFER_GROUP", LATER, seafile_user, dict(email=ANNA.title(), account_id="anna.id@example.org"), True),
    ("TRANSFER_GROUP", (V13,), seafile_directory, dict(users=[], groups=[{"name": "mine", "owner": BEN}]), True),
    ("DELETE_GROUP", EACH, seafile_group, dict(name="mine", state="absent"), True),
    ("JOIN", EACH, seafile_user, dict(email=BEN, groups={"add": ["his", "mine"]}), True),
    ("JOIN", (V13,), seafile_group, dict(name="mine", members={"add": [BEN]}), True),
    ("SET_ROLE", EACH, seafile_group, dict(name="his", admins={"add": [BEN]}, members={"add": [BEN]}), True),
    ("SET_ROLE", EACH, seafile_user, dict(email="off@example.com", subadmin_of={"set": []}), True),
    ("LEAVE", EACH, seafile_user, dict(email="off@example.com", groups={"set": []}), True),
    ("ISSUE_TOKEN", EACH, seafile_user_token, dict(email=ANNA), False),
]  # fmt: skip
CASES = [
    pytest.param(CALLS[name], dialect, resource, asked, shows, id="-".join([name, dialect, contract(resource).kind, str(number)]))
    for number, (name, dialects, resource, asked, shows) in enumerate(WISHES)
    for dialect in dialects
]


def test_the_table():
    """Every call has a wish, and every step that a plan may hold has a call."""
    assert {name for name, *_rest in WISHES} == set(CALLS)
    carried = {step for call in CALLS.values() for step in call.steps}
    assert {"%s %s" % (action, kind) for kind, action in seafile_directory.PHASE} <= carried
    assert carried <= {"%s %s" % (action, kind) for kind, action in seafile_directory.PHASE} | {"rename user", "transfer user"}


@contextmanager
def prepared(dialect):
    """A server with everything that the wishes change."""
    with SeafileSite(dialect) as site:
        site.users("anna", "ben", "off")
        anna, off = site.ids(ANNA)[0], site.ids("off@example.com")[0]
        site.send(seafile_calls.CREATE_GROUP, group_name="mine", group_owner=anna)
        site.groups("his")
        site.operate(library={"owner": ANNA})
        site.send(seafile_calls.JOIN, {"group": Id("group", "his")}, email=off)
        site.send(seafile_calls.SET_ROLE, {"group": Id("group", "his"), "user": off}, is_admin="true")
        site.send(seafile_calls.EDIT_USER_ONCE, {"user": off}, is_active="false")
        yield site


@pytest.mark.parametrize("kind", [LOST, NEVER])
@pytest.mark.parametrize("call, dialect, resource, asked, shows", CASES)
def test_once(dialect, call, resource, asked, shows, kind):
    """One lost answer, or one lost request: the step is done, and nothing happened twice that must not."""
    with prepared(dialect) as site:
        report, watch = lost.run(site, resource, call, kind, 1, **asked)
        if shows == PARTLY and kind == LOST:
            assert report.statuses == ["failed"] and "may have happened" in report.error
        else:
            assert not report.error and set(report.statuses) == {"done"}, report.error
            assert report.result.get("token", "none") is not None
        assert watch.sent > 1 or not call.repeatable
        lost.check_done_once(call, watch)
        again = site.run(resource, **asked)
        assert not again.error and not [step for step in again.steps if not step[2] or not set(step[2]) <= UNREADABLE]


@pytest.mark.parametrize("kind", [LOST, NEVER])
@pytest.mark.parametrize("call, dialect, resource, asked, shows", CASES)
def test_for_ever(dialect, call, resource, asked, shows, kind):
    """No answer of this call ever comes: what is read decides, and the next run does what is left."""
    with prepared(dialect) as site:
        report, watch = lost.run(site, resource, call, kind, EVER, **asked)
        lost.check_told(report, call, watch, shows)
        assert watch.sent >= (1 if kind == LOST and not call.repeatable else 2)
        done = site.run(resource, **asked)
        assert not done.error, done.error
        again = site.run(resource, **asked)
        assert not [step for step in again.steps if not step[2] or not set(step[2]) <= UNREADABLE]


@pytest.mark.parametrize("dialect", EACH)
def test_a_look_that_fails_after_a_migration(dialect):
    """It was accepted; only reading what was moved failed, so it is read again and counts as done."""
    with prepared(dialect) as site:
        site.fault(kind="status", status=400, method="GET", path="/admin/libraries/", skip=1, times=1)
        report = site.run(seafile_user, email=ANNA, state="absent", transfer_to=BEN)
        assert not report.error and report.statuses == ["done", "done"], report.error
