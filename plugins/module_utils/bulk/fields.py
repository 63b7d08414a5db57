# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fields that rows of a document may name, and what each takes. One document serves all products, so all know these by name.

A service says what tells its accounts apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

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
