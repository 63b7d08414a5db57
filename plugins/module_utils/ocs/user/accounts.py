# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks the server about accounts. Here alone one is read by its id, because not everything that answers is the account that was asked for.

Nextcloud 32 and later take an email address for an id, at every call, also at those that edit and delete (its source, Database::loadUser;
seen on 32.0.1 and 34.0.1). So a record counts only when its own id is the one that was asked for.
"""

from __future__ import annotations

from ...common.messages import hide, short
from ...common.record import is_unread, known_fields
from ...engine.dialect import refusal
from ...errors import OCSError
from .. import calls as ocs_calls
from ..calls import USER_RELATIONS
from ..ids import is_addressable, same_user
from ..pages import ids_in, pages
from .normal_forms import normal_quota
from .record import from_nextcloud, from_owncloud


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


def related(client, record, keys=tuple(USER_RELATIONS)):
    """Those of an account's lists of groups that its record does not tell, by calls of their own: one request each.

    Nextcloud should have told them; what it does not tell here either stays unknown.
    """
    ask = client.find if client.server.dialect.whole_records else client.get
    found = {key: ask(USER_RELATIONS[key], user=record["name"]) for key in keys if key not in record}
    return {key: sorted(ids_in(held)) for key, held in found.items() if held is not None or not is_unread(record, key)}


def default_quota(client):
    """The quota of accounts that have none of their own."""
    data = client.get(ocs_calls.READ_SETTING, app="files", key="default_quota")
    text = str((data or {}).get("data") or "none")
    return normal_quota(text) if text not in ("none", "default") else "none"


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
