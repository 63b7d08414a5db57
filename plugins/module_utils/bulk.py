# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Carries out the plan of a directory: phase by phase, object by object, with a journal, and an account of what was done."""
from __future__ import annotations

import json
import os
import threading
from itertools import groupby

from ansible_collections.ocs.provisioning.plugins.module_utils import apply
from ansible_collections.ocs.provisioning.plugins.module_utils.directory_read import record_of
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid, OCSError
from ansible_collections.ocs.provisioning.plugins.module_utils.plan import RELATIONS, diff
from ansible_collections.ocs.provisioning.plugins.module_utils.rates import bucket
from ansible_collections.ocs.provisioning.plugins.module_utils.workers import parallel

COUNTED = {
    "create": "created", "update": "updated", "enable": "enabled", "disable": "disabled", "delete": "deleted",
    "join": "joined", "leave": "left", "promote": "promoted", "demote": "demoted",
}


def owner(step):
    """The object that a step belongs to; a membership belongs to its user."""
    if step.kind in RELATIONS:
        return "user", next(iter(step.after)).lower()
    return step.kind, step.name.lower() if step.kind == "user" else step.name


class Run:
    """One run of a plan: who failed, what was done, and the journal. Safe for several workers."""

    def __init__(self, outcome, desired):
        self.outcome, self.desired = outcome, desired
        self.failed, self.errors, self.lock = set(), [], threading.Lock()
        self.journal = _open_journal(desired.get("journal"))

    def blocked(self, step):
        """Whether an earlier failure forbids the step: of its object, of its group, or of anything when errors stop the run."""
        if self.errors and self.desired["on_error"] == "stop":
            return True
        return owner(step) in self.failed or (step.kind in RELATIONS and ("group", step.name) in self.failed)

    def send(self, client, step):
        """Send one step with this worker's client, unless it is blocked; its action."""
        if self.blocked(step):
            return self.note(step, "skipped")
        resource, desired = self.outcome.plan.notes["objects"][owner(step)]
        error = apply.send(step, resource, client, desired)
        return self.note(step, "failed" if error else "done", error)

    def note(self, step, status, error=None):
        """The step's action, also appended to the journal when it was sent."""
        action = step.as_action(status, str(error) if error else None)
        with self.lock:
            if error:
                self.failed.add(owner(step))
                self.errors.append("%s %s %s: %s" % (step.action, step.kind, step.name, error))
            if self.journal and status != "skipped":
                self.journal.write(json.dumps(action, sort_keys=True) + "\n")
                self.journal.flush()
        return action


def _open_journal(path):
    if not path:
        return None
    try:
        return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8")
    except OSError as error:
        raise Invalid("journal", "%s cannot be written: %s" % (path, error.strerror)) from None


def rehearse(outcome, _resource):
    """Carry out nothing; what the guards refuse is the task's error, with the plan beside it."""
    outcome.actions = [step.as_action("planned") for step in outcome.plan]
    outcome.error = outcome.plan.notes.get("refusal")


def perform(outcome, resource, client, desired):
    """Send the plan; an error ends its object's steps, or with ``on_error: stop`` the run. Then read again what was changed."""
    outcome.error = outcome.plan.notes.get("refusal")
    if outcome.error is not None:
        outcome.actions = [step.as_action("skipped") for step in outcome.plan]
        return
    run = Run(outcome, desired)
    client.expect(len(outcome.plan))
    for _phase, steps in groupby(outcome.plan, key=lambda step: resource.PHASE[(step.kind, step.action)]):
        steps = list(steps)
        workers = 1 if any(bucket(step) for step in steps) else desired["workers"]
        outcome.actions.extend(parallel(client, steps, run.send, workers))
    if run.journal:
        run.journal.close()
    if any(action["status"] == "done" for action in outcome.actions):
        outcome.record = resource.observe(client, desired)
        run.errors.extend(_unkept(outcome, run.failed, client.server))
    if run.errors:
        outcome.error = OCSError("%d of %d steps failed: %s" % (
            len(run.errors), len(outcome.plan), "; ".join(run.errors[:10]) + ("; ..." if len(run.errors) > 10 else "")),
            hint="What is done stays done; run again to complete it.")


def _unkept(outcome, failed, server):
    """What the server reported as done and did not keep, object by object."""
    for key, (steps, resource, desired) in _by_object(outcome, outcome.plan).items():
        if key not in failed:
            part = apply.Outcome(_record(outcome.observed, resource, desired), steps, resource.fresh(desired, server))
            part.record = _record(outcome.record, resource, desired)
            error = apply.unkept(part, resource, desired)
            if error:
                yield "%s %s: %s" % (key + (error,))


def _by_object(outcome, steps):
    """Owner to (its steps, its resource, its arguments), in the order of the plan."""
    found = {}
    for step in steps:
        key = owner(step)
        found.setdefault(key, ([],) + outcome.plan.notes["objects"][key])[0].append(step)
    return found


def _record(observed, resource, desired):
    return record_of(observed, resource.KIND, desired["name"])


def changes(outcome, _resource, check):
    """(before, after) of every changed object, under its kind and name."""
    before, after = {}, {}
    for (kind, name), (steps, resource, desired) in _by_object(outcome, outcome.sent(check)).items():
        old, new = diff(_record(outcome.observed, resource, desired), steps, resource.KIND)
        title = "%s %s" % (kind, name)
        if old:
            before[title] = old
        if new:
            after[title] = new
    return before, after


def results(outcome, check, desired):
    """``summary``, ``plan``, ``unlisted``, ``unsupported`` and, on request, ``results``."""
    notes = outcome.plan.notes
    found = {"summary": _summary(outcome, check), "plan": notes.get("figures"), "unsupported": notes.get("unsupported", {})}
    found["unlisted"] = notes.get("unlisted", {"users": [], "groups": []})
    if desired["return_results"]:
        found["results"] = _results(outcome)
    return found


def _summary(outcome, check):
    """Counts per kind of object; those of memberships stand under ``users``."""
    summary = {kind: dict.fromkeys(list(COUNTED.values()) + ["unchanged", "failed"], 0) for kind in ("users", "groups")}
    good, touched = "planned" if check else "done", {"users": set(), "groups": set()}
    failed = {"users": set(), "groups": set()}
    for step, action in zip(outcome.plan, outcome.actions):
        kind, name = owner(step)
        touched[kind + "s"].add(name)
        if action["status"] == good:
            summary[kind + "s"][COUNTED.get(step.action, "updated")] += 1
        elif action["status"] == "failed":
            failed[kind + "s"].add(name)
    for kind, counts in summary.items():
        counts["failed"] = len(failed[kind])
        counts["unchanged"] = len(set((outcome.observed or {}).get(kind, ())) - touched[kind])
    return summary


def _results(outcome):
    """Per changed object: its actions, and the first error."""
    found = {}
    for step, action in zip(outcome.plan, outcome.actions):
        kind, name = owner(step)
        entry = found.setdefault((kind, name), {"kind": kind, "name": name, "changed": False, "actions": [], "error": None})
        entry["actions"].append(action["id"])
        entry["changed"] = entry["changed"] or action["status"] in ("done", "planned")
        entry["error"] = entry["error"] or action["error"]
    return list(found.values())
