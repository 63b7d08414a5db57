# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parameters of a call: collected from query, form and JSON, and held against what the route declares, as PHP would."""

from __future__ import annotations

import re
from functools import lru_cache

DECLARED = re.compile(r"(?P<name>\w+)(?::(?P<type>\w+))?(?P<end>\?|=(?P<default>\S*))?$")
NUMBER = re.compile(r"\s*([+-]?\d+)")


class BadParameter(Exception):
    """A required parameter is missing, or one has a type that PHP does not convert."""


class OutOfRange(Exception):
    """`limit` is outside of what the server allows."""


def collect(request):
    """All parameters sent: query, then form, then JSON, later ones win. A form in a GET is not read."""
    merged = dict(request.query)
    if request.method not in ("GET", "HEAD"):
        merged.update(request.form)
    merged.update(request.json)
    return merged


@lru_cache(maxsize=None)
def _declared(text):
    """The declarations of a route: list of (name, type, required, default)."""
    result = []
    for word in text.split():
        parts = DECLARED.match(word).groupdict()
        kind, default = parts["type"] or "str", None
        if parts["default"] is not None:
            default = _empty(kind) if parts["default"] == "" else _converted(kind, parts["default"])
        result.append((parts["name"], kind, parts["end"] is None, default))
    return result


def _empty(kind):
    return {"str": "", "int": 0, "bool": False, "list": []}[kind]


def bind(text, sent, limit_range):
    """The declared parameters with their values; null counts as not sent. Raises `BadParameter` or `OutOfRange`."""
    values = {}
    for name, kind, required, default in _declared(text):
        value = sent.get(name)
        if value is None:
            if required:
                raise BadParameter(name)
            values[name] = list(default) if kind == "list" and default is not None else default
            continue
        values[name] = _converted(kind, value)
        if name == "limit" and limit_range and not limit_range[0] <= values[name] <= limit_range[1]:
            raise OutOfRange(name)
    return values


def _converted(kind, value):
    if kind == "int":
        return _integer(value)
    if kind == "bool":
        return value not in ("false", "", "0", 0, 0.0, False, [], {})
    if kind == "list" and isinstance(value, dict):
        return list(value.values())
    if not isinstance(value, {"str": str, "list": list}[kind]):
        raise BadParameter(value)
    return value


def _integer(value):
    """PHP's conversion: the number a text begins with, else 0; a list is 1 or 0."""
    if isinstance(value, str):
        found = NUMBER.match(value)
        return int(found[1]) if found else 0
    return int(bool(value)) if isinstance(value, (list, dict)) else int(value)
