# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run of ocs_directory found, as findings: one for each field, membership or object that differs, each row that is wrong, and each error.

A finding is a dictionary with the keys of :func:`finding`. Its ``id`` depends on the object and the field only, not on
how many requests would put it right, so that the reports of two days, or of two versions of a product, can be compared.
"""

from __future__ import annotations

import hashlib

from ansible_collections.ocs.provisioning.plugins.module_utils.bulk.combine import owner_of
from ansible_collections.ocs.provisioning.plugins.module_utils.common.record import key_of
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import RELATIONS
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.ids import ADMIN_GROUP

ERROR, DRIFT, PROBLEM, UNLISTED, ACCESS = CATEGORIES = ("error", "drift", "problem", "unlisted", "access")

# (kind, action) of a planned step to what it says of the server as it is; actions that are not named here are "to_do"
STEPS = {
    ("user", "create"): "account_missing",
    ("user", "delete"): "account_surplus",
    ("user", "enable"): "account_disabled",
    ("user", "disable"): "account_enabled",
    ("user", "update"): "account_field",
    ("member", "join"): "membership_missing",
    ("member", "leave"): "membership_surplus",
    ("subadmin", "promote"): "group_admin_missing",
    ("subadmin", "demote"): "group_admin_surplus",
    ("group", "create"): "group_missing",
    ("group", "delete"): "group_surplus",
    ("group", "update"): "group_field",
}
TYPES = {
    "not_read": "Not completed",
    "step_failed": "Step failed",
    "account_missing": "Account missing",
    "account_surplus": "Account to be deleted",
    "account_disabled": "Account to be enabled",
    "account_enabled": "Account to be disabled",
    "account_field": "Account differs",
    "membership_missing": "Membership missing",
    "membership_surplus": "Membership surplus",
    "group_admin_missing": "Group admin missing",
    "group_admin_surplus": "Group admin surplus",
    "group_missing": "Group missing",
    "group_surplus": "Group to be deleted",
    "group_field": "Group differs",
    "to_do": "Other difference",
    "row_problem": "Row cannot be applied",
    "unlisted_user": "Unlisted account",
    "unlisted_group": "Unlisted group",
    "administrator": "Administrator",
    "group_admin": "Group admin",
    "disabled": "Disabled",
    "never_logged_in": "Never logged in",
    "inactive": "Inactive",
    "quota_outlier": "Unusual quota",
    "no_two_factor": "Without two-factor",
}
ORDER = {name: place for place, name in enumerate(TYPES)}
WORDS = {"member": "member", "subadmin": "group admin"}


def finding(category, kind_of_finding, kind, name, **more):
    """One finding.

    :param category: one of ``CATEGORIES``; :param kind_of_finding: key of ``TYPES``, kept under ``type``.
    :param kind: user, group, member, subadmin or run; for relations ``name`` is the user and ``groups`` holds the group.
    ``groups`` is None where nobody knows the groups of an account.
    """
    found = {
        "id": ":".join(filter(None, [category, kind_of_finding, kind, name])), "category": category, "type": kind_of_finding,
        "title": TYPES[kind_of_finding], "kind": kind, "name": name, "display_name": "", "groups": [], "field": "",
        "before": None, "after": None, "detail": "", "status": "",
    }  # fmt: skip
    found.update(more)
    return found


def from_result(result, groups_of):
    """Findings of one run of ocs_directory, dry or real: its steps, the rows that it left out, and what it names as unlisted.

    :param groups_of: user id in lower case to group ids, for findings about the user itself.
    """
    found = []
    for action in _folded(result.get("actions") or []):
        found.extend(_from_action(action, groups_of))
    found.extend(_problems(result.get("problems") or [], groups_of))
    planned = {(each["kind"], key_of(each["kind"], each["name"])) for each in found}
    for kind in ("user", "group"):
        for name in (result.get("unlisted") or {}).get(kind + "s") or []:
            if (kind, key_of(kind, name)) not in planned:
                groups = groups_of.get(name.lower()) if kind == "user" else [name]
                found.append(finding(UNLISTED, "unlisted_" + kind, kind, name, groups=groups))
    return found


def _problems(problems, groups_of):
    """One finding for each field of a row that cannot be applied; a row that names nobody is known by where it stands."""
    found = {}
    for problem in problems:
        row, name, field = problem["row"], problem["name"], problem["field"]
        kind = "group" if row.startswith(("groups[", "unlisted group")) else "user"
        told = "%s: %s" % (".".join(filter(None, [row, field])), problem["message"])
        key = ":".join(filter(None, [PROBLEM, "row_problem", kind, name or row, field]))
        if key in found:
            found[key]["detail"] += "\n" + told
        else:
            groups = [name] if kind == "group" and name else groups_of.get(name.lower())
            found[key] = finding(PROBLEM, "row_problem", kind, name or row, id=key, field=field, groups=groups, detail=told)
    return list(found.values())


def error_of(step, result):
    """The error finding of a task's result, as a list with at most one element; empty when the task succeeded or was skipped."""
    message = result.get("msg") if result and not result.get("skipped") else None
    if not message:
        return []
    more = [key for key in ("endpoint", "http_status", "ocs_code", "hint") if result.get(key) and str(result[key]) not in message]
    told = [message] + ["%s: %s" % (key, result[key]) for key in more]
    digest = hashlib.sha256(message.encode("utf-8", "replace")).hexdigest()[:12]
    return [finding(ERROR, "not_read", "run", step, id="error:not_read:run:%s:%s" % (step, digest), groups=None, detail="\n".join(told))]


def _folded(actions):
    """The steps, with those that complete a new object taken into its creation: how many that takes depends on the product."""
    made, kept = {}, []
    for action in actions:
        kind, name, after = action["kind"], action["name"], dict(action.get("after") or {})
        failed = action.get("status") == "failed"
        owner = owner_of(kind, name, after)
        if owner not in made or failed:
            kept.append(dict(action, after=after))
            if action["action"] == "create" and not failed:
                made[owner] = after
        elif kind in RELATIONS:
            key = RELATIONS[kind][0]
            made[owner][key] = sorted(set(made[owner].get(key) or []) | {name})
        else:
            made[owner].update(after)
    return kept


def _from_action(action, groups_of):
    """The findings of one step: one for each field that an update changes, otherwise one."""
    kind, name, act = action["kind"], action["name"], action["action"]
    type_of = STEPS.get((kind, act), "to_do")
    before, after = action.get("before") or {}, action.get("after") or {}
    known = {"status": action.get("status") or "", "detail": action.get("error") or ""}
    category = ERROR if action.get("status") == "failed" else DRIFT
    if category == ERROR:
        type_of, known["detail"] = "step_failed", "%s %s: %s" % (act, kind, known["detail"])
    if kind in RELATIONS:
        user = next(iter(after or before))
        word = WORDS[kind]
        held = [word if each.get(user) else "no " + word for each in (before, after)]
        key = "%s:%s:%s:%s" % (category, type_of, name, user)
        return [finding(category, type_of, kind, user, id=key, groups=[name], field=word, before=held[0], after=held[1], **known)]
    known["groups"] = [name] if kind == "group" else (after.get("groups") or groups_of.get(name.lower(), [] if act == "create" else None))
    if act in ("enable", "disable") and len(after) == 1:
        ((key, value),) = after.items()
        return [finding(category, type_of, kind, name, field=key, before=before.get(key), after=value, **known)]
    if act != "update":
        # the name stands in the finding already
        held = [{key: value for key, value in each.items() if key != "name"} or None for each in (before, after)]
        return [finding(category, type_of, kind, name, before=held[0], after=held[1], **known)]
    return [
        finding(category, type_of, kind, name, id="%s:%s:%s:%s:%s" % (category, type_of, kind, name, key),
                field=key, before=before.get(key), after=after.get(key), **known)
        for key in sorted(set(before) | set(after))]  # fmt: skip


def severity(each):
    """How soon somebody should look at a finding, 0 first: errors, administrators, group admins, deletions, everything else."""
    groups = each["groups"] or []
    ranks = (
        each["category"] == ERROR,
        each["type"] == "administrator" or (each["kind"] == "member" and groups == [ADMIN_GROUP]),
        each["type"].startswith("group_admin"),
        each["type"] in ("account_surplus", "group_surplus"),
    )
    return ranks.index(True) if True in ranks else len(ranks)


def position(each):
    """Where a finding stands in a report: severity, category, type, then name without regard to case."""
    order = severity(each), CATEGORIES.index(each["category"]), ORDER[each["type"]]
    return order + (each["name"].lower(), each["name"], each["groups"] or [], each["field"], each["id"])
