# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A directory document as Seafile needs it: people are known by their addresses, and the document's names are their login ids."""
from __future__ import annotations

from ansible_collections.ocs.provisioning.plugins.module_utils import document, seafile_values
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid

USER_FIELDS = ("admin", "account_role", "department")
GROUP_FIELDS = ("owner",)


def load(params):
    """The document of a task with rows under their addresses, which they also have as ``name``; and names in lower case to addresses.

    :raises Invalid: naming row and field, also for a group's person of whom no address is known.
    """
    held = document.load(params, USER_FIELDS, GROUP_FIELDS, "email", seafile_values.address)
    addresses = {}
    for address, row in held.users.items():
        if row.get("name") and addresses.setdefault(row["name"].strip().lower(), address) != address:
            raise Invalid(held.position("user", address) + ".name", "%r duplicates %s; login IDs are case-insensitive." % (
                row["name"], held.position("user", addresses[row["name"].strip().lower()])))
    addresses.update((address.lower(), address) for address in held.users)  # an address is never the name of somebody else
    users = {address: _renamed(row, address) for address, row in held.users.items()}
    groups = {name: _addressed(row, addresses, held.position("group", name)) for name, row in held.groups.items()}
    return document.Document(groups, users, held.positions), addresses


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
        raise Invalid(where, "%r is the name of no row with an address; name the address." % name)
    return addresses.get(name.lower(), name)
