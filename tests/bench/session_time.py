# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares the wall time of the first twenty tasks of a run with that of ansible.builtin.uri, on a server that takes the time of a real one.

Usage: python tools/with_server.py --hashed python tests/bench/session_time.py

There a request without a session takes most of a second, which the tasks of a run share. Exits with 1 when they take longer than the limits.
"""

from __future__ import annotations

import os
import statistics
import sys

from ansible.release import __version__ as core
from playbooks import tasks
from processes import processor

ALL, EACH = 0.15, 0.08  # times the reference: of all tasks, and of each from the third on


def main():
    """Measure, print, and judge."""
    print(f"{processor()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} before; ansible-core {core}")
    times, _peak = tasks("session_time.yml")
    ours, reference = times["Controller"], times["Reference"]
    print("milliseconds, ocs_user:", *(f"{1000 * each:.0f}" for each in ours))
    print("milliseconds, uri:     ", *(f"{1000 * each:.0f}" for each in reference))
    whole, later = sum(ours) / sum(reference), [each / statistics.median(reference) for each in ours[2:]]
    passed = whole <= ALL and statistics.median(later) <= EACH
    print(
        f"bench-task: {'passed' if passed else 'FAILED'}, {len(ours)} tasks {whole:.3f} of uri (at most {ALL}), from the third on "
        f"{statistics.median(later):.3f} each (at most {EACH}; {min(later):.3f} to {max(later):.3f})"
    )
    sys.exit(not passed)


if __name__ == "__main__":
    main()
