# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Carries out the plan of a directory: phase by phase, object by object; the engine of its resource, and its journal, which a killed run leaves."""

from __future__ import annotations

import json
import os
import threading
from collections import Counter
from datetime import datetime, timezone
from functools import partial
from itertools import groupby

from ..common import files
from ..common.characters import sentences, visible
from ..common.record import MOMENT
from ..engine import apply
from ..engine.plan import RELATIONS, replay
from ..errors import Invalid, OCSError
from ..http.workers import NO_ANSWER, Gate, parallel
from . import export
from .combine import by_object, deleted_groups, owner
from .rates import Course, in_one_line, is_limited
from .results import changes

SHOWN_ERRORS = 10
PATIENCE = 3  # so many errors in a row without an answer end the run


def needed_groups(step):
    """The groups that must be there for the step."""
    if step.kind in RELATIONS:
        return [step.name]
    return [name for key, _field in RELATIONS.values() for name in step.after.get(key) or ()] if step.kind == "user" else []


class Journal:
    """A line of JSON for each finished step, in a file that only its owner may read.

    :param path: None for no journal; :raises Invalid: when it cannot be opened.
    """

    def __init__(self, path):
        try:
            self._file = files.appended(path) if path else None
        except OSError as error:
            raise Invalid("journal", "%s cannot be written: %s" % (path, error.strerror)) from None

    def write(self, action, **figures):
        """Append an action with the time (UTC) at which it ended, and with figures of the run; :raises OSError: when it cannot."""
        if self._file is not None:
            moment = datetime.now(timezone.utc).strftime(MOMENT)
            line = visible(json.dumps(dict(action, at=moment, **figures), sort_keys=True))  # JSON leaves one control character as it is
            os.write(self._file, (line + "\n").encode())

    def close(self):
        """Write no more."""
        if self._file is not None:
            os.close(self._file)


class Run:
    """One run of a plan: what failed, and whether it goes on. Safe for several workers."""

    def __init__(self, outcome, desired, transport):
        self.objects, self.stops = outcome.plan.objects, desired["on_error"] == "stop"
        self.failed, self.errors, self.silent, self.halted, self.trace = set(), [], 0, False, ""
        self.waiting, self.unsent = {}, Counter()  # object to the rate limit that its edits wait for; limit to the steps that were not sent
        self.lock, self.journal, self.gate = threading.Lock(), Journal(desired.get("journal")), Gate(desired["workers"], transport.warnings.append)
        self.course, self.progress = Course(outcome.plan, outcome.plan.figures["wait_seconds"], transport.meter), transport.progress
        self.progress.say(in_one_line(outcome.plan, outcome.plan.figures))

    def send_all(self, client, part):
        """Send the steps of one object; their actions. :param part: its key, as :func:`combine.owner` gives it, and the steps."""
        key, steps = part
        actions = []
        for step in steps:
            actions.append(self.send(client, key, step))
            self.progress.count("%s steps done", self.course.done, self.course.total, self.course.told)
        return actions

    def send(self, client, key, step):
        """Send one step, unless an earlier failure forbids it: of its object, of a group that it needs, or one that ends the run."""
        if self.halted or key in self.failed or any(("group", name) in self.failed for name in needed_groups(step)):
            with self.lock:
                self.failed.add(key)
                return self._skip(step)
        if step.action == "update" and key in self.waiting:  # edits of one object may need each other; its other steps go on
            with self.lock:
                self.unsent[self.waiting[key]] += 1
                return self._skip(step)
        resource, given = self.objects[key]
        error = apply.send(step, resource, client, resource.wish(**given), self.gate)
        with self.lock:
            if error is not None and error.limit:
                if step.action == "update":
                    self.waiting[key] = error.limit
                else:
                    self.failed.add(key)
                self.unsent[error.limit] += error.unsent
                if error.unsent:
                    return self._skip(step)
            return self._note(client, step, key, error)

    def _skip(self, step):
        self.course.advance(step)
        return step.as_action("skipped")

    def _note(self, client, step, key, error):
        """Write down what became of a step; its action."""
        told = str(error) if error else None
        action = step.as_action("failed" if error else "done", told)
        is_silent = error is not None and not error.trace and (error.unread or error.http_status in NO_ANSWER)
        self.silent = self.silent + 1 if is_silent else 0
        if error:
            self.trace = self.trace or error.trace
            self.fail(step, key, told, error)
            # after a refused login every further request would count as another one
            refused = error.code == 429 or (client.server.dialect.refused_login_is_final and error.http_status == 401)
            self.halted = self.stops or self.silent >= PATIENCE or refused
        else:
            step.request.data.clear()  # nobody asks for it again, and of 100,000 accounts it is a tenth of the memory
        self.course.advance(step)
        self.record(action)
        return action

    def record(self, action):
        """Write an action to the journal; a journal that cannot be written ends the run."""
        try:
            self.journal.write(action, **self.course.figures())
        except OSError as fault:
            self.halted = True
            self.errors.append("journal: %s" % (fault.strerror or fault))

    def differs(self, text, actions):
        """Note what the server kept otherwise than it said; the journal has these actions a second time, as failed."""
        self.errors.append(text)
        for action in actions:
            self.record(action)

    def fail(self, step, key, told, error):
        """Note what failed; the object's further steps are skipped, unless it only waits for a rate limit."""
        if not error.limit:
            self.failed.add(key)
        self.errors.append("%s %s %s: %s" % (step.action, step.kind, step.name, told))

    def told(self):
        """What went wrong, for the task's message; one text for all steps that were not sent because of one rate limit."""
        held = [
            "%d more steps were not sent, because the rate limit of %s is reached." % (number, limit.replace("_", " "))
            for limit, number in sorted(self.unsent.items())
            if number
        ]
        return sentences(self.errors[:SHOWN_ERRORS] + (["..."] if len(self.errors) > SHOWN_ERRORS else []) + held)


def perform(phases, observe_again, source, outcome, _resource, client, desired):
    """Write the backup and send the plan; an error ends its object's steps, or with ``on_error: stop`` the run. Then read again what was changed."""
    outcome.plan.backup = export.write_backup(client, desired, outcome.plan, source)
    run = Run(outcome, desired, client.transport)
    client.expect(len(outcome.plan))
    for _phase, steps in groupby(outcome.plan, key=lambda step: phases[(step.kind, step.action)]):
        _send_phase(outcome, list(steps), client, desired, run)
    _check(outcome, observe_again, client, desired, run)
    run.journal.close()
    if run.errors:
        failed = sum(action["status"] == "failed" for action in outcome.actions)
        outcome.error = OCSError(
            "%s%s" % ("%d of %d steps failed: " % (failed, len(outcome.plan)) if failed else "", run.told()),
            hint="Completed steps are kept; run again to complete the rest.",
        )
        outcome.error.trace = run.trace


def _send_phase(outcome, steps, client, desired, run):
    """Send steps of one phase, those of one object in their order."""
    workers = 1 if any(is_limited(step, client.server, desired["limits"]) for step in steps) else desired["workers"]
    objects = [(key, list(part)) for key, part in groupby(steps, key=owner)]
    for actions in parallel(client, objects, run.send_all, workers):
        outcome.actions.extend(actions)
        outcome.written = outcome.written or any(action["status"] == "done" for action in actions)


def _check(outcome, observe_again, client, desired, run):
    """Read again what was changed: a server may report success and keep something else, which an update may repair."""
    done = by_object(outcome, outcome.sent(False))
    if not done:
        return
    users = {name for kind, name in done if kind == "user"}
    try:
        outcome.record = observe_again(client, desired, outcome.observed, users)
        lost = list(_lost(outcome, run, done))
        more = [step for _key, steps, (part, wish), record, _error in lost for step in apply.completion(steps, record, part, wish, outcome.plan.server)]
        if more:
            outcome.plan.extend(more)
            run.course.extend(more)
            _send_phase(outcome, more, client, desired, run)
            outcome.record = observe_again(client, desired, outcome.observed, users)
            done = by_object(outcome, outcome.sent(False))
            lost = list(_lost(outcome, run, done))
    except OCSError as error:
        run.errors.append("reading back what was done: %s" % error)
        return
    action_of = {id(step): action for step, action in zip(outcome.plan, outcome.actions)} if lost else {}
    for key, steps, (part, _wish), record, error in lost:
        pairs = [(step, action_of[id(step)]) for step in steps]
        run.differs("%s %s: %s" % (key + (error,)), apply.mark(pairs, error, part.kind, record))
    for (kind, name), (steps, part, _given) in done.items():
        if (kind, name) not in run.failed:
            told = apply.unconfirmed(outcome.record[kind + "s"].get(name), steps, part)
            outcome.plan.warnings.extend("%s %s: %s" % (kind, name, text) for text in told)


def _lost(outcome, run, done):
    """Yield the objects that are not what the steps that were done said: key, steps, resource and arguments, record, error."""
    gone = deleted_groups(outcome.sent(False))
    for key, (steps, part, given) in done.items():
        if key in run.failed:
            continue
        before, record = (records[key[0] + "s"].get(key[1]) for records in (outcome.plan.records, outcome.record))
        observed, wish = _without(gone, before), part.wish(**given)
        predicted = replay(observed, steps, part.kind, part.fresh(wish, outcome.plan.server) if observed is None else None)
        error = apply.unkept(predicted, record, steps, part, wish)
        if error:
            yield key, steps, (part, wish), record, error


def _without(gone, record):
    """The record without its relations to groups that are gone: a group takes them with it."""
    held = {field: record[field] for field, _key in RELATIONS.values() if record and field in record}
    return dict(record, **{field: [name for name in names if name not in gone] for field, names in held.items()}) if held else record


def _no_record(_outcome, _resource):
    return None


def engine(phase, observe_again, source):
    """How the sum of many plans is carried out.

    :param phase: as ``combine.phases`` gives them; :param observe_again: ``(client, desired, before, names)``: what has become of these accounts.
    :param source: how the server is read for a backup.
    """
    return apply.Engine(_no_record, partial(perform, phase, observe_again, source), changes)
