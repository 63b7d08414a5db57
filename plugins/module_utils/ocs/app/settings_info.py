# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads settings of an app on Nextcloud."""

from __future__ import annotations

from ...common.record import rows
from ...engine.resource import Information
from ...errors import Invalid
from .. import calls as ocs_calls
from ..client import SERVICE
from .settings_resource import check_app, read_setting

ARGUMENTS = dict(app=dict(type="str", required=True), key=dict(type="list", elements="str", no_log=False))


def read(client, desired):
    """``settings``: key to text, None for an unset one; without ``key`` every key that the app has set. One request for each."""
    check_app(desired["app"], client.server)
    keys = desired["key"]
    for key in keys or ():
        if not _readable(key):
            raise Invalid("key", "%r: a key is not empty and has no slash." % key)
    if keys is None:
        keys = [key for key in map(str, rows(client.get(ocs_calls.SETTINGS, app=desired["app"])["data"])) if _readable(key)]
    client.expect(len(keys))
    return {"settings": {key: read_setting(client, desired["app"], key) for key in sorted(set(keys))}}


def _readable(key):
    """Whether the server can be asked for it; a slash would end the address (recorded: config)."""
    return bool(key.strip()) and "/" not in key and key not in (".", "..")


INFORMATION = Information(SERVICE, ARGUMENTS, read)
