# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""CSV files as people and their programs make them: what is read, and what is said of the bad ones."""

from __future__ import annotations

import base64
import csv
import time

import pytest
from ansible_collections.ocs.provisioning.plugins.filter import csv_rows as filters
from ansible_collections.ocs.provisioning.plugins.plugin_utils.csv_rows import csv_rows
from ansible_collections.ocs.provisioning.plugins.plugin_utils.people import people_to_users


@pytest.mark.parametrize("content, rows, warned", [
    (b"name,email\nada,a@x.org\n", [{"name": "ada", "email": "a@x.org", "_line": 2}], 0),
    (b"\xef\xbb\xbfname;email\r\n ada ;a@x.org\r\n\r\n", [{"name": "ada", "email": "a@x.org", "_line": 2}], 0),
    ("name\tx\nZoë\t1\n".encode("cp1252"), [{"name": "Zoë", "x": "1", "_line": 2}], 1),
    (b'name,groups\nada,"a,b"\n', [{"name": "ada", "groups": "a,b", "_line": 2}], 0),
    # names of files that a Mac makes: letter and mark apart, which nobody sees, and which would be another group
    ("nam\u0065\u0301;x\nZoe\u0308;Scho\u0308ne\n".encode(), [{"nam\u00e9": "Zo\u00eb", "x": "Sch\u00f6ne", "_line": 2}], 0),
    (b"name;email\nada\n", [{"name": "ada", "email": "", "_line": 2}], 0),
])  # fmt: skip
def test_files_as_people_make_them(content, rows, warned):
    """Separators, byte order marks, encodings, blanks, quotes."""
    read = csv_rows(content)
    assert read["rows"] == rows and len(read["warnings"]) == warned


@pytest.mark.parametrize("content, told", [
    (b"a;b\nx;1E5\n", "line 2, column 'b': a number in scientific notation"), (b"a,b\nx,1.23457E+11\n", "line 2, column 'b': a number"),
    (b"a,b\n1,23457E+11\n", "line 2, column 'b': a number"), ("a;b\nx;y\n".encode("utf-16-le"), "the file has an unknown encoding"),
    (b"sep=;\na;b\n\nx,y\n", "line 4 has one cell, but the header has 2 columns"), (b"a;;b\n1;2;3\n", "line 2: cell 2 has a value, but the header"),
    (b'a;b\n"x\ny";1\n\n;;9\n', "line 5: cell 3 has a value"), (b'a;b\n\n"x"y;1\n', "the row that begins in line 3 has quotes"),
    (b"a;b\nx;NULL\n", "line 2, column 'b': NULL is what a database"), (b"a;b\nx;#N/A\n", "line 2, column 'b': #N/A is what"),
    (b"a;b\nx;\\N\n", "line 2, column 'b': "), (b"a;b\nx;#NV\n", "line 2, column 'b': #NV is what"),
    (b"$ANSIBLE_VAULT;1.1;AES256\n31\n", "the file is encrypted with Ansible Vault"), (b"sep=\n", "'b' is missing"), (b"sep=;", "the file is empty"),
])  # fmt: skip
def test_messages_name_the_place(content, told):
    """Line and column, also after blank lines, cells of several lines and the hint for Excel."""
    with pytest.raises(ValueError) as refusal:
        csv_rows(content, ["b"])
    assert told in str(refusal.value)


def test_an_empty_column_without_a_name_is_ignored():
    """Wherever it stands; and a cell may be as long as it is."""
    assert csv_rows(b"a;;b;\n1;;2;\n")["rows"] == [{"a": "1", "b": "2", "_line": 2}]
    assert csv_rows(b"a|b\n1|2\n".replace(b"a", b"sep=|\na", 1))["rows"] == [{"a": "1", "b": "2", "_line": 3}]
    assert len(csv_rows(b"a;b\n1;" + b"x" * 300000)["rows"][0]["b"]) == 300000


def test_many_columns():
    """The time grows with the file, not with its square; messages stay short."""

    def read(number):
        content = ";".join("c%d" % index for index in range(number)) + "\n" + ("v;" * (number - 1) + "v\n") * 3
        began = time.process_time()
        rows = csv_rows(content.encode(), ["c%d" % (number - 1)])["rows"]
        problems = people_to_users(rows)["problems"]
        assert len(rows[2]) == number + 1 and all(len(text) < 400 and "and %d more" % (number - 20) in text for text in problems)
        return time.process_time() - began, content

    small = min(read(2000)[0] for _time in range(3))
    spent, content = read(20000)
    assert spent < 40 * small
    with pytest.raises(ValueError) as refusal:
        csv_rows(content.encode(), ["other"])
    assert len(str(refusal.value)) < 400


def test_a_bad_file_may_be_reported_in_place_of_failing():
    """A task that hides its result would hide the message as well."""
    assert filters.csv_rows("", fail=False)["problems"] == ["the file is empty, or its first line does not name the columns."]
    assert filters.csv_rows(base64.b64encode(b"a\nb").decode(), fail=False)["problems"] == []


def test_other_files_of_the_process():
    """The limit of a cell's size is one for the whole process: it is as before, also after a file with a fault."""
    limit = csv.field_size_limit()
    for content in (b"a;b\n1;2\n", b"a;b\n1;2;3\n", b'a;b\n"1;2\n'):
        try:
            csv_rows(content)
        except ValueError as error:
            kept = error  # what a task keeps of it keeps the reader alive
            assert kept
        assert csv.field_size_limit() == limit
