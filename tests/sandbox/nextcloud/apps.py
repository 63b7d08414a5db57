# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Apps: which there are, which are enabled and for whom (recorded exchanges, apps.jsonl and extras.jsonl).

Whether an app is enabled is app configuration, as on the server: key `enabled`, which is `yes`, `no` or a JSON list of groups.
Always-on apps are enabled whatever it says.
"""

from __future__ import annotations

import json
import re

from . import catalogue
from .call import Failure, Uncaught

NOT_IN_ID = re.compile(r"(^[0-9_-]+|[^a-z0-9_-]+|[_-]+$)")
ANYWHERE_IN_OLD_ID = re.compile(r"[<>\"'\0/\\]|\.\.")
UNLIMITABLE = {"filesystem", "prelogin", "authentication", "logging", "prevent_group_restriction"}  # types of apps that need everybody
NOT_FOUND = "The request app was not found"
EMPTY = {  # parts of an app's description that are there without anything to say
    "remote": [], "public": [], "background-jobs": [], "two-factor-providers": [], "commands": [],
    "repair-steps": {step: [] for step in ("install", "pre-migration", "post-migration", "live-migration", "uninstall")},
    "activity": {part: [] for part in ("filters", "settings", "providers")},
    "settings": {part: [] for part in ("admin", "admin-section", "personal", "personal-section")},
}  # fmt: skip


def known(dialect, state):
    """The apps on disk by id, in the order in which the server finds them."""
    return {**{app["id"]: app for app in catalogue.load("apps-%d" % dialect.version[0])["apps"]}, **state.added_apps}


def install(state, dialect):
    """Give a fresh server its apps: configuration of the enabled ones, and the core's."""
    apps = known(dialect, state).values()
    state.always_on = frozenset(app["id"] for app in apps if app.get("always"))
    for app in apps:
        if app.get("always") or app.get("enabled"):
            _register(state, app)
            state.app_config[app["id"], "enabled"] = "yes"
    for key, value in dialect.core_config.items():
        state.app_config["core", key] = value


def _register(state, app):
    state.app_config[app["id"], "installed_version"] = app["version"]
    state.app_config[app["id"], "types"] = ",".join(app["types"])


def enabled_for_anyone(state):
    """Ids of the apps that are enabled for anybody, sorted."""
    found = {app for (app, key), value in state.app_config.items() if key == "enabled" and value != "no"}
    return sorted(found | state.always_on)


def enabled_for(state, user):
    """Ids of the apps that are enabled for an account, sorted."""
    groups = state.groups_of.get(user.uid, {})
    return [app for app in enabled_for_anyone(state) if limit(state, app) is None or any(gid in groups for gid in limit(state, app))]


def limit(state, app):
    """The groups that an enabled app is limited to, None without a limit."""
    value = state.app_config.get((app, "enabled"), "yes")
    return json.loads(value) if value.startswith("[") and app not in state.always_on else None


def list_ids(call):
    """Ids of the apps on disk, of those enabled or of those disabled; always-on apps are in none but the enabled ones."""
    wanted, dialect = call.params["filter"], call.dialect
    listed = [app["id"] for app in known(dialect, call.state).values() if not app.get("always")]
    if wanted is None or (wanted == "" and dialect.apps_by_caller):
        return {"apps": listed}
    if wanted not in ("enabled", "disabled"):
        raise Failure(101, dialect.say("Invalid filter"))
    enabled = enabled_for_anyone(call.state)
    if dialect.apps_by_caller:
        enabled = ["files"] + [app for app in enabled_for(call.state, call.caller) if app != "files"]
    if wanted == "enabled":
        return {"apps": enabled}
    if dialect.disabled_apps_keep_places:
        return {"apps": {str(place): app for place, app in enumerate(listed) if app not in enabled}}
    return {"apps": [app for app in listed if app not in enabled]}


def enabled_for_caller(call):
    """Ids of the apps that the caller can use."""
    return {"apps": enabled_for(call.state, call.caller)}


def show(call):
    """What an app says about itself; neither its state nor its limit."""
    app = known(call.dialect, call.state).get(checked_id(call))
    if app is None:
        raise Failure(998, NOT_FOUND)
    return description(call.dialect, app)


def fits(dialect, app):
    """Whether an app's own description allows this version of the server; its highest one is all that a sandbox knows."""
    return dialect.version[0] <= int(app.get("max_version", dialect.version[0]))


def lacking(state, dialect, app):
    """What an app does not find on the server, as texts; another version of the server is among it unless that was forced."""
    forced = app["id"] in state.system.get("app_install_overwrite", [])
    version = [] if forced or fits(dialect, app) else ["Server version %s or lower is required." % app["max_version"]]
    return app.get("missing", []) + version


def description(dialect, app):
    """The information file of an app as the server reads it; of apps that were not recorded only the main facts."""
    if "info" in app:
        return app["info"]
    only = str(app.get("max_version", dialect.version[0]))
    shown = {"id": app["id"], "name": app["name"], "summary": app["name"], "description": app["name"], "version": app["version"], "licence": "agpl"}
    shown.update(types=app["types"], category=app["category"])
    shown["dependencies"] = {"nextcloud": {"@attributes": {"min-version": only, "max-version": only}}, "backend": []}
    return {**shown, **EMPTY}


def clean_id(dialect, text):
    """The text without what cannot stand in the id of an app."""
    return (NOT_IN_ID if dialect.strict_app_ids else ANYWHERE_IN_OLD_ID).sub("", text)


def checked_id(call):
    """The id in the path. :raises Failure: when it is malformed and the version looks."""
    app = call.ids["app"]
    if call.dialect.strict_app_ids and clean_id(call.dialect, app) != app:
        raise Failure(997, "Invalid app id given")
    return app


def enable(call):
    """Enable an app for everybody; repeatable. Groups are not asked for."""
    app = known(call.dialect, call.state).get(checked_id(call))
    if app is None:
        raise Failure(998, NOT_FOUND)
    if call.dialect.checks_dependencies and not call.state.app_config.get((app["id"], "installed_version")):
        if lacking(call.state, call.dialect, app):
            raise Uncaught()
        _register(call.state, app)
    set_enabled(call.state, app["id"], "yes")
    return []


def disable(call):
    """Disable an app, known or not; repeatable."""
    switch_off(call.state, checked_id(call))
    return []


def switch_off(state, app):
    """Disable an app. :raises Uncaught: when it is always on."""
    if app in state.always_on or app == "core":
        raise Uncaught()
    set_enabled(state, app, "no")


def set_enabled(state, app, value):
    """Store for whom an app is enabled."""
    state.app_config[app, "enabled"] = value
    state.touch()


def install_and_limit(call, app, gids):
    """Install an app anew and enable it, for everybody or for the known ones of these groups.

    :param gids: list of group ids, empty for everybody. :raises Uncaught: when it cannot be; an app whose type forbids a limit is then off.
    """
    if app is None or lacking(call.state, call.dialect, app):
        raise Uncaught()
    _register(call.state, app)
    set_enabled(call.state, app["id"], "no")
    if gids and UNLIMITABLE.intersection(app["types"]):
        raise Uncaught()
    known_gids = [gid for gid in gids if gid in call.state.groups]
    set_enabled(call.state, app["id"], as_text(known_gids) if gids else "yes")


def as_text(gids):
    """A list of groups as the configuration holds it."""
    return json.dumps(gids, separators=(",", ":")).replace("/", "\\/")


def forget_group(state, gid):
    """Take a deleted group out of all limits; an app limited to it alone is disabled."""
    for (app, key), value in list(state.app_config.items()):
        if key == "enabled" and value.startswith("[") and gid in json.loads(value):
            left = [other for other in json.loads(value) if other != gid]
            state.app_config[app, key] = as_text(left) if left else "no"
