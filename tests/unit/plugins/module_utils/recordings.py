# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The recorded exchanges as values: what was sent, what was answered, what the answer means to the client."""

from __future__ import annotations

import json
import os
from functools import lru_cache

from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import Server
from ansible_collections.ocs.provisioning.plugins.module_utils.http.answer import Answer
from requests.structures import CaseInsensitiveDict

RECORDINGS = os.path.join(os.path.dirname(os.path.abspath(__file__)), *[os.pardir] * 3, "sandbox", "recordings")
SERVERS = {
    "nextcloud-34": Server("nextcloud", version=(34, 0, 1)),
    "nextcloud-28": Server("nextcloud", version=(28, 0, 2)),
    "owncloud-10": Server("owncloud", version=(10, 15, 2)),
}


def areas(folder):
    """Names of the recorded files of a server that hold exchanges; the encoding table is none."""
    names = sorted(name[: -len(".jsonl")] for name in os.listdir(os.path.join(RECORDINGS, folder)))
    return [name for name in names if name != "encoding"]


@lru_cache(maxsize=None)
def exchanges(folder, area):
    """The exchanges of one file in order, without its header line."""
    with open(os.path.join(RECORDINGS, folder, area + ".jsonl"), encoding="utf-8") as handle:
        return [json.loads(line) for line in handle][1:]


def sent(exchange):
    """What a request carries: its form, JSON or query, names without brackets."""
    request = exchange["request"]
    carried = request.get("form") or request.get("json") or request.get("query") or {}
    return {key.replace("[]", ""): value for key, value in carried.items()} if isinstance(carried, dict) else {}


def envelope(exchange):
    """The OCS envelope of an answer, None when it was not one in JSON."""
    body = (exchange.get("response") or {}).get("body")
    return body["ocs"] if isinstance(body, dict) and "ocs" in body else None


def succeeded(exchange):
    """Whether the server took it."""
    return envelope(exchange)["meta"]["statuscode"] in (100, 200)


def answer(exchange):
    """The recorded answer as the transport would hand it up; texts of pages are cut down in the recordings."""
    response = exchange["response"]
    body = response.get("body", "")
    text = body if isinstance(body, str) else json.dumps(body)
    headers = {"Content-Type": response.get("content_type") or ""}
    headers.update(response.get("headers") or {})
    return Answer(response["http_status"], CaseInsensitiveDict(headers), text.encode("utf-8"))
