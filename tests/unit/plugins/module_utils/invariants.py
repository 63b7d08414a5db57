# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for every plan of an account, whatever was observed and asked for."""

from __future__ import annotations

from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import UNREADABLE, diff, replay
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import wishes

ORDER = (
    ("create", "group"), ("create", "user"), ("enable", "user"), ("update", "user"), ("create", "group"), ("join", "member"), ("leave", "member"),
    ("create", "group"), ("promote", "subadmin"), ("demote", "subadmin"), ("welcome", "user"), ("wipe", "user"), ("disable", "user"), ("delete", "user"),
)  # fmt: skip
ALWAYS = {"welcome", "wipe"}


def violations(observed, desired, server):
    """What is wrong with the plan from ``observed`` to ``desired``; an empty list when nothing is. :raises Invalid: as the planner does."""
    steps = wishes.plan(observed, desired, server)
    created = user.fresh(desired, server) if observed is None else None
    after = replay(observed, steps, "user", created)
    found = _each(observed, steps, created) + _order(steps)
    again = [step for step in wishes.plan(after, desired, server) if not _repeats(step)] if after is not None else []
    found += ["second run: %r" % step for step in again]
    if desired["state"] == "absent":
        return found + (["still there"] if after is not None else [])
    if set(after) != set(observed if observed is not None else created):
        found.append("keys: %s" % sorted(set(after) ^ set(observed if observed is not None else created)))
    if steps and set(diff(observed, steps, "user", created)[1]) - set(after) - UNREADABLE - set(_extra(steps)):
        found.append("diff tells of what is not in the record")
    return found


def _extra(steps):
    return ("%s %s %s" % (step.action, step.kind, step.name) for step in steps)


def _repeats(step):
    """Steps that every run takes again: an unreadable password that is always set, a mail that is sent now."""
    return step.action in ALWAYS or step.after == {"password": "(changed)"}


def _each(observed, steps, created):
    """Each step changes something, and tells the state before and after it truly."""
    found, state = [], observed
    for step in steps:
        later = replay(state, [step], "user", created)
        if step.before == step.after:
            found.append("changes nothing: %r" % step)
        if step.kind == "user" and step.action not in ("create", "delete"):
            told = {key: value for key, value in step.before.items() if key not in UNREADABLE}
            if told != {key: state.get(key) for key in told}:
                found.append("tells another state before: %r" % step)
        if step.kind == "user" and later is not None and any(later[key] != value for key, value in step.after.items() if key not in UNREADABLE):
            found.append("tells another state after: %r" % step)
        state = later
    return found


def _order(steps):
    """The order of the writes."""
    place = 0
    for step in steps:
        kind = (step.action, step.kind)
        if kind not in ORDER[place:]:
            return ["out of order: %s" % [each.action for each in steps]]
        place = ORDER.index(kind, place)
    return []
