# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of a CSV file as people make them: any of three separators, with or without a byte order mark, UTF-8, UTF-16 or Windows-1252. Pure."""
from __future__ import annotations

import csv
import io

SEPARATORS = ";,\t"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # as Excel saves "Unicode text"
ARCHIVE = b"PK\x03\x04"  # what .xlsx and .ods files begin with


def csv_rows(content, needed=()):
    """``{"rows": [...], "warnings": [...], "separator": ";"}``; each row is a dictionary of texts without blanks at the ends.

    :param content: the file's bytes. :param needed: columns that the header must have.
    :raises ValueError: in words for the person who made the file.
    """
    text, warnings = _decoded(content)
    lines = text.splitlines()
    if not lines or not lines[0].strip():
        raise ValueError("the file is empty, or its first line, which names the columns, is.")
    separator = max(SEPARATORS, key=lines[0].count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, restkey="", restval=None, strict=True)
    columns = [column.strip() for column in reader.fieldnames]
    _check_columns(columns, needed)
    reader.fieldnames = columns
    try:
        rows = [dict(cells, _line=line) for cells, line in _cells(reader, separator) if any(cells.values())]
    except csv.Error:
        raise ValueError("the row that begins in line %d has quotes that are not closed, or not doubled inside a cell." % (reader.line_num + 1)) from None
    if not rows:
        raise ValueError("the file names columns, but nobody.")
    return {"rows": rows, "warnings": warnings, "separator": separator}


def _cells(reader, separator):
    """Each row's cells and line; a row that another separator divides would become a person with a monster of an id."""
    for row in reader:
        if "" in row:
            raise ValueError("line %d has more cells than the header has columns; quote cells that hold %r." % (reader.line_num, separator))
        others = [other for other in SEPARATORS if other != separator and other in "".join(filter(None, row.values()))]
        if others and None in row.values():
            raise ValueError("line %d has fewer cells than the header has columns; separate them with %r, not with %r." % (
                reader.line_num, separator, others[0]))
        yield {column: (value or "").strip() for column, value in row.items()}, reader.line_num


def _decoded(content):
    if content.startswith(ARCHIVE):
        raise ValueError("the file is a workbook or an archive; save the sheet as CSV (UTF-8).")
    try:
        return content.decode("utf-16" if content.startswith(UTF_16) else "utf-8-sig"), []
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), ["The file is not UTF-8; it was read as Windows-1252 (Latin-1). Save it as UTF-8 to be sure of names."]


def _check_columns(columns, needed):
    twice = sorted({column for column in columns if columns.count(column) > 1})
    if twice:
        raise ValueError("the column %s stands twice in the header." % ", ".join(map(repr, twice)))
    missing = [column for column in needed if column not in columns]
    if missing:
        raise ValueError("the column %s is missing; the header has: %s." % (", ".join(map(repr, missing)), ", ".join(columns)))
