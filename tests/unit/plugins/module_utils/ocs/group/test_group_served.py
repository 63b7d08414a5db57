# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups and their members against the embedded server: what check mode tells is what happens, and a second run does nothing."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid, OCSError
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs import calls as ocs_calls
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.group import info as group_info, people as group_member, resource as group
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import ADMIN, DIALECTS, PASSWORD, Site, contract, thrice

# ids that a client may garble: blanks, slash, percent, plus, unicode, what ends an address
NAMES = ["two words", "50%", "50%41", "a+b", "Füße", "日本", "a&b=c", "q?x#y;z", "it's", '"<b>"', "a@b.org", "1", "00", "a\\b", "..a"]
ONLY_NEXTCLOUD = ["a/b", "a/users", "a/subadmins", "a%2Fb/+ c", " x ", "details", "users"]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_id_that_a_product_can_address(dialect):
    """Created, filled, renamed, led and deleted, each step three times: in check mode, for real, and again."""
    renamed = {"display_name": "Another name"} if dialect.startswith("nextcloud") else {}
    with Site(dialect) as site:
        site.users("alice", "bob")
        for name in NAMES + (ONLY_NEXTCLOUD if renamed else []):
            done = thrice(site, group, name=name, members={"add": ["alice", "bob"]}, subadmins={"add": ["bob"]}, **renamed)
            assert done.result["group"]["members"] == ["alice", "bob"] and done.result["added"] == ["alice", "bob"]
            done = thrice(site, group, name=name, members={"set": ["alice"]}, subadmins={"set": []}, allow_empty=True)
            assert (done.result["group"]["members"], done.result["removed"]) == (["alice"], ["bob"])
            assert site.read_members(name) == ["alice"]
            done = thrice(site, group_member, group=name, users=["bob"], role="subadmin")
            assert done.result["members"] == ["bob"]
            thrice(site, group, name=name, state="absent")
            assert name not in site.send("GET", "groups")["groups"]


BAD_IDS = ["", "x" * 65, ".", ".."]
NOT_NEW = [" ", "line\nbreak", "tab\tin", "\x7f"]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_ids_that_no_request_is_sent_for(dialect):
    """Empty, too long, a folder; and what only one product cannot address."""
    names = BAD_IDS + ([] if dialect.startswith("nextcloud") else ["a/b", " x", "x "])
    with Site(dialect) as site:
        for name in names:
            for resource, given in ((group, {"name": name}), (group, {"name": name, "state": "absent"}), (group_member, {"group": name, "users": ["alice"]})):
                with pytest.raises(Invalid) as error:
                    site.run(resource, **given)
                assert error.value.field == contract(resource).name
        assert not site.sandbox.counts


NEW_ONLY = {"nextcloud": ["0", "/", "/a", "a/", "a//b", "a/../b", "a/./b", "a.b/../c"], "owncloud": [" x", "x "]}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_ids_that_no_new_group_gets(dialect):
    """Blank, with control characters; or such that the group admins could never be read: refused before it is made, wherever it is named."""
    with Site(dialect) as site:
        site.users("alice")
        for name in NOT_NEW + NEW_ONLY[site.product]:
            for check in (True, False):
                with pytest.raises(Invalid) as error:
                    site.run(group, check, name=name, members={"add": ["alice"]})
                assert error.value.field == "name"
            for field in ("groups", "subadmin_of"):
                with pytest.raises(Invalid) as error:
                    site.run(user, name="alice", missing_groups="create", **{field: {"add": [name]}})
                assert error.value.field == field, name
            with pytest.raises(Invalid, match=r"groups\[0\].name: "):
                site.run(directory, groups=[{"name": name}])
        assert site.client().get(ocs_calls.GROUPS)["groups"] == ["admin"]


def test_slashes_in_a_row_never_reach_another_group():
    """Nextcloud would answer with the group admins of a/b; what needs no such path goes on to work."""
    with Site("nextcloud-34") as site:
        site.users("alice", "bob")
        site.groups("a/b", "a//b")
        site.send("POST", "users/bob/subadmins", groupid="a/b")
        for given in ({"subadmins": {"set": []}, "allow_empty": True}, {"subadmins": {"add": ["alice"]}}):
            with pytest.raises(Invalid, match="name: the group admins of 'a//b' cannot be addressed"):
                site.run(group, name="a//b", **given)
        with pytest.raises(Invalid, match="group: the group admins of 'a//b' cannot be addressed"):
            site.run(group_member, group="a//b", users=["alice"], role="subadmin")
        with pytest.raises(Invalid, match=r"groups\[0\].subadmins: the group admins of 'a//b' cannot be addressed"):
            site.run(directory, groups=[{"name": "a//b", "subadmins": ["alice"]}])
        assert site.read(group_info, name=["a//b"])["groups"][0]["subadmins"] is None
        thrice(site, group, name="a//b", members={"add": ["alice"]}, display_name="x")
        thrice(site, group, name="a//b", state="absent")
        assert site.read(group_info, name=["a/b"])["groups"][0]["subadmins"] == ["bob"]


@pytest.mark.parametrize("dialect", ["nextcloud-34", "nextcloud-28"])
def test_groups_that_only_others_create(dialect):
    """A group that is there is managed under its id to the letter, also under one that is refused for a new group."""
    with Site(dialect) as site:
        site.users("alice")
        for name in (" ", "line\nbreak", "trail "):
            site.groups(name)
            thrice(site, group, name=name, members={"add": ["alice"]}, subadmins={"add": ["alice"]})
            if name.strip():
                thrice(site, group_member, group=name, users=["alice"], state="absent")
            else:
                with pytest.raises(Invalid, match="nobody can be removed from this group"):
                    site.run(group_member, group=name, users=["alice"], state="absent")
            thrice(site, user, name="alice", groups={"add": [name]})
            thrice(site, group, name=name, state="absent")


def test_the_longest_id():
    """64 characters, not bytes."""
    with Site("nextcloud-34") as site:
        thrice(site, group, name="ä" * 64)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_requests_of_converged_runs(dialect):
    """One read, and one more each for a display name and for group admins."""
    with Site(dialect) as site:
        site.groups("staff")
        site.users("alice", group="staff")
        site.send("POST", "users/alice/subadmins", groupid="staff")
        named = {"display_name": "staff"} if dialect.startswith("nextcloud") else {}
        for resource, given, count in (
            (group, {"name": "staff"}, 1), (group, {"name": "staff", "members": {"set": ["alice"]}}, 1),
            (group, {"name": "staff", "subadmins": {"add": ["alice"]}}, 2), (group, dict(named, name="staff", subadmins={"add": ["alice"]}), 2 + len(named)),
            (group, {"name": "gone", "state": "absent"}, 1), (group_member, {"group": "staff", "users": ["alice"]}, 1),
            (group_member, {"group": "staff", "users": ["alice"], "role": "subadmin", "state": "exact"}, 1),
            (group_member, {"group": "staff", "users": ["bob"], "state": "absent"}, 1),
        ):  # fmt: skip
            done = site.run(resource, **given)
            assert (done.changed, done.requests, done.writes) == (False, count, 0), (resource, given, done.counts)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_requests_of_a_change(dialect):
    """The group, whether its members may change (Nextcloud), each user who would be added, each difference; and the group again."""
    with Site(dialect) as site:
        site.groups("staff")
        site.users("alice", "bob", "carol")
        done = site.run(group_member, group="staff", users=["alice", "BOB", "carol"])
        asked = 1 + dialect.startswith("nextcloud")
        assert (done.requests, done.writes, done.result["members"]) == (asked + 3 + 3 + 1, 3, ["alice", "bob", "carol"])


@pytest.mark.parametrize("dialect", DIALECTS)
def test_missing_users(dialect):
    """An error in check mode too, or a warning; nothing is written."""
    with Site(dialect) as site:
        site.groups("staff")
        site.users("alice")
        for resource, given in ((group, {"name": "staff", "members": {"add": ["ghost", "alice"]}}), (group_member, {"group": "staff", "users": ["ghost"]})):
            for check in (True, False):
                with pytest.raises(Invalid, match="'ghost' does not exist"):
                    site.run(resource, check, **given)
        assert site.read_members("staff") == []
        done = thrice(site, group_member, group="staff", users=["ghost", "alice"], missing_users="warn")
        assert done.result["added"] == ["alice"] and "left out" in done.warnings[0]


def test_an_address_is_no_id():
    """Nextcloud 34 finds accounts by address as well; no list of members would ever show it."""
    with Site("nextcloud-34") as site:
        site.groups("staff")
        site.send("POST", "users", userid="alice", password=PASSWORD, email="alice@example.org")
        with pytest.raises(Invalid, match="users: 'alice@example.org' is not a user ID but the email address of the user 'alice'; use that ID"):
            site.run(group_member, group="staff", users=["alice@example.org"])


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_administrators(dialect):
    """Their group stays, has no group admins, and the acting account does not leave it."""
    with Site(dialect) as site:
        site.users("second", group="admin")
        for given, reason in (
            ({"state": "absent"}, "cannot be deleted"), ({"subadmins": {"add": ["second"]}}, "no group admins"),
            ({"members": {"set": ["second"]}}, "acting account"), ({"members": {"remove": ["ADMIN"]}}, "acting account"),
        ):  # fmt: skip
            with pytest.raises(Invalid, match=reason):
                site.run(group, name="admin", **given)
        thrice(site, group, name="admin", members={"remove": ["second"]})
        assert site.read_members("admin") == ["admin"]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_fault_in_the_middle(dialect):
    """What was done is told and stays, the rest is skipped, and the next run completes it."""
    with Site(dialect) as site:
        site.users("alice", "bob", "carol")
        site.fault(kind="status", status=500, method="POST", path="/users/bob/groups")
        done = site.run(group, name="staff", members={"add": ["alice", "bob", "carol"]})
        assert done.statuses == ["done", "done", "failed", "skipped"]
        assert "POST cloud/users/bob/groups" in done.error and done.result["added"] == ["alice"]
        site.fault()
        assert thrice(site, group, name="staff", members={"add": ["alice", "bob", "carol"]}).result["added"] == ["bob", "carol"]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_lost_answer(dialect):
    """The write happened, its answer did not arrive: joining twice is joining once, so it is sent again."""
    with Site(dialect) as site:
        site.groups("staff")
        site.users("alice")
        site.fault(kind="drop_after", method="POST", path="/users/alice/groups", times=1)
        done = site.run(group_member, group="staff", users=["alice"])
        assert (done.statuses, done.error, done.writes) == (["done"], "", 2)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_callers_without_rights(dialect):
    """A group admin keeps the members of his own group; everything else is refused and changes nothing."""
    lead, plain = ("lead", PASSWORD), ("plain", PASSWORD)
    with Site(dialect) as site:
        site.groups("staff", "other")
        site.users("lead", "plain", "alice", group="staff")
        site.send("POST", "users/lead/subadmins", groupid="staff")
        assert not site.run(group_member, caller=lead, group="staff", users=["alice"]).changed
        left = site.run(group_member, caller=lead, group="staff", users=["alice"], state="absent")
        # Nextcloud lets a group admin take nobody out of the last group that he leads
        assert left.statuses == ["failed"] and "last group" in left.error if site.product == "nextcloud" else left.result["removed"] == ["alice"]
        for caller, resource, given in (
            (plain, group, {"name": "staff"}), (plain, group_member, {"group": "staff", "users": ["alice"]}),
            (lead, group_member, {"group": "other", "users": ["plain"]}), (lead, group_member, {"group": "staff", "users": ["plain"], "role": "subadmin"}),
            (("nobody", "wrong"), group, {"name": "staff"}),
        ):  # fmt: skip
            with pytest.raises(OCSError) as error:
                site.run(resource, caller=caller, **given)
            assert error.value.http_status in (401, 403) and error.value.hint
        refused = site.run(group, caller=lead, name="staff", state="absent")
        assert refused.statuses == ["failed"] and "administrator" in refused.error
        assert set(site.read_members("staff")) >= {"lead", "plain"}


@pytest.mark.parametrize("dialect, allowed", [("nextcloud-34", False), ("nextcloud-28", True), ("owncloud-10", True)])
def test_an_app_password(dialect, allowed):
    """Nextcloud 34 refuses changes with it, and the message says so."""
    with Site(dialect) as site:
        site.operate(app_password={"user": "admin", "token": "TOKEN1"})
        done = site.run(group, caller=(ADMIN[0], "TOKEN1"), name="staff")
        assert (not done.error, "app password" in done.error) == (allowed, not allowed)


def test_requests_with_a_product_to_be_found_out():
    """The status page is one request more."""
    with Site("nextcloud-34", product="auto") as site:
        assert site.run(group_member, group="admin", users=["admin"]).requests == 2
