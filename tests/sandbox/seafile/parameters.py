# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parameters of a request as the framework offers them, and the checks that several endpoints share.

A body is a form or JSON (multipart forms are not imitated). The values of a form are texts; those of JSON are what they are, and
where a rule needs a text the server crashes on anything else.
"""

from __future__ import annotations

import json
from urllib.parse import parse_qs

from .answers import Crash, Refused, detail, refuse

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
TRUE, FALSE = ("t", "true", "1"), ("f", "false", "0")


def fields(text):
    """An urlencoded text as name -> list of values."""
    return parse_qs(text, keep_blank_values=True, encoding="utf-8", errors="replace")


def query_of(request):
    """The query parameters; of several values of one name the last counts."""
    return {name: values[-1] for name, values in fields(request.query_string).items()}


def body_of(request):
    """The parsed body and, apart, the lists of a form: (parameters, name -> list); raises Refused for bodies that cannot be read."""
    if not request.body:
        return {}, {}
    if request.content_type == FORM:
        lists = fields(request.body.decode("utf-8", "replace"))
        return {name: values[-1] for name, values in lists.items()}, lists
    if request.content_type != JSON:
        raise Refused(415, detail('Unsupported media type "%s" in request.' % request.headers.get("content-type", "")))
    try:
        data = json.loads(request.body.decode("utf-8"))
    except ValueError as error:
        raise Refused(400, detail("JSON parse error - %s" % error)) from error
    if not isinstance(data, dict):
        raise Crash("JSON that is no object")
    return data, {}


def text(value):
    """A value that must be a string. :raises Crash: for JSON numbers, booleans and so on."""
    if not isinstance(value, str):
        raise Crash("%r is no text" % (value,))
    return value


def boolean(name, value):
    """The boolean that a text means; others are refused, and JSON's own booleans crash the server."""
    word = text(value).lower()
    if word not in TRUE + FALSE:
        refuse("%s invalid." % name)
    return word in TRUE


def whole(value, message):
    """A whole number, as text or JSON number. :raises Refused: with the message when it is none."""
    if not isinstance(value, (str, int, float)):
        raise Crash("%r is no number" % (value,))
    try:
        return int(value)
    except (ValueError, OverflowError):
        return refuse(message)


def megabytes(value, too_low, not_whole="Must be an integer that is greater than or equal to 0."):
    """A quota in megabytes of 1,000,000 bytes; the messages differ between endpoints."""
    number = whole(value, not_whole)
    if number < 0:
        refuse(too_low)
    return number


def name_checked(value, too_long="Name is too long (maximum is 64 characters)."):
    """A name that may be stored; it is measured before its blanks are stripped."""
    if len(text(value)) > 64:
        refuse(too_long)
    if "/" in value:
        refuse("Name should not include '/'.")
    return value


def page_of(call, per_page):
    """(page, entries per page); both fall back to their defaults when either is no number."""
    try:
        page, per_page = int(call.query.get("page", "1")), int(call.query.get("per_page", per_page))
        return 1 if call.state.ignores_page else page, per_page
    except ValueError:
        return 1, per_page


def cut(items, page, per_page):
    """(items of a page, whether there are more); nothing outside of the list."""
    start = (page - 1) * per_page
    if start < 0 or per_page < 0:
        return [], False
    return items[start : start + per_page], len(items) > start + per_page
