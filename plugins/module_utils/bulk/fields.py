# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What rows of a document may name, what each field takes, and what is wrong with rows that cannot be applied. Pure.

One document serves all products, so all know these by name. A service says what tells its accounts apart.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Callable

from ..common.messages import and_more, message
from ..errors import Invalid

TEXT, FLAG, LIST = "text", "flag", "list"


@dataclass(frozen=True)
class Field:
    """One field of a row.

    :param kind: what it takes; :param aliases: its other names; :param secret: whether no result shows it.
    :param clears: whether an empty text clears it; otherwise that means "not given", as for every flag.
    :param number: whether a whole number is its own text (JSON's quota in bytes); :param ids: the same in a task, where Ansible's
        YAML makes numbers of ids of digits.
    """

    name: str
    kind: str = TEXT
    aliases: tuple = ()
    secret: bool = False
    clears: bool = True
    number: bool = False
    ids: bool = False

    def option(self, required=False):
        """The option of a task; raw, as Ansible would make texts of numbers and booleans that have lost theirs."""
        marks = dict(aliases=list(self.aliases), no_log=self.secret, required=required)
        return dict({key: value for key, value in marks.items() if value}, type="raw")


USERS = (
    Field("name", aliases=("user_id", "userid", "username"), ids=True),
    Field("state", clears=False),
    Field("enabled", FLAG, clears=False),
    Field("password", secret=True, clears=False),
    Field("display_name", aliases=("displayname", "displayName")),
    Field("email", aliases=("mail",)),
    Field("quota", clears=False, number=True),
    *(Field(name, clears=False) for name in ("language", "locale", "timezone")),
    Field("manager", ids=True),
    *map(Field, ("phone", "address", "website")),
    Field("organisation", aliases=("organization",)),
    *map(Field, ("role", "headline", "biography", "pronouns", "fediverse", "twitter", "bluesky")),
    Field("profile_enabled", FLAG, clears=False),
    Field("additional_mails", LIST),
    Field("notify_email"),
    Field("groups", LIST, ids=True),
    Field("subadmin_of", LIST, aliases=("subadmin",), ids=True),
    Field("two_factor", FLAG, aliases=("two_factor_auth_enabled",), clears=False),
    Field("admin", FLAG, clears=False),
    Field("account_role", clears=False),
    Field("department"),
)
GROUPS = (
    Field("name", aliases=("group_id", "groupid"), ids=True),
    Field("display_name", aliases=("displayname",)),
    Field("subadmins", LIST, ids=True),
    Field("state", clears=False),
    Field("owner", ids=True),
)
SEAFILE_ONLY = {"user": ("admin", "account_role", "department"), "group": ("owner",)}  # fields that the other products have no notion of
RELATED = {"user": ("groups", "subadmin_of"), "group": ("subadmins", "owner")}  # fields that name objects of the other kind


@dataclass(frozen=True)
class Columns:
    """What the rows of a service's documents may name.

    :param identity: the field that tells accounts apart; :param normal: ``(field, value)`` makes of it what the server keeps, or raises Invalid.
    """

    identity: str
    normal: Callable
    users: tuple = USERS
    groups: tuple = GROUPS

    @property
    def defaults(self):
        """The fields that may be the same for all accounts."""
        return tuple(field for field in self.users if field.name not in ("name", "state", self.identity))

    def arguments(self):
        """The options that are the document."""

        def rows(fields, identity):
            return {field.name: field.option(field.name == identity) for field in fields}

        return dict(
            src=dict(type="path"),
            groups=dict(type="list", elements="dict", default=[], options=rows(self.groups, "name")),
            users=dict(type="list", elements="dict", default=[], options=rows(self.users, self.identity)),
            defaults=dict(type="dict", default={}, options=rows(self.defaults, None)),
        )


def by_word(fields):
    """Every word for a field to the field."""
    return {word: field for field in fields for word in (field.name,) + field.aliases}


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
        return {"problems": shown_problems(self.problems, self.most)}


def _lines(problems):
    """One line for each reason, with the rows that have it; before several, how many rows there are."""
    reasons = {}
    for problem in problems:
        reasons.setdefault((problem.field, problem.message), []).append(problem.place)
    often = sorted(reasons.items(), key=lambda pair: -len(pair[1]))
    lines = first(["%s: %s" % (and_more(places, SHOWN_PLACES), reason) for (_field, reason), places in often], "reasons")
    count = len({problem.row for problem in problems})
    return lines if len(lines) == 1 else ["%d row%s cannot be applied:" % (count, "" if count == 1 else "s")] + lines


def shown_problems(problems, most=0):
    """The problems as a task returns them. :param most: how many; 0 for all."""
    return [asdict(problem) for problem in problems[: most or None]]


def first(texts, what):
    """The first of the texts, and how many more there are."""
    texts = list(texts)
    more = len(texts) - SHOWN
    return texts[:SHOWN] + (["and %d more %s." % (more, what)] if more > 0 else [])
