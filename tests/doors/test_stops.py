# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run leaves that is stopped in the middle, through both doors: an account in the journal, and a server that the next run brings to its end."""

from __future__ import annotations

import json
import os
import signal
import time

import pytest
from doors.playing import ADMIN, PLAY, played
from sandbox.server import Sandbox

NAMES = [f"user{number:02}" for number in range(40)]
PATIENCE = 60  # seconds for what takes some
pytestmark = pytest.mark.long


def ctrl_c(run):
    """What a terminal does: the signal goes to all processes of the group. From ansible-core 2.19 on, its workers have groups of their own."""
    os.killpg(run.pid, signal.SIGINT)


def terminate(run):
    """What service managers do, and AWX when a job is cancelled."""
    os.killpg(run.pid, signal.SIGTERM)


def kill(run):
    """What a machine without memory does: the run is gone, and its worker, which lives in a session of its own from ansible-core 2.19 on, is not told."""
    os.kill(run.pid, signal.SIGKILL)


def lines(journal):
    """The whole lines that the journal holds by now."""
    return [json.loads(line) for line in journal.read_text().splitlines(keepends=True) if line.endswith("\n")] if journal.exists() else []


def until(true):
    """Wait for something, not for ever."""
    ends = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < ends
        time.sleep(0.02)


def rest(server):
    """Wait until the server has not been asked anything for a second."""
    asked, since = -1, 0.0
    while time.monotonic() < since + 1 or asked < 0:
        now = sum(server.counts.values())
        asked, since = (now, time.monotonic()) if now != asked else (asked, since)
        time.sleep(0.05)


@pytest.mark.parametrize("run_on, stop", [("controller", ctrl_c), ("controller", terminate), ("controller", kill), ("target", ctrl_c), ("target", terminate)])
def test_a_stopped_run(tmp_path, run_on, stop):
    """The journal says what was done, nobody goes on, no traceback is shown, and the next run does the rest."""
    people, journal = [{"name": name, "password": "Plain-2026-otter"} for name in NAMES], tmp_path / "journal"
    (tmp_path / "people.json").write_text(json.dumps({"users": people}))
    task = {"ocs.provisioning.ocs_directory": {"src": "people.json", "journal": str(journal), "run_on": run_on}}
    (tmp_path / "load.yml").write_text(PLAY.format(json.dumps(task)))
    with Sandbox("nextcloud-34", admin=ADMIN) as server:
        server.faults.replace([{"method": "POST", "path": "/cloud/users$", "latency": 0.25}])
        with played(tmp_path, "load.yml", server) as run:
            until(lambda: len(lines(journal)) >= 5)
            stop(run)
            told = "".join(run.communicate(timeout=PATIENCE))
        rest(server)
        first, made = lines(journal), set(server.product.state.users) - {"admin"}
        done = {line["name"] for line in first if line["status"] == "done"}
        assert run.returncode and "Traceback" not in told, told
        assert 5 <= len(first) < 40 and journal.read_text().endswith("\n") and {line["steps"] for line in first} == {40}
        assert done <= made and len(made - done) <= 1  # the request that was on its way
        server.faults.replace([])
        with played(tmp_path, "load.yml", server) as run:
            told = "".join(run.communicate(timeout=PATIENCE))
        assert not run.returncode and set(NAMES) < set(server.product.state.users), told
        assert len(lines(journal)) == len(first) + 40 - len(made)
