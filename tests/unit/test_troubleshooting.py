# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every message that the page "Troubleshooting" quotes is one that the code shows."""

from __future__ import annotations

import ast
import functools
import os
import re

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ROOMS = ("module_utils", "plugin_utils", "action", "filter")
PAGE = os.path.join(ROOT, "docs", "docsite", "rst", "guide_troubleshooting.rst")


def quoted():
    """What the page quotes, in the first column of its tables."""
    with open(PAGE, encoding="utf-8") as handle:
        return re.findall(r'^   \* - "(.*)"$', handle.read(), re.MULTILINE)


@functools.lru_cache(maxsize=None)
def shown():
    """Every text of the code, docstrings left out."""
    found = []
    for room in ROOMS:
        for folder, _folders, names in os.walk(os.path.join(ROOT, "plugins", room)):
            for name in names:
                if name.endswith(".py"):
                    with open(os.path.join(folder, name), encoding="utf-8") as handle:
                        found += list(ast.walk(ast.parse(handle.read())))
    documentation = {id(node.value) for node in found if isinstance(node, ast.Expr)}
    return [node.value for node in found if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation]


def test_the_page_quotes():
    """There are many of them."""
    assert len(quoted()) > 25


@pytest.mark.parametrize("message", quoted())
def test_a_quoted_message_exists(message):
    """Character by character, as part of a text with a blank in it."""
    assert [text for text in shown() if message in text and " " in text]
