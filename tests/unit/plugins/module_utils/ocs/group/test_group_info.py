# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading groups from the embedded server: by name, by search, in pages, with few requests."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid, OCSError
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs import ids
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.group import info as group_info
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import DIALECTS, ENDING, PASSWORD, Site


@pytest.fixture(name="site", params=DIALECTS)
def fixture_site(request):
    """A server with groups, members and a group admin."""
    with Site(request.param) as site:
        site.groups("staff", "two words", "a+b%41", "12")
        site.users("alice", "Bob", group="staff")
        site.send("POST", "users/alice/subadmins", groupid="staff")
        site.send("PUT", "users/Bob/disable")
        site.sandbox.counts.clear()
        yield site


def spent(site):
    """How many requests were made since the last time, without those that end a session."""
    count = sum(count for call, count in site.sandbox.counts.items() if call not in ENDING)
    site.sandbox.counts.clear()
    return count


def is_nextcloud(site):
    """Whether the server tells display names and figures."""
    return site.product == "nextcloud"


def test_all(site):
    """Every group, with members and group admins; Nextcloud adds display name and figures."""
    found = site.read(group_info)
    assert found["count"] == 5 and [record["name"] for record in found["groups"]] == ["12", "a+b%41", "admin", "staff", "two words"]
    staff = found["groups"][3]
    assert (staff["members"], staff["subadmins"]) == (["Bob", "alice"], ["alice"])
    if is_nextcloud(site):
        assert (staff["display_name"], staff["user_count"], staff["disabled_count"]) == ("staff", 2, 1)
    assert spent(site) == (2 if is_nextcloud(site) else 1) + 5 + 5


def test_lists_alone(site):
    """One request without members and group admins, and one that finds nothing more."""
    found = site.read(group_info, members=False, subadmins=False)
    assert found["count"] == 5 and not {"members", "subadmins"} & set(found["groups"][0])
    assert spent(site) == (2 if is_nextcloud(site) else 1)


def test_by_name(site):
    """Exact, in any spelling that the product can address; missing ones are left out."""
    found = site.read(group_info, name=["a+b%41", "STAFF", "gone", "12", "12"])
    assert [record["name"] for record in found["groups"]] == ["12", "a+b%41"]
    spent(site)
    assert site.read(group_info, name=["staff"], subadmins=False)["groups"][0]["members"] == ["Bob", "alice"]
    assert spent(site) == (3 if is_nextcloud(site) else 1)
    assert site.read(group_info, name=["gone"], members=False, subadmins=False) == {"groups": [], "count": 0}
    assert spent(site) == 1
    for name in ("", "x" * 65, "."):
        with pytest.raises(Invalid):
            site.read(group_info, name=[name])
    assert spent(site) == 0


def test_by_search(site):
    """A part of the id in any case; not together with names, and not too short on ownCloud."""
    assert [record["name"] for record in site.read(group_info, search="WO")["groups"]] == ["two words"]
    with pytest.raises(Invalid, match="mutually exclusive with name"):
        site.read(group_info, search="wo", name=["staff"])
    if not is_nextcloud(site):
        with pytest.raises(Invalid, match="2 characters"):
            site.read(group_info, search="w")


def test_ids_that_can_be_listed_only():
    """A slash on ownCloud, and folders in the address of Nextcloud's group admins: null instead of lists."""
    with Site("owncloud-10") as site:
        site.groups("a/b")
        assert site.read(group_info)["groups"][0] == {"name": "a/b", "members": None, "subadmins": None}
        with pytest.raises(Invalid, match="slash"):
            site.read(group_info, name=["a/b"])
    with Site("nextcloud-34") as site:
        site.groups("a/../admin")
        found = site.read(group_info)["groups"][0]
        assert (found["name"], found["members"], found["subadmins"]) == ("a/../admin", [], None)


def test_pages(monkeypatch):
    """A list is read to its end, whatever its length."""
    monkeypatch.setattr(ids, "PAGE", 3)
    with Site("nextcloud-34") as site:
        site.groups("a", "b", "c", "d", "e")
        site.sandbox.counts.clear()
        assert site.read(group_info, members=False, subadmins=False)["count"] == 6
        assert spent(site) == 3, "the third is empty"


def test_callers_without_rights(site):
    """The list with figures is for administrators; a plain account sees nothing."""
    site.users("plain")
    with pytest.raises(OCSError) as error:
        site.read(group_info, caller=("plain", PASSWORD))
    assert error.value.http_status in (401, 403)
