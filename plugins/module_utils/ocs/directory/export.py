# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a server as a document that ocs_directory accepts: applying it to the same server changes nothing."""

from __future__ import annotations

from ...bulk import combine as bulk_plan, document, guards
from ...bulk.export import UNREAD, UNWRITABLE, LeftOut, Source, exported
from ...common.record import is_unread
from ...engine.resource import Information
from ...errors import Invalid
from .. import calls as ocs_calls, ids
from ..client import SERVICE
from ..group import resource as group
from ..ids import ids_in
from ..user import accounts
from ..user.accounts import unreadable
from ..user.fields import goals, unsupported
from . import read as directory_read
from .read import COLUMNS

ARGUMENTS = dict(
    users=dict(type="list", elements="str"),
    groups=dict(type="list", elements="str"),
    backends=dict(type="list", elements="str"),
    include_empty=dict(type="bool", default=False),
    read_only_fields=dict(type="bool", default=False),
    workers=dict(type="int", default=1),
    progress=bulk_plan.ARGUMENTS["progress"],
)
ALWAYS = ("name", "enabled", "groups")  # shown even when they are empty
HIDDEN = "the server lists the account, but does not show it"


def read(client, desired):
    """The server as a document, and what is not in it."""
    bulk_plan.check_workers(desired["workers"])
    if desired["backends"]:
        client.server.demand("ocs_directory_info.backends")
    observed = directory_read.read_all(client, desired["workers"])
    left_out, wanted = LeftOut(), desired["groups"]
    groups = left_out.readable("group", [
        _group(record, client.server, left_out) for name, record in sorted(observed["groups"].items())
        if (wanted is None or guards.matches(name, wanted)) and _addressable(name, client.server, left_out)], "name", _problems)  # fmt: skip
    names = {row["name"] for row in groups}
    users = left_out.readable("user", [
        _user(record, names, desired, client.server, left_out)
        for _key, record in sorted(observed["users"].items()) if _in_scope(record, names, desired, left_out)], "name", _problems)  # fmt: skip
    return exported(groups, users, left_out)


def _problems(rows):
    return document.load(rows, COLUMNS).problems


def _addressable(name, server, left_out):
    """Whether the members of a group can be read; ownCloud cannot address an id with a slash."""
    try:
        if server.dialect.members_by_path:
            ids.check_path(server, ocs_calls.GROUP_MEMBERS, group=name)
    except Invalid as error:
        left_out.note("group", name, "members", error.problem)
        return False
    return True


def _group(record, server, left_out):
    """One row: the display name only where the server keeps it as it would be written."""
    if server.can("ocs_group.display_name") and record.get("display_name") is None:
        left_out.note("group", record["name"], "display_name", UNREAD)
    row = {key: record[key] for key in ("name", "display_name") if record.get(key) is not None}
    try:
        reason = UNWRITABLE if group.plan(record, group.RESOURCE.wish(**row), server) else ""
    except Invalid as error:
        reason = error.problem
    if reason and row.pop("display_name", None) is not None:
        left_out.note("group", row["name"], "display_name", reason)
    return row


def _in_scope(record, names, desired, left_out):
    """Whether an account is asked for; one of which that is not known is left out and named, and so is one that is listed and has no record.

    Where a document has few rows, they alone are read: such an account would be taken for a missing one.
    """
    if desired["users"] is not None and not guards.fits_id(record["name"], desired["users"]):
        return False
    if record == unreadable(record["name"]):
        left_out.note("user", record["name"], "", HIDDEN)
        return False
    untold = [key for key in ("backend", "groups") if desired[key + "s" if key == "backend" else key] is not None and key not in record]
    for key in untold:
        left_out.note("user", record["name"], key, UNREAD + ", so that it is not known whether the account is asked for")
    if untold:
        return False
    if desired["backends"] is not None and record["backend"] not in desired["backends"]:
        return False
    return desired["groups"] is None or bool(names & set(record["groups"]))


def _user(record, names, desired, server, left_out):
    """One row: what can be written and would be found equal again; the rest is named in ``left_out``."""
    row = {}
    for column in COLUMNS.users:
        key, value = column.name, record.get(column.name)
        if is_unread(record, key) and not unsupported([key], record, server):
            left_out.note("user", record["name"], key, UNREAD)
        if key in ("groups", "subadmin_of"):
            value = sorted(names & set(value or []))
        read_only = key in unsupported([key], record, server)
        if key in ("state", "password") or key not in record or (read_only and not desired["read_only_fields"]):
            continue
        if key == "two_factor" and server.lacks("ocs_user.two_factor=true"):
            continue
        if value in ("", [], None) and key not in ALWAYS and not (desired["include_empty"] and column.clears):
            continue
        problem = "" if read_only else _problem(key, value, record, server)
        if problem:
            left_out.note("user", record["name"], key, problem)
        else:
            row[key] = value
    return row


def _problem(key, value, record, server):
    """Why the stored value cannot stand in a document; "" when it can."""
    if key == "display_name" and (record.get("backend_capabilities") or {}).get("setDisplayName") is False:
        return "the account's backend %s keeps it" % record.get("backend")
    if key == "additional_mails":
        primary = (record.get("email") or "").lower()
        return "one of them is the primary address" if primary in [address.lower() for address in value] else ""
    if key == "notify_email":
        held = [address.lower() for address in record.get("additional_mails") or []]
        return "" if not value or value.lower() in held else "it is not among the additional mails"
    try:
        wanted = goals({"name": record["name"], key: value}, server, record)
    except Invalid as error:
        return error.problem
    return "" if key not in wanted or wanted[key].met_by(key, value) else UNWRITABLE


def _people(client, record):
    """Members and group admins of a group, nobody where it cannot be asked for them; and its owner, of which there is none."""
    asked = [call for call in (ocs_calls.GROUP_MEMBERS, ocs_calls.GROUP_ADMINS) if ids.is_addressable(client.server, call, group=record["name"])]
    found = {call: ids_in(client.find(call, group=record["name"])) for call in asked}
    return found.get(ocs_calls.GROUP_MEMBERS, []), found.get(ocs_calls.GROUP_ADMINS, []), None


def _whole(client, record):
    """All of an account; ownCloud's lists tell no fields."""
    found = record if client.server.dialect.whole_records else accounts.read_listed(client, record["name"])
    return dict(found, **accounts.related(client, found))


def _row(record, server, left_out):
    row = _user(record, set(), {"include_empty": False, "read_only_fields": False}, server, left_out)
    return {key: value for key, value in row.items() if key not in ocs_calls.USER_RELATIONS}


def _writable(key, value, record, server):
    if key == "two_factor" and value and server.lacks("ocs_user.two_factor=true"):
        return "people enrol themselves"
    return "it cannot be cleared" if value == "" and not CLEARS[key] else _problem(key, value, record, server)


CLEARS = {column.name: column.clears for column in COLUMNS.users}
SOURCE = Source("name", {}, _people, _whole, _row, _writable, _problems)
INFORMATION = Information(SERVICE, ARGUMENTS, read)
