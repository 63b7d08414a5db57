# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an account of less than an administrator can do, on each product; the table of the page of promises is this one."""

from __future__ import annotations

import re

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid, OCSError
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile import calls as seafile_calls
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.holders import holder
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import SeafileSite
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import DIALECTS, PASSWORD, Site

LEAD, PLAIN = ("lead", PASSWORD), ("plain", PASSWORD)
MEMBER, OTHER = {"name": "member"}, {"name": "stranger"}
NEW = {"name": "new", "password": PASSWORD}
DONE, REFUSED = "done", "refused"
UNSEEN = "done, and the task fails because the group admin cannot see it"
# what a group admin of "staff" asks for: module, task, what becomes of it on Nextcloud and on ownCloud
TASKS = {
    "change a field of a member": ("user", dict(MEMBER, display_name="A Member"), DONE, DONE),
    "set the password of a member": ("user", dict(MEMBER, password=PASSWORD + "2", update_password="always"), DONE, DONE),
    "set the quota of a member": ("user", dict(MEMBER, quota="1 GB"), DONE, DONE),
    "disable a member": ("user", dict(MEMBER, enabled=False), DONE, DONE),
    "delete a member": ("user", dict(MEMBER, state="absent"), DONE, DONE),
    "create an account in the group": ("user", dict(NEW, groups={"add": ["staff"]}), DONE, DONE),
    "create an account in no group": ("user", NEW, REFUSED, REFUSED),
    "put a member into another group": ("user", dict(MEMBER, groups={"add": ["other"]}), REFUSED, UNSEEN),
    "take a member out of the only group that it leads": ("user", dict(name="twofold", groups={"remove": ["staff"]}), REFUSED, UNSEEN),
    "make a member a group admin": ("user", dict(MEMBER, subadmin_of={"add": ["staff"]}), REFUSED, REFUSED),
    "change an account of another group": ("user", dict(OTHER, display_name="Stranger"), REFUSED, REFUSED),
    "create a group": ("group", {"name": "new"}, REFUSED, REFUSED),
    "delete the group": ("group", {"name": "staff", "state": "absent"}, REFUSED, REFUSED),
    "disable an app": ("app", {"name": "comments", "state": "disabled"}, REFUSED, REFUSED),
    "a document of members": ("directory", {"users": [dict(MEMBER, display_name="A Member")]}, REFUSED, DONE),
}  # fmt: skip


def told(site, caller, module, given):
    """What the task's error says, "" when it has none."""
    try:
        return site.run(holder(module), caller=caller, **given).error
    except (Invalid, OCSError) as refusal:
        return str(refusal)


def state(site):
    """What the server has, but for when somebody signed in."""
    users = site.sandbox.product.state.users
    return re.sub(r"(first|last)_login=\d+", "", repr(users)), repr([site.sandbox.product.state.groups_of, site.send("GET", "groups")])


@pytest.fixture(name="site", params=DIALECTS)
def fixture_site(request):
    """A server with a group admin, a member, a stranger and somebody without any post."""
    with Site(request.param) as site:
        site.groups("staff", "other")
        site.users("lead", "member", "twofold", group="staff")
        site.users("stranger", group="other")
        site.send("POST", "users/twofold/groups", groupid="other")
        site.users("plain")
        site.send("POST", "users/lead/subadmins", groupid="staff")
        yield site


@pytest.mark.parametrize("what", TASKS)
def test_a_group_admin(site, what):
    """Can do what concerns its members; everything else is refused and changes nothing."""
    module, given, *expected = TASKS[what]
    expected, before = expected[site.product == "owncloud"], state(site)
    error = told(site, LEAD, module, given)
    assert bool(error) == (expected is not DONE), error
    assert (state(site) == before) == (expected is REFUSED)
    assert expected is not UNSEEN or "their results could not be read" in error or "did not keep: groups" in error


def test_somebody_without_a_post(site):
    """Can do none of it."""
    before = state(site)
    assert not [what for what, (module, given, *_expected) in TASKS.items() if not told(site, PLAIN, module, given)]
    assert state(site) == before


SEAFILE = {
    "seafile_user": {"email": "member@example.com", "display_name": "A Member"}, "seafile_group": {"name": "staff", "members": {"add": ["member@example.com"]}},
    "seafile_directory": {"users": [{"email": "member@example.com", "display_name": "A Member"}]},
}  # fmt: skip


@pytest.mark.parametrize("module", SEAFILE)
def test_a_group_admin_of_seafile(module):
    """Can do nothing: the admin API is for the server's administrators."""
    with SeafileSite("seafile-13") as site:
        site.users("lead", "member")
        site.send(seafile_calls.CREATE_GROUP, group_name="staff", group_owner=site.ids("lead@example.com")[0])
        before = repr(site.sandbox.product.state.groups), repr(site.sandbox.product.state.profiles.__dict__)
        assert "403" in told(site, ("lead@example.com", PASSWORD), module, SEAFILE[module])
        assert (repr(site.sandbox.product.state.groups), repr(site.sandbox.product.state.profiles.__dict__)) == before
