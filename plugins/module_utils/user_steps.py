# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The requests that change an account, one operation each: which call of which product carries which field."""
from __future__ import annotations

from ansible_collections.ocs.provisioning.plugins.module_utils import calls
from ansible_collections.ocs.provisioning.plugins.module_utils.plan import SECRET, Operation, Request
from ansible_collections.ocs.provisioning.plugins.module_utils.user_fields import BY_NAME, FIELDS

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
    return Operation("create", "user", name, {}, after, Request("POST", "cloud/users", data))


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
        steps.append(update(name, before, after, Request("PATCH", server.user_path(name), data)))
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
    return update(name, before, after, Request("PUT", server.user_path(name), {"key": key, "value": value}))


def enable(name, server):
    """Let the account sign in again."""
    return _flag(name, "enable", True, server)


def disable(name, server):
    """Keep the account and its files, but let nobody sign in with it."""
    return _flag(name, "disable", False, server)


def _flag(name, action, enabled, server):
    return Operation(action, "user", name, {"enabled": not enabled}, {"enabled": enabled}, Request("PUT", server.user_path(name, action)))


def delete(name, record, server):
    """Delete the account and its files."""
    before = {key: record[key] for key in ("name", "display_name", "email") if key in record}
    return Operation("delete", "user", name, before, {}, Request("DELETE", server.user_path(name)))


def wipe(name, server):
    """Ask the user's devices to wipe themselves."""
    return Operation("wipe", "user", name, {}, {"wipe_devices": "sent"}, Request("POST", server.user_path(name, "wipe")))


def welcome(name, server):
    """Send the welcome mail again."""
    return Operation("welcome", "user", name, {}, {"welcome_email": "sent"}, Request("POST", server.user_path(name, "welcome")))


def switch_off_two_factor(name, providers, server):
    """Switch off every second factor that is on (lost device); Nextcloud 31 and later."""
    return update(name, {"two_factor": True}, {"two_factor": False}, Request(
        "POST", "twofactor/disable", {"user": name, "providers": sorted(providers)}))


def elsewhere(request, server):
    """The requests that make the same edits and are counted by another rate limit; [] where there are none (Nextcloud 34 has both edits)."""
    if not server.can("multi_field_edit"):
        return []
    bucket, data = calls.of(request).bucket, request.data
    if bucket == calls.SINGLE:
        field = BY_KEY.get(data.get("key"))
        return [Request("PATCH", request.path, {field: data["value"]})] if field else []
    if bucket == calls.MULTI:
        return [Request("PUT", request.path, {"key": key, "value": data[field]}) for key, field in BY_KEY.items() if field in data]
    return []
