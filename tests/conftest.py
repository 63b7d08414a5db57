# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes ``ansible_collections.ocs.provisioning`` and ``sandbox`` importable, whatever the checkout is called.

Prints, at the end of a run, what tests counted (``record_property("counted", text)``).
"""

from __future__ import annotations

import os
import sys

TESTS = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(TESTS)
LINK = os.path.join("ansible_collections", "ocs", "provisioning")
MARKERS = ("served: talks to a server, in this process or by a connection (set below)", "long: takes more than two seconds")
SERVERS = {"Sandbox", "Scripted", "SeafileSite", "Site", "TwoHosts"}  # what a test module imports of them
DEPENDENT = os.path.join(TESTS, "dependent")  # where this file is, those tests run that depend on ansible-core


def pytest_configure(config):
    """Put tests/ on the path and, outside ansible-test, install the collection finder of ansible-core."""
    for marker in MARKERS:  # here and not in pyproject.toml, which ansible-test does not read
        config.addinivalue_line("markers", marker)
    if TESTS not in sys.path:
        sys.path.insert(0, TESTS)
    if not ROOT.endswith(os.sep + LINK):
        install_finder(os.path.join(ROOT, "build", "collections"))


def pytest_collection_modifyitems(config, items):
    """Mark tests that talk to a server, in this process or by a connection: ``make quick`` leaves them out."""
    for item in items:
        if SERVERS & set(names_in(item)):
            item.add_marker("served")
    if os.path.exists(DEPENDENT):
        independent = {item for item in items if not any(is_of_ansible(thing) for name, thing in names_in(item).items() if not name.startswith("__"))}
        config.hook.pytest_deselected(items=list(independent))
        items[:] = [item for item in items if item not in independent]


def names_in(item):
    """What the module of a test defines and imports, by name."""
    return vars(getattr(item, "module", None) or object)


def is_of_ansible(thing):
    """Whether it comes from ansible-core, or runs a module as ansible-core does."""
    origin = getattr(thing, "__module__", None) or getattr(thing, "__name__", "")
    return str(origin).startswith("ansible.") or str(origin).endswith((".run_module", ".doors"))


def pytest_terminal_summary(terminalreporter):
    """One line per counting test that passed or failed."""
    lines = [
        text for reports in terminalreporter.stats.values() for report in reports
        for name, text in getattr(report, "user_properties", ()) if name == "counted" and getattr(report, "when", "") == "call"
    ]  # fmt: skip
    if lines:
        terminalreporter.write_sep("=", "counted")
        terminalreporter.write_line("\n".join(sorted(lines)))


def install_finder(tree):
    """Link the checkout into ``tree`` (a collections path) and let ansible-core import collections from there."""
    from ansible.utils.collection_loader import _collection_finder

    link = os.path.join(tree, LINK)
    if not os.path.islink(link):
        os.makedirs(os.path.dirname(link), exist_ok=True)
        os.symlink(os.path.join("..", "..", "..", ".."), link)
    os.environ["ANSIBLE_COLLECTIONS_PATH"] = tree
    _collection_finder._AnsibleCollectionFinder(paths=[tree])._install()
