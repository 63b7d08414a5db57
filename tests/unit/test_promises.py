# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of promises: each test that it names exists, and no promise is without one."""

from __future__ import annotations

import csv
import pathlib
import re

ROOT = pathlib.Path(__file__).parents[2]
PAGE = ROOT / "docs" / "docsite" / "rst" / "promises.rst"
NAMED = re.compile(r"``(tests/[\w/]+\.py)(?:::(\w+))?``")


def missing(text):
    """The tests in the text that are not there."""

    def is_there(path, name):
        return (ROOT / path).is_file() and (not name or "def %s(" % name in (ROOT / path).read_text("utf-8"))

    return [(path, name) for path, name in NAMED.findall(text) if not is_there(path, name)]


def tables(text):
    """The rows of the tables that have a column for tests, without their heads."""
    for table in text.split(".. csv-table::")[1:]:
        rows = re.split(r"\n\n(?! )", table)[0]  # a paragraph may follow
        if '"Test"' in table.split("\n\n")[0]:
            yield from csv.reader(" ".join(line.split()) for line in re.split(r'\n {3}(?=")', rows)[1:])


def test_every_promise_has_its_test():
    """And a figure, or what becomes of it."""
    text = PAGE.read_text("utf-8")
    assert len(NAMED.findall(text)) >= 15 and not missing(text)
    rows = list(tables(text))
    assert len(rows) >= 15 and not [row for row in rows if len(row) != 3 or not all(row) or not NAMED.search(" ".join(row))]


def test_a_table_ends_where_a_paragraph_follows():
    """What that says is no part of the last row."""
    text = '.. csv-table::\n   :header: "Promise", "Test"\n\n   "It holds","``tests/a.py``"\n\nMore of it:\n\n.. csv-table::\n   :header: "a"\n\n   "b"\n'
    assert list(tables(text)) == [["It holds", "``tests/a.py``"]]


def test_what_is_missing():
    """A file that is not there, and a test that is not in its file."""
    assert missing("``tests/unit/nowhere.py``") == [("tests/unit/nowhere.py", "")]
    assert missing("``tests/unit/test_promises.py::test_nothing``") == [("tests/unit/test_promises.py", "test_nothing")]
    assert not missing("``tests/unit/test_promises.py::test_what_is_missing``")
