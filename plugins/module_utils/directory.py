# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The resource directory: many users and groups in one task. A sum of the single planners, in one order, behind guards.

It owns order, scope and guards, and knows nothing of a resource's fields or requests.
"""
from __future__ import annotations

from ansible_collections.ocs.provisioning.plugins.module_utils import (
    bulk, bulk_results, directory_plan, directory_read, document, group, guards, membership, rates, user)
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.plan import Plan

observe, observe_again, record_of = directory_read.observe, directory_read.observe_again, directory_read.record_of

KIND = "directory"
NAME = "src"  # the parameter that names the object
MOST_WORKERS = 16
SHOWN = 20  # problems, and warnings: one cause may be in every row


def _cell(key):
    """The option of a row that is an option of ocs_user; lists and booleans may come as texts."""
    option = user.ARGUMENTS[key]
    kept = {part: option[part] for part in ("aliases", "no_log", "required") if part in option}
    return dict(kept, type="raw" if option["type"] in ("bool", "dict") else "str")


ARGUMENTS = dict(
    src=dict(type="path"),
    groups=dict(type="list", elements="dict", default=[], options=dict(
        name=dict(type="str", required=True, aliases=["group_id", "groupid"]),
        display_name=dict(type="str", aliases=["displayname"]),
        subadmins=dict(type="raw"),
        state=dict(type="str"),
    )),
    users=dict(type="list", elements="dict", default=[], options={key: _cell(key) for key in document.USER_FIELDS}),
    defaults=dict(type="dict", default={}, options={key: _cell(key) for key in document.DEFAULT_FIELDS}),
    membership=dict(type="str", choices=["exact", "append"], default="exact"),
    managed_groups=dict(type="list", elements="str"),
    unlisted_users=dict(type="str", choices=["ignore", "report", "disable", "delete"], default="ignore"),
    unlisted_groups=dict(type="str", choices=["ignore", "report", "delete"], default="ignore"),
    unlisted_scope=dict(type="dict", default={}, options=dict(
        backends=dict(type="list", elements="str"),
        groups=dict(type="list", elements="str"),
        names=dict(type="list", elements="str"),
        inactive_days=dict(type="int"),
    )),
    unsupported_fields=dict(type="str", choices=["fail", "report"], default="fail"),
    protected_users=dict(type="list", elements="str", default=[]),
    allow_admin_changes=dict(type="bool", default=False),
    protected_groups=dict(type="list", elements="str", default=["admin"]),
    max_disables=dict(type="str", default="10%"),
    max_deletes=dict(type="str", default="0"),
    update_password=dict(type="str", choices=["always", "on_create"], default="on_create", no_log=False),
    welcome_email=dict(type="str", choices=["auto", "skip"], default="auto"),
    on_error=dict(type="str", choices=["continue", "stop"], default="continue"),
    workers=dict(type="int", default=1),
    journal=dict(type="path"),
    return_results=dict(type="bool", default=False),
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
PHASE = {step: phase for phase, steps in enumerate(ORDER) for step in steps}


def prepare(params):
    """The task's parameters with the document read and checked; :raises Invalid: naming row and field."""
    guards.check_limits(params)
    check_workers(params["workers"])
    held = document.load(params)
    declared = [name for name, row in held.groups.items() if row.get("state") != "absent"]
    patterns = params["managed_groups"]
    return dict(params, document=held, managed=guards.Names(declared) if patterns is None else guards.Names(patterns=patterns))


def check_workers(number):
    """:raises Invalid: for a number of workers that is not meant."""
    if not 1 <= number <= MOST_WORKERS:
        raise Invalid("workers", "must be from 1 to %d." % MOST_WORKERS)


def complete(client, _desired, draft):
    """Look up what the writes depend on beyond what was read: version, acting account, managers that were not read."""
    client.identify()
    facts, known = user.own_account(client), client.server.facts.users
    strangers = sorted(user.referred(draft) & draft.notes["strangers"])
    client.learn(users=dict(known, **membership.stored_users(client, strangers)), **facts)


def fresh(_desired, _server):
    """Never used: each object's own planner knows what it is when it is new."""
    return None


def plan(observed, desired, server):
    """The sum of the plans of all groups and users, sorted by ``ORDER``; what the guards refuse is noted, so that it can be shown."""
    guards.check_scope(desired, server)
    unlisted = guards.unlisted(observed, desired, server.facts.caller)
    steps, problems = Plan(), directory_plan.Problems()
    steps.notes.update(objects={}, unsupported={}, unlisted=unlisted)
    server = directory_read.with_known(observed, desired, server, steps.notes)
    groups = directory_plan.groups(desired, server, steps.notes, unlisted, problems)
    users = directory_plan.users(observed, desired, server, steps.notes, unlisted, problems)
    for resource, wishes in ((group, groups), (user, users)):
        for single, where in wishes:
            record = record_of(observed, resource.KIND, single["name"])
            try:
                found = resource.plan(record, single, server)
            except Invalid as error:
                problems.note(where, error)
                continue
            if found:
                steps.extend(found)
                steps.notes["objects"][bulk.owner(found[0])] = (resource, single)
            steps.warnings.extend("%s: %s" % (where, text) for text in found.warnings)
    if problems:
        raise Invalid("document", "; ".join(_first(problems, "problems")))
    steps.warnings[:] = _first(steps.warnings, "warnings")
    steps[:] = sorted(rates.balance(steps, server), key=lambda step: PHASE[(step.kind, step.action)])
    steps.notes["figures"] = rates.estimate(steps, server, desired["welcome_email"])
    steps.notes["refusal"] = _refusal(steps, observed, desired, server)
    return steps


def _first(texts, what):
    more = len(texts) - SHOWN
    return texts[:SHOWN] + (["and %d more %s." % (more, what)] if more > 0 else [])


def _refusal(steps, observed, desired, server):
    """What the guards have against the plan; None when nothing."""
    try:
        guards.check(steps, observed, desired, server)
        rates.check_wait(steps.notes["figures"], desired["rate_limit_wait"])
    except Invalid as refusal:
        return refusal
    return None


def revealed(params):
    """Passwords of rows: no result holds them (``shown``, ``bulk.Run``), so that not every text has to be searched for every one of them."""
    return [row["password"] for row in params["users"] or () if row.get("password")]


ENGINE, results, shown = bulk, bulk_results.results, bulk_results.shown
