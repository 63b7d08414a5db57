# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of names: how a task or a cell says them, and what leads from one to another. Pure, and the same for every product."""

from __future__ import annotations

from ..errors import Invalid


def option(**spec):
    """The option of a task that takes an ``add``/``remove``/``set`` dictionary."""
    return dict(type="dict", options={key: dict(type="list", elements="str") for key in ("add", "remove", "set")}, **spec)


def membership(field, change, key=str):
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


def parts(text):
    """The names in a cell: split at semicolons or, where it has none, at commas, and trimmed; a list of names is taken to the letter."""
    return {part.strip() for part in text.split(";" if ";" in text else ",")} - {""}
