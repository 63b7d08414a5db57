# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the module of this name in the controller's process where it can; documented in the module."""

from __future__ import annotations

from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.group import people as group_member
from ansible_collections.ocs.provisioning.plugins.plugin_utils.controller_door import ControllerDoor


class ActionModule(ControllerDoor):
    """One task."""

    resource = group_member.RESOURCE
