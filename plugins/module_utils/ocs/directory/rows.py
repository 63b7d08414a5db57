# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ocs_group and ocs_user would be asked for, row by row, so that the document comes true. Pure."""

from __future__ import annotations

from functools import partial

from ...bulk.fields import RELATED, SEAFILE_ONLY, Columns
from ...bulk.rows import Links, group_rows, supported, user_rows
from ...errors import Invalid
from .. import calls as ocs_calls, ids
from ..user import fields as user_fields

COLUMNS = Columns("name", ids.user_id)


def with_known(observed, desired, server, made):
    """The server knowing which groups and managers there are, or will be when the plan's first phases are done.

    Managers of whom nothing is known yet are the plan's ``strangers``.
    """
    held, listed = desired["document"], observed["ids"]
    coming = held.coming_users()
    users, named = {}, held.referred_users()
    for name in named.difference(server.facts.users):
        key = name.lower()
        if listed is not None or key in observed["users"] or key in coming:
            users[name] = (listed or {}).get(key) or (observed["users"].get(key) or {}).get("name") or coming.get(key)
    made.strangers = named.difference(server.facts.users, users)
    return server.with_facts(groups=held.known_groups(observed["groups"]), users=users)


def groups(desired, server, made):
    """Each group of the document, and each that goes because it is not in it: ``(arguments of ocs_group, goals, where it stands)``."""
    reported = desired["unsupported_fields"] == "report"  # else the plans of the objects refuse them
    for row, where in group_rows(desired, made):
        lacking = server.lacking("ocs_group", row) if reported else ()
        row = supported("groups.", row, SEAFILE_ONLY["group"], desired, made, where, server.dialect.title, lacking)
        if row.get("subadmins") is not None:
            _check_subadmins(row, server, where, made.problems)
        yield {key: value for key, value in row.items() if key not in RELATED["group"]}, {}, where


def _check_subadmins(row, server, where, problems):
    """Whether the group can have group admins, and these, and can be asked for them."""
    name = row["name"]
    try:
        for each in row["subadmins"]:
            ids.user_id("subadmins", each)
        ids.check_led("subadmins", name, server)
        ids.check_path(server, ocs_calls.GROUP_ADMINS, "subadmins", group=name)
    except Invalid as error:
        problems.note(where, name, error.field, error.problem)


def users(observed, desired, server, made):
    """Each account of the document, each that it names or has as group admin, and each that goes: ``(arguments of ocs_user, goals, where)``."""
    links = Links(desired, server.facts.groups, partial(ids.no_user, server=server), partial(_unreadable, server=server), ids.ADMIN_GROUP)
    _check_new_addresses(observed, desired, server, made.problems)
    for row, record, where in user_rows(observed, desired, links, made):
        goals = {}
        if row.get("state") == "absent":
            row = {"name": row["name"], "state": "absent"}
        else:
            lacking = user_fields.unsupported(row, record or server.facts.fields, server) if desired["unsupported_fields"] == "report" else ()
            row = supported("", row, SEAFILE_ONLY["user"], desired, made, where, server.dialect.title, lacking)
            goals = links.goals(row, record or {}, partial(made.problems.note, where, row["name"]))
            if "additional_mails" in row:
                goals = dict(goals, additional_mails={"set": row["additional_mails"]})
        yield row, goals, where


def _check_new_addresses(observed, desired, server, problems):
    """No account is created under the address of another one, so of two new ones it would matter which comes first."""
    held = desired["document"]
    new = {key: name for key, name in held.coming_users().items() if key not in observed["users"]}
    for name in new.values() if server.can("accounts_by_address") else ():
        address = (held.users[name].get("email") or "").strip().lower()
        if address in new and not ids.same_user(address, name):
            problems.note(held.position("user", new[address]), new[address], "name", (
                "%r is also the email address of the new user %r, and the server creates no "
                "account under the address of another; create it by a separate run first.") % (new[address], name))  # fmt: skip


def _unreadable(group_id, server):
    """Why the members of a group cannot be compared, "" where they can."""
    if server.dialect.members_by_path:
        try:
            ids.check_path(server, ocs_calls.GROUP_MEMBERS, group=group_id)
        except Invalid as error:
            return "%s Its members cannot be compared; use ocs_user." % error.problem
    return ""
