# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the shared code holds what each module runs, as the module itself says."""

from __future__ import annotations

from importlib import import_module

MODULES = "ansible_collections.ocs.provisioning.plugins.modules."


def holder(module):
    """The file that holds a module's arguments and contract. :param module: its name; ``ocs_`` may be left out."""
    full = module if module.startswith(("ocs_", "seafile_")) else "ocs_" + module
    names = vars(import_module(MODULES + full)).values()
    return next(each for each in names if hasattr(each, "RESOURCE") or hasattr(each, "INFORMATION"))
