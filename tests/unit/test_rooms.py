# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the rooms of plugins/module_utils apart: no arrow leads up, and Seafile stands on nothing that is of OCS servers alone."""

from __future__ import annotations

import ast
import pathlib

import pytest

FOLDER = pathlib.Path(__file__).parents[2] / "plugins" / "module_utils"
# a room and those that its files may import from, beside itself and errors.py
ROOMS = {
    "common": {"common"},
    "engine": {"common", "http"},
    "http": {"common"},
    "bulk": {"common", "engine", "http"},
    "ocs": {"common", "engine", "http", "bulk"},
    "seafile": {"common", "engine", "http", "bulk"},
}
LARGEST = 12  # files in a folder


def imports(path):
    """The files of the folder that a file imports, also late, as paths from the folder."""
    here, found = path.parent, set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = here
            for _up in range(node.level - 1):
                base = base.parent
            base = base.joinpath(*(node.module or "").split("."))
            found |= {base.with_suffix(".py")} if base.with_suffix(".py").is_file() else {base / (alias.name + ".py") for alias in node.names}
    return {other.relative_to(FOLDER) for other in found}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_stands_on_those_below_it(room):
    """Every import of its files leads into the room itself or into one that it may know."""
    wrong = {
        (str(path.relative_to(FOLDER)), str(other)) for path in (FOLDER / room).rglob("*.py") for other in imports(path)
        if other.parts[0] not in ROOMS[room] | {room, "errors.py"}}  # fmt: skip
    assert not wrong and any((FOLDER / room).rglob("*.py"))


def test_every_file_is_in_a_room():
    """But for the module's door and the errors, which everybody may raise; and no room is a heap."""
    folders = [path for path in FOLDER.rglob("*") if path.is_dir() and path.name != "__pycache__"]
    assert {path.name for path in FOLDER.glob("*.py")} == {"errors.py", "task.py"} and {path.name for path in folders} >= set(ROOMS)
    assert {path.name: count for path in folders for count in [len(list(path.glob("*.py")))] if count > LARGEST} == {}
