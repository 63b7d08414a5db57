# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The resource directory of Seafile: the same document as for OCS servers. The address is the identity, the name becomes the login id.

What seafile_group and seafile_user would be asked for, row by row, so that the document comes true, is pure.
"""

from __future__ import annotations

from functools import partial

from ...bulk import combine as bulk_plan, perform as bulk, results as bulk_results
from ...bulk.guards import Links, group_rows, supported, user_rows
from ...common import options
from ...engine.resource import Resource
from ...errors import Invalid
from ..client import SERVICE
from ..group import resource as seafile_group
from ..lookup import own_address
from ..user import resource as seafile_user
from ..values import default_quota
from . import export
from .read import COLUMNS, RELATIONS, load, observe, observe_again, relations

KIND = "directory"

ARGUMENTS = dict(
    bulk_plan.ARGUMENTS,
    unsupported_fields=dict(bulk_plan.ARGUMENTS["unsupported_fields"], default="report"),
    server_default_quota=seafile_user.ARGUMENTS["server_default_quota"],
    **COLUMNS.arguments(),
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
    held, addresses = load(params)
    protected = options.apart("protected_users", params["protected_users"])
    return dict(bulk_plan.prepare(params, held), protected_users=[addresses.get(name.lower(), name) for name in protected])


def look_up(client, desired, known, draft):
    """What the writes depend on beyond what was read: acting account, holders of login ids; and version and edition."""
    client.identify()
    changed = draft.changed_lists(desired["managed"])
    facts = {"caller": own_address(client), "relations": relations(client, changed, draft, desired["workers"])}
    if known.facts.logins is None:
        facts.update(seafile_user.login_facts(client, draft))
    return facts


def plan(observed, desired, server):
    """The steps that make the document true; :raises Invalid: naming every row that is wrong."""
    return bulk_plan.combine(observed, desired, server, _wishes, PHASE)


def _wishes(observed, desired, server, made):
    server = _with_known(observed, desired, server)
    records = _settled(observed, desired)
    users = _users(dict(records, groups=observed["groups"]), desired, server, made)
    single = seafile_user.RESOURCE.having(**{key: desired[key] for key in OF_ALL})
    return server, records, ((single, users), (seafile_group.RESOURCE, _groups(desired, made)))


# what a row may name for Seafile; the rest of the document is for other products
FIELDS = ("state", "enabled", "admin", "password", "display_name", "login_id", "quota", "account_role", "department")


def _with_known(observed, desired, server):
    """The server knowing which groups and owners there are, or will be when the plan's first phases are done."""
    held = desired["document"]
    coming, going = held.coming_users(), {name.lower() for name, row in held.users.items() if row.get("state") == "absent"}
    owners = {row["owner"] for row in held.groups.values() if row.get("owner")}
    if server.lacks("internal_ids"):  # it keeps addresses in lower case, as the ids
        coming = dict(zip(coming, coming))
    users = {name: (observed["users"].get(name.lower()) or {}).get("name") or coming.get(name.lower()) for name in owners}
    users.update(dict.fromkeys((name for name in owners if name.lower() in going), None))
    return server.with_facts(groups=held.known_groups(observed["groups"]), users=users)


def _groups(desired, made):
    """Each group of the document, and each that goes because it is not in it: ``(arguments of seafile_group, goals, where it stands)``."""
    for row, where in group_rows(desired, made):
        row = supported("groups.", row, ["display_name"], desired, made, where, "Seafile")
        yield {key: row[key] for key in ("name", "state", "owner") if key in row}, {}, where


def _users(observed, desired, server, made):
    """Each account of the document, each that leads a group by it, and each that goes: ``(arguments of seafile_user, goals, where)``."""
    links, owned = Links(desired, server.facts.groups, _missing), _owned(observed, desired, server)
    for row, record, where in user_rows(observed, desired, links, made):
        lacking = [key for key in row if key not in FIELDS + RELATIONS]
        if server.lacks("seafile_user.login_id"):
            lacking.append("login_id")
        row = supported("", row, lacking, desired, made, where, "Seafile")
        single, goals = dict(email=row["name"], **{key: row[key] for key in FIELDS if key in row}), {}
        if row.get("state") != "absent":
            goals = links.goals(row, record or {}, partial(made.problems.note, where, row["name"]))
            goals = _tidied(goals, owned.get(row["name"].lower(), ()))
        if row.get("admin") is not None and row["admin"] != (record or {"admin": False}).get("admin") and not desired["allow_admin_changes"]:
            made.problems.note(where, row["name"], "admin", "making or unmaking an administrator needs allow_admin_changes.")
        yield single, goals, where


def _missing(address):
    return "the user %r does not exist" % address


def _settled(observed, desired):
    """What the server has once groups have the owners that the document names: an owner who goes stays an ordinary member."""
    users = dict(observed["users"])
    for name, named in _named_owners(desired):
        old, new = ((each or "").lower() for each in ((observed["groups"].get(name) or {}).get("owner"), named))
        if old == new:
            continue
        if old in users:
            record = users[old]
            users[old] = dict(record, groups=sorted(record["groups"] + [name]), owned=[each for each in record["owned"] if each != name])
        if new in users:
            record = users[new]
            lists = {key: [each for each in record[key] if each != name] for key in ("groups", "subadmin_of")}
            users[new] = dict(record, owned=sorted(record["owned"] + [name]), **lists)
    # who is in a group is told by its people's records
    groups = {name: {key: record[key] for key in ("name", "group_id", "owner")} for name, record in observed["groups"].items()}
    return dict(observed, users=users, groups=groups)


def _named_owners(desired):
    """``(group, owner)`` where the document names one; a group that goes keeps the owner that it has."""
    return [(name, row["owner"]) for name, row in desired["document"].groups.items() if row.get("owner") and row.get("state") != "absent"]


def _owned(observed, desired, server):
    """Address in lower case to the groups that it will own: an owner is member and group admin, whatever the document says."""
    owners = {name: record["owner"] for name, record in observed["groups"].items()}
    for name in desired["document"].groups:
        owners[name] = owners.get(name) or server.facts.caller or ""
    owners.update(_named_owners(desired))
    found = {}
    for name, owner in owners.items():
        found.setdefault(owner.lower(), set()).add(name)
    return found


def _tidied(goals, owned):
    """The goals without what needs no step: what an owner is anyway; and a group admin is a member."""
    led = set((goals["subadmin_of"] or {}).get("add") or ())
    if not (led or owned):
        return goals
    found = dict(goals)
    for key, also in (("groups", led), ("subadmin_of", set())):
        if goals[key]:
            found[key] = dict(goals[key], add=sorted(also.union(goals[key]["add"]).difference(owned)))
    return found


RESOURCE = Resource(
    KIND, "src", SERVICE, ARGUMENTS, observe, plan, bulk_results.results, look_up,
    prepare=prepare, shown=bulk_results.shown, engine=bulk.engine(PHASE, observe_again, export.SOURCE))  # fmt: skip
