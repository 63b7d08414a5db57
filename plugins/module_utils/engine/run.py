# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of a task, without Ansible: observe, plan, then apply or only report. Whatever happens, the result tells what was done.

A plan has an identity, by which a task that was given one applies that plan and no other.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Callable, Counter as Counts, Dict, Iterable, List, Optional, Tuple, TypeVar, Union

from ..common.messages import and_more, message
from ..errors import Failure, Invalid, foreseen
from ..http.workers import Progress
from .plan import DONE, PLANNED, SKIPPED, Fate, Operation, Plan, Record, Server

if TYPE_CHECKING:
    from .resource import Client, Information, Resource

Tell = Optional[Callable[[str], object]]  # takes a line for whoever watches
Found = TypeVar("Found")

EMPTY = hashlib.sha256().hexdigest()  # the digest of a plan without steps
SHOWN = 20  # steps of each kind in a message


@dataclass
class Outcome:
    """What a run found, planned and did; complete enough to be reported after a failure in the middle.

    ``record``: the object as it is now, or in a dry run would be; ``server``: as the plan was made for, with its facts.
    """

    observed: Optional[Record] = None
    plan: Plan = field(default_factory=Plan)
    fresh: Optional[Record] = None
    fates: List[Fate] = field(default_factory=list)  # of the plan's steps, one after the other: (status, error)
    record: Optional[Record] = None
    error: Optional[Failure] = None
    written: bool = False  # whether the server took a step, kept or not
    server: Optional[Server] = None
    identity: Record = field(default_factory=dict)  # of the plan, as it was made

    @property
    def actions(self) -> List[Record]:
        """The plan's steps as a task reports them, made when they are asked for: those of a directory are many, and few of them are told."""
        return [step.as_action(*fate) for step, fate in zip(self.plan, self.fates)]

    def sent(self, check: bool) -> List[Operation]:
        """The steps that were done, or in a dry run would be."""
        wanted = PLANNED if check else DONE
        return [step for step, fate in zip(self.plan, self.fates) if fate == wanted]

    def fail(self, errors: Dict[int, str]) -> None:
        """Note that steps failed after all. :param errors: their ``id()`` to what is wrong with them."""
        self.fates = [("failed", errors[id(step)]) if id(step) in errors else fate for step, fate in zip(self.plan, self.fates)]

    def skip_rest(self) -> None:
        """Account for the steps that an exception kept from being sent."""
        self.fates.extend(SKIPPED for _step in self.plan[len(self.fates) :])


@dataclass
class Result:
    """What a task tells, in every outcome.

    :param values: what the resource returns of its object, or what was read.
    :param diff: ``before`` and ``after``, or a text, ``prepared``; :param title: its header.
    :param api: what it cost; None when nothing was connected. :param error: what ended it, None when nothing did.
    """

    outcome: Outcome = field(default_factory=Outcome)
    changed: bool = False
    diff: Optional[Record] = None
    title: str = ""
    values: Record = field(default_factory=dict)
    warnings: List[str] = field(default_factory=list)
    api: Optional[Record] = None
    error: Optional[Failure] = None
    reads: bool = False  # it is of a task that changes nothing, and has no actions

    def attempt(self, work: Callable[[], Found]) -> Optional[Found]:
        """The result of ``work()``, None when it raises: then that is the task's error, unless it has one."""
        try:
            return work()
        except Exception as fault:  # also what nobody foresaw
            self.error = self.error or foreseen(fault)
            return None

    def report(self) -> Record:
        """The keys that every task returns beside those of its resource, and its cost where something was connected."""
        told: Record = {} if self.reads else {"diff": self.diff and _headed(self.diff, message(self.title))}
        if not (self.reads or "actions" in self.values):  # a resource may tell some of them
            told["actions"] = self.outcome.actions
        if self.outcome.identity:
            told["plan"] = self.outcome.identity
        return told if self.api is None else dict(told, api=self.api)

    def close(self, client: Optional[Client]) -> Result:
        """Take what the client has to tell, and close it."""
        self.warnings = list(self.outcome.plan.warnings)
        if client is not None:
            self.warnings += client.transport.warnings + unsure(client.transport.unsure)
            self.api = client.account()
            client.close()
        return self


def _headed(diff: Record, header: str) -> Record:
    if "prepared" in diff:
        return {"prepared": "%s\n%s" % (header, diff["prepared"])}
    return dict(diff, before_header=header, after_header=header)


def unsure(steps: List[str]) -> List[str]:
    """One warning about the mails of all steps that are done although the server reported a failure."""
    told = "%s: done, but the server reported a failure; whether it sent the email is unknown, so ask the recipient."
    return [told % and_more(steps, SHOWN)] if steps else []


def run(resource: Resource, params: Record, check: bool, client: Optional[Client] = None, tell: Tell = None) -> Result:
    """Make the server agree with the parameters, or with ``check`` only tell what that would take.

    :param client: in place of the one that the resource's service makes of the parameters. :param tell: see :func:`_connected`.
    """
    result, desired = Result(), params
    outcome = result.outcome

    def life() -> None:
        nonlocal client, desired
        expected = approved(params.get("expected_plan"))
        client = client or _connected(resource, params, tell)
        desired = resource.prepare(params)
        make_plan(outcome, resource, client, desired)
        outcome.error = unexpected(outcome.identity, expected) or outcome.plan.refusal
        outcome.identity = limited(outcome.identity, params.get("actions_shown"))  # of 100,000 steps the names alone take 20 MiB
        if check:
            outcome.fates = [PLANNED] * len(outcome.plan)
            outcome.record = resource.engine.predict(outcome, resource)
        elif outcome.plan and outcome.error is None:
            resource.engine.perform(outcome, resource, client, desired)

    result.attempt(life)
    outcome.skip_rest()
    result.error = result.error or outcome.error
    sent = outcome.sent(check)
    result.changed = (outcome.written or bool(sent)) and not (check and result.error)
    result.diff = result.attempt(lambda: resource.engine.changes(outcome, resource, sent, desired)) if sent else {"before": {}, "after": {}}
    server, url = outcome.server.title if outcome.plan and outcome.server else "", client.transport.settings.url if client else ""
    result.title = " ".join(filter(None, (server, url, resource.kind, params[resource.name])))
    result.values = result.attempt(lambda: resource.results(outcome, check, desired)) or {}
    return result.close(client)


def make_plan(outcome: Outcome, resource: Resource, client: Client, desired: Any) -> None:
    """Observe and plan; nothing is sent. What is known for free decides whether more has to be looked up, and what that brings whether to plan again."""
    seen = resource.observe(client, desired)
    outcome.observed, server = seen.record, client.server.with_facts(**seen.facts)
    draft = resource.plan(seen.record, desired, server)
    if draft.is_tentative:
        client.expect(len(draft) + 3)
        read, more = server, resource.look_up(client, desired, server, draft)
        server = client.server.with_facts(**seen.facts).with_facts(**more)
        draft = draft if server == read else resource.plan(seen.record, desired, server)
    outcome.fresh = resource.fresh(desired, server) if seen.record is None else None
    outcome.record, outcome.plan, outcome.server = seen.record, draft, server
    outcome.identity = identity(draft)  # before a run completes the plan


def read(information: Information, params: Record, check: bool, client: Optional[Client] = None, tell: Tell = None) -> Result:
    """Read; what would change something, or leave a file, is left out with ``check``."""
    result = Result(reads=True)

    def life() -> Record:
        nonlocal client
        client = client or _connected(information, params, tell)
        return information.read(client, dict(params, **dict.fromkeys(information.effects, None) if check else {}))

    result.values = result.attempt(life) or {}
    return result.close(client)


def _connected(resource: Union[Resource, Information], params: Record, tell: Tell) -> Client:
    """The client of a task. :param tell: takes lines for whoever watches the task, None where nobody does."""
    client = resource.service.connect(params)
    client.transport.progress = Progress(tell)
    return client


def sorts(key: str) -> List[str]:
    """What a step with this id is counted as: one for each field of an account or group that it updates, else one."""
    action, kind, rest = key.split(":", 2)
    fields = rest.rpartition(":")[2].split(",") if action == "update" and kind in ("user", "group") else [""]
    return [" ".join(filter(None, (action, kind, field))) for field in fields]


def identity(steps: Iterable[Operation]) -> Record:
    """What identifies a plan, ``plan`` of a result: its digest, and each step's id with a mark of its values. Secrets are in it as what stands for them.

    The digest is that of all values, whatever the order of the steps, followed by counts of what they do. Marks are short: they tell steps apart,
    and the digest alone decides.
    """
    named: Dict[str, List[Operation]] = {}
    total, before = hashlib.sha256(), b""
    for step in steps:
        named.setdefault(step.id, []).append(step)
    marks = dict.fromkeys(named)
    for key in sorted(named):
        value = _hash("\n".join(sorted(json.dumps([step.before, step.after], sort_keys=True, default=str) for step in named[key])))
        total.update(before + json.dumps([key, value]).encode())
        marks[key], before = value[:8], b"\n"
    counts = _counted(marks)
    return {"digest": ";".join([total.hexdigest()] + ["%s=%d" % pair for pair in sorted(counts.items())]), "steps": marks}


def limited(found: Record, most: Optional[int]) -> Record:
    """The identity of a plan with as many of its steps as a result holds. :param most: 0 for all."""
    return dict(found, steps=dict(islice(found["steps"].items(), most or None)))


def approved(given: Any) -> Optional[Record]:
    """The identity that ``expected_plan`` gives: a digest, or ``plan`` of a result, whose steps may be some of its steps. None for any plan.

    :raises Invalid: for anything else.
    """
    if given is None or given == {}:
        return None
    plan = given if isinstance(given, dict) else {"digest": given}
    steps = plan.get("steps") or {}
    texts = [plan.get("digest")] + (list(steps.values()) if isinstance(steps, dict) else [None])
    if not (plan.get("digest") and all(isinstance(text, str) for text in texts) and all(str(key).count(":") > 1 for key in steps)):
        raise Invalid("expected_plan", "must be the digest of a plan, or the whole value of 'plan' that an earlier run returned.")
    return {"digest": plan["digest"], "steps": steps}


def unexpected(found: Record, expected: Optional[Record]) -> Optional[Invalid]:
    """The refusal of a plan when another one was approved, with what came and went; None when it is the one, or any would be.

    :param found: the identity of the plan; :param expected: that of the approved one, None where none was.
    """
    if expected is None or expected["digest"].partition(";")[0] == found["digest"].partition(";")[0]:
        return None
    told = ["%s: %s." % (word, _listed(texts)) for word, texts in zip(("New", "Gone", "Other values"), _difference(found, expected)) if texts]
    if expected["digest"] != EMPTY and not _counts(expected["digest"]):
        told = []  # a hash alone tells nothing of its steps
    elif not told:
        told = ["The steps are of the same kinds, but for other objects or with other values."]
    return Invalid(
        "expected_plan",
        " ".join(
            ["the server or the task has changed since the plan was approved."]
            + told
            + ["Steps of the new plan: %s. Run check mode again and approve the new plan; its digest is %s." % (_listed(found["steps"]), found["digest"])]
        ),
    )


def _difference(found: Record, expected: Record) -> Tuple[List[str], List[str], List[str]]:
    """Steps that are new, steps that are gone, and steps with other values: by their ids, those that were not named by their kind."""
    now, then = found["steps"], expected["steps"]
    new, gone = [key for key in now if key not in then], [key for key in then if key not in now]
    unnamed, kinds = _counts(expected["digest"]) - _counted(then), _counted(new)
    if unnamed or not then and expected["digest"] != EMPTY:
        new, gone = _told(kinds - unnamed), gone + _told(unnamed - kinds)
    return new, gone, [key for key in then if key in now and now[key] != then[key]]


def _told(counts: Counts[str]) -> List[str]:
    return ["%d %s" % (number, sort) for sort, number in sorted(counts.items())]


def _listed(texts: Iterable[str]) -> str:
    """Texts in a sentence, the first of them where there are many."""
    return and_more(list(texts), SHOWN) or "none"


def _counted(keys: Iterable[str]) -> Counts[str]:
    """How many steps with these ids do what."""
    return Counter(sort.replace(" ", ".") for key in keys for sort in sorts(key))


def _counts(digest: str) -> Counts[str]:
    """How many steps of a digest do what."""
    pairs = [part.rpartition("=") for part in digest.split(";")[1:]]
    return Counter({sort: int(number) for sort, _sign, number in pairs if number.isdigit()})


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
