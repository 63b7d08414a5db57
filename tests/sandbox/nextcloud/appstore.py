# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The app store's routes: the list of apps with their state, and enabling with a limit to groups (recorded exchanges, extras.jsonl).

No store is reachable from a sandbox: there is nothing to download, update or remove, as every app on disk came with the server.
Whatever goes wrong is answered with code 500 and one text per route.
"""
from __future__ import annotations

from . import apps
from .call import Failure, Uncaught

OFFICIAL = 200  # support level of apps that come with the server


def categories(_call):
    """The store's categories."""
    return []


def list_apps(call):
    """The apps on disk but the always-on ones, sorted by name, with their state."""
    listed = [app for app in apps.known(call.dialect).values() if not app.get("always")]
    return [_with_state(call, app) for app in sorted(listed, key=lambda app: app["name"])]


def _with_state(call, app):
    shown = dict(apps.description(call.dialect, app))
    shown.update(groups=apps.limit(call.state, app["id"]) or [], active=call.state.has_app(app["id"]), internal=False, level=OFFICIAL)
    shown.update(removable=False, license=shown["licence"], installed=True)
    if "bundles" in app:
        shown["bundleIds"] = app["bundles"]
    return {**shown, "missingDependencies": app.get("missing", []), "isCompatible": True}


def enable(call):
    """Enable an app, for everybody or for the known ones of some groups; they replace those of an earlier limit."""
    try:
        apps.install_and_limit(call, _app(call), call.params["groups"])
    except Uncaught as error:
        raise Failure(500, "could not enable app") from error
    return {"update_required": False}


def disable(call):
    """Disable an app, known or not."""
    try:
        apps.switch_off(call.state, _clean_id(call))
    except Uncaught as error:
        raise Failure(500, "could not disable app") from error
    return []


def uninstall(call):
    """Fails for every app that came with the server, but only after disabling it."""
    if _clean_id(call) in apps.enabled_for_anyone(call.state):
        disable(call)
    raise Failure(500, "could not remove app")


def update(_call):
    """Fails, as there is never an update."""
    raise Failure(500, "could not update app")


def _clean_id(call):
    return apps.clean_id(call.dialect, call.params["appId"])


def _app(call):
    return apps.known(call.dialect).get(_clean_id(call))
