# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps between users and groups, the same whether a user, a group or a relation is managed."""

from __future__ import annotations

from ...common.reading import rows
from ...engine.plan import Operation, Request
from ...errors import Invalid, OCSError
from .. import calls as ocs_calls
from ..ids import check_path, planned
from ..pages import pages


def join(server, group, user):
    """The user becomes a member."""
    return _step("join", "member", group, user, True, planned(server, ocs_calls.JOIN, {"groupid": group}, user=user))


def leave(server, group, user):
    """The user is a member no more; :raises Invalid: for a group that nobody can leave."""
    if not group.strip():
        raise Invalid("groups", "the server takes the ID %r for none and lets nobody leave that group; delete the group." % group)
    return _step("leave", "member", group, user, False, planned(server, ocs_calls.LEAVE, {"groupid": group}, user=user))


def promote(server, group, user):
    """The user becomes a group admin; it need not be a member."""
    return _step("promote", "subadmin", group, user, True, planned(server, ocs_calls.PROMOTE, {"groupid": group}, user=user))


def demote(server, group, user):
    """The user is a group admin no more."""
    return _step("demote", "subadmin", group, user, False, planned(server, ocs_calls.DEMOTE, {"groupid": group}, user=user))


def _step(action, kind, group, user, wanted, request):
    return Operation(action, kind, group, {user: not wanted}, {user: wanted}, request)


def create_group(group):
    """The group comes into being, without display name and members."""
    return Operation("create", "group", group, {}, {"name": group}, Request(ocs_calls.CREATE_GROUP, data={"groupid": group}))


def read_group(client, name, call=ocs_calls.GROUP_MEMBERS, field="name"):
    """What a call tells of a group; None when there is none.

    MySQL and MariaDB compare without the blanks at the end (the collations that Nextcloud uses pad them), and an answer names no group:
    only the list of groups tells whether it was about another one.
    """
    check_path(client.server, call, field, group=name)
    if name.endswith(" ") and existing_groups(client, [name]).get(name) is False:
        return None
    return client.find(call, group=name)


def existing_groups(client, names):
    """Which of these groups exist: group id to bool; empty where the account may not list groups. One request, two where one is missing."""
    names = set(names)
    if not names:
        return {}
    # one name is searched for; ownCloud finds nothing for a single character
    query = {"search": min(names)} if len(names) == 1 and len(min(names)) > 1 else {}
    found = set()
    try:
        for group in _groups(client, query):
            found.add(group)
            if found >= names:
                break
    except OCSError as error:
        if error.code != 403:
            raise
        return {}
    return {name: name in found for name in sorted(names)}


def _groups(client, query):
    """Ids of groups; ownCloud gives all at once."""
    if client.server.dialect.paged_lists:
        return map(str, pages(client, ocs_calls.GROUPS, "groups", whole=True, **query))
    return group_ids(client.get(ocs_calls.GROUPS, **query))


def group_ids(data):
    """Group ids of an answer: a list, or a map with running numbers as keys (recorded: owncloud-10/membership)."""
    held = data.get("groups", data) if isinstance(data, dict) else data
    return [str(item) for item in rows(held)]
