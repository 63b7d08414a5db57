# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps between users and groups of Seafile. A group admin is a member with the role Admin; an owner counts as both."""

from __future__ import annotations

from ..engine.plan import Id, Operation, Request
from ..errors import Invalid
from . import calls


def join(group, user):
    """The user becomes a member."""
    return _step("join", "member", group, user, True, Request(calls.JOIN, {"group": Id("group", group)}, {"email": Id("user", user)}))


def leave(group, user):
    """The user is a member no more, and no group admin."""
    return _step("leave", "member", group, user, False, Request(calls.LEAVE, _member(group, user)), ("subadmin",))


def promote(group, user):
    """The member becomes a group admin."""
    return _step("promote", "subadmin", group, user, True, Request(calls.SET_ROLE, _member(group, user), {"is_admin": "true"}))


def demote(group, user):
    """The group admin becomes an ordinary member."""
    return _step("demote", "subadmin", group, user, False, Request(calls.SET_ROLE, _member(group, user), {"is_admin": "false"}))


def hand_over(group, old, new, members=None, subadmins=None):
    """The group gets another owner; the old one stays an ordinary member.

    :param members: :param subadmins: the group's people, where they are known; the new owner counts as both.
    """
    before, after = {"owner": old}, {"owner": new}
    for key, people, leaving in (("members", members, set()), ("subadmins", subadmins, {old})):
        if people is not None:
            before[key], after[key] = people, sorted((set(people) - leaving) | {new})
    return Operation("transfer", "group", group, before, after, Request(calls.TRANSFER_GROUP, {"group": Id("group", group)}, {"new_owner": Id("user", new)}))


def _member(group, user):
    return {"group": Id("group", group), "user": Id("user", user)}


def _step(action, kind, group, user, wanted, request, ends=()):
    return Operation(action, kind, group, {user: not wanted}, {user: wanted}, request, ends)


def refuse_owner(field, group, user, owned):
    """:raises Invalid: when the user owns the group, so that it can neither leave it nor be demoted."""
    if owned:
        raise Invalid(field, "%s owns the group %r: give the group another owner first (owner of seafile_group, or transfer_to)." % (user, group))
