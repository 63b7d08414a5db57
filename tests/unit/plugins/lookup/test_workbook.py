# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cells of a workbook as the texts of a CSV file, and what is told where none can be read."""

from __future__ import annotations

import datetime

import pytest
from ansible.errors import AnsibleLookupError
from ansible_collections.ocs.provisioning.plugins.lookup import workbook

CELLS = [
    ("0123", "0123"), (1001.0, "1001"), (1.5, "1.5"), (True, "yes"), (False, "no"), ("", ""), ("Zoe\u0308", "Zo\u00eb"),
    (datetime.date(2026, 1, 2), "2026-01-02"), (datetime.datetime(2026, 1, 2), "2026-01-02"), (datetime.datetime(2026, 1, 2, 3, 4), "2026-01-02T03:04:00"),
]  # fmt: skip


@pytest.mark.parametrize("cell, text", CELLS)
def test_cells(cell, text):
    """What a spreadsheet makes of them, they keep."""
    assert workbook._text(cell) == text  # pylint: disable=protected-access


def table(monkeypatch, rows):
    """The rows that a sheet with these cells gives."""

    class Book:
        """A workbook with one sheet."""

        from_filelike = get_sheet_by_index = get_sheet_by_name = classmethod(lambda cls, _asked: cls)
        to_python = staticmethod(lambda: rows)

    monkeypatch.setattr(workbook, "CalamineWorkbook", Book)
    monkeypatch.setattr(workbook, "CalamineError", KeyError, raising=False)
    monkeypatch.setattr(workbook.files, "read", lambda _path: b"")
    return workbook._rows("people.ods", "")  # pylint: disable=protected-access


def test_rows(monkeypatch):
    """By the names of the first row; rows without a value are left out."""
    assert table(monkeypatch, [["name ", "no"], ["ada", 7.0], ["", ""], ["grace", ""]]) == [{"name": "ada", "no": "7"}, {"name": "grace", "no": ""}]


@pytest.mark.parametrize(
    "rows, problem",
    [([], "every column needs a name"), ([["name", ""], ["ada", "x"]], "every column needs a name"), ([["a", "b", "a"]], "two columns are called a")],
)
def test_first_rows_that_name_nothing(monkeypatch, rows, problem):
    """Are told, with the file."""
    with pytest.raises(AnsibleLookupError, match="people.ods: " + problem):
        table(monkeypatch, rows)


def test_without_the_library(monkeypatch):
    """It is told which one is missing."""
    monkeypatch.setattr(workbook, "CalamineWorkbook", None)
    lookup = workbook.LookupModule()
    lookup.set_options = lambda **_options: None
    with pytest.raises(AnsibleLookupError, match="pip install python-calamine"):
        lookup.run(["people.ods"])
