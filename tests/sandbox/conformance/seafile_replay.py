# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Replays Seafile's files: captured values stand in braces, lists may be unordered; format: tests/sandbox/recordings/README.md, "Seafile's files"."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

from .compare import ANY_PAGE, differences, without
from .replay import Conversation, Result, load

ADMIN = ("admin@example.test", "Adm1n-pass!")  # as recorded
ANY = "{any}"
MARK = re.compile(r"\{((?:id|token|group|library):[^{}|]+)(?:\|(\w+))?\}")
FILTERS = {None: str, "quote": lambda value: quote(value, safe=""), "upper": str.upper, "local": lambda value: value.partition("@")[0]}


def fill(value, captured):
    """The value with what was captured in the place of its marks; a text that is one mark and no more takes over the type.

    :raises KeyError: for a mark that nothing was captured for.
    """
    if isinstance(value, dict):
        return {key: fill(item, captured) for key, item in value.items()}
    if isinstance(value, list):
        return [fill(item, captured) for item in value]
    if not isinstance(value, str):
        return value
    whole = MARK.fullmatch(value)
    if whole and not whole[2]:
        return captured[whole[1]]
    return MARK.sub(lambda match: FILTERS[match[2]](str(captured[match[1]])), value)


def place(body, path):
    """The value at a place like `body.user_list.0.email` of a parsed body."""
    for key in path.split(".")[1:]:
        body = body[int(key) if isinstance(body, list) else key]
    return body


def capture(rule, answer, captured):
    """Keep the values that `rule` names; two names of one kind must not share a value, or the marks would prove nothing."""
    for mark, path in rule.items():
        captured[mark] = place(json.loads(answer["body"]), path)
        kind = mark.partition(":")[0]
        if sum(value == captured[mark] for key, value in captured.items() if key.partition(":")[0] == kind) > 1:
            raise ValueError("%s is not a new value" % mark)


def settle(expected, got):
    """The expected value with what came in the place of `{any}`, as far as the rest agrees."""
    if expected == ANY:
        return got
    if isinstance(expected, dict) and isinstance(got, dict):
        return {key: settle(item, got.get(key)) if key in got else item for key, item in expected.items()}
    if isinstance(expected, list) and isinstance(got, list) and len(expected) == len(got):
        return [settle(*pair) for pair in zip(expected, got)]
    if isinstance(expected, str) and ANY in expected and isinstance(got, str):
        pattern = ".+".join(re.escape(part) for part in expected.split(ANY))
        return got if re.fullmatch(pattern, got, re.DOTALL) else expected
    return expected


def in_order(body, paths, volatile):
    """The parsed body with the lists at these places sorted by what counts in them."""
    for path in paths:
        place(body, path).sort(key=lambda item: json.dumps(without(item, volatile), sort_keys=True))
    return body


def comparable(exchange, answer, volatile):
    """The recorded response and the answer in the form that `differences` takes."""
    response = exchange["response"]
    wanted, got = response.get("headers") or {}, answer["headers"]
    expected = dict(response, headers={name: settle(value, got[name.lower()]) if name.lower() in got else value for name, value in wanted.items()})
    kind, body = response["body_kind"], response["body"]
    if kind != "json":
        expected["body"] = {"html": ANY_PAGE, "empty": "", "text": body}[kind]
        return expected, answer
    try:
        got = in_order(json.loads(answer["body"]), exchange.get("unordered", ()), volatile)
        body = settle(in_order(body, exchange.get("unordered", ()), volatile), got)
        answer = dict(answer, body=json.dumps(got).encode())
    except (ValueError, LookupError, TypeError):
        pass  # the comparison tells in what the answer is something else
    expected["body"] = json.dumps(body) if isinstance(body, str) else body
    return expected, answer


def replay_seafile(sandbox, dialect, file):
    """Replay a file against a fresh state of this sandbox; return one Result per exchange that has a recorded response."""
    header, exchanges = load(dialect, file)
    conversation = Conversation(sandbox.httpd.server_address[:2])
    conversation.control("reset", {"dialect": dialect, "admin": ADMIN, "limits": True})
    captured, results = {}, []
    for line, exchange in exchanges:
        if exchange.get("out_of_band_op"):
            conversation.control("op", exchange["out_of_band_op"])
        request = fill(exchange["request"], captured)
        for _turn in range(exchange.get("repeat", 1)):
            answer = conversation.send(request)
        try:
            capture(exchange.get("capture", {}), answer, captured)
        except (ValueError, LookupError, TypeError) as error:
            results.append(Result(line, exchange["name"], ["nothing to capture: %r in %r" % (error, answer["body"][:500])]))
            break  # what follows cannot even be asked
        if "response" in exchange:
            pair = comparable(dict(exchange, response=fill(exchange["response"], captured)), answer, header["volatile"])
            results.append(Result(line, exchange["name"], differences(*pair, header["volatile"])))
    return results
