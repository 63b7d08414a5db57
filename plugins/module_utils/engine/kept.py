# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a server kept of what it took with success: read back, compared, and told. Pure."""
from __future__ import annotations

from ..common.visible import short
from ..errors import OCSError
from .plan import RELATIONS, replay, touched


class NotKept(OCSError):
    """The server reported success, and what was read back differs. :param fields: those that differ; None when it is the whole object."""

    def __init__(self, problem, hint="", fields=None):
        super().__init__("the server reported success, but " + problem, hint=hint)
        self.fields = fields


def unkept(outcome, resource, desired):
    """An error when the server took a value without a word and did not keep it; ``resource.equal`` tells what means the same.

    It is about fields that were read back; of the others see :func:`unconfirmed`.
    """
    kind, equal = resource.kind, resource.equal
    predicted = replay(outcome.observed, outcome.plan, kind, outcome.fresh)
    if outcome.record is None or predicted is None:
        if outcome.record is predicted:
            return None
        return NotKept("the %s is %s." % (kind, "missing" if outcome.record is None else "still there"))
    wanted = dict(replay(outcome.record, outcome.plan, kind), **predicted)  # where a list was not read before, what shall be in it and what not
    read = [key for key in sorted(touched(outcome.plan, kind)) if key in outcome.record]
    lost = [key for key in read if not equal(wanted.get(key), outcome.record[key], desired)]
    if not lost:
        return None
    told = ["%s (wanted %s, kept %s)" % (key, *(short(repr(each.get(key))) for each in (wanted, outcome.record))) for key in lost]
    return NotKept("did not keep: %s." % "; ".join(told), resource.unkept, lost)


def unconfirmed(outcome, resource):
    """Warnings about what was written and cannot be read back."""
    if outcome.record is None:
        return []
    hidden = sorted(key for key in touched(outcome.plan, resource.kind) if key not in outcome.record)
    return ["%s: the server took it and does not tell it, so that it is not confirmed." % ", ".join(hidden)] if hidden else []


def mark(outcome, error, steps, kind, record=None):
    """Note as failed those of these steps whose outcome differs from what they said; the actions that changed.

    :param record: the object, when it is not the outcome's own. Of a field it is the last step that wrote it; memberships are seen one by one.
    """
    record = outcome.record if record is None else record
    done = [pair for pair in zip(outcome.plan, outcome.actions) if pair[1]["status"] == "done" and any(pair[0] is step for step in steps)]
    if error.fields is not None:
        about = [pair for pair in done if touched([pair[0]], kind) & set(error.fields)]
        last = {key: step for step, _action in about for key in touched([step], kind)}
        done = [(step, action) for step, action in about if (
            replay(record, [step], kind) != record if step.kind in RELATIONS else any(last.get(key) is step for key in error.fields))] or about
    for _step, action in done:
        action.update(status="failed", error=str(error))
    return [action for _step, action in done]
