# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run that is killed at a random write: journal and server agree on what was done, and the next run does the rest.

Five kills here; the environment variable KILLS asks for more.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import resource as directory
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import ADMIN, DIALECTS, PASSWORD, Site

KILLS = int(os.environ.get("KILLS", "5"))
RUNNER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "bench", "module_process.py")
GROUPS = ["staff", "sales & co", "it"]


def task(chance, *before):
    """A document of a dozen people in random state; who was there before and is not drawn again is disabled or deleted."""
    users = []
    for name in chance.sample(["person%02d" % number for number in range(16)], 12):
        row = {"name": name, "password": PASSWORD, "groups": chance.sample(GROUPS, chance.randint(0, 2)), "enabled": chance.random() < 0.8}
        row.update(quota=chance.choice(["1 GB", "2 GB", "none"]), email=chance.choice(["", name + "@example.org"]))
        row["subadmin_of"] = chance.sample(GROUPS, chance.randint(0, 1))
        users.append(row)
    given = {"groups": [{"name": name} for name in GROUPS], "users": users, "max_deletes": "100%", "max_disables": "100%", "rate_limit_wait": 6000}
    return dict(given, unlisted_users=chance.choice(["disable", "delete"]) if before else "ignore", unlisted_scope={"names": ["person*"]})


class Killer:
    """Kills a process when the server gets its ``number``-th write; ``late`` after it was served, and counts the writes that were served."""

    def __init__(self, sandbox, number, late):
        self.sandbox, self.number, self.late, self.victim, self.served, self.killed = sandbox, number, late, None, [], False
        self.handle = sandbox.product.handle
        sandbox.product.handle = self.watched

    def watched(self, request):
        """Serve the request, with a murder before or after it."""
        writes = request.method != "GET"
        fatal = writes and not self.killed and len(self.served) + 1 == self.number
        if fatal and not self.late:
            self.kill()
        response = self.handle(request)
        if writes and b'"status":"ok"' in response.body:  # not a request that was killed before its body was sent
            self.served.append("%s %s" % (request.method, request.path))
        if fatal and self.late:
            self.kill()
        return response

    def kill(self):
        """No mercy."""
        self.killed = True
        self.victim.send_signal(signal.SIGKILL)
        self.victim.wait()

    def release(self):
        """Let the server be as it was."""
        del self.sandbox.product.handle


def run_and_kill(site, given, journal, number, late):
    """Run the module in a process, and kill it at a write; the writes that the server served."""
    killer = Killer(site.sandbox, number, late)
    arguments = dict(given, journal=journal, url=site.sandbox.url, auth_username=ADMIN[0], auth_password=ADMIN[1], product=site.product)
    with subprocess.Popen([sys.executable, RUNNER, "ocs_directory"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        killer.victim = process
        process.stdin.write(json.dumps(arguments).encode())
        process.stdin.close()
        process.wait(60)
        assert process.returncode == -signal.SIGKILL, process.stderr.read()[-2000:]
    with site.sandbox.lock:  # what was under way is served to its end
        killer.release()
    return killer.served


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_killed_run(seed, tmp_path):
    """At a random write, before or after the server served it, with one worker or three, on every dialect."""
    chance, journal = random.Random(seed), str(tmp_path / "journal")
    with Site(DIALECTS[seed % len(DIALECTS)], sockets=True) as site:
        first = task(chance)
        assert not site.run(directory, **first).error
        given = dict(task(chance, first), workers=chance.choice([1, 3]))
        planned = [action["id"] for action in site.run(directory, check=True, **given).outcome.actions]
        number = chance.randint(1, len(planned))
        served = run_and_kill(site, given, journal, number, chance.random() < 0.5)
        with open(journal, encoding="utf-8") as handle:
            lines = [json.loads(line) for line in handle]
        told = [line["id"] for line in lines]
        left = [action["id"] for action in site.run(directory, check=True, **given).outcome.actions]
        # the server did what is no longer planned: what the journal tells, and what was under way
        assert {line["status"] for line in lines} <= {"done"}
        assert not set(left) - set(planned)
        assert len(planned) - len(left) == len(served), served
        assert not set(told) & set(left) and 0 < len(served) - len(told) <= given["workers"]
        if given["workers"] == 1:
            assert (told, left) == (planned[: number - 1], planned[number:])
        assert not site.run(directory, **given).error
        assert not site.run(directory, **given).changed
    print(f"killed at write {number} of {len(planned)}: {len(told)} told, {len(served)} served, {len(left)} left to the next run")
