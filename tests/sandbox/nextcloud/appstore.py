# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The app store's routes: the list of apps with their state, and enabling with a limit to groups (recorded exchanges, extras.jsonl).

No store is reachable from a sandbox: there is nothing to download, update or remove, as every app on disk came with the server.
Apps that a test added (operation `add_app`) can be removed, and updated where the operation names a newer version: no recording has
that, the rules are those of the server's source (34.0.1). Whatever goes wrong is answered with code 500 and one text per route.
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
    listed = [app for app in apps.known(call.dialect, call.state).values() if not app.get("always")]
    return [_with_state(call, app) for app in sorted(listed, key=lambda app: app["name"])]


def _with_state(call, app):
    shown = dict(apps.description(call.dialect, app))
    shown.update(groups=apps.limit(call.state, app["id"]) or [], active=call.state.has_app(app["id"]), internal=False, level=OFFICIAL)
    shown.update(removable="added" in app, license=shown["licence"], installed=True)
    if "update" in app:
        shown["update"] = app["update"]
    if "bundles" in app:
        shown["bundleIds"] = app["bundles"]
    return {**shown, "missingDependencies": apps.lacking(call.state, call.dialect, app), "isCompatible": apps.fits(call.dialect, app)}


def enable(call):
    """Enable an app, for everybody or for the known ones of some groups; they replace those of an earlier limit."""
    if call.params["force"]:
        call.state.system.setdefault("app_install_overwrite", []).append(_clean_id(call))
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
    """Remove an app that was added; it fails for those that came with the server, but only after disabling them."""
    if _clean_id(call) in apps.enabled_for_anyone(call.state):
        disable(call)
    if call.state.added_apps.pop(_clean_id(call), None) is None:
        raise Failure(500, "could not remove app")
    return []


def update(call):
    """Bring an app that was added to the store's version; whether it is enabled does not matter. It fails where there is no newer one."""
    app = call.state.added_apps.get(_clean_id(call), {})
    if "update" not in app:
        raise Failure(500, "could not update app")
    app["version"] = app.pop("update")
    call.state.app_config[app["id"], "installed_version"] = app["version"]
    return []


def _clean_id(call):
    return apps.clean_id(call.dialect, call.params["appId"])


def _app(call):
    return apps.known(call.dialect, call.state).get(_clean_id(call))
