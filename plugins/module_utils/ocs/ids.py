# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ids of users and groups: the same rules wherever one is named. Pure.

An id is taken to the letter: nothing is trimmed. User ids differ in more than case, group ids in case too.
"""
from __future__ import annotations

from ..errors import Invalid
from . import calls as ocs_calls, paths as ocs_paths
from .user import normal_forms as values

ADMIN_GROUP = "admin"  # whose members administer the server; to the letter on both products (recorded: groups, membership)


def same_user(one, other):
    """Whether two ids are those of one account: both products find accounts in any case."""
    return one.lower() == other.lower()


def check_user(field, name, server):
    """:raises Invalid: for what cannot be the id of an account, or cannot be addressed; ``field`` is the parameter that holds it."""
    values.user_id(field, name)
    ocs_paths.check(server, ocs_calls.USER, field, user=name)


def check_users(field, names):
    """The same for the ids of a list that is only compared."""
    for name in names:
        values.user_id(field, name)


def check_group(field, name, server):
    """:raises Invalid: for what cannot be the id of a group that exists, or cannot be addressed."""
    values.group_id(field, name)
    if name != name.strip() and not server.dialect.group_blanks:
        raise Invalid(field, "%r is no group id on %s: it has blanks at its ends." % (name, server.dialect.title))
    ocs_paths.check(server, ocs_calls.GROUP_MEMBERS, field, group=name)


def check_new_group(field, name, server):
    """:raises Invalid: for a group that could not be created, or whose members or group admins could never be read afterwards."""
    values.new_group_id(field, name, server.dialect)
    for call in (ocs_calls.GROUP_MEMBERS, ocs_calls.GROUP_ADMINS):
        ocs_paths.check(server, call, field, group=name)


def check_search(text, server):
    """:raises Invalid: for a text that is too short to be searched for."""
    if text is not None and len(text) < server.dialect.shortest_search:
        raise Invalid("search", "needs %d characters at least on %s, which finds nothing for fewer." % (server.dialect.shortest_search, server.dialect.title))


def is_addressable(server, call, **ids):
    """Whether the server can be asked for these ids by this call."""
    try:
        ocs_paths.check(server, call, **ids)
    except Invalid:
        return False
    return True


def check_led(field, group, server):
    """:raises Invalid: for a group that cannot have group admins.

    Nextcloud compares the id of the administrators' group to the letter, ownCloud here in any case (recorded: subadmin).
    """
    if (group.lower() if server.dialect.admin_group_in_any_case else group) == ADMIN_GROUP:
        raise Invalid(field, "the group %r has no group admins; take it out." % group)


def check_protected(names, server):
    """:raises Invalid: for an entry of ``protected_users`` that would protect nobody, because it is an address and no id."""
    for name in names:
        if name.lower() in server.facts.holders:
            raise Invalid("protected_users", "%s." % no_user(name, server))


def no_user(name, server):
    """Why there is no account with this id, for messages: whose address it is, where that is known."""
    holder = server.facts.holders.get(name.lower())
    if holder is not None:
        return "%r is not a user ID but the email address of the user %r; use that ID" % (name, holder)
    return "the user %r does not exist%s" % (name, " (an email address is not an ID)" if "@" in name else "")
