# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A crowd of accounts: as a document, and as what an embedded server has, put there directly because creating them takes hours."""

from __future__ import annotations

GROUPS = 20
GROUP_NAMES = [f"g{number}" for number in range(GROUPS)]


def name_of(number):
    """The id of one of the crowd."""
    return f"user{number:06d}"


def row(number):
    """One of the crowd as a row of a document."""
    return {
        "name": name_of(number), "password": f"Staple-{number}-horse!", "display_name": f"Person {number}", "email": f"p{number}@example.com",
        "quota": "5 GB", "groups": [f"g{number % GROUPS}"],
    }  # fmt: skip


def document(number):
    """So many accounts in twenty groups."""
    return {"groups": [{"name": name} for name in GROUP_NAMES], "users": [row(index) for index in range(number)]}


def fill(sandbox, number):
    """Let the sandbox have what ``document(number)`` describes."""
    with sandbox.lock:
        put = _put_on_nextcloud if sandbox.dialect.startswith("nextcloud") else _put_on_owncloud
        put(sandbox.product.state, [row(index) for index in range(number)])


def _put_on_nextcloud(state, rows):
    from sandbox.nextcloud.state import Group, User

    for name in GROUP_NAMES:
        state.add_group(Group(name, name))
    for each in rows:
        user = User(each["name"], each["password"], display_name=each["display_name"], quota=each["quota"])
        state.add_user(user)
        state.set_email(user, each["email"])
        state.join(user.uid, each["groups"][0])


def _put_on_owncloud(state, rows):
    for name in GROUP_NAMES:
        state.add_group(name)
    for each in rows:
        state.add_user(each["name"], each["password"])
        user = state.user(each["name"])
        user.display_name, user.email, user.quota = each["display_name"], each["email"], each["quota"]
        state.join(user.uid, each["groups"][0])
