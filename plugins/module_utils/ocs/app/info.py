# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads apps: which are there, which are enabled, and on Nextcloud for whom."""

from __future__ import annotations

from ...common.record import rows
from ...engine.resource import Information
from .. import calls as ocs_calls
from ..client import SERVICE
from .resource import check_id, read_limit

ARGUMENTS = dict(
    name=dict(type="list", elements="str", aliases=["app", "app_id"]), filter=dict(type="str", choices=["all", "enabled", "disabled"], default="all")
)


def read(client, desired):
    """``apps`` and ``count``: names and states from two lists; version, types and limit for the apps that are named."""
    for name in desired["name"] or ():
        check_id("name", name, client.server)
    enabled = set(rows(client.get(ocs_calls.APPS, filter="enabled")["apps"]))
    # the unfiltered list leaves out what is always on
    known = enabled | set(rows(client.get(ocs_calls.APPS)["apps"]))
    names = sorted(known if desired["name"] is None else known & set(desired["name"]))
    limits = _limits(client, names, enabled, desired)
    apps = [{"name": name, "enabled": name in enabled or limits.get(name) is not None} for name in names]
    if desired["filter"] != "all":
        apps = [app for app in apps if app["enabled"] == (desired["filter"] == "enabled")]
    if desired["name"] is not None:
        client.expect(len(apps))
        apps = [dict(app, **_details(client, app["name"], limits)) for app in apps]
    return {"apps": apps, "count": len(apps)}


def _limits(client, names, enabled, desired):
    """App to its limit, for those whose list entry is not enough: the named ones, and what 28 and 31 call disabled when it is
    limited to groups without the acting account (recorded: nextcloud-28/apps)."""
    if client.server.lacks("ocs_app.groups"):
        return {}
    asked = names if desired["name"] is not None else []
    if not asked and not client.identify().can("app_store_api"):
        asked = [name for name in names if name not in enabled]
    client.expect(len(asked))
    return {name: read_limit(client, name) for name in asked}


def _details(client, name, limits):
    info = client.find(ocs_calls.APP_INFO, app=name) or {}
    told = {"version": info.get("version"), "title": info.get("name"), "types": rows(info.get("types"))}
    if client.server.can("ocs_app.groups"):
        told["groups"] = limits[name] or []
    return told


INFORMATION = Information(SERVICE, ARGUMENTS, read)
