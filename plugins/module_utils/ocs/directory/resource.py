# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The resource directory: many users and groups in one task. A sum of the single planners; the room bulk has what is the same everywhere.

What ocs_group and ocs_user would be asked for, row by row, so that the document comes true, is pure.
"""

from __future__ import annotations

from datetime import datetime, timezone
from functools import partial

from ...bulk import combine as bulk_plan, document, perform as bulk, rates, results as bulk_results
from ...bulk.fields import RELATED, SEAFILE_ONLY
from ...bulk.guards import FEW, Links, group_rows, supported, user_rows
from ...common.record import MOMENT
from ...engine.resource import Resource
from ...errors import Invalid
from .. import calls as ocs_calls, ids
from ..client import SERVICE
from ..group import resource as group
from ..user import accounts, fields as user_fields, resource as user
from ..user.accounts import describe
from . import export, read as directory_read
from .read import COLUMNS

KIND = "directory"
ARGUMENTS = dict(
    bulk_plan.ARGUMENTS,
    rate_limits=dict(type="dict", options={name: dict(type="raw") for name in rates.EDITS}),
    protected_groups=dict(bulk_plan.ARGUMENTS["protected_groups"], default=[ids.ADMIN_GROUP]),
    return_accounts=dict(type="bool", default=False),
    **COLUMNS.arguments(),
)

# (kind, action) in the order of the writes; those of one phase may go out together
ORDER = (
    (("group", "create"),),
    (("group", "update"),),
    (("user", "create"),),
    (("user", "enable"),),
    (("user", "update"),),
    (("member", "join"),),
    (("subadmin", "promote"),),
    (("subadmin", "demote"),),
    (("member", "leave"),),
    (("user", "disable"),),
    (("user", "delete"),),
    (("group", "delete"),),
)
PHASE = bulk_plan.phases(ORDER)


def prepare(params):
    """The task's parameters with the document read and checked; :raises Invalid: naming row and field."""
    ids.check_protected_ids(params["protected_users"])
    return bulk_plan.prepare(params, document.load(params, COLUMNS))


def observe(client, desired):
    """What the server has; and at once what the plan of new accounts, or of many, will depend on, so that it is not made twice."""
    if desired["return_accounts"]:
        client.server.demand("ocs_directory.return_accounts")
    now = datetime.now(timezone.utc).strftime(MOMENT)
    seen, users = directory_read.observe(client, desired), desired["document"].coming_users()
    if len(users) > FEW:
        client.identify()
    if not seen.record["users"].keys() >= users.keys():
        seen.facts.update(accounts.own_account(client))
    seen.record["fetched_at"] = now
    return seen


def look_up(client, desired, server, draft):
    """What the writes depend on beyond what was read: acting account, managers that were not read; and the version."""
    client.identify()
    facts = accounts.own_account(client) if server.facts.caller is None and (draft.problems or user.needs_own_account(draft)) else {}
    if not client.server.dialect.whole_records:
        read = {name for name, group in draft.records["groups"].items() if "members" in group}  # not those with a slash, whatever is managed
        facts["relations"] = directory_read.relations(client, draft.changed_lists(read), desired["workers"])
    strangers = user.referred(draft) & draft.strangers
    return dict(facts, **accounts.stored_users(client, strangers | user.protected_addresses(desired, draft)))


def plan(observed, desired, server):
    """The steps that make the document true; :raises Invalid: naming every row that is wrong."""
    return bulk_plan.combine(observed, desired, server, _wishes, PHASE)


def results(outcome, check, desired):
    """What every directory returns, and on request all accounts as ocs_user_info returns them."""
    found = bulk_results.results(outcome, check, desired)
    if desired["return_accounts"] and outcome.observed is not None:
        found.update(accounts=list(map(describe, outcome.observed["users"].values())), fetched_at=outcome.observed["fetched_at"])
    return found


def _wishes(observed, desired, server, made):
    ids.check_protected(desired["protected_users"], server)
    server = _with_known(observed, desired, server, made)
    groups = _groups(desired, server, made)
    single = user.RESOURCE.having(**{key: desired[key] for key in ("update_password", "welcome_email", "protected_users")})
    return server, observed, ((group.RESOURCE, groups), (single, _users(observed, desired, server, made)))


def _with_known(observed, desired, server, made):
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


def _groups(desired, server, made):
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


def _users(observed, desired, server, made):
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


RESOURCE = Resource(
    KIND, "src", SERVICE, ARGUMENTS, observe, plan, results, look_up,
    prepare=prepare, shown=bulk_results.shown, engine=bulk.engine(PHASE, directory_read.observe_again, export.SOURCE))  # fmt: skip
