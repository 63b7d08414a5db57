# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Profiles: what the web part keeps of users beside the user database. A user may have none."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .collation import comparable, find

UNIQUE = ("contact_email", "login_id")


LONGEST = {"contact_email": 225, "login_id": 225, "nickname": 64}  # characters, by the server's SQL


class NotSaved(Exception):
    """The database refused the row."""


class Taken(NotSaved):
    """A value that must be unique has an owner."""


class Unstorable(NotSaved):
    """A value does not fit into its column."""


def fits(column, value):
    """Whether a column of the tables, which the server's own SQL makes as three-byte utf8, can store the text (measured on 13.0.25)."""
    return all(character <= "\uffff" for character in value) and len(value) <= LONGEST.get(column, len(value))


@dataclass(frozen=True)
class Profile:
    """One row; None in a unique column means "never set", while "" is a value like any other."""

    nickname: str = ""
    contact_email: str | None = None
    login_id: str | None = None
    institution: str = ""
    in_address_book: bool = False


class Profiles:
    """The rows by user id, which is found in any case, in the order of their creation."""

    def __init__(self):
        self.rows = {}  # lower-cased user id -> Profile
        self.owners = {column: {} for column in UNIQUE}  # column -> {lower-cased value: lower-cased user id}
        self.names = {}  # user id as asked for -> name shown; survives the row, as the server's cache does

    def get(self, uid):
        """The row of this user, None without one."""
        return find(self.rows, uid)

    def update(self, uid, **values):
        """Save these columns (texts are stripped), with a new row where there is none; raises NotSaved and saves nothing."""
        key, old = uid.lower(), self.get(uid)
        new = replace(old or Profile(), **{name: value.strip() if isinstance(value, str) else value for name, value in values.items()})
        for column in UNIQUE + ("nickname", "institution"):
            if not fits(column, getattr(new, column) or ""):
                raise Unstorable(column)
        for column in UNIQUE:
            value = getattr(new, column)
            if value is not None and self.owners[column].get(value.lower(), key) != key:
                raise Taken(column)
        self._disown(key)
        self.rows[key] = new
        self._own(key)
        self.names[uid] = new.nickname

    def remove(self, uid):
        """Remove the row, if there is one. The name stays known for a while."""
        self._disown(uid.lower())
        self.rows.pop(uid.lower(), None)

    def rename(self, old, new):
        """Give the row, if there is one, to another user id; its place in the order stays."""
        profile = self.get(old)
        if profile:
            self._disown(old.lower())
            self.rows = {new.lower() if key == old.lower() else key: row for key, row in self.rows.items()}
            self._own(new.lower())
            self.names[new] = profile.nickname

    def owner(self, column, value):
        """Lower-cased id of the user with this value in a unique column, None when nobody has it; "" names nobody."""
        return self.owners[column].get(comparable(value).lower()) if value else None

    def contact_of(self, uid):
        """The contact e-mail, or the id where there is none."""
        profile = self.get(uid)
        return profile.contact_email if profile and profile.contact_email else uid

    def name_of(self, uid):
        """The name shown: the nickname, else what stands before the @ of the contact e-mail or id; as last shown for a user who is gone."""
        if not self.names.get(uid):
            profile = self.get(uid)
            self.names[uid] = profile.nickname if profile and profile.nickname else self.contact_of(uid).partition("@")[0]
        return self.names[uid]

    def _own(self, key):
        for column in UNIQUE:
            value = getattr(self.rows[key], column)
            if value is not None:
                self.owners[column][value.lower()] = key

    def _disown(self, key):
        for column in UNIQUE:
            value = getattr(self.rows.get(key), column, None)
            if value is not None:
                del self.owners[column][value.lower()]
