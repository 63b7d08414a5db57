# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A long task tells on the terminal how far it is, while it runs, and a module leaves it in the journal."""

from __future__ import annotations

import json
import re
import sys

import pytest
from doors.playing import ADMIN, PLAY, played
from sandbox.server import Sandbox

PEOPLE = [{"name": f"user{number}", "password": "Plain-2026-otter", "phone": "+4971125242890"} for number in range(20)]
pytestmark = pytest.mark.long
LINE = re.compile(r"^progress: \[localhost\] (.*)$", re.MULTILINE)


def load(folder, seconds, command=None, **options):
    """A first load of the people on a server that takes so long for a creation: (status, standard output, standard error, journal)."""
    (folder / "people.json").write_text(json.dumps({"users": PEOPLE}))
    task = {"ocs.provisioning.ocs_directory": dict({"src": "people.json", "journal": str(folder / "journal")}, **options)}
    (folder / "load.yml").write_text(PLAY.format(json.dumps(task)))
    with Sandbox("nextcloud-34", admin=ADMIN) as server:
        server.faults.replace([{"method": "POST", "path": "/cloud/users$", "latency": seconds}])
        with played(folder, "load.yml", server, command=command) as run:
            out, err = run.communicate(timeout=120)
    assert (folder / "journal").exists(), out + err
    return run.returncode, out, err, [json.loads(line) for line in (folder / "journal").read_text().splitlines()]


def test_a_long_task_tells_how_far_it_is(tmp_path):
    """The plan first, then the steps with pace and time left, on standard error; the journal carries the same."""
    status, out, err, journal = load(tmp_path, 0.6)
    lines = LINE.findall(err)
    assert not status and not LINE.findall(out), out + err
    assert re.fullmatch("create 20 users, change 20 users \\(phone 20\\), no deletion; about 10 s", lines[0])
    assert len(lines) > 1 and all(re.fullmatch("[0-9]+ of 40 steps done, [0-9]+ a (second|minute), about [0-9]+ s left", line) for line in lines[1:])
    assert [(line["step"], line["steps"]) for line in journal] == [(number + 1, 40) for number in range(40)]
    assert journal[0]["seconds_left"] > journal[19]["seconds_left"] > journal[-1]["seconds_left"] == 0


@pytest.mark.parametrize("seconds, options", [(0.0, {}), (0.3, {"progress": False}), (0.3, {"run_on": "target"})])
def test_nothing_is_told(tmp_path, seconds, options):
    """Of a short task, where nobody wants it, and by a module, whose journal tells it."""
    status, out, err, journal = load(tmp_path, seconds, **options)
    assert not status and "progress:" not in out + err, out + err
    assert journal[-1]["step"] == journal[-1]["steps"] == 40


def test_awx_shows_it(tmp_path):
    """In the output of the job, as an event of its own, while the task runs."""
    (tmp_path / "project").symlink_to(tmp_path)
    (tmp_path / "inventory").symlink_to(tmp_path / "hosts")
    status, out, _err, _journal = load(tmp_path, 0.35, [sys.executable, "-m", "ansible_runner", "run", str(tmp_path), "-p", "load.yml", "--ident", "1"])
    events = [json.loads(path.read_text()) for path in (tmp_path / "artifacts" / "1" / "job_events").glob("*.json")]
    shown = [event for event in events if "progress: [localhost] create 20 users" in event["stdout"]]
    ended = [event for event in events if event["event"] == "runner_on_ok"]
    assert not status and len(shown) == len(ended) == 1 and shown[0]["event"] == "verbose", out
    assert shown[0]["counter"] < ended[0]["counter"] and shown[0]["created"] < ended[0]["created"]
