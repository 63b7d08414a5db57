# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the outcome of a call to HTTP: ownCloud's two envelopes, its status codes, and the answers that are none.

Source: ownCloud 10.15.2, recorded exchanges, all files; `OC_API` and `OCSController` of that release.
"""

from __future__ import annotations

from ..envelope import render
from ..wire import Response
from .messages import in_language
from .parameters import merged

UNKNOWN = (
    "Invalid query, please check the syntax. API specifications are here:"
    " http://www.freedesktop.org/wiki/Specifications/open-collaboration-services. DEBUG OUTPUT:\n"
)
NOT_ALLOWED, NOT_FOUND, UNKNOWN_PATH, UNAVAILABLE = 997, 998, 999, 503
V2_STATUS = {100: 200, 104: 403, 996: 500, NOT_FOUND: 404, UNKNOWN_PATH: 500}
JSON_TYPE = "application/json; charset=utf-8"
UNTRUSTED = b"<!DOCTYPE html><html><head><title>ownCloud</title></head><body>You are accessing the server from an untrusted domain.</body></html>"


def status_of(code, v2):
    """HTTP status and OCS code that an internal code becomes.

    v2 maps nearly everything to a HTTP status and says the same in the envelope, so 101, 102, 103 ... all are 400 there;
    997 is HTTP 401 with its own code in both versions.
    """
    if code == NOT_ALLOWED:
        return 401, code
    if not v2:
        return (503 if code == UNAVAILABLE else 200), code
    mapped = V2_STATUS.get(code, code if 200 <= code < 600 else 400)
    return mapped, mapped


def wants_json(request):
    """Only `format=json` in the query does; neither `Accept` nor a body."""
    return request.query.get("format") == "json"


def format_known(request):
    """Whether `format`, in the query or a body, is absent or one that there is; the core's own endpoints crash on another."""
    return merged(request).get("format") in (None, "json", "xml")


def legacy(request, v2, code=100, message=None, data=None):
    """The envelope of the provisioning app, of unknown paths and of maintenance."""
    media = JSON_TYPE if wants_json(request) else "text/xml; charset=UTF-8"
    response = _envelope(v2, code, message, data, {}, media)
    if code == NOT_ALLOWED:
        scheme = "DummyBasic" if request.headers.get("x-requested-with") == "XMLHttpRequest" else "Basic"
        response.headers.append(("WWW-Authenticate", '%s realm="Authorisation Required"' % scheme))
    return response


def controller(request, v2, code=100, message="OK", data=None):
    """The envelope of `/cloud/user`, `/cloud/capabilities` and `/config`: two more keys, another XML type, no login challenge."""
    media = JSON_TYPE if wants_json(request) else "application/xml; charset=utf-8"
    return _envelope(v2, code, message, data, {"totalitems": "", "itemsperpage": ""}, media)


def failed(request, v2, failure):
    """The legacy envelope of a `Failure`, its message in the language of the request."""
    return legacy(request, v2, failure.code, in_language(request, failure.message, failure.values))


def unknown_path(request, v2):
    """No such endpoint. Here alone `format` is read from a body too, and a word that is no format shows in the media type."""
    media = "application/octet-stream; charset=utf-8"
    if format_known(request):
        media = JSON_TYPE if merged(request).get("format") == "json" else "text/xml; charset=UTF-8"
    return _envelope(v2, UNKNOWN_PATH, UNKNOWN, None, {}, media)


def wrong_method(request):
    """405 without a body and without `Allow`."""
    return Response(405, b"", JSON_TYPE if wants_json(request) else "text/xml; charset=UTF-8")


def crashed():
    """An uncaught error: 200 without a body, in both versions."""
    return Response(200, b"", "text/html; charset=UTF-8")


def untrusted():
    """The page for a host name that is not in `trusted_domains`."""
    return Response(400, UNTRUSTED, "text/html; charset=UTF-8")


def _envelope(v2, code, message, data, more, media):
    status, shown = status_of(code, v2)
    meta = {"status": "ok" if code == 100 else "failure", "statuscode": shown, "message": message, **more}
    return Response(status, render(meta, [] if data is None else data, media == JSON_TYPE), media)
