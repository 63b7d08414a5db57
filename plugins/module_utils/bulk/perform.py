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
from ..common.messages import sentences, visible
from ..common.record import MOMENT
from ..engine import apply
from ..engine.plan import DONE, RELATIONS, SKIPPED, replay
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

    :raises Invalid: when it cannot be opened.
    """

    def __init__(self, path):
        try:
            self._file = files.appended(path)
        except OSError as error:
            raise Invalid("journal", "%s cannot be written: %s" % (path, error.strerror)) from None

    def write(self, action, **figures):
        """Append an action with the time (UTC) at which it ended, and with figures of the run; :raises OSError: when it cannot."""
        moment = datetime.now(timezone.utc).strftime(MOMENT)
        line = visible(json.dumps(dict(action, at=moment, **figures), sort_keys=True))  # JSON leaves one control character as it is
        os.write(self._file, (line + "\n").encode())

    def close(self):
        """Write no more."""
        os.close(self._file)


class Run:
    """One run of a plan: what failed, and whether it goes on. Safe for several workers."""

    def __init__(self, outcome, desired, transport):
        self.plan, self.stops = outcome.plan, desired["on_error"] == "stop"
        self.failed, self.errors, self.silent, self.halted, self.trace = set(), [], 0, False, ""
        self.waiting, self.unsent = {}, Counter()  # object to the rate limit that its edits wait for; limit to the steps that were not sent
        self.lock, self.gate = threading.Lock(), Gate(desired["workers"], transport.warnings.append)
        self.journal = Journal(desired["journal"]) if desired.get("journal") else None
        self.course, self.progress = Course(outcome.plan, outcome.plan.figures["wait_seconds"], transport.meter), transport.progress
        self.progress.say(in_one_line(outcome.plan, outcome.plan.figures))

    def send_all(self, client, key_and_steps):
        """Send the steps of one object; what became of them."""
        (key, steps), fates = key_and_steps, []
        resource, wish = self.plan.wish(key)
        for step in steps:
            fates.append(self.send(client, key, step, resource, wish))
            self.progress.count("%s steps done", self.course.done, self.course.total, self.course.told)
        return fates

    def send(self, client, key, step, resource, wish):
        """Send one step, unless an earlier failure forbids it: of its object, of a group that it needs, or one that ends the run."""
        if self.halted or key in self.failed or any(("group", name) in self.failed for name in needed_groups(step)):
            with self.lock:
                self.failed.add(key)
                return self._skip(step)
        if step.action == "update" and key in self.waiting:  # edits of one object may need each other; its other steps go on
            with self.lock:
                self.unsent[self.waiting[key]] += 1
                return self._skip(step)
        error = apply.send(step, resource, client, wish, self.gate)
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
        return SKIPPED

    def _note(self, client, step, key, error):
        """Write down what became of a step."""
        told = str(error) if error else None
        fate = ("failed", told) if error else DONE
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
        self.record(step, *fate)
        return fate

    def record(self, step, status, error):
        """Write a step to the journal, if there is one; a journal that cannot be written ends the run."""
        if self.journal is None:
            return
        try:
            self.journal.write(step.as_action(status, error), **self.course.figures())
        except OSError as fault:
            self.halted = True
            self.errors.append("journal: %s" % (fault.strerror or fault))

    def differs(self, text, steps, error):
        """Note what the server kept otherwise than it said; the journal has these steps a second time, as failed."""
        self.errors.append(text)
        for step in steps:
            self.record(step, "failed", error)

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
    if desired.get("backup"):
        outcome.plan.backup = export.write_backup(client, desired, outcome.plan, source)
    run = Run(outcome, desired, client.transport)
    client.expect(len(outcome.plan))
    for _phase, steps in groupby(outcome.plan, key=lambda step: phases[(step.kind, step.action)]):
        _send_phase(outcome, list(steps), client, desired, run)
    _check(outcome, observe_again, client, desired, run)
    if run.journal is not None:
        run.journal.close()
    if run.errors:
        failed = sum(status == "failed" for status, _error in outcome.fates)
        outcome.error = OCSError(
            "%s%s" % ("%d of %d steps failed: " % (failed, len(outcome.plan)) if failed else "", run.told()),
            hint="Completed steps are kept; run again to complete the rest.",
        )
        outcome.error.trace = run.trace


def _send_phase(outcome, steps, client, desired, run):
    """Send steps of one phase, those of one object in their order."""
    server = client.server
    workers = 1 if any(is_limited(step, server, outcome.plan.limits) for step in steps) else desired["workers"]
    objects = [(key, list(part)) for key, part in groupby(steps, key=owner)]
    for fates in parallel(client, objects, run.send_all, workers):
        outcome.fates.extend(fates)
        outcome.written = outcome.written or DONE in fates


def _check(outcome, observe_again, client, desired, run):
    """Read again what was changed: a server may report success and keep something else, which an update may repair."""
    try:
        unlike = _unlike(outcome, observe_again, client, desired, run)
        more = [step for each in unlike if each.error for step in apply.completion(each.steps, each.record, each.resource, each.wish, outcome.plan.server)]
        if more:
            outcome.plan.extend(more)
            run.course.extend(more)
            _send_phase(outcome, more, client, desired, run)
            unlike = _unlike(outcome, observe_again, client, desired, run)
    except OCSError as error:
        run.errors.append("reading back what was done: %s" % error)
        return
    failed = {}
    for each in unlike:
        if each.error:
            wrong = apply.lost_steps(each.steps, each.error, each.resource.kind, each.record)
            failed.update((id(step), str(each.error)) for step in wrong)
            run.differs("%s %s: %s" % (*each.key, each.error), wrong, str(each.error))
    outcome.fail(failed)
    outcome.plan.warnings.extend("%s %s: %s" % (*each.key, text) for each in unlike for text in each.unconfirmed)


def _unlike(outcome, observe_again, client, desired, run):
    """The objects that are not, or do not show, what the steps that were done said, in the order of these steps."""
    sent = outcome.sent(False)
    done, gone = by_object(sent), deleted_groups(sent)
    for key in run.failed.intersection(done):
        del done[key]
    if not done:
        return []

    def is_kept(key, record):
        """Whether nothing more has to be known of an object. Most are as they should be, and of 100,000 the records would take 70 MiB."""
        if key in done and not Kept(outcome.plan, key, done[key], record, gone).is_whole:
            return False
        done.pop(key, None)
        return True

    records = observe_again(client, desired, outcome.observed, {name for kind, name in done if kind == "user"}, is_kept)
    found = [Kept(outcome.plan, key, steps, records[key[0] + "s"].get(key[1]), gone) for key, steps in done.items()]
    return [each for each in found if not each.is_whole]


class Kept:
    """What became of one object. ``error``: what of it the server did not keep, None when nothing; ``unconfirmed``: what it does not show.

    :param record: what was read again; :param gone: the groups that the run has deleted.
    """

    def __init__(self, plan, key, steps, record, gone):
        self.key, self.steps, self.record = key, steps, record
        self.resource, self.wish = plan.wish(key)
        kind = self.resource.kind
        before = _without(gone, plan.records[key[0] + "s"].get(key[1]))
        predicted = replay(before, steps, kind, self.resource.fresh(self.wish, plan.server) if before is None else None)
        self.error = apply.unkept(predicted, record, steps, self.resource, self.wish)
        self.unconfirmed = apply.unconfirmed(record, steps, self.resource)
        self.is_whole = not (self.error or self.unconfirmed)


def _without(gone, record):
    """The record without its relations to groups that are gone: a group takes them with it."""
    held = {field: record[field] for field, _key in RELATIONS.values() if record and field in record}
    return dict(record, **{field: [name for name in names if name not in gone] for field, names in held.items()}) if held else record


def _no_record(_outcome, _resource):
    return None


def engine(phase, observe_again, source):
    """How the sum of many plans is carried out.

    :param phase: as ``combine.phases`` gives them; :param observe_again: ``(client, desired, before, names, is_kept)``: what has become of these
        accounts, without those of which ``is_kept(key, record)`` says that nothing more has to be known.
    :param source: how the server is read for a backup.
    """
    return apply.Engine(_no_record, partial(perform, phase, observe_again, source), changes)
