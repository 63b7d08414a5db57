# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the outcome of a call to HTTP, and the shapes in which the server refuses."""

from __future__ import annotations

import json
from datetime import datetime, timezone

from ..wire import Response

HTML = "text/html; charset=utf-8"
PAGE = '<!DOCTYPE html><html lang="en"><head><title>Seafile</title></head><body><p>%s</p></body></html>'
NOT_GIVEN = "Authentication credentials were not provided."
NO_PERMISSION = "You do not have permission to perform this action."
BROKEN = "Internal Server Error"
# what the recordings have of translations; `Accept-Language` decides
GERMAN = {"There is already a group with that name.": "Eine Gruppe mit diesem Namen gibt es bereits."}


class Refused(Exception):
    """The server refuses: HTTP status, the parsed JSON body, and headers as pairs."""

    def __init__(self, status, body, headers=()):
        super().__init__(status, body)
        self.status, self.body, self.headers = status, body, list(headers)


class Crash(Exception):
    """An error that the web part does not catch: HTTP 500 with a page."""


def detail(text):
    """The body of refusals by the framework: permission, throttling, methods."""
    return {"detail": text}


def refuse(message, status=400):
    """End the call as the endpoints themselves do. :param message: text, or a dictionary of fields. :raises Refused: always."""
    raise Refused(status, {"error_msg": message})


def as_json(data, status=200, headers=(), content_type="application/json"):
    """A JSON answer; non-ASCII text is escaped."""
    return Response(status, json.dumps(data, separators=(",", ":")).encode(), content_type, list(headers))


def refused(request, refusal):
    """The answer for a Refused, in the language of the request where a translation is known."""
    body = refusal.body
    if request.headers.get("accept-language", "").lower().startswith("de") and isinstance(body.get("error_msg"), str):
        body = {"error_msg": GERMAN.get(body["error_msg"], body["error_msg"])}
    return as_json(body, refusal.status, refusal.headers)


def page(status, text):
    """An HTML page."""
    return Response(status, (PAGE % text).encode(), HTML)


def moved(location):
    """To the same path with a slash at its end; for every method."""
    return Response(301, b"", HTML, [("Location", location)])


def iso_time(seconds):
    """Seconds since the epoch as the API writes times; "" for None."""
    return "" if seconds is None else datetime.fromtimestamp(int(seconds), timezone.utc).isoformat()
