# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of a task, without Ansible: observe, plan, then apply or only report. Whatever happens, the result tells what was done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional

from ..common.messages import message
from ..common.progress import Progress
from ..errors import foreseen
from .plan import DONE, PLANNED, SKIPPED, Plan, approved, identity, limited, unexpected


@dataclass
class Outcome:
    """What a run found, planned and did; complete enough to be reported after a failure in the middle.

    ``record``: the object as it is now, or in a dry run would be; ``server``: as the plan was made for, with its facts.
    """

    observed: Optional[dict] = None
    plan: Plan = field(default_factory=Plan)
    fresh: Optional[dict] = None
    fates: list = field(default_factory=list)  # of the plan's steps, one after the other: (status, error)
    record: Optional[dict] = None
    error: Optional[Exception] = None
    written: bool = False  # whether the server took a step, kept or not
    server: object = None
    identity: dict = field(default_factory=dict)  # of the plan, as it was made

    @property
    def actions(self):
        """The plan's steps as a task reports them, made when they are asked for: those of a directory are many, and few of them are told."""
        return [step.as_action(*fate) for step, fate in zip(self.plan, self.fates)]

    def sent(self, check):
        """The steps that were done, or in a dry run would be."""
        wanted = PLANNED if check else DONE
        return [step for step, fate in zip(self.plan, self.fates) if fate == wanted]

    def fail(self, errors):
        """Note that steps failed after all. :param errors: their ``id()`` to what is wrong with them."""
        self.fates = [("failed", errors[id(step)]) if id(step) in errors else fate for step, fate in zip(self.plan, self.fates)]

    def skip_rest(self):
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
    diff: Optional[dict] = None
    title: str = ""
    values: dict = field(default_factory=dict)
    warnings: list = field(default_factory=list)
    api: Optional[dict] = None
    error: Optional[Exception] = None
    reads: bool = False  # it is of a task that changes nothing, and has no actions

    def attempt(self, work):
        """The result of ``work()``, None when it raises: then that is the task's error, unless it has one."""
        try:
            return work()
        except Exception as fault:  # also what nobody foresaw
            self.error = self.error or foreseen(fault)
            return None

    def report(self):
        """The keys that every task returns beside those of its resource, and its cost where something was connected."""
        told = {} if self.reads else {"diff": self.diff and self._headed(message(self.title))}
        if not (self.reads or "actions" in self.values):  # a resource may tell some of them
            told["actions"] = self.outcome.actions
        if self.outcome.identity:
            told["plan"] = self.outcome.identity
        return told if self.api is None else dict(told, api=self.api)

    def _headed(self, header):
        if "prepared" in self.diff:
            return {"prepared": "%s\n%s" % (header, self.diff["prepared"])}
        return dict(self.diff, before_header=header, after_header=header)

    def close(self, client):
        """Take what the client has to tell, and close it."""
        self.warnings = list(self.outcome.plan.warnings)
        if client is not None:
            self.warnings += client.transport.warnings
            self.api = client.account()
            client.close()
        return self


def run(resource, params, check, client=None, tell=None):
    """Make the server agree with the parameters, or with ``check`` only tell what that would take.

    :param client: in place of the one that the resource's service makes of the parameters. :param tell: see :func:`_connected`.
    """
    result, desired = Result(), params
    outcome = result.outcome

    def life():
        nonlocal client, desired
        expected = approved(params.get("expected_plan"))
        client = client or _connected(resource, params, tell)
        desired = resource.prepare(params)
        make_plan(outcome, resource, client, desired)
        outcome.error = (expected and unexpected(outcome.identity, expected)) or outcome.plan.refusal
        if params.get("actions_shown"):
            outcome.identity = limited(outcome.identity, params["actions_shown"])  # of 100,000 steps the names alone take 20 MiB
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
    about = outcome.server.title if outcome.plan else "", client and client.transport.settings.url, resource.kind, params[resource.name]
    result.title = " ".join(filter(None, about))
    result.values = result.attempt(lambda: resource.results(outcome, check, desired)) or {}
    return result.close(client)


def make_plan(outcome, resource, client, desired):
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


def read(information, params, check, client=None, tell=None):
    """Read; what would change something, or leave a file, is left out with ``check``."""
    result = Result(reads=True)

    def life():
        nonlocal client
        client = client or _connected(information, params, tell)
        return information.read(client, dict(params, **dict.fromkeys(information.effects, None) if check else {}))

    result.values = result.attempt(life) or {}
    return result.close(client)


def _connected(resource, params, tell):
    """The client of a task. :param tell: takes lines for whoever watches the task, None where nobody does."""
    client = resource.service.connect(params)
    client.transport.progress = Progress(tell)
    return client
