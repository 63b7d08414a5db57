# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every module's whole output: it holds no secret, and it is the same whatever the secret is, also when data equals it."""

from __future__ import annotations

import json
import re

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs import server_info
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.app import (
    info as app_info, resource as app, settings_info as app_config_info, settings_resource as app_config
)  # fmt: skip
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import export as directory_info, resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.group import info as group_info, people as group_member, resource as group
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import info as user_info, resource as user
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.directory import export as seafile_directory_info, resource as seafile_directory
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.group import info as seafile_group_info, resource as seafile_group
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.user import info as seafile_user_info, resource as seafile_user
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.run_module import output_of
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import SeafileSite
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import Site

LONG, OTHER = "Own-2026-secret!", "Given-2026-secret!"
SETTING = {"app": "core", "key": "a_key"}
# PASSWORD stands for the password that the task gives; each task also runs in check mode before
OCS_TASKS = [
    (server_info, {"probe_write": True}),
    (user, {"name": "Anna.2026-Otter", "password": "PASSWORD", "display_name": "admin", "groups": {"add": ["admin"]}}),
    (user, {"name": "Anna.2026-Otter", "password": "PASSWORD", "update_password": "always"}),
    (user, {"name": "nobody", "groups": {"add": ["missing"]}, "password": "PASSWORD"}),
    (group, {"name": "admins", "members": {"add": ["admin"]}}),
    (group_member, {"group": "admins", "users": ["admin"], "role": "subadmin"}),
    (app, {"name": "admin_audit"}),
    (app_config, dict(SETTING, value="PASSWORD", sensitive=True)),
    (app_config, dict(SETTING, value="PASSWORD", state="present", sensitive=True)),
    (app_config, {"app": "core", "values": {"b": "PASSWORD"}, "sensitive": True}),
    (directory, {"groups": [{"name": "admins"}], "users": [{"name": "admin3", "password": "PASSWORD", "display_name": "admin"}, {"name": "admin"}]}),
    (directory, {"defaults": {"password": "PASSWORD"}, "users": [{"name": "admin3", "groups": ["admins"]}, {"name": "Anna.2026"}], "unlisted_users": "report"}),
    (directory, {"users": [{"name": "a/b", "password": "PASSWORD"}]}),
    (directory_info, {}), (user_info, {}), (user_info, {"name": ["admin"]}), (group_info, {}), (app_info, {}), (app_config_info, {"app": "files"}),
]  # fmt: skip
SEAFILE_TASKS = [
    (seafile_user, {"email": "Anna.2026-Otter@example.com", "password": "PASSWORD", "display_name": "admin"}),
    (seafile_user, {"email": "Anna.2026-Otter@example.com", "password": "PASSWORD", "update_password": "always", "admin": True}),
    (seafile_group, {"name": "admins", "members": {"add": ["admin@example.com"]}}),
    (seafile_directory, {"users": [{"email": "admin3@example.com", "password": "PASSWORD", "groups": "admins"}], "groups": [{"name": "admins"}]}),
    (seafile_user_info, {}), (seafile_group_info, {}), (seafile_directory_info, {"departments": True}),
]  # fmt: skip


def outputs(capsys, dialect, own, given):
    """The output of each task on a fresh server; and these without what differs between any two runs."""
    seafile = dialect.startswith("seafile")
    account = "admin@example.com" if seafile else "admin"
    kind = type("Kind", (SeafileSite if seafile else Site,), {"admin": (account, own)})
    texts, found = [], []
    with kind(dialect, sockets=True) as site:
        for resource, arguments in SEAFILE_TASKS if seafile else OCS_TASKS:
            arguments = json.loads(json.dumps(arguments).replace("PASSWORD", given))
            for check in (True, False):
                text = output_of(resource, capsys, url=site.sandbox.url, login_user=account, login_password=own, _ansible_check_mode=check, **arguments)
                texts.append(text)
                text = json.dumps(dict(json.loads(text), exception="")).replace(site.sandbox.url, "URL")
                found.append(re.sub(r'"[a-z_]*(?:seconds|_at|login|created|account_id)": (?:"[^"]*"|[0-9.]+)', "", text))
    return texts, found


@pytest.mark.parametrize("dialect", ["nextcloud-34", "nextcloud-28", "owncloud-10", "seafile-13"])
def test_no_output_holds_a_secret_or_depends_on_it(dialect, capsys, record_property):
    """The own password and the given one are looked for; then both are the name of the account, as in everybody's first trial."""
    texts, seen = outputs(capsys, dialect, LONG, OTHER)
    assert not [text for text in texts if "2026-secret" in text]
    assert seen == outputs(capsys, dialect, "admin", "Anna.2026-Otter")[1]
    assert sum('"changed": true' in text for text in seen) >= 8
    record_property("counted", f"{dialect}: {len(texts)} outputs of modules searched for secrets, 0 hits")
