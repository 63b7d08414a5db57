# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The old API's accounts, api2/accounts/. Sources: recorded exchanges, accounts.jsonl and migrate.jsonl."""

from __future__ import annotations

from .addresses import is_address
from .account_put import update_or_create
from .answers import Crash, as_json, refuse
from .parameters import text
from .records import account_record


def listing(call):
    """GET accounts/: ids by age; -1 and -1 for all of them."""
    try:
        start, limit = int(call.query.get("start", "0")), int(call.query.get("limit", "100"))
    except ValueError as error:
        raise Crash("start and limit must be numbers") from error
    scope = call.query.get("scope", "").upper() or "DB"
    if scope not in ("DB", "LDAP", "LDAPIMPORT"):
        refuse("%s is not a valid scope value" % scope)
    users = list(call.state.users.values()) if scope == "DB" else []
    if (start, limit) != (-1, -1):
        users = users[start : start + limit] if start >= 0 and limit >= 0 else []
    return [{"email": user.email, "source": "DB"} for user in users]


def _addressed(call):
    """The id in the path, which must look like an address."""
    uid = call.ids["user"]
    if not is_address(call.dialect, uid):
        refuse("Email %s invalid." % uid)
    return uid


def read(call):
    """GET accounts/{id}/."""
    return account_record(call, call.existing(_addressed(call)))


def put(call):
    """PUT accounts/{id}/: changes the user with this id, or creates one with this address."""
    return update_or_create(call, _addressed(call))


def delete(call):
    """DELETE accounts/{id}/: 202 when there was nothing to delete."""
    user = call.state.find(_addressed(call))
    if user:
        call.state.remove_user(user)
    return as_json({"success": True}, 200 if user else 202)


def migrate(call):
    """POST accounts/{id}/ with `op=migrate`: libraries and groups to another user; the source need not exist.

    He joins all groups of the source, which stays in them; what the source owned is his.
    """
    source = _addressed(call)
    if text(call.data.get("op", "")).lower() != "migrate":
        refuse("op can only be migrate.")
    target = text(call.data.get("to_user", ""))
    if not is_address(call.dialect, target):
        refuse("Email %s invalid." % target)
    user, state = call.existing(target), call.state
    if user is not state.find(source):
        state.libraries.setdefault(user.email.lower(), {}).update(state.libraries.pop(source.lower(), {}))
    for group in state.groups_of(source):
        group.members.setdefault(user.email.lower(), False)
        if group.owner.lower() == source.lower():
            group.owner = user.email
    return {"success": True}
