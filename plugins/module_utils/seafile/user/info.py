# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads Seafile's accounts: by address, by search, or all of them."""

from __future__ import annotations

from datetime import datetime, timezone

from ...common import options
from ...common.record import MOMENT, shown
from ...engine.resource import Information
from ...errors import Invalid
from .. import calls as seafile_calls, values as seafile_values
from ..client import SERVICE
from ..lookup import find_groups, find_users, listed, read_user, search, single
from .resource import read_found, read_record

ARGUMENTS = dict(
    options.FILTERS,
    packed=options.PACKED,
    email=dict(type="list", elements="str", aliases=["contact_email"]),
    query=dict(type="str", aliases=["search"]),
    source=dict(type="str", choices=["db", "ldapimport"], default="db"),
    admin=dict(type="bool"),
    subadmin_of=dict(type="str"),
)
NO_ADDRESS = "@auth.local"  # ends the ids that the server makes; one stands in the place of an address where there is none
ANSWERS = {
    "has_email": lambda record, wanted: (not record["email"].lower().endswith(NO_ADDRESS)) == wanted,
    "admin": lambda record, wanted: record["admin"] == wanted if "admin" in record else None,
    "quota_used_percent": lambda record, percent: (
        None
        if "quota" not in record
        else options.fuller(record["quota_usage"], seafile_values.quota_megabytes(record["quota"]) * seafile_values.MB or None, percent)
    ),
}


def read(client, desired):
    """``users``, ``count``, ``fetched_at`` and ``server``. A search tells less than a list, so its finds are read one by one."""
    _check(desired)
    leads = _leads(client, desired["subadmin_of"]) if desired["subadmin_of"] is not None else None
    if desired["email"] is not None:
        addresses = [seafile_values.address("email", text) for text in desired["email"]]
        entries = {entry["email"]: entry for address in addresses for entry in find_users(client, address)}
        found = [read_found(client, entry) for entry in entries.values()]
    elif desired["query"] is not None:
        found = [read_found(client, entry) for entry in search(client, desired["query"])]
    elif leads is not None and desired["duplicated_email"] is None:
        found = [data for data in (read_user(client, account_id) for account_id in leads) if data]
    else:
        found = list(listed(client, seafile_calls.USERS, "data", source=desired["source"]))
    now, server = datetime.now(timezone.utc), client.identify()
    records = [_record(data) for data in found]
    question = options.query(desired, now, records, dict(ANSWERS, subadmin_of=lambda record, _wanted: record["account_id"] in leads))
    answers = [(record, question(record)) for record in records]
    options.tell_unknown(client, [record["email"] for record, fits in answers if fits is None])
    users = [record for record, fits in answers if fits]
    told = {"product": server.product, "edition": server.edition, "version": server.number, "url": server.url}
    listing = sorted(map(shown, users), key=lambda record: record["email"].lower())
    return {"users": listing, "count": len(users), "fetched_at": now.strftime(MOMENT), "server": told}


def _check(desired):
    """:raises Invalid: for what cannot be meant."""
    if desired["email"] is not None and desired["query"] is not None:
        raise Invalid("query", "is mutually exclusive with email.")
    if desired["query"] is not None and not desired["query"].strip():
        raise Invalid("query", "is empty; leave it out to read all.")
    options.check_filters(desired, ("email", "query"))


def _leads(client, group):
    """The ids of a group's admins, the owner among them, in order."""
    found = single("subadmin_of", "group", group, [str(each["id"]) for each in find_groups(client, group)])
    if found is None:
        raise Invalid("subadmin_of", "the group %r does not exist." % group)
    return sorted({each["email"] for each in listed(client, seafile_calls.GROUP_MEMBERS, "members", group=found) if each["role"] in ("Owner", "Admin")})


def _record(data):
    usage = data.get("quota_usage")  # -1 where the server could not read it (seahub's source)
    return dict(read_record(data, data["email"]), quota_usage=usage if isinstance(usage, int) and usage >= 0 else None)


INFORMATION = Information(SERVICE, ARGUMENTS, read)
