# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom and what a name means: the server's accounts by their addresses, its groups by their names, and the lists in which they stand.

What is found is noted with the client, which puts the server's ids into the requests of plans.
"""

from __future__ import annotations

from itertools import count

from ..common.record import Reading
from ..engine.plan import asking
from ..errors import Invalid
from . import calls

PAGE = 100
COUNTED = {"data": "reading accounts %s", "groups": "reading groups %s"}
SHARED = "It is not known which one is meant, so none is changed; give all but one another name or address."
PATIENCE = 20  # so many empty pages in a row are looked through for the next entry


def own_address(client):
    """The address of the acting account."""
    own = client.get(calls.OWN_ACCOUNT)
    client.note("user", address_of(own), own["email"])
    client.own = own["email"]
    return address_of(own)


def read_user(client, account_id):
    """The server's answer about the account with this internal id, None when there is none."""
    data = client.find(calls.USER, user=account_id)
    return data if data and data["email"].lower() == account_id.lower() else None


def search(client, text):
    """What a search finds: accounts with the text as a part of their id, address or name, and more (a percent sign is a wildcard in ids)."""
    return listed(client, calls.SEARCH_USERS, "user_list", query=text)


def address_of(data):
    """The contact address in an answer about an account; without one the id, which then is an address."""
    return data.get("contact_email") or data["email"]


def find_users(client, address, going=False):
    """The accounts with this contact address as a search shows them, noted with the client; [] when there is none.

    Where nobody has it the address may be an internal id: of the first administrator, and of users from version 10. A search shows ids as
    they are stored; a read by id repeats what was asked for, and finds ids that only differ in accents.

    :param going: whether they are to be deleted: an id then means nobody, because it may be somebody else's who is left when the owner of
        the address is gone.
    """
    entries = list(search(client, address))
    found = [entry for entry in entries if address_of(entry).lower() == address.lower()]
    if not found:
        found = [entry for entry in entries if entry["email"].lower() == address.lower()]
        for entry in found:
            client.transport.warn(by_id(entry, going))
        found = [] if going else found
    for entry in found:
        client.note("user", address, entry["email"])
    return found


def by_id(data, going=False):
    """The warning that an account was taken by its id, or was not because it would be deleted."""
    own = address_of(data)
    if going:
        return "%s is not a contact address; the account with this internal ID is not deleted. Its contact address is %s; use that." % (data["email"], own)
    return "%s is not a contact address; the account with this internal ID is used, whose contact address is %s." % (data["email"], own)


def one_user(client, field, address, going=False):
    """The account that the address means, None when there is none; :raises Invalid: when it is the address of several."""
    found = find_users(client, address, going)
    single(field, "account", address, [entry["email"] for entry in found])
    return found[0] if found else None


def find_groups(client, name):
    """The records of the groups with exactly this name; groups cannot be read singly, so all are noted with the client."""
    found = []
    for group in listed(client, calls.GROUPS, "groups"):
        client.note("group", group["name"], group["id"])
        found.extend([group] if group["name"] == name else [])
    return found


def single(field, kind, name, ids):
    """The one id of an object of this name, None when there is none; :raises Invalid: when several are called so."""
    if len(ids) > 1:
        raise Invalid(field, "%d %ss are called %s: %s. %s" % (len(ids), kind, name, ", ".join(sorted(ids)), SHARED))
    return next(iter(ids), None)


def listed(client, call, key, **given):
    """Yield the entries of a paged list, each once, to its end: the server tells if a page follows, or how many entries there are.

    A short page is not the end, nor is an empty one that says that another follows: entries are left out after a page is cut (groups of
    organisations, profiles whose account is gone; seahub's source).
    """
    reading, empty = Reading(), 0
    for page in count(1):
        answer = client.get(call, page=page, per_page=PAGE, **given)
        fresh = reading.new({str(entry.get("email", entry.get("id"))): entry for entry in answer[key]})
        yield from fresh
        follows, total = (answer.get("page_info") or {}).get("has_next_page"), answer.get("total_count")
        empty = 0 if answer[key] else empty + 1
        client.transport.progress.count(COUNTED.get(key), len(reading.seen), total)
        if follows is False or total == len(reading.seen):
            return
        if not fresh and not (follows is True and 0 < empty < PATIENCE):
            break
    if total is not None and total > len(reading.seen):
        client.transport.warn("%s: the server counts %d entries and listed %d of them." % (client.path(asking(call, given)), total, len(reading.seen)))
    elif total is None and (reading.repeated or empty == PATIENCE):
        client.transport.warn("%s: the server's pages do not end, so the list may be incomplete." % client.path(asking(call, given)))
