# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads of a server what a document is compared with: ``users`` {id in lower case: record}, ``groups`` {id: record} and
``ids`` {id in lower case: id} of all accounts, None where they were not asked for.

Nextcloud tells all of an account at once, ownCloud its fields one account at a time, and its groups by the groups' lists of members.
"""

from __future__ import annotations

from ...bulk import guards
from ...bulk.fields import Columns
from ...common.record import folded, is_unread, label
from ...engine.plan import Seen
from ...http.workers import parallel
from .. import calls as ocs_calls
from ..group import people
from ..ids import ids_in, is_addressable, pages, user_id
from ..user import accounts
from ..user.accounts import from_nextcloud, unreadable
from ..user.fields import MAILS

COLUMNS = Columns("name", user_id)  # what a document says of accounts
# what is read of every account, whatever the rows name: what they and others may depend on, and what tells whether a plan was kept
ALWAYS = ("display_name", "email", "enabled", "groups", "subadmin_of", "backend", "backend_capabilities", "last_login")
AGAIN = ("enabled", "groups", "subadmin_of")
LISTED = ("name", "state", "password", "groups", "subadmin_of")  # fields of a row that the lists of ownCloud tell, or nothing does
SINGLE = 12  # one account read by itself costs as much as so many in a page (measured: 0.047 s and 0.004 s on Nextcloud 34.0.1)


def observe(client, desired):
    """What the document needs: on Nextcloud single accounts or, where that is cheaper, all; on ownCloud member lists and the listed accounts."""
    if not client.server.dialect.whole_records:
        return Seen(_observe_lists(client, desired))
    held = desired["document"]
    wants_default = any((row.get("quota") or "").strip().lower() == "default" for row in held.users.values())
    facts = {"default_quota": accounts.default_quota(client)} if wants_default else {}
    listed, named = _listed_groups(client), held.named_users()
    groups = _groups(listed)
    names, ids = named, None
    if not _wants_all(desired) and (len(names) > guards.FEW or guards.may_go(held)):
        ids = _ids(client)
        names = (named & set(ids)) | _addresses(client, named, held, ids)
    if _wants_all(desired) or (ids is not None and len(names) * SINGLE > len(ids) and len(names) > guards.FEW):
        users = _all(client, desired["workers"], ids, _fields(desired, ALWAYS))
        ids = {key: record["name"] for key, record in users.items()}
        _lead(client, groups, held, users.values())
        holders = _holders(_addresses(client, named, held, ids), users.values())
    else:
        leaders = _leaders(client, held, groups)
        users, holders = _single(client, names | {name.lower() for name in leaders if not ids or name.lower() in ids}, desired["workers"], ids or {})
    led = {name.lower() for group in groups.values() for name in group.get("subadmins", ())}
    _add_untold_relations(client, named | led, users, desired["workers"])
    _add_second_factors(client, held, users, desired["workers"])
    return Seen({"users": users, "groups": groups, "ids": ids}, dict(facts, holders=accounts.holders(holders), closed=people.closed(listed)))


def _wants_all(desired):
    return desired["unlisted_users"] != "ignore" or desired["return_accounts"]


def read_all(client, workers):
    """Every account and every group, for an export."""
    if not client.server.dialect.whole_records:
        return _read_lists(client, lambda _name: True, True, list, workers)
    return {"groups": _groups(_listed_groups(client)), "users": _all(client, workers)}


def observe_again(client, desired, before, names, is_kept):
    """The same after a run that touched these accounts (ids in lower case); of the others nothing has to be known, nor of those that ``is_kept``."""
    if not client.server.dialect.whole_records:
        return _observe_lists(client, desired, names)
    whole = before["ids"] is not None and len(names) * SINGLE > len(before["ids"]) and len(names) > guards.FEW
    if whole:
        users = _all(client, desired["workers"], only=_fields(desired, AGAIN), is_kept=is_kept)
    else:
        users, _holders_ = _single(client, names, desired["workers"], _lost(client, before["users"], names))
    _add_untold_relations(client, names, users, desired["workers"])
    _add_second_factors(client, desired["document"], users, desired["workers"])
    return {"users": users, "groups": _groups(_listed_groups(client)), "ids": None}


def _all(client, workers, ids=None, only=None, is_kept=lambda _key, _record: False):
    """Every account by pages of details; pages are cut by display name, so an account may come twice.

    :param ids: of all, where they are known; :param only: the fields that matter, all by default; :param is_kept: which accounts are left out.
    """
    found = accounts.every(client, workers, len(ids) if ids else None, ahead=True)
    records = ((folded(record["name"]), record) for record in (from_nextcloud(data, only) for data in found))
    return {key: record for key, record in records if not is_kept(("user", key), record)}


def _fields(desired, always):
    """What of every account matters: these fields, and what some row names; of 100,000 accounts all of it would take a third of the memory.

    None for all of it: a backup holds an account that goes as it was, and a result may hold all accounts.
    """
    if desired.get("backup") or desired["return_accounts"]:
        return None
    named = set().union(*desired["document"].users.values())
    return frozenset(named.union(always, MAILS if named.intersection(MAILS) else ()))


def _single(client, names, workers, ids):
    """These accounts, those that exist, and whose addresses the other names are.

    :param ids: ids in lower case that the server lists; it may list what it cannot show.
    """
    server = client.server
    names = sorted(name for name in names if is_addressable(server, ocs_calls.USER, user=name))
    answers = dict(zip(names, parallel(client, names, lambda one, name: accounts.read(one, name, certain=True), workers, "reading accounts %s")))
    found = {name: record or unreadable(ids[name]) for name, (record, _holder) in answers.items() if record or name in ids}
    return found, {name: holder for name, (_record, holder) in answers.items()}


def _addresses(client, named, held, ids):
    """What the document names and is no id, but may be the address of an account and then answers in the place of an id."""
    names = {name.lower() for name in named | held.referred_users() if "@" in name}.difference(ids)
    return names if names and client.identify().can("accounts_by_address") else set()


def _holders(names, records):
    """Whose addresses these names are, from the records of all accounts."""
    by_address = {record["email"].lower(): record["name"] for record in records if record.get("email")} if names else {}
    return {name: by_address.get(name) for name in names}


def _ids(client):
    """Every id by its lower case; all at once."""
    return {str(name).lower(): str(name) for name in pages(client, ocs_calls.USERS, "users", whole=True)}


def _lost(client, before, names):
    """The ids that are listed now, where one of these accounts could not be shown before either: only the list tells if it is gone."""
    return _ids(client) if any(is_unread(before[name], "enabled") for name in names if name in before) else {}


def _listed_groups(client):
    """All groups as the detailed list tells them."""
    return list(pages(client, ocs_calls.GROUPS_DETAILS, "groups"))


def _groups(listed):
    """Their records by their ids."""
    found = {}
    for item in listed:
        found[str(item["id"])] = {"name": str(item["id"]), "display_name": label(item.get("displayname"))}
    return found


def _leaders(client, held, groups):
    """Group admins of the groups whose rows list them, also noted in the groups' records."""
    leaders = set()
    for name, row in held.groups.items():
        if row.get("subadmins") is not None and name in groups and is_addressable(client.server, ocs_calls.GROUP_ADMINS, group=name):
            groups[name]["subadmins"] = ids_in(client.get(ocs_calls.GROUP_ADMINS, group=name))
            leaders.update(groups[name]["subadmins"])
    return leaders


def _lead(client, groups, held, records):
    """The same from the records of all accounts, which name their posts; where one does not, the groups are asked."""
    if any("subadmin_of" not in record for record in records):
        _leaders(client, held, groups)
        return
    wanted = {name for name, row in held.groups.items() if row.get("subadmins") is not None and name in groups}
    for name in wanted:
        groups[name]["subadmins"] = []
    for record in records if wanted else ():
        for name in wanted.intersection(record["subadmin_of"]):
            groups[name]["subadmins"].append(record["name"])


def _add_untold_relations(client, names, users, workers):
    """Groups and posts of these accounts (ids in lower case) whose records should tell them and do not; one request each."""
    asked = sorted(key for key in names & set(users) if any(is_unread(users[key], field) for field in ocs_calls.USER_RELATIONS))
    for key, found in zip(asked, parallel(client, asked, lambda one, key: accounts.related(one, users[key]), workers, "reading groups of accounts %s")):
        users[key].update(found)


def _add_second_factors(client, held, users, workers):
    """What second factors the accounts have whose rows switch them off; one request each, where the version can tell."""
    asked = [name.lower() for name, row in held.users.items() if row.get("two_factor") is False and name.lower() in users]
    if not asked or not client.identify().can("two_factor_state"):
        return
    for name, state in zip(asked, parallel(client, asked, accounts.two_factor, workers, "reading second factors %s")):
        users[name].update(state)


def _observe_lists(client, desired, names=None):
    """What the document needs of ownCloud: its lists, and the details of accounts; of ``names`` (ids in lower case) and no others where they are given."""
    held, scope = desired["document"], desired["unlisted_scope"] or {}

    def matters(name):
        return name in desired["managed"] or name in held.groups or guards.matches(name, scope.get("groups") or ())

    def needy(users):
        return _needy(users, desired, scope) if names is None else [key for key in users if key in names]

    posts_matter = any("subadmin_of" in row for row in held.users.values()) or any("subadmins" in row for row in held.groups.values())
    return _read_lists(client, matters, posts_matter, needy, desired["workers"])


def _read_lists(client, matters, posts_matter, needy, workers):
    """Ids, the lists of the groups that matter, and the details of the needy."""
    ids = {name.lower(): name for name in ids_in(client.get(ocs_calls.USERS))}
    groups = {name: {"name": name} for name in ids_in(client.get(ocs_calls.GROUPS))}
    wanted = sorted(name for name in groups if is_addressable(client.server, ocs_calls.GROUP_MEMBERS, group=name) and matters(name))
    joined = _by_user(client, wanted, ocs_calls.GROUP_MEMBERS, groups, "members", workers)
    led = _by_user(client, wanted if posts_matter else [], ocs_calls.GROUP_ADMINS, groups, "subadmins", workers)
    users = {key: {"name": name, "groups": joined.get(key, []), "subadmin_of": led.get(key, [])} for key, name in ids.items()}
    asked = needy(users)
    for key, record in zip(asked, parallel(client, asked, lambda one, key: accounts.read_listed(one, ids[key]), workers, "reading accounts %s")):
        users[key] = dict(record, groups=users[key]["groups"], subadmin_of=users[key]["subadmin_of"])
    return {"users": users, "groups": groups, "ids": ids}


def relations(client, keys, workers):
    """All groups and posts of these accounts (ids in lower case), which on ownCloud takes two requests each."""
    return dict(zip(keys, parallel(client, keys, lambda one, key: accounts.related(one, {"name": key}), workers, "reading groups of accounts %s")))


def _by_user(client, wanted, call, groups, key, workers):
    """Read one list per group; user id in lower case to the groups that name it."""
    found, answers = {}, parallel(client, wanted, lambda one, name: one.get(call, group=name), workers, "reading %s of groups %%s" % key)
    for name, answer in zip(wanted, answers):
        groups[name][key] = sorted(ids_in(answer))
        for member in groups[name][key]:
            found.setdefault(member.lower(), []).append(name)
    return found


def _needy(users, desired, scope):
    """The accounts that have to be read by themselves: for fields of their row, or because of what happens to the unlisted."""
    held = desired["document"]
    fields = {name.lower(): row.get("state") != "absent" and any(field not in LISTED for field in row) for name, row in held.users.items()}
    about_unlisted = desired["unlisted_users"] == "disable" or (desired["unlisted_users"] != "ignore" and scope.get("inactive_days") is not None)
    near, named = dict(scope, inactive_days=None), held.named_users()
    return [key for key, record in users.items() if fields.get(key, about_unlisted and key not in named and guards.in_scope(record, near))]
