# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads Seafile's accounts: by address, by search, or all of them."""
from __future__ import annotations

from datetime import datetime, timezone

from ...common.reading import warn
from ...common.record import MOMENT, shown
from ...engine.resource import Information
from ...errors import Invalid
from .. import calls as seafile_calls, service as connect_seafile, values as seafile_values
from ..client import find_users, listed, search
from .resource import read_found, read_record

ARGUMENTS = dict(
    email=dict(type="list", elements="str", aliases=["contact_email"]),
    query=dict(type="str"),
    source=dict(type="str", choices=["db", "ldapimport"], default="db"),
    enabled=dict(type="bool"),
)
SHOWN = 20  # addresses in a warning


def read(client, desired):
    """``users``, ``count``, ``fetched_at`` and ``server``. A search tells less than a list, so its finds are read one by one."""
    if desired["email"] is not None and desired["query"] is not None:
        raise Invalid("query", "cannot stand together with email.")
    if desired["query"] is not None and not desired["query"].strip():
        raise Invalid("query", "is empty; leave it out to read all.")
    if desired["email"] is not None:
        addresses = [seafile_values.address("email", text) for text in desired["email"]]
        entries = {entry["email"]: entry for address in addresses for entry in find_users(client, address)}
        found = [read_found(client, entry) for entry in entries.values()]
    elif desired["query"] is not None:
        found = [read_found(client, entry) for entry in search(client, desired["query"])]
    else:
        found = list(listed(client, seafile_calls.USERS, "data", source=desired["source"]))
    now, server = datetime.now(timezone.utc), client.identify()
    users = [_record(data) for data in found]
    if desired["enabled"] is not None:
        unknown = [record["email"] for record in users if "enabled" not in record]
        if unknown:
            warn(client, "The server does not tell whether %d accounts are enabled; they are left out: %s." % (
                len(unknown), ", ".join(sorted(unknown)[:SHOWN])))
        users = [record for record in users if record.get("enabled") == desired["enabled"]]
    told = {"product": server.product, "edition": server.edition, "version": ".".join(map(str, server.version or ())), "url": server.url}
    listing = sorted(map(shown, users), key=lambda record: record["email"].lower())
    return {"users": listing, "count": len(users), "fetched_at": now.strftime(MOMENT), "server": told}


def _record(data):
    usage = data.get("quota_usage")  # -1 where the server could not read it (seahub's source)
    return dict(read_record(data, data["email"]), quota_usage=usage if isinstance(usage, int) and usage >= 0 else None)


INFORMATION = Information(connect_seafile.SERVICE, ARGUMENTS, read)
