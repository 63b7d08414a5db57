# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the rooms of plugins/module_utils apart: Seafile and what both directories share stand on nothing that is of OCS servers alone."""

from __future__ import annotations

import ast
import pathlib

import pytest

FOLDER = pathlib.Path(__file__).parents[2] / "plugins" / "module_utils"
MODULE = "ansible_collections.ocs.provisioning.plugins.module_utils"
OCS = {path.stem for form in ("app", "app_*", "ocs_*", "directory*", "group*", "user*") for path in FOLDER.glob(form + ".py")} | {
    "accounts", "answers", "client", "codes", "connect_ocs", "envelope", "ids", "membership", "pages", "quota", "server_info", "setting", "values",
}  # fmt: skip
BULK = {"document", "document_fields", "document_file", "guards", "journal", "problems"} | {path.stem for path in FOLDER.glob("bulk*.py")}
SEAFILE = {path.stem for path in FOLDER.glob("*seafile*.py")}


def imports(name):
    """The files of the folder that a file imports, also late."""
    tree = ast.parse((FOLDER / (name + ".py")).read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(MODULE):
            inner = node.module[len(MODULE) + 1 :]
            found.update([inner] if inner else [alias.name for alias in node.names])
    return found


def reached(name):
    """Every file that comes with a file."""
    found, rest = set(), [name]
    while rest:
        for other in imports(rest.pop()) - found:
            found.add(other)
            rest.append(other)
    return found


@pytest.mark.parametrize("name", sorted(BULK | SEAFILE))
def test_nothing_of_ocs_is_needed(name):
    """Neither directly nor by way of another file."""
    assert len(OCS) > 30 and not reached(name) & OCS


def test_the_directories_stand_on_the_common_room():
    """And the room on none of them."""
    for directory, product in (("directory", OCS), ("seafile_directory", SEAFILE)):
        assert reached(directory) >= BULK and not any(reached(name) & product for name in BULK)
