# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The resource directory: many users and groups in one task. A sum of the single planners; the room bulk has what is the same everywhere."""

from __future__ import annotations

from datetime import datetime, timezone

from ...bulk import combine as bulk_plan, document, perform as bulk, rates, results as bulk_results
from ...bulk.guards import FEW
from ...common.record import MOMENT
from ...engine.resource import Resource
from .. import ids
from ..client import SERVICE
from ..group import resource as group
from ..user import accounts, resource as user
from ..user.record import describe
from . import export, read as directory_read, rows as directory_plan
from .rows import COLUMNS

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
    for name in params["protected_users"]:
        ids.user_id("protected_users", name)
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
    server = directory_plan.with_known(observed, desired, server, made)
    groups = directory_plan.groups(desired, server, made)
    single = user.RESOURCE.having(**{key: desired[key] for key in ("update_password", "welcome_email", "protected_users")})
    return server, observed, ((group.RESOURCE, groups), (single, directory_plan.users(observed, desired, server, made)))


RESOURCE = Resource(
    KIND, "src", SERVICE, ARGUMENTS, observe, plan, results, look_up,
    prepare=prepare, shown=bulk_results.shown, engine=bulk.engine(PHASE, directory_read.observe_again, export.SOURCE))  # fmt: skip
