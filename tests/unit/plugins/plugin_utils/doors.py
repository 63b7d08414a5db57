# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes a task through either of its doors, in this process."""

from __future__ import annotations

import os
from types import SimpleNamespace

from ansible import constants as C
from ansible_collections.ocs.provisioning.plugins.plugin_utils.controller_door import ControllerDoor
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.run_module import result_of
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import contract

NAME = "ocs.provisioning.ocs_thing"
TELL = {"ansible_inject_invocation": True}  # which newer versions of ansible-core leave out otherwise


def action(resource, arguments, transport="local", become=None, **task):
    """The action plugin of a task, as Ansible makes it."""
    task = dict({"async_val": 0, "check_mode": False, "delegate_to": None, "environment": None}, **task)
    plugin = type("ActionModule", (ControllerDoor,), {"resource": contract(resource)})
    return plugin(
        SimpleNamespace(action=NAME, args=arguments, **task),
        SimpleNamespace(transport=transport, become=become),
        None,
        SimpleNamespace(get_basedir=os.getcwd),
        SimpleNamespace(template=lambda value: value),
        None,
    )


def by_controller(resource, arguments, check=False, **task):
    """The result of a task through the controller's door."""
    return action(resource, arguments, check_mode=check, **task).run(task_vars=TELL)


def by_module(resource, capsys, arguments, check=False):
    """The result of a task through the module's."""
    own = {"_ansible_check_mode": check, "_ansible_module_name": NAME}
    if hasattr(C, "INJECT_INVOCATION"):  # older versions do not know the word, and always tell it
        own["_ansible_inject_invocation"] = True
    return result_of(resource, capsys, **arguments, **own)
