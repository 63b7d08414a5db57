# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads what is compared: a directory document as Seafile needs it, and of a Seafile server what it is compared with. The result is that of
ocs/directory: people are known by their addresses, and the names in the document are their login ids.
"""

from __future__ import annotations

from dataclasses import replace

from ...bulk import document, guards
from ...bulk.fields import Columns
from ...common.record import read_fields
from ...engine.plan import Seen
from ...errors import Invalid
from ...http.workers import parallel
from .. import calls as seafile_calls, values as seafile_values
from ..group.resource import read_members
from ..lookup import SHARED, address_of, by_id, find_users, listed
from ..user.resource import DEPARTMENT, by_login, read_found, read_groups, read_record

COLUMNS = Columns("email", seafile_values.address)
RELATIONS = ("name", "groups", "subadmin_of")


def load(params):
    """The document of a task with rows under their addresses, which they also have as ``name``; and names in lower case to addresses.

    Among the rows that are wrong is a group whose people have no address that is known.
    """
    held = document.load(params, COLUMNS)
    found = replace(held, groups={}, users={}, left_out=[])
    addresses = _addresses(held, found)
    for name, row in held.groups.items():
        where = held.position("group", name)
        try:
            found.groups[name] = _addressed(row, addresses, where)
        except Invalid as error:
            held.problems.note(error.field, name, "", error.problem)
            found.left_out.append(document.LeftOut("group", where, name, row, {"subadmins"}))
    found.left_out.extend(_addressed_row(row, addresses) for row in held.left_out)
    return found, addresses


def _addresses(held, found):
    """Names and addresses in lower case to addresses, of all rows that have one; a row whose name is that of another is left out."""
    addresses = {}
    for address, row in held.users.items():
        where, name = held.position("user", address), (row.get("name") or "").strip().lower()
        if name and addresses.setdefault(name, address) != address:
            held.problems.note(
                where, address, "name", "%r duplicates %s; login IDs are case-insensitive." % (row["name"], held.position("user", addresses[name]))
            )
            found.left_out.append(document.LeftOut("user", where, address, row, set()))
        else:
            found.users[address] = _renamed(row, address)
    for row in held.left_out:
        if row.kind == "user" and row.name and row.given.get("name"):
            addresses.setdefault(row.given["name"].strip().lower(), row.name)
    addresses.update((address.lower(), address) for address in held.users)  # an address is never the name of somebody else
    return addresses


def _addressed_row(row, addresses):
    """A row that is wrong anyway, with addresses for the people that it names as far as they are known."""
    try:
        return row if row.kind == "user" else replace(row, given=_addressed(row.given, addresses, row.where))
    except Invalid:
        return replace(row, unclear=row.unclear | {"subadmins"})


def _renamed(row, address):
    """The row by its address; the name that it had is the login id."""
    rest = {key: value for key, value in row.items() if key not in ("name", "email")}
    return dict(rest, name=address, **({"login_id": row["name"]} if row.get("name") else {}))


def _addressed(row, addresses, where):
    """A group's row with addresses for the people that it names."""
    found = dict(row)
    if row.get("subadmins") is not None:
        found["subadmins"] = [_address(name, addresses, where + ".subadmins") for name in row["subadmins"]]
    if row.get("owner"):
        found["owner"] = _address(row["owner"], addresses, where + ".owner")
    return found


def _address(name, addresses, where):
    name = name.strip()
    if "@" not in name and name.lower() not in addresses:
        raise Invalid(where, "no row with an address has the name %r; give the address." % name)
    return addresses.get(name.lower(), name)


def observe(client, desired):
    """Lists of accounts and groups, the members of groups that matter, and one account at a time where a row names a department."""
    held = desired["document"]
    names = held.named_users()
    return Seen(*_observe(client, desired, names, desired["unlisted_users"] != "ignore" or len(names) > guards.FEW or guards.may_go(held)))


def observe_again(client, desired, before, names, _is_kept):
    """The same after a run that touched these accounts (addresses in lower case); who is known by an id still is."""
    names = names | {key for key, record in before["users"].items() if key != record["email"].lower()}
    return _observe(client, desired, names, len(names) > guards.FEW)[0]


def _observe(client, desired, names, every):
    """``(what there is, facts)``."""
    held = desired["document"]
    named, named_groups, scope = held.named_users(), held.named_groups(), (desired["unlisted_scope"] or {}).get("groups") or ()

    def shared(kind, name, problem):
        if name in named_groups if kind == "groups" else name.lower() in named:
            raise Invalid(kind, "%s %s" % (problem, SHARED))
        client.transport.warn("%s They are left unchanged." % problem)

    def matters(name):
        return name in desired["managed"] or name in named_groups or guards.matches(name, scope)

    groups = _groups(client, matters, shared, desired["workers"])
    leaders = [groups[name]["subadmins"] for name, row in held.groups.items() if row.get("subadmins") is not None and name in groups]
    names = names.union(address.lower() for people in leaders for address in people)
    going = {name.lower() for name, row in held.users.items() if row.get("state") == "absent"}
    found = list(listed(client, seafile_calls.USERS, "data")) if every else _single(client, names, going, desired["workers"])
    users = _by_name(client, found, named, going, shared)
    _relate(users, groups)
    _add_departments(client, [name for name, row in held.users.items() if row.get("department") is not None], users, desired["workers"])
    ids = {key: record["name"] for key, record in users.items()} if every else None
    return {"users": users, "groups": groups, "ids": ids}, {"logins": by_login(found) if every else None}


def read_all(client, shared, departments, workers):
    """Every account and group with all relations, as :func:`observe` gives them.

    :param shared: ``(kind, name, problem)``: told of what several are called, and is left out; :param departments: whether they are read too.
    """
    groups = _groups(client, lambda _name: True, shared, workers)
    users = _by_name(client, list(listed(client, seafile_calls.USERS, "data")), (), (), shared)
    _relate(users, groups)
    _add_departments(client, users if departments else (), users, workers)
    return {"users": users, "groups": groups}


def _relate(users, groups):
    """Tell each account its groups, and the groups their people by what the document calls them; an owner is told apart."""
    called = {record["email"].lower(): record["name"] for record in users.values()}
    for name, group in sorted(groups.items()):
        group.update({key: [called.get(address.lower(), address) for address in group[key]] for key in ("members", "subadmins")})
        group["owner"] = called.get(group["owner"].lower(), group["owner"])
        for field, people in (("groups", group["members"]), ("subadmin_of", group["subadmins"]), ("owned", [group["owner"]])):
            for address in people:
                # an owner is more than a member and a group admin
                if address.lower() in users and (field == "owned" or address != group["owner"]):
                    users[address.lower()][field].append(name)
        group["subadmins"] = [address for address in group["subadmins"] if address != group["owner"]]


def relations(client, keys, draft, workers):
    """All groups of these accounts, those that they administer and those that they own: one request each."""
    records = draft.records["users"]

    def read(one, key):
        found = read_groups(one, records[key]["account_id"])
        return dict(found, **{field: sorted(set(found[field]) - set(found["owned"])) for field in ("groups", "subadmin_of")})

    return dict(zip(keys, parallel(client, keys, read, workers, "reading groups of accounts %s")))


def _by_name(client, found, names, going, shared):
    """The accounts by what the document calls them, in lower case: by the contact address or, where nobody has that one and nobody goes, by the id."""
    same, ids = {}, {data["email"].lower(): data for data in found}
    for data in found:
        same.setdefault(address_of(data).lower(), []).append(data)
    users = {key: (address_of(several[0]), several) for key, several in same.items()}
    for name in sorted((set(names) & set(ids)) - set(users)):
        data = ids[name]
        if name in going:
            client.transport.warn(by_id(data, True))
            continue
        if address_of(data).lower() in names:
            raise Invalid("users", "%s and %s are one account: one is its contact address, the other its internal ID." % (address_of(data), data["email"]))
        client.transport.warn(by_id(data))
        users[name] = (data["email"], [data])
        users[address_of(data).lower()][1].remove(data)
    return {key: _user(client, name, several[0]) for key, (name, several) in users.items() if several and _is_one("users", name, several, shared)}


def _user(client, name, data):
    client.note("user", name, data["email"])
    return dict(read_record(data, data["email"]), name=name, groups=[], subadmin_of=[], owned=[])


def _is_one(kind, name, several, shared):
    """Whether only one object is called so; else ``shared`` is told."""
    if len(several) > 1:
        ids = sorted(str(data["id" if kind == "groups" else "email"]) for data in several)
        shared(kind, name, "%d %s are called %s: %s." % (len(several), kind, name, ", ".join(ids)))
    return len(several) == 1


def _groups(client, matters, shared, workers):
    """Every group. :param matters: ``(name)``: whether its people are read, one request each."""
    same = {}
    for group in listed(client, seafile_calls.GROUPS, "groups"):
        client.note("group", group["name"], group["id"])
        same.setdefault(group["name"], []).append(group)
    found = {
        name: {"name": name, "group_id": several[0]["id"], "owner": several[0]["owner"], "id": several[0]["id"], "members": [], "subadmins": []}
        for name, several in same.items()
        if _is_one("groups", name, several, shared)
    }
    wanted = sorted(filter(matters, found))
    found.update(zip(wanted, parallel(client, wanted, lambda one, name: read_members(one, found[name]), workers, "reading members of groups %s")))
    return found


def _single(client, names, going, workers):
    """These accounts, those that exist."""

    def look(one, name):
        return find_users(one, name, name in going)

    entries = {entry["email"]: entry for found in parallel(client, sorted(names), look, workers, "looking for accounts %s") for entry in found}
    return parallel(client, entries.values(), read_found, workers, "reading accounts %s")


def _add_departments(client, names, users, workers):
    """The departments of these accounts, those that exist: one request each, by a call of its own."""
    asked = [name.lower() for name in names if name.lower() in users]

    def read(one, key):
        return one.get(seafile_calls.DEPARTMENT, user=seafile_values.reachable("department", users[key]["account_id"]))

    for key, data in zip(asked, parallel(client, asked, read, workers, "reading departments %s")):
        users[key].update(read_fields(data, DEPARTMENT))
