# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Quota texts: what a user may write, and the text that an OCS server makes of it.

The servers store a text, not a number: bytes become KB rounded to a whole number, and every larger step is rounded to one
decimal from the already rounded smaller one, half up. Source: recorded exchanges of Nextcloud 28.0.2, 34.0.1 and
ownCloud 10.15.2 (user-edit), which all follow this one rule.
"""
from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from ...errors import Invalid

UNITS = ("B", "KB", "MB", "GB", "TB", "PB")
FORM = re.compile(r"(\d{1,40}(?:\.\d{1,40})?) *([a-zA-Z]*)", re.ASCII)
RULE = (
    "give whole bytes, or a number with a unit (B, KB, MB, GB, TB, PB, also KiB to PiB or Ko to Po; all are powers of 1024), "
    "or 'none', or 'default'"
)


def quota_bytes(text):
    """Bytes, as a fraction, that a quota text with a number means; :raises Invalid: when it is none of the accepted forms."""
    match = FORM.fullmatch(text)
    if not match:
        raise Invalid("quota", "%r is not understood: %s." % (text, RULE))
    number, unit = Fraction(match.group(1)), match.group(2).upper()
    letter = unit[:1]
    if unit not in ("", "B") and (letter not in "KMGTP" or unit[1:] not in ("", "B", "IB", "O")):
        raise Invalid("quota", "%r has an unknown unit: %s." % (text, RULE))
    size = number * 1024 ** ("BKMGTP".index(letter) if letter else 0)
    if unit in ("", "B") and size.denominator != 1:
        raise Invalid("quota", "%r is a fraction of a byte: %s." % (text, RULE))
    return size


@lru_cache(maxsize=4096)  # a directory has many accounts and few quotas
def size_text(size):
    """The text that a server stores for so many bytes, for example ``1.5 GB``; rounded once."""
    if size < 1024:
        return "%d B" % _half_up(size)
    tenths, unit = _half_up(Fraction(size) / 1024) * 10, 1
    while tenths >= 10240 and unit < len(UNITS) - 1:
        tenths, unit = _half_up(Fraction(tenths, 1024)), unit + 1
    return "%s %s" % (tenths // 10 if tenths % 10 == 0 else "%d.%d" % divmod(tenths, 10), UNITS[unit])


@lru_cache(maxsize=4096)
def normal_quota(text):
    """The form in which a wanted quota is sent and compared: ``none``, ``default`` or the server's own text.

    :raises Invalid: when the server would refuse or mangle it (``5 GiB`` sent as such would be stored as five bytes).
    """
    plain = str(text).strip()
    if plain.lower() in ("none", "unlimited"):
        return "none"
    if plain.lower() == "default":
        return "default"
    return stable_text(quota_bytes(plain))


def stable_text(size):
    """The text that stays the same when it is set again: servers make text of text once more before storing."""
    return size_text(quota_bytes(size_text(size)))


def _half_up(value):
    return int((Fraction(value) * 2 + 1) // 2)
