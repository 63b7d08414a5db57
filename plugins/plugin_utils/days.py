# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Days as people and spreadsheets write them. Ambiguous days are refused. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime

CLOCK = r"(?:[T ]+\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?[AaPp][Mm])?(?:Z|[+-]\d\d:?\d\d)?)?"
FORMS = tuple(re.compile(form + CLOCK, re.ASCII) for form in (
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",
    r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d{4})"))  # fmt: skip
SHORT_YEAR = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{2}" + CLOCK, re.ASCII)
NUMBER = re.compile(r"\d+(?:[.,]\d+)?", re.ASCII)
ADVICE = "write it like 2026-09-30"
FIRST_YEAR = 1990  # older days are zeros: 1899-12-30 of spreadsheets, 1970-01-01 of clocks, 0001-01-01 and 1900-01-01 of databases


def day(value):
    """The day of a date or a text; :raises ValueError: with what to write instead."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    text = str(value).strip()
    match = next(filter(None, (form.fullmatch(text) for form in FORMS)), None)
    if not match:
        raise ValueError("%r %s; %s." % (value, _why(text), ADVICE))
    numbers = {key: int(part) for key, part in match.groupdict().items()}
    try:
        return date(*_in_order(numbers))
    except ValueError as error:
        raise ValueError("%r %s; %s." % (value, "is ambiguous" if "two" in str(error) else "is not a calendar date", ADVICE)) from None


def _in_order(numbers):
    """Year, month and day; with slashes some countries write the month first, so that one of the numbers has to tell."""
    if "first" not in numbers:
        return numbers["year"], numbers["month"], numbers["day"]
    first, second = numbers["first"], numbers["second"]
    if first <= 12 and second <= 12 and first != second:
        raise ValueError("two")
    return (numbers["year"], second, first) if first > 12 else (numbers["year"], first, second)


def _why(text):
    if SHORT_YEAR.fullmatch(text):
        return "has a year of two digits"
    if NUMBER.fullmatch(text):
        return "is a number, which is how spreadsheets store days; format the column as a date or as text"
    return "is not a day"
