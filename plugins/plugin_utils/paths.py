# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Paths on the controller. A relative one begins where ansible-playbook was started, which Ansible never leaves itself.

Its modules do: with a local connection they run in the playbook's folder, which for a playbook of a collection is the installed collection.
"""
from __future__ import annotations

import os


def absolute(path):
    """The path from the root, without looking at the disk: links in it are not followed."""
    return os.path.abspath(os.path.expanduser(path))
