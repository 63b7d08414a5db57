# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An account's record as the servers send it, in our words: a flat dictionary, the same for every product.

A key that the product or version does not send is left out, so that a planner sees what the server lacks.
"""
from __future__ import annotations

from datetime import datetime, timezone

from ansible_collections.ocs.provisioning.plugins.module_utils.pages import rows
from ansible_collections.ocs.provisioning.plugins.module_utils.quota import quota_bytes, size_text
from ansible_collections.ocs.provisioning.plugins.module_utils.values import MOMENT

TEXTS = (
    "language", "locale", "timezone", "manager", "phone", "address", "website", "twitter", "bluesky", "fediverse", "organisation",
    "role", "headline", "biography", "pronouns",
)
FIGURES = ("used", "free", "total", "relative")
# decided by the server when it creates an account, so a dry run cannot tell them
BY_THE_SERVER = ("quota", "language", "storage_location", "backend", "backend_capabilities", "created", "last_login", "first_login")


def from_nextcloud(data):
    """A record from ``GET users/{id}`` or a details page."""
    record = {
        "name": str(data["id"]),
        "display_name": data.get("displayname", data.get("display-name")),
        "email": data.get("email") or "",
        "groups": sorted(map(str, rows(data.get("groups")))),
        "subadmin_of": sorted(map(str, rows(data.get("subadmin")))),
        "backend": data.get("backend"),
        "last_login": moment(data.get("lastLogin", 0), 1000),
    }
    record.update(_quota(data.get("quota")))
    record.update((key, data[key] or "") for key in TEXTS if key in data)
    for ours, theirs in (("enabled", "enabled"), ("storage_location", "storageLocation"), ("backend_capabilities", "backendCapabilities")):
        if theirs in data:
            record[ours] = data[theirs]
    if "additional_mail" in data:
        record["additional_mails"] = sorted(rows(data["additional_mail"]))
    if "notify_email" in data:
        record["notify_email"] = data["notify_email"] or ""
    if "profile_enabled" in data:
        record["profile_enabled"] = data["profile_enabled"] == "1"
    if "firstLoginTimestamp" in data:
        record["first_login"] = moment(data["firstLoginTimestamp"])
    return record


def from_owncloud(data, name, groups=None, subadmin_of=None):
    """A record from ``GET users/{id}``, which names neither id nor groups; those that were not asked for are left out.

    :param name: the id in its stored spelling.
    """
    quota = data["quota"] if isinstance(data.get("quota"), dict) else {}
    definition = str(quota.get("definition", "default"))
    record = {
        "name": name,
        "display_name": data.get("displayname"),
        "email": data.get("email") or "",
        "quota": definition,
        "language": data.get("language"),
        "storage_location": data.get("home"),
        "two_factor": data.get("two_factor_auth_enabled") == "true",
        "last_login": moment(data.get("last_login", 0)),
        "created": moment(data.get("creation_time", 0)),
    }
    if "enabled" in data:
        record["enabled"] = data["enabled"] == "true"
    record.update(("quota_" + key, quota.get(key)) for key in FIGURES)
    if groups is not None:
        record["groups"] = sorted(groups)
    if subadmin_of is not None:
        record["subadmin_of"] = sorted(subadmin_of)
    return record


def fresh(name, server, keys=None):
    """The record of an account that was just created with nothing but its id; None where the server decides.

    :param keys: the keys that this server's records have (from the acting account's own), where they are known.
    """
    record = {"name": name, "display_name": name, "email": "", "enabled": True}
    record.update(("quota_" + key, None) for key in FIGURES)
    if server.is_nextcloud:
        record.update({"groups": [], "subadmin_of": [], "additional_mails": [], "notify_email": "", "profile_enabled": True})
        record.update((key, "") for key in TEXTS)
    else:
        record.update({"two_factor": False, "quota": "default"})
    record.update((key, None) for key in BY_THE_SERVER if key not in record)
    if server.is_nextcloud:
        record.update(language=None, quota=None)
    lacking = ("created",) if server.is_nextcloud else ("backend", "backend_capabilities", "first_login")
    return {key: value for key, value in record.items() if key not in lacking and (keys is None or key in keys)}


def describe(record):
    """The record as a task returns it: ``quota`` with its figures, everything else as it is."""
    if record is None:
        return None
    shown = {key: value for key, value in record.items() if not key.startswith("quota_")}
    text = record.get("quota")
    size = round(quota_bytes(text)) if (text or "")[:1].isdigit() else None
    shown["quota"] = dict({"definition": text, "bytes": size}, **{key: record.get("quota_" + key) for key in FIGURES})
    return shown


def moment(value, per_second=1):
    """ISO 8601 in UTC of a time in seconds (or milliseconds: 1000), None for never (0, negative or absent)."""
    try:
        seconds = int(value or 0) // per_second
    except (TypeError, ValueError):
        return None
    return datetime.fromtimestamp(seconds, timezone.utc).strftime(MOMENT) if seconds > 0 else None


def _quota(data):
    """Quota of a Nextcloud record: bytes, a negative number or the text "none" for unlimited (recorded: nextcloud-28/users)."""
    data = data if isinstance(data, dict) else {}
    size = data.get("quota")
    limited = isinstance(size, (int, float)) and not isinstance(size, bool) and size >= 0
    record = {"quota": size_text(round(size)) if limited else "none"}
    for key in FIGURES:
        figure = data.get(key)
        record["quota_" + key] = None if key != "used" and isinstance(figure, (int, float)) and figure < 0 else figure
    return record
