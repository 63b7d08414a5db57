# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a plan and sends it: the only place where a plan meets the server. It knows no resource and no Ansible."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional

from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid, OCSError, foreseen
from ansible_collections.ocs.provisioning.plugins.module_utils.plan import RELATIONS, UNREADABLE, Plan, diff, replay, touched
from ansible_collections.ocs.provisioning.plugins.module_utils.visible import short

RUN_AGAIN = " Run again to complete it."
UNKEPT = "Its version or settings do not allow the value."


@dataclass
class Outcome:
    """What a run found, planned and did; complete enough to be reported after a failure in the middle."""

    observed: Optional[dict] = None
    plan: Plan = field(default_factory=Plan)
    fresh: Optional[dict] = None
    actions: list = field(default_factory=list)
    record: Optional[dict] = None
    error: Optional[Exception] = None

    def sent(self, check):
        """The steps that were done, or in a dry run would be."""
        wanted = "planned" if check else "done"
        return [step for step, action in zip(self.plan, self.actions) if action["status"] == wanted]

    def skip_rest(self):
        """Account for the steps that an exception kept from being sent."""
        self.actions.extend(step.as_action("skipped") for step in self.plan[len(self.actions):])


def make_plan(resource, client, desired):
    """An :class:`Outcome` with the plan, nothing sent: what is known for free decides whether more has to be looked up."""
    outcome = Outcome(resource.observe(client, desired))
    draft = _plan(resource, client, outcome.observed, desired)
    if draft or draft.notes.get("problems"):
        client.expect(len(draft) + 3)
        resource.complete(client, desired, draft)
        draft = resource.plan(outcome.observed, desired, client.server)
    outcome.plan, outcome.fresh = draft, resource.fresh(desired, client.server)
    return outcome


def _plan(resource, client, observed, desired):
    try:
        return resource.plan(observed, desired, client.server)
    except Invalid:
        client.identify()  # so that the message names the version
        return resource.plan(observed, desired, client.server)


def rehearse(outcome, resource):
    """Carry out nothing: every step is planned, and the record is what it would be."""
    outcome.actions = [step.as_action("planned") for step in outcome.plan]
    outcome.record = replay(outcome.observed, outcome.plan, resource.KIND, outcome.fresh)


def perform(outcome, resource, client, desired):
    """Send the plan in order; after a refusal the rest is skipped. The record is read again when anything was done."""
    outcome.record = outcome.observed
    _send_all(outcome, outcome.plan, resource, client, desired)
    more = completion(outcome.plan, outcome.record, resource, desired, client.server) if outcome.error is None else []
    if more:
        outcome.plan.extend(more)
        _send_all(outcome, more, resource, client, desired)
    if outcome.error is None and outcome.plan:
        outcome.error = unkept(outcome, resource, desired)


def _send_all(outcome, steps, resource, client, desired):
    """Send these steps, and read what has become of the object when none failed."""
    for step in steps:
        if outcome.error is not None:
            outcome.actions.append(step.as_action("skipped"))
            continue
        outcome.error = attempt(step, resource, client, desired)
        outcome.actions.append(step.as_action("failed" if outcome.error else "done", str(outcome.error) if outcome.error else None))
    if outcome.error is None and steps:
        try:
            outcome.record = resource.observe(client, desired)
        except OCSError as error:
            error.problem += " All steps were sent; what failed is reading them back.%s" % getattr(resource, "UNREADABLE_AFTERWARDS", "")
            raise


def completion(plan, record, resource, desired, server):
    """The updates of what a creation in this plan did not keep, as the object is now: some versions ignore fields when they create."""
    promised = {field for step in plan if (step.action, step.kind) == ("create", resource.KIND) for field in step.after} - UNREADABLE
    if record is None or not promised:
        return []
    try:
        again = resource.plan(record, dict(desired, update_password="on_create"), server)
    except Invalid:
        return []  # what is lacking is told by unkept
    return [step for step in again if (step.action, step.kind) == ("update", resource.KIND) and promised.issuperset(step.after)]


def changes(outcome, resource, check):
    """(before, after) of what was done, or in a dry run would be."""
    return diff(outcome.observed, outcome.sent(check), resource.KIND, outcome.fresh)


def attempt(step, resource, client, desired):
    """As :func:`send`; an exception is the step's error as well, so that the account of what was done has no hole."""
    try:
        return send(step, resource, client, desired)
    except Exception as error:  # whatever it is
        return foreseen(error)


def send(step, resource, client, desired):
    """Send one step; the error when it failed. What leaves its effect open is read back, and repeated once if it did not happen."""
    error = None
    for _attempt in range(2):
        try:
            client.send(step.request)
            return None
        except OCSError as refusal:
            error = refusal
        ours = step.kind in RELATIONS or step.kind == resource.KIND
        if not ours or not (error.ambiguous or step.action == "create"):
            return error
        if set(step.after) <= UNREADABLE and step.after and not step.request.is_repeatable:
            error.problem += " It may have happened all the same, which cannot be read."
            return error
        try:
            record = resource.observe(client, desired)
        except OCSError:
            error.problem += " Whether it happened could not be read."
            return error
        lacking = _lacking(step, record, resource.KIND)
        if error.ambiguous and not lacking:
            return None
        if step.action == "create" and record is not None:
            # code 102 says that somebody else made it, but on Nextcloud 28 also that a value was refused after it was made
            error.problem += " The %s exists now%s; it lacks: %s.%s" % (
                step.kind, "" if error.code == 102 else ", but is half made", ", ".join(lacking) or "nothing that can be read", "" if error.lasting else RUN_AGAIN)
            return error
        if error.lasting or not error.ambiguous:
            return error
    return error


def _lacking(step, record, kind):
    """What of the step's outcome the record does not show."""
    if step.action == "delete":
        return [] if record is None else ["the deletion"]
    if record is None:
        return ["everything"]
    expected = replay(record, [step], kind)
    keys = touched([step], kind)
    hidden = [key for key in step.after if key in UNREADABLE and step.action != "create"]
    return sorted(key for key in keys if record.get(key) != expected.get(key)) + hidden


def unkept(outcome, resource, desired):
    """An error when the server took a value without a word and did not keep it; ``resource.equal`` tells what means the same."""
    kind, equal = resource.KIND, getattr(resource, "equal", lambda wanted, found, _desired: wanted == found)
    predicted = replay(outcome.observed, outcome.plan, kind, outcome.fresh)
    if outcome.record is None or predicted is None:
        if outcome.record is predicted:
            return None
        return OCSError("the server reported success, but the %s is %s." % (kind, "missing" if outcome.record is None else "still there"))
    lost = sorted(key for key in touched(outcome.plan, kind) if not equal(predicted.get(key), outcome.record.get(key), desired))
    if not lost:
        return None
    told = ["%s (wanted %s, kept %s)" % (key, *(short(repr(each.get(key))) for each in (predicted, outcome.record))) for key in lost]
    return OCSError("the server reported success, but did not keep: %s." % "; ".join(told), hint=getattr(resource, "UNKEPT", UNKEPT))
