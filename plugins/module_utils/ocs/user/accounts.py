# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Accounts as the servers tell of them: asked for, and put into our words as a flat dictionary, the same for every product.

Servers do not tell all of every account: Nextcloud answers ``"quota": []`` where it cannot read the storage, -2 where it does not know the
quota, and ``{"id": ...}`` alone for an account that its backend has lost or that the acting account may not see (its source).

Here alone an account is read by its id, because not everything that answers is the account that was asked for: Nextcloud 32 and later take an
email address for an id, at every call, also at those that edit and delete (its source, Database::loadUser; seen on 32.0.1 and 34.0.1). So a
record counts only when its own id is the one that was asked for.
"""

from __future__ import annotations

from functools import lru_cache

from ...common.messages import hide, short
from ...common.record import flag, is_unread, known_fields, names, read_fields, shown, text, timestamp, told, with_unread, word
from ...engine.dialect import refusal
from ...errors import Invalid, OCSError
from .. import calls as ocs_calls
from ..ids import ids_in, is_addressable, pages, same_user
from .normal_forms import normal_quota, quota_bytes, size_text

TEXTS = (
    "language", "locale", "timezone", "manager", "phone", "address", "website", "twitter", "bluesky", "fediverse", "organisation",
    "role", "headline", "biography", "pronouns",
)  # fmt: skip
FIGURES = ("used", "free", "total", "relative")
PRESETS = "1 GB, 5 GB, 10 GB"  # quotas of Nextcloud, unless it has others (its source, 28 to 34)
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


def read(client, name, relations=(), certain=False):
    """``(record, holder)`` of the account with this id, its name in the stored spelling.

    Where there is none, the record is None, and ``holder`` the id of the account whose address the name is, if it is one.

    :param relations: ``groups``, ``subadmin_of``: those that have to be known, also where that costs a request of its own.
    :param certain: whether an account that may only be hidden from the caller is an error, as where a missing one would be created.
    """
    dialect = client.server.dialect
    data = client.find(ocs_calls.USER, dialect.gone if certain else None, user=name)
    if data is None:
        return None, None
    stored = str(data["id"]) if "id" in data else _stored_on_owncloud(client, name, data)
    if not same_user(stored, name):
        return None, stored
    record = from_nextcloud(data) if dialect.whole_records else from_owncloud(data, stored)
    return dict(record, **related(client, record, relations)) if relations else record, None


def every(client, workers=1, total=None, ahead=False, **asked):
    """What the server tells of each account, by :func:`pages`; of one that its backend has lost, the ID alone."""
    return pages(client, ocs_calls.USERS_DETAILS, "users", workers=workers, total=total, read=_page, ahead=ahead, **asked)


def _page(client, **asked):
    """One page. Nextcloud 28 refuses one with a lost account (its source; seen on 28.0.2): then its IDs, and each account by itself."""
    gone = client.server.dialect.gone
    try:
        return client.get(ocs_calls.USERS_DETAILS, **asked)
    except OCSError as error:
        if error.code not in gone:
            raise
    names = ids_in(client.get(ocs_calls.USERS, **asked))
    client.expect(len(names))
    shown = [name for name in names if is_addressable(client.server, ocs_calls.USER, user=name)]
    found = {name: client.find(ocs_calls.USER, gone, user=name) for name in shown}
    return {"users": [found.get(name) or {"id": name} for name in names]}


def read_listed(client, stored):
    """The record of an id that a list of ownCloud has just told, in its stored spelling: nothing else can answer to it there.

    An account that is listed and cannot be shown is there all the same.
    """
    return from_owncloud(client.find(ocs_calls.USER, client.server.dialect.gone, user=stored) or {}, stored)


def stored_users(client, names):
    """Facts: ``users``, id to its spelling on the server, None for a missing one; and ``holders``, whose addresses the others are. One request each."""
    client.expect(len(names))
    found = {name: read(client, name) for name in sorted(names)}
    return {
        "users": {name: record and record["name"] for name, (record, _holder) in found.items()},
        "holders": holders({name: holder for name, (_record, holder) in found.items()}),
    }


def holders(found):
    """The fact of this name: names in lower case to the accounts whose addresses they are; those that are nobody's are left out."""
    return {name.lower(): holder for name, holder in found.items() if holder is not None}


def related(client, record, keys=tuple(ocs_calls.USER_RELATIONS)):
    """Those of an account's lists of groups that its record does not tell, by calls of their own: one request each.

    Nextcloud should have told them; what it does not tell here either stays unknown.
    """
    ask = client.find if client.server.dialect.whole_records else client.get
    found = {key: ask(ocs_calls.USER_RELATIONS[key], user=record["name"]) for key in keys if key not in record}
    return {key: sorted(ids_in(held)) for key, held in found.items() if held is not None or not is_unread(record, key)}


def default_quota(client):
    """The quota of accounts that have none of their own. Where Nextcloud forbids unlimited ones, its first preset stands in for a default that is not set."""
    text = _setting(client, "default_quota")
    if not text and _setting(client, "allow_unlimited_quota") not in ("", "1"):
        presets = map(str.strip, (_setting(client, "quota_preset") or PRESETS).split(","))
        text = next((preset for preset in presets if preset not in ("", "default", "none")), "")
    return normal_quota(text) if text not in ("", "none", "default") else "none"


def _setting(client, key):
    """A setting of the server's files, "" for one that is not set."""
    data = client.get(ocs_calls.READ_SETTING, app="files", key=key)
    return str((data or {}).get("data") or "")


def second_factors(client, name, feature="ocs_user.two_factor"):
    """The second factors that are switched on, by a call of their own. :raises Invalid: where the version cannot tell, in the words of the feature."""
    state = client.find(ocs_calls.TWO_FACTOR, user=name)
    if state is None:
        raise refusal(feature, client.identify())
    return sorted(key for key, value in state.items() if value) if isinstance(state, dict) else []


def two_factor(client, name):
    """The same as fields of a record."""
    providers = second_factors(client, name)
    return {"two_factor": bool(providers), "two_factor_providers": providers}


def own_account(client):
    """Facts from the acting account's own record: its id, and on Nextcloud the fields that accounts have."""
    own = client.get(ocs_calls.CALLER)
    return {"caller": str(own["id"]), "fields": frozenset(known_fields(from_nextcloud(own))) if client.server.dialect.whole_records else None}


def policy_says(client, password):
    """Why the server's password policy refuses this password; "" when it does not, or has no policy app."""
    verdict = client.find(ocs_calls.PASSWORD_POLICY, password=password)
    return "" if verdict is None or verdict.get("passed") else short(hide(str(verdict.get("reason") or "no reason given"), (password,)))


def _stored_on_owncloud(client, name, data):
    """The id in its stored spelling. ownCloud finds accounts by their ids alone, in any case (its source, AccountMapper::getByUid).

    The record does not name the id: the data folder tells it (recorded: "get user by id in other case"), and where that has another
    name, the list of ids. A group admin's list is searched by display name, so it may tell nothing.
    """
    folder = str(data.get("home") or "").rpartition("/")[2]
    if same_user(folder, name):
        return folder
    return next((item for item in ids_in(client.get(ocs_calls.USERS, search=name)) if same_user(item, name)), name)
