# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads an ownCloud server for a document: ids, member lists of the groups that matter, and one account at a time where a row needs it."""

from __future__ import annotations

from ...bulk import guards
from ...http.workers import parallel
from .. import calls as ocs_calls
from ..pages import ids_in
from ..ids import is_addressable
from ..user import accounts

RELATIONS = ("name", "state", "password", "groups", "subadmin_of")  # fields that the lists tell


def observe(client, desired, names):
    """As ``read_nextcloud.observe``; with ``names`` (ids in lower case) the details of these accounts and no others."""
    scope = desired["unlisted_scope"] or {}

    def needy(users):
        return _needy(users, desired, scope) if names is None else [key for key in users if key in names]

    return _read(client, lambda name: _matters(name, desired, scope), _posts_matter(desired), needy, desired["workers"])


def read_all(client, workers):
    """Every account and every group, with all that the server tells of them."""
    return _read(client, lambda _name: True, True, list, workers)


def _read(client, matters, posts_matter, needy, workers):
    """The lists of the groups that matter, and the details of the needy."""
    ids = {name.lower(): name for name in ids_in(client.get(ocs_calls.USERS))}
    groups = {name: {"name": name} for name in ids_in(client.get(ocs_calls.GROUPS))}
    wanted = sorted(name for name in groups if is_addressable(client.server, ocs_calls.GROUP_MEMBERS, group=name) and matters(name))
    joined = _by_user(client, wanted, ocs_calls.GROUP_MEMBERS, groups, "members", workers)
    led = _by_user(client, wanted if posts_matter else [], ocs_calls.GROUP_ADMINS, groups, "subadmins", workers)
    users = {key: {"name": name, "groups": joined.get(key, []), "subadmin_of": led.get(key, [])} for key, name in ids.items()}
    asked = needy(users)
    for key, record in zip(asked, parallel(client, asked, lambda one, key: accounts.read_listed(one, ids[key]), workers, "reading accounts %s")):
        users[key] = dict(record, groups=users[key]["groups"], subadmin_of=users[key]["subadmin_of"])
    return {"users": users, "groups": groups, "ids": ids}


def relations(client, keys, workers):
    """All groups and posts of these accounts (ids in lower case): two requests each."""
    return dict(zip(keys, parallel(client, keys, lambda one, key: accounts.related(one, {"name": key}), workers, "reading groups of accounts %s")))


def _matters(name, desired, scope):
    return name in desired["managed"] or name in desired["document"].groups or guards.matches(name, scope.get("groups") or ())


def _posts_matter(desired):
    held = desired["document"]
    return any("subadmin_of" in row for row in held.users.values()) or any("subadmins" in row for row in held.groups.values())


def _by_user(client, wanted, call, groups, key, workers):
    """Read one list per group; user id in lower case to the groups that name it."""
    found, answers = {}, parallel(client, wanted, lambda one, name: one.get(call, group=name), workers, "reading %s of groups %%s" % key)
    for name, answer in zip(wanted, answers):
        groups[name][key] = sorted(ids_in(answer))
        for member in groups[name][key]:
            found.setdefault(member.lower(), []).append(name)
    return found


def _needy(users, desired, scope):
    """The accounts that have to be read by themselves: for fields of their row, or because of what happens to the unlisted."""
    held = desired["document"]
    fields = {name.lower(): row.get("state") != "absent" and any(field not in RELATIONS for field in row) for name, row in held.users.items()}
    about_unlisted = desired["unlisted_users"] == "disable" or (desired["unlisted_users"] != "ignore" and scope.get("inactive_days") is not None)
    near, named = dict(scope, inactive_days=None), held.named_users()
    return [key for key, record in users.items() if fields.get(key, about_unlisted and key not in named and guards.in_scope(record, near))]
