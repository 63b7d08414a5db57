# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads one account by its id: the only place that does, because not everything that answers is the account that was asked for.

Nextcloud 32 and later take an email address for an id, at every call, also at those that edit and delete (its source, Database::loadUser;
seen on 32.0.1 and 34.0.1). So a record counts only when its own id is the one that was asked for.
"""
from __future__ import annotations

from ...common.reading import rows
from .. import calls as ocs_calls
from ..ids import same_user


def read(client, name, certain=False):
    """The data of the account with this id, ``id`` in its stored spelling; None when there is none. Whose address it is, is noted.

    :param certain: whether an account that may only be hidden from the caller is an error, as where a missing one would be created.
    """
    data, holder = look(client, name, certain)
    note(client, {name: holder})
    return data


def look(client, name, certain=False):
    """``(data, holder)``: as :func:`read`, and the id of the account that answers to this name without having it as its id."""
    data = client.find(ocs_calls.USER, client.server.dialect.gone if certain else None, user=name)
    if data is None:
        return None, None
    stored = str(data["id"]) if "id" in data else _stored_on_owncloud(client, name, data)
    return (dict(data, id=stored), None) if same_user(stored, name) else (None, stored)


def read_listed(client, stored):
    """The same for an id that a list of ownCloud has just told, in its stored spelling: nothing else can answer to it there."""
    data = client.find(ocs_calls.USER, client.server.dialect.gone, user=stored)
    return None if data is None else dict(data, id=stored)


def note(client, holders):
    """Note whose addresses these names are, for messages; names without a holder are left out."""
    known = {name.lower(): holder for name, holder in holders.items() if holder is not None}
    if known:
        client.holders.update(known)


def stored_users(client, names):
    """User id to its spelling on the server, None for a missing one; one request each."""
    client.expect(len(names))
    found = {name: read(client, name) for name in names}
    return {name: None if data is None else data["id"] for name, data in found.items()}


def _stored_on_owncloud(client, name, data):
    """The id in its stored spelling. ownCloud finds accounts by their ids alone, in any case (its source, AccountMapper::getByUid).

    The record does not name the id: the data folder tells it (recorded: "get user by id in other case"), and where that has another
    name, the list of ids. A group admin's list is searched by display name, so it may tell nothing.
    """
    folder = str(data.get("home") or "").rpartition("/")[2]
    if same_user(folder, name):
        return folder
    listed = map(str, rows(client.get(ocs_calls.USERS, search=name)["users"]))
    return next((item for item in listed if same_user(item, name)), name)
