# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The faults that a request may meet, the places of a task where they are met, and what has to hold whatever happens."""

from __future__ import annotations

import json
from collections import Counter

from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import UNREADABLE
from ansible_collections.ocs.provisioning.tests.trust.leaks import found_in, GIVEN, HEADS, OWN, sent_secrets, texts_of
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.malformed import is_write

JSON = "application/json; charset=utf-8"
PAGE = "<!DOCTYPE html><html><head><title>Oops, ECHO</title></head><body>ECHO</body></html>"
ONCE, EVER = 1, None


def envelope(code, message):
    """A refusal as OCS servers write it."""
    return json.dumps({"ocs": {"meta": {"status": "failure", "statuscode": code, "message": message}, "data": []}})


def faults(seafile):
    """Name of a fault to its rule."""

    def said(code, message):
        return json.dumps({"detail": message} if seafile else envelope_data(code, message))

    def envelope_data(code, message):
        return json.loads(envelope(code, message))

    odd = json.dumps(["odd", "ECHO"] if seafile else {"ocs": {"meta": {"status": "ok", "statuscode": 200, "message": "OK"}, "data": "odd ECHO"}})
    return {
        "429 empty": dict(kind="status", status=429, **({"headers": {"Retry-After": "7"}} if seafile else {})),
        "429 envelope": dict(kind="status", status=429, body=said(429, "Reached maximum delay. ECHO"), content_type=JSON),
        "500 before": dict(kind="status", status=500),
        "500 before, told": dict(kind="status", status=500, body=said(996, "Internal Server Error ECHO"), content_type=JSON),
        "500 after": dict(kind="answer", status=500, body=said(996, "Internal Server Error ECHO"), content_type=JSON),
        "503": dict(kind="status", status=503, body=PAGE),
        "502 after": dict(kind="answer", status=502, body=PAGE),
        "dropped before": dict(kind="drop_before"),
        "dropped after": dict(kind="drop_after"),
        "timeout": dict(kind="late"),
        "truncated": dict(kind="truncate"),
        "wrong shape": dict(kind="answer", status=200, body=odd, content_type=JSON),
        "page with 200": dict(kind="status", status=200, body=PAGE),
        "redirect": dict(kind="redirect", location="https://user:ECHO@elsewhere.example/login?back=ECHO"),
        "403": dict(kind="status", status=403, body=said(403, "Forbidden ECHO"), content_type=JSON),
        "wrong type": dict(kind="retype", content_type="text/html"),
        "no type": dict(kind="retype", content_type=None),
        "empty": dict(kind="answer", status=200, body="", content_type=JSON),
    }


def places(good):
    """Name of a place to the number of its request, each request once: of the run that nothing disturbed."""
    writes = [number for number, (request, _response) in enumerate(good.exchanges) if is_write(request)]
    found = {"first request": 0}
    if writes:
        found.update({"first write": writes[0], "middle write": writes[len(writes) // 2], "last write": writes[-1]})
        if writes[-1] + 1 < len(good.exchanges):
            found["reading back"] = writes[-1] + 1
    found.update({"middle request": len(good.exchanges) // 2, "last request": len(good.exchanges) - 1})
    firsts = {}
    for name, number in found.items():
        firsts.setdefault(number, name)
    return {name: number for number, name in firsts.items()}


def complaints(life):
    """What must not be, in one run."""
    told, found = life.told, []
    if "exception" in told or "this is a bug" in str(told.get("msg")):
        found.append("a traceback: %s %s" % (told.get("msg"), told.get("exception")))
    if life.failed != bool(told.get("msg")) or len(told.get("msg", "")) > 6000 or not told.get("msg", "").isprintable():
        found.append("a message: %r" % told.get("msg"))
    if not life.failed and set(life.statuses) - {"done", "planned"}:
        found.append("success with %s" % life.statuses)
    if [action for action in life.actions if (action["status"] == "failed") != bool(action["error"])]:
        found.append("a failed action without a reason, or the other way round: %s" % life.actions)
    return found + account(life) + twice(life)


def account(life):
    """Whether what was told of the steps agrees with what reached the server."""
    writes = {(request.method, request.path, request.body) for request, _response in life.served}
    done, failed = life.statuses.count("done"), life.statuses.count("failed")
    found = [] if done <= len(writes) else ["%d steps done with %d writes" % (done, len(writes))]
    if writes and not done + failed:
        found.append("%d writes, and the account is %s" % (len(writes), life.statuses))
    if done and not life.told["changed"]:
        found.append("done, but not changed")
    return found


def twice(life):
    """What was carried out twice that must not be."""
    done = Counter()
    for request, _response in life.served:
        path = request.path.partition(".php/")[2] or request.path.lstrip("/")
        call = called.call_of(request.method, path, dict(request.form, **request.json))
        done[request.method, request.path, request.body] += call is None or not call.repeatable
    return ["%d times %s %s" % (number, key[0], key[1]) for key, number in done.items() if number > 1]


def leaks(lives, journal=""):
    """Secrets in what these runs told and printed; the token that a task asks for is its result. ``(number of texts, hits)``."""
    texts = [text for life in lives for text in texts_of({key: value for key, value in life.told.items() if key != "token"})] + [journal]
    texts += [life.printed.replace(life.told.get("token") or "no token", "") for life in lives if life.printed]
    secrets = {OWN, GIVEN, *HEADS}.union(*(sent_secrets(life.exchanges) for life in lives))
    return len(texts), found_in(texts, secrets)


def left_to_do(life):
    """The steps of a run that should have had nothing to do; what cannot be read is written each time."""
    return [action["id"] for action in life.actions if not action["after"] or not set(action["after"]) <= UNREADABLE]
