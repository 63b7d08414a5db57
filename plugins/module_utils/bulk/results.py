# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a bulk run tells beside its steps: counts, costs, and on request an account per object; and the diff, which groups like
changes of many objects. Pure.
"""

from __future__ import annotations

from collections import Counter

from ..common.messages import message, short
from ..engine.plan import RELATIONS, SECRET, diff
from ..engine.run import sorts
from .combine import BulkPlan, by_object, deleted_groups, owner
from .fields import RELATED, shown_problems

COUNTED = {
    "create": "created", "enable": "enabled", "disable": "disabled", "delete": "deleted",
    "join": "joined", "leave": "left", "promote": "promoted", "demote": "demoted",
}  # fmt: skip
SHOWN_ROWS = 100
LISTS = RELATED["user"]
NAMED, VALUES = 2, 20  # names in a line; lines of one field
WORDS = {"join": "join group", "leave": "leave group", "promote": "become group admin of", "demote": "no longer be group admin of"}


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
        "summary": _summary(outcome, check, desired.get("document") if made.figures else None, made.problems),
        "plan": made.figures and dict(made.figures, **outcome.identity),
        "problems": shown_problems(made.problems, most),
        "unsupported": made.unsupported,
        "unlisted": made.unlisted,
    }
    found.update(_capped(outcome, most))
    if desired.get("backup"):
        found.update(dict({"backup_file": None, "backup_left_out": []}, **made.backup))
    if desired["return_results"]:
        found["results"] = _results(outcome)
    return found


def _capped(outcome, most):
    """Where there are more steps than a result holds, those that it holds, failed ones before others, and counts of the rest. :param most: 0 for all."""
    plan, fates = outcome.plan, outcome.fates
    if not most or len(plan) <= most:
        return {"actions_left_out": {}}
    order = sorted(range(len(plan)), key=lambda number: fates[number][0] != "failed")
    shown = [plan[number].as_action(*fates[number]) for number in sorted(order[:most])]
    return {"actions": shown, "actions_left_out": _by_kind(plan[number] for number in order[most:])}


def _by_kind(steps):
    """How many steps do the same, the most frequent first."""
    return dict(Counter(sort for step in steps for sort in sorts(step.id)).most_common())


def _summary(outcome, check, held, left_out):
    """Counts per kind of object; those of memberships stand under ``users``. Updated counts an object once, and none that is new; unchanged are rows
    that needed no step.
    """
    summary = {kind: dict.fromkeys(["created", "updated", *COUNTED.values(), "unchanged", "failed"], 0) for kind in ("users", "groups")}
    sent, touched = outcome.sent(check), {owner(step) for step in outcome.plan}
    for step in sent:
        if step.action in COUNTED:
            summary[owner(step)[0] + "s"][COUNTED[step.action]] += 1
    edited = {owner(step) for step in sent if step.action not in COUNTED} - {owner(step) for step in sent if step.action == "create"}
    failed = {owner(step) for step, (status, _error) in zip(outcome.plan, outcome.fates) if status == "failed"}
    for kind, counts in summary.items():
        counts.update({word: sum(key[0] + "s" == kind for key in keys) for word, keys in (("updated", edited), ("failed", failed))})
    if held:
        held = held.without(left_out.rows)
        summary["users"]["unchanged"] = sum(("user", name.lower()) not in touched for name in held.users)
        summary["groups"]["unchanged"] = sum(("group", name) not in touched for name in held.groups)
    summary["by_kind"] = _by_kind(sent)
    return summary


def _results(outcome):
    """Per changed object: its steps, and the first error."""
    found = {}
    for step, (status, error) in zip(outcome.plan, outcome.fates):
        kind, name = owner(step)
        entry = found.setdefault((kind, name), {"kind": kind, "name": name, "changed": False, "actions": [], "error": None})
        entry["actions"].append(step.id)
        entry["changed"] = entry["changed"] or status in ("done", "planned")
        entry["error"] = entry["error"] or error
    return list(found.values())


def changes(outcome, _resource, sent, desired):
    """The diff of every changed object, under its kind and name; of more than ``diff_shown`` a text that groups them."""
    objects, most = by_object(sent), desired["diff_shown"]
    if most and len(objects) > most:
        lines = ["%d objects change; diff_shown=0 shows them one by one. Grouped by change:" % len(objects)] + grouped(sent)
        return {"prepared": "\n".join(map(message, lines)) + "\n"}
    before, after, gone = {}, {}, deleted_groups(sent)
    for (kind, name), steps in objects.items():
        record = outcome.plan.records[kind + "s"].get(name)
        old, new = _user_changes(outcome.plan, name, record, steps, gone) if kind == "user" else diff(record, steps, kind)
        title = "%s %s" % (kind, name)
        before.update({title: old} if old else {})
        after.update({title: new} if new else {})
    return {"before": before, "after": after}


def _user_changes(plan, key, record, steps, gone):
    """The diff of one account: with all of its groups and posts, those that it owns among them, and without groups that the run deletes."""
    more, held = plan.server.facts.relations.get(key, {}), plan.observed["users"].get(key) or {}
    if record is not None:
        record = dict(record, **{field: sorted(set(record[field]).union(more.get(field, ()))) for field in LISTS if record.get(field) is not None})
    old, new = diff(record, steps, "user")
    owned = set(held.get("owned", ())).union(more.get("owned", ()))  # before; what changes its owner is known without ``more``
    for field in LISTS:
        if field in old:
            old[field] = sorted(owned.union(held.get(field) or (), more.get(field, ())))
        if field in new:
            new[field] = sorted(owned.difference(held.get("owned", ())).union(new[field] or (), (record or {}).get("owned", ())) - gone)
    return old, new


def grouped(steps):
    """A line for each change that several objects have in common, such as ``500 × quota 5 GB → 7 GB: anna, benn, … 498 more``."""
    found = {}
    for step in steps:
        for heading, value, name in _parts(step):
            found.setdefault(heading, {}).setdefault(value, []).append(name)
    return [line for heading, values in found.items() for line in _lines(heading, values)]


def _parts(step):
    """``(what changes, from what to what, whose)`` of a step, for each of its fields."""
    if step.kind in RELATIONS:
        return [(WORDS[step.action], step.name, next(iter(step.after)))]
    if step.action != "update":
        return [("%s %s" % (step.action, step.kind), "", step.name)]
    of = "" if step.kind == "user" else step.kind + " "
    return [(of + field, _value(field, step), step.name) for field in sorted(set(step.before).union(step.after))]


def _value(field, step):
    return SECRET if step.after.get(field) == SECRET else "%s → %s" % (_said(step.before.get(field)), _said(step.after.get(field)))


def _said(value):
    return short(value if isinstance(value, str) and value else "none" if value is None else repr(value), 60)


def _lines(heading, values):
    """The most frequent values with a line each, and one for all others."""
    often = sorted(values, key=lambda value: -len(values[value]))
    apart = often if len(often) <= NAMED else [value for value in often[:VALUES] if len(values[value]) > 1]
    lines = [_line(heading, value, values[value]) for value in apart]
    rest = [(value, name) for value in often[len(apart) :] for name in values[value]]
    if rest:
        lines.append(_line(heading, "in %d ways" % (len(often) - len(apart)), ["%s (%s)" % (name, value) for value, name in rest]))
    return lines


def _line(heading, value, names):
    more = len(names) - NAMED
    return "%d × %s: %s" % (len(names), " ".join(filter(None, [heading, value])), ", ".join(names[:NAMED]) + (", … %d more" % more if more > 0 else ""))
