# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The quota text of Nextcloud and ownCloud: what a text means in bytes, and how bytes are written. Pure functions.

Source: recorded exchanges (users and user-edit of nextcloud-34, nextcloud-28 and owncloud-10). The servers round at every step,
and PHP writes a number with 14 significant digits, so large sizes lose their last digits.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

NUMBER = r"[ \t\n\r\v\f]*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
NUMERIC = re.compile(NUMBER + r"[ \t\n\r\v\f]*", re.ASCII)
LEADING_NUMBER = re.compile(NUMBER, re.ASCII)
UNIT = re.compile(r"([kmgtp]?b?)$")  # like PHP's, it also matches before a final line feed
LARGE = 1e17  # from here on PHP writes numbers with an exponent
POWERS = {"b": 0, "k": 1, "kb": 1, "m": 2, "mb": 2, "g": 3, "gb": 3, "t": 4, "tb": 4, "p": 5, "pb": 5}


def is_numeric(text):
    """Whether PHP takes the text for a number: decimal, exponent and blanks around it are fine."""
    return NUMERIC.fullmatch(text) is not None


def leading_number(text):
    """The number a text begins with, 0 when it begins with none (PHP's cast to float)."""
    match = LEADING_NUMBER.match(text)
    return float(match.group()) if match else 0.0


def php_number(number):
    """A number as PHP sees it again after writing it: whole where its text is, 14 significant digits.

    :param number: a number, or a numeric text. :returns: int or float.
    """
    value = float(number if isinstance(number, str) else format(number, ".14G"))
    return int(value) if abs(value) < LARGE and value.is_integer() else value


def round_half_up(number, places):
    """Round half away from zero, seeing 15 significant digits as PHP does. :param number: float. :returns: float."""
    if abs(number) >= 1e14:  # no place left among 15 digits; infinity is here too
        return number
    return float(Decimal(format(number, ".15g")).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def parse(text):
    """The bytes that a quota text means: a plain number, or number and unit of 1024 (the letters at the end count, so "1 GiB" is 1).

    :param text: str. :returns: int or float; None when the text ends in no unit.
    """
    text = text.lower()
    if is_numeric(text):
        return php_number(text)
    unit = UNIT.search(text)[1]
    if unit not in POWERS:
        return None
    return php_number(round_half_up(leading_number(text) * 1024 ** POWERS[unit], 0))


def text_of(size):
    """The text for a size: below 1024 in B, then KB without and MB to PB with one decimal, each rounded from the one before.

    :param size: bytes, int or float. :returns: str; "?" for a negative size.
    """
    if size < 0:
        return "?"
    if size < 1024:
        return "%.14G B" % size
    for unit, places in (("KB", 0), ("MB", 1), ("GB", 1), ("TB", 1), ("PB", 1)):  # noqa: B007 (told below)
        size = round_half_up(size / 1024, places)
        if size < 1024:
            break
    return "%.14G %s" % (size, unit)
