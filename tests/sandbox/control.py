# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control endpoint `/_sandbox/`: what tests change and ask behind the API's back.

* `POST reset` (optional `dialect`, `admin` as [user, password], `limits`): a fresh server
* `POST op`: one operation of the recordings' `out_of_band_op`, or a list of them
* `GET requests`: `total` and `counts` per method and path; `DELETE requests` starts counting anew
* `POST faults`: the list of rules (fields of `faults.Fault`) now in force; `[]` behaves again
"""

from __future__ import annotations

import json

from .wire import json_response

PREFIX = "/_sandbox/"


def handle(sandbox, request):
    """Answer a control request; 400 with the reason when it cannot be carried out."""
    action = ACTIONS.get((request.method, request.path[len(PREFIX) :]))
    if action is None:
        return json_response({"error": "no such control call"}, 404)
    try:
        data = json.loads(request.body or b"null")
        with sandbox.lock:
            return json_response(action(sandbox, data) or {})
    except (ValueError, TypeError, KeyError, LookupError) as error:
        return json_response({"error": "%s: %s" % (type(error).__name__, error)}, 400)


def _reset(sandbox, data):
    sandbox.reset(**(data or {}))


def _operate(sandbox, data):
    for operation in data if isinstance(data, list) else [data]:
        sandbox.product.operate(operation)


def _requests(sandbox, _data):
    return {"total": sum(sandbox.counts.values()), "counts": dict(sandbox.counts)}


def _forget(sandbox, _data):
    sandbox.counts.clear()


def _faults(sandbox, data):
    sandbox.faults.replace(data or [])


ACTIONS = {("POST", "reset"): _reset, ("POST", "op"): _operate, ("GET", "requests"): _requests, ("DELETE", "requests"): _forget, ("POST", "faults"): _faults}
