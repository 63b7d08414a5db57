# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the module of this name in the controller's process where it can; documented in the module."""

from __future__ import annotations

from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.app import settings_info as app_config_info
from ansible_collections.ocs.provisioning.plugins.plugin_utils.controller_door import ControllerDoor


class ActionModule(ControllerDoor):
    """One task."""

    resource = app_config_info.INFORMATION
