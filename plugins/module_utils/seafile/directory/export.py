# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a server as a document that seafile_directory accepts: applying it to the same server changes nothing."""

from __future__ import annotations

from ...bulk import combine as bulk_plan, guards
from ...bulk.export import UNREAD, UNWRITABLE, LeftOut, Source, exported
from ...common.record import is_unread, read_fields
from ...engine.resource import Information
from ...errors import Invalid
from .. import calls as seafile_calls, values as seafile_values
from ..client import SERVICE
from ..group.resource import read_members
from ..user import resource as seafile_user
from .read import COLUMNS, RELATIONS, load, read_all

ARGUMENTS = dict(
    users=dict(type="list", elements="str"),
    groups=dict(type="list", elements="str"),
    departments=dict(type="bool", default=False),
    include_empty=dict(type="bool", default=False),
    workers=dict(type="int", default=1),
    progress=bulk_plan.ARGUMENTS["progress"],
)
FIELDS = ("display_name", "enabled", "admin", "login_id", "account_role", "quota", "department")
CALLED = {"login_id": "name"}  # what the document calls it


def read(client, desired):
    """The server as a document, and what is not in it."""
    bulk_plan.check_workers(desired["workers"])
    left_out, wanted = LeftOut(), desired["groups"]
    observed, server = read_all(client, _shared(left_out), desired["departments"], desired["workers"]), client.identify()
    groups = left_out.readable(
        "group",
        [
            _group(record, observed["users"], left_out)
            for name, record in sorted(observed["groups"].items())
            if (wanted is None or guards.matches(name, wanted)) and _nameable("group", "name", name, seafile_values.group_name, left_out)
        ],
        "name",
        _problems,
    )
    names = {row["name"] for row in groups}
    users = left_out.readable("user", [
        _user(record, names, desired, server, left_out)
        for _key, record in sorted(observed["users"].items())
        if _in_scope(record, names, desired) and _nameable("user", "email", record["name"], seafile_values.address, left_out)], "email", _problems)  # fmt: skip
    return exported(groups, users, left_out)


def _shared(left_out):
    def note(kind, name, problem):
        left_out.note(kind[:-1], name, COLUMNS.identity if kind == "users" else "name", problem)

    return note


def _problems(rows):
    return load(rows)[0].problems


def _in_scope(record, names, desired):
    if desired["users"] is not None and not guards.fits_id(record["name"], desired["users"]):
        return False
    return desired["groups"] is None or bool(names & set(_lists(record)["groups"]))


def _lists(record):
    """All groups of an account, and those that it administers, as it does those that it owns."""
    return {key: sorted(set(record[key] + record["owned"])) for key in RELATIONS if key != "name"}


def _nameable(kind, field, name, normal, left_out):
    """Whether a document can name it."""
    try:
        problem = "" if normal(field, name) == name else UNWRITABLE
    except Invalid as error:
        problem = error.problem
    if problem:
        left_out.note(kind, name, field, problem)
    return not problem


def _group(record, users, left_out):
    """One row, with the owner where that is an account."""
    owner = users.get((record["owner"] or "").lower())
    if owner is None:
        left_out.note("group", record["name"], "owner", "no single account has the address or ID %s" % record["owner"])
    return {"name": record["name"], **({"owner": owner["name"]} if owner else {})}


def _user(record, names, desired, server, left_out):
    """One row: what can be written and would be found equal again; the rest is named in ``left_out``."""
    row = {"email": record["name"]}
    lacking = server.lacking("seafile_user", FIELDS)
    for key in (key for key in FIELDS if key not in lacking):
        if is_unread(record, key):
            left_out.note("user", record["name"], CALLED.get(key, key), UNREAD)
        value = record.get(key)
        if value is None or (value == "" and not (key == "department" and desired["include_empty"])):
            continue
        problem = _problem(record, key, value, server)
        if problem:
            left_out.note("user", record["name"], CALLED.get(key, key), problem)
        else:
            row[CALLED.get(key, key)] = value
    lists = {key: sorted(names.intersection(value)) for key, value in _lists(record).items()}
    return dict(row, **{key: value for key, value in lists.items() if value or key == "groups" or desired["include_empty"]})


def _problem(record, key, value, server):
    """Why the stored value cannot stand in a document; "" when it can."""
    try:
        return UNWRITABLE if seafile_user.RESOURCE.plan(record, seafile_user.RESOURCE.wish(email=record["name"], **{key: value}), server) else ""
    except Invalid as error:
        return error.problem


def _people(client, record):
    found = read_members(client, dict(record, id=record["group_id"]))
    return found["members"], found["subadmins"], found["owner"]


def _whole(client, record):
    """All of an account; its department and groups take a request each."""
    department = client.get(seafile_calls.DEPARTMENT, user=seafile_values.reachable("department", record["account_id"]))
    return dict(record, **read_fields(department, seafile_user.DEPARTMENT), **seafile_user.read_groups(client, record["account_id"]))


def _row(record, server, left_out):
    row = _user(record, set(), {"include_empty": False}, server, left_out)
    return {key: value for key, value in row.items() if key not in RELATIONS[1:]}


def _writable(key, value, record, server):
    return "it cannot be cleared" if value == "" and key == "login_id" else _problem(record, key, value, server)


SOURCE = Source("email", CALLED, _people, _whole, _row, _writable, _problems)
INFORMATION = Information(SERVICE, ARGUMENTS, read)
