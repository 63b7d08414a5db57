# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Paths on the controller. A relative one begins where ansible-playbook was started, which Ansible never leaves itself.

Its modules do: with a local connection they run in the playbook's folder, which for a playbook of a collection is the installed collection.
"""

from __future__ import annotations

import os

from ansible_collections.ocs.provisioning.plugins.plugin_utils.plain import texts


def absolute(path):
    """The path from the root, without looking at the disk: links in it are not followed, and a folder keeps its slash."""
    return os.path.abspath(os.path.expanduser(path)) + (os.sep if path.endswith(os.sep) else "")


def unkept(paths, kept):
    """The paths outside of the folders that outlive the job. Links are followed, and a folder that is missing keeps nothing."""
    homes = [os.path.realpath(absolute(folder)) for folder in texts(kept) if os.path.isdir(absolute(folder))]
    return [path for path in paths if not any(_is_below(os.path.realpath(absolute(path)), home) for home in homes)]


def _is_below(path, folder):
    return os.path.commonpath([path, folder]) == folder
