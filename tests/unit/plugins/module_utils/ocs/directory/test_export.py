# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An export is a document that the same server takes back, and that changes nothing there."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import export as directory_info, resource as directory
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import PASSWORD, Site, thrice

NEXTCLOUDS = ("nextcloud-34", "nextcloud-28")


def applied(site, **asked):
    """What was left out of the export, after it was applied as a real run and changed nothing."""
    found = site.read(directory_info, **asked)
    report = site.run(directory, managed_groups=["*"], allow_admin_changes=True, **found["document"])
    assert not report.error and report.steps == []
    return {(each["kind"], each["name"], each["field"]): each["reason"] for each in found["left_out"]}


@pytest.mark.parametrize("dialect", NEXTCLOUDS)
@pytest.mark.parametrize("name", [" staff", "staff ", " a b ", "\u00a0x", "\tx", "\u3000", "x\n"])
def test_groups_with_blanks_at_their_ends(dialect, name):
    """They are exported as they are, or left out with the reason, and so are their memberships."""
    with Site(dialect) as site:
        site.groups(name.strip() or "plain", name)
        site.users("anna", group=name)
        left_out = applied(site)
        rows = site.read(directory_info)["document"]
        named = {row["name"] for row in rows["groups"]}
        assert name in named or ("group", name, "name") in left_out
        (anna,) = [row for row in rows["users"] if row["name"] == "anna"]
        assert anna["groups"] == ([name] if name in named else [])


@pytest.mark.parametrize("dialect", NEXTCLOUDS)
def test_accounts_of_a_directory(dialect):
    """What the account's backend keeps is left out and named."""
    with Site(dialect) as site:
        site.groups("staff")
        site.users("anna", "ben", group="staff")
        site.send("PUT", "users/anna", key="displayname", value="Anna A")
        site.operate(backend={"user": "anna", "name": "LDAP"})
        assert applied(site) == {("user", "anna", "display_name"): "the account's backend LDAP keeps it"}
        rows = {row["name"]: row for row in site.read(directory_info)["document"]["users"]}
        assert "display_name" not in rows["anna"] and rows["ben"]["display_name"] == "ben" and rows["anna"]["groups"] == ["staff"]
        report = site.run(directory, users=[{"name": "anna", "display_name": "Anna B"}, {"name": "ben", "display_name": "Ben"}], on_problem="skip")
        assert report.steps == [("update", "ben", {"display_name": "Ben"})] and report.result["problems"][0]["field"] == "display_name"


def test_documents_of_seafile():
    """What they alone hold is refused, every field of every row; or counted, and the rest comes true."""
    with Site("nextcloud-34") as site:
        given = {"groups": [{"name": "staff", "owner": "anna@example.com"}], "users": [
            {"name": "anna", "email": "anna@example.com", "password": PASSWORD, "admin": False, "department": "Sales", "groups": ["staff"]}]}  # fmt: skip
        with pytest.raises(Invalid, match=r"(?s)groups\[0\].owner: Nextcloud does not support this option.*users\[0\].admin.*users\[0\].department"):
            site.run(directory, **given)
        done = thrice(site, directory, unsupported_fields="report", **given)
        assert done.result["unsupported"] == {"groups.owner": 1, "admin": 1, "department": 1}
        assert site.read_members("staff") == ["anna"]
