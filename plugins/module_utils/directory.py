# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The resource directory: many users and groups in one task. A sum of the single planners; bulk_plan has what is the same everywhere."""
from __future__ import annotations

from ansible_collections.ocs.provisioning.plugins.module_utils import (
    accounts, bulk, bulk_plan, bulk_results, connect_ocs, directory_plan, directory_read, directory_read_owncloud, document, group, ids, user)
from ansible_collections.ocs.provisioning.plugins.module_utils.resource import Resource

KIND = "directory"


def _cell(key):
    """The option of a row that is an option of ocs_user; raw, as Ansible would make texts of numbers and booleans that have lost theirs."""
    option = user.ARGUMENTS[key]
    kept = {part: option[part] for part in ("aliases", "no_log", "required") if part in option}
    return dict(kept, type="raw")


ARGUMENTS = dict(
    src=dict(type="path"),
    groups=dict(type="list", elements="dict", default=[], options=dict(
        name=dict(type="raw", required=True, aliases=["group_id", "groupid"]),
        display_name=dict(type="raw", aliases=["displayname"]),
        subadmins=dict(type="raw"),
        state=dict(type="raw"),
    )),
    users=dict(type="list", elements="dict", default=[], options={key: _cell(key) for key in document.USER_FIELDS}),
    defaults=dict(type="dict", default={}, options={key: _cell(key) for key in document.DEFAULT_FIELDS}),
    **bulk_plan.ARGUMENTS)

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
PHASE = bulk.phases(ORDER)


def prepare(params):
    """The task's parameters with the document read and checked; :raises Invalid: naming row and field."""
    ids.check_users("protected_users", params["protected_users"])
    return bulk_plan.prepare(params, document.load(params))


def look_up(client, desired, known, draft):
    """What the writes depend on beyond what was read: acting account, managers that were not read; and the version."""
    client.identify()
    facts = user.own_account(client)
    if not client.server.is_nextcloud:
        facts["relations"] = directory_read_owncloud.relations(client, bulk.changed_lists(draft, desired), desired["workers"])
    strangers = sorted(user.referred(draft) & draft.notes["strangers"])
    user.look_up_protected(client, desired, draft)
    return dict(facts, users=dict(known.facts.users, **accounts.stored_users(client, strangers)))


def plan(observed, desired, server):
    """The steps that make the document true; :raises Invalid: naming every row that is wrong."""
    return bulk_plan.combine(observed, desired, server, _wishes, PHASE)


def _wishes(observed, desired, server, notes, problems):
    ids.check_protected(desired["protected_users"], server)
    server = directory_read.with_known(observed, desired, server, notes)
    groups = directory_plan.groups(desired, server, notes, problems)
    return server, observed, ((group.RESOURCE, groups), (user.RESOURCE, directory_plan.users(observed, desired, server, notes, problems)))


RESOURCE = Resource(
    KIND, "src", connect_ocs.SERVICE, ARGUMENTS, directory_read.observe, plan, bulk_results.results, look_up,
    prepare=prepare, shown=bulk_results.shown, engine=bulk.engine(PHASE, directory_read.observe_again))
