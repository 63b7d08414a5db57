# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of a document that cannot be applied: what is wrong with which field, and what becomes of the rest. Pure."""
from __future__ import annotations

import re
from dataclasses import asdict, dataclass

from ..common.visible import sentences
from ..errors import Invalid

SHOWN = 20  # in a message; one cause may be in every row
INSIDE = re.compile(r"((?:users|groups)\[\d+\]|.*?)(?:(?<=\])\.(.*))?", re.DOTALL)


@dataclass(frozen=True)
class Problem:
    """One reason.

    :param row: where the row stands, for example ``users[3]``; :param name: the object that it describes, "" when it names none.
    """

    row: str
    name: str
    field: str
    message: str

    def __str__(self):
        return "%s: %s" % (".".join(filter(None, [self.row, self.field])), self.message)


class Problems(list):
    """Problems in the order in which they were found."""

    def note(self, where, name, field, message):
        """One more; ``where`` may be a place inside a row, like ``groups[0].subadmins``."""
        row, inner = INSIDE.fullmatch(where).groups()
        self.append(Problem(row, name, ".".join(filter(None, [inner, field])), message))

    @property
    def rows(self):
        """Where the rows stand that have one."""
        return {problem.row for problem in self}


class Refused(Invalid):
    """A document of which no row is applied, because of some."""

    def __init__(self, problems):
        super().__init__("document", sentences(first(map(str, problems), "problems")))
        self.problems = problems

    def report(self):
        """The key that a failing task returns beside its message."""
        return {"problems": shown(self.problems)}


def shown(problems):
    """The problems as a task returns them."""
    return [asdict(problem) for problem in problems]


def first(texts, what):
    """The first of the texts, and how many more there are."""
    texts = list(texts)
    more = len(texts) - SHOWN
    return texts[:SHOWN] + (["and %d more %s." % (more, what)] if more > 0 else [])
