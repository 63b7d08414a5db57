# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The replay of Seafile's files sees what differs, and only that; and the sandbox serves Seafile over HTTP."""

from __future__ import annotations

import json

import pytest
from sandbox.conformance import seafile_replay
from sandbox.conformance.compare import differences
from sandbox.conformance.replay import Conversation
from sandbox.conformance.seafile_replay import capture, comparable, fill, settle
from sandbox.server import Sandbox

CAPTURED = {"id:anna": "AB@auth.local", "group:a b": 7}


@pytest.mark.parametrize(
    "value,filled",
    [
        ("{id:anna}", "AB@auth.local"),
        ("/users/{id:anna|quote}/", "/users/AB%40auth.local/"),
        ("{id:anna|upper} {id:anna|local}", "AB@AUTH.LOCAL AB"),
        ({"id": ["{group:a b}"], "text": "Group {group:a b}."}, {"id": [7], "text": "Group 7."}),
        ("{any} {nothing}", "{any} {nothing}"),
        (None, None),
    ],
)
def test_fill(value, filled):
    """A text that is one mark takes over the type."""
    assert fill(value, CAPTURED) == filled


def test_unknown_marks_and_repeated_values():
    """Both would make a replay prove nothing."""
    with pytest.raises(KeyError):
        fill("{id:bert}", CAPTURED)
    captured = dict(CAPTURED)
    capture({"token:t": "body.list.1.token"}, {"body": b'{"list": [0, {"token": "AB@auth.local"}]}'}, captured)
    assert captured["token:t"] == "AB@auth.local"
    with pytest.raises(ValueError, match="id:bert is not a new value"):
        capture({"id:bert": "body.id"}, {"body": b'{"id": "AB@auth.local"}'}, captured)


@pytest.mark.parametrize("expected,got,agree", [
    ("{any}", {"a": 1}, True), ("in {any} seconds.", "in 5 seconds.", True), ("in {any} seconds.", "in seconds.", False),
    ({"a": "{any}"}, {"a": None}, True), ({"a": "{any}"}, {}, False), (["{any}", 1], [5, 1], True), (["{any}"], [1, 2], False), ("x", "y", False),
])  # fmt: skip
def test_anything(expected, got, agree):
    """Anything at this place, but the place must be there."""
    assert (settle(expected, got) == got) is agree


def recorded(body, kind="json", **more):
    """An exchange with a response as it stands in a file."""
    return {"response": {"http_status": 200, "content_type": "application/json", "body_kind": kind, "body": body, **more.pop("response", {})}, **more}


def answered(body, status=200, **headers):
    """An answer as `Conversation` gives it."""
    return {"http_status": status, "content_type": "application/json", "headers": headers, "body": body.encode()}


@pytest.mark.parametrize(
    "exchange,answer,same",
    [
        (recorded("pong"), answered('"pong"'), True),
        (recorded("pong"), answered("pong"), False),
        (recorded(None, "html"), answered("<html></html>"), True),
        (recorded(None, "html"), answered("{}"), False),
        (recorded(None, "empty"), answered(""), True),
        (recorded(None, "empty"), answered("x"), False),
        (recorded("x", "text"), answered("x"), True),
        (recorded({"a": [2, 1]}), answered('{"a":[1,2]}'), False),
        (recorded({"a": [2, 1]}, unordered=["body.a"]), answered('{"a":[1,2]}'), True),
        (recorded({"a": [{"k": 1, "t": 1}, {"k": 2, "t": 0}]}, unordered=["body.a"]), answered('{"a":[{"k":2,"t":9},{"k":1,"t":3}]}'), True),
        (recorded({"a": [2, 2]}, unordered=["body.a"]), answered('{"a":[1,2]}'), False),
        (recorded({"a": []}, unordered=["body.a"]), answered("{}"), False),
        (recorded({"a": "{any}"}), answered("oops"), False),
        (recorded({}, response={"headers": {"Retry-After": "{any}"}}), answered("{}", **{"retry-after": "5"}), True),
        (recorded({}, response={"headers": {"Retry-After": "{any}"}}), answered("{}"), False),
        (recorded({}), answered("{}", **{"retry-after": "5"}), False),
        (recorded({}), answered("{}", 201), False),
    ],
)
def test_comparison(exchange, answer, same):
    """By kind of body, with lists in any order where that is allowed, and with the headers."""
    pair = comparable(exchange, answer, ["t"])
    assert (differences(*pair, ["t"]) == []) is same


def test_replay_finds_a_changed_recording(monkeypatch):
    """One wrong value is one difference; a value that cannot be captured ends the file."""
    header, exchanges = seafile_replay.load("seafile-13", "generate_token")
    spoilt = json.loads(json.dumps(exchanges).replace("User nonsense not found.", "User nobody not found."))
    with Sandbox("seafile-13") as sandbox:
        monkeypatch.setattr(seafile_replay, "load", lambda *_names: (header, [tuple(pair) for pair in spoilt]))
        results = seafile_replay.replay_seafile(sandbox, "seafile-13", "generate_token")
        assert [result.name for result in results if result.differences] == ["email invalid"] and len(results) == 11
        spoilt[1][1]["capture"] = {"id:anna": "body.nothing"}
        results = seafile_replay.replay_seafile(sandbox, "seafile-13", "generate_token")
    assert len(results) == 2 and "nothing to capture" in results[-1].differences[0]


def test_over_http():
    """The default administrator is an address; a read-only server lets him sign in and read; operations make libraries."""
    with Sandbox("seafile-13") as sandbox:
        conversation = Conversation(sandbox.httpd.server_address[:2])
        conversation.control("faults", [{"kind": "read_only"}])
        form = {"username": "admin@example.com", "password": "admin-password"}
        token = json.loads(conversation.send({"method": "POST", "path": "/api2/auth-token/", "form": form})["body"])["token"]
        auth = {"token": token}
        users = {"method": "GET", "path": "/api/v2.1/admin/users/", "auth": auth}
        assert json.loads(conversation.send(users)["body"])["total_count"] == 1
        assert conversation.send({**users, "method": "POST", "form": {}})["http_status"] == 405
        conversation.control("op", {"library": {"owner": "admin@example.com"}})
        libraries = conversation.send({"method": "GET", "path": "/api/v2.1/admin/libraries/", "query": {"owner": "admin@example.com"}, "auth": auth})
        assert len(json.loads(libraries["body"])["repos"]) == 1
        with pytest.raises(RuntimeError, match="no user x"):
            conversation.control("op", {"library": {"owner": "x"}})
