# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sends a plan: the only place where one meets the server. It knows no resource and no Ansible."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Callable, Iterable, List, Optional, Sequence, Tuple

from ..common.calls import UNSEEN, UNTOLD, Call
from ..common.messages import acquit, short
from ..errors import Failure, Invalid, OCSError, foreseen
from ..http.workers import Gate
from .plan import DONE, RELATIONS, SKIPPED, Operation, Plan, Record, Request, Server, diff, readable, replay, touched

if TYPE_CHECKING:
    from .resource import Client, Resource
    from .run import Outcome

RUN_AGAIN = " Run again to complete it."


@dataclass(frozen=True)
class Engine:
    """How a plan is carried out, or told.

    :param predict: ``(outcome, resource)``: the record after it, None where nobody asks; :param perform: ``(outcome, resource, client, desired)``;
    :param changes: ``(outcome, resource, sent, desired)``: the diff of what was done, or would be: ``before`` and ``after``, or a text, ``prepared``.
    """

    predict: Callable[[Outcome, Resource], Optional[Record]]
    perform: Callable[[Outcome, Resource, Any, Any], None]
    changes: Callable[[Outcome, Resource, List[Operation], Any], Record]


def same(wanted: Any, found: Any, _desired: Any) -> bool:
    """Whether two values are equal."""
    return bool(wanted == found)


def predict(outcome: Outcome, resource: Resource) -> Optional[Record]:
    """What the record would be after the plan."""
    return replay(outcome.observed, outcome.plan, resource.kind, outcome.fresh)


def perform(outcome: Outcome, resource: Resource, client: Client, desired: Any) -> None:
    """Send the plan in order; after a refusal the rest is skipped. The record is read again when anything was done."""
    _send_all(outcome, outcome.plan, resource, client, desired)
    if outcome.error is None and outcome.server and _lost(outcome, resource, desired):
        more = completion(outcome.plan, outcome.record, resource, desired, outcome.server)
        outcome.plan.extend(more)
        _send_all(outcome, more, resource, client, desired)
    if outcome.error is None:
        outcome.error = _lost(outcome, resource, desired)
        if outcome.error is not None:
            steps = lost_steps(outcome.sent(False), outcome.error, resource.kind, outcome.record)
            outcome.fail({id(step): str(outcome.error) for step in steps})
        outcome.plan.warnings.extend(unconfirmed(outcome.record, outcome.plan, resource))


def _lost(outcome: Outcome, resource: Resource, desired: Any) -> Optional[NotKept]:
    return unkept(predict(outcome, resource), outcome.record, outcome.plan, resource, desired)


def _send_all(outcome: Outcome, steps: Sequence[Operation], resource: Resource, client: Client, desired: Any) -> None:
    """Send these steps, and read what has become of the object when none failed."""
    for step in steps:
        if outcome.error is not None:
            outcome.fates.append(SKIPPED)
            continue
        outcome.error = send(step, resource, client, desired)
        outcome.fates.append(("failed", str(outcome.error)) if outcome.error else DONE)
    outcome.written = bool(outcome.sent(False))
    if outcome.error is None and steps:
        try:
            outcome.record = resource.observe(client, desired).record
        except OCSError as error:
            error.problem += " All steps were sent, but their results could not be read.%s" % resource.unreadable
            raise


def completion(plan: Plan, record: Optional[Record], resource: Resource, desired: Any, server: Server) -> List[Operation]:
    """The steps for what a creation in this plan did not keep, as the object is now.

    Some versions ignore fields when they create, and an error inside the server breaks a creation off after the object is made.
    """
    created = [step for step in plan if (step.action, step.kind) == ("create", resource.kind)]
    if record is None or not created:
        return []
    try:
        again = resource.plan(record, dict(desired, update_password="on_create"), server)
    except Invalid:
        return []  # what is lacking is told by unkept
    # what the server does not tell may have been kept
    return [step for step in again if _promised(step, created[0], resource.kind) and touched([step], resource.kind) <= set(record)]


def _promised(step: Operation, creation: Operation, kind: str) -> bool:
    """Whether a step does nothing but what the creation should have done."""
    if step.kind in RELATIONS:
        return True in step.after.values() and step.name in creation.after.get(RELATIONS[step.kind][0 if kind == "user" else 1], ())
    return (step.action, step.kind) == ("update", kind) and set(readable(creation.after)).issuperset(step.after)


def changes(outcome: Outcome, resource: Resource, sent: List[Operation], _desired: Any) -> Record:
    """The diff of what was done, or in a dry run would be."""
    return dict(zip(("before", "after"), diff(outcome.observed, sent, resource.kind, outcome.fresh)))


def send(step: Operation, resource: Resource, client: Client, desired: Any, gate: Optional[Gate] = None) -> Optional[Failure]:
    """Send one step; the error when it failed. What leaves its effect open is read back, and repeated once if it did not happen.

    :param gate: where several workers write, what each write passes.
    """
    gate = gate or Gate()
    try:
        with gate:
            error = _once(step, resource, client)
        if error is None:
            return None
        gate.heed(error)
        with gate:
            return settle(error, step, resource, client, desired)
    except Exception as fault:  # whatever it is, so that the account of what was done has no hole
        return foreseen(fault)


def _once(step: Operation, resource: Resource, client: Client) -> Optional[OCSError]:
    """Send one step's request; the error when it is refused or its answer is lost.

    Where its rate limit is reached, the requests that do the same and are counted elsewhere come before any wait.
    """
    spare = resource.spare(step.request, client.server) if step.request.call.bucket else ()
    unsent = True
    for requests, patient in [([step.request], False), (spare, False), ([step.request], True)] if spare else [([step.request], True)]:
        error = _each(requests, client, patient)
        if error is None or not error.limit:
            return error
        unsent = error.unsent = unsent and error.unsent
    return error


def _each(requests: Iterable[Request], client: Client, patient: bool) -> Optional[OCSError]:
    try:
        for request in requests:
            client.send(request, patient)
    except OCSError as error:
        return error
    return None


def settle(error: OCSError, step: Operation, resource: Resource, client: Client, desired: Any) -> Optional[OCSError]:
    """What became of a step that ended with this error: None when it is done after all. Its call decides."""
    call, doubt, again = step.request.call, False, True
    while True:
        doubt = doubt or error.ambiguous  # a refusal of the second attempt may be the work of the first
        if not doubt and step.action != "create":
            return error
        found = _look(step, resource, client, desired) if call.shown else Evidence({}, hidden=_hidden(step))
        if found is None:
            error.unread = True
            error.problem += " Whether it happened could not be read. Run again: the task reads first and does only what is missing."
            return error
        if found.record is not None:
            acquit(error, [step.after.get(key) for key in found.lacking])
        # what a creation lacks is sent later, see completion()
        if doubt and not found.hidden and (not found.lacking or (step.action == "create" and found.record is not None and not error.lasting)):
            _warn_of_mail(step, call, client)
            return None
        if step.action == "create" and found.record is not None:
            return _half_made(error, step, found.lacking)
        if error.lasting or not error.ambiguous or not again or not (found.lacking or call.repeatable):
            return _open(_explained(error, step, resource, desired, client.server.with_facts(**found.facts)), found)
        repeated, again = _once(step, resource, client), False
        if repeated is None:
            return None
        error = repeated


def _explained(error: OCSError, step: Operation, resource: Resource, desired: Any, server: Server) -> OCSError:
    """The error; after a creation that left no object, with what would refuse its plan by what was seen meanwhile."""
    try:
        if (step.action, step.kind) == ("create", resource.kind):
            resource.plan(None, desired, server)
    except Invalid as known:
        error.problem += " It is known now: %s" % known
    if error.code == 102 and step.kind == "user":  # taken, and not found: what Nextcloud answers for an account whose backend is gone (its source)
        error.problem += " It does not list such an account: if the ID is in use, the account's backend may have lost it."
    return error


@dataclass(frozen=True)
class Evidence:
    """What the server shows of a step: the object's record, the fields that are not as wanted, those that nothing shows, and facts."""

    record: Optional[Record]
    lacking: Tuple[str, ...] = ()
    hidden: Tuple[str, ...] = ()
    facts: Record = field(default_factory=dict)


def _look(step: Operation, resource: Resource, client: Client, desired: Any) -> Optional[Evidence]:
    """The :class:`Evidence` of a step, None when it cannot be read."""
    if step.kind not in RELATIONS and step.kind != resource.kind:
        resource, desired = resource.witness(step)
    try:
        seen = resource.observe(client, desired)
    except OCSError:
        return None
    return Evidence(seen.record, tuple(_lacking(step, seen.record, resource, desired)), _hidden(step, seen.record, resource.kind), seen.facts)


def _hidden(step: Operation, record: Optional[Record] = None, kind: Optional[str] = None) -> Tuple[str, ...]:
    """The step's fields that nothing shows, and those that this record does not; creations and deletions are seen by the object."""
    unread = touched([step], kind) - set(record) if record is not None else set()
    return () if step.action in ("create", "delete") else tuple(sorted((set(step.after) - set(readable(step.after))) | unread))


def _lacking(step: Operation, record: Optional[Record], resource: Resource, desired: Any) -> List[str]:
    """What of the step's outcome the record does not show."""
    if step.action == "delete":
        return [] if record is None else ["the deletion"]
    if record is None:
        return ["everything"]
    expected, equal = replay(record, [step], resource.kind) or {}, resource.equal
    return sorted(key for key in touched([step], resource.kind) if key in record and not equal(expected.get(key), record[key], desired))


def _half_made(error: OCSError, step: Operation, lacking: Iterable[str]) -> OCSError:
    # code 102 says that somebody else made it, but on Nextcloud 28 also that a value was refused after it was made
    half, lacks = "" if error.code == 102 else ", but is incomplete", ", ".join(lacking) or "no value that can be read"
    error.problem += " The %s exists now%s; it lacks: %s.%s" % (step.kind, half, lacks, "" if error.lasting else RUN_AGAIN)
    return error


def _open(error: OCSError, found: Evidence) -> OCSError:
    """The error with what is not known of the step, and how to find out."""
    if error.ambiguous and found.hidden and not found.lacking:
        way = " ".join(UNSEEN.get(key, UNTOLD) for key in found.hidden)
        error.problem += " It may have happened anyway, because %s cannot be read. %s" % (", ".join(found.hidden), way)
    return error


def _warn_of_mail(step: Operation, call: Call, client: Client) -> None:
    if step.request.data.get(call.mails) not in (None, "", "false"):
        client.transport.unsure.append("%s %s" % (step.action, step.name))


class NotKept(OCSError):
    """The server reported success, and what was read back differs. :param fields: those that differ; None when it is the whole object."""

    def __init__(self, problem: str, hint: str = "", fields: Optional[List[str]] = None) -> None:
        super().__init__("the server reported success, but " + problem, hint=hint)
        self.fields = fields


def unkept(predicted: Optional[Record], record: Optional[Record], plan: Plan, resource: Resource, desired: Any) -> Optional[NotKept]:
    """An error when the server took a value without a word and did not keep it; ``resource.equal`` tells what means the same.

    :param predicted: what the object should be after the plan; :param record: what it is. It is about fields that were read back; of the others
        see :func:`unconfirmed`.
    """
    kind, equal = resource.kind, resource.equal
    if record is None or predicted is None:
        if record is predicted:
            return None
        return NotKept("the %s is %s." % (kind, "missing" if record is None else "still there"))
    wanted = dict(replay(record, plan, kind) or {}, **predicted)  # where a list was not read before, what is to be in it and what not
    read = [key for key in sorted(touched(plan, kind)) if key in record]
    lost = [key for key in read if not equal(wanted.get(key), record[key], desired)]
    if not lost:
        return None
    told = ["%s (wanted %s, kept %s)" % (key, *(short(repr(each.get(key))) for each in (wanted, record))) for key in lost]
    return NotKept("did not keep: %s." % "; ".join(told), resource.unkept, lost)


def unconfirmed(record: Optional[Record], plan: Plan, resource: Resource) -> List[str]:
    """Warnings about what was written and cannot be read back."""
    if record is None:
        return []
    hidden = sorted(key for key in touched(plan, resource.kind) if key not in record)
    return ["%s: the server accepted it and does not return it, so it cannot be confirmed." % ", ".join(hidden)] if hidden else []


def lost_steps(done: List[Operation], error: NotKept, kind: str, record: Optional[Record]) -> List[Operation]:
    """Those of one object's steps whose outcome differs from what they said.

    :param done: the steps that the server took; :param record: the object as it is. Of a field it is the last step that wrote it; memberships
        are seen one by one.
    """
    if error.fields is None:
        return done
    about = [step for step in done if touched([step], kind) & set(error.fields)]
    last = {key: step for step in about for key in touched([step], kind)}
    lost = [
        step for step in about if (replay(record, [step], kind) != record if step.kind in RELATIONS else any(last.get(key) is step for key in error.fields))
    ]
    return lost or about


ONE = Engine(predict, perform, changes)
