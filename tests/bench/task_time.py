# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares the wall time of an ocs_user task that changes nothing, through both of its doors, with that of ansible.builtin.uri doing one GET.

Usage: python tools/with_server.py python tests/bench/task_time.py

The tasks run in turn in one playbook run, against the embedded server; times are Ansible's own, from the start of a task
to its result. Exits with 1 when a ratio of the medians is above its limit.
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

TASKS = {
    "Controller": "ocs_user, on the controller",
    "Module": "ocs_user, as a module",
    "Reference": "ansible.builtin.uri, one GET",
    "Ping": "ansible.builtin.ping",
}
LIMITS = {"Controller": 0.15, "Module": 1.1}  # times the reference


def main():
    """Measure, print a table, and judge."""
    load = os.getloadavg()[0]
    times, _peak = tasks("task_time.yml")
    print(f"{processor()}, {os.cpu_count()} processors, load {load:.1f} before")
    print(f"ansible-core {core}, Python {platform.python_version()}, requests {requests.__version__}")
    reference = statistics.median(times["Reference"])
    print(f"{'milliseconds':<30} {'tasks':>6} {'median':>7} {'least':>7} {'most':>7} {'ratio':>7}")
    for task, label in TASKS.items():
        figures = [1000 * value(times[task]) for value in (statistics.median, min, max)]
        print(f"{label:<30} {len(times[task]):>6}" + "".join(f" {figure:>7.0f}" for figure in figures) + f" {figures[0] / 1000 / reference:>7.2f}")
    ratios = {task: statistics.median(times[task]) / reference for task in LIMITS}
    passed = all(ratios[task] <= limit for task, limit in LIMITS.items())
    told = ", ".join(f"{task.lower()} {ratios[task]:.2f} of uri (at most {limit})" for task, limit in LIMITS.items())
    print(f"bench-task: {'passed' if passed else 'FAILED'}, {told}")
    sys.exit(not passed)


if __name__ == "__main__":
    main()
