# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells what a server is, what it supports, and whether the acting account may write."""

from __future__ import annotations

from ..bulk.rates import EDITS
from ..common.calls import MULTI
from ..engine.resource import Information
from ..errors import OCSError
from . import calls as ocs_calls
from .client import SERVICE

ARGUMENTS = dict(probe_write=dict(type="bool", default=False))
EFFECTS = ("probe_write",)

SUPPORTS = (
    "accounts_by_address",
    "app_store_api",
    "group_details",
    "group_display_names",
    "multi_field_edit",
    "password_policy",
    "two_factor_state",
    "user_details",
)
NO_RIGHTS = (401, 403, 997)  # HTTP statuses and OCS codes


def read(client, desired):
    """Product, edition, version, capabilities, ``supports``, ``rate_limit``, and when probed ``can_write`` and ``reason``."""
    server = client.identify()
    capabilities = client.capabilities().get("capabilities") or {}
    supports = {name: server.has(name) for name in SUPPORTS}
    supports["password_policy"] = supports["password_policy"] and "password_policy" in capabilities
    result = {
        "product": server.product,
        "edition": server.edition or None,
        "version": server.number or None,
        "capabilities": capabilities,
        "supports": supports,
        "rate_limit": _limits(server),
        "url": desired["url"],
        "account": desired["auth_username"],
    }
    if desired["probe_write"]:
        result.update(_probe(client))
    return result


def _limits(server):
    """The limits of each acting account; failing edits count too."""
    if not server.dialect.counts_edits:
        return None
    return {name: dict(zip(("limit", "seconds"), server.limits[name])) for name in EDITS if name != MULTI or server.can("multi_field_edit")}


def _probe(client):
    """A group without a name cannot be created, so this changes nothing and tells the right to write (recorded: extras)."""
    try:
        client.get(ocs_calls.MAY_WRITE, groupid="")
    except OCSError as error:
        if error.code == 101:
            return {"can_write": True, "reason": None}
        # whatever else went wrong says nothing about rights
        return {"can_write": False if error.http_status in NO_RIGHTS or error.code in NO_RIGHTS else None, "reason": str(error)}
    return {"can_write": None, "reason": "The server accepted a group without a name, which no known version does."}


INFORMATION = Information(SERVICE, ARGUMENTS, read, EFFECTS)
