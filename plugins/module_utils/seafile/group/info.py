# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads Seafile's groups with their people."""

from __future__ import annotations

from ...common.options import PACKED
from ...engine.resource import Information
from ...errors import Invalid
from .. import calls as seafile_calls
from ..client import SERVICE
from ..lookup import listed
from .resource import describe, read_members

ARGUMENTS = dict(packed=PACKED, name=dict(type="list", elements="str"), query=dict(type="str", aliases=["search"]), members=dict(type="bool", default=True))


def read(client, desired):
    """``groups`` and ``count``: the list in pages, and one request more for the people of each group."""
    if desired["name"] is not None and desired["query"] is not None:
        raise Invalid("query", "is mutually exclusive with name.")
    groups = []
    for group in listed(client, seafile_calls.GROUPS, "groups"):
        if desired["name"] is not None and group["name"] not in desired["name"]:
            continue
        if desired["query"] is not None and desired["query"].lower() not in group["name"].lower():
            continue
        record = {"name": group["name"], "group_id": group["id"], "owner": group["owner"]}
        groups.append(describe(read_members(client, group)) if desired["members"] else record)
    return {"groups": sorted(groups, key=lambda record: record["name"]), "count": len(groups)}


INFORMATION = Information(SERVICE, ARGUMENTS, read)
