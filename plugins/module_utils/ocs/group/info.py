# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads groups: by name, by search, with members and group admins where asked for."""

from __future__ import annotations

from ...common.options import PACKED
from ...common.record import label
from ...engine.resource import Information
from ...errors import Invalid
from .. import calls as ocs_calls, ids
from ..client import SERVICE
from ..ids import ids_in, pages

ARGUMENTS = dict(
    packed=PACKED,
    name=dict(type="list", elements="str", aliases=["group_id", "groupid"]),
    search=dict(type="str"),
    members=dict(type="bool", default=True),
    subadmins=dict(type="bool", default=True),
)


def read(client, desired):
    """``groups`` and ``count``; one request a page, and one more each for the members and the group admins of a group."""
    _check(client.server, desired)
    found = list(_listed(client, desired))
    client.expect(len(found) * (desired["members"] + desired["subadmins"]))
    groups = [record for record in (_complete(client, record, desired) for record in found) if record is not None]
    return {"groups": sorted(groups, key=lambda record: record["name"]), "count": len(groups)}


def _check(server, desired):
    if desired["name"] is not None and desired["search"] is not None:
        raise Invalid("search", "is mutually exclusive with name.")
    ids.check_search(desired["search"], server)
    for name in desired["name"] or ():
        ids.check_group("name", name, server)


def _listed(client, desired):
    """Records with what the list tells: on Nextcloud the display name and the number of members, for administrators."""
    names = desired["name"]
    if client.server.lacks("group_details") and names is not None:
        return [{"name": name} for name in sorted(set(names))]
    # one name is searched for; several are picked from the whole list
    search = names[0] if names is not None and len(names) == 1 else desired["search"]
    query = {} if search is None else {"search": search}
    if client.server.can("group_details"):
        items = [_from_details(item) for item in pages(client, ocs_calls.GROUPS_DETAILS, "groups", **query)]
    else:
        items = [{"name": name} for name in ids_in(client.get(ocs_calls.GROUPS, **query))]
    return items if names is None else [item for item in items if item["name"] in names]


def _from_details(item):
    return {
        "name": str(item["id"]),
        "display_name": label(item.get("displayname")),
        "user_count": _count(item, "usercount"),
        "disabled_count": _count(item, "disabled"),
    }


def _count(item, key):
    """A number; a backend that cannot count says false (Nextcloud 34.0.1's source)."""
    number = item.get(key)
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def _complete(client, record, desired):
    """The record with members and group admins, None for those that the product cannot be asked for; None when the group is not there."""
    must_look = desired["name"] is not None and client.server.lacks("group_details")
    if desired["members"] or must_look:
        data = _ask(client, ocs_calls.GROUP_MEMBERS, record["name"])
        if data is None:
            return None
        if desired["members"]:
            record["members"] = sorted(ids_in(data)) if data else None
    if desired["subadmins"]:
        data = _ask(client, ocs_calls.GROUP_ADMINS, record["name"])
        record["subadmins"] = None if data is None or data == {} else sorted(ids_in(data))
    return record


def _ask(client, call, name):
    """What a call tells of one group, None when it is not there, {} for an id that the product lists but cannot address."""
    return client.find(call, group=name) if ids.is_addressable(client.server, call, group=name) else {}


INFORMATION = Information(SERVICE, ARGUMENTS, read)
