# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The requests that change an account, one operation each: which call of which product carries which field.

An additional address that is added by the single-field edit is unverified and cannot be notified; added through the collection, with itself as
key, it is verified. The collection is limited to 5 changes a minute, so it is used only where needed (Nextcloud; recorded: user-edit).
"""

from __future__ import annotations

from ...common.record import consistent, difference, is_unread, listed
from ...engine.plan import NOTHING, SECRET, Operation, Request
from ...errors import Invalid
from .. import calls as ocs_calls
from ..ids import planned
from . import normal_forms as values
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


def plan_mails(desired, record, server):
    """Steps for ``additional_mails`` and ``notify_email``; :raises Invalid: when the two contradict each other."""
    name, primary = record["name"], (record.get("email") or "").lower()
    held = _held(record)
    known = {address.lower() for address in held}
    change = _normal(consistent("additional_mails", desired.get("additional_mails"), str.lower), known)
    notify = desired.get("notify_email")
    notify = None if notify is None else _checked("notify_email", notify, known)
    if primary in listed(change):
        raise Invalid("additional_mails", "%r is the primary address of %s; name others only." % (primary, name))
    added, removed = difference(change, [address.lower() for address in held])
    steps, informed = [], None if is_unread(record, "notify_email") else (record.get("notify_email") or "").lower()
    if informed in removed:
        # Nextcloud 28.0.2 would go on sending to it (measured), 32 and later forget it with its address
        steps, informed = [] if notify else [_notify(record, "", server)], ""
    for address in removed:
        # Nextcloud 28 holds addresses that differ in case only (recorded: nextcloud-28/user-edit)
        for stored in [item for item in held if item.lower() == address]:
            steps.append(_remove(name, held, stored, server))
            held.remove(stored)
    for address in added:
        if address != notify:
            steps.append(_add(name, held, address, server))
            held.append(address)
    if notify is None or notify == informed:
        return steps
    if notify:
        _check_notify(notify, primary, change)
        steps.append(_verify(name, held, notify, server))
    return steps + [_notify(record, _spelling(held, notify), server)]


def _held(record):
    """The additional addresses, as they are stored."""
    if is_unread(record, "additional_mails"):
        raise Invalid("additional_mails", "the server does not return those of %s, so they cannot be compared; omit it and notify_email." % (record["name"]))
    return sorted(record.get("additional_mails") or [])


def _normal(change, known):
    if change is None:
        return None
    return {key: [_address(item, known, key) for item in items] for key, items in change.items() if items is not None}


def _address(item, known, key):
    if not item.strip():
        raise Invalid("additional_mails", "contains an empty address; remove it.")
    return item.strip().lower() if key == "remove" else _checked("additional_mails", item, known)


def _checked(field, item, known):
    """In lower case, without blanks at its ends; one that the account has already is not judged, for the server's own call took it unseen."""
    address = item.strip().lower()
    return address if address in known else values.email(field, address)


def _check_notify(notify, primary, change):
    if notify == primary:
        raise Invalid("notify_email", "%r is the primary address; leave notify_email empty to use it." % notify)
    excluded = change is not None and (notify in (change.get("remove") or []) or (change.get("set") is not None and notify not in change["set"]))
    if excluded:
        raise Invalid("notify_email", "%r is not among additional_mails; name it there too." % notify)


def _spelling(held, address):
    """The address as it is stored, or as it will be."""
    return next((item for item in held if item.lower() == address), address)


def _add(name, held, address, server):
    return update(
        name,
        {"additional_mails": sorted(held)},
        {"additional_mails": sorted(held + [address])},
        planned(server, ocs_calls.ADD_MAIL, {"key": "additional_mail", "value": address}, user=name),
    )


def _remove(name, held, stored, server):
    return update(
        name,
        {"additional_mails": sorted(held)},
        {"additional_mails": [item for item in held if item != stored]},
        planned(server, ocs_calls.EDIT_MAILS, {"key": stored, "value": ""}, user=name),
    )


def _notify(record, address, server):
    return update(
        record["name"],
        {"notify_email": record.get("notify_email")},
        {"notify_email": address},
        planned(server, ocs_calls.EDIT_USER, {"key": "notify_email", "value": address}, user=record["name"]),
    )


def _verify(name, held, address, server):
    """Add the address as verified, or verify the one that is there; which of them it was cannot be read back."""
    stored = _spelling(held, address)
    before, after = {}, {"verified_mails": [address]}
    if stored not in held:
        before["additional_mails"], after["additional_mails"] = sorted(held), sorted(held + [address])
    return update(name, before, after, planned(server, ocs_calls.EDIT_MAILS, {"key": stored, "value": stored}, user=name))
