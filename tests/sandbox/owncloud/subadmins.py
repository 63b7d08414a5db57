# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Group-admin posts: of a user, of a group, promote, demote."""

from __future__ import annotations

from .answers import NOT_ALLOWED, NOT_FOUND
from .call import Failure
from .search import by_bytes
from .text import scalar
from .users import target


def of_user(call):
    """GET users/{user}/subadmins: group ids in order of promotion; about oneself only under the exact spelling of the id."""
    user = target(call)
    if user is None:
        raise Failure(NOT_FOUND, "The requested user could not be found")
    if call.ids["user"] != call.caller.uid and not call.may_manage(user):
        raise Failure(NOT_ALLOWED)
    return call.state.posts(user)


def of_group(call):
    """GET groups/{group}/subadmins: user ids."""
    gid = call.ids["group"]
    if gid not in call.state.members:
        raise Failure(101, "Group does not exist")
    return by_bytes(uid for uid, posts in call.state.subadmin_of.items() if gid in posts)


def promote(call):
    """POST users/{user}/subadmins; repeatable."""
    user, gid = target(call), scalar(call.form.get("groupid"))
    if user is None:
        raise Failure(101, "User does not exist")
    if gid not in call.state.members:
        raise Failure(102, "Group:%s does not exist" % gid)
    if gid.lower() == "admin":
        raise Failure(103, "Cannot create subadmins for admin group")
    call.state.subadmin_of.setdefault(user.uid, {})[gid] = True


def demote(call):
    """DELETE users/{user}/subadmins; not repeatable."""
    user, gid = target(call), scalar(call.params.get("groupid"))
    if user is None:
        raise Failure(101, "User does not exist")
    if gid not in call.state.members:
        raise Failure(101, "Group does not exist")
    if gid not in call.state.posts(user):
        raise Failure(102, "User is not a subadmin of this group")
    del call.state.subadmin_of[user.uid][gid]
