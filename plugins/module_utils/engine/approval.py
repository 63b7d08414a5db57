# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a plan is the one that was approved, and what came and went since. Pure."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from itertools import groupby, islice

from ..errors import Invalid
from .plan import sorts

EMPTY = hashlib.sha256().hexdigest()  # the digest of a plan without steps
SHOWN = 20  # steps of each kind in a message


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
    """The identity of a plan with as many of its steps as a result holds. :param most: 0 for all."""
    return dict(found, steps=dict(islice(found["steps"].items(), most or None)))


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
