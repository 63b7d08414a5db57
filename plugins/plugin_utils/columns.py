# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows whose columns are named otherwise than our fields. Pure. No column is accepted and ignored."""

from __future__ import annotations

from ansible_collections.ocs.provisioning.plugins.plugin_utils.csv_rows import listed

LINE = "_line"


def where(row, index, word):
    """Where a row stands, for messages: in a line of a file, or at a place in a list."""
    return "line %s" % row[LINE] if isinstance(row, dict) and LINE in row else "%s %d" % (word, index + 1)


def told(problem, place, rows, columns):
    """The problem of a row, with its place and the name of its column; of the one row of a form, such as a survey, the place is clear."""
    field, colon, reason = problem.partition(": ")
    problem = columns[field] + colon + reason if colon and field in columns else problem
    return problem if columns and len(rows) == 1 and not place.startswith("line ") else "%s: %s" % (place, problem)


def problems(rows, columns, known):
    """Columns that are mapped to no field that is known, and those that no row has."""
    if not isinstance(columns, dict):
        return ["columns: must be a mapping of fields to the names of columns."]
    there = set().union(*[row for row in rows if isinstance(row, dict)])
    found = ["columns: the field %r is unknown; map the column %r to a known field." % (key, columns[key]) for key in sorted(set(columns) - set(known))]
    return found + ["columns: no row has the column %r of the field %s." % (columns[key], key) for key in columns if rows and columns[key] not in there]


def unused(rows, columns):
    """One warning about the columns that nobody maps, where some are mapped; otherwise they are refused."""
    there = {column: None for row in rows if columns and isinstance(columns, dict) and isinstance(row, dict) for column in row if column != LINE}
    left = [column for column in there if column not in columns.values()]
    return ["Columns that are not mapped are ignored: %s." % listed(left)] if left else []


def renamed(row, columns):
    """The row in our words, without its line."""
    if columns:
        return {field: row.get(column) for field, column in columns.items()}
    return {key: value for key, value in row.items() if key != LINE}
