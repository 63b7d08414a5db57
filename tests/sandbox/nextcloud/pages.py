# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of accounts: ids and records, searched and cut into pages (recorded exchanges, users.jsonl).

A page is cut in the order of the lower-cased display names, accounts without one first, and then sorted by id.
"""

from __future__ import annotations

import re

from . import user_record
from .call import Uncaught
from .groups import found

ARRAY_KEY = re.compile(r"0|-?[1-9]\d{0,17}")  # ids that PHP turns into numbers when they are keys
RECENT, MOST_RECENT = 25, 100


def users(call):
    """Ids of the accounts that the caller manages; those that are whole numbers lose their type."""
    if call.is_admin:
        return {"users": [as_key(user.uid) for user in _page(call)]}
    merged, numbers = {}, 0
    for group in _own_groups(call):
        for user in _members(call, group):
            if ARRAY_KEY.fullmatch(user.uid):  # merging such arrays counts them anew
                merged[numbers] = numbers
                numbers += 1
            else:
                merged[user.uid] = user.uid
    return {"users": list(merged.values())}


def details(call):
    """Records of the accounts that the caller manages, by id."""
    if call.is_admin:
        return {"users": records(call, _page(call))}
    return {"users": records(call, [user for group in _own_groups(call) for user in _members(call, group)])}


def disabled(call):
    """Records of the disabled accounts, by id."""
    search, limit, offset = _asked(call)
    if limit is not None and limit < 0:
        raise Uncaught()
    if call.is_admin:
        listed = call.state.kept("disabled", lambda: sorted((user for user in call.state.users.values() if not user.enabled), key=by_id))
    else:
        listed = _disabled_members(call) if call.dialect.disabled_lists else []
    if search and call.dialect.disabled_lists:
        listed = [user for user in listed if any(search.lower() in text.lower() for text in (user.uid, user.name, user.email or ""))]
    return {"users": records(call, call.state.cut(listed, limit, offset))}


def _disabled_members(call):
    found_users = {}
    for group in _own_groups(call):
        found_users.update((uid, call.state.user(uid)) for uid in sorted(group.members) if not call.state.user(uid).enabled)
    return list(found_users.values())


def recent(call):
    """Records of the accounts that logged in last, by id."""
    search, limit, offset = _asked(call)
    listed = [user for user in matches(call.state, search) if user.last_login]
    listed.sort(key=by_id)
    listed.sort(key=lambda user: user.last_login, reverse=True)
    return {"users": records(call, call.state.cut(listed, min(MOST_RECENT, limit or RECENT), offset))}


def _asked(call):
    """Search, limit and offset as sent; a negative offset makes the database fail."""
    if call.params["offset"] < 0:
        raise Uncaught()
    return call.params["search"], call.params["limit"], call.params["offset"]


def _page(call):
    """One page of all accounts that match, sorted by id; what LDAP lists and cannot name is left out after the cut (34.0.1's source)."""
    search, limit, offset = _asked(call)
    page = call.state.cut(matches(call.state, search), limit, offset)
    return sorted((user for user in page if user.uid not in call.state.filtered["users"]), key=by_id)


def matches(state, search):
    """All accounts with the text in id, display name or e-mail address, in order of display name; kept until something changes."""
    if search == "":
        return state.kept("users", lambda: sorted(state.users.values(), key=by_name))
    return state.kept(("users", search), lambda: [user for user in matches(state, "") if found(search, user.uid, user.display_name, user.email)])


def by_name(user):
    """How the database sorts: it lower-cases ASCII letters only, and accounts without a display name come first."""
    return user.display_name.encode().lower(), user.uid.lower()


def by_id(user):
    """Order of ids, regardless of case."""
    return user.uid.lower()


def _own_groups(call):
    return [call.state.groups[gid] for gid in call.state.subadmin_of(call.caller.uid)]


def _members(call, group):
    """One page of the members of a sub-admin's group. A search looks through `limit` times 100 accounts at a time, so without a limit it finds nobody."""
    search, limit, offset = _asked(call)
    search = search.strip()
    if not search or search == "0":
        return [call.state.user(uid) for uid in call.state.cut(call.state.kept(("members", group.gid), lambda: sorted(group.members)), limit, offset)]
    if limit is None:
        return []
    listed = [user for user in matches(call.state, search) if user.uid in group.members]
    return call.state.cut(sorted(listed, key=lambda user: user.name.lower()), limit, offset)


def as_key(uid):
    """The id as PHP returns it after using it as a key: a whole number where it looks like one."""
    return int(uid) if ARRAY_KEY.fullmatch(uid) else uid


def records(call, listed):
    """Records by id; only the id of an account out of the caller's reach, or lost by its backend. 28 refuses the whole list for such a one."""
    if not call.dialect.remnants_listed:
        return {user.uid: user_record.record(call, user) or {"id": user.uid} for user in listed}
    return {user.uid: user_record.is_there(call, user) and user_record.record(call, user) or {"id": user.uid} for user in listed}
