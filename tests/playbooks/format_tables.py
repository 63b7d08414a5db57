# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of the page "Variables and file formats", and how values are held against them."""

from __future__ import annotations

import os
import re

from playbooks.installed import ROOT

PAGE = os.path.join(ROOT, "docs", "docsite", "rst", "formats.rst")
TABLE = re.compile(r"^\.\. ((?:variables|keys|types|columns|statistics)\b.*)\n\n\.\. list-table::\n(?:   :.*\n)+\n((?:   .*\n)+)", re.MULTILINE)
ROW = re.compile(r"^   \* - ``(.+)``\n     - (.+)$", re.MULTILINE)
TYPED = re.compile(r"\((\w+)(?: or (null))?\) .")
KINDS = {"str": str, "int": int, "float": (int, float), "bool": bool, "list": list, "dict": dict, "any": object}


def tables():
    """Name of a table to its rows: what the first column names, to the text of the second."""
    with open(PAGE, encoding="utf-8") as handle:
        text = handle.read()
    return {name: dict(ROW.findall(rows)) for name, rows in TABLE.findall(text)}


def below(table, prefix):
    """The rows of a part, without its name."""
    return {key[len(prefix) :]: text for key, text in table.items() if key.startswith(prefix)}


def misfits(table, values):
    """How dictionaries differ from a table: keys that one of them has not, or has beside it, and values of another type."""
    told = []
    for value in values:
        told += ["%s is not on the page" % key for key in value if key not in table] + ["%s is not there" % key for key in table if key not in value]
        told += ["%s is %r: %s" % (key, value[key], table[key]) for key in table if key in value and not fits(value[key], table[key])]
    return told


def fits(value, text):
    """Whether a value is of the type with which the text of its row begins, such as ``(int or null)``."""
    word, null = TYPED.match(text).groups()
    if value is None:
        return null is not None or word == "any"
    return isinstance(value, KINDS[word]) and (word in ("bool", "any") or not isinstance(value, bool))
