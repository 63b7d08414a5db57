# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Phone numbers: what a server takes for one, and the `+` and digits it stores. Pure.

Recorded exchanges, user-edit.jsonl. The real server asks libphonenumber, which knows every numbering plan; here a number
is right when its country code exists and its length fits the country (`data/phone.json`).
"""

from __future__ import annotations

import re

from . import catalogue

WRITTEN = re.compile(r"[\d\s()\-./~\[\]\u2010-\u2015]*(?:(?:;ext=|ext\.?|x|#)\s*\d{1,7})?", re.IGNORECASE)
ABROAD = {"US": "011"}  # what is dialled for another country; elsewhere 00


def normal(text, region=""):
    """The number as `+` and digits, None when it is none.

    :param text: str, as sent. :param region: two-letter code that completes numbers without a country code; "": such numbers are refused.
    """
    if not region and not text.startswith("+"):
        return None
    text = text.strip()
    if text.lower().startswith("tel:"):
        text = text[4:]
    plus, rest = text.startswith("+"), text.lstrip("+")
    if not WRITTEN.fullmatch(rest):
        return None
    digits = "".join(re.findall(r"\d", re.split(r"(?i);?e?x|#", rest)[0]))
    abroad = ABROAD.get(region, "00")
    if not plus and digits.startswith(abroad):
        plus, digits = True, digits[len(abroad) :]
    code = _country_code(digits) if plus else _code_of(region)
    return _complete(code, digits[len(code) :] if plus else digits) if code else None


def _country_code(digits):
    return next((digits[:size] for size in (1, 2, 3) if digits[:size] in catalogue.load("phone")["codes"]), None)


def _code_of(region):
    return next((code for code, (name, *_rest) in catalogue.load("phone")["codes"].items() if name == region), None)


def _complete(code, national):
    _region, trunk, shortest, longest = catalogue.load("phone")["codes"][code]
    if trunk and national.startswith(trunk):
        national = national[len(trunk) :]
    if code == "1" and not re.fullmatch(r"[2-9]\d\d[2-9]\d{6}", national):
        return None
    return "+" + code + national if shortest <= len(national) <= longest else None
