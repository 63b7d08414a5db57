# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of a document that cannot be applied: what is wrong with which field, and what becomes of the rest. Pure."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass

from ..common.messages import message
from ..errors import Invalid

SHOWN, SHOWN_PLACES = 20, 3  # in a message; one reason may be in every row
INSIDE = re.compile(r"((?:users|groups)\[\d+\])\.(.*)")


@dataclass(frozen=True)
class Problem:
    """One reason.

    :param row: where the row stands, for example ``users[3]``; :param name: the object that it describes, "" when it names none.
    """

    row: str
    name: str
    field: str
    message: str

    @property
    def place(self):
        """Row and field."""
        return ".".join(filter(None, [self.row, self.field]))

    def __str__(self):
        return "%s: %s" % (self.place, self.message)


class Problems(list):
    """Problems in the order in which they were found."""

    def note(self, where, name, field, message):
        """One more; ``where`` may be a place inside a row, like ``groups[0].subadmins``."""
        inside = INSIDE.fullmatch(where)
        row, inner = inside.groups() if inside else (where, "")
        self.append(Problem(row, name, ".".join(filter(None, [inner, field])), message))

    @property
    def rows(self):
        """Where the rows stand that have one."""
        return {problem.row for problem in self}


class Refused(Invalid):
    """A document of which no row is applied, because of some. :param most: how many problems the result holds."""

    def __init__(self, problems, most=0):
        self.lines = _lines(problems)
        super().__init__("document", "\n".join(self.lines))
        self.problems, self.most = problems, most

    def __str__(self):
        return "document: " + "\n".join(map(message, self.lines))

    def report(self):
        """The key that a failing task returns beside its message."""
        return {"problems": shown(self.problems, self.most)}


def _lines(problems):
    """One line for each reason, with the rows that have it; before several, how many rows there are."""
    reasons = {}
    for problem in problems:
        reasons.setdefault((problem.field, problem.message), []).append(problem.place)
    often = sorted(reasons.items(), key=lambda pair: -len(pair[1]))
    lines = first(["%s: %s" % (and_more(places, SHOWN_PLACES), reason) for (_field, reason), places in often], "reasons")
    count = len({problem.row for problem in problems})
    return lines if len(lines) == 1 else ["%d row%s cannot be applied:" % (count, "" if count == 1 else "s")] + lines


def and_more(names, most):
    """The first of the names, and how many more there are."""
    return ", ".join(names[:most]) + (" and %d more" % (len(names) - most) if len(names) > most else "")


def shown(problems, most=0):
    """The problems as a task returns them. :param most: how many; 0 for all."""
    return [asdict(problem) for problem in problems[: most or None]]


def first(texts, what):
    """The first of the texts, and how many more there are."""
    texts = list(texts)
    more = len(texts) - SHOWN
    return texts[:SHOWN] + (["and %d more %s." % (more, what)] if more > 0 else [])
