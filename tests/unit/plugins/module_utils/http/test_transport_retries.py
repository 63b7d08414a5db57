# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is sent again, after which pauses, and what never is."""

from __future__ import annotations

import socket

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import OCSError
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.scripted import DROP, Scripted, ocs, transport

BUSY = (502, {}, "<html>Bad gateway</html>")
GONE = (503, {}, "")
MAINTENANCE = (503, {"X-Nextcloud-Maintenance-Mode": "1"}, "")
OK = (200, {}, "fine")
SAFE = ["GET", "PUT", "PATCH"]
UNSAFE = ["POST", "DELETE"]


def send(method, answers, repeatable=None, reads=None, **settings):
    """Send one request; the answer, the number of requests the server saw, the pauses."""
    with Scripted(*answers) as server:
        sender = transport(server, **settings)
        try:
            answer = sender.send(method, "x", method in SAFE if repeatable is None else repeatable, reads=reads)
        finally:
            sender.close()
            sender.seen = len(server.seen)
    return answer, sender


@pytest.mark.parametrize("trouble", [BUSY, (504, {}, ""), GONE, MAINTENANCE, DROP])
@pytest.mark.parametrize("method", SAFE)
def test_reads_and_edits_are_repeated(method, trouble):
    """With pauses that double; the second answer is the one that counts."""
    answer, sender = send(method, [trouble, trouble, OK])
    assert (answer.status, answer.text, sender.seen, sender.pauses) == (200, "fine", 3, [0.5, 1.0])
    assert (sender.meter.requests, sender.meter.retries, sender.meter.waited) == (3, 2, 0.0)
    assert (sender.meter.reads, sender.meter.writes) == ((3, 0) if method == "GET" else (0, 3))


@pytest.mark.parametrize("trouble", [BUSY, (504, {}, ""), GONE])
@pytest.mark.parametrize("method", UNSAFE)
def test_creations_and_deletions_are_not_repeated_blindly(method, trouble):
    """The answer goes up as it came: the object is read before anything else is sent."""
    answer, sender = send(method, [trouble, OK])
    assert (answer.status, sender.seen, sender.pauses) == (trouble[0], 1, [])


@pytest.mark.parametrize("method", UNSAFE)
def test_a_lost_connection_leaves_a_creation_open(method):
    """It may have happened."""
    with Scripted(DROP, OK) as server:
        sender = transport(server)
        with pytest.raises(OCSError) as refusal:
            sender.send(method, "x", False)
        assert len(server.seen) == 1 and sender.pauses == []
    assert refusal.value.ambiguous and "failed or was interrupted" in str(refusal.value) and str(refusal.value).startswith(method + " x: ")
    assert refusal.value.report() == {"ocs_code": None, "http_status": None, "endpoint": method + " x", "hint": refusal.value.hint}


@pytest.mark.parametrize("method", UNSAFE)
def test_maintenance_mode_refuses_before_anything_happens(method):
    """So that even a creation may be sent again."""
    answer, sender = send(method, [MAINTENANCE, OK])
    assert (answer.status, sender.seen) == (200, 2)


def test_a_post_that_is_said_to_be_repeatable():
    """A question, or a switch that stays where it is."""
    answer, sender = send("POST", [DROP, BUSY, OK], repeatable=True)
    assert (answer.status, sender.seen, sender.pauses) == (200, 3, [0.5, 1.0])


@pytest.mark.parametrize("retries", [0, 1, 3])
def test_the_number_of_retries(retries):
    """One request more than retries, then the last answer."""
    answer, sender = send("GET", [BUSY], retries=retries)
    assert (answer.status, sender.seen, sender.pauses) == (502, retries + 1, [0.5 * 2**n for n in range(retries)])


def test_a_lost_connection_that_stays_lost():
    """A read that failed is never ambiguous; an edit is."""
    for method, ambiguous in (("GET", False), ("PUT", True)):
        with Scripted(DROP) as server:
            with pytest.raises(OCSError) as refusal:
                transport(server, retries=2).send(method, "x", True)
            assert len(server.seen) == 3
        assert refusal.value.ambiguous is ambiguous


def cut_short(_request):
    """Promise more than is sent, and close."""
    return 200, {"Content-Length": "100", "Connection": "close"}, "only half"


def test_half_an_answer_is_asked_for_again():
    """As a lost connection is."""
    answer, sender = send("GET", [cut_short, OK])
    assert (answer.text, sender.seen) == ("fine", 2)


def test_nobody_listens():
    """Never sent, so not ambiguous, whatever it was; tried again as often as is allowed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = "http://127.0.0.1:%d" % free.getsockname()[1]
    sender = transport(url, retries=2)
    with pytest.raises(OCSError) as refusal:
        sender.send("POST", "x", False)
    assert not refusal.value.ambiguous and len(sender.pauses) == 2
    assert "refused" in str(refusal.value) and "Check url" in refusal.value.hint


def test_no_answer_in_time():
    """An edit is sent again; a creation is left open."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = "http://127.0.0.1:%d" % silent.getsockname()[1]
        for method, pauses, ambiguous in (("GET", [0.5], False), ("POST", [], True)):
            sender = transport(url, retries=1, timeout=0.2)
            with pytest.raises(OCSError, match="no answer in time") as refusal:
                sender.send(method, "x", method == "GET")
            assert (sender.pauses, refusal.value.ambiguous) == (pauses, ambiguous)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 412])
def test_other_answers_are_never_repeated(status):
    """A 401 counts against the address at every attempt."""
    answer, sender = send("GET", [(status, {}, "no")])
    assert (answer.status, sender.seen) == (status, 1)


BROKEN = [
    (500, {}, "<html>Server error</html>"), ocs(code=996, status=500, message="Internal Server Error\n"), ocs(code=500, status=500),
    ocs(code=996, status=200), (200, {"Content-Type": "text/html; charset=UTF-8"}, ""),
]  # fmt: skip


@pytest.mark.parametrize("trouble", BROKEN)
def test_a_read_that_meets_an_error_inside_the_server_is_repeated(trouble):
    """A lock on the database passes; v1 says it with HTTP status 200, ownCloud with an empty page. Recorded: auth-errors, apps."""
    answer, sender = send("GET", [trouble, trouble, OK])
    assert (answer.text, sender.seen, sender.pauses) == ("fine", 3, [0.5, 1.0])
    answer, sender = send("GET", [trouble], retries=1)
    assert (answer.text, sender.seen) == (trouble[2], 2)


@pytest.mark.parametrize("trouble", BROKEN)
@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_a_write_that_meets_one_is_left_open(method, trouble):
    """Also one that is repeatable: it is read before it is sent again. A question that is sent as POST is a read."""
    _answer, sender = send(method, [trouble, OK], repeatable=True)
    assert (sender.seen, sender.meter.writes, sender.meter.reads) == (1, 1, 0)
    answer, sender = send(method, [trouble, OK], repeatable=True, reads=True)
    assert (answer.text, sender.seen, sender.meter.writes, sender.meter.reads) == ("fine", 2, 0, 2)


@pytest.mark.parametrize("body", ['{"ocs":{"meta":{"statuscode":200},"data":{"text":"\\"statuscode\\":996"}}}', "x" * 300 + '"statuscode":996'])
def test_what_only_looks_like_an_error(body):
    """The words in a value, or far into the answer."""
    answer, sender = send("GET", [(200, {}, body)])
    assert (answer.text, sender.seen) == (body, 1)


@pytest.mark.parametrize("answer", [ocs(code=997, status=401, message="Unauthorised"), (401, {"WWW-Authenticate": "Basic"}, "")])
def test_a_wrong_password_is_sent_once(answer):
    """Also with the challenge that invites to try again."""
    _answer, sender = send("PUT", [answer])
    assert sender.seen == 1
