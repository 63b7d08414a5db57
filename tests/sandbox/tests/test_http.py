# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sandbox over HTTP: the control endpoint, and misbehaviour on demand."""

from __future__ import annotations

import base64
import http.client
import json
import time

import pytest
from sandbox import __main__ as command
from sandbox.products import DIALECTS, make_product
from sandbox.server import Sandbox
from sandbox.wire import Request

BASIC = "Basic " + base64.b64encode(b"admin:admin").decode()
OCS = {"Authorization": BASIC, "OCS-APIRequest": "true", "Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
GROUPS = "/ocs/v2.php/cloud/groups"


def call(sandbox, method, path, data=None, headers=None):
    """(status, headers, body); a dictionary or list is sent as JSON."""
    connection = http.client.HTTPConnection(*sandbox.httpd.server_address[:2], timeout=10)
    try:
        connection.request(method, path, json.dumps(data) if isinstance(data, (dict, list)) else data, headers or {})
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read()
    finally:
        connection.close()


def group_ids(sandbox):
    """The groups that the server has."""
    return json.loads(call(sandbox, "GET", GROUPS, headers=OCS)[2])["ocs"]["data"]["groups"]


def create_group(sandbox, gid):
    """Create a group through the API; the answer."""
    return call(sandbox, "POST", GROUPS, "groupid=" + gid, OCS)


def test_counts_requests_by_method_and_path(sandbox):
    """Control calls are not counted, and DELETE starts anew."""
    for path in (GROUPS, GROUPS, "/status.php"):
        call(sandbox, "GET", path, headers=OCS)
    counted = json.loads(call(sandbox, "GET", "/_sandbox/requests")[2])
    assert counted == {"total": 3, "counts": {"GET " + GROUPS: 2, "GET /status.php": 1}}
    call(sandbox, "DELETE", "/_sandbox/requests")
    assert json.loads(call(sandbox, "GET", "/_sandbox/requests")[2])["total"] == 0


def test_reset_starts_over(sandbox):
    """A reset forgets groups and faults, and takes a new administrator and dialect."""
    create_group(sandbox, "g1")
    call(sandbox, "POST", "/_sandbox/faults", [{"kind": "status", "status": 503}])
    call(sandbox, "POST", "/_sandbox/reset", {"dialect": "nextcloud-28", "admin": ["root", "secret"]})
    assert call(sandbox, "GET", GROUPS, headers=OCS)[0] == 401
    other = {**OCS, "Authorization": "Basic " + base64.b64encode(b"root:secret").decode()}
    assert json.loads(call(sandbox, "GET", GROUPS, headers=other)[2])["ocs"]["data"]["groups"] == ["admin"]
    assert json.loads(call(sandbox, "GET", "/status.php")[2])["versionstring"] == "28.0.2"


def test_operations_and_refusals_of_the_control_endpoint(sandbox):
    """One operation or a list of them; an unknown one and a bad call tell the reason."""
    assert call(sandbox, "POST", "/_sandbox/op", {"maintenance": True})[0] == 200
    assert call(sandbox, "GET", GROUPS, headers=OCS)[0] == 503
    assert call(sandbox, "POST", "/_sandbox/op", [{"maintenance": False}, {"rate_limits": False}])[0] == 200
    assert call(sandbox, "GET", GROUPS, headers=OCS)[0] == 200
    for path, data in (("op", {"nonsense": 1}), ("faults", [{"kind": "status", "colour": 1}]), ("reset", {"dialect": "none"})):
        status, _headers, body = call(sandbox, "POST", "/_sandbox/" + path, data)
        assert (status, "error" in json.loads(body)) == (400, True), path
    assert call(sandbox, "POST", "/_sandbox/nothing")[0] == 404


@pytest.mark.parametrize(
    "fault,status,text",
    [
        ({"kind": "status", "status": 429}, 429, ""),
        ({"kind": "status", "status": 502, "body": "bad gateway", "headers": {"Retry-After": "1"}}, 502, "bad gateway"),
        ({"kind": "html"}, 200, "Please log in"),
        ({"kind": "redirect", "location": "http://elsewhere.example/"}, 302, ""),
        ({"kind": "read_only"}, 405, "read-only"),
    ],
)
def test_faults_that_answer_instead(sandbox, fault, status, text):
    """The request is not served, and the rule's answer is given as it is."""
    call(sandbox, "POST", "/_sandbox/faults", [{**fault, "method": "POST"}])
    got, headers, body = create_group(sandbox, "g1")
    assert got == status and text in body.decode()
    assert headers.get("Location") == fault.get("location")
    assert headers.get("Retry-After") == (fault.get("headers") or {}).get("Retry-After")
    assert group_ids(sandbox) == ["admin"]


@pytest.mark.parametrize("kind,done", [("drop_before", False), ("drop_after", True), ("late", True)])
def test_dropped_connection(sandbox, kind, done):
    """The client sees a lost connection either way; the write happened or not."""
    call(sandbox, "POST", "/_sandbox/faults", [{"kind": kind, "method": "POST", "times": 1}])
    with pytest.raises((http.client.HTTPException, ConnectionError)):
        create_group(sandbox, "g1")
    assert ("g1" in group_ids(sandbox)) is done


@pytest.mark.parametrize("dialect, path, sent, status", [
    ("nextcloud-34", "/ocs/v2.php/cloud/users", "userid=a&password=a-Password-77&quota=1+GB", 400),
    ("nextcloud-34", "/ocs/v2.php/cloud/groups", "groupid=g1", 500),
    ("owncloud-10", "/ocs/v1.php/cloud/users", "userid=a&password=a-Password-77", 200),
    ("seafile-13", "/api/v2.1/admin/users/", "email=a@x.example", 500),
])  # fmt: skip
@pytest.mark.parametrize("half", [False, True])
def test_one_writer_at_a_time(dialect, path, sent, status, half):
    """A write that meets another one fails, and so does nothing else; a creation of an account may be half done."""
    with Sandbox(dialect, limits=False) as server:
        server.faults.replace([{"kind": "one_writer", "half": half}])
        request = Request("POST", path, "format=json", {"content-type": "application/x-www-form-urlencoded"}, sent.encode())
        handled, handle = [], server.product.handle
        server.product.handle = lambda asked: handled.append(asked.form) or handle(asked)
        server.answer(request)
        with server.faults.rules[0].turn:
            assert server.answer(request).status == status
            server.answer(Request("GET", path))
        broken = handled[1:-1]
        assert len(handled) == 2 + len(broken) and broken == (
            [{key: value for key, value in handled[0].items() if key != "quota"}] if half and "users" in path else []
        )


def test_truncated_body_follows_a_write_that_happened(sandbox):
    """Half of the JSON arrives."""
    call(sandbox, "POST", "/_sandbox/faults", [{"kind": "truncate", "method": "POST"}])
    _status, _headers, body = create_group(sandbox, "g1")
    with pytest.raises(ValueError):
        json.loads(body)
    assert "g1" in group_ids(sandbox)


@pytest.mark.parametrize("fault, status, kind", [
    ({"kind": "answer", "status": 500, "body": "no", "content_type": "text/plain"}, 500, "text/plain"),
    ({"kind": "retype", "content_type": "text/html"}, 200, "text/html"), ({"kind": "retype", "content_type": None}, 200, None),
])  # fmt: skip
def test_another_answer_to_a_write_that_happened(sandbox, fault, status, kind):
    """The rule's own, or the server's with another type."""
    call(sandbox, "POST", "/_sandbox/faults", [{**fault, "method": "POST"}])
    got, headers, body = create_group(sandbox, "g1")
    assert (got, headers.get("Content-Type"), body == b"no") == (status, kind, status == 500)
    assert "g1" in group_ids(sandbox)


def test_skip_times_path_and_latency(sandbox):
    """The rule meets the second request to its path only, and late."""
    call(sandbox, "POST", "/_sandbox/faults", [{"kind": "status", "status": 500, "path": "groups$", "skip": 1, "times": 1, "latency": 0.2}])
    assert [call(sandbox, "GET", path, headers=OCS)[0] for path in (GROUPS, "/status.php")] == [200, 200]
    began = time.monotonic()
    assert call(sandbox, "GET", GROUPS, headers=OCS)[0] == 500
    assert time.monotonic() - began >= 0.2
    assert call(sandbox, "GET", GROUPS, headers=OCS)[0] == 200


def test_read_only_lets_reads_and_the_password_check_pass(sandbox):
    """What a check-mode run may send."""
    call(sandbox, "POST", "/_sandbox/faults", [{"kind": "read_only"}])
    path = "/ocs/v2.php/apps/password_policy/api/v1/validate"
    assert call(sandbox, "POST", path, "password=a-Password-77", OCS)[0] == 200
    assert group_ids(sandbox) == ["admin"]
    assert call(sandbox, "DELETE", GROUPS + "/admin", headers=OCS)[0] == 405


def test_keeps_the_connection(sandbox):
    """Two requests, one connection."""
    connection = http.client.HTTPConnection(*sandbox.httpd.server_address[:2], timeout=10)
    for _turn in range(2):
        connection.request("GET", GROUPS, headers=OCS)
        assert connection.getresponse().read()
        port = connection.sock.getsockname()[1]
    connection.request("GET", "/status.php")
    assert connection.getresponse().read() and connection.sock.getsockname()[1] == port
    connection.close()


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
def test_every_dialect_starts(dialect):
    """Each name makes a product that can be asked and changed."""
    product = make_product(dialect, ("admin", "admin"), True)
    assert callable(product.handle) and callable(product.operate)
    assert callable(command.main)
