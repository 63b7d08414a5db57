# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The diff of many objects: one by one, or where they are many, like changes together. Pure."""

from __future__ import annotations

from ..common.visible import message, short
from ..engine.plan import RELATIONS, SECRET, diff
from .combine import by_object, deleted_groups, record_of
from .fields import RELATED

LISTS = RELATED["user"]
NAMED, VALUES = 2, 20  # names in a line; lines of one field
WORDS = {"join": "join group", "leave": "leave group", "promote": "become group admin of", "demote": "no longer be group admin of"}


def changes(outcome, _resource, check, desired):
    """The diff of every changed object, under its kind and name; of more than ``diff_shown`` a text that groups them."""
    sent = outcome.sent(check)
    objects, most = by_object(outcome, sent), desired["diff_shown"]
    if most and len(objects) > most:
        lines = ["%d objects change; diff_shown=0 shows them one by one. Like changes:" % len(objects)] + grouped(sent)
        return {"prepared": "\n".join(map(message, lines)) + "\n"}
    before, after, gone = {}, {}, deleted_groups(sent)
    for key, (steps, part, single) in objects.items():
        record = record_of(outcome.plan.records, part.kind, single[part.name])
        if key[0] == "user":
            old, new = _user_changes(outcome.plan, key[1], record, steps, gone)
        else:
            old, new = diff(record, steps, part.kind)
        title = "%s %s" % key
        before.update({title: old} if old else {})
        after.update({title: new} if new else {})
    return {"before": before, "after": after}


def _user_changes(plan, key, record, steps, gone):
    """The diff of one account: with all of its groups and posts, those that it owns among them, and without groups that the run deletes."""
    more, held = plan.server.facts.relations.get(key, {}), record_of(plan.observed, "user", key) or {}
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
