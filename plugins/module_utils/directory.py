# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The resource directory: many users and groups in one task. A sum of the single planners, in one order, behind guards.

It owns order, scope and guards, and knows nothing of a resource's fields or requests.
"""
from __future__ import annotations

from ansible_collections.ocs.provisioning.plugins.module_utils import bulk, directory_read, document, group, guards, rates, user, user_fields
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.plan import Plan

KIND = "directory"
NAME = "src"  # the parameter that names the object
SHOWN_ERRORS = 20

ARGUMENTS = dict(
    src=dict(type="path"),
    groups=dict(type="list", elements="dict", default=[], options=dict(
        name=dict(type="str", required=True),
        display_name=dict(type="str", aliases=["displayname"]),
        subadmins=dict(type="raw"),
        state=dict(type="str"),
    )),
    users=dict(type="list", elements="dict", default=[], options={
        key: dict(
            type="raw" if user.ARGUMENTS[key]["type"] in ("bool", "dict") else "str",
            **{part: user.ARGUMENTS[key][part] for part in ("aliases", "no_log", "required") if part in user.ARGUMENTS[key]})
        for key in document.USER_FIELDS
    }),
    defaults=dict(type="dict", default={}),
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
    desired = dict(params, document=document.load(params))
    guards.check_limits(desired)
    if not 1 <= params["workers"] <= 16:
        raise Invalid("workers", "must be from 1 to 16.")
    desired["managed"] = [
        name for name, row in desired["document"].groups.items() if row.get("state") != "absent"
    ] if params["managed_groups"] is None else params["managed_groups"]
    return desired


observe = directory_read.observe


def complete(client, desired, _draft):
    """Look up what the writes depend on beyond what was read: version and acting account."""
    client.identify()
    client.learn(**user.own_account(client))


def fresh(_desired, _server):
    """Never used: each object's own planner knows what it is when it is new."""
    return None


def plan(observed, desired, server):
    """The sum of the plans of all groups and users, sorted by ``ORDER``; what the guards refuse is noted, so that it can be shown."""
    steps, errors = Plan(), []
    steps.notes.update(objects={}, unsupported={}, unlisted=guards.unlisted(observed, desired, server.facts.caller))
    server = directory_read.with_known(observed, desired, server)
    for part in (_groups, _users, _unlisted):
        for resource, single, where in part(observed, desired, server, steps, errors):
            try:
                found = resource.plan(directory_read.record_of(observed, resource.KIND, single["name"]), single, server)
            except Invalid as error:
                errors.append("%s.%s: %s" % (where, error.field, error.problem))
                continue
            steps.warnings.extend("%s: %s" % (where, text) for text in found.warnings)
            steps.extend(found)
            for step in found:
                steps.notes["objects"].setdefault(bulk.owner(step), (resource, single))
    if errors:
        more = len(errors) - SHOWN_ERRORS
        raise Invalid("document", "; ".join(errors[:SHOWN_ERRORS]) + ("; and %d more." % more if more > 0 else ""))
    steps[:] = sorted(rates.balance(steps, server), key=lambda step: PHASE[(step.kind, step.action)])
    steps.notes["figures"] = rates.estimate(steps, server, desired["welcome_email"])
    try:
        guards.check(steps, observed, desired, server)
        rates.check_wait(steps.notes["figures"], desired["rate_limit_wait"])
    except Invalid as refusal:
        steps.notes["refusal"] = refusal
    return steps


def _groups(observed, desired, server, _steps, errors):
    """Each group of the document as ocs_group would be asked for it."""
    for name, row in desired["document"].groups.items():
        where = desired["document"].position("group", name)
        if row.get("state") == "absent" and name in desired["protected_groups"]:
            errors.append("%s: %r is among protected_groups and will not be deleted." % (where, name))
            continue
        yield group, document.group_desired(row, _outsiders(name, row, observed, desired)), where


def _outsiders(name, row, observed, desired):
    """Group admins who are not rows of the document; those who are get theirs by their own plan."""
    if row.get("subadmins") is None:
        return None
    listed = {user_name.lower() for user_name in desired["document"].users}
    present = [admin for admin in (observed["groups"].get(name) or {}).get("subadmins", []) if admin.lower() not in listed]
    wanted = [admin for admin in row["subadmins"] if admin.lower() not in listed]
    held = {admin.lower() for admin in wanted}
    return {"add": wanted, "remove": [admin for admin in present if admin.lower() not in held], "set": None}


def _users(observed, desired, server, steps, errors):
    """Each user of the document as ocs_user would be asked for him."""
    led = _led_by(desired["document"])
    for name, row in desired["document"].users.items():
        where = desired["document"].position("user", name)
        record = directory_read.record_of(observed, "user", name)
        known = record if record is not None else server.facts.fields
        row = _supported(row, known, desired, server, steps)
        problems, change = _memberships(name, row, record or {}, led, desired)
        errors.extend("%s.%s" % (where, problem) for problem in problems)
        if not problems:
            single = document.user_desired(row, change, desired)
            yield user, dict(single, protected_users=desired["protected_users"]), where


def _supported(row, known, desired, server, steps):
    """The row without the fields that the product lacks, when they are to be reported only."""
    if desired["unsupported_fields"] == "fail":
        return row
    lacking = user_fields.unsupported(row, known, server)
    for key in lacking:
        steps.notes["unsupported"][key] = steps.notes["unsupported"].get(key, 0) + 1
    return {key: value for key, value in row.items() if key not in lacking} if lacking else row


def _led_by(held):
    """User id in lower case to the groups whose own rows name him as group admin; groups that say so are exact."""
    led = {}
    for name, row in held.groups.items():
        for admin in row.get("subadmins") or []:
            led.setdefault(admin.lower(), []).append(name)
    return led


def _memberships(name, row, record, led, desired):
    """(problems, add/remove changes of groups and posts): joins only managed groups, leaves only managed groups."""
    problems, change, exact = [], {}, desired["membership"] == "exact"
    for key in ("groups", "subadmin_of"):
        wanted = row.get(key)
        by_group = led.get(name.lower(), []) if key == "subadmin_of" else []
        declared = [group_id for group_id, held in desired["document"].groups.items() if held.get("subadmins") is not None] if key == "subadmin_of" else []
        if wanted is None and not by_group and not declared:
            continue
        for group_id in wanted or []:
            if not guards.is_managed(group_id, desired):
                problems.append("%s: the group %r is not managed here; declare it under groups, or name it in managed_groups." % (key, group_id))
            elif group_id in declared and group_id not in by_group:
                problems.append("%s: %r is not among the subadmins that the group's own row lists; decide for one." % (key, group_id))
        target = set(wanted or []) | set(by_group)
        present = record.get(key) or []
        over = [group_id for group_id in present if group_id not in target and (
            group_id in declared or (wanted is not None and exact and guards.is_managed(group_id, desired)))]
        if "admin" in (target - set(present)) | set(over) and not desired["allow_admin_changes"]:
            problems.append("%s: joining or leaving the group 'admin' needs allow_admin_changes." % key)
        change[key] = {"add": sorted(target), "remove": over, "set": None}
    return problems, change


def _unlisted(observed, desired, _server, steps, _errors):
    """Accounts and groups that the document does not name, as far as the scope goes."""
    action = {"disable": {"enabled": False}, "delete": {"state": "absent"}}.get(desired["unlisted_users"])
    for name in steps.notes["unlisted"]["users"] if action else ():
        yield user, dict(document.user_desired(dict(action, name=name), {}, desired), protected_users=desired["protected_users"]), "unlisted user %s" % name
    for name in steps.notes["unlisted"]["groups"] if desired["unlisted_groups"] == "delete" else ():
        yield group, document.group_desired({"name": name, "state": "absent"}), "unlisted group %s" % name


ENGINE = bulk
results = bulk.results
