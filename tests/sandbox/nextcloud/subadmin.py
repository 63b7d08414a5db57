# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sub-admins: who administers which group (recorded exchanges, subadmin.jsonl)."""

from __future__ import annotations

from . import fields
from .call import Failure
from .groups import details


def of_group(call):
    """Ids of a group's sub-admins, in order of id."""
    group = call.state.groups.get(call.ids["groupid"])
    if group is None:
        raise Failure(101, "Group does not exist")
    return sorted(group.subadmins)


def of_user(call):
    """Ids of the groups that a user administers."""
    user = fields.find(call, call.ids["userid"])
    if user is None:
        raise Failure(404, "User does not exist")
    return call.state.subadmin_of(user.uid)


def of_user_details(call):
    """The same groups with names and counts; everybody may ask about himself."""
    user = fields.find(call, call.ids["userid"])
    if user is None or not (call.is_admin or user is call.caller):
        raise Failure(998)
    return {"groups": [details(call.state, call.state.groups[gid]) for gid in call.state.subadmin_of(user.uid)]}


def appoint(call):
    """Make a user sub-admin of a group; repeatable, no membership is needed."""
    group, user = _addressed(call, 102)
    if group.gid == "admin":
        raise Failure(103, "Cannot create %ss for admin group" % call.dialect.subadmin)
    call.state.appoint(user.uid, group.gid)
    return []


def dismiss(call):
    """End a post; not repeatable."""
    group, user = _addressed(call, 101)
    if user.uid not in group.subadmins:
        raise Failure(102, "User is not a %s of this group" % call.dialect.subadmin)
    call.state.dismiss(user.uid, group.gid)
    return []


def _addressed(call, missing_group):
    group, user = call.state.groups.get(call.params["groupid"]), fields.find(call, call.ids["userid"])
    if user is None:
        raise Failure(101, "User does not exist")
    if group is None:
        raise Failure(missing_group, "Group does not exist")
    return group, user
