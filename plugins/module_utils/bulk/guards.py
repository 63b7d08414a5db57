# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a bulk run may touch, and how much of it: scope, protected names, limits. Pure; checked before the first write."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from fnmatch import fnmatchcase

from ..common.options import all_met, days
from ..common.record import MOMENT, is_unread
from ..errors import Invalid

FEW = 10  # so many accounts are read one by one without asking how many there are


class Names:
    """Names to the letter, and shell-style patterns; ``name in names`` tells whether it is meant, and remembers the answer."""

    def __init__(self, letters=(), patterns=()):
        self.letters, self.patterns, self._known = frozenset(letters), tuple(patterns), {}

    def __contains__(self, name):
        if name not in self._known:
            self._known[name] = name in self.letters or matches(name, self.patterns)
        return self._known[name]


def matches(name, patterns):
    """Whether a name fits one of the shell-style patterns, or is one to the letter."""
    return any(name == pattern or fnmatchcase(name, pattern) for pattern in patterns)


def fits_id(name, patterns):
    """The same for user ids, which differ in more than case."""
    return matches(name.lower(), [pattern.lower() for pattern in patterns])


def check_limits(desired):
    """:raises Invalid: when a limit is neither a number nor a percentage."""
    for key in ("max_disables", "max_deletes"):
        allowed(desired[key], 0, key)
    days("unlisted_scope.inactive_days", (desired.get("unlisted_scope") or {}).get("inactive_days"))


def allowed(limit, existing, key):
    """How many accounts a limit allows; a percentage allows at least one, unless it is 0."""
    match = re.fullmatch(r"\s*(\d{1,18})\s*(%?)\s*", str(limit), re.ASCII)
    if not match:
        raise Invalid(key, "%r is neither a number nor a percentage like '10%%'." % (limit,))
    number = int(match.group(1))
    return number if not match.group(2) else (max(1, existing * number // 100) if number else 0)


def check(steps, observed, desired, server):
    """:raises Invalid: when the plan would touch protected objects, or disable or delete more than allowed.

    Percentages are taken of all accounts of the server, in the document or not.
    """
    existing, caller = len(observed["ids"] or observed["users"]), (server.facts.caller or "").lower()
    protected = {name.lower() for name in desired["protected_users"]} | ({caller} if caller else set())
    for key, action in (("max_disables", "disable"), ("max_deletes", "delete")):
        names = [step.name for step in steps if step.kind == "user" and _is(step, action) and step.name.lower() in observed["users"]]
        taken = [name for name in names if name.lower() in protected]
        if taken:
            raise Invalid("protected_users", "the plan would %s %s; remove their rows, or the protection." % (action, ", ".join(taken)))
        limit = allowed(desired[key], existing, key)
        if len(names) > limit:
            raise Invalid(
                key,
                "the plan would %s %d of %d accounts (%s%s); the limit is %d. Raise %s if this is intended."
                % (action, len(names), existing, ", ".join(names[:5]), ", ..." if len(names) > 5 else "", limit, key),
            )
    for step in steps:
        if step.kind == "group" and step.action == "delete" and step.name in desired["protected_groups"]:
            raise Invalid("protected_groups", "the group %r would be deleted." % step.name)


def may_go(held):
    """Whether a row may disable or delete an account, so that percentages of all accounts matter."""
    return any(row.get("enabled") is False or row.get("state") == "absent" for row in held.users.values())


def _is(step, action):
    """Whether the step does this; some products disable by an update."""
    return step.action == action or (action == "disable" and step.action == "update" and step.after.get("enabled") is False)


def check_scope(desired, server):
    """:raises Invalid: for a condition that this product cannot answer; it would make nobody unlisted."""
    if (desired["unlisted_scope"] or {}).get("backends"):
        server.demand("ocs_directory.unlisted_scope.backends")


def check_told(desired):
    """:raises Invalid: where what the document does not name would go, and a row that is left out may name it."""
    for key, kind, word in (("unlisted_users", "user", "account"), ("unlisted_groups", "group", "group")):
        rows = [row.where for row in desired["document"].left_out if row.may_name(kind)]
        if rows and desired[key] in ("disable", "delete"):
            raise Invalid(
                key,
                "%s cannot be read, and may name one of the %ss that would be %sd; correct the row, or set %s to 'report'."
                % (", ".join(rows[:5]) + (" and %d more rows" % (len(rows) - 5) if len(rows) > 5 else ""), word, desired[key], key),
            )


def unlisted(observed, desired, caller=None, now=None):
    """``{"users": [...], "groups": [...], "unknown": [...]}``: what the document does not name, within the scope; empty lists where nobody asks.

    Nothing happens to an account of which the server does not tell the state, or what the scope asks for: such ones are ``unknown``.
    :param caller: the acting account, which is left out where something would happen to it; :param now: for tests; the present moment otherwise.
    """
    held, scope = desired["document"], desired["unlisted_scope"] or {}
    users, groups, unknown = [], [], []
    if desired["unlisted_users"] != "ignore":
        acts = desired["unlisted_users"] != "report"
        spared = desired["protected_users"] + ([caller] if caller else []) if acts else []
        listed = held.named_users() | {name.lower() for name in spared}
        found = {record["name"]: _decided(record, scope, now, acts) for key, record in observed["users"].items() if key not in listed}
        users, unknown = (sorted(name for name, answer in found.items() if answer is wanted) for wanted in (True, None))
    if desired["unlisted_groups"] != "ignore":
        listed = held.named_groups().union(desired["protected_groups"])
        groups = sorted(name for name in observed["groups"] if name not in listed and (not scope.get("names") or matches(name, scope["names"])))
    return {"users": users, "groups": groups, "unknown": unknown}


def _decided(record, scope, now, acts):
    """As :func:`in_scope`, and None where something would happen to an account whose state is not known."""
    found = in_scope(record, scope, now)
    return None if found and acts and is_unread(record, "enabled") else found


def in_scope(record, scope, now=None):
    """Whether an account meets all conditions of ``unlisted_scope``; None where the server did not tell what they ask for."""
    met = []
    if scope.get("names"):
        met.append(fits_id(record["name"], scope["names"]))
    if scope.get("backends"):
        met.append(record["backend"] in scope["backends"] if "backend" in record else None)
    if scope.get("groups"):
        met.append(any(matches(name, scope["groups"]) for name in record["groups"]) if "groups" in record else None)
    if scope.get("inactive_days") is not None:
        oldest = (now or datetime.now(timezone.utc)) - timedelta(days=scope["inactive_days"])
        met.append((record["last_login"] or "") < oldest.strftime(MOMENT) if "last_login" in record else None)
    return all_met(met)
