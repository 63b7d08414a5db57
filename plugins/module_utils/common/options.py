# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong with an option whatever it means: half characters, and numbers that no clock or calendar holds. Pure."""

from __future__ import annotations

from ..errors import Invalid
from .characters import HALF

PACKED = dict(type="bool", default=False)  # whether the lists of a result come as one text, see engine.door
MOST_DAYS = 100000  # 273 years; calendars begin with the year 1


def check_texts(spec, params):
    """:raises Invalid: for a text that no server can be sent. Paths are left out: Ansible writes other bytes of file names so."""
    for name, value in params.items():
        if value is not None and spec.get(name, {}).get("type") != "path":
            _check_text(name, value)


def _check_text(where, value):
    if isinstance(value, dict):
        for key, item in value.items():
            _check_text(where, key)
            _check_text("%s.%s" % (where, key), item)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _check_text("%s[%d]" % (where, index), item)
    elif isinstance(value, str) and HALF.search(value):
        raise Invalid(where, "contains an incomplete character (a lone surrogate); save the text as UTF-8.")


def between(field, number, least, most):
    """The number; :raises Invalid: when it is beyond the limits."""
    if not least <= number <= most:
        raise Invalid(field, "must be from %d to %d." % (least, most))
    return number


def days(field, number):
    """A number of days, None for none given; :raises Invalid: for one that leads out of the calendar."""
    return None if number is None else between(field, number, 0, MOST_DAYS)


def secret(field, value):
    """A text: what YAML made a number of would be another password, and nobody would know which."""
    if not isinstance(value, str):
        raise Invalid(field, "must be a string but was read as something else, such as a number; put it in quotes.")
    return value
