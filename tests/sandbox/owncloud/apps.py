# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Apps: list, info, enable, disable.

Source: ownCloud 10.15.2, recorded exchanges, apps.jsonl. `data/apps.json` holds the apps of that server in the order of its file system.
"""

from __future__ import annotations

import json
import os

from .answers import NOT_FOUND
from .call import Crash, Failure

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "apps.json"), encoding="utf-8") as stream:
    CATALOGUE = json.load(stream)  # id -> what its info.xml says
ALWAYS_ENABLED = ("files", "dav", "federatedfilesharing")
DISABLED_AT_FIRST = ("password_policy", "demo_old", "demo_tool")
STEPS = ("install", "pre-migration", "post-migration", "live-migration", "uninstall")


def install(state):
    """Enable the apps of a fresh server."""
    for app in CATALOGUE:
        state.app_config[app, "enabled"] = "no" if app in DISABLED_AT_FIRST else "yes"


def is_enabled(state, app):
    """Whether the app is enabled, for everybody or for some groups."""
    return app in ALWAYS_ENABLED or state.app_config.get((app, "enabled"), "no") != "no"


def _is_enabled_for(state, app, user):
    value = state.app_config.get((app, "enabled"), "no")
    if app in ALWAYS_ENABLED or value == "yes":
        return True
    return value != "no" and any(gid in state.groups_of.get(user.uid, ()) for gid in json.loads(value))


def _enabled(call):
    """Ids of the apps enabled for the caller: `files` first, then by name."""
    named = {app for app, key in call.state.app_config if key == "enabled"}
    return ["files", *sorted(app for app in named - {"files"} if _is_enabled_for(call.state, app, call.caller))]


def listing(call):
    """GET apps. The disabled ones keep their keys in the list of all, so JSON shows an object."""
    wanted = call.query.get("filter")
    if wanted in (None, "", "0"):
        return {"apps": list(CATALOGUE)}
    if wanted == "enabled":
        return {"apps": _enabled(call)}
    if wanted != "disabled":
        raise Failure(101)
    enabled = _enabled(call)
    return {"apps": {index: app for index, app in enumerate(CATALOGUE) if app not in enabled}}


def info(call):
    """GET apps/{app}: its info.xml with empty places for what it does not say; nothing tells whether it is enabled."""
    if call.ids["app"] not in CATALOGUE:
        raise Failure(NOT_FOUND, "The request app was not found")
    empty = {
        "info": [], "remote": [], "public": [], "types": [], "repair-steps": {step: [] for step in STEPS},
        "background-jobs": [], "two-factor-providers": [], "commands": [],
    }  # fmt: skip
    said = CATALOGUE[call.ids["app"]]
    return {**said, **{key: value for key, value in empty.items() if key not in said}, "_cached": True}


def enable(call):
    """POST apps/{app}: for everybody, whatever server versions the app names; an unknown app is an uncaught error."""
    if call.ids["app"] not in CATALOGUE:
        raise Crash()
    call.state.app_config[call.ids["app"], "enabled"] = "yes"


def disable(call):
    """DELETE apps/{app}: unknown apps too; for one that is always enabled an uncaught error."""
    if call.ids["app"] in ALWAYS_ENABLED:
        raise Crash()
    call.state.app_config[call.ids["app"], "enabled"] = "no"
