# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""People who leave, turned into a directory document and a list of what is still to do by hand. Pure."""
from __future__ import annotations

from datetime import date, datetime, timedelta

KEYS = ("name", "email", "last_day", "successor", "delete_after_days")


def leavers_to_users(leavers, existing, today, delete=False, retention=None, identity="name"):
    """``document``, ``due``, ``waiting``, ``gone``, ``transfers`` and ``problems`` for a list of leavers.

    A leaver is due from the day after the last one. He is deleted when that is switched on, he has been gone for ``delete_after_days``
    (or ``retention``) days, and either number is given.

    :param identity: the key that tells who it is: ``name``, or ``email`` on Seafile.
    :param existing: ids on the server; nobody is created by leaving. :param today: a date, or one as text.
    """
    today, known = _day(today), {str(name).lower(): str(name) for name in existing}
    found = {"document": {"groups": [], "users": []}, "due": [], "waiting": [], "gone": [], "transfers": [], "problems": []}
    seen = set()
    for index, leaver in enumerate(leavers):
        try:
            name, last = _checked(leaver, identity)
        except ValueError as error:
            found["problems"].append("leaver %d: %s" % (index + 1, error))
            continue
        if name.lower() in seen:
            found["problems"].append("leaver %d: %s stands in the list twice." % (index + 1, name))
        seen.add(name.lower())
        if last >= today:
            found["waiting"].append(name)
        elif name.lower() not in known:
            found["gone"].append(name)
        else:
            _add(found, leaver, {identity: known[name.lower()]}, (today - last).days, delete, retention)
    return found


def _checked(leaver, identity):
    if not isinstance(leaver, dict) or not leaver.get(identity):
        raise ValueError("has no %s." % identity)
    unknown = sorted(set(leaver) - set(KEYS))
    if unknown:
        raise ValueError("%s is unknown; a leaver has %s." % (", ".join(unknown), ", ".join(KEYS)))
    if leaver.get("last_day") in (None, ""):
        raise ValueError("%s has no last_day." % leaver[identity])
    return str(leaver[identity]), _day(leaver["last_day"])


def _day(value):
    """A date from a date or a text like 2026-09-30."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return date.fromisoformat(str(value).strip()[:10])
    except ValueError:
        raise ValueError("%r is no day like 2026-09-30." % (value,)) from None


def _add(found, leaver, row, days, delete, retention):
    """One leaver who is due: disabled and out of everything, or deleted when his time is over."""
    ((identity, name),) = row.items()
    found["due"].append(name)
    wait = leaver.get("delete_after_days") if leaver.get("delete_after_days") not in (None, "") else retention
    old_enough = wait not in (None, "") and days > int(wait)
    if delete and old_enough:
        found["document"]["users"].append(dict(row, state="absent"))
    else:
        found["document"]["users"].append(dict(row, enabled=False, groups=[], subadmin_of=[]))
    if leaver.get("successor"):
        found["transfers"].append({
            "name": name, "successor": str(leaver["successor"]), "deleted": bool(delete and old_enough),
            "delete_on": None if wait in (None, "") else str(_day(leaver["last_day"]) + timedelta(days=int(wait) + 1)),
            "command": "occ files:transfer-ownership %s %s" % (name, leaver["successor"]) if identity == "name" else ""})
