# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A directory document: groups and users as a task or a file gives them, every row checked and in proper types.

Rows may come from a CSV file or an HR system: texts for booleans, lists split at semicolons or commas. Every message names the row.
"""
from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ansible_collections.ocs.provisioning.plugins.module_utils import document_file, group, user, values
from ansible_collections.ocs.provisioning.plugins.module_utils.document_file import KEYS
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.visible import HALF

LISTS = ("groups", "subadmin_of", "additional_mails", "subadmins")
NOT_IN_ROWS = ("update_password", "missing_groups", "welcome_email", "wipe_devices", "protected_users")
USER_FIELDS = tuple(key for key in user.ARGUMENTS if key not in NOT_IN_ROWS)
DEFAULT_FIELDS = tuple(key for key in USER_FIELDS if key not in ("name", "state"))
GROUP_FIELDS = ("name", "display_name", "subadmins", "state")
ALIASES = {alias: name for name, spec in user.ARGUMENTS.items() for alias in spec.get("aliases", [])}
GROUP_ALIASES = {alias: name for name, spec in group.ARGUMENTS.items() if name in GROUP_FIELDS for alias in spec.get("aliases", [])}
# fields of other products are known by their names alone: one document serves all
FLAGS = tuple(key for key in USER_FIELDS if user.ARGUMENTS[key]["type"] == "bool") + ("admin",)
# an empty cell means "not given" where the server cannot clear the field
NOT_CLEARED = ("language", "locale", "timezone", "quota", "password", "state", "account_role") + FLAGS
TRUE, FALSE = ("true", "yes", "y", "1", "on", "t"), ("false", "no", "n", "0", "off", "f")
# where a whole number is its own text: JSON's quota in bytes, and ids of digits that Ansible's YAML gave a task as numbers
NUMBERS = ("quota",)
NUMBERS_IN_TASKS = NUMBERS + ("name", "manager", "owner", "groups", "subadmin_of", "subadmins")
# a field that lost its line, or the blank after its colon, stands in the text of another one, and would be shown to everybody there
SWALLOWED = re.compile(r"\bpassw(?:or[dt])?\s*[:=]", re.IGNORECASE)


@dataclass
class Document:
    """Groups and users by id, each row as a dictionary of given fields; ``positions`` tells where a row stood."""

    groups: dict = field(default_factory=dict)
    users: dict = field(default_factory=dict)
    positions: dict = field(default_factory=dict)

    def position(self, kind, name):
        """Where the object stood, for messages."""
        return self.positions.get((kind, name.lower() if kind == "user" else name), kind + " " + name)

    def without(self, rows):
        """The same document without these rows, named by where they stand."""
        if not rows:
            return self
        return replace(
            self, groups={name: row for name, row in self.groups.items() if self.position("group", name) not in rows},
            users={name: row for name, row in self.users.items() if self.position("user", name) not in rows})

    def named_users(self):
        """Ids, in lower case, of the accounts that have a row or are wanted as group admins."""
        return {name.lower() for name in self.users} | {admin.lower() for row in self.groups.values() for admin in row.get("subadmins") or ()}

    def named_groups(self):
        """Ids of the groups that have a row or are wanted in a user's row."""
        return set(self.groups).union(*[row.get(key) or () for row in self.users.values() for key in ("groups", "subadmin_of")])

    def known_groups(self, existing):
        """Id to whether the group is there, or will be when the document's groups have been made; of these and of all that it names."""
        known = dict.fromkeys(self.named_groups(), False)
        known.update(dict.fromkeys(existing, True))
        known.update((name, row.get("state") != "absent") for name, row in self.groups.items())
        return known

    def coming_users(self):
        """Id in lower case to id of the accounts that the document wants to be there."""
        return {name.lower(): name for name, row in self.users.items() if row.get("state") != "absent"}


def load(desired, more_user_fields=(), more_group_fields=(), identity="name", normal=values.user_id):
    """The document of a task, from ``src`` or from its lists; :raises Invalid: naming row and field.

    :param more_user_fields: :param more_group_fields: what a product has beyond the options of ocs_user and ocs_group.
    :param identity: the field by which users are told apart: ``name`` or ``email``; :param normal: makes its value what the server keeps.
    """
    user_fields, group_fields = USER_FIELDS + tuple(more_user_fields), GROUP_FIELDS + tuple(more_group_fields)
    source, numbers = {key: desired.get(key) for key in KEYS}, NUMBERS_IN_TASKS
    if desired.get("src"):
        # Ansible fills in the options of an empty defaults
        if source["groups"] or source["users"] or any(value is not None for value in (source["defaults"] or {}).values()):
            raise Invalid("src", "cannot stand together with groups, users or defaults.")
        source, numbers = document_file.read(desired["src"]), NUMBERS
    defaults = _row("defaults", source.get("defaults") or {}, DEFAULT_FIELDS + tuple(more_user_fields), ALIASES, numbers)
    document = Document()
    for index, row in enumerate(source.get("groups") or []):
        where = "groups[%d]" % index
        _take(document.groups, document, "group", _row(where, row, group_fields, GROUP_ALIASES, numbers), where, "name", None)
    for index, row in enumerate(source.get("users") or []):
        where = "users[%d]" % index
        _take(document.users, document, "user", _completed(_row(where, row, user_fields, ALIASES, numbers), defaults), where, identity, normal)
    return document


def _completed(row, defaults):
    """The row with the defaults of what it does not name; the default groups are everybody's."""
    if "groups" in row and "groups" in defaults:
        row["groups"] = sorted(set(row["groups"] + defaults["groups"]))
    return dict(defaults, **row)


def _take(held, document, kind, row, where, identity, normal):
    name, field_name = row.get(identity), "%s.%s" % (where, identity)
    if not name:
        raise Invalid(field_name, "is missing or empty.")
    if kind == "user":
        row[identity] = name = _identified(field_name, name, normal, row)
    key = (kind, name.lower() if kind == "user" else name)
    if key in document.positions:
        raise Invalid(field_name, "%r stands at %s already." % (name, document.positions[key]))
    document.positions[key] = where
    held[name] = row


def _identified(field_name, name, normal, row):
    try:
        return normal(field_name, name)
    except Invalid as error:
        # cells that moved by one place bring the password here
        raise Invalid(field_name, error.problem.replace(repr(name), "(not shown)") if row.get("password") else error.problem) from None


def _row(where, row, fields, aliases, numbers):
    """The given fields of one row in their proper types; None and, where nothing can be cleared, empty cells are left out."""
    if not isinstance(row, dict):
        raise Invalid(where, "is not a row of fields; it is not shown, as it may hold a secret.")
    given = {}
    for key, value in row.items():
        name = aliases.get(key, key)
        if name not in fields:
            raise Invalid("%s.%s" % (where, document_file.named(key, value)), "is unknown here; the fields are %s." % ", ".join(fields))
        if value is None or (name in NOT_CLEARED and isinstance(value, str) and not value.strip()):
            continue
        try:
            value = _value(name, value, numbers)
        except ValueError as error:
            raise Invalid("%s.%s" % (where, key), str(error)) from None
        if given.setdefault(name, value) != value:
            raise Invalid("%s.%s" % (where, key), "is another name for %s, which stands in the row with another value." % name)
    return given


def _value(name, value, numbers=NUMBERS_IN_TASKS):
    """The value in its proper type; :raises ValueError: saying what is wrong, without the value: a shifted cell may be a password."""
    if name in LISTS:
        return _list(name, value, numbers)
    if name in FLAGS:
        return _flag(value)
    text = as_text(name, value, numbers)
    if name == "state" and text.strip() not in ("present", "absent"):
        raise ValueError("must be present or absent.")
    return text.strip() if name in ("name", "state") else text


def as_text(name, value, numbers=NUMBERS_IN_TASKS):
    """The text of a field. :param numbers: the fields where a whole number is taken; :raises ValueError: for what has lost its text."""
    if isinstance(value, int) and not isinstance(value, bool) and name in numbers:
        return str(value)
    if isinstance(value, (dict, list, tuple)):
        raise ValueError("must be a text.")
    if not isinstance(value, str):
        kind = "true or false" if isinstance(value, bool) else "a number" if isinstance(value, (int, float)) else "a date"
        raise ValueError("must be a text, and is read as %s; put it in quotes, or it becomes another text." % kind)
    if HALF.search(value):
        raise ValueError("holds half of a character (a lone surrogate); write the text in UTF-8.")
    if name != "password" and SWALLOWED.search(value):
        raise ValueError("holds a text like 'password:', so another field seems to be part of it; write each field in a line of its own.")
    return value


def _list(name, value, numbers):
    """A list as it is, a text split at semicolons or, where it has none, at commas."""
    if isinstance(value, (str, int, float)):
        text = as_text(name, value, numbers)
        value = [part.strip() for part in text.split(";" if ";" in text else ",")]
    if not isinstance(value, (list, tuple)) or any(item is None or isinstance(item, (dict, list)) for item in value):
        raise ValueError("must be a list of texts.")
    return sorted({text for text in (as_text(name, item, numbers) for item in value) if text})


def _flag(value):
    text = str(value).strip().lower() if isinstance(value, (str, int)) else ""
    if text not in TRUE + FALSE:
        raise ValueError("must be true or false; texts such as yes, no, 1 and 0 do as well.")
    return text in TRUE
