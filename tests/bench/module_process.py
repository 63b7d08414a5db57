# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs one module as a process of its own, without Ansible's controller: python module_process.py MODULE < ARGUMENTS.json

The result comes as on a managed machine: as JSON on the standard output.
"""

from __future__ import annotations

import os
import runpy
import sys

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TREE = os.path.join(os.path.dirname(TESTS), "build", "collections")


def prepare():
    """Make the collection importable."""
    sys.path.insert(0, TESTS)
    from conftest import LINK, install_finder

    if not TESTS.endswith(os.path.join(LINK, "tests")):
        install_finder(TREE)


def run(module):
    """Run it with the arguments that come on standard input."""
    from ansible.module_utils import basic

    basic._ANSIBLE_ARGS = b'{"ANSIBLE_MODULE_ARGS": %s}' % sys.stdin.buffer.read()
    if hasattr(basic, "_ANSIBLE_PROFILE"):
        basic._ANSIBLE_PROFILE = "legacy"
    runpy.run_module("ansible_collections.ocs.provisioning.plugins.modules." + module, run_name="__main__")


if __name__ == "__main__":
    prepare()
    run(sys.argv[1])
