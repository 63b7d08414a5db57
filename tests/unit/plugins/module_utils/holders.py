# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the shared code holds what each module runs."""

from __future__ import annotations

from importlib import import_module

SHARED = "ansible_collections.ocs.provisioning.plugins.module_utils."
HOLDERS = {
    "app": "ocs.app.resource", "app_config": "ocs.app.settings_resource", "app_config_info": "ocs.app.settings_info", "app_info": "ocs.app.info",
    "directory": "ocs.directory.resource", "directory_info": "ocs.directory.export",
    "group": "ocs.group.resource", "group_info": "ocs.group.info", "group_member": "ocs.group.member_resource",
    "server_info": "ocs.server_info", "user": "ocs.user.resource", "user_info": "ocs.user.info",
    "seafile_directory": "seafile.directory.resource", "seafile_group": "seafile.group.resource", "seafile_group_info": "seafile.group.info",
    "seafile_user": "seafile.user.resource", "seafile_user_info": "seafile.user.info", "seafile_user_token": "seafile.user.token",
}  # fmt: skip


def holder(module):
    """The file that holds a module's arguments and contract. :param module: its name; ``ocs_`` may be left out."""
    return import_module(SHARED + HOLDERS[module[len("ocs_"):] if module.startswith("ocs_") else module])
