# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads settings of an app on Nextcloud."""
from __future__ import annotations

from ansible_collections.ocs.provisioning.plugins.module_utils.app_config import UNSET, check_app, setting_path

ARGUMENTS = dict(
    app=dict(type="str", required=True),
    key=dict(type="list", elements="str", no_log=False),
)
EFFECTS = ()


def read(client, desired):
    """``values``: key to text; without ``key`` every key that the app has; one request for each."""
    check_app(desired["app"], client.server)
    keys = desired["key"]
    if keys is None:
        keys = client.get(setting_path(desired["app"]))["data"]
    client.expect(len(keys))
    texts = {key: client.get(setting_path(desired["app"], key), defaultValue=UNSET)["data"] for key in keys}
    return {"values": {key: None if text == UNSET else text for key, text in sorted(texts.items())}}
