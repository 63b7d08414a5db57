# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads of a Seafile server what a document is compared with; the result is that of directory_read, people by their addresses."""
from __future__ import annotations

from ...bulk import guards
from ...common.reading import FEW, warn
from ...common.record import read_fields
from ...engine.plan import Seen
from ...errors import Invalid
from ...http.workers import parallel
from .. import calls as seafile_calls
from ..client import SHARED, address_of, by_id, find_users, listed
from ..group.resource import read_members
from ..login import by_login
from ..user.resource import DEPARTMENT, read_found, read_groups, read_record
from ..values import reachable


def observe(client, desired):
    """Lists of accounts and groups, the members of groups that matter, and one account at a time where a row names a department."""
    held = desired["document"]
    names = _named(held)
    return Seen(*_observe(client, desired, names, desired["unlisted_users"] != "ignore" or len(names) > FEW or guards.may_go(held)))


def _named(held):
    """Everybody whom the document names, in lower case."""
    return held.named_users() | {row["owner"].lower() for row in held.groups.values() if row.get("owner")}


def observe_again(client, desired, before, names):
    """The same after a run that touched these accounts (addresses in lower case); who is known by an id still is."""
    names = names | {key for key, record in before["users"].items() if key != record["email"].lower()}
    return _observe(client, desired, names, len(names) > FEW)[0]


def _observe(client, desired, names, every):
    """``(what there is, facts)``."""
    groups = _groups(client, desired)
    for name, row in desired["document"].groups.items():
        names = names | ({each.lower() for each in groups[name]["subadmins"]} if row.get("subadmins") is not None and name in groups else set())
    found = list(listed(client, seafile_calls.USERS, "data")) if every else _single(client, names, desired["workers"])
    users = _by_name(client, found, _named(desired["document"]))
    called = {record["email"].lower(): record["name"] for record in users.values()}
    for name, group in sorted(groups.items()):
        group.update({key: [called.get(address.lower(), address) for address in group[key]] for key in ("members", "subadmins")})
        group["owner"] = called.get(group["owner"].lower(), group["owner"])
        for field, people in (("groups", group["members"]), ("subadmin_of", group["subadmins"]), ("owned", [group["owner"]])):
            for address in people:
                # an owner is more than a member and a group admin
                if address.lower() in users and (field == "owned" or address != group["owner"]):
                    users[address.lower()][field].append(name)
    _add_departments(client, desired, users)
    for group in groups.values():
        group["subadmins"] = [address for address in group["subadmins"] if address != group["owner"]]
    ids = {key: record["name"] for key, record in users.items()} if every else None
    return {"users": users, "groups": groups, "ids": ids}, {"logins": by_login(found) if every else None}


def relations(client, keys, draft, workers):
    """All groups of these accounts, those that they administer and those that they own: one request each."""
    records = draft.records["users"]

    def read(one, key):
        found = read_groups(one, records[key]["account_id"])
        return dict(found, **{field: sorted(set(found[field]) - set(found["owned"])) for field in ("groups", "subadmin_of")})
    return dict(zip(keys, parallel(client, keys, read, workers, "reading groups of accounts %s")))


def _by_name(client, found, names):
    """The accounts by what the document calls them, in lower case: by the contact address or, where nobody has that one, by the id."""
    same, ids = {}, {data["email"].lower(): data for data in found}
    for data in found:
        same.setdefault(address_of(data).lower(), []).append(data)
    users = {key: (address_of(several[0]), several) for key, several in same.items()}
    for name in sorted((set(names) & set(ids)) - set(users)):
        data = ids[name]
        if address_of(data).lower() in names:
            raise Invalid("users", "%s and %s are one account: one is its contact address, the other its internal ID." % (address_of(data), data["email"]))
        warn(client, by_id(data))
        users[name] = (data["email"], [data])
        users[address_of(data).lower()][1].remove(data)
    return {key: _user(client, name, several[0]) for key, (name, several) in users.items() if several and _is_one("users", client, name, several, names)}


def _user(client, name, data):
    client.note("user", name, data["email"])
    return dict(read_record(data, data["email"]), name=name, groups=[], subadmin_of=[], owned=[])


def _is_one(kind, client, name, several, wanted):
    """Whether only one object is called so; else it is left alone, or :raises Invalid: where the document names it."""
    if len(several) == 1:
        return True
    ids = sorted(str(data["id" if kind == "groups" else "email"]) for data in several)
    problem = "%d %s are called %s: %s." % (len(several), kind, name, ", ".join(ids))
    if name in wanted or (kind == "users" and name.lower() in wanted):
        raise Invalid(kind, "%s %s" % (problem, SHARED))
    warn(client, "%s They are left alone." % problem)
    return False


def _groups(client, desired):
    """Every group; with its people where they matter."""
    same, held, scope = {}, desired["document"], desired["unlisted_scope"] or {}
    for group in listed(client, seafile_calls.GROUPS, "groups"):
        client.note("group", group["name"], group["id"])
        same.setdefault(group["name"], []).append(group)
    found = {name: {"name": name, "group_id": group["id"], "owner": group["owner"], "id": group["id"], "members": [], "subadmins": []}
             for name, several in same.items() for group in several if _is_one("groups", client, name, several, held.named_groups())}
    wanted = sorted(name for name in found if name in desired["managed"] or name in held.named_groups() or guards.matches(name, scope.get("groups") or ()))
    for name, record in zip(wanted, parallel(client, wanted, lambda one, name: read_members(one, found[name]), desired["workers"], "reading members of groups %s")):
        found[name] = record
    return found


def _single(client, names, workers):
    """These accounts, those that exist."""
    entries = {entry["email"]: entry for found in parallel(client, sorted(names), find_users, workers, "looking for accounts %s") for entry in found}
    return parallel(client, entries.values(), read_found, workers, "reading accounts %s")


def _add_departments(client, desired, users):
    """The departments of those whose rows name one: one request each, by a call of its own."""
    asked = [name.lower() for name, row in desired["document"].users.items() if row.get("department") is not None and name.lower() in users]

    def read(one, key):
        return one.get(seafile_calls.DEPARTMENT, user=reachable("department", users[key]["account_id"]))
    for key, data in zip(asked, parallel(client, asked, read, desired["workers"], "reading departments %s")):
        users[key].update(read_fields(data, DEPARTMENT))
