# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Replays a file of recorded exchanges against a sandbox over HTTP; format: tests/sandbox/recordings/README.md."""

from __future__ import annotations

import base64
import http.client
import json
import os
from dataclasses import dataclass
from urllib.parse import urlencode

from .compare import differences

RECORDINGS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "recordings")
ADMINS = {"nextcloud": ("admin", "Adm1n-Real-Pw!"), "owncloud": ("admin", "adminpass1")}  # as recorded, by product
GARBAGE = "garbage1234567890abcdef12"


@dataclass
class Result:
    """One exchange compared: its line in the file, its name, and what differs (empty: it matched)."""

    line: int
    name: str
    differences: list


def files(dialect):
    """Names (without ending) of the recorded files of a dialect, sorted."""
    folder = os.path.join(RECORDINGS, dialect)
    return sorted(name[: -len(".jsonl")] for name in os.listdir(folder) if name.endswith(".jsonl"))


def load(dialect, file):
    """The header line and the exchanges of a file, each with its line number."""
    with open(os.path.join(RECORDINGS, dialect, file + ".jsonl"), encoding="utf-8") as stream:
        header, *lines = [json.loads(line) for line in stream]
    return header, list(enumerate(lines, 2))


class Conversation:
    """One client of a sandbox: sends requests as they were recorded and keeps the named cookie jars.

    :param address: (host, port) of the sandbox.
    """

    def __init__(self, address):
        self.connection = http.client.HTTPConnection(*address, timeout=30)
        self.jars = {}

    def control(self, action, data):
        """Use the sandbox's control endpoint; raises RuntimeError when it refuses."""
        answer = self.exchange("POST", "/_sandbox/" + action, {}, json.dumps(data).encode())
        if answer["http_status"] != 200:
            raise RuntimeError("%s %s: %s" % (action, data, answer["body"].decode()))

    def exchange(self, method, target, headers, body=None):
        """Send one request, path untouched; return status, content type, headers (lower case), cookies and body."""
        self.connection.putrequest(method, target, skip_host="Host" in headers, skip_accept_encoding=True)
        for name, value in headers.items():
            self.connection.putheader(name, value)
        if body is not None or method in ("POST", "PUT", "PATCH"):
            self.connection.putheader("Content-Length", str(len(body or b"")))
        self.connection.endheaders(body)
        response = self.connection.getresponse()
        answer = {"http_status": response.status, "content_type": response.getheader("Content-Type"), "body": response.read()}
        answer["headers"] = {name.lower(): value for name, value in response.getheaders()}
        answer["cookies"] = response.headers.get_all("Set-Cookie") or []
        return answer

    def send(self, request):
        """Send a recorded request, with the cookies of its jar; return the answer."""
        headers, body = _headers_and_body(request)
        jar, mode = self.jars.setdefault(request.get("cookie_jar"), {}), request.get("cookie_mode")
        cookies = _sent_cookies(jar, mode) if request.get("cookie_jar") else {}
        if cookies:
            headers["Cookie"] = "; ".join("%s=%s" % pair for pair in cookies.items())
        query = urlencode(request.get("query") or {}, doseq=True)
        answer = self.exchange(request["method"], request["path"] + ("?" + query if query else ""), headers, body)
        if request.get("cookie_jar") and not mode:
            for cookie in answer["cookies"]:
                name, _sep, value = cookie.partition(";")[0].partition("=")
                jar[name.strip()] = value.strip()
        return answer


def _headers_and_body(request):
    headers = {name: value for name, value in request.get("headers", {}).items() if name.lower() != "cookie"}
    auth = request.get("auth") or {}
    if "token" in auth:
        headers["Authorization"] = "Token " + auth["token"]
    elif auth:
        pair = "%(user)s:%(password)s" % auth
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    if "form" in request:
        headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
        return headers, urlencode(request["form"], doseq=True).encode()
    if "json" in request:
        headers.setdefault("Content-Type", "application/json")
        return headers, json.dumps(request["json"]).encode()
    return headers, request["body"].encode() if "body" in request else None


def _sent_cookies(jar, mode):
    if mode in (None, "send"):
        return jar
    session = {name: value for name, value in jar.items() if not name.startswith(("nc_", "__Host-nc_"))}
    return dict.fromkeys(session, GARBAGE) if mode == "garbage" else session


def substitute(exchange, captured):
    """The exchange with the values captured so far in the place of their names."""
    if not captured:
        return exchange
    text = json.dumps(exchange)
    for name, value in captured.items():
        text = text.replace(name, json.dumps(value)[1:-1])
    return json.loads(text)


def _capture(rule, answer, captured):
    for name, place in rule.items():
        value = json.loads(answer["body"])
        for key in place.split("."):
            value = value[key]
        captured[name] = value


def replay(sandbox, dialect, file):
    """Replay a file against a fresh state of this sandbox; return one Result per exchange that has a recorded response."""
    header, exchanges = load(dialect, file)
    conversation = Conversation(sandbox.httpd.server_address[:2])
    conversation.control("reset", {"dialect": dialect, "admin": ADMINS[dialect.partition("-")[0]], "limits": True})
    captured, results = {}, []
    for line, raw in exchanges:
        exchange = substitute(raw, captured)
        if exchange.get("out_of_band_op"):
            conversation.control("op", exchange["out_of_band_op"])
        answer = conversation.send(exchange["request"])
        if "capture" in exchange:
            _capture(exchange["capture"], answer, captured)
            exchange = substitute(exchange, captured)
        if "response" in exchange:
            found = differences(exchange["response"], answer, header.get("volatile", ()), exchange.get("trimmed"))
            results.append(Result(line, exchange["name"], found))
    return results
