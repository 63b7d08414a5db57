# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The requests that change an account, one operation each: which call of which product carries which field."""

from __future__ import annotations

from ...engine.plan import NOTHING, SECRET, Operation, Request
from .. import calls as ocs_calls
from ..ids import planned
from .fields import BY_NAME, FIELDS

# key of the single-field edit to member of the multi-field edit
BY_KEY = dict({field.nextcloud: field.multi for field in FIELDS if field.multi}, password="password")


def create(name, goals, groups, subadmin_of, password, server):
    """Create with every field that the product's call takes; the rest follows as edits.

    Nextcloud: recorded users "create with every field"; ownCloud ignores all but id, password and groups without a sign.
    """
    data = {"userid": name, "password": password or ""}
    after = {"name": name, "enabled": True}
    taken = [field for field in FIELDS if field.name in goals and field.name in server.dialect.create_takes]
    data.update((field.create, goals[field.name].wire) for field in taken)
    after.update((field.name, goals[field.name].value) for field in taken)
    for key, parameter, names in (("groups", "groups", groups), ("subadmin_of", "subadmin", subadmin_of)):
        if names and key in server.dialect.create_takes:
            data[parameter] = after[key] = sorted(names)
    if password:
        after["password"] = SECRET
    return Operation("create", "user", name, NOTHING, after, Request(ocs_calls.CREATE_USER, data=data))


def edit(name, changes, record, password, server):
    """Edits of the fields that differ: one request for several fields where the server has it, else one each.

    :param changes: field name to goal; :param password: the new one or None.
    """
    steps = []
    together = [key for key in changes if BY_NAME[key].multi] if server.can("multi_field_edit") else []
    if len(together) + bool(password) < 2:
        together = []
    if together:
        data = {BY_NAME[key].multi: changes[key].wire for key in together}
        before, after = _sides({key: changes[key] for key in together}, record)
        if password:
            data["password"], after["password"], password = password, SECRET, None
        steps.append(update(name, before, after, planned(server, ocs_calls.EDIT_FIELDS, data, user=name)))
    if password:
        steps.append(_put(name, {}, {"password": SECRET}, "password", password, server))
    for key in (key for key in changes if key not in together):
        field = BY_NAME[key]
        before, after = _sides({key: changes[key]}, record)
        steps.append(_put(name, before, after, field.key(server), changes[key].wire, server))
    return steps


def _sides(changes, record):
    return {key: record.get(key) for key in changes}, {key: goal.value for key, goal in changes.items()}


def update(name, before, after, request):
    """One edit, whatever it carries."""
    return Operation("update", "user", name, before, after, request)


def _put(name, before, after, key, value, server):
    return update(name, before, after, planned(server, _single(key), {"key": key, "value": value}, user=name))


def _single(key):
    """The single-field edit of this key."""
    return ocs_calls.SET_PASSWORD if key == "password" else ocs_calls.EDIT_USER


def enable(name, server):
    """Let the account sign in again."""
    return _flag(name, "enable", ocs_calls.ENABLE_USER, True, server)


def disable(name, server):
    """Keep the account and its files, but let nobody sign in with it."""
    return _flag(name, "disable", ocs_calls.DISABLE_USER, False, server)


def _flag(name, action, call, enabled, server):
    return Operation(action, "user", name, {"enabled": not enabled}, {"enabled": enabled}, planned(server, call, user=name))


def delete(name, record, server):
    """Delete the account and its files."""
    before = {key: record[key] for key in ("name", "display_name", "email") if key in record}
    return Operation("delete", "user", name, before, {}, planned(server, ocs_calls.DELETE_USER, user=name))


def wipe(name, server):
    """Ask the user's devices to wipe themselves."""
    return Operation("wipe", "user", name, {}, {"wipe_devices": "sent"}, planned(server, ocs_calls.WIPE_USER, user=name))


def welcome(name, server):
    """Send the welcome mail again."""
    return Operation("welcome", "user", name, {}, {"welcome_email": "sent"}, planned(server, ocs_calls.WELCOME_USER, user=name))


def switch_off_two_factor(name, providers, server):
    """Switch off every second factor that is on (lost device); Nextcloud 31 and later."""
    return update(
        name, {"two_factor": True}, {"two_factor": False}, Request(ocs_calls.SWITCH_OFF_TWO_FACTOR, data={"user": name, "providers": sorted(providers)})
    )


def elsewhere(request, server):
    """The requests that make the same edits and are counted by another rate limit; [] where there are none (Nextcloud 34 has both edits)."""
    if not server.can("multi_field_edit"):
        return []
    data = request.data
    if request.call in (ocs_calls.EDIT_USER, ocs_calls.SET_PASSWORD):
        field = BY_KEY.get(data["key"])
        return [Request(ocs_calls.EDIT_FIELDS, request.ids, {field: data["value"]})] if field else []
    if request.call is ocs_calls.EDIT_FIELDS:
        return [Request(_single(key), request.ids, {"key": key, "value": data[field]}) for key, field in BY_KEY.items() if field in data]
    return []
