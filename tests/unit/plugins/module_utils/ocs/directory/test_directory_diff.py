# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The diff of a directory: its "after" is what the server then has, as plain requests tell it."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.common.record import rows
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import Id
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile import calls as seafile_calls
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.directory import resource as seafile_directory
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import SeafileSite
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import DIALECTS, Site


@pytest.fixture(name="site", params=DIALECTS)
def fixture_site(request):
    """Anna is in three groups, of which the document manages two, and leads one that it does not know."""
    with Site(request.param) as site:
        site.groups("a", "b", "club")
        site.users("anna", group="a")
        for group in ("b", "club"):
            site.send("POST", "users/anna/groups", groupid=group)
        site.send("POST", "users/anna/subadmins", groupid="club")
        yield site


def held(site, name="anna"):
    """The account's groups and posts in the server's own words."""
    client = site.client()
    return sorted(rows(client.get(called.at("cloud/users/%s/groups" % name))["groups"])), sorted(rows(client.get(called.at("cloud/users/%s/subadmins" % name))))


def both(site, **given):
    """The diff, the same in check mode and for real."""
    checked, before = site.run(directory, check=True, **given), held(site)
    done = site.run(directory, **given)
    assert not done.error and checked.diff == done.diff
    return done.diff, before


def test_groups_that_are_not_managed(site):
    """They are in both sides."""
    (old, new), before = both(site, groups=[{"name": "a"}, {"name": "b"}, {"name": "c"}], users=[{"name": "anna", "groups": ["a", "c"], "subadmin_of": ["a"]}])
    assert (old["user anna"]["groups"], old["user anna"]["subadmin_of"]) == before == (["a", "b", "club"], ["club"])
    assert (new["user anna"]["groups"], new["user anna"]["subadmin_of"]) == held(site) == (["a", "c", "club"], ["a", "club"])


def test_groups_that_go(site):
    """A group that the same run deletes takes its members with it."""
    (old, new), before = both(site, groups=[{"name": "a"}, {"name": "c"}, {"name": "b", "state": "absent"}], users=[{"name": "anna", "groups": ["a", "c"]}])
    assert old["user anna"]["groups"] == before[0] and new["user anna"]["groups"] == held(site)[0] == ["a", "c", "club"]


def test_groups_that_cannot_be_read():
    """ownCloud does not tell the members of a group with a slash, whatever is managed; the account stays in it, and the diff shows that."""
    with Site("owncloud-10") as site:
        site.groups("a", "c/d")
        site.users("anna", group="c/d")
        (old, new), before = both(site, groups=[{"name": "a"}], managed_groups=["*"], users=[{"name": "anna", "groups": ["a"]}])
        assert old["user anna"]["groups"] == before[0] == ["c/d"] and new["user anna"]["groups"] == held(site)[0] == ["a", "c/d"]


def groups_of(site, name):
    """All groups of an account on Seafile, and those that it administers."""
    found = site.client().get(seafile_calls.USER_GROUPS, user=site.ids(name + "@example.com")[0])["group_list"]
    return sorted(group["name"] for group in found), sorted(group["name"] for group in found if group["role"] in ("Owner", "Admin"))


def test_groups_that_somebody_owns():
    """An owner is in the group and administers it; who hands it over stays a member."""
    with SeafileSite() as site:
        site.users("anna", "ben")
        site.groups("a", "club")
        for group in ("a", "club"):
            site.send(seafile_calls.JOIN, {"group": Id("group", group)}, email=Id("user", "anna@example.com"))
        site.send(seafile_calls.TRANSFER_GROUP, {"group": Id("group", "club")}, new_owner=Id("user", "ben@example.com"))
        given = dict(
            groups=[{"name": "a", "owner": "anna@example.com"}, {"name": "b", "owner": "anna@example.com"}, {"name": "c", "owner": "ben@example.com"}],
            users=[{"email": "anna@example.com", "groups": ["a", "b", "c"]}, {"email": "ben@example.com", "groups": ["a"], "subadmin_of": ["a"]}],
        )
        checked, before = site.run(seafile_directory, check=True, **given), {name: groups_of(site, name) for name in ("anna", "ben")}
        done = site.run(seafile_directory, **given)
        assert not done.error and checked.diff == done.diff
        for name in ("anna", "ben"):
            for side, seen in ((done.diff[0], before[name]), (done.diff[1], groups_of(site, name))):
                told = side["user %s@example.com" % name]
                assert told["groups"] == seen[0] and told.get("subadmin_of", seen[1]) == seen[1]
