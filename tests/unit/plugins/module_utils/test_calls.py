# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the documents of four systems list, line by line: the module makes the call, and a second run has nothing to do.

The lines are those of docs/docsite/rst/coverage.rst, which names module and options; tests/unit/test_coverage.py holds both together.
"""

from __future__ import annotations


import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import info as user_info
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.holders import holder
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import PASSWORD, Site

DIALECTS = {"owncloud": "owncloud-10", "nextcloud": "nextcloud-34", "leviia": "nextcloud-34", "nc_py_api": "nextcloud-34"}
EVERYTHING = {
    "name": "new", "password": PASSWORD, "display_name": "New", "email": "new@example.org", "groups": {"set": ["staff"]}, "subadmin_of": {"set": ["staff"]},
    "quota": "1 TB", "language": "fr",
}  # fmt: skip
EDITS = {"quota": "5 GB", "email": "al@example.org", "display_name": "Al", "password": PASSWORD + "2", "update_password": "always"}
PROFILE = dict(EDITS, phone="+4971125242890", address="Street 1", website="https://example.org", twitter="al")
OWN, OTHER = {"add": ["other"]}, {"remove": ["staff"]}
# The calls of groups and apps are the same on both products.
GROUPS = [
    ("group_info", {"search": "sta"}, ["GET groups"]),
    ("group", {"name": "new"}, ["POST groups"]),
    ("group_info", {"name": ["staff"], "members": True}, ["GET groups/staff"]),
    ("group_info", {"name": ["staff"], "subadmins": True}, ["GET groups/staff/subadmins"]),
    ("group", {"name": "other", "state": "absent"}, ["DELETE groups/other"]),
    ("app_info", {"filter": "enabled"}, ["GET apps"]),
    ("app_info", {"name": ["comments"]}, ["GET apps/comments"]),
    ("app", {"name": "password_policy"}, ["POST apps/password_policy"]),
    ("app", {"name": "comments", "state": "disabled"}, ["DELETE apps/comments"]),
]  # fmt: skip
OWNCLOUD = [
    ("user", {"name": "new", "password": PASSWORD}, ["POST users"]),
    ("user_info", {"search": "al"}, ["GET users"]),
    ("user_info", {"name": ["alice"]}, ["GET users/alice"]),
    ("user", dict(EDITS, name="alice"), ["PUT users/alice"]),
    ("user", {"name": "alice", "state": "absent"}, ["DELETE users/alice"]),
    ("user_info", {"name": ["alice"]}, ["GET users/alice/groups"]),
    ("user", {"name": "alice", "groups": OWN}, ["POST users/alice/groups"]),
    ("user", {"name": "alice", "groups": OTHER}, ["DELETE users/alice/groups"]),
    ("user", {"name": "alice", "subadmin_of": OWN}, ["POST users/alice/subadmins"]),
    ("user", {"name": "alice", "subadmin_of": OTHER}, ["DELETE users/alice/subadmins"]),
    ("user_info", {"name": ["alice"]}, ["GET users/alice/subadmins"]),
] + GROUPS  # fmt: skip
NEXTCLOUD = [
    ("user", EVERYTHING, ["POST users"]),
    ("user_info", {"search": "al", "details": False}, ["GET users"]),
    ("user_info", {"name": ["alice"]}, ["GET users/alice"]),
    ("user", dict(PROFILE, name="alice"), ["PUT users/alice"]),
    ("user_info", {"name": ["alice"], "editable_fields": True}, ["GET user/fields/alice"]),
    ("user", {"name": "alice", "enabled": False}, ["PUT users/alice/disable"]),
    ("user", {"name": "off", "enabled": True}, ["PUT users/off/enable"]),
    ("user", {"name": "alice", "state": "absent"}, ["DELETE users/alice"]),
    ("user_info", {"name": ["alice"]}, ["GET users/alice"]),
    ("user", {"name": "alice", "groups": OWN}, ["POST users/alice/groups"]),
    ("user", {"name": "alice", "groups": OTHER}, ["DELETE users/alice/groups"]),
    ("user", {"name": "alice", "subadmin_of": OWN}, ["POST users/alice/subadmins"]),
    ("user", {"name": "alice", "subadmin_of": OTHER}, ["DELETE users/alice/subadmins"]),
    ("user_info", {"name": ["alice"]}, ["GET users/alice"]),
    ("user", {"name": "alice", "welcome_email": "resend"}, ["POST users/alice/welcome"]),
    ("group_info", {"search": "sta"}, ["GET groups/details"]),
] + GROUPS[1:7] + [("app", {"name": "admin_audit"}, ["POST apps/admin_audit"])] + GROUPS[8:]  # fmt: skip
LEVIIA = [
    ("user", EVERYTHING, ["POST users"]),
    ("user", {"name": "alice", "display_name": "Al", "email": "al@example.org", "quota": "5 GB", "language": "fr"}, ["PATCH users/alice"]),
    ("user_info", {"name": ["alice"]}, ["GET users/alice"]),
    ("user", {"name": "alice", "state": "absent"}, ["DELETE users/alice"]),
]
NC_PY_API = {
    "get_list": ("user_info", {"search": "al", "limit": 1, "details": False}, ["GET users"]),
    "get_user": NEXTCLOUD[2], "create": NEXTCLOUD[0], "delete": NEXTCLOUD[7], "enable": NEXTCLOUD[6], "disable": NEXTCLOUD[5],
    "resend_welcome_email": NEXTCLOUD[14], "editable_fields": NEXTCLOUD[4], "edit": NEXTCLOUD[3], "add_to_group": NEXTCLOUD[9],
    "remove_from_group": NEXTCLOUD[10], "promote_to_subadmin": NEXTCLOUD[11], "demote_from_subadmin": NEXTCLOUD[12],
    "get_avatar": (
        "user_info", {"name": ["alice"], "avatar_dest": "", "avatar_size": 64, "avatar_dark": True, "avatar_guest": True},
        ["GET /index.php/avatar/guest/alice/64/dark"]),
}  # fmt: skip
CASES = {
    "%s-%d" % (system, number): case
    for system, cases in (("owncloud", OWNCLOUD), ("nextcloud", NEXTCLOUD), ("leviia", LEVIIA))
    for number, case in enumerate(cases, 1)
}
CASES.update(("nc_py_api-" + method, case) for method, case in NC_PY_API.items())
# Property of nc_py_api's user: key of ours.
PROPERTIES = {
    "enabled": "enabled", "storage_location": "storage_location", "user_id": "name", "last_login": "last_login", "backend": "backend",
    "subadmin": "subadmin_of",
    "quota": "quota", "manager": "manager", "email": "email", "additional_mail": "additional_mails", "display_name": "display_name", "phone": "phone",
    "address": "address", "website": "website", "twitter": "twitter", "fediverse": "fediverse", "organisation": "organisation", "role": "role",
    "headline": "headline", "biography": "biography", "profile_enabled": "profile_enabled", "groups": "groups", "language": "language", "locale": "locale",
    "notify_email": "notify_email", "backend_capabilities": "backend_capabilities",
}  # fmt: skip


def furnish(site):
    """Accounts and groups that the calls are about."""
    site.groups("staff", "other")
    site.users("alice", "off", group="staff")
    site.send("POST", "users/alice/subadmins", groupid="staff")
    site.send("PUT", "users/alice", key="email", value="alice@example.org")
    site.send("PUT", "users/off/disable")


def made(site):
    """The calls that the server saw, without what stands before the documented path."""
    short = (call.split(" ", 1) for call in site.sandbox.counts)
    return {"%s %s" % (method, path.split(".php/cloud/")[1] if "/cloud/" in path else path) for method, path in short}


@pytest.mark.parametrize("line", CASES)
def test_call(line, tmp_path):
    """The module makes the call; one that changes something has nothing left to do in a second run, but for a mail."""
    module, given, calls = CASES[line]
    resource = holder(module)
    given = {key: str(tmp_path) if key == "avatar_dest" else value for key, value in given.items()}
    with Site(DIALECTS[line.split("-")[0]]) as site:
        furnish(site)
        site.sandbox.counts.clear()
        if module.endswith("_info"):
            assert site.read(resource, **given)["count"] >= 1
            assert set(calls) <= made(site)
            return
        done = site.run(resource, **given)
        assert done.changed and not done.error, done.error
        assert set(calls) <= made(site)
        repeats = "update_password" in given or given.get("welcome_email") == "resend"
        assert len(site.run(resource, **given).outcome.plan) == (1 if repeats else 0)


@pytest.fixture(name="alice", scope="module")
def fixture_alice():
    """An account with something in every field that can be set."""
    mails = {"set": ["second@example.org"]}
    with Site("nextcloud-34") as site:
        furnish(site)
        resource = holder("user")
        done = site.run(resource, **dict(
            PROFILE, name="alice", manager="off", organisation="Example", role="Tester", headline="Hello", biography="Born", locale="de_DE",
            profile_enabled=True, additional_mails=mails, notify_email="second@example.org"))  # fmt: skip
        assert not done.error, done.error
        yield site.read(user_info, name=["alice"])["users"][0]


@pytest.mark.parametrize("name", PROPERTIES)
def test_property(name, alice):
    """It is read and returned; what can be set is not empty."""
    value = alice[PROPERTIES[name]]
    assert value not in ("", [], {}) or name == "fediverse"  # looked up over the network before it is stored
    assert value is not None or name == "last_login"  # nobody has logged in
