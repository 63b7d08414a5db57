# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text of strangers, fit to be shown: no character acts on a terminal or turns the reading direction, and none has no end. Pure.

Every message, journal and report goes through it where it leaves; values in results stay as they are.
"""

from __future__ import annotations

import re

MOST = 500  # characters of a server's own words
HALF = re.compile("[\ud800-\udfff]")
WORD = re.compile(r"\S{%d,}" % (MOST + 1))
# control characters (C0, C1), line separators, marks that turn the reading direction, and halves of characters
ACTIVE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text, keep=""):
    """The text with what cannot be seen written as an escape, such as ``\\u001b``; :param keep: characters that stay as they are."""
    return ACTIVE.sub(lambda match: match.group() if match.group() in keep else "\\u%04x" % ord(match.group()), text)


def message(text):
    """The text as a message shows it: visible, and no word in it without end."""
    return visible(WORD.sub(lambda match: short(match.group(), 100), text))


def sentences(texts):
    """Several messages as one; no full stop stands before a semicolon."""
    texts = list(texts)
    return "; ".join([text[:-1] if text.endswith(".") and not text.endswith("..") else text for text in texts[:-1]] + texts[-1:])


def short(text, most=MOST):
    """The text with its end left out where it is longer."""
    return text if len(text) <= most else text[:most] + "..."
