# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks of every module for every product: reading, creating, editing, deleting, many objects at once, and a server that they find."""

from __future__ import annotations

from functools import lru_cache

from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.group import resource as seafile_membership
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import SeafileSite
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import PASSWORD, Site

ROWS = [
    {"name": "carl", "email": "carl@example.com", "password": PASSWORD, "groups": ["staff", "new"]},
    {"name": "alice", "email": "alice@example.com", "display_name": "Al", "groups": ["staff"]},
    {"name": "bob", "email": "bob@example.com", "state": "absent"},
]  # fmt: skip
DOCUMENT = {"users": ROWS, "groups": [{"name": "new"}, {"name": "staff", "subadmins": ["alice"]}], "max_deletes": "9", "unlisted_users": "report"}
USERS = (
    {"name": "carl", "password": PASSWORD, "email": "carl@example.com", "quota": "1 GB", "groups": {"set": ["staff", "new"]},
     "subadmin_of": {"add": ["staff"]}, "missing_groups": "create"},
    {"name": "alice", "display_name": "Al", "email": "al@example.com", "groups": {"set": ["other"]}, "enabled": False},
    {"name": "alice", "quota": "default", "password": PASSWORD + "2", "update_password": "always", "subadmin_of": {"set": []}},
    {"name": "alice", "state": "absent"},
)  # fmt: skip
OCS = [("user", given) for given in USERS] + [
    ("group", {"name": "new", "members": {"add": ["bob"]}, "subadmins": {"add": ["bob"]}}),
    ("group", {"name": "staff", "members": {"set": ["bob"]}, "subadmins": {"set": ["bob"]}}),
    ("group", {"name": "other", "state": "absent", "only_if_empty": True}),
    ("group_member", {"group": "staff", "users": ["bob", "admin"], "state": "exact"}),
    ("group_member", {"group": "staff", "users": ["alice"], "role": "subadmin", "state": "absent"}),
    ("app", {"name": "comments", "state": "disabled"}),
    ("directory", DOCUMENT),
    ("user_info", {}), ("user_info", {"name": ["alice", "nobody"]}), ("user_info", {"group": "staff"}), ("user_info", {"search": "al", "details": False}),
    ("group_info", {}), ("group_info", {"name": ["staff"]}),
    ("app_info", {}), ("app_info", {"name": ["comments"]}),
    ("server_info", {"probe_write": True}),
    ("directory_info", {}),
]  # fmt: skip
NEXTCLOUD = OCS + [
    ("user", {"name": "alice", "manager": "bob", "phone": "+4971125242890", "additional_mails": {"set": ["x@example.com"]}, "notify_email": "x@example.com"}),
    ("user", {"name": "alice", "two_factor": False, "welcome_email": "resend"}),
    ("group", {"name": "staff", "display_name": "All staff"}),
    ("app", {"name": "notes", "groups": ["staff"]}), ("app", {"name": "notes", "state": "latest"}),
    ("app", {"name": "notes", "state": "absent"}), ("app", {"name": "admin_audit"}),
    ("app_config", {"app": "core", "values": {"one": "1", "two": "2"}}), ("app_config", {"app": "core", "key": "there", "state": "absent"}),
    ("app_config_info", {"app": "core"}),
    ("directory", {"users": [{"name": "alice", "two_factor": False, "manager": "bob"}], "unlisted_users": "disable", "max_disables": "9"}, "check"),
    ("user_info", {"name": ["alice"], "two_factor": True, "editable_fields": True}), ("user_info", {"enabled": True, "inactive_days": 5}),
]  # fmt: skip
SEAFILE = [
    ("seafile_user", {"email": "carl@example.com", "password": PASSWORD, "quota": "1 GB", "groups": {"add": ["staff"]}, "department": "Sales"}),
    ("seafile_user", {"email": "alice@example.com", "display_name": "Al", "quota": "2 GB", "enabled": False, "groups": {"set": []}, "department": "Sales"}),
    ("seafile_user", {"email": "al@example.com", "previous_email": "alice@example.com", "account_id": "alice@auth.local"}),
    ("seafile_user", {"email": "bob@example.com", "state": "absent", "transfer_to": "alice@example.com"}),
    ("seafile_group", {"name": "new", "owner": "alice@example.com", "members": {"add": ["bob@example.com"]}, "admins": {"add": ["bob@example.com"]}}),
    ("seafile_group", {"name": "staff", "owner": "alice@example.com", "members": {"set": ["bob@example.com"]}}),
    ("seafile_group", {"name": "staff", "state": "absent"}),
    ("seafile_directory", DOCUMENT),
    ("seafile_user_token", {"email": "alice@example.com"}),
    ("seafile_user_info", {}), ("seafile_user_info", {"email": ["alice@example.com"]}), ("seafile_user_info", {"query": "ali"}),
    ("seafile_group_info", {}), ("seafile_directory_info", {"departments": True}),
]  # fmt: skip
DIALECTS = {
    "nextcloud-34": NEXTCLOUD, "nextcloud-32": NEXTCLOUD[:2] + NEXTCLOUD[10:12], "nextcloud-28": NEXTCLOUD[:4] + NEXTCLOUD[10:12],
    "owncloud-10": OCS, "seafile-13": SEAFILE, "seafile-11": SEAFILE[:2],
}  # fmt: skip
CASES = {"%s-%s-%d" % (dialect, case[0], number): (dialect,) + case for dialect, cases in DIALECTS.items() for number, case in enumerate(cases)}


@lru_cache(maxsize=None)
def furnished(dialect):
    """``(site, product)``: a server with two accounts and groups. Its product is to be copied for each use."""
    seafile = dialect.startswith("seafile")
    site = SeafileSite(dialect, sockets=False) if seafile else Site(dialect, product="auto", sockets=False)  # answers are exchanged in the process
    site.dialect = dialect
    site.users("alice", "bob")
    site.groups("staff", "other")
    if seafile:
        for step in (seafile_membership.join, seafile_membership.promote):
            site.client().send(step("staff", "alice@example.com").request)
    else:
        for user in ("alice", "bob"):
            site.send("POST", "users/%s/groups" % user, groupid="staff")
        site.send("POST", "users/alice/subadmins", groupid="staff")
        site.send("PUT", "users/alice", key="email", value="alice@example.com")
        site.send("PUT", "users/alice", key="quota", value="5 GB")
    if dialect == "nextcloud-34":
        site.operate(add_app={"id": "notes", "update": "2.0.0"})
        site.operate(set_app_config={"app": "core", "key": "there", "value": "1"})
    return site, site.sandbox.product
