# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of app settings, which are texts on the wire: how to write one, and when two mean the same. Pure.

Source: recorded exchanges of Nextcloud 28.0.2 and 34.0.1 (config); settings with a declared type come back in the server's form.
"""

from __future__ import annotations

import json
import math

TYPES = ("auto", "string", "boolean", "integer", "float", "array")
ODD = (ValueError, RecursionError)  # of a text that is not of a type; numbers and JSON of any length come from options and servers
FORMS = (("1", "0"), ("yes", "no"), ("true", "false"), ("on", "off"))


def encode(value, kind, current):
    """The text that is sent; a boolean takes the form that the setting has now (``yes``, ``true``, ``on``), else ``1`` or ``0``.

    :param kind: one of ``TYPES``; :raises ValueError: when the value is not of this type.
    """
    # a template makes the text "True" of a boolean
    if kind == "boolean" or (kind == "auto" and str(value) in ("True", "False")):
        return _boolean(_truth(str(value)), current)
    if kind == "integer":
        return str(int(str(value)))
    if kind == "float":
        return repr(_finite(str(value)))
    if kind == "array" or isinstance(value, (list, dict)):
        return json.dumps(_array(value), separators=(",", ":"), ensure_ascii=False, sort_keys=True)
    return str(value)


def same(current, text, kind):
    """Whether the stored text means the wanted one; None is unset."""
    if current is None or text is None or current == text:
        return current == text
    for read in READERS[kind]:
        try:
            return read(current) == read(text)
        except ODD:
            continue
    return False


def _truth(text):
    for yes, no in FORMS:
        if text.lower() in (yes, no):
            return text.lower() == yes
    raise ValueError(text)


def _boolean(truth, current):
    form = next((form for form in FORMS if current in form), FORMS[0])
    return form[0 if truth else 1]


def _finite(text):
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _array(value):
    found = json.loads(value) if isinstance(value, str) else value
    if not isinstance(found, (list, dict)):
        raise ValueError(value)
    return found


READERS = {"auto": (_truth, _array), "string": (), "boolean": (_truth,), "integer": (int, float), "float": (float,), "array": (_array,)}
