# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs one check, shows its output and notes how it ended, or prints what was noted.

Usage: python tools/check.py run NAME COMMAND [ARGUMENT ...]
       python tools/check.py skip NAME REASON
       python tools/check.py summary

``run`` exits with the command's status. ``summary`` prints one line for each noted check, how the output of those
that failed ended, then the totals, and exits with 1 if a check failed or none was run. Notes live in build/results, which ``make test`` empties first.
"""

from __future__ import annotations

import collections
import glob
import json
import os
import signal
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
RESULTS = os.path.join(ROOT, "build", "results")
PASSED, FAILED, NOT_RUN = "passed", "FAILED", "not run"
WIDTH = 200  # characters of a line that the summary shows
KEPT = 8  # lines of a failed check that it shows: those that name a failed test or task, or else the last ones
NAMING = ("FAILED ", "ERROR", "fatal: ")  # pytest and ansible-test; ansible-playbook


def note(name, status, lines, seconds=0.0):
    """Write down how a check ended."""
    os.makedirs(RESULTS, exist_ok=True)
    entry = {"name": name, "status": status, "seconds": seconds, "lines": [line[:WIDTH] for line in lines], "time": time.time()}
    with open(os.path.join(RESULTS, name.replace(" ", "_") + ".json"), "w", encoding="utf-8") as handle:
        json.dump(entry, handle)


def run(name, *command):
    """Run the command, note its exit status, time and last lines of output; return the exit status."""
    print(f"== {name}", flush=True)
    start = time.monotonic()
    env = dict(os.environ, PYTHONUNBUFFERED="1", NO_COLOR="1")
    named, last = collections.deque(maxlen=KEPT), collections.deque(maxlen=KEPT)
    # A group of its own, so that a stop signal reaches all that the check has started.
    with subprocess.Popen(
        command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", start_new_session=True
    ) as process:
        for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda received, frame: process.poll() is None and os.killpg(process.pid, signal.SIGTERM))
        for line in process.stdout:
            print(line, end="", flush=True)
            if line.startswith(NAMING):
                named.append(line.rstrip())
            if line.strip(" =\n"):
                last.append(line.strip(" =\n"))
    told = [*named, last[-1]] if named else list(last) or [""]
    note(name, FAILED if process.returncode else PASSED, told, time.monotonic() - start)
    return process.returncode


def skip(name, reason):
    """Note that a check was not run, and why."""
    print(f"== {name}: not run, {reason}")
    note(name, NOT_RUN, [reason])
    return 0


def summary():
    """Print every note, what is known of failures, and the totals; return 1 if a check failed or none ran."""
    notes = []
    for path in glob.glob(os.path.join(RESULTS, "*.json")):
        with open(path, encoding="utf-8") as handle:
            notes.append(json.load(handle))
    notes.sort(key=lambda each: each["time"])
    for entry in notes:
        print(f"{entry['name']:<30} {entry['status']:<8} {entry['seconds']:5.0f} s  {entry['lines'][-1]}")
    for entry in notes:
        if entry["status"] == FAILED:
            print(f"-- {entry['name']} ended with:", *entry["lines"], sep="\n")
    count = {status: sum(entry["status"] == status for entry in notes) for status in (PASSED, FAILED, NOT_RUN)}
    print(f"checks: {count[PASSED]} passed, {count[FAILED]} failed, {count[NOT_RUN]} not run")
    return 1 if count[FAILED] or not count[PASSED] else 0


if __name__ == "__main__":
    sys.exit({"run": run, "skip": skip, "summary": summary}[sys.argv[1]](*sys.argv[2:]))
