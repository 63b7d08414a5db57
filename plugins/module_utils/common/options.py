# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options that are the same for every product: numbers and secrets that cannot be meant, and filters of the accounts that were read. Pure.

What a server did not tell is no answer: such an account is neither a hit nor silently left out, see :func:`tell_unknown`.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from ..errors import Invalid
from .messages import few
from .record import MOMENT

PACKED = dict(type="bool", default=False)  # whether the lists of a result come as one text, see engine.door
CHANGES = ("add", "remove", "set")
MOST_DAYS = 100000  # 273 years; calendars begin with the year 1
SHOWN = 20  # names in a warning
MOST_PERCENT = 1000000
# the filters that ask for what a record tells
FILTERS = dict(
    enabled=dict(type="bool"),
    inactive_days=dict(type="int"),
    never_logged_in=dict(type="bool"),
    quota_used_percent=dict(type="int"),
    has_email=dict(type="bool"),
    duplicated_email=dict(type="bool"),
)


def changes(**spec):
    """The option of a task that takes an ``add``/``remove``/``set`` dictionary."""
    return dict(type="dict", options={key: dict(type="list", elements="str") for key in CHANGES}, **spec)


def check_set(field, change, desired):
    """:raises Invalid: where nobody would be on a list any more because its complete list came out empty, and that is not allowed."""
    if change and change.get("set") == [] and not desired["allow_empty"]:
        raise Invalid(field, "the empty list would remove all users; set allow_empty to true if this is intended.")


def check_emptied(field, change, desired, held, steps):
    """The same where it names nobody who exists. :param held: who is on the list; :param steps: who is to be added, and who to be removed."""
    added, removed = steps
    if held and change and change.get("set") and not desired["allow_empty"] and len(removed) == len(held) and not added:
        raise Invalid(field, "none of these users exist, so the list would become empty; set allow_empty to true if this is intended.")


def between(field, number, least, most):
    """The number; :raises Invalid: when it is beyond the limits."""
    if not least <= number <= most:
        raise Invalid(field, "must be from %d to %d." % (least, most))
    return number


def days(field, number):
    """A number of days, None for none given; :raises Invalid: for one that leads out of the calendar."""
    return None if number is None else between(field, number, 0, MOST_DAYS)


def secret(field, value):
    """A text: what YAML made a number of would be another password, and nobody would know which."""
    if not isinstance(value, str):
        raise Invalid(field, "must be a string but was read as something else, such as a number; put it in quotes.")
    return value


def apart(field, names):
    """The names without blanks at their ends; :raises Invalid: for several in one text, which would be the name of nobody, and so protect nobody."""
    for name in names:
        if ";" in name or "\n" in name.strip():
            raise Invalid(field, "%r seems to hold several IDs; give a list, or separate them with commas." % name)
    return [name.strip() for name in names]


def filters(desired, *more):
    """The filters that a task names, those of its product among them."""
    return [name for name in sorted(set(FILTERS).union(more)) if desired[name] is not None]


def check_filters(desired, selections):
    """:raises Invalid: for numbers that cannot be meant, and where not all accounts are read that may have the same address."""
    days("inactive_days", desired["inactive_days"])
    if desired["quota_used_percent"] is not None:
        between("quota_used_percent", desired["quota_used_percent"], 0, MOST_PERCENT)
    chosen = [name for name in selections if desired[name] is not None]
    if chosen and desired["duplicated_email"] is not None:
        raise Invalid("duplicated_email", "compares all accounts: it is mutually exclusive with %s." % chosen[0])


def query(desired, now, records, own):
    """The question whether a record is among those that are asked for; its answer is None where the server did not tell.

    :param records: all that were read, where addresses are to be compared; :param own: filter to ``(record, wanted) -> answer``, of those that
        depend on the product.
    """
    oldest = (now - timedelta(days=desired["inactive_days"] or 0)).strftime(MOMENT)
    holders = Counter((record.get("email") or "").lower() for record in records)
    answers = dict(
        {
            "enabled": _told("enabled", lambda value, wanted: value == wanted),
            "never_logged_in": _told("last_login", lambda value, wanted: (value is None) == wanted),
            "inactive_days": _told("last_login", lambda value, _wanted: (value or "") < oldest),
            "has_email": _told("email", lambda value, wanted: bool(value) == wanted),
            "duplicated_email": _told("email", lambda value, wanted: (bool(value) and holders[value.lower()] > 1) == wanted),
        },
        **own,
    )
    asked = [(answers[name], desired[name]) for name in answers if desired[name] is not None]
    return lambda record: all_met([answer(record, wanted) for answer, wanted in asked])


def _told(key, answer):
    return lambda record, wanted: answer(record[key], wanted) if key in record else None


def all_met(met):
    """Whether all of these are true; None where one is not known (None) and none is false."""
    return False if False in met else None if None in met else True


def fuller(used, size, percent):
    """Whether more than so many per cent of the quota are used; None where the figure is not known. :param size: bytes; None for no limit."""
    if size is None:
        return False
    return None if used is None else used * 100 > size * percent


def tell_unknown(client, names):
    """Warn of the accounts of which the server does not tell what the filters ask for."""
    if names:
        client.transport.warn(
            "The server does not return what the filters need for %d accounts; they are left out: %s." % (len(names), few(sorted(names), SHOWN))
        )
