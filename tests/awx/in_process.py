# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Action plugin: runs a module of awx.awx in the controller's process, with the arguments and the output that it has elsewhere.

The set-up calls some sixty modules: a Python started for each would be most of the time that its tests take.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json

from ansible.module_utils import basic
from ansible.plugins.action import ActionBase

try:
    from ansible.module_utils.testing import patch_module_args
except ImportError:  # ansible-core 2.17

    @contextlib.contextmanager
    def patch_module_args(args):
        """What newer versions of ansible-core bring; this process runs one task."""
        basic._ANSIBLE_ARGS = json.dumps({"ANSIBLE_MODULE_ARGS": args}).encode()
        yield


with contextlib.suppress(ImportError):  # once, in the process from which those of all tasks are forked; a stand-in of the collection has none
    for part in ("module_utils", "lookup"):
        importlib.import_module(f"ansible_collections.awx.awx.plugins.{part}.controller_api")


class ActionModule(ActionBase):
    """The module of the same name."""

    TRANSFERS_FILES = False

    def run(self, tmp=None, task_vars=None):
        """What the module prints."""
        name, arguments, output = self._task.action.split(".")[-1], dict(self._task.args), io.StringIO()
        self._update_module_args(name, arguments, task_vars)
        with patch_module_args(arguments), contextlib.redirect_stdout(output), contextlib.suppress(SystemExit):
            importlib.import_module("ansible_collections.awx.awx.plugins.modules." + name).main()
        return {**super().run(tmp, task_vars), **json.loads(output.getvalue())}
