# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How PHP and SQLite treat texts: case, numbers in texts, keys of arrays."""

from __future__ import annotations

import re

NUMBER = re.compile(r"[ \t\n\r\v\f]*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)")
ARRAY_INDEX = re.compile(r"0|-?[1-9]\d{0,18}")
BLANKS = " \t\n\r\0\x0b"  # what PHP's trim takes away


def lower(text):
    """Lower case as the server compares ids: only A to Z change."""
    return text.encode("utf-8", "surrogateescape").lower().decode("utf-8", "surrogateescape")


def integer(text):
    """PHP's `(int)`: the number at the beginning of a text, 0 when there is none."""
    match = NUMBER.match(text)
    return int(float(match[1])) if match else 0


def array_key(text):
    """A text as key of a PHP array: decimal numbers become integers, so that JSON shows them as numbers."""
    if ARRAY_INDEX.fullmatch(text) and -(2**63) <= int(text) < 2**63:
        return int(text)
    return text


def scalar(value):
    """A parameter as text, as PHP would use it where a text is wanted."""
    if isinstance(value, (list, dict)):
        return "Array"
    if isinstance(value, float):
        return "%.14G" % value
    return {None: "", True: "1", False: ""}[value] if value is None or isinstance(value, bool) else str(value)
