# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads apps: which are there, which are enabled, and on Nextcloud for whom."""
from __future__ import annotations

from ansible_collections.ocs.provisioning.plugins.module_utils.app import limit_of
from ansible_collections.ocs.provisioning.plugins.module_utils.app_config import setting_path
from ansible_collections.ocs.provisioning.plugins.module_utils.pages import rows
from ansible_collections.ocs.provisioning.plugins.module_utils.plan import path

ARGUMENTS = dict(
    name=dict(type="list", elements="str", aliases=["app", "app_id"]),
    filter=dict(type="str", choices=["all", "enabled", "disabled"], default="all"),
)
EFFECTS = ()


def read(client, desired):
    """``apps`` and ``count``: names and states from two lists; version, types and limit for the apps that are named."""
    enabled = set(rows(client.get("cloud/apps", filter="enabled")["apps"]))
    # the unfiltered list leaves out what is always on
    known = enabled | set(rows(client.get("cloud/apps")["apps"]))
    names = sorted(known if desired["name"] is None else known & set(desired["name"]))
    apps = [{"name": name, "enabled": name in enabled} for name in names]
    if desired["filter"] != "all":
        apps = [app for app in apps if app["enabled"] == (desired["filter"] == "enabled")]
    if desired["name"] is not None:
        client.expect(2 * len(apps))
        apps = [dict(app, **_details(client, app["name"])) for app in apps]
    return {"apps": apps, "count": len(apps)}


def _details(client, name):
    info = client.get(path("cloud", "apps", name), missing=(404, 998)) or {}
    told = {"version": info.get("version"), "title": info.get("name"), "types": rows(info.get("types"))}
    if client.server.is_nextcloud:
        told["groups"] = limit_of(client.get(setting_path(name, "enabled"))["data"]) or []
    return told
