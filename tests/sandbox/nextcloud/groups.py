# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups: list, members, create, rename, delete (recorded exchanges, groups.jsonl)."""

from __future__ import annotations

import hashlib

from . import apps, user_edit, user_record
from .call import Failure, Uncaught
from .state import Group

LONGEST_ID = 64  # characters; a longer name gets its hash as id
LONGEST_NAME = 255
PHP_BLANKS = " \t\n\r\0\x0b"


def found(search, *texts):
    """Whether a text holds the search; like SQLite, regardless of case for ASCII letters only."""
    wanted = search.encode().lower()
    return any(wanted in text.encode().lower() for text in texts if text)


def details(state, group):
    """A group as the detailed lists show it."""
    disabled = state.kept(("disabled", group.gid), lambda: sum(not state.user(uid).enabled for uid in group.members))
    shown = {"id": group.gid, "displayname": group.display_name, "usercount": len(group.members), "disabled": disabled}
    return dict(shown, **dict.fromkeys(("canAdd", "canRemove"), group.gid not in state.closed_groups))


def list_ids(call):
    """Ids of the groups that match, in order of id."""
    return {"groups": [group.gid for group in _page(call)]}


def list_details(call):
    """The same groups with names and counts."""
    return {"groups": [details(call.state, group) for group in _page(call)]}


def _page(call):
    search, limit = call.params["search"], call.params["limit"]
    groups = call.state.kept("groups", lambda: sorted(call.state.groups.values(), key=lambda group: group.gid))
    if search:
        groups = [group for group in groups if found(search, group.gid, group.display_name)]
    page = call.state.cut(groups, limit if limit and limit > 0 else None, max(call.params["offset"], 0))
    return [group for group in page if group.gid not in call.state.filtered["groups"]]


def members(call):
    """Ids of the members, for administrators, the group's sub-admins and (not in every version) its members."""
    group = call.state.groups.get(call.ids["groupid"])
    if group is None:
        raise Failure(404, "The requested group could not be found")
    uid = call.caller.uid
    if call.is_admin or uid in group.subadmins or ("member_lists" in call.dialect.features and uid in group.members):
        return {"users": _sorted_members(call.state, group)}
    raise Failure(403)


def member_details(call):
    """Records of the members that match, by id; a page at a time, and those whose account is gone are left out of it.

    To a sub-admin of another group the group does not exist.
    """
    group = call.state.groups.get(call.ids["groupid"])
    if group is None or not (call.is_admin or call.caller.uid in group.subadmins):
        raise Failure(998, "The requested group could not be found")
    if call.params["offset"] < 0:
        raise Uncaught()
    search, limit = call.params["search"], call.params["limit"]
    uids = _sorted_members(call.state, group)
    if search:
        users = map(call.state.user, uids)
        uids = [user.uid for user in users if found(search, user.uid, user.display_name, user.email)]
    page = [call.state.user(uid) for uid in call.state.cut(uids, limit, call.params["offset"])]
    return {"users": {user.uid: user_record.record(call, user) or {"id": user.uid} for user in page if user_record.is_there(call, user)}}


def _sorted_members(state, group):
    return state.kept(("members", group.gid), lambda: sorted(group.members))


def create(call):
    """Create a group; any character is allowed in its id, and nothing is trimmed but the display name."""
    name, state = call.params["groupid"], call.state
    if name in ("", "0"):
        raise Failure(101, "Invalid group name")
    if name in state.groups:
        raise Failure(102, "group exists")
    if call.dialect.longest_group_name and len(name) > call.dialect.longest_group_name:
        raise Uncaught()
    gid = hashlib.sha256(name.encode()).hexdigest() if call.dialect.long_ids_hashed and len(name) > LONGEST_ID else name
    if gid in state.groups:
        raise Failure(103, "Not supported by backend")
    user_edit.storable(call, name + call.params["displayname"])
    state.add_group(Group(gid, call.params["displayname"].strip(PHP_BLANKS) or name))
    return []


def edit(call):
    """Change the display name, the only key there is."""
    group = call.state.groups.get(call.ids["groupid"])
    if call.params["key"] != "displayname":
        raise Failure(999)
    if group is None:
        raise Failure(998, "Group does not exist")
    name = call.params["value"].strip(PHP_BLANKS)
    if not name or group.gid in call.state.closed_groups:
        raise Failure(101, "Not supported by backend")
    group.display_name = user_edit.storable(call, name)
    call.state.touch()
    return []


def delete(call):
    """Delete a group, with members or without; the administrators' group stays."""
    gid = call.ids["groupid"]
    if gid not in call.state.groups:
        raise Failure(101)
    if gid == "admin":
        raise Failure(102)
    if gid in call.state.closed_groups:
        raise Uncaught()
    call.state.remove_group(gid)
    apps.forget_group(call.state, gid)
    return []
