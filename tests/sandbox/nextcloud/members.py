# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Memberships: a user's groups, joining and leaving (recorded exchanges, membership.jsonl)."""

from __future__ import annotations

from . import fields
from .call import Failure
from .groups import PHP_BLANKS, details


def groups_of(call):
    """Ids of the groups of a user, in order of joining; a sub-admin sees those that he manages."""
    gids = _visible_groups(call)
    if call.dialect.manager_sees_group_map and not call.is_admin and fields.find(call, call.ids["userid"]) is not call.caller:
        return {"groups": {gid: gid for gid in gids}}
    return {"groups": gids}


def groups_of_details(call):
    """The same groups with names and counts."""
    return {"groups": [details(call.state, call.state.groups[gid]) for gid in _visible_groups(call)]}


def _visible_groups(call):
    user, state = fields.find(call, call.ids["userid"]), call.state
    if user is None:
        raise Failure(998)
    joined = list(state.groups_of.get(user.uid, ()))
    if call.is_admin or user is call.caller:
        return joined
    if not state.manages(call.caller, user):
        raise Failure(998)
    return [gid for gid in state.subadmin_of(call.caller.uid) if gid in joined]


def join(call):
    """Add a user to a group; repeatable."""
    group, user = _addressed(call, call.params["groupid"] == "")
    call.state.join(user.uid, group.gid)
    return []


def leave(call):
    """Remove a user from a group; repeatable, but nobody locks himself out and no sub-admin loses sight of the user."""
    group, user = _addressed(call, call.params["groupid"].strip(PHP_BLANKS) == "")
    state, caller = call.state, call.caller
    if call.is_admin:
        if user is caller and group.gid == "admin":
            raise Failure(105, "Cannot remove yourself from the admin group")
    elif user is caller:
        raise Failure(105, "Cannot remove yourself from this group as you are a %s" % call.dialect.leaving_subadmin)
    elif sum(gid in state.groups_of.get(user.uid, ()) for gid in state.subadmin_of(caller.uid)) <= 1:
        raise Failure(105, "Not viable to remove user from the last group you are %s of" % call.dialect.leaving_subadmin)
    state.leave(user.uid, group.gid)
    return []


def _addressed(call, empty):
    """The group and the user of a membership call, once the caller may change it."""
    if empty:
        raise Failure(101)
    group, user = call.state.groups.get(call.params["groupid"]), fields.find(call, call.ids["userid"])
    if group is None:
        raise Failure(102)
    if user is None:
        raise Failure(103)
    if not call.is_admin and call.caller.uid not in group.subadmins:
        raise Failure(104)
    return group, user
