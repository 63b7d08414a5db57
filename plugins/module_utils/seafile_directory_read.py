# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads of a Seafile server what a document is compared with; the result is that of directory_read, people by their addresses."""
from __future__ import annotations

from ansible_collections.ocs.provisioning.plugins.module_utils import guards
from ansible_collections.ocs.provisioning.plugins.module_utils.directory_read import FEW, may_go
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile_client import admin, find_user, listed, old_account, read_user
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile_group import read_members
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile_user import read_record
from ansible_collections.ocs.provisioning.plugins.module_utils.workers import parallel


def observe(client, desired):
    """Lists of accounts and groups, the members of groups that matter, and one account at a time where a row names a department."""
    held = desired["document"]
    names = held.named_users() | {row["owner"].lower() for row in held.groups.values() if row.get("owner")}
    return _observe(client, desired, names, desired["unlisted_users"] != "ignore" or len(names) > FEW or may_go(held))


def observe_again(client, desired, _before, names):
    """The same after a run that touched these accounts (addresses in lower case)."""
    return _observe(client, desired, names, len(names) > FEW)


def _observe(client, desired, names, every):
    groups = _groups(client, desired)
    for name, row in desired["document"].groups.items():
        names = names | ({each.lower() for each in groups[name]["subadmins"]} if row.get("subadmins") is not None and name in groups else set())
    found = list(listed(client, admin("users"), "data")) if every else _single(client, names, desired["workers"])
    users = {}
    for data in found:
        record = read_record(data, data["email"])
        key = record["email"].lower()
        if key in users and key in names:
            raise Invalid("users", "two accounts have the address %s: %s and %s." % (record["email"], users[key]["account_id"], record["account_id"]))
        client.note("user", record["email"], record["account_id"])
        users[key] = dict(record, name=record["email"], groups=[], subadmin_of=[], owned=[])
    for name, group in sorted(groups.items()):
        for field, people in (("groups", group["members"]), ("subadmin_of", group["subadmins"]), ("owned", [group["owner"]])):
            for address in people:
                # an owner is more than a member and a group admin
                if address.lower() in users and (field == "owned" or address != group["owner"]):
                    users[address.lower()][field].append(name)
    _add_departments(client, desired, users)
    for group in groups.values():
        group["subadmins"] = [address for address in group["subadmins"] if address != group["owner"]]
    return {"users": users, "groups": groups, "ids": {key: record["name"] for key, record in users.items()} if every else None}


def _groups(client, desired):
    """Every group; with its people where they matter."""
    found, held, scope = {}, desired["document"], desired["unlisted_scope"] or {}
    for group in listed(client, admin("groups"), "groups"):
        client.note("group", group["name"], group["id"])
        found[group["name"]] = {"name": group["name"], "group_id": group["id"], "owner": group["owner"], "id": group["id"], "members": [], "subadmins": []}
    wanted = sorted(name for name in found if name in desired["managed"] or name in held.named_groups() or guards.matches(name, scope.get("groups") or ()))
    for name, record in zip(wanted, parallel(client, wanted, lambda one, name: read_members(one, found[name]), desired["workers"])):
        found[name] = record
    return found


def _single(client, names, workers):
    """These accounts, those that exist."""
    ids = [account_id for found in parallel(client, sorted(names), find_user, workers) for account_id in found]
    return [each for each in parallel(client, ids, read_user, workers) if each is not None]


def _add_departments(client, desired, users):
    """The departments of those whose rows name one: one request each, by a call of its own."""
    asked = [name.lower() for name, row in desired["document"].users.items() if row.get("department") is not None and name.lower() in users]
    answers = parallel(client, asked, lambda one, key: one.get(old_account(users[key]["account_id"])), desired["workers"])
    for key, data in zip(asked, answers):
        users[key]["department"] = data.get("department") or ""
