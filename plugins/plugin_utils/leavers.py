# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""People who leave, turned into a directory document and a list of what is still to do by hand. Pure."""

from __future__ import annotations

import shlex
from datetime import timedelta

from ansible_collections.ocs.provisioning.plugins.module_utils.common import options
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.plugin_utils import columns as renaming
from ansible_collections.ocs.provisioning.plugins.plugin_utils.days import FIRST_YEAR, day

KEYS = ("name", "email", "last_day", "successor", "delete_after_days")


def leavers_to_users(leavers, existing, today, delete=False, retention=None, identity="name", columns=None):
    """``document``, ``names``, ``due``, ``waiting``, ``gone``, ``transfers``, ``problems`` and ``warnings`` for a list of leavers.

    A leaver is due from the day after the last one. The account is deleted when that is switched on, so many days have passed as
    ``delete_after_days`` (or ``retention``) says, and either number is given.

    :param identity: the key that tells who it is: ``name``, or ``email`` on Seafile.
    :param existing: ids on the server; nobody is created by leaving. :param today: a date, or one as text.
    :param columns: our field to the column's name, for rows that name them otherwise.
    """
    today, known, columns, retention = day(today), {str(name).lower(): str(name) for name in existing}, columns or {}, _days("retention", retention)
    found = {"document": {"groups": [], "users": []}, "warnings": renaming.unused(leavers, columns), "problems": renaming.problems(leavers, columns, KEYS)}
    found.update({key: [] for key in ("names", "due", "waiting", "gone", "transfers")})
    seen = set()
    for index, row in enumerate(leavers if not found["problems"] else ()):
        where = renaming.where(row, index, "leaver")
        try:
            leaver = _checked(row, identity, columns)
        except ValueError as error:
            found["problems"].append(renaming.told(str(error), where, leavers, columns))
            continue
        name = leaver[identity]
        if name.lower() in seen:
            found["problems"].append("%s: %s is listed twice." % (where, name))
        seen.add(name.lower())
        found["names"].append(name)
        if leaver["last_day"] >= today:
            found["waiting"].append(name)
        elif name.lower() not in known:
            found["gone"].append(name)
        else:
            _add(found, leaver, {identity: known[name.lower()]}, (today - leaver["last_day"]).days, delete, retention)
    return found


def _checked(row, identity, columns):
    """The leaver in our words and in proper types."""
    leaver = {key: value for key, value in renaming.renamed(row, columns).items() if value not in (None, "")} if isinstance(row, dict) else {}
    unknown = sorted(set(leaver) - set(KEYS))
    if unknown:
        raise ValueError("%s is unknown; a leaver has %s." % (", ".join(map(str, unknown)), ", ".join(KEYS)))
    if not str(leaver.get(identity, "")).strip():
        raise ValueError("has no %s." % identity)
    if "last_day" not in leaver:
        raise ValueError("%s has no last_day." % leaver[identity])
    wait = _days("delete_after_days", leaver.get("delete_after_days"))
    return dict(leaver, delete_after_days=wait, last_day=_last_day(leaver["last_day"]), **{identity: str(leaver[identity]).strip()})


def _days(key, value):
    """A number of days, also as text; None for none given."""
    if value in (None, ""):
        return None
    try:
        return options.days(key, int(str(value).strip()))
    except Invalid as error:
        raise ValueError(str(error)) from None
    except ValueError:
        raise ValueError("%s: %r is not a number of days." % (key, value)) from None


def _last_day(value):
    try:
        last = day(value)
    except ValueError as error:
        raise ValueError("last_day: %s" % error) from None
    if last.year < FIRST_YEAR:
        raise ValueError("last_day: %r is what spreadsheets and databases write for no date; remove the row, or enter the last day." % (value,))
    return last


def _add(found, leaver, row, days, delete, retention):
    """One leaver who is due: disabled and out of everything, or deleted when the time is over."""
    ((identity, name),) = row.items()
    found["due"].append(name)
    wait = leaver["delete_after_days"] if leaver["delete_after_days"] is not None else retention
    old_enough = wait is not None and days > wait
    if delete and old_enough:
        found["document"]["users"].append(dict(row, state="absent"))
    else:
        found["document"]["users"].append(dict(row, enabled=False, groups=[], subadmin_of=[]))
    if leaver.get("successor"):
        successor = str(leaver["successor"]).strip()
        found["transfers"].append(
            {
                "name": name,
                "successor": successor,
                "deleted": bool(delete and old_enough),
                "delete_on": None if wait is None else str(leaver["last_day"] + timedelta(days=wait + 1)),
                "command": "occ files:transfer-ownership %s %s" % (shlex.quote(name), shlex.quote(successor)) if identity == "name" else "",
            }
        )


def failures(result):
    """``name``, ``step`` and ``error`` of everything that failed in a task, or in the items of its loop; the name is "" where nobody is to blame."""
    if "results" in result and "actions" not in result:
        return [
            {"name": str(each["item"]["name"]), "step": "before leaving", "error": each["msg"]}
            for each in result["results"]
            if each.get("msg") and not each.get("skipped")
        ]
    found = [{"name": each["name"] or each["row"], "step": each["field"], "error": each["message"]} for each in result.get("problems") or []]
    for action in result.get("actions") or []:
        if action["status"] == "failed":
            name = action["name"] if action["kind"] == "user" else next(iter(action["after"] or action["before"]))
            found.append({"name": name, "step": "%s %s" % (action["action"], action["kind"]), "error": action["error"]})
    if result.get("msg") and not result.get("skipped") and not any(action["status"] == "failed" for action in result.get("actions") or []):
        found.append({"name": "", "step": "", "error": result["msg"]})
    return found
