# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What servers send, as records and lists; and lists of names as a task says them, and what leads from one to another. Pure, and the same for every product.

A record holds what was read, and nothing else: a default in the place of what a server did not tell would be taken for the truth.
Where servers have nothing to say they send null, false, an empty text, list or map (see ``calls.maybe``): each reader below knows what of
that is a value of its field, and everything else is unread. What a record should have and lacks is named under ``unread``; what the product
or version does not have is left out, so that a planner sees it.
"""

from __future__ import annotations

from datetime import datetime, timezone
from sys import intern

from ..errors import Invalid

MOMENT = "%Y-%m-%dT%H:%M:%SZ"  # times in results, UTC


def folded(name):
    """The id in lower case; the same text where it is so already, because of 100,000 ids every further copy takes six MiB."""
    lower = name.lower()
    return name if name == lower else lower


def key_of(kind, name):
    """What tells an object from others of its kind: ids of users are the same in any case, those of groups are not."""
    return folded(name) if kind == "user" else name


class Unread(Exception):
    """The server said nothing that can be read."""


def text(value):
    """A text; null is how servers say that there is none."""
    if not (value is None or isinstance(value, str)):
        raise Unread()
    return value or ""


def told(value):
    """What is never empty."""
    if not value:
        raise Unread()
    return value


def flag(value):
    """A boolean; some servers send 0 and 1."""
    if not isinstance(value, (bool, int)):
        raise Unread()
    return bool(value)


def word(true, *false):
    """A boolean that is sent as one of these texts; where only the true one is named, every other text is false."""

    def read(value):
        if not isinstance(value, str) or (false and value not in (true,) + false):
            raise Unread()
        return value == true

    return read


def moment(seconds):
    """ISO 8601 in UTC of a time in seconds, None for never (0 or negative)."""
    return datetime.fromtimestamp(seconds, timezone.utc).strftime(MOMENT) if seconds > 0 else None


def timestamp(per_second=1):
    """A time in seconds, or in so many parts of one."""

    def stamped(value):
        if isinstance(value, bool) or not (isinstance(value, (int, float)) or isinstance(value, str) and value.lstrip("-").isdigit()):
            raise Unread()
        return moment(int(value) // per_second)

    return stamped


def label(value):
    """A name, as PHP sends it; None for none."""
    return str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) and value != "" else None


def names(value):
    """Ids in order; of a list, or of the map that servers make of one. Records share them: thousands of accounts may be in one group."""
    if not isinstance(value, (list, dict)):
        raise Unread()
    return sorted(intern(str(name)) for name in (value.values() if isinstance(value, dict) else value))


def read_fields(data, table):
    """Our word to value for all that the server's record tells; :param table: our word to (its word, how it is read)."""
    record = {}
    for ours, (theirs, read) in table.items():
        if theirs in data:
            try:
                record[ours] = read(data[theirs])
            except Unread:
                continue
    return record


def with_unread(record, expected):
    """The record with the names of what it should have and lacks."""
    unread = sorted(key for key in expected if key not in record)
    return dict(record, unread=unread) if unread else record


def is_unread(record, key):
    """Whether the server should have told this and did not."""
    return key not in record and key in record.get("unread", ())


def known_fields(record):
    """The fields that an object has, told or not; a set of them stays as it is."""
    return set(record).union(record.get("unread", ())) - {"unread"} if isinstance(record, dict) else record


def shown(record):
    """The record as a task returns it: null for what the server did not tell, which ``unread`` names."""
    unread = [key for key in record.get("unread", ()) if key not in record]
    told_fields = {key: value for key, value in record.items() if key != "unread"}
    return dict(told_fields, **dict.fromkeys(unread), **({"unread": unread} if unread else {}))


class Reading:
    """What of one list has come so far; every entry counts once. ``repeated``: the same page came twice."""

    def __init__(self):
        self.seen, self.repeated, self._last = set(), False, set()

    def new(self, named):
        """The entries of the next page that are new. :param named: they by their names."""
        fresh = {key: entry for key, entry in named.items() if key not in self.seen}
        self.repeated = self.repeated or bool(named) and set(named) == self._last
        self._last = set(named)
        self.seen.update(fresh)
        return list(fresh.values())


def rows(held):
    """The items of a list, or the values of a map."""
    return list(held.values()) if isinstance(held, dict) else list(held or [])


def consistent(field, change, key=str):
    """An ``add``/``remove``/``set`` dictionary without contradictions; None stays None.

    :param key: names with the same key are the same, for example ``str.lower`` for user ids.
    """
    if change is None:
        return None
    if change.get("set") is not None and (change.get("add") or change.get("remove")):
        raise Invalid(field, "'set' is the complete list and mutually exclusive with 'add' and 'remove'.")
    unwanted = {key(name) for name in change.get("remove") or []}
    both = sorted({name for name in change.get("add") or [] if key(name) in unwanted})
    if both:
        raise Invalid(field, "%s is listed under both 'add' and 'remove'; keep one." % ", ".join(map(repr, both)))
    return change


def listed(change):
    """The names that a membership change wants in."""
    return [] if change is None else list(change.get("set") or []) + list(change.get("add") or [])


def difference(change, current, key=str):
    """Which names to add and to remove so that ``current`` follows an ``add``/``remove``/``set`` dictionary.

    With ``within`` in place of ``remove``, everything in one of these collections that is not under ``add`` is removed.

    :param key: names with the same key are the same, for example ``str.lower`` for user ids.
    :returns: (to add, to remove), both sorted; those to remove in the spelling of ``current``.
    """
    if change is None:
        return [], []
    held = {key(name): name for name in current}
    exact, within = change.get("set"), change.get("within")
    wanted = {key(name): name for name in (change.get("add") or [] if exact is None else exact)}
    if exact is not None:
        unwanted = set(held) - set(wanted)
    elif within:
        unwanted = {item for item, name in held.items() if item not in wanted and any(name in names for names in within)}
    else:
        unwanted = {key(name) for name in change.get("remove") or []}
    added = sorted(name for item, name in wanted.items() if item not in held)
    return added, sorted(held[item] for item in unwanted if item in held)


def names_in(text):
    """The names in a cell: split at line breaks, and at semicolons or, where it has none, at commas, and trimmed; a list of names is taken to the letter."""
    separator = ";" if ";" in text else ","
    return {part.strip() for line in text.splitlines() for part in line.split(separator)} - {""}
