# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a bulk run may touch, and how much of it: the rows of a document and their relations, scope, protected names, limits. Pure.

It knows no field of a resource. Memberships belong to the plans of users, whichever row names them. All is checked before the first write.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from fnmatch import fnmatchcase

from ..common.messages import few
from ..common.options import all_met, days
from ..common.record import MOMENT, is_unread
from ..errors import Invalid

FEW = 10  # so many accounts are read one by one without asking how many there are
UNLISTED = {"disable": {"enabled": False}, "delete": {"state": "absent"}}


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
    for key in ("max_disables", "max_deletes", "max_group_deletes"):
        allowed(desired[key], 0, key)
    days("unlisted_scope.inactive_days", (desired.get("unlisted_scope") or {}).get("inactive_days"))


def allowed(limit, existing, key):
    """How many accounts or groups a limit allows; a percentage allows at least one, unless it is 0."""
    match = re.fullmatch(r"\s*(\d{1,18})\s*(%?)\s*", str(limit), re.ASCII)
    if not match:
        raise Invalid(key, "%r is neither a number nor a percentage like '10%%'." % (limit,))
    number = int(match.group(1))
    return number if not match.group(2) else (max(1, existing * number // 100) if number else 0)


def check(steps, observed, desired, server):
    """:raises Invalid: when the plan would touch protected objects, or disable or delete more than allowed.

    Percentages are taken of all accounts and of all groups of the server, in the document or not.
    """
    existing, caller = len(observed["ids"] or observed["users"]), (server.facts.caller or "").lower()
    protected = {name.lower() for name in desired["protected_users"]} | ({caller} if caller else set())
    for key, action in (("max_disables", "disable"), ("max_deletes", "delete")):
        names = [step.name for step in steps if step.kind == "user" and _is(step, action) and step.name.lower() in observed["users"]]
        taken = [name for name in names if name.lower() in protected]
        if taken:
            raise Invalid("protected_users", "the plan would %s %s; remove their rows, or the protection." % (action, ", ".join(taken)))
        _check_number(key, desired[key], action, names, existing, "accounts")
    names = [step.name for step in steps if step.kind == "group" and step.action == "delete"]
    for name in names:
        if name in desired["protected_groups"]:
            raise Invalid("protected_groups", "the group %r would be deleted." % name)
    _check_number("max_group_deletes", desired["max_group_deletes"], "delete", names, len(observed["groups"]), "groups")


def _check_number(key, given, action, names, existing, what):
    """:raises Invalid: for more names than the limit of this key allows. :param existing: how many accounts or groups there are."""
    limit = allowed(given, existing, key)
    if len(names) > limit:
        problem = "the plan would %s %d of %d %s (%s); the limit is %d. Raise %s if this is intended."
        raise Invalid(key, problem % (action, len(names), existing, what, few(names, 5), limit, key))


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


def check_conditions(scope):
    """:raises Invalid: where an empty list would be no condition at all."""
    for key in ("backends", "groups", "names"):
        if (scope or {}).get(key) is not None and not any(text.strip() for text in scope[key]):
            raise Invalid("unlisted_scope." + key, "is empty and would limit nothing; remove it, or name the %s that are meant." % key)


def check_named(desired, found):
    """:raises Invalid: where a document that names nobody would take everybody along. :param found: what is not listed."""
    scope, held = desired["unlisted_scope"] or {}, desired["document"]
    for key, word, named, narrow in (
        ("unlisted_users", "users", held.named_users, [value for value in scope.values() if value is not None]),
        ("unlisted_groups", "groups", held.named_groups, scope.get("names")),
    ):
        if desired[key] in ("disable", "delete") and found[word] and not narrow and not named():
            told = "accounts" if word == "users" else word
            raise Invalid(key, "the document names no %s, so that all would be %sd; name those that stay, or set unlisted_scope." % (told, desired[key]))


def unlisted(observed, desired, caller=None, now=None):
    """``{"users": [...], "groups": [...], "unknown": [...]}``: what the document does not name, within the scope; empty lists where nobody asks.

    Nothing happens to an account of which the server does not tell the state, or what the scope asks for: such ones are ``unknown``.
    :param caller: the acting account, which is left out where something would happen to it; :param now: for tests; the present moment otherwise.
    :raises Invalid: where the document names nobody, see :func:`check_named`.
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
    check_named(desired, {"users": users, "groups": groups})
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


def group_rows(desired, made):
    """``(row, where it stands)`` of every group that the plan may touch."""
    for name, row in desired["document"].groups.items():
        where = desired["document"].position("group", name)
        if row.get("state") == "absent" and name in desired["protected_groups"]:
            made.problems.note(where, name, "state", "the group %r is among protected_groups and will not be deleted." % name)
        else:
            yield row, where
    for name in made.unlisted["groups"] if desired["unlisted_groups"] == "delete" else ():
        where = "unlisted group %s" % name
        if where not in desired["left_out"]:
            yield {"name": name, "state": "absent"}, where


def supported(prefix, row, unknown, desired, made, where, title, lacking=()):
    """The row without fields that the product has no notion of, which are reported or refused, and without others that it lacks; the plan counts both."""
    unknown = [key for key in unknown if key in row]
    if desired["unsupported_fields"] == "fail":
        for key in unknown:
            made.problems.note(where, row["name"], key, "%s does not support this option; remove it, or set unsupported_fields to 'report'." % title)
    dropped = [*unknown, *lacking]
    for key in dropped:
        made.unsupported[prefix + key] = made.unsupported.get(prefix + key, 0) + 1
    return {key: value for key, value in row.items() if key not in dropped} if dropped else row


def user_rows(observed, desired, links, made):
    """``(row, what the server has, where the row stands)`` of every account that the plan may touch."""
    for row, where, named in _rows(observed, desired, made.unlisted):
        if where in desired["left_out"]:
            continue
        name, record = row["name"], observed["users"].get(row["name"].lower())
        if named and record is None:
            made.problems.note(where, name, "", "%s, and has no row in the document." % links.missing(name))
            continue
        if row.get("state") == "absent" and name.lower() in links.led:
            made.problems.note(
                where, name, "state", "%r has state absent, but is listed as a group admin of %s." % (name, ", ".join(map(repr, links.led[name.lower()])))
            )
        yield row, record, where


def _rows(observed, desired, unlisted):
    """``(row, where it stands, whether it has to exist)``."""
    held = desired["document"]
    for name, row in held.users.items():
        yield row, held.position("user", name), False
    listed, implied = {name.lower() for name in held.users}, {}
    for group_id, row in held.groups.items():
        if row.get("subadmins") is None:
            continue
        for name in row["subadmins"]:
            implied[name.lower()] = ({"name": name}, "%s.subadmins" % held.position("group", group_id), True)
        for name in observed["groups"].get(group_id, {}).get("subadmins", ()):
            implied.setdefault(name.lower(), ({"name": name}, "group admin %s" % name, False))
    for name in unlisted["users"] if desired["unlisted_users"] in UNLISTED else ():
        implied[name.lower()] = (dict(UNLISTED[desired["unlisted_users"]], name=name), "unlisted user %s" % name, False)
    for key, entry in implied.items():
        if key not in listed:
            yield entry


class Links:
    """The relations that the document wants, seen from its users.

    ``led``: user id in lower case to the groups whose own rows name it as group admin; ``exact``: groups whose rows say so, and which
    therefore have no other group admins.

    :param groups: group id to whether it is there, or will be; :param missing: ``(user)``: why there is no account with this id.
    :param unreadable: ``(group)``: why its members cannot be read, "" where they can; :param admin_group: the group whose members administer
        the server, None where no group does.
    """

    def __init__(self, desired, groups, missing, unreadable=lambda _group: "", admin_group=None):
        self.desired, self.groups, self.missing, self.unreadable, self.admin_group, self.led = desired, groups, missing, unreadable, admin_group, {}
        self.managed, self.joins_only = desired["managed"], desired["membership"] == "append"
        self.exact = {name for name, row in desired["document"].groups.items() if row.get("subadmins") is not None and row.get("state") != "absent"}
        self._made = {}  # most accounts share their groups with others
        for name in sorted(self.exact):
            for admin in desired["document"].groups[name]["subadmins"]:
                self.led.setdefault(admin.lower(), []).append(name)

    def goals(self, row, record, note):
        """What the lists of a row become: only managed groups are joined and left. :param note: takes a field and what is wrong with it.

        Accounts with the same lists share it, so it is not to be changed.
        """
        groups = self._goal("groups", row.get("groups"), [], (), record, note)
        led = self.led.get(row["name"].lower(), [])
        posts = self._goal("subadmin_of", row.get("subadmin_of"), led, self.exact, record, note)
        return self._made.setdefault((id(groups), id(posts)), {"groups": groups, "subadmin_of": posts})

    def _goal(self, key, listed, led, exact, record, note):
        if listed is None and not exact:
            return None
        if is_unread(record, key) and (exact or not self.joins_only):
            note(key, "the server does not return those of this account, so they cannot be compared; remove the row.")
            return None
        held, target, wrong = record.get(key) or (), set(listed or ()).union(led), set()
        for group_id in sorted(target):
            problem = self._problem(group_id, led, exact)
            if problem:
                note(key, problem)
                wrong.add(group_id)
        within = (exact,) if listed is None or self.joins_only else (exact, self.managed)
        added = sorted(target.difference(wrong))
        joins = self.admin_group in target
        if joins != (self.admin_group in held) and (joins or any(self.admin_group in names for names in within)) and not self.desired["allow_admin_changes"]:
            note(key, "joining or leaving the group %r needs allow_admin_changes." % self.admin_group)
        return self._made.setdefault((key, len(within), *added), {"add": added, "within": within})

    def _problem(self, group_id, led, exact):
        if group_id not in self.managed and group_id not in led:
            return "the group %r is not managed here; describe it under groups, or name it in managed_groups." % group_id
        if group_id in exact and group_id not in led:
            return "%r is not among the subadmins in the group's own row; keep one of the two." % group_id
        if self.groups.get(group_id) is False:
            return "the group %r does not exist, or has state absent in the document; describe it under groups, or remove it here." % group_id
        return self.unreadable(group_id)
