# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Callback plugin: writes the result of each of the collection's tasks as a line of JSON, as callbacks see it; by default beside this file."""

from __future__ import annotations

import json
import os

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = r"""
name: recorder
type: notification
short_description: Write results as lines of JSON
description: For tools/compare_doors.py and the tests of this folder.
"""
FILE = os.environ.get("OCS_RECORDED") or os.path.join(os.path.dirname(os.path.abspath(__file__)), "results.jsonl")


class CallbackModule(CallbackBase):
    """Records what ended, whole loops included."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "recorder"

    def v2_runner_on_ok(self, result):
        """A task ended well."""
        task, told = (getattr(result, name, None) or getattr(result, "_" + name) for name in ("task", "result"))  # by version of ansible-core
        if (task.resolved_action or task.action).startswith("ocs.provisioning."):
            with open(FILE, "a", encoding="utf-8") as handle:
                handle.write(json.dumps([task.get_name(), task.action, told], default=str, sort_keys=True) + "\n")

    def v2_runner_on_failed(self, result, ignore_errors=False):
        """A task failed."""
        self.v2_runner_on_ok(result)
