# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the database compares texts: without regard to case and accents, and by patterns."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from .answers import Crash

WILD = {"%": ".*", "_": "."}


def fold(text):
    """What is equal to the database is equal here (derived: the collation of its tables, utf8_general_ci)."""
    if text.isascii():
        return text.lower()
    return "".join(character for character in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(character))


def comparable(text):
    """The text. :raises Crash: for characters of four bytes, which columns of three cannot be compared with (measured on 13.0.25)."""
    if any(character > "\uffff" for character in text):
        raise Crash("characters of four bytes in a comparison")
    return text


def find(rows, key):
    """The value under a key in this table of lower-cased keys, as the database would find it; None when missing."""
    found = rows.get(comparable(key).lower())
    if found is None and not key.isascii():
        return next((value for each, value in rows.items() if fold(each) == fold(key)), None)
    return found


@lru_cache(maxsize=100)
def contains(keyword):
    """A compiled search for the keyword in a folded text, as LIKE sees it between two percent signs.

    A percent sign stands for any text (measured on 13.0.25), an underscore for one character, and a backslash takes the meaning from
    what follows it, be it the closing percent sign (derived: the server puts the keyword into the pattern as it is).
    """
    parts = re.findall(r"\\.|.", fold("%" + comparable(keyword) + "%"), re.DOTALL)
    return re.compile("".join(re.escape(part[-1]) if len(part) == 2 else WILD.get(part, re.escape(part)) for part in parts), re.DOTALL)
