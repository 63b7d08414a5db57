# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a plan is: operations in order, each with the one request it will send; and whether it is the one that was approved. Pure: no I/O, no Ansible."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Optional

from ..common.calls import Call
from ..errors import Invalid

# Values that can be sent but never read back; they appear in actions and diffs, not in records.
UNREADABLE = frozenset(("password", "welcome_email", "wipe_devices", "verified_mails", "auth_token"))

# What became of a step, beside those that failed with an error: its status, as a task reports it, and the error
DONE, PLANNED, SKIPPED = ("done", None), ("planned", None), ("skipped", None)

NOTHING = {}  # of a step or request that has none; never changed, because those of 100,000 creations are one and not 12 MiB

# What stands for a secret in actions and diffs; never compared and never part of a record.
SECRET = "(changed)"

# What the server computes of a field: unknown from the moment the field changes until it is read again.
FIGURES = {"quota": ("quota_free", "quota_total", "quota_relative")}

# kind of a relation: (list of group ids in a user's record, list of user ids in a group's record)
RELATIONS = {"member": ("groups", "members"), "subadmin": ("subadmin_of", "subadmins")}

EMPTY = hashlib.sha256().hexdigest()  # the digest of a plan without steps
SHOWN = 20  # steps of each kind in a message


@dataclass(frozen=True)
class Id:
    """The server's own id of an object that a plan knows by its name. The client alone puts it in, and no text is ever taken for one.

    :param kind: user or group.
    """

    kind: str
    name: str


@dataclass(frozen=True)
class Request:
    """One request to the server.

    :param call: what is asked for, and how it is sent (``calls.Call``).
    :param ids: what fills the call's path: texts or :class:`Id`; the client encodes them.
    :param data: parameters: texts, lists of texts, or an :class:`Id`; the only place where secrets travel.
    :param hidden: names of parameters that hold a secret, beside passwords.
    """

    call: Call
    ids: dict = field(default_factory=lambda: NOTHING)
    data: dict = field(default_factory=dict, repr=False)
    hidden: tuple = ()

    @property
    def secrets(self):
        """Texts of the request that no message may repeat."""
        keys = ("password",) + self.hidden + (("value",) if self.data.get("key") == "password" else ())
        return tuple(self.data[key] for key in keys if key in self.data)


def asking(call, given):
    """The request of a question: what the call's path has a place for goes there, everything else is a parameter."""
    ids = {key: value for key, value in given.items() if "{%s}" % key in call.path}
    return Request(call, ids, {key: value for key, value in given.items() if key not in ids})


@dataclass(frozen=True)
class Operation:
    """One step: what happens to which object, from what to what, by which request.

    :param action: create, update, delete, enable, disable, join, leave, promote, demote, wipe, welcome ...
    :param kind: user, group, member, subadmin, app, app_config; for relations ``name`` is the group and the key is the user.
    :param before: the fields that the request changes, as they are; :param after: as they will be.
    :param ends: kinds of relations between the same two that the server ends with this one.
    """

    action: str
    kind: str
    name: str
    before: dict
    after: dict
    request: Request = field(repr=False)
    ends: tuple = ()

    @property
    def id(self):
        """The same for the same finding in every run."""
        keys = sorted(set(self.before) | set(self.after)) if self.action in ("update", "join", "leave", "promote", "demote") else []
        return ":".join([self.action, self.kind, self.name] + ([",".join(keys)] if keys else []))

    def as_action(self, status, error=None):
        """This step as a task reports it (``actions[]``)."""
        return {
            "id": self.id, "action": self.action, "kind": self.kind, "name": self.name,
            "before": self.before, "after": self.after, "status": status, "error": error,
        }  # fmt: skip


def sorts(key):
    """What a step with this id is counted as: one for each field of an account or group that it updates, else one."""
    action, kind, rest = key.split(":", 2)
    fields = rest.rpartition(":")[2].split(",") if action == "update" and kind in ("user", "group") else [""]
    return [" ".join(filter(None, (action, kind, field))) for field in fields]


@dataclass(frozen=True)
class Seen:
    """What reading found.

    :param record: the object as a flat dictionary, None when there is none; :param facts: what its plan depends on (``server.Facts``).
    """

    record: Optional[dict]
    facts: dict = field(default_factory=dict)


class Plan(list):
    """An ordered list of operations; ``warnings`` are for the reader of the task, ``refusal`` is what speaks against carrying it out, if anything."""

    refusal = None

    def __init__(self, operations=(), warnings=()):
        super().__init__(operations)
        self.warnings = list(warnings)

    @property
    def is_tentative(self):
        """Whether more than what was read may change it; a plan that has nothing to do is final."""
        return bool(self)


def readable(fields):
    """The part of ``before`` or ``after`` that a record holds."""
    return {key: value for key, value in fields.items() if key not in UNREADABLE and value != SECRET}


def replay(observed, plan, kind, fresh=None):
    """What an object of this kind will be after the plan; ``fresh`` is the record of one that was just created."""
    record = None if observed is None else dict(observed)
    for step in plan:
        if step.kind in RELATIONS:
            for relation in (step.kind,) + step.ends:
                record = _related(record, step, relation, kind)
        elif step.kind == kind and step.action == "delete":
            record = None
        elif step.kind == kind:
            record = dict(fresh or {}) if record is None else record
            record.update(readable(step.after))
            record.update((figure, None) for key in step.after for figure in FIGURES.get(key, ()) if figure in record)
    return record


def _related(record, step, relation, kind):
    """The record after one membership or group-admin step, seen from the user or from the group; a list that was not read stays unknown."""
    key = RELATIONS[relation][0 if kind == "user" else 1]
    if record is None or key not in record:
        return record
    held = set(record[key] or [])
    for user, wanted in step.after.items():
        item = step.name if kind == "user" else user
        (held.add if wanted else held.discard)(item)
    return dict(record, **{key: sorted(held)})


def touched(plan, kind):
    """The readable fields of this kind's record that the plan changes."""
    keys = set()
    for step in plan:
        if step.kind in RELATIONS:
            keys.add(RELATIONS[step.kind][0 if kind == "user" else 1])
        elif step.kind == kind:
            keys.update(readable(step.after), readable(step.before) if step.action == "delete" else ())
    return keys


def diff(observed, plan, kind, fresh=None):
    """``(before, after)`` of the fields that the plan changes, printed from the plan."""
    predicted = replay(observed, plan, kind, fresh)
    ended = {RELATIONS[relation][0 if kind == "user" else 1] for step in plan for relation in step.ends}
    keys = touched(plan, kind) | {key for key in ended if (observed or {}).get(key) != (predicted or {}).get(key)}
    before = {key: observed[key] for key in keys if key in observed} if observed is not None else {}
    after = {key: predicted[key] for key in keys if key in predicted} if predicted is not None else {}
    for step in plan:
        if step.kind == kind:
            before.update((key, value) for key, value in step.before.items() if key not in readable(step.before))
            after.update((key, value) for key, value in step.after.items() if key not in readable(step.after))
        elif step.kind not in RELATIONS or not set(RELATIONS[step.kind]) & set(after):
            after["%s %s %s" % (step.action, step.kind, step.name)] = dict(step.after)
    return dict(sorted(before.items())), dict(sorted(after.items()))


def identity(steps):
    """What identifies a plan, ``plan`` of a result: its digest, and each step's id with a mark of its values. Secrets are in it as what stands for them.

    The digest is that of all values, whatever the order of the steps, followed by counts of what they do. Marks are short: they tell steps apart,
    and the digest alone decides.
    """
    marks, total, before = dict.fromkeys(step.id for step in steps), hashlib.sha256(), b""
    for key, several in groupby(sorted(steps, key=lambda step: step.id), key=lambda step: step.id):
        value = _hash("\n".join(sorted(json.dumps([step.before, step.after], sort_keys=True, default=str) for step in several)))
        total.update(before + json.dumps([key, value]).encode())
        marks[key], before = value[:8], b"\n"
    counts = _counted(marks)
    return {"digest": ";".join([total.hexdigest()] + ["%s=%d" % pair for pair in sorted(counts.items())]), "steps": marks}


def limited(found, most):
    """The identity of a plan with as many of its steps as a result holds."""
    return dict(found, steps=dict(islice(found["steps"].items(), most)))


def approved(given):
    """The identity that ``expected_plan`` gives: a digest, or ``plan`` of a result, whose steps may be some of its steps. None for any plan.

    :raises Invalid: for anything else.
    """
    if not given:
        return None
    plan = given if isinstance(given, dict) else {"digest": given}
    steps = plan.get("steps") or {}
    texts = [plan.get("digest")] + (list(steps.values()) if isinstance(steps, dict) else [None])
    if not (plan.get("digest") and all(isinstance(text, str) for text in texts) and all(str(key).count(":") > 1 for key in steps)):
        raise Invalid("expected_plan", "must be the digest of a plan, or the whole value of 'plan' that an earlier run returned.")
    return {"digest": plan["digest"], "steps": steps}


def unexpected(found, expected):
    """The refusal of a plan when another one was approved, with what came and went; None when it is the one.

    :param found: the identity of the plan; :param expected: that of the approved one.
    """
    if expected["digest"].partition(";")[0] == found["digest"].partition(";")[0]:
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


def _difference(found, expected):
    """Steps that are new, steps that are gone, and steps with other values: by their ids, those that were not named by their kind."""
    now, then = found["steps"], expected["steps"]
    new, gone = [key for key in now if key not in then], [key for key in then if key not in now]
    unnamed, kinds = _counts(expected["digest"]) - _counted(then), _counted(new)
    if unnamed or not then and expected["digest"] != EMPTY:
        new, gone = _told(kinds - unnamed), gone + _told(unnamed - kinds)
    return new, gone, [key for key in then if key in now and now[key] != then[key]]


def _told(counts):
    return ["%d %s" % (number, sort) for sort, number in sorted(counts.items())]


def _listed(texts):
    """Texts in a sentence, the first of them where there are many."""
    texts = list(texts)
    return ", ".join(texts[:SHOWN]) + (" and %d more" % (len(texts) - SHOWN) if len(texts) > SHOWN else "") or "none"


def _counted(keys):
    """How many steps with these ids do what."""
    return Counter(sort.replace(" ", ".") for key in keys for sort in sorts(key))


def _counts(digest):
    """How many steps of a digest do what."""
    pairs = [part.rpartition("=") for part in digest.split(";")[1:]]
    return Counter({sort: int(number) for sort, _sign, number in pairs if number.isdigit()})


def _hash(text):
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
