# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads accounts: by name, by search, by group, with filters. Lists come in pages; on ownCloud each account costs a request."""

from __future__ import annotations

import os
from datetime import datetime, timezone
from urllib.parse import quote

from ...common import files, options
from ...common.record import MOMENT, is_unread, rows
from ...engine.resource import Information
from ...errors import Invalid
from .. import calls as ocs_calls, ids
from ..client import SERVICE
from ..group.people import read_group
from ..ids import ids_in, pages
from . import accounts
from .accounts import describe, from_nextcloud, from_owncloud, size_of

ARGUMENTS = dict(
    options.FILTERS,
    packed=options.PACKED,
    name=dict(type="list", elements="str", aliases=["user_id", "userid", "username"]),
    search=dict(type="str"),
    group=dict(type="str"),
    admin=dict(type="bool"),
    subadmin_of=dict(type="str"),
    backends=dict(type="list", elements="str"),
    details=dict(type="bool", default=True),
    two_factor=dict(type="bool", default=False),
    editable_fields=dict(type="bool", default=False),
    limit=dict(type="int"),
    avatar_dest=dict(type="path"),
    avatar_size=dict(type="int", choices=[64, 512], default=512),
    avatar_dark=dict(type="bool", default=False),
    avatar_guest=dict(type="bool", default=False),
)
EFFECTS = ("avatar_dest",)
SELECTIONS = ("name", "search", "group")
OUR_WORDS = {"displayname": "display_name", "additional_mail": "additional_mails"}


def read(client, desired):
    """``users`` in normal form, ``count``, ``truncated``, ``fetched_at``."""
    _check(client.server, desired)
    now, limit = datetime.now(timezone.utc), desired["limit"]
    people = _people(client, desired)
    wanted = [names for key, names in people.items() if desired[key]]
    if wanted and not any(desired[key] is not None for key in SELECTIONS) and desired["duplicated_email"] is None:
        desired = dict(desired, name=sorted(set.intersection(*wanted)))  # nobody else fits
    records = _unique(_records(client, desired))
    if desired["duplicated_email"] is not None:
        records = list(records)
    question = options.query(desired, now, records if desired["duplicated_email"] is not None else (), _answers(people))
    users, truncated, unknown = [], False, []
    for record in records:
        fits = question(record)
        if not fits:
            unknown += [record["name"]] if fits is None else []
            continue
        if limit is not None and len(users) >= limit:
            truncated = True
            break
        users.append(_shown(client, record, desired))
    options.tell_unknown(client, unknown)
    return {"users": users, "count": len(users), "truncated": truncated, "fetched_at": now.strftime(MOMENT)}


def _check(server, desired):
    given = [key for key in SELECTIONS if desired[key] is not None]
    if len(given) > 1:
        raise Invalid(given[1], "is mutually exclusive with %s." % given[0])
    filters = options.filters(desired, "backends")
    if not desired["details"] and filters:
        raise Invalid("details", "is needed for the filter%s %s." % ("s" * (len(filters) > 1), ", ".join(filters)))
    options.check_filters(desired, SELECTIONS)
    for name in desired["name"] or ():
        ids.check_user("name", name, server)
    if desired["group"] is not None:
        ids.check_group("group", desired["group"], server)
    if desired["limit"] is not None and desired["limit"] < 1:
        raise Invalid("limit", "must be at least 1.")
    ids.check_search(desired["search"], server)
    if desired["subadmin_of"] is not None:
        ids.check_led("subadmin_of", desired["subadmin_of"], server)
    for option in ("backends", "editable_fields", "avatar_dest", "avatar_guest"):
        if desired[option]:
            server.demand("ocs_user_info." + option)
    if desired["avatar_dest"] and not os.path.isdir(desired["avatar_dest"]):
        raise Invalid("avatar_dest", "%s is not a directory; create it first." % desired["avatar_dest"])


def _records(client, desired):
    """Records as they come from the server; with ``details: false`` they hold the name only."""
    if desired["name"] is not None:
        client.expect(len(desired["name"]))
        for name in desired["name"]:
            yield _one(client, name, desired["details"])
        return
    if client.server.can("user_details") and desired["details"]:
        asked, group = _search(desired), desired["group"]
        found = accounts.every(client, **asked) if group is None else pages(client, ocs_calls.GROUP_ACCOUNTS, "users", group=group, **asked)
        yield from map(from_nextcloud, found)
        return
    for name in _names(client, desired):
        if desired["details"]:
            # an account that is listed and cannot be shown is there all the same
            yield _one(client, name, True, relations=False) or from_owncloud({}, name)
        else:
            yield {"name": name}


def _search(desired):
    return {"search": desired["search"]} if desired["search"] is not None else {}


def _names(client, desired):
    """Ids only; all-digit ones arrive as numbers."""
    if desired["group"] is not None:
        return ids_in(client.get(ocs_calls.GROUP_MEMBERS, group=desired["group"]))
    if not client.server.dialect.paged_lists:
        return ids_in(client.get(ocs_calls.USERS, **_search(desired)))
    return map(str, pages(client, ocs_calls.USERS, "users", **_search(desired)))


def _one(client, name, details, relations=True):
    """One account's record, None when it does not exist; ownCloud tells groups and posts by requests of their own."""
    apart = relations and details and not client.server.dialect.whole_records
    record, _holder = accounts.read(client, name, ocs_calls.USER_RELATIONS if apart else ())
    return record if record is None or details else {"name": record["name"]}


def _unique(records):
    """Without the missing ones and without repeats: pages are cut by display name, so an account may come twice."""
    seen = set()
    for record in records:
        if record is not None and record["name"] not in seen:
            seen.add(record["name"])
            yield record


def _people(client, desired):
    """The ids of administrators, and of the admins of a group, by a request each; only ownCloud does not tell them with an account."""
    found = {}
    if desired["admin"] is not None:
        found["admin"] = set(ids_in(client.get(ocs_calls.GROUP_MEMBERS, group=ids.ADMIN_GROUP)))
    if desired["subadmin_of"] is not None:
        leads = read_group(client, desired["subadmin_of"], ocs_calls.GROUP_ADMINS, "subadmin_of")
        if leads is None:
            raise Invalid("subadmin_of", "the group %r does not exist." % desired["subadmin_of"])
        found["subadmin_of"] = set(ids_in(leads))
    return found


def _answers(people):
    """The filters that OCS servers answer in their own way."""
    return {
        "admin": lambda record, wanted: (record["name"] in people["admin"]) == wanted,
        "subadmin_of": lambda record, _wanted: record["name"] in people["subadmin_of"],
        "backends": lambda record, wanted: record["backend"] in wanted if "backend" in record else None,
        "quota_used_percent": _is_full,
    }


def _is_full(record, percent):
    """Of the quota; the one that ownCloud calls default is told by its size alone."""
    quota = record.get("quota")
    if quota is None:
        return None
    size = record.get("quota_total") if quota == "default" else size_of(quota)
    if quota == "default" and size is None:
        return None
    return options.fuller(record.get("quota_used"), size, percent)


def _shown(client, record, desired):
    shown = describe(record) if desired["details"] else dict(record)
    if is_unread(record, "enabled"):  # nor will it tell more
        return dict(shown, **{key: None for key, asked in (
            ("two_factor", desired["two_factor"]), ("editable_fields", desired["editable_fields"]), ("avatar", desired["avatar_dest"])) if asked})  # fmt: skip
    if desired["two_factor"] and client.server.dialect.second_factors_apart:
        shown["two_factor"] = bool(accounts.second_factors(client, record["name"], "ocs_user_info.two_factor"))
    if desired["editable_fields"]:
        found = rows(client.get(ocs_calls.EDITABLE_FIELDS, name=record["name"]))
        shown["editable_fields"] = sorted(OUR_WORDS.get(field, field) for field in found)
    if desired["avatar_dest"]:
        shown["avatar"] = _avatar(client, record["name"], desired)
    return shown


def _avatar(client, name, desired):
    """Download one picture; returns the file's path. Not part of OCS: an address of the web interface."""
    call = ocs_calls.AVATARS[desired["avatar_guest"], desired["avatar_dark"]]
    content, kind = client.download(call, name=name, size=desired["avatar_size"])
    target = os.path.join(desired["avatar_dest"], "%s.%s" % (quote(name, safe=" @'+"), "jpg" if "jpeg" in kind else "png"))
    try:
        files.write(target, content)
    except OSError as error:
        raise Invalid("avatar_dest", "%s cannot be written: %s." % (target, error.strerror)) from None
    return target


INFORMATION = Information(SERVICE, ARGUMENTS, read, EFFECTS)
