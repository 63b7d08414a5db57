# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nextcloud's answers: HTTP status and `meta` by API version, and the two kinds of envelope.

Answers of controllers are one kind; those given before one is reached (login refused, no route, throttled, maintenance,
failures) are another, with a content type of their own and, in older versions, other status codes.
"""

from __future__ import annotations

from ..envelope import render
from ..wire import Response

JSON_TYPE = "application/json; charset=utf-8"
NOT_FOUND_TEXT = (
    "Invalid query, please check the syntax. API specifications are here: http://www.freedesktop.org/wiki/Specifications/open-collaboration-services.\n"
)


def wanted_format(request, sent):
    """The format asked for: parameter `format`, else the first `application/...` of Accept, else None."""
    if sent.get("format") is not None:
        return sent["format"]
    for part in request.headers.get("accept", "").split(","):
        if part.strip().lower().startswith("application/"):
            return part.strip().lower()[len("application/") :]
    return None


def http_status(version, code):
    """The HTTP status that carries an OCS code in API version 1 or 2."""
    if code == 997:
        return 401
    if version == 1:
        return 200
    if code == 998:
        return 404
    if code in (996, 999):
        return 500
    return code if 200 <= code <= 600 else 400


def controller_answer(version, fmt, code, message, data):
    """The answer of a controller; `code` 200 is success: the routes served here have no other (source of 28.0.2, 32.0.1, 34.0.1, their controllers)."""
    shown = 100 if version == 1 and code == 200 else code
    success = 200 <= code < 300 if version == 2 else code == 200
    meta = {"status": "ok" if success else "failure", "statuscode": shown, "message": "OK" if success else message}
    if version == 1:
        meta.update(totalitems="", itemsperpage="")
    as_json = fmt == "json"
    return Response(http_status(version, code), render(meta, data, as_json), JSON_TYPE if as_json else "application/xml; charset=utf-8")


def early_type(fmt):
    """Content type of an answer given before a controller is reached."""
    return {"json": JSON_TYPE, "xml": "text/xml; charset=UTF-8", None: "text/xml; charset=UTF-8"}.get(fmt, "application/octet-stream; charset=utf-8")


def early_answer(dialect, version, fmt, code, message, http=None):
    """The answer given before a controller is reached. `http` replaces the status by code."""
    status = http or http_status(version, code)
    shown = status if dialect.early_http_codes and version == 2 and code in (996, 998) else code
    meta = {"status": "failure", "statuscode": shown, "message": message}
    if version == 1 and dialect.early_v1_keys:
        meta.update(totalitems="", itemsperpage="")
    return Response(status, render(meta, [], fmt == "json"), early_type(fmt))


def login_refused(dialect, version, fmt, request):
    """The answer to wrong credentials, with the challenge a browser or a script understands."""
    scheme = "DummyBasic" if request.headers.get("x-requested-with") == "XMLHttpRequest" else "Basic"
    if dialect.login_failure_is_xml:
        fmt = "xml"
    answer = early_answer(dialect, version, fmt, 997, "Unauthorised")
    answer.headers.append(("WWW-Authenticate", '%s realm="Authorisation Required"' % scheme))
    return answer
