# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a whole server in few requests: pages of details on Nextcloud, member lists and single reads on ownCloud."""
from __future__ import annotations

from ansible_collections.ocs.provisioning.plugins.module_utils import guards, user
from ansible_collections.ocs.provisioning.plugins.module_utils.membership import group_ids
from ansible_collections.ocs.provisioning.plugins.module_utils.pages import pages, rows
from ansible_collections.ocs.provisioning.plugins.module_utils.plan import path
from ansible_collections.ocs.provisioning.plugins.module_utils.user_record import from_nextcloud, from_owncloud
from ansible_collections.ocs.provisioning.plugins.module_utils.workers import parallel

FEW = 10  # so many users at most are read one by one when nobody asks for the unlisted ones
ROW_ONLY = ("name", "state", "password", "groups", "subadmin_of")  # what no single read on ownCloud is needed for


def observe(client, desired):
    """``{"users": {id in lower case: record}, "groups": {id: record}, "all": whether these are all users}``."""
    reader = _read_nextcloud if client.server.is_nextcloud else _read_owncloud
    return reader(client, desired)


def record_of(observed, kind, name):
    """The record of one object, None when it is missing."""
    return observed["users"].get(name.lower()) if kind == "user" else observed["groups"].get(name)


def _read_nextcloud(client, desired):
    held = desired["document"]
    if any((row.get("quota") or "").strip().lower() == "default" for row in held.users.values()):
        client.learn(default_quota=user.default_quota(client))
    few = len(held.users) <= FEW and desired["unlisted_users"] == "ignore"
    client.expect(len(held.users))
    if few:
        found = [client.get(client.server.user_path(name), missing=(404,)) for name in held.users]
    else:
        found = pages(client, path("cloud", "users", "details"), "users", workers=desired["workers"])
    users = {}
    for data in found:
        if data is not None:
            users[str(data["id"]).lower()] = from_nextcloud(data)
    _add_second_factors(client, held, users)
    groups = {}
    for item in pages(client, path("cloud", "groups", "details"), "groups"):
        groups[str(item["id"])] = {"name": str(item["id"]), "display_name": item.get("displayname"), "members": [], "count": item.get("usercount")}
    _add_group_admins(client, held, users, groups, few)
    return {"users": users, "groups": groups, "all": not few}


def _add_second_factors(client, held, users):
    for name, row in held.users.items():
        if row.get("two_factor") is False and name.lower() in users:
            users[name.lower()].update(user.two_factor(client, name))


def _add_group_admins(client, held, users, groups, few):
    """Group admins of the groups whose rows list them: from the users' records, which name all posts when all were read."""
    wanted = [name for name, row in held.groups.items() if row.get("subadmins") is not None and name in groups]
    for name in wanted:
        groups[name]["subadmins"] = group_ids(client.get(client.server.group_path(name, "subadmins"))) if few else []
    if few:
        return
    for record in users.values():
        for name in record["subadmin_of"]:
            if name in groups:
                groups[name].setdefault("subadmins", []).append(record["name"])


def _read_owncloud(client, desired):
    held, server = desired["document"], client.server
    ids = {str(name).lower(): str(name) for name in rows(client.get("cloud/users")["users"])}
    groups = {name: {"name": name, "members": []} for name in group_ids(client.get("cloud/groups"))}
    members_of = sorted(name for name in groups if guards.is_managed(name, desired) or name in (desired["unlisted_scope"].get("groups") or []))
    lists = parallel(client, members_of, lambda one, name: rows(one.get(server.group_path(name))["users"]), desired["workers"])
    admins_of = [name for name in members_of if desired.get("posts") or _posts_matter(held)]
    posts = parallel(client, admins_of, lambda one, name: group_ids(one.get(server.group_path(name, "subadmins"))), desired["workers"])
    joined, led = {}, {}
    for name, members in zip(members_of, lists):
        groups[name]["members"] = sorted(map(str, members))
        for member in members:
            joined.setdefault(str(member).lower(), []).append(name)
    for name, admins in zip(admins_of, posts):
        groups[name]["subadmins"] = sorted(map(str, admins))
        for admin in admins:
            led.setdefault(str(admin).lower(), []).append(name)
    rows_of = {name.lower(): row for name, row in held.users.items()}
    detailed = [key for key in ids if _needs_details(key, rows_of.get(key), desired)]
    answers = parallel(client, detailed, lambda one, key: one.get(server.user_path(ids[key]), missing=(998,)), desired["workers"])
    users = {key: {"name": name, "groups": sorted(joined.get(key, [])), "subadmin_of": sorted(led.get(key, []))} for key, name in ids.items()}
    for key, data in zip(detailed, answers):
        if data is None:
            users.pop(key)
        else:
            users[key] = from_owncloud(data, ids[key], joined.get(key, []), led.get(key, []))
    return {"users": users, "groups": groups, "all": True}


def _posts_matter(held):
    return any("subadmin_of" in row for row in held.users.values()) or any("subadmins" in row for row in held.groups.values())


def _needs_details(key, row, desired):
    if row is None:
        return desired["unlisted_users"] != "ignore"
    return row.get("state") != "absent" and any(field not in ROW_ONLY for field in row)


def with_known(observed, desired, server):
    """The server knowing which groups and users there are, or will be when the plan's first phases are done."""
    held = desired["document"]
    groups = dict.fromkeys(observed["groups"], True)
    for name, row in held.groups.items():
        groups[name] = row.get("state") != "absent"
    users = {record["name"]: record["name"] for record in observed["users"].values()}
    named = {row["manager"] for row in held.users.values() if row.get("manager")}
    named.update(admin for row in held.groups.values() for admin in row.get("subadmins") or [])
    coming = {name.lower(): name for name, row in held.users.items() if row.get("state") != "absent"}
    for name in named:
        record = observed["users"].get(name.lower())
        users[name] = record["name"] if record else coming.get(name.lower())
    for row in held.users.values():
        for name in (row.get("groups") or []) + (row.get("subadmin_of") or []):
            groups.setdefault(name, False)
    return server.with_facts(groups=groups, users=users)
