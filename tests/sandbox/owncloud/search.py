# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Searching and paging as ownCloud on SQLite does it."""

from __future__ import annotations

import re

from .call import Crash
from .text import BLANKS, lower

MINIMUM = 2  # bytes; system setting `user.search_min_length`


def searchable(state, text):
    """Whether a search is carried out at all: nothing, or long enough without the blanks at its ends."""
    if not isinstance(text, str):
        return False
    trimmed = text.strip(BLANKS)
    return trimmed == "" or len(trimmed.encode()) >= state.system.get("user.search_min_length", MINIMUM)


def matcher(text):
    """A predicate for ids or names that contain `text`, whatever its case.

    The server escapes `%`, `_` and `\\` with a backslash, which SQLite takes literally for want of an ESCAPE clause:
    such a search finds only what holds a backslash at that place.
    """
    escaped = re.sub(r"[\\_%]", r"\\\g<0>", lower(text))
    if escaped == lower(text):
        return lambda candidate: escaped in lower(candidate)
    pattern = re.compile("".join({"%": ".*", "_": "."}.get(sign, re.escape(sign)) for sign in escaped), re.DOTALL)
    return lambda candidate: pattern.search(lower(candidate)) is not None


def by_bytes(texts):
    """Texts in the order of SQLite's ORDER BY."""
    return sorted(texts, key=str.encode)


def page(items, limit, offset):
    """SQL's LIMIT and OFFSET: no limit (None) ignores the offset too, a negative one is none; a negative offset is an uncaught error."""
    if limit is None:
        return items
    if offset < 0:
        raise Crash()
    return items[offset:] if limit < 0 else items[offset : offset + limit]
