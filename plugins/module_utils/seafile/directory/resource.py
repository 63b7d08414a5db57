# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The resource directory of Seafile: the same document as for OCS servers. The address is the identity, the name becomes the login id."""

from __future__ import annotations

from ...bulk import combine as bulk_plan, perform as bulk, results as bulk_results
from ...engine.resource import Resource
from ...errors import Invalid
from ..client import SERVICE
from ..group import resource as seafile_group
from ..lookup import own_address
from ..user import resource as seafile_user
from ..values import default_quota
from . import document as seafile_document, export, read as seafile_directory_read, rows as seafile_directory_plan

KIND = "directory"

ARGUMENTS = dict(
    bulk_plan.ARGUMENTS,
    unsupported_fields=dict(bulk_plan.ARGUMENTS["unsupported_fields"], default="report"),
    server_default_quota=seafile_user.ARGUMENTS["server_default_quota"],
    **seafile_document.COLUMNS.arguments(),
)
OF_ALL = ("update_password", "protected_users", "server_default_quota")  # options of one account that the document's accounts have in common

# (kind, action) in the order of the writes: groups come after their owners, and an account is disabled by an update
ORDER = (
    (("user", "create"),),
    (("group", "create"),),
    (("user", "update"),),
    (("group", "transfer"),),
    (("member", "join"),),
    (("subadmin", "promote"),),
    (("subadmin", "demote"),),
    (("member", "leave"),),
    (("user", "delete"),),
    (("group", "delete"),),
)
PHASE = bulk_plan.phases(ORDER)


def prepare(params):
    """The task's parameters with the document read and checked; :raises Invalid: naming row and field."""
    if params["welcome_email"] != "auto":
        raise Invalid("welcome_email", "Seafile's own settings decide who gets emails; use 'auto'.")
    default_quota(params)
    held, addresses = seafile_document.load(params)
    return dict(bulk_plan.prepare(params, held), protected_users=[addresses.get(name.strip().lower(), name.strip()) for name in params["protected_users"]])


def look_up(client, desired, known, draft):
    """What the writes depend on beyond what was read: acting account, holders of login ids; and version and edition."""
    client.identify()
    changed = draft.changed_lists(desired["managed"])
    facts = {"caller": own_address(client), "relations": seafile_directory_read.relations(client, changed, draft, desired["workers"])}
    if known.facts.logins is None:
        facts.update(seafile_user.login_facts(client, draft))
    return facts


def plan(observed, desired, server):
    """The steps that make the document true; :raises Invalid: naming every row that is wrong."""
    return bulk_plan.combine(observed, desired, server, _wishes, PHASE)


def _wishes(observed, desired, server, made):
    server = seafile_directory_plan.with_known(observed, desired, server)
    records = seafile_directory_plan.settled(observed, desired)
    users = seafile_directory_plan.users(dict(records, groups=observed["groups"]), desired, server, made)
    single = seafile_user.RESOURCE.having(**{key: desired[key] for key in OF_ALL})
    return server, records, ((single, users), (seafile_group.RESOURCE, seafile_directory_plan.groups(desired, made)))


RESOURCE = Resource(
    KIND, "src", SERVICE, ARGUMENTS, seafile_directory_read.observe, plan, bulk_results.results, look_up,
    prepare=prepare, shown=bulk_results.shown, engine=bulk.engine(PHASE, seafile_directory_read.observe_again, export.SOURCE))  # fmt: skip
