# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A directory document: groups and users as a task or a file gives them, every row checked and in proper types.

Rows may come from a CSV file or an HR system: texts for booleans, lists split at semicolons or commas. Every message names the row, and a row
that is wrong hides no other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from sys import intern

from ..common import document_file
from ..common.document_file import KEYS
from ..common.messages import HALF
from ..common.record import key_of, names_in
from ..errors import Invalid
from .fields import FLAG, LIST, RELATED, Problems, by_word

TRUE, FALSE = ("true", "yes", "y", "1", "on", "t"), ("false", "no", "n", "0", "off", "f")
# a field that lost its line, or the blank after its colon, stands in the text of another one, and would be shown to everybody there
SWALLOWED = re.compile(r"\bpassw(?:or[dt])?\s*[:=]", re.IGNORECASE)


@dataclass(frozen=True)
class LeftOut:
    """A row that is wrong. :param name: its id, None when it cannot be told; :param unclear: the fields that cannot be read, None for any."""

    kind: str
    where: str
    name: object
    given: dict
    unclear: set

    def names(self, kind):
        """The objects of a kind that the row names."""
        if kind == self.kind:
            return [self.name] if self.name else []
        return [name for key in RELATED[self.kind] for name in _several(self.given.get(key))]

    def may_name(self, kind):
        """Whether it may name objects of a kind beyond these."""
        return self.name is None if kind == self.kind else bool(self.unclear & {None, *RELATED[self.kind]})


@dataclass
class Document:
    """Groups and users by id, each row as a dictionary of given fields; ``positions`` tells of each kind where a row stood.

    ``left_out`` are the rows that are wrong, ``problems`` tells why.
    """

    groups: dict = field(default_factory=dict)
    users: dict = field(default_factory=dict)
    positions: dict = field(default_factory=lambda: {"user": {}, "group": {}})
    left_out: list = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)

    def position(self, kind, name):
        """Where the object stood, for messages."""
        return self.positions[kind].get(key_of(kind, name), kind + " " + name)

    def without(self, rows):
        """The same document without these rows, named by where they stand."""
        if not rows:
            return self
        return replace(
            self,
            groups={name: row for name, row in self.groups.items() if self.position("group", name) not in rows},
            users={name: row for name, row in self.users.items() if self.position("user", name) not in rows},
        )

    def named_users(self):
        """Ids, in lower case, of the accounts that have a row or are wanted as group admins or owners, also by rows that are wrong."""
        leads = {name for row in self.groups.values() for key in RELATED["group"] for name in _several(row.get(key))}
        return {name.lower() for name in leads.union(self.users, *[row.names("user") for row in self.left_out])}

    def named_groups(self):
        """Ids of the groups that have a row or are wanted in a user's row, also by rows that are wrong."""
        wanted = [row.get(key) or () for row in self.users.values() for key in RELATED["user"]]
        return set(self.groups).union(*wanted, *[row.names("group") for row in self.left_out])

    def referred_users(self):
        """Ids of other accounts that fields of the users' rows name."""
        return {row["manager"] for row in self.users.values() if row.get("manager")}

    def known_groups(self, existing):
        """Id to whether the group is there, or will be when the document's groups have been made; of these and of all that it names."""
        known = dict.fromkeys(self.named_groups(), False)
        known.update(dict.fromkeys(existing, True))
        known.update((name, row.get("state") != "absent") for name, row in self.groups.items())
        return known

    def coming_users(self):
        """Id in lower case to id of the accounts that the document wants to be there."""
        return {name.lower(): name for name, row in self.users.items() if row.get("state") != "absent"}


@dataclass(frozen=True)
class Shape:
    """What the rows of one kind look like.

    :param words: every word for a field to the field; :param in_task: whether Ansible read them; :param identity: what tells them apart.
    """

    kind: str
    words: dict
    in_task: bool
    identity: str = "name"
    normal: object = None
    defaults: dict = field(default_factory=dict)


def load(desired, columns):
    """The document of a task, from ``src`` or from its lists; rows that are wrong stand under ``problems``.

    :param columns: what its rows may name (``fields.Columns``); :raises Invalid: for what is wrong with the whole.
    """
    source, in_task = {key: desired.get(key) for key in KEYS}, not desired.get("src")
    if not in_task:
        # Ansible fills in the options of an empty defaults
        if source["groups"] or source["users"] or any(value is not None for value in (source["defaults"] or {}).values()):
            raise Invalid("src", "is mutually exclusive with groups, users and defaults.")
        source = document_file.read(desired["src"])
    defaults, wrong = _row("defaults", source.get("defaults") or {}, Shape("user", by_word(columns.defaults), in_task))
    for _field, error in wrong:
        raise error
    document = Document()
    for key, shape in (
        ("groups", Shape("group", by_word(columns.groups), in_task)),
        ("users", Shape("user", by_word(columns.users), in_task, columns.identity, columns.normal, defaults)),
    ):
        for index, row in enumerate(source.get(key) or []):
            _load(document, shape, "%s[%d]" % (key, index), row)
    return document


def _load(document, shape, where, row):
    """Put one row into the document, or what is wrong with it."""
    given, wrong = _row(where, row, shape)
    if not wrong:
        try:
            _take(document, shape, where, _completed(given, shape.defaults))
            return
        except Invalid as error:
            wrong = [(shape.identity, error)]
    document.left_out.append(_left_out(document, shape, where, given, wrong))


def _completed(row, defaults):
    """The row with the defaults of what it does not name; the default groups are everybody's."""
    if "groups" in row and "groups" in defaults:
        row["groups"] = sorted(set(row["groups"] + defaults["groups"]))
    return dict(defaults, **row)


def _take(document, shape, where, row):
    held = document.users if shape.kind == "user" else document.groups
    name, field_name = _identified(where, row, shape), "%s.%s" % (where, shape.identity)
    key, positions = key_of(shape.kind, name), document.positions[shape.kind]
    if key in positions:
        raise Invalid(field_name, "%r duplicates %s." % (name, positions[key]))
    positions[key] = where
    held[name] = dict(row, **{shape.identity: name})


def _identified(where, row, shape):
    """The id of a row as the server keeps it."""
    name, field_name = row.get(shape.identity) or "", "%s.%s" % (where, shape.identity)
    if not (name.strip() if shape.normal else name):
        raise Invalid(field_name, "is missing or empty.")
    try:
        return shape.normal(field_name, name) if shape.normal else name
    except Invalid as error:
        # cells that moved by one place bring the password here
        raise Invalid(field_name, error.problem.replace(repr(name), "(not shown)") if row.get("password") else error.problem) from None


def _left_out(document, shape, where, given, wrong):
    """The row that is wrong, noted with its problems: ``kind``, ``where``, ``name``, the fields that can be read, and those that cannot."""
    unclear = {name for name, _error in wrong}
    try:
        name = _identified(where, given, shape)
    except Invalid:
        name = None
    secret = "password" in given or unclear & {"password", None}
    for _field, error in wrong:
        document.problems.note(error.field, "" if secret else name or "", "", error.problem)
    return LeftOut(shape.kind, where, name, given, unclear)


def _row(where, row, shape):
    """The given fields of one row in their proper types, and ``(field, Invalid)`` for the others; the field is None where nobody can tell it.

    None and, where nothing can be cleared, empty cells are left out.
    """
    if not isinstance(row, dict):
        return {}, [(None, Invalid(where, "is not a mapping of fields; it is not shown, because it may contain a secret."))]
    given, wrong, keys = {}, [], {}
    for key, value in row.items():
        column = shape.words.get(key)
        if column is None:
            told = "%s.%s" % (where, document_file.named(key, value))
            fields = dict.fromkeys(each.name for each in shape.words.values())
            wrong.append((None, Invalid(told, "is unknown here; the fields are %s." % ", ".join(fields))))
            continue
        if value is None or (not column.clears and isinstance(value, str) and not value.strip()):
            continue
        try:
            value = _value(column, value, shape.in_task)
            first = keys.setdefault(column.name, key)
            if given.setdefault(column.name, value) != value:
                key = first if key == column.name else key
                raise ValueError("is an alias of %s, which the row sets to another value." % column.name)
        except ValueError as error:
            wrong.append((column.name, Invalid("%s.%s" % (where, key), str(error))))
    return given, wrong


def _value(column, value, in_task):
    """The value in its proper type; :raises ValueError: saying what is wrong, without the value: a shifted cell may be a password."""
    if column.kind == LIST:
        return as_list(column, value, in_task)
    if column.kind == FLAG:
        return _flag(value)
    text = as_text(column, value, in_task)
    if column.name == "state" and text.strip() not in ("present", "absent"):
        raise ValueError("must be present or absent.")
    return text.strip() if column.name == "state" else text


def as_text(column, value, in_task=True):
    """The text of a field; :raises ValueError: for what has lost its text."""
    if isinstance(value, int) and not isinstance(value, bool) and (column.number or (column.ids and in_task)):
        return str(value)
    if isinstance(value, (dict, list, tuple)):
        raise ValueError("must be a string.")
    if not isinstance(value, str):
        kind = "true or false" if isinstance(value, bool) else "a number" if isinstance(value, (int, float)) else "a date"
        raise ValueError("must be a string but was read as %s; put it in quotes." % kind)
    if HALF.search(value):
        raise ValueError("contains an incomplete character (a lone surrogate); save the text as UTF-8.")
    if not column.secret and SWALLOWED.search(value):
        raise ValueError("holds a text like 'password:', so it seems to contain another field; write each field on its own line.")
    return value


def as_list(column, value, in_task=True):
    """A list to the letter, a text split at semicolons or, where it has none, at commas, with its parts trimmed.

    Rows share the names of groups, which thousands of them may hold.
    """
    if isinstance(value, (str, int, float)):
        return sorted(map(_shared, names_in(as_text(column, value, in_task))))
    if not isinstance(value, (list, tuple)) or any(item is None or isinstance(item, (dict, list)) for item in value):
        raise ValueError("must be a list of strings.")
    if "" in value:
        raise ValueError("contains an empty string; remove it.")
    return sorted({_shared(as_text(column, item, in_task)) for item in value})


def _shared(text):
    """One text for all that are equal; those that Ansible marks, in filters, are of classes of its own, and stay as they are."""
    try:
        return intern(text)
    except TypeError:
        return text


def _several(value):
    return [value] if isinstance(value, str) else value or []


def _flag(value):
    text = str(value).strip().lower() if isinstance(value, (str, int)) else ""
    if text not in TRUE + FALSE:
        raise ValueError("must be true or false; strings such as yes, no, 1 and 0 also work.")
    return text in TRUE
