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
import sys

import requests
from ansible.release import __version__ as core
from playbooks import tasks
from processes import processor

LIMIT = 1.25
TASKS = {"Module": "ocs_user, nothing to change", "Reference": "ansible.builtin.uri, one GET"}


def main():
    """Measure, print a table, and judge."""
    load = os.getloadavg()[0]
    times, _peak = tasks("task_time.yml")
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
