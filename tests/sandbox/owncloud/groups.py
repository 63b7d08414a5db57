# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups: list, read, create, delete. Ids are exact and have no display name."""

from __future__ import annotations

from .answers import NOT_ALLOWED, NOT_FOUND
from .call import Failure, storable
from .search import by_bytes, matcher, page, searchable
from .text import BLANKS, integer, scalar


def listing(call):
    """GET groups: all of the server's, for group-admins too."""
    search, limit, offset = (call.params.get(key) for key in ("search", "limit", "offset"))
    search = "" if search is None else search
    if not searchable(call.state, search):
        return {"groups": []}
    limit = None if limit is None else integer(scalar(limit))
    wanted = matcher(search)
    ids = by_bytes(gid for gid in call.state.members if wanted(gid))
    return {"groups": page(ids, None if limit == -1 else limit, integer(scalar(offset)))}


def read(call):
    """GET groups/{group}: its members, all at once."""
    gid = call.ids["group"]
    if gid not in call.state.members:
        raise Failure(NOT_FOUND, "The requested group could not be found")
    if not call.is_admin and gid not in call.state.posts(call.caller):
        raise Failure(NOT_ALLOWED, "User does not have access to specified group")
    return {"users": by_bytes(call.state.members[gid])}


def create(call):
    """POST groups: `groupid` from wherever it stands; only an administrator gets one."""
    gid = call.params.get("groupid")
    if not isinstance(gid, str) or gid == "" or gid != gid.strip(BLANKS):
        raise Failure(101, "Invalid group name")
    if gid in call.state.members:
        raise Failure(102)
    if not call.is_admin:
        raise Failure(NOT_ALLOWED)
    call.state.add_group(storable(call.state, gid))


def delete(call):
    """DELETE groups/{group}."""
    if call.ids["group"] not in call.state.members:
        raise Failure(101)
    if call.ids["group"] == "admin":
        raise Failure(102)
    call.state.remove_group(call.ids["group"])
