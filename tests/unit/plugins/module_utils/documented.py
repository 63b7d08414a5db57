# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the tables of docs/docsite/rst/coverage.rst, so that tests can hold them against the code."""

from __future__ import annotations

import csv
import os
import re

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "..")
PAGE = os.path.join(ROOT, "docs", "docsite", "rst", "coverage.rst")
TABLE = re.compile(r"^(.+)\n-+\n(?:(?!^\.\. csv-table).*\n)*?\.\. csv-table::\n   :header: (.+)\n   :widths: .+\n\n((?:   .+\n)+)", re.MULTILINE)


def tables():
    """Title of a section to the rows of its table, each a dictionary by column; marks of code are dropped."""
    with open(PAGE, encoding="utf-8") as handle:
        text = handle.read().replace("``", "")
    found = {}
    for title, header, body in TABLE.findall(text):
        columns = next(csv.reader([header], skipinitialspace=True))
        found[title] = [dict(zip(columns, row)) for row in csv.reader(line.strip() for line in body.splitlines())]
    return found
