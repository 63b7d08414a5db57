# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares the wall time of an ocs_user task that changes nothing with that of ansible.builtin.uri doing one GET.

Usage: python tools/with_server.py python tests/bench/task_time.py

Both tasks run in turn in one playbook run, against the embedded server; times are Ansible's own, from the start of a task
to its result. Exits with 1 when the ratio of the medians is above LIMIT.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import requests
from ansible.release import __version__ as core

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
LIMIT = 1.25
TASKS = {"Module": "ocs_user, nothing to change", "Reference": "ansible.builtin.uri, one GET"}


def measure():
    """Run the playbook; return a list of seconds for each of TASKS."""
    with tempfile.TemporaryDirectory() as folder:
        env = dict(os.environ, ANSIBLE_CALLBACKS_ENABLED="ansible.builtin.junit", JUNIT_OUTPUT_DIR=folder)
        command = [os.path.join(os.path.dirname(sys.executable), "ansible-playbook"), os.path.join(HERE, "task_time.yml")]
        done = subprocess.run(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"bench-task: FAILED, the playbook failed\n{done.stdout}{done.stderr}")
        (name,) = os.listdir(folder)
        cases = xml.etree.ElementTree.parse(os.path.join(folder, name)).iter("testcase")
        # a case is called "[host] play: task parameter=..."
        times = [(case.get("name").partition(": ")[2].split()[0], float(case.get("time"))) for case in cases]
    return {task: [seconds for name, seconds in times if name == task] for task in TASKS}


def processor():
    """Return the name of the processor as the system tells it."""
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def main():
    """Measure, print a table, and judge."""
    load = os.getloadavg()[0]
    times = measure()
    print(f"{processor()}, {os.cpu_count()} processors, load {load:.1f} before")
    print(f"ansible-core {core}, Python {platform.python_version()}, requests {requests.__version__}")
    print(f"{'milliseconds':<30} {'tasks':>6} {'median':>7} {'least':>7} {'most':>7}")
    for task, label in TASKS.items():
        figures = [1000 * value(times[task]) for value in (statistics.median, min, max)]
        print(f"{label:<30} {len(times[task]):>6}" + "".join(f" {figure:>7.0f}" for figure in figures))
    ratio = statistics.median(times["Module"]) / statistics.median(times["Reference"])
    verdict = "passed" if ratio <= LIMIT else "FAILED"
    print(f"bench-task: {verdict}, ratio of the medians {ratio:.2f}, at most {LIMIT}")
    sys.exit(ratio > LIMIT)


if __name__ == "__main__":
    main()
