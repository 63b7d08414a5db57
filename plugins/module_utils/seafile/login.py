# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who has which login id on a Seafile server: looked up before one is written, because each may be there once, in whatever case."""

from __future__ import annotations

from itertools import islice

from ..common.characters import unstored
from . import calls as seafile_calls
from .client import PAGE, address_of, listed, read_user, search


def wanted(plan):
    """The login ids that a plan writes."""
    return {step.after["login_id"] for step in plan if step.kind == "user" and "login_id" in step.after}


def holders(client, login_ids):
    """Login id in lower case to ``(internal id, address)`` of the account that has it, None where nobody has.

    Before version 13 only the list tells, a request for every hundred accounts; so it does where a search finds too many to be read.
    """
    found = dict.fromkeys(key.lower() for key in login_ids if not unstored([key]))  # nobody has what cannot be stored or compared
    searched = client.identify().can("search_by_login")  # its finds do not tell the login id, so they are read
    rest = [key for key in found if not (searched and _search(client, key, found))]
    if rest:
        found.update({key: holder for key, holder in by_login(listed(client, seafile_calls.USERS, "data")).items() if key in rest})
    return found


def by_login(accounts):
    """The same of these accounts, entries of a list or answers to reads."""
    return {data["login_id"].lower(): (data["email"], address_of(data)) for data in accounts if data.get("login_id")}


def _search(client, key, found):
    """Note who has it; False where the finds are too many."""
    entries = list(islice(search(client, key), PAGE))
    if len(entries) == PAGE:
        return False
    found[key] = by_login(filter(None, (read_user(client, entry["email"]) for entry in entries))).get(key)
    return True
