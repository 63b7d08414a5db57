# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What seafile_group and seafile_user would be asked for, row by row, so that the document comes true. Pure."""

from __future__ import annotations

from functools import partial

from ...bulk import rows as bulk_rows

# what a row may name for Seafile; the rest of the document is for other products
FIELDS = ("state", "enabled", "admin", "password", "display_name", "login_id", "quota", "account_role", "department")
RELATIONS = ("name", "groups", "subadmin_of")


def with_known(observed, desired, server):
    """The server knowing which groups and owners there are, or will be when the plan's first phases are done."""
    held = desired["document"]
    coming, going = held.coming_users(), {name.lower() for name, row in held.users.items() if row.get("state") == "absent"}
    owners = {row["owner"] for row in held.groups.values() if row.get("owner")}
    if server.lacks("internal_ids"):  # it keeps addresses in lower case, as the ids
        coming = dict(zip(coming, coming))
    users = {name: (observed["users"].get(name.lower()) or {}).get("name") or coming.get(name.lower()) for name in owners}
    users.update(dict.fromkeys((name for name in owners if name.lower() in going), None))
    return server.with_facts(groups=held.known_groups(observed["groups"]), users=users)


def groups(desired, made):
    """Each group of the document, and each that goes because it is not in it: ``(arguments of seafile_group, goals, where it stands)``."""
    for row, where in bulk_rows.group_rows(desired, made):
        row = bulk_rows.supported("groups.", row, ["display_name"], desired, made, where, "Seafile")
        yield {key: row[key] for key in ("name", "state", "owner") if key in row}, {}, where


def users(observed, desired, server, made):
    """Each account of the document, each that leads a group by it, and each that goes: ``(arguments of seafile_user, goals, where)``."""
    links, owned = bulk_rows.Links(desired, server.facts.groups, _missing), _owned(observed, desired, server)
    for row, record, where in bulk_rows.user_rows(observed, desired, links, made):
        lacking = [key for key in row if key not in FIELDS + RELATIONS]
        if server.lacks("seafile_user.login_id"):
            lacking.append("login_id")
        row = bulk_rows.supported("", row, lacking, desired, made, where, "Seafile")
        single, goals = dict(email=row["name"], **{key: row[key] for key in FIELDS if key in row}), {}
        if row.get("state") != "absent":
            goals = links.goals(row, record or {}, partial(made.problems.note, where, row["name"]))
            goals = _tidied(goals, owned.get(row["name"].lower(), ()))
        if row.get("admin") is not None and row["admin"] != (record or {"admin": False}).get("admin") and not desired["allow_admin_changes"]:
            made.problems.note(where, row["name"], "admin", "making or unmaking an administrator needs allow_admin_changes.")
        yield single, goals, where


def _missing(address):
    return "the user %r does not exist" % address


def settled(observed, desired):
    """What the server has once groups have the owners that the document names: an owner who goes stays an ordinary member."""
    users = dict(observed["users"])
    for name, row in desired["document"].groups.items():
        old, new = ((each or "").lower() for each in ((observed["groups"].get(name) or {}).get("owner"), row.get("owner")))
        if not new or old == new:
            continue
        if old in users:
            record = users[old]
            users[old] = dict(record, groups=sorted(record["groups"] + [name]), owned=[each for each in record["owned"] if each != name])
        if new in users:
            record = users[new]
            lists = {key: [each for each in record[key] if each != name] for key in ("groups", "subadmin_of")}
            users[new] = dict(record, owned=sorted(record["owned"] + [name]), **lists)
    # who is in a group is told by its people's records
    groups = {name: {key: record[key] for key in ("name", "group_id", "owner")} for name, record in observed["groups"].items()}
    return dict(observed, users=users, groups=groups)


def _owned(observed, desired, server):
    """Address in lower case to the groups that it will own: an owner is member and group admin, whatever the document says."""
    owners = {name: record["owner"] for name, record in observed["groups"].items()}
    for name, row in desired["document"].groups.items():
        owners[name] = row.get("owner") or owners.get(name) or server.facts.caller or ""
    found = {}
    for name, owner in owners.items():
        found.setdefault(owner.lower(), set()).add(name)
    return found


def _tidied(goals, owned):
    """The goals without what needs no step: what an owner is anyway; and a group admin is a member."""
    led = set((goals["subadmin_of"] or {}).get("add") or ())
    if not (led or owned):
        return goals
    found = dict(goals)
    for key, also in (("groups", led), ("subadmin_of", set())):
        if goals[key]:
            found[key] = dict(goals[key], add=sorted(also.union(goals[key]["add"]).difference(owned)))
    return found
