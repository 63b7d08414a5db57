# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Memberships of a user: list, add, remove."""

from __future__ import annotations

from .answers import NOT_ALLOWED, NOT_FOUND
from .call import Failure
from .text import scalar
from .users import target


def listing(call):
    """GET users/{user}/groups, in order of joining. A group-admin sees only groups that he leads.

    Those come with the keys of the list of his posts, so JSON may show an object instead of a list.
    """
    user = target(call)
    if user is None:
        raise Failure(NOT_FOUND)
    own = call.state.groups_of.get(user.uid, {})
    if call.is_admin or user is call.caller:
        return {"groups": list(own)}
    if not call.may_manage(user):
        raise Failure(NOT_ALLOWED)
    return {"groups": {index: gid for index, gid in enumerate(call.state.posts(call.caller)) if gid in own}}


def _group(call, gid):
    """The group named by `groupid`: 101 when nothing is given, 102 when there is no such group."""
    if gid in (None, "", False):
        raise Failure(101)
    if scalar(gid) not in call.state.members:
        raise Failure(102)
    return scalar(gid)


def add(call):
    """POST users/{user}/groups; repeatable. A group-admin may add a member of a group of his to any group."""
    gid, user = _group(call, call.form.get("groupid")), target(call)
    if user is None:
        raise Failure(103)
    if not call.may_manage(user):
        raise Failure(104)
    call.state.join(user.uid, gid)


def remove(call):
    """DELETE users/{user}/groups; repeatable. The guards against leaving a post compare the id in the path exactly."""
    gid, user = _group(call, call.params.get("groupid")), target(call)
    if not call.is_admin and gid not in call.state.posts(call.caller):
        raise Failure(104)
    if user is None:
        raise Failure(103)
    if call.ids["user"] == call.caller.uid:
        if call.is_admin and gid == "admin":
            raise Failure(105, "Cannot remove yourself from the admin group")
        if not call.is_admin:
            raise Failure(105, "Cannot remove yourself from this group as you are a SubAdmin")
    call.state.leave(user.uid, gid)
