# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What becomes of a document on another product; that it applies there is proved by tests/properties/test_migration.py."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.plugin_utils.migration import migrated, moved_quota


def left(found):
    """What was left out, in short."""
    return [(each["name"], each["field"]) for each in found["left_out"]]


def test_from_nextcloud_to_seafile():
    """By addresses, with login ids; everything else is counted or named."""
    document = {
        "groups": [{"name": "admin"}, {"name": "staff", "display_name": "Staff"}, {"name": "R&D", "display_name": "R&D"}, {"name": "a;b"}],
        "users": [
            {"name": "anna", "email": "anna@example.org", "quota": "5 GB", "language": "de", "enabled": True, "groups": ["R&D", "a;b", "admin", "staff"]},
            {"name": "ben", "display_name": "Ben", "groups": []}, {"name": "carl", "email": "C@example.org", "groups": []},
            {"name": "carla", "email": "c@example.org", "groups": []}, {"name": "boss", "email": "boss@example.org", "groups": ["admin"]},
            {"name": "dora", "email": "dora@example.org", "quota": "0 B", "display_name": "A/B", "groups": [], "subadmin_of": ["staff"]},
        ]}  # fmt: skip
    found = migrated(document, "nextcloud", "seafile", "13.0.25", group_names={"R&D": "R and D"}, without=["Boss"])
    assert found["document"] == {"groups": [{"name": "staff"}, {"name": "R and D"}], "users": [
        {"email": "anna@example.org", "name": "anna", "quota": "5369 MB", "enabled": True, "groups": ["R and D", "staff"]},
        {"email": "dora@example.org", "name": "dora", "groups": ["staff"], "subadmin_of": ["staff"]}]}  # fmt: skip
    assert found["unsupported"] == {"groups.display_name": 1, "language": 1}
    assert left(found) == [
        ("admin", "name"), ("a;b", "name"), ("ben", "email"), ("carl", "email"), ("carla", "email"), ("dora", "quota"), ("dora", "display_name"),
        ("dora", "groups")]  # fmt: skip
    old = migrated(document, "nextcloud", "seafile", "10.0.1")
    assert "name" not in old["document"]["users"][0] and old["unsupported"]["name"] == 3


@pytest.mark.parametrize("ids, name", [("local_part", "anna"), ("email", "anna@example.org")])
def test_from_seafile_to_nextcloud(ids, name):
    """Accounts without a login id get one from their address; rights to administer the server stay behind, also those of a group's name."""
    document = {
        "groups": [{"name": "staff", "owner": "anna@example.org"}, {"name": "admin"}],
        "users": [{"email": "anna@example.org", "admin": True, "quota": "5369 MB", "department": "Sales", "groups": ["admin", "staff"],
                   "subadmin_of": ["staff"]},
                  {"email": "ben@example.org", "name": "BEN", "admin": False, "groups": []}, {"email": "ben@example.com", "groups": []}]}  # fmt: skip
    found = migrated(document, "seafile", "nextcloud", "34.0.1", ids)
    assert found["document"]["groups"] == [{"name": "staff"}]
    assert found["document"]["users"][0] == {"name": name, "email": "anna@example.org", "quota": "5 GB", "groups": ["staff"], "subadmin_of": ["staff"]}
    assert found["unsupported"] == {"department": 1, "groups.owner": 1}
    assert left(found)[:1] == [("admin", "name")] and ("anna@example.org", "admin") in left(found)
    assert (len(found["document"]["users"]) == 1) is (ids == "local_part")  # two would be called ben


def test_from_owncloud_to_nextcloud():
    """Ids that only ownCloud takes, and what only its people can switch on; managers come only with their managers."""
    document = {"groups": [{"name": "staff"}], "users": [
        {"name": "a+b", "groups": []}, {"name": "anna", "two_factor": True, "language": "de", "quota": "default", "groups": ["staff"]}]}  # fmt: skip
    found = migrated(document, "owncloud", "nextcloud", "34.0.1")
    assert found["document"]["users"] == [{"name": "anna", "language": "de", "quota": "default", "groups": ["staff"]}]
    assert left(found) == [("a+b", "name"), ("anna", "two_factor")]
    lead = migrated({"users": [{"name": "anna", "manager": "boss", "groups": []}]}, "nextcloud", "nextcloud", "34.0.1")
    assert left(lead) == [("anna", "manager")] and lead["document"]["users"] == [{"name": "anna", "groups": []}]


@pytest.mark.parametrize("text, source, target, moved", [
    ("5 GB", "nextcloud", "seafile", "5369 MB"), ("5369 MB", "seafile", "owncloud", "5 GB"), ("none", "seafile", "nextcloud", "none"),
    ("1 B", "owncloud", "seafile", "1 MB"), ("0 B", "owncloud", "seafile", "0"), ("5 GB", "owncloud", "nextcloud", "5 GB"),
    ("default", "owncloud", "seafile", "default"), ("1 TB", "seafile", "nextcloud", "931.3 GB")])  # fmt: skip
def test_quotas(text, source, target, moved):
    """The same size, in the units of the target."""
    assert moved_quota(text, source, target) == moved


def test_what_is_no_product():
    """Or no rule."""
    for given in (("dropbox", "seafile"), ("seafile", "dropbox"), ("seafile", "nextcloud", "", "number")):
        with pytest.raises(ValueError):
            migrated({}, *given)
