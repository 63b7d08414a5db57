# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An answer has a size and an end: no server makes a task hold more than a page's worth, or wait for ever. Over real sockets."""

from __future__ import annotations

import gzip
import json
import time
import tracemalloc

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import OCSError
from ansible_collections.ocs.provisioning.plugins.module_utils.http import answer
from ansible_collections.ocs.provisioning.plugins.module_utils.http.connection import MOST_BYTES, Settings
from ansible_collections.ocs.provisioning.plugins.module_utils.http.transport import Transport
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.scripted import Scripted, transport
from sandbox.server import Sandbox

MEBIBYTE = 2**20


def refused(fault, method="GET", **settings):
    """The error of one request to a server with this fault, the seconds and the bytes of memory that it took, and its repetitions."""
    with Sandbox("nextcloud-34") as sandbox:
        sandbox.faults.replace([fault])
        sender = Transport(Settings(sandbox.url, **settings))
        tracemalloc.start()
        began = time.monotonic()
        with pytest.raises(OCSError) as caught:
            sender.send(method, "ocs/v2.php/cloud/users", method == "GET")
        spent, memory = time.monotonic() - began, tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return caught.value, spent, memory, sender.meter.retries


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("kind", ["bomb", "endless"])
def test_an_answer_without_measure(kind, method):
    """Is read up to the limit, and not asked for again; a write may have happened."""
    error, spent, memory, retries = refused({"kind": kind, "size": 64}, method, most_bytes=8 * MEBIBYTE)
    assert str(error).startswith("%s ocs/v2.php/cloud/users: the answer is larger than 8 MiB." % method)
    assert error.ambiguous is (method == "POST") and retries == 0
    assert spent < 20 and memory < 64 * MEBIBYTE, (spent, memory)  # the bomb itself is in this process too


def test_the_limit_that_a_task_has():
    """Is 64 MiB."""
    assert MOST_BYTES == 64 * MEBIBYTE
    error, spent, memory, _retries = refused({"kind": "bomb", "size": 256})
    assert "larger than 64 MiB" in str(error) and spent < 60 and memory < 2 * MOST_BYTES, (spent, memory)


@pytest.mark.parametrize("method", ["GET", "PUT", "POST"])
def test_a_slow_drip(method):
    """Ends when the request's time is over, although the server gives a sign of life all the time; it is not sent again."""
    error, spent, _memory, retries = refused({"kind": "drip", "latency": 0.05}, method, timeout=1, deadline=0.6)
    assert "the answer was not complete in time" in str(error) and "10 times timeout" in error.hint
    assert 0.5 < spent < 60 and retries == 0 and error.ambiguous is (method != "GET")


def test_a_server_that_never_begins():
    """The time counts for headers, too."""

    def slow(_request):
        time.sleep(2)
        return 200, {}, "late"

    with Scripted(slow) as server, pytest.raises(OCSError, match="not complete in time"):
        transport(server, timeout=30, deadline=0.3).send("GET", "x", True)


def test_repetitions_share_the_time():
    """They do not multiply it."""
    with Scripted((502, {}, "")) as server:
        sender = transport(server, retries=50, deadline=2)
        began = time.monotonic()
        assert sender.send("GET", "x", True).status == 502
        assert time.monotonic() - began < 60 and sender.meter.retries <= 3


@pytest.mark.parametrize("timeout, patience", [(1, 300), (30, 300), (60, 600)])
def test_the_time_that_a_request_has(timeout, patience):
    """Ten times the timeout, and five minutes at least."""
    assert Settings("http://localhost", timeout=timeout).patience == patience


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", "GZIP "])
def test_a_packed_answer(encoding):
    """Is unpacked, also one in several parts; nothing else is asked for."""
    text = json.dumps(list(range(50000))).encode()
    pieces = gzip.compress(text[:1000]) + gzip.compress(text[1000:])
    assert answer.read([pieces[:7], pieces[7:]], encoding, MOST_BYTES, time.monotonic() + 9) == text
    with Scripted((200, {}, "x")) as server:
        transport(server).send("GET", "x", True)
        assert server.seen[0]["headers"]["Accept-Encoding"] == "gzip"


@pytest.mark.parametrize("encoding, content, problem", [
    ("br", "x", "compressed as 'br', which was not requested"),
    ("gzip, gzip", "x", "compressed as 'gzip, gzip'"),
    ("gzip", "no gzip", "cannot be decompressed"),
])  # fmt: skip
def test_an_answer_in_another_packing(encoding, content, problem):
    """Is refused in words."""
    with Scripted((200, {"Content-Encoding": encoding}, content)) as server, pytest.raises(OCSError, match=problem):
        transport(server).send("GET", "x", True)


def test_a_connection_is_used_again():
    """Reading in pieces gives it back."""
    with Sandbox("nextcloud-34") as sandbox:
        sender = Transport(Settings(sandbox.url))
        for _each in range(3):
            assert sender.send("GET", "status.php", True).status == 200
        pools = sender._pool.get_adapter(sandbox.url).poolmanager.pools
        assert [(pools[key].num_connections, pools[key].num_requests) for key in pools.keys()] == [(1, 3)]  # noqa: SIM118 (no mapping: it cannot be iterated)


@pytest.mark.parametrize("named", ["\u00b2", "9" * 5000, "1" * 400 + ".5", "-1"])
def test_a_pause_that_no_number_names(named):
    """Is no reason to break: one that is too long is not waited for, and what is no number names no pause."""
    with Scripted((429, {"Retry-After": named}, ""), (200, {}, "fine")) as server:
        sender = transport(server, rate_limit_wait=6)
        if named[0] == "9":
            with pytest.raises(OCSError, match="rate limit"):
                sender.send("GET", "x", True)
        else:
            assert sender.send("GET", "x", True).text == "fine" and sender.pauses == [5]
