# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seafile groups against the embedded server: members, admins and an owner who always counts as both."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.group import info as seafile_group_info, resource as seafile_group
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.user import resource as seafile_user
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import ADMIN, SeafileSite, thrice

ANNA, BEN, CARL = ("%s@example.com" % name for name in ("anna", "ben", "carl"))


@pytest.mark.parametrize("dialect", ("seafile-13", "seafile-11", "seafile-10"))
def test_life_of_a_group(dialect):
    """Created, filled, handed over, emptied, deleted, each step three times: in check mode, for real, and again."""
    with SeafileSite(dialect) as site:
        site.users("anna", "ben", "carl")
        for name in ("Science", "R D (x) 'z'", "Füße"):
            done = thrice(site, seafile_group, name=name, owner=ANNA, members={"add": [BEN.upper()]}, admins={"add": [CARL]})
            assert (done.result["group"]["owner"], done.result["group"]["admins"], done.result["added"]) == (ANNA, [ANNA, CARL], [BEN, CARL])
            done = thrice(site, seafile_group, name=name, owner=BEN, admins={"set": []}, allow_empty=True)
            assert (done.result["group"]["owner"], done.result["group"]["admins"]) == (BEN, [BEN])
            assert done.result["group"]["members"] == [ANNA, BEN, CARL]
            done = thrice(site, seafile_group, name=name, members={"set": []}, allow_empty=True)
            assert (done.result["group"]["members"], done.result["removed"]) == ([BEN], [ANNA, CARL])
            thrice(site, seafile_group, name=name, state="absent", only_if_empty=True)
        assert site.read(seafile_group_info)["count"] == 0


def test_the_caller_owns_what_he_creates():
    """Unless the task names somebody; later runs leave the owner alone."""
    with SeafileSite() as site:
        site.users("anna")
        assert thrice(site, seafile_group, name="Science").result["group"]["owner"] == ADMIN[0]
        thrice(site, seafile_group, name="Science", owner=ANNA)
        assert not site.run(seafile_group, name="Science").changed


def test_case_tells_groups_apart():
    """Two groups whose names differ in case are two groups."""
    with SeafileSite() as site:
        site.groups("science")
        assert thrice(site, seafile_group, name="Science").changed
        thrice(site, seafile_group, name="science", state="absent")
        assert [group["name"] for group in site.read(seafile_group_info)["groups"]] == ["Science"]


REFUSED = [
    ({"members": {"remove": [ANNA.upper()]}}, "members"),
    ({"admins": {"remove": [ANNA]}}, "admins"),
    ({"members": {"add": ["nobody@example.com"]}}, "members"),
    ({"owner": "nobody@example.com"}, "owner"),
    ({"state": "absent", "only_if_empty": True}, "only_if_empty"),
    ({"members": {"set": [], "add": [BEN]}}, "members"),
    ({"name": "a/b"}, "name"),
]


def test_refused():
    """Before anything is written, with the name of the option."""
    with SeafileSite() as site:
        site.users("anna", "ben")
        site.run(seafile_group, name="Science", owner=ANNA, members={"add": [BEN]})
        for given, field in REFUSED:
            with pytest.raises(Invalid) as refusal:
                site.run(seafile_group, **dict({"name": "Science"}, **given))
            assert refusal.value.field == field
        assert site.read(seafile_group_info)["groups"][0]["members"] == [ANNA, BEN]


GHOST = "nobody@example.com"
EMPTY, NOBODY = (
    "the empty list would remove all users; set allow_empty to true if this is intended.",
    "none of these users exist, so the list would become empty",
)
EMPTIED = [
    ({"members": {"set": []}}, "members", EMPTY),
    ({"admins": {"set": []}}, "admins", EMPTY),
    ({"members": {"set": []}, "admins": {"set": []}, "owner": BEN}, "members", EMPTY),
    ({"name": "new", "members": {"set": []}}, "members", EMPTY),
    ({"members": {"set": [GHOST]}, "missing_users": "warn"}, "members", NOBODY),
    ({"admins": {"set": [GHOST]}, "missing_users": "warn"}, "admins", NOBODY),
]


@pytest.mark.parametrize("dialect", ("seafile-13", "seafile-11", "seafile-10"))
def test_a_list_that_came_out_empty(dialect):
    """Takes nobody out of a group unless that is allowed, in a dry run either; one that names the owner or somebody else does."""
    with SeafileSite(dialect) as site:
        site.users("anna", "ben")
        site.run(seafile_group, name="Science", owner=ANNA, members={"add": [BEN]}, admins={"add": [BEN]})
        for given, field, told in EMPTIED:
            given = dict({"name": "Science"}, **given)
            for check in (True, False):
                with pytest.raises(Invalid, match=told) as refusal:
                    site.run(seafile_group, check=check, **given)
                assert refusal.value.field == field
        assert [(group["members"], group["admins"]) for group in site.read(seafile_group_info)["groups"]] == [([ANNA, BEN], [ANNA, BEN])]
        thrice(site, seafile_group, name="Science", admins={"set": [GHOST]}, missing_users="warn", allow_empty=True)
        assert thrice(site, seafile_group, name="Science", members={"set": [ANNA, GHOST]}, missing_users="warn").result["removed"] == [BEN]
        assert not site.run(seafile_group, name="Science", members={"set": [GHOST]}, missing_users="warn").changed, "nobody is left to remove"
        assert not site.run(seafile_group, name="Science", state="absent", check=True, members={"set": []}).error


def test_missing_users_can_be_left_out():
    """With a warning, and the others join."""
    with SeafileSite() as site:
        site.users("anna")
        done = site.run(seafile_group, name="Science", members={"add": [ANNA, "nobody@example.com"]}, missing_users="warn")
        assert done.result["added"] == [ANNA] and "nobody@example.com" in done.warnings[0]


@pytest.mark.parametrize("dialect", ["seafile-13", "seafile-11", "seafile-10"])
@pytest.mark.parametrize("posts", [{"set": ["lab"]}, {"add": ["lab"]}], ids=["all", "one more"])
def test_a_post_ends_with_the_membership(dialect, posts):
    """By the server itself; what is read back agrees with the plan, seen from the account and from the group."""
    anna, ben = "anna@example.com", "ben@example.com"
    with SeafileSite(dialect) as site:
        site.users("anna", "ben")
        site.groups("staff", "lab")
        assert site.run(seafile_user, email=anna, groups={"set": ["staff", "lab"]}, subadmin_of={"set": ["staff"]}).error == ""
        done = site.run(seafile_user, email=anna, groups={"set": ["lab"]}, subadmin_of=posts)
        assert done.error == "" and [step[:2] for step in done.steps] == [("promote", "lab"), ("leave", "staff")]
        assert done.outcome.record["subadmin_of"] == done.diff[1]["subadmin_of"] == ["lab"]
        done = site.run(seafile_group, name="lab", members={"add": [ben], "remove": [anna]}, admins={"add": [ben]})
        assert done.error == "" and [step[0] for step in done.steps] == ["join", "promote", "leave"]
        assert done.outcome.record["subadmins"] == done.diff[1]["subadmins"] == [ADMIN[0], ben]


def test_more_groups_than_a_page():
    """All are read, and the last one is found."""
    with SeafileSite() as site:
        site.groups(*["g%03d" % number for number in range(205)])
        assert site.read(seafile_group_info, members=False)["count"] == 205
        assert not site.run(seafile_group, name="g000").changed
