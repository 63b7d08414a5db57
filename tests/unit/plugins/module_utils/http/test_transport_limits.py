# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rate limits are waited for, within limits; brute-force protection never is."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import OCSError
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.scripted import Scripted, client, ocs, transport

LIMITED = (429, {"Content-Type": "text/html"}, "")
BLOCKED = ocs(code=429, status=429, message="Reached maximum delay")
OK = ocs({"id": "alice"})


def named(seconds, body=""):
    """A rate limit that names a time."""
    return 429, {"Retry-After": str(seconds)}, body


def send(answers, method="POST", **settings):
    """Send one write; the transport and what came of it."""
    with Scripted(*answers) as server:
        sender = transport(server, **settings)
        try:
            found = sender.send(method, "x", False)
        except OCSError as error:
            found = error
        sender.seen = len(server.seen)
        sender.close()
    return sender, found


@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
def test_a_rate_limit_is_waited_for(method):
    """It refuses before anything happens, so that every request may be sent again; a warning says how long the task may wait."""
    sender, answer = send([LIMITED, LIMITED, LIMITED, LIMITED, LIMITED, OK], method)
    assert (answer.status, sender.seen, sender.pauses) == (200, 6, [5, 10, 15, 30, 30])
    assert sender.meter.waited == 90 and sender.meter.retries == 0
    assert sender.warnings == ["The server's rate limit was reached at %s x; the task waits up to 660 s for it." % method]


def test_the_limit_of_a_proxy():
    """nginx answers with a page and names no time (limit_req_status 429)."""
    page = "<html>\r\n<head><title>429 Too Many Requests</title></head>\r\n<body>nginx</body></html>"
    sender, answer = send([(429, {"Content-Type": "text/html"}, page), OK])
    assert (answer.status, sender.pauses) == (200, [5])


def test_the_time_that_the_server_names():
    """Is what is waited."""
    sender, answer = send([named(42), named(7), OK])
    assert (answer.status, sender.pauses) == (200, [42, 7])


def test_a_date_instead_of_seconds():
    """Counts as no time named."""
    sender, answer = send([named("Wed, 21 Oct 2026 07:28:00 GMT"), OK], rate_limit_wait=3)
    assert (answer.status, sender.pauses) == (200, [3])


@pytest.mark.parametrize("wait, pauses", [(0, []), (5, [5]), (12, [5, 7]), (60, [5, 10, 15, 30])])
def test_the_longest_wait(wait, pauses):
    """Then it fails with what to do; the total is never exceeded."""
    sender, error = send([LIMITED], rate_limit_wait=wait)
    assert sender.pauses == pauses and sender.meter.waited == sum(pauses) == (wait if pauses else 0)
    assert error.http_status == 429 and not error.ambiguous
    assert "(rate_limit_wait) was not enough" in str(error) and "above 600" in error.hint


def test_a_named_time_that_is_too_long():
    """Is not begun."""
    sender, error = send([named(61)], rate_limit_wait=60)
    assert sender.pauses == [] and sender.seen == 1 and "rate limit" in str(error)


def test_the_wait_is_the_tasks_not_the_requests():
    """Two limited requests share it, and the warning is given once."""
    with Scripted(LIMITED, OK, LIMITED) as server:
        sender = transport(server, rate_limit_wait=8)
        sender.send("PUT", "a", True)
        with pytest.raises(OCSError):
            sender.send("PUT", "b", True)
    assert sender.pauses == [5, 3] and len(sender.warnings) == 1


def test_no_time_at_all():
    """A server that says 0 is asked again after a pause, and not for ever."""
    sender, error = send([named(0)], rate_limit_wait=3)
    assert 0 < len(sender.pauses) <= 3 and min(sender.pauses) >= 1 and "rate limit" in str(error)
    assert len(sender.warnings) == 1


@pytest.mark.parametrize("answer", [BLOCKED, (429, {"Retry-After": "30"}, BLOCKED[2])])
def test_brute_force_protection_fails_at_once(answer):
    """An envelope with code 429: never waited for, never repeated, whatever stands in front adds to it."""
    with Scripted(answer, OK) as server:
        caller = client(server)
        with pytest.raises(OCSError) as refusal:
            caller.get(called.at("cloud/users/alice"))
        assert len(server.seen) == 1 and caller.transport.pauses == []
    assert refusal.value.code == 429 and "brute-force" in str(refusal.value) and "occ security:bruteforce:reset" in refusal.value.hint
