# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run that is stopped in any phase, by any signal: the journal agrees with the server, and the next run does the rest.

What Ansible's own processes make of a signal is tested with playbooks in tests/doors/test_stops.py.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import resource as directory
from ansible_collections.ocs.provisioning.tests.trust import stopped
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import ADMIN, PASSWORD, Site

pytestmark = pytest.mark.long
# playbooks are stopped by the other two in each run of the checks
SIGNALS = [signal.SIGKILL] + ([signal.SIGINT, signal.SIGTERM] if os.environ.get("OCS_TRUST") == "all" else [])
NAMES = ["user%02d" % number for number in range(8)]
GIVEN = {"groups": [{"name": "staff"}], "users": [{"name": name, "password": PASSWORD, "groups": ["staff"]} for name in NAMES]}
STEPS = 1 + len(NAMES)
# phase to the lines that the journal has then, and the steps that the server has done
PHASES = {"reading": (0, 0), "planning": (0, 0), "within a write": (2, 3), "writing the journal": (2, 3), "between two writes": (3, 3)}


class Stopper:
    """A server that stops a process while it serves the process's third write, and then serves it."""

    def __init__(self, sandbox, by):
        self.sandbox, self.by, self.victim, self.writes = sandbox, by, None, 0
        self.handle = sandbox.product.handle
        sandbox.product.handle = self.watched

    def watched(self, request):
        """Serve a request."""
        self.writes += request.method != "GET"
        if request.method != "GET" and self.writes == stopped.NUMBER:
            self.victim.send_signal(self.by)
            time.sleep(0.3)  # for the signal to arrive
        return self.handle(request)


def stopped_run(site, phase, by, journal):
    """Run the module until it is stopped; what it printed."""
    stopper = Stopper(site.sandbox, by) if phase == "within a write" else None
    arguments = dict(GIVEN, journal=journal, url=site.sandbox.url, auth_username=ADMIN[0], auth_password=ADMIN[1], product=site.product)
    command = [sys.executable, os.path.join(os.path.dirname(os.path.abspath(__file__)), "stopped.py"), phase, by.name]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        if stopper:
            stopper.victim = process
        told = process.communicate(json.dumps(arguments).encode(), timeout=60)[0].decode()
    with site.sandbox.lock:  # what was under way is served to its end
        if stopper:
            del site.sandbox.product.handle
    assert process.returncode == -by, told
    return told


@pytest.mark.parametrize("by", SIGNALS, ids=lambda by: by.name)
@pytest.mark.parametrize("phase", PHASES)
def test_a_stop_in_every_phase(phase, by, tmp_path):
    """Through the module's door: whole lines, what they say is done, no secret is printed, and two more runs converge."""
    journal = tmp_path / "journal"
    with Site("nextcloud-34", sockets=True) as site:
        told = stopped_run(site, phase, by, str(journal))
        text = journal.read_text("utf-8") if journal.exists() else ""
        lines = [json.loads(line) for line in text.splitlines()]
        assert text.endswith("\n") or not text
        assert PASSWORD not in told + text and ADMIN[1] not in told + text
        left = [action["id"] for action in site.run(directory, check=True, **GIVEN).outcome.actions]
        done = {line["id"] for line in lines if line["status"] == "done"}
        assert (len(lines), STEPS - len(left)) == PHASES[phase], (told, lines, left)
        assert not done & set(left)
        assert not site.run(directory, journal=str(journal), **GIVEN).error
        again = site.run(directory, **GIVEN)
        assert not again.steps and not again.error
        assert [json.loads(line) for line in journal.read_text("utf-8").splitlines()][: len(lines)] == lines
