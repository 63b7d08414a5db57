# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an export of Seafile holds, and what it leaves out and names."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import Id
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile import calls as seafile_calls
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.directory import export as seafile_directory_info, resource as seafile_directory
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import ADMIN, SeafileSite
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import PASSWORD

ANNA, BEN = "anna@example.com", "ben@example.com"


@pytest.mark.parametrize("dialect", ["seafile-13", "seafile-11", "seafile-10"])
def test_what_a_document_holds(dialect):
    """Every field by its name in the document; the owner of a group is in it and leads it."""
    with SeafileSite(dialect) as site:
        site.operate(default_quota=2)
        given = {"name": "anna", "email": ANNA, "password": PASSWORD, "quota": "5 GB", "admin": True, "department": "Sales", "groups": ["staff"]}
        site.run(seafile_directory, allow_admin_changes=True, users=[given, {"email": BEN, "password": PASSWORD, "enabled": False}], groups=[
            {"name": "staff", "owner": BEN}])  # fmt: skip
        found = site.read(seafile_directory_info, departments=True, users=["*N*"])
        anna = {"email": ANNA, "display_name": "anna", "enabled": True, "admin": True, "quota": "5 GB", "department": "Sales", "groups": ["staff"]}
        ben = {"email": BEN, "display_name": "ben", "enabled": False, "admin": False, "quota": "2 GB", "groups": ["staff"], "subadmin_of": ["staff"]}
        anna.update({} if dialect == "seafile-10" else {"name": "anna"})
        assert found["document"]["users"][1:] == [anna, ben] and found["document"]["groups"] == [{"name": "staff", "owner": BEN}]
        assert found["left_out"] == []
        assert "department" not in site.read(seafile_directory_info)["document"]["users"][1]


def test_what_several_are_called():
    """An address of two accounts and a name of two groups mean neither; they are named, and so are groups that no document could name."""
    with SeafileSite() as site:
        site.users("anna", "carl")
        site.send(seafile_calls.RENAME_USER, old_email=Id("user", "carl@example.com"), new_email=ANNA)
        site.send(seafile_calls.EDIT_USER, {"user": ANNA}, contact_email="")
        state = site.sandbox.product.state
        for name in ("one", "one", "a/b", "old"):
            state.add_group(name, state.find(ADMIN[0]))
        state.groups[4].owner = "gone@auth.local"
        state.groups[4].members.clear()
        found = site.read(seafile_directory_info)
        assert [row["email"] for row in found["document"]["users"]] == [ADMIN[0]] and found["document"]["groups"] == [{"name": "old"}]
        assert sorted((left["kind"], left["name"], left["field"]) for left in found["left_out"]) == [
            ("group", "a/b", "name"),
            ("group", "old", "owner"),
            ("group", "one", "name"),
            ("user", ANNA, "email"),
        ]
        assert found["document"]["users"][0]["groups"] == []
        assert not site.run(seafile_directory, unlisted_users="report", **found["document"]).changed


def test_what_the_server_does_not_tell():
    """Is left out and named, and the account is in the document with the rest."""
    with SeafileSite() as site:
        site.users("anna")
        site.operate(quota_error=ANNA)
        found = site.read(seafile_directory_info, users=["anna*"])
        assert [(left["name"], left["field"]) for left in found["left_out"]] == [(ANNA, "quota")]
        assert found["document"]["users"] == [{"email": ANNA, "display_name": "anna", "enabled": True, "admin": False, "groups": []}]
