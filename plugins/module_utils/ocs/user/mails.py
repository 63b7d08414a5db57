# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Additional mail addresses and the one that gets notifications (Nextcloud).

An address added by the single-field edit is unverified and cannot be notified; added through the collection, with itself as key,
it is verified. The collection is limited to 5 changes a minute, so it is used only where needed. Source: recorded user-edit.
"""

from __future__ import annotations

from ...common.record import is_unread
from ...engine import lists
from ...errors import Invalid
from .. import calls as ocs_calls
from ..ids import planned
from . import normal_forms as values
from .operations import update


def plan_mails(desired, record, server):
    """Steps for ``additional_mails`` and ``notify_email``; :raises Invalid: when the two contradict each other."""
    name, primary = record["name"], (record.get("email") or "").lower()
    held = _held(record)
    known = {address.lower() for address in held}
    change = _normal(lists.membership("additional_mails", desired.get("additional_mails"), str.lower), known)
    notify = desired.get("notify_email")
    notify = None if notify is None else _checked("notify_email", notify, known)
    if primary in lists.listed(change):
        raise Invalid("additional_mails", "%r is the primary address of %s; name others only." % (primary, name))
    added, removed = lists.difference(change, [address.lower() for address in held])
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
