# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A collections path with awx.awx, whose modules the controller's process runs (in_process.py)."""

from __future__ import annotations

import os

COLLECTION = os.path.join("ansible_collections", "awx", "awx")
ACTION = os.path.join(os.path.dirname(os.path.abspath(__file__)), "in_process.py")


def run_here(folder, names):
    """Let these modules of the collection in a folder run so."""
    os.mkdir(os.path.join(folder, "plugins", "action"))
    for name in names:
        os.symlink(ACTION, os.path.join(folder, "plugins", "action", name))


def linked(home, folder):
    """The collection in ``home``, folder by folder; returns the collections path."""
    real, made = os.path.join(home, COLLECTION), os.path.join(folder, COLLECTION)
    os.makedirs(os.path.join(made, "plugins"))
    os.symlink(os.path.join(real, "meta"), os.path.join(made, "meta"))
    for kind in os.listdir(os.path.join(real, "plugins")):
        os.symlink(os.path.join(real, "plugins", kind), os.path.join(made, "plugins", kind))
    run_here(made, [name for name in os.listdir(os.path.join(real, "plugins", "modules")) if not name.startswith("__")])
    return str(folder)
