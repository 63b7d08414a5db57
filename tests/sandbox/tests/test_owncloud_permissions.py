# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may call what on ownCloud: codes for a plain user, a group-admin and an administrator."""

from __future__ import annotations

import pytest
from sandbox.tests.owncloud_client import ADMIN, ALICE, LEAD, world

NAME, QUOTA, LOCALE = ({"key": key, "value": "1 GB"} for key in ("display", "quota", "locale"))
NEW, NEW_QA, NEW_OPS = ({"userid": "new", "password": "pw", **more} for more in ({}, {"groups[]": "qa"}, {"groups[]": "ops"}))


def in_group(gid):
    """The form that names a group."""
    return {"groupid": gid}


PERMISSIONS = [  # request, form, code for alice (plain), lead (group-admin), admin
    ("GET users", None, 997, 100, 100), ("POST users", NEW, 997, 106, 100), ("POST users", NEW_QA, 997, 100, 100), ("POST users", NEW_OPS, 997, 105, 100),
    ("GET users/alice", None, 100, 100, 100), ("GET users/ALICE", None, 100, 100, 100), ("GET users/bob", None, 997, 997, 100),
    ("GET users/nobody", None, 998, 998, 998), ("GET users/root", None, 997, 997, 100), ("GET users/lead", None, 997, 100, 100),
    ("PUT users/alice", NAME, 100, 100, 100), ("PUT users/ALICE", NAME, 997, 100, 100), ("PUT users/bob", NAME, 997, 997, 100),
    ("PUT users/nobody", NAME, 997, 997, 997), ("PUT users/root", NAME, 997, 997, 100), ("PUT users/alice", QUOTA, 997, 100, 100),
    ("PUT users/lead", QUOTA, 997, 997, 100), ("PUT users/admin", QUOTA, 997, 997, 100), ("PUT users/alice", LOCALE, 997, 997, 997),
    ("PUT users/alice/disable", None, 997, 100, 100), ("PUT users/bob/disable", None, 997, 997, 100), ("PUT users/nobody/enable", None, 997, 101, 101),
    ("PUT users/admin/enable", None, 997, 997, 101), ("DELETE users/alice", None, 997, 100, 100), ("DELETE users/bob", None, 997, 997, 100),
    ("DELETE users/lead", None, 997, 101, 100), ("DELETE users/root", None, 997, 997, 100), ("DELETE users/ADMIN", None, 997, 997, 101),
    ("GET users/alice/groups", None, 100, 100, 100), ("GET users/bob/groups", None, 997, 997, 100), ("GET users/nobody/groups", None, 998, 998, 998),
    ("POST users/alice/groups", in_group("admin"), 997, 100, 100), ("POST users/bob/groups", in_group("devs"), 997, 104, 100),
    ("POST users/nobody/groups", in_group("nope"), 997, 102, 102), ("POST users/nobody/groups", in_group("devs"), 997, 103, 103),
    ("DELETE users/alice/groups", in_group("devs"), 997, 100, 100), ("DELETE users/alice/groups", in_group("ops"), 997, 104, 100),
    ("DELETE users/nobody/groups", in_group("ops"), 997, 104, 103), ("DELETE users/lead/groups", in_group("qa"), 997, 105, 100),
    ("DELETE users/admin/groups", in_group("admin"), 997, 104, 105), ("DELETE users/ADMIN/groups", in_group("admin"), 997, 104, 100),
    ("GET users/lead/subadmins", None, 997, 100, 100), ("GET users/LEAD/subadmins", None, 997, 997, 100), ("GET users/alice/subadmins", None, 100, 100, 100),
    ("POST users/bob/subadmins", in_group("qa"), 997, 997, 100), ("POST users/lead/subadmins", in_group("admin"), 997, 997, 103),
    ("DELETE users/lead/subadmins", in_group("qa"), 997, 997, 100), ("DELETE users/lead/subadmins", in_group("ops"), 997, 997, 102),
    ("GET groups", None, 997, 100, 100), ("GET groups/devs", None, 997, 100, 100), ("GET groups/ops", None, 997, 997, 100),
    ("GET groups/nope", None, 997, 998, 998), ("GET groups/devs/subadmins", None, 997, 997, 100), ("GET groups/nope/subadmins", None, 997, 997, 101),
    ("POST groups", in_group("new"), 997, 997, 100), ("POST groups", in_group("devs"), 997, 102, 102), ("POST groups", in_group(" x"), 997, 101, 101),
    ("DELETE groups/qa", None, 997, 997, 100), ("DELETE groups/admin", None, 997, 997, 102), ("DELETE groups/nope", None, 997, 997, 101),
    ("GET apps", None, 997, 997, 100), ("GET apps/files", None, 997, 997, 100), ("POST apps/demo_tool", None, 997, 997, 100),
    ("GET user", None, 100, 100, 100), ("GET capabilities", None, 100, 100, 100), ("GET nothing", None, 999, 999, 999),
]  # fmt: skip


@pytest.mark.parametrize("line,form,alice,lead,admin", PERMISSIONS)
def test_permissions(line, form, alice, lead, admin):
    """OCS codes for a plain user, a group-admin and an administrator, each in a world of his own."""
    assert [world().code(line, auth, form) for auth in (ALICE, LEAD, ADMIN)] == [alice, lead, admin]
