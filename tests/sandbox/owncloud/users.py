# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Accounts: create, read, list, enable, disable, delete."""

from __future__ import annotations

from .answers import NOT_ALLOWED, NOT_FOUND
from .call import Failure
from .new_account import check_new
from .search import by_bytes, matcher, page, searchable
from .storage import quota_record
from .text import BLANKS, array_key, integer


def create(call):
    """POST users: `userid`, `password`, `groups[]`; every other field is dropped. Only a form is read."""
    uid, password, groups = (call.form.get(key) for key in ("userid", "password", "groups"))
    if isinstance(uid, str) and call.state.user(uid):
        raise Failure(102, "User already exists")
    groups = _wanted_groups(call, groups)
    uid = uid if isinstance(uid, str) else ""
    check_new(call.state, uid, password if isinstance(password, str) else "")
    call.state.add_user(uid, password)
    for gid in groups:
        call.state.join(uid, gid)


def _wanted_groups(call, groups):
    """The groups of a new account: all exist and are the caller's to give; a plain text counts as none."""
    if not isinstance(groups, (list, dict)):
        if not call.is_admin:
            raise Failure(106, "no group specified (required for subadmins)")
        return []
    groups = list(groups.values()) if isinstance(groups, dict) else groups
    for gid in groups:
        if gid not in call.state.members:
            raise Failure(104, "group %s does not exist" % gid)
        if not call.is_admin and gid not in call.state.posts(call.caller):
            raise Failure(105, "insufficient privileges for group %s" % gid)
    return groups


def target(call):
    """The account named in the path, None when missing."""
    return call.state.user(call.ids["user"])


def read(call):
    """GET users/{user}. `enabled` is only for those who manage the account."""
    user = target(call)
    if user is None:
        raise Failure(NOT_FOUND, "The requested user could not be found")
    managed = call.may_manage(user)
    if not managed and user is not call.caller:
        raise Failure(NOT_ALLOWED)
    record = {"enabled": "true" if user.enabled else "false"} if managed else {}
    return {
        **record,
        "quota": quota_record(call.state, user),
        "email": user.email,
        "displayname": user.display_name or user.uid,
        "home": "%s/%s" % (call.state.system.get("datadirectory", "/data"), user.uid),
        "two_factor_auth_enabled": "false",  # there is no provider, so it stays off whatever was set
        "last_login": user.last_login,
        "creation_time": user.creation_time,
        "language": call.state.system.get("default_language", "en"),
    }


def listing(call):
    """GET users: ids; all of them for an administrator, the members of his groups for a group-admin."""
    search, limit, offset = (call.query.get(key) for key in ("search", "limit", "offset"))
    search = "" if search in (None, "0") else search
    limit = None if limit in (None, "", "0") else integer(limit)
    offset = 0 if offset in (None, "", "0") else integer(offset)
    if not call.is_admin:
        return {"users": _of_subadmin(call, search, limit, offset)}
    if not searchable(call.state, search):
        return {"users": []}
    wanted = matcher(search)
    ids = by_bytes(user.uid for user in call.state.users.values() if wanted(user.uid))
    return {"users": [array_key(uid) for uid in page(ids, limit, offset)]}


def _of_subadmin(call, search, limit, offset):
    """Group by group; the search is in the display name. PHP counts numeric ids anew, so they are lost."""
    found = {}
    for gid in call.state.posts(call.caller):
        for uid in _members_named(call.state, gid, search):
            key = array_key(uid)
            found[uid if isinstance(key, str) else (uid, gid)] = None
    some = list(found)[offset:][:limit]
    numbers = iter(range(len(some)))
    return [uid if isinstance(uid, str) else next(numbers) for uid in some]


def _members_named(state, gid, search):
    search = search.strip(BLANKS) if isinstance(search, str) else ""
    if search in ("", "0"):
        return by_bytes(state.members[gid])
    if not searchable(state, search):
        return []
    wanted = matcher(search)
    users = [state.user(uid) for uid in state.members[gid]]
    return [user.uid for user in sorted(users, key=lambda user: user.display_name.encode()) if wanted(user.display_name)]


def _managed_other(call):
    """The account to enable, disable or delete: not missing and not the caller's own (101), and managed by him (997)."""
    user = target(call)
    if user is None or user is call.caller:
        raise Failure(101)
    if not call.may_manage(user):
        raise Failure(NOT_ALLOWED)
    return user


def enable(call):
    """PUT users/{user}/enable; repeatable."""
    _managed_other(call).enabled = True


def disable(call):
    """PUT users/{user}/disable; repeatable."""
    _managed_other(call).enabled = False


def delete(call):
    """DELETE users/{user}."""
    call.state.remove_user(_managed_other(call))
