# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""To find one filter, Ansible imports every filter of a collection, and does so in the process of each task that uses one."""

from __future__ import annotations

import ast
import pathlib

import pytest

FILTERS = sorted((pathlib.Path(__file__).parents[4] / "plugins" / "filter").glob("*.py"))
LIGHT = {"__future__", "ansible.errors", "base64", "collections.abc", "jinja2"}


@pytest.mark.parametrize("path", FILTERS, ids=lambda path: path.stem)
def test_a_filter_imports_late(path):
    """What it works with is imported when it is called, in its function."""
    imports = [node for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, (ast.Import, ast.ImportFrom))]
    assert {name for node in imports for name in ([node.module] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names])} <= LIGHT


def test_there_are_filters():
    """So that the other test means something."""
    assert len(FILTERS) > 10
