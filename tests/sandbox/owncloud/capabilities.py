# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server tells about itself: status page, capabilities, the caller's account, `/config`.

Source: ownCloud 10.15.2, recorded exchanges, capabilities.jsonl.
"""

from __future__ import annotations

import copy
import json
import os

from ..wire import Response
from . import apps

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "capabilities.json"), encoding="utf-8") as stream:
    CAPABILITIES = json.load(stream)
VERSION = {"major": 10, "minor": 15, "micro": 2, "string": "10.15.2", "edition": "Community", "product": "ownCloud"}
NAMES = {"version": "10.15.2.0", "versionstring": "10.15.2", "edition": "Community", "productname": "ownCloud", "product": "ownCloud"}
OF_APPS = {  # place in the capabilities -> app that must be enabled for it
    ("files", "undelete"): "files_trashbin",
    ("files", "versioning"): "files_versions",
    ("files_sharing",): "files_sharing",
    ("notifications",): "notifications",
}


def _status(state, hidden):
    """What `status.php` and the capabilities tell; a brand's name (the theme's) stands in both places of the product (source of 10.15.3, measured)."""
    names = dict.fromkeys(NAMES, "") if hidden else dict(NAMES, **dict.fromkeys(("productname", "product"), state.brand))
    return {"installed": True, "maintenance": bool(state.system.get("maintenance")), "needsDbUpgrade": False, **names}


def status_page(state):
    """GET /status.php, for everybody and in maintenance too; `version.hide` empties what names the product."""
    body = json.dumps(_status(state, state.system.get("version.hide")), separators=(",", ":"))
    return Response(200, body.encode(), "application/json", [("Access-Control-Allow-Origin", "*")])


def capabilities(call):
    """GET cloud/capabilities: version and, per app, what it can; `version.hide` has no effect here."""
    shown = copy.deepcopy(CAPABILITIES)
    shown["core"]["status"] = {**_status(call.state, False), "hostname": "cloud"}
    for place, app in OF_APPS.items():
        if not apps.is_enabled(call.state, app):
            parent = shown
            for key in place[:-1]:
                parent = parent[key]
            parent.pop(place[-1], None)
    return {"version": dict(VERSION, product=call.state.brand), "capabilities": shown}


def current_user(call):
    """GET cloud/user: the caller, four fields only."""
    user = call.caller
    language = call.state.system.get("default_language", "en")
    return {"id": user.uid, "display-name": user.display_name or user.uid, "email": user.email, "language": language}


def config(call):
    """GET config, for everybody."""
    return {"version": "1.7", "website": "ownCloud", "host": call.request.headers.get("host", ""), "contact": "", "ssl": "false"}
