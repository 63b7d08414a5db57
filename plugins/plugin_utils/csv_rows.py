# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of a CSV file as people make them: any of three separators, with or without a byte order mark, UTF-8, UTF-16 or Windows-1252. Pure."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter

from ansible_collections.ocs.provisioning.plugins.module_utils.common import files

SEPARATORS = ";,\t"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # as Excel saves "Unicode text"
ARCHIVE = b"PK\x03\x04"  # what .xlsx and .ods files begin with
HINT = re.compile(r'"?sep=([^\w"\r\n])"?[;,\t]*(?:\r\n?|\n|$)', re.IGNORECASE)  # Excel's own first line
LINE = re.compile(r"\r\n?|\n")
SCIENTIFIC = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?E[+-]?[0-9]+")  # as spreadsheets write it; 12 digits and more become one
NOTHING = re.compile(r"NULL|\(null\)|\\N|#(?:N/A|NV|REF!|BEZUG!|NAME\?|VALUE!|WERT!|DIV/0!|NULL!|NUM!|ZAHL!)")  # of databases, and of formulas that failed
SHOWN = 20  # names in a message


def csv_rows(content, needed=()):
    """``{"rows": [...], "warnings": [...], "separator": ";"}``; each row is a dictionary of texts without blanks at the ends.

    :param content: the file's bytes. :param needed: columns that the header must have.
    :raises ValueError: in words for the person who made the file; they show no cell, which may be a password.
    """
    text, warnings = _decoded(content)
    hint = HINT.match(text)
    skipped, text = (1, text[hint.end() :]) if hint else (0, text)
    first = LINE.split(text, maxsplit=1)[0]
    if not first.strip(SEPARATORS + ' "'):
        raise ValueError("the file is empty, or its first line does not name the columns.")
    separator = hint.group(1) if hint else max(SEPARATORS, key=first.count)
    records = _records(text, separator, skipped)
    columns = [column.strip() for column in records[0][1]]
    _check_columns(columns, needed)
    rows = [dict(_row(columns, cells, line, separator), _line=line) for line, cells in records[1:] if any(map(str.strip, cells))]
    if not rows:
        raise ValueError("the file has a header but no rows.")
    return {"rows": rows, "warnings": warnings, "separator": separator}


def _records(text, separator, skipped):
    """``(line where it begins, cells)`` of each record that has any."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    found, line = [], 0
    limit = csv.field_size_limit(max(len(text), csv.field_size_limit()))  # the default takes a cell of more than 128 kB for an error
    try:
        while True:
            line = reader.line_num + skipped + 1
            cells = next(reader, None)
            if cells is None:
                return found
            if cells:
                found.append((line, cells))
    except csv.Error:
        raise ValueError("the row that begins in line %d has quotes that are not closed, or not doubled inside a cell." % line) from None
    finally:  # the limit is one for the whole process, and others read files in it
        csv.field_size_limit(limit)


def _row(columns, cells, line, separator):
    """Column to cell; columns without a name, which spreadsheets add at the end, must be empty."""
    others = [other for other in SEPARATORS if other != separator and other in cells[0]]
    if len(cells) == 1 and len(columns) > 1 and others:
        raise ValueError(
            "line %d has one cell, but the header has %d columns; separate cells with %r, not with %r." % (line, sum(map(bool, columns)), separator, others[0])
        )
    row = {}
    for number, cell in enumerate(cells):
        column, cell = columns[number] if number < len(columns) else "", cell.strip()
        if cell and not column:
            raise ValueError(
                "line %d: cell %d has a value, but the header has no name for column %d; put cells that contain %r in quotes."
                % (line, number + 1, number + 1, separator)
            )
        if SCIENTIFIC.fullmatch(cell):
            raise ValueError(
                "line %d, column %r: a number in scientific notation, such as 1,23457E+11, has lost digits; "
                "format the column as text and enter the number again." % (line, column)
            )
        if NOTHING.fullmatch(cell):
            raise ValueError(
                "line %d, column %r: %s is what a database or a failed formula writes for no value; leave the cell empty, or enter the value."
                % (line, column, cell)
            )
        row[column] = cell
    row = dict(dict.fromkeys(columns, ""), **row)
    row.pop("", None)
    return row


def _decoded(content):
    if content.startswith(ARCHIVE):
        raise ValueError("the file is a workbook or an archive; save the sheet as CSV (UTF-8).")
    if content.startswith(files.VAULT):
        raise ValueError("the file is encrypted with Ansible Vault; read it by the lookup ocs.provisioning.file_content with decrypt=true.")
    try:
        text, warnings = content.decode("utf-16" if content.startswith(UTF_16) else "utf-8-sig"), []
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
        warnings = ["The file is not UTF-8; it was read as Windows-1252 (Latin-1). Save it as UTF-8 so that names are read correctly."]
    if "\0" in text:
        raise ValueError("the file has an unknown encoding; save the sheet as CSV (UTF-8).")
    return unicodedata.normalize("NFC", text), warnings  # as keyboards write it: with letter and mark apart, an ID would be another one


def _check_columns(columns, needed):
    twice = sorted(column for column, count in Counter(columns).items() if column and count > 1)
    if twice:
        raise ValueError("the header repeats the column %s." % listed(twice))
    missing = [column for column in needed if column not in columns]
    if missing:
        raise ValueError("the column %s is missing; the header has: %s." % (listed(missing), listed(filter(None, columns), str)))


def listed(names, show=repr):
    """Some names for a message, and how many more there are."""
    names = list(names)
    more = len(names) - SHOWN
    return ", ".join(map(show, names[:SHOWN])) + (" and %d more" % more if more > 0 else "")
