# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An account's record as the servers send it, in our words: a flat dictionary, the same for every product.

Servers do not tell all of every account: Nextcloud answers ``"quota": []`` where it cannot read the storage, -2 where it does not know the
quota, and ``{"id": ...}`` alone for an account that its backend has lost or that the acting account may not see (its source).
"""

from __future__ import annotations

from functools import lru_cache

from ...common.record import flag, names, read_fields, shown, text, timestamp, told, with_unread, word
from ...errors import Invalid
from .normal_forms import quota_bytes, size_text

TEXTS = (
    "language", "locale", "timezone", "manager", "phone", "address", "website", "twitter", "bluesky", "fediverse", "organisation",
    "role", "headline", "biography", "pronouns",
)  # fmt: skip
FIGURES = ("used", "free", "total", "relative")
# decided by the server when it creates an account, so a dry run cannot tell them
BY_THE_SERVER = ("quota", "language", "storage_location", "backend", "backend_capabilities", "created", "last_login", "first_login")
# not every version sends them, nor to every caller
VARYING = ("timezone", "bluesky", "pronouns", "first_login", "storage_location")
UNLIMITED = -3  # Nextcloud's number for it; -1 and -2 mean that it is not known


# our word: what the server calls it, how it is read
NEXTCLOUD = dict(
    {key: (key, text) for key in TEXTS},
    display_name=("displayname", told),
    email=("email", text),
    enabled=("enabled", flag),
    groups=("groups", names),
    subadmin_of=("subadmin", names),
    additional_mails=("additional_mail", names),
    notify_email=("notify_email", text),
    profile_enabled=("profile_enabled", word("1")),
    backend=("backend", told),
    backend_capabilities=("backendCapabilities", told),
    storage_location=("storageLocation", told),
    last_login=("lastLogin", timestamp(1000)),
    first_login=("firstLoginTimestamp", timestamp()),
)
OWNCLOUD = dict(
    display_name=("displayname", told),
    email=("email", text),
    enabled=("enabled", word("true", "false")),
    language=("language", told),
    storage_location=("home", told),
    two_factor=("two_factor_auth_enabled", word("true", "false")),
    last_login=("last_login", timestamp()),
    created=("creation_time", timestamp()),
)


@lru_cache(maxsize=8)
def _parts(only):
    """``(table, fields that every account has, those that it may have, figures of its quota)`` of these fields."""
    table = {key: read for key, read in NEXTCLOUD.items() if only is None or key in only}
    every = [key for key in sorted([*NEXTCLOUD, "quota"]) if only is None or key in only]
    return table, [key for key in every if key not in VARYING], every, [key for key in FIGURES if only is None or "quota_" + key in only]


def from_nextcloud(data, only=None):
    """A record from ``GET users/{id}`` or a details page. :param only: a frozenset of the fields that matter, by default all with their figures."""
    if "displayname" not in data and "display-name" in data:
        data = dict(data, displayname=data["display-name"])
    table, told, every, figures = _parts(only)
    record = dict({"name": str(data["id"])}, **read_fields(data, table))
    if "quota" in every:
        record.update(_quota(data.get("quota"), figures))
    return with_unread(record, told if len(data) > 1 else every)


def from_owncloud(data, name):
    """A record from ``GET users/{id}``, which names neither id nor groups.

    :param name: the id in its stored spelling.
    """
    record = dict({"name": name}, **read_fields(data, OWNCLOUD))
    storage = data.get("quota") if isinstance(data.get("quota"), dict) else {}
    if isinstance(storage.get("definition"), str):
        record["quota"] = storage["definition"]
    record.update(("quota_" + key, _figure(storage.get(key))) for key in FIGURES)
    return with_unread(record, list(OWNCLOUD) + ["quota"])


def unreadable(name):
    """The record of an account that the server lists and cannot tell anything of (Nextcloud)."""
    return from_nextcloud({"id": name})


def fresh(name, server, keys=None):
    """The record of an account that was just created with nothing but its id; None where the server decides.

    :param keys: the keys that this server's records have (from the acting account's own), where they are known.
    """
    record = dict(_fresh(server.dialect.whole_records, keys))
    record.update((key, name) for key in ("name", "display_name") if key in record)
    return record


@lru_cache(maxsize=8)  # many accounts are created on one server
def _fresh(whole, keys):
    record = {"name": "", "display_name": "", "email": "", "enabled": True}
    record.update(("quota_" + key, None) for key in FIGURES)
    if whole:
        record.update({"groups": [], "subadmin_of": [], "additional_mails": [], "notify_email": "", "profile_enabled": True})
        record.update((key, "") for key in TEXTS)
    else:
        record.update({"two_factor": False, "quota": "default"})
    record.update((key, None) for key in BY_THE_SERVER if key not in record)
    if whole:
        record.update(language=None, quota=None)
    lacking = ("created",) if whole else ("backend", "backend_capabilities", "first_login")
    return {key: value for key, value in record.items() if key not in lacking and (keys is None or key in keys)}


def describe(record):
    """The record as a task returns it: ``quota`` with its figures, null for what the server did not tell, which ``unread`` names."""
    if record is None:
        return None
    definition = record.get("quota")
    quota = dict({"definition": definition, "bytes": size_of(definition)}, **{key: record.get("quota_" + key) for key in FIGURES})
    return dict({key: value for key, value in shown(record).items() if not key.startswith("quota_")}, quota=quota)


def size_of(definition):
    """The bytes that a quota's text means; None for one that means no number, also for a server's odd one."""
    try:
        return round(quota_bytes(definition or ""))
    except Invalid:
        return None


def _figure(value):
    """A number of a quota, None for everything else."""
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _quota(data, figures):
    """Quota of a Nextcloud record: bytes, -3 or the text "none" for unlimited (recorded: nextcloud-28/users); everything else is not known."""
    data = data if isinstance(data, dict) else {}
    size, record = data.get("quota"), {}
    number = isinstance(size, (int, float)) and not isinstance(size, bool)
    if number and size >= 0:
        record["quota"] = size_text(round(size))
    elif size == "none" or (number and size == UNLIMITED):
        record["quota"] = "none"
    for key in figures:
        figure = _figure(data.get(key))
        record["quota_" + key] = None if key != "used" and figure is not None and figure < 0 else figure
    return record
