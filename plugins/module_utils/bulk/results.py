# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a bulk run returns beside its steps: counts, costs, and on request an account per object. Pure."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from . import problems
from .combine import BulkPlan, owner

COUNTED = {
    "create": "created", "update": "updated", "enable": "enabled", "disable": "disabled", "delete": "deleted",
    "join": "joined", "leave": "left", "promote": "promoted", "demote": "demoted",
}  # fmt: skip
SHOWN_ROWS = 100


def shown(params):
    """The task's arguments for its result: rows with what was given, long lists by their length."""
    told = {key: [_shown_row(row) for row in params[key] or ()] for key in ("users", "groups")}
    told = {key: rows if len(rows) <= SHOWN_ROWS else "%d rows" % len(rows) for key, rows in told.items()}
    return dict(params, defaults=_shown_row(params["defaults"] or {}), **told)


def _shown_row(row):
    return {key: value for key, value in row.items() if value is not None}


def results(outcome, check, desired):
    """``summary``, ``plan``, ``unlisted``, ``unsupported`` and, on request, ``results``."""
    made = outcome.plan if isinstance(outcome.plan, BulkPlan) else BulkPlan()  # it did not come to a plan
    most = desired["actions_shown"]
    found = {
        "summary": _summary(outcome, check, desired.get("document"), made.problems),
        "plan": made.figures and dict(made.figures, **_identity(outcome, most)),
        "problems": problems.shown(made.problems, most),
        "unsupported": made.unsupported,
        "unlisted": made.unlisted,
    }
    found.update(_capped(outcome, most))
    if desired.get("backup"):
        found.update(dict({"backup_file": None, "backup_left_out": []}, **made.backup))
    if desired["return_results"]:
        found["results"] = _results(outcome)
    return found


def _identity(outcome, most):
    """The plan's digest, and as many of its steps as a result holds. :param most: 0 for all."""
    return dict(outcome.identity, steps=dict(islice(outcome.identity["steps"].items(), most or None)))


def _capped(outcome, most):
    """Where there are more steps than a result holds, those that it holds, failed ones before others, and counts of the rest. :param most: 0 for all."""
    pairs = list(zip(outcome.plan, outcome.actions))
    if not most or len(pairs) <= most:
        return {"actions_left_out": {}}
    order = sorted(range(len(pairs)), key=lambda number: pairs[number][1]["status"] != "failed")
    return {"actions": [pairs[number][1] for number in sorted(order[:most])], "actions_left_out": _by_kind(pairs[number][0] for number in order[most:])}


def _by_kind(steps):
    """How many steps do the same, the most frequent first."""
    return dict(Counter(sort for step in steps for sort in step.sorts).most_common())


def _summary(outcome, check, held, left_out):
    """Counts per kind of object; those of memberships stand under ``users``. Unchanged are rows that needed no step."""
    summary = {kind: dict.fromkeys(list(COUNTED.values()) + ["unchanged", "failed"], 0) for kind in ("users", "groups")}
    good, touched, failed = "planned" if check else "done", set(), set()
    for step, action in zip(outcome.plan, outcome.actions):
        touched.add(owner(step))
        if action["status"] == good:
            summary[owner(step)[0] + "s"][COUNTED.get(step.action, "updated")] += 1
        elif action["status"] == "failed":
            failed.add(owner(step))
    for kind, counts in summary.items():
        counts["failed"] = sum(key[0] + "s" == kind for key in failed)
    if held and outcome.observed is not None:
        held = held.without(left_out.rows)
        summary["users"]["unchanged"] = sum(("user", name.lower()) not in touched for name in held.users)
        summary["groups"]["unchanged"] = sum(("group", name) not in touched for name in held.groups)
    summary["by_kind"] = _by_kind(outcome.sent(check))
    return summary


def _results(outcome):
    """Per changed object: its steps, and the first error."""
    found = {}
    for step, action in zip(outcome.plan, outcome.actions):
        kind, name = owner(step)
        entry = found.setdefault((kind, name), {"kind": kind, "name": name, "changed": False, "actions": [], "error": None})
        entry["actions"].append(action["id"])
        entry["changed"] = entry["changed"] or action["status"] in ("done", "planned")
        entry["error"] = entry["error"] or action["error"]
    return list(found.values())
