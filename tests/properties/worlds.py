# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Generated servers: what there is besides what documents make; and what the guards of a task let pass, judged by what a server had and has."""

from __future__ import annotations

import contextlib
from fnmatch import fnmatchcase
from urllib.parse import quote

from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import Id
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import OCSError
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile import calls as seafile_calls
from ansible_collections.ocs.provisioning.tests.properties import seafile_documents
from ansible_collections.ocs.provisioning.tests.properties.documents import GROUPS, PASSWORD, PEOPLE
from hypothesis import strategies as st

STRANGERS = ("stray 1", "x.y@z", "Otto", "0", "admin2", "a+b")
ADDRESSES = ("stray@example.org", "x_y@example.org", "otto@sub.example.org")
LOOSE = ("in  side", "50% off", "a/b", "Zoo ", " lead", "STAFF", "0")


def some(names, most=3):
    """A few of the names."""
    return st.lists(st.sampled_from(names), unique=True, max_size=most)


@st.composite
def worlds(draw):
    """Accounts and groups that no document makes, accounts of another backend, accounts that their backend has lost, and disabled ones."""
    everybody = PEOPLE + STRANGERS
    return {
        "strangers": draw(some(STRANGERS)), "loose": draw(some(LOOSE)), "off": draw(some(everybody)), "elsewhere": draw(some(everybody)),
        "lost": draw(some(STRANGERS, 1)),  # no document names them: only a write tells that their IDs are taken
        "members": draw(st.lists(st.tuples(st.sampled_from(everybody), st.sampled_from(GROUPS + LOOSE + ("admin",))), max_size=4)),
        "posts": draw(st.lists(st.tuples(st.sampled_from(everybody), st.sampled_from(GROUPS + LOOSE)), max_size=3)),
    }  # fmt: skip


@st.composite
def guarded(draw):
    """What a task may do to a server, in the words of its options."""
    scope = {"names": draw(some(("*", "?tray*", "x*", "OTTO", "b*"))), "groups": draw(some(GROUPS + ("*",))), "backends": draw(some(("LDAP", "Database"), 1))}
    return {
        "max_disables": draw(st.sampled_from(["0", "1", "2", "20%", "100%"])), "max_deletes": draw(st.sampled_from(["0", "1", "2", "20%", "100%"])),
        "max_group_deletes": draw(st.sampled_from(["0", "1", "10%", "50%", "100%"])),
        "protected_users": draw(some(PEOPLE + STRANGERS)), "protected_groups": draw(some(GROUPS + LOOSE)) + ["admin"],
        "allow_admin_changes": draw(st.booleans()), "on_problem": draw(st.sampled_from(["fail", "fail", "skip"])),
        "unlisted_scope": {key: value for key, value in scope.items() if value and draw(st.integers(0, 2)) == 0},
    }  # fmt: skip


@st.composite
def seafile_worlds(draw):
    """The same for Seafile, and libraries."""
    everybody = seafile_documents.PEOPLE + ADDRESSES
    groups = st.sampled_from(seafile_documents.GROUPS + ("loose one", "Zoo"))
    return {
        "strangers": draw(some(ADDRESSES)), "loose": draw(some(("loose one", "Zoo"))), "off": draw(some(everybody)),
        "members": draw(st.lists(st.tuples(st.sampled_from(everybody), groups), max_size=4)), "libraries": draw(some(everybody, 2)),
    }  # fmt: skip


@st.composite
def guarded_seafile(draw):
    """What a task may do to a Seafile server."""
    scope = {"names": draw(some(("*", "?tray*", "x*", "b*"))), "groups": draw(some(seafile_documents.GROUPS + ("*",)))}
    return {
        "max_disables": draw(st.sampled_from(["0", "1", "2", "20%", "100%"])), "max_deletes": draw(st.sampled_from(["0", "1", "2", "20%", "100%"])),
        "max_group_deletes": draw(st.sampled_from(["0", "1", "10%", "50%", "100%"])),
        "protected_users": draw(some(seafile_documents.PEOPLE + ADDRESSES)), "protected_groups": draw(some(seafile_documents.GROUPS)),
        "on_problem": draw(st.sampled_from(["fail", "fail", "skip"])),
        "unlisted_scope": {key: value for key, value in scope.items() if value and draw(st.integers(0, 2)) == 0},
    }  # fmt: skip


def furnish_seafile(site, world):
    """Give a Seafile server what the world has; what it refuses is not there."""

    def ask(call, ids=(), **data):
        with contextlib.suppress(OCSError, LookupError):
            site.send(call, dict(ids), **data)

    for address in world["strangers"]:
        ask(seafile_calls.CREATE_USER, email=address, password=PASSWORD)
    for name in world["loose"]:
        ask(seafile_calls.CREATE_GROUP, group_name=name)
    for address, group in world["members"]:
        ask(seafile_calls.JOIN, {"group": Id("group", group)}, email=Id("user", address))
    for address in world["off"]:
        ask(seafile_calls.EDIT_USER_ONCE, {"user": Id("user", address)}, is_active="false")
    for address in world["libraries"]:
        with contextlib.suppress(LookupError):
            site.operate(library={"owner": address, "size": 1000})


def furnish(site, world):
    """Give the server what the world has; what a product or version refuses is not there."""

    def ask(method, path, **data):
        with contextlib.suppress(OCSError):
            site.send(method, path, **data)

    for name in world["strangers"]:
        ask("POST", "users", userid=name, password=PASSWORD)
    for name in world["loose"]:
        ask("POST", "groups", groupid=name)
    for relation, path in (("members", "groups"), ("posts", "subadmins")):
        for name, group in world[relation]:
            ask("POST", "users/%s/%s" % (quote(name, safe=""), path), groupid=group)
    for name in world["off"]:
        ask("PUT", "users/%s/disable" % quote(name, safe=""))
    if site.product == "nextcloud":
        for name in filter(site.sandbox.product.state.user, world["elsewhere"]):
            site.operate(backend={"user": name, "name": "LDAP"})
        for name in filter(site.sandbox.product.state.user, world["lost"]):
            site.operate(remnant=name)


def most(limit, existing):
    """How many accounts or groups a limit lets pass."""
    return max(1, existing * int(limit[:-1]) // 100) if limit.endswith("%") else int(limit)


def passed_guards(task, before, after, caller, identity="name"):
    """What happened that no guard of the task should have let pass; two snapshots are compared, and the task's own words."""
    users, gone = before["users"], set(before["users"]) - set(after["users"])
    off = {name for name in set(users) - gone if users[name].get("enabled") and not after["users"][name].get("enabled")}
    rows, found = {str(row[identity]).lower(): row for row in task["users"]}, []
    for hit, key, act in ((gone, "max_deletes", "delete"), (off, "max_disables", "disable")):
        found += ["%s: %s" % (key, sorted(hit))] if len(hit) > most(task[key], len(users)) else []
        spared = {name.lower() for name in task["protected_users"] + [caller]}
        found += ["protected: %s" % name for name in hit if name.lower() in spared]
        strangers = [name for name in hit if name.lower() not in rows]
        found += ["not asked for: %s" % name for name in strangers if task["unlisted_users"] != act or not in_scope(task["unlisted_scope"], name, users[name])]
    found += ["no row: %s" % name for name in gone if name.lower() in rows and rows[name.lower()].get("state") != "absent"]
    return found + passed_groups(task, before, after, gone)


def passed_groups(task, before, after, gone):
    """The same of groups."""
    lost = set(before["groups"]) - set(after["groups"])
    found = ["a protected group: %s" % name for name in lost & set(task["protected_groups"])]
    found += ["max_group_deletes: %s" % sorted(lost)] if len(lost) > most(task["max_group_deletes"], len(before["groups"])) else []
    absent = {row["name"] for row in task["groups"] if row.get("state") == "absent"}
    found += ["a group that nobody asked for: %s" % name for name in lost - absent if task["unlisted_groups"] != "delete"]
    if not task["allow_admin_changes"]:
        sides = [{name for name, fields in state["users"].items() if "admin" in fields.get("groups", ())} - gone for state in (before, after)]
        found += ["the group admin: %s, then %s" % tuple(map(sorted, sides))] if sides[0] != sides[1] else []
    return found


def in_scope(scope, name, fields):
    """Whether an account meets the scope's conditions."""
    fits = {
        "names": lambda wanted: any(fnmatchcase(name.lower(), pattern.lower()) for pattern in wanted),
        "groups": lambda wanted: any(group == pattern or fnmatchcase(group, pattern) for group in fields["groups"] for pattern in wanted),
        "backends": lambda wanted: fields["backend"] in wanted,
    }
    return all(fits[key](wanted) for key, wanted in scope.items())


def beside(before, after, diff):
    """What changed on the server that the diff does not tell."""
    found, (_old, told), gone = [], diff, set(before["groups"]) - set(after["groups"])
    titles = {title.lower() for side in diff for title in side}
    for kind in ("users", "groups"):
        for name in set(before[kind]) ^ set(after[kind]):
            found += [] if "%s %s" % (kind[:-1], name.lower()) in titles else ["%s came or went: %s" % (kind, name)]
    for name in set(before["users"]) & set(after["users"]):
        fields = next((fields for title, fields in told.items() if title.lower() == "user " + name.lower()), {})
        owned = {group for side in (before, after) for group, about in side["groups"].items() if about.get("owner") == name}
        differing = changed(before["users"][name], after["users"][name], gone | owned)  # who owns a group is told of the group
        found += ["%s: %s of %s" % (name, key, value) for key, value in differing if key not in fields]
    return found


def changed(before, after, gone):
    """``(field, values)`` that differ, but for these groups."""
    for key in before.keys() | after.keys():
        old, new = before.get(key), after.get(key)
        if isinstance(old, list):
            old, new = ([item for item in side if item not in gone] for side in (old, new))
        if old != new:
            yield key, (old, new)
