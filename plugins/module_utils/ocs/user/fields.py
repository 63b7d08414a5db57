# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fields of an account: how each product calls them, what is accepted, and how two values are compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Callable, NamedTuple

from ...common.record import folded, known_fields
from ...engine.dialect import FEATURES
from ...errors import Invalid
from ..ids import user_id
from . import normal_forms as values


@dataclass(frozen=True)
class Field:
    """One editable field; an empty key means that the product's call does not take it.

    :param nextcloud: key of Nextcloud's single-field edit; :param create: parameter of its create call;
    :param multi: member of its multi-field edit; :param owncloud: key of ownCloud's edit.
    :param normal: ``normal(field, value)`` gives the normal form or raises Invalid.
    """

    name: str
    nextcloud: str = ""
    create: str = ""
    multi: str = ""
    owncloud: str = ""
    normal: Callable = values.text

    def key(self, server):
        """Its key in the product's edit, "" where that does not take it."""
        return getattr(self, server.product)


def _manager(field, value):
    """The id of another account, to the letter; "" clears."""
    return user_id(field, value) if value else value


def _flag(_field, value):
    return bool(value)


def _quota(_field, value):
    return values.normal_quota(value)


# in the order in which they are edited: the address before the additional ones, those before the one to be notified
FIELDS = (
    Field("display_name", "displayname", "displayName", "displayName", "display", values.trimmed),
    Field("email", "email", "email", "email", "email", values.email),
    Field("quota", "quota", "quota", "quota", "quota", _quota),
    Field("language", "language", "language", "language", normal=values.code),
    Field("manager", "manager", "manager", "manager", normal=_manager),
    Field("locale", "locale", normal=values.code),
    Field("timezone", "timezone", normal=values.timezone),
    Field("phone", "phone", normal=values.phone),
    Field("address", "address"),
    Field("website", "website", normal=values.website),
    Field("twitter", "twitter", normal=values.twitter),
    Field("bluesky", "bluesky", normal=values.bluesky),
    Field("fediverse", "fediverse", normal=values.fediverse),
    Field("organisation", "organisation"),
    Field("role", "role"),
    Field("headline", "headline"),
    Field("biography", "biography"),
    Field("pronouns", "pronouns"),
    Field("profile_enabled", "profile_enabled", normal=_flag),
    Field("two_factor", owncloud="two_factor_auth_enabled", normal=_flag),
)
BY_NAME = {field.name: field for field in FIELDS}
MAILS = ("additional_mails", "notify_email")
LIMITED = frozenset(feature.option for name, feature in FEATURES.items() if name.startswith("ocs_user."))  # not every server takes these


class Goal(NamedTuple):
    """What a field is to be: ``value`` in the words of a record, and ``wire``, the text that is sent."""

    value: object
    wire: str

    def met_by(self, name, current):
        """Whether the present value is as good: addresses are compared without regard to case."""
        if name in ("email", "notify_email"):
            return (current or "").lower() == self.value.lower()
        return current == self.value


def goals(desired, server, observed=None):
    """Field name to :class:`Goal` for every field that the task names; :raises Invalid: before any write.

    :param observed: the record of an account that exists; a value that it has already is never refused.
    """
    found = {}
    for field in FIELDS:
        value = desired.get(field.name)
        if value is None:
            continue
        check_can(field.name, value, server)
        if field.key(server):
            found[field.name] = _goal(field, _normal(field, value, observed or {}), (observed or desired)["name"], server)
    for name in MAILS:
        if desired.get(name) is not None:
            check_can(name, "", server)
    return found


def differing(wanted, record):
    """Those of the goals that the record does not meet, or does not tell."""
    return {name: goal for name, goal in wanted.items() if name not in record or not goal.met_by(name, record[name])}


def check_can(name, value, server):
    """:raises Invalid: for a field, or a value of it, that the server is known not to have."""
    for feature in ("ocs_user.%s=%s" % (name, str(value).lower()), "ocs_user." + name) if name in LIMITED else ():
        if feature in FEATURES:
            server.demand(feature)


def _normal(field, value, observed):
    """The normal form. What the account has already may have come by another way: a directory, an older version, a command on the server."""
    try:
        return field.normal(field.name, value)
    except Invalid:
        kept = value.strip() if isinstance(value, str) and field.name != "manager" else value  # an id is taken to the letter
        if observed.get(field.name) and Goal(kept, kept).met_by(field.name, observed[field.name]):
            return observed[field.name]
        raise


def unsupported(names, known, server):
    """Which of these fields the server could not write; what a record should tell and does not can be written.

    :param known: the fields that the account's record, or the acting account's own, has; None where that is not known yet.
    """
    lacking, known = server.lacking("ocs_user", names), known_fields(known)
    return (
        lacking
        if known is None
        else lacking + [name for name in names if name in BY_NAME and BY_NAME[name].key(server) and name not in known and name not in lacking]
    )


def _goal(field, value, user, server):
    if isinstance(value, bool):
        texts = ("0", "1") if field.name == "profile_enabled" else ("false", "true")
        return Goal(value, texts[value])
    if field.name == "display_name":
        # an empty one means the id; sent as such, because Nextcloud's single-field edit ignores an empty text
        value = value or user
        values.name_length(field.name, value, server.dialect.longest_display_name)
    elif field.name == "manager":
        # the server keeps any text, and would show another one than it keeps of the account
        value = server.facts.users.get(value) or value
    elif field.name == "email" and server.dialect.lowers_email:
        value = folded(value)
    elif field.name == "quota" and value == "default" and not server.dialect.shows_default_quota:
        # never visible there: it is reached when the quota equals the server's default
        return Goal(server.facts.default_quota, "default")
    return Goal(value, value)


def rounding_note(desired):
    """A warning when the servers' rounding makes another size of the wanted quota, else None."""
    return None if desired.get("quota") is None else _rounding_note(str(desired["quota"]))


@lru_cache(maxsize=4096)  # a directory has many accounts and few quotas
def _rounding_note(asked):
    kept = values.normal_quota(asked)
    if kept in ("none", "default") or values.quota_bytes(asked.strip()) == values.quota_bytes(kept):
        return None
    return "quota: the server stores %s as %s (KB are rounded to a whole number, larger units to one decimal)." % (asked, kept)
