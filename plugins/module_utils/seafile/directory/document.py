# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A directory document as Seafile needs it: people are known by their addresses, and the document's names are their login ids."""

from __future__ import annotations

from dataclasses import replace

from ...bulk import document
from ...bulk.fields import Columns
from ...errors import Invalid
from .. import values as seafile_values

COLUMNS = Columns("email", seafile_values.address)


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
