# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a process and tells its time and the peak of its memory."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
MIB = 1 << 20


@dataclass
class Ran:
    """What a process did: ``seconds``, ``ended`` (clock of time.monotonic), ``peak`` in MiB, ``output``, ``work`` (seconds of a processor)."""

    seconds: float
    ended: float
    peak: float
    output: str
    work: float


def run(command, text="", env=None, watch=None):
    """Run a command to its end.

    :param text: its standard input.
    :param watch: called with its process id now and then, while it runs.
    :raises SystemExit: with its output, when it fails.
    """
    with tempfile.TemporaryFile("w+") as source, tempfile.TemporaryFile("w+") as output:
        source.write(text)
        source.seek(0)
        started = time.monotonic()
        process = subprocess.Popen(command, cwd=ROOT, stdin=source, stdout=output, stderr=output, env=dict(os.environ, **(env or {})))
        over = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, watch, over))
        watcher.start()
        _pid, status, usage = os.wait4(process.pid, 0)
        ended = time.monotonic()
        over.set()
        watcher.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        told = output.read()
    if process.returncode:
        raise SystemExit("bench: FAILED: %s\n%s" % (" ".join(command), told[-4000:]))
    return Ran(ended - started, ended, usage.ru_maxrss * 1024 / MIB, told, usage.ru_utime + usage.ru_stime)


def work_of(pid):
    """The seconds of a processor that a running process has taken so far."""
    with open(f"/proc/{pid}/stat", encoding="utf-8") as handle:
        fields = handle.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _watch(pid, watch, over):
    while watch and not over.wait(0.05):
        watch(pid)


def python(script, *arguments, text="", interpreter=sys.executable, watch=None):
    """Run a script of this folder."""
    return run([interpreter, os.path.join(HERE, script), *arguments], text, watch=watch)


def module(name, arguments, watch=None):
    """Run a module without Ansible's controller: (what the process did, its result)."""
    ran = python("module_process.py", name, text=json.dumps(arguments), watch=watch)
    return ran, json.loads(ran.output[ran.output.index("{") :])


class Controller:
    """Watches ansible-playbook: the peak of one of its own processes in MiB, not that of modules."""

    def __init__(self):
        self.peak = 0.0

    def __call__(self, pid):
        """Look at the process and at its forks."""
        for each in [str(pid)] + _children(pid):
            try:
                with open(f"/proc/{each}/cmdline", "rb") as handle:
                    ours = b"ansible-playbook" in handle.read()
                with open(f"/proc/{each}/status", encoding="utf-8") as handle:
                    peaks = [line for line in handle if line.startswith("VmHWM")]
            except OSError:
                continue
            if ours and peaks:
                self.peak = max(self.peak, int(peaks[0].split()[1]) * 1024 / MIB)


class Tree(Controller):
    """The same, and the peak of all its processes ``together``; what they share counts once."""

    def __init__(self):
        super().__init__()
        self.together, self._calls = 0.0, 0

    def __call__(self, pid):
        """Look at all of them; now and then, because the system has to add up their pages."""
        super().__call__(pid)
        self._calls += 1
        if self._calls % 10 == 0:
            self.together = max(self.together, sum(_share(each) for each in [str(pid)] + _children(pid)))


def _share(pid):
    """The proportional share of a process in MiB, 0 when it has ended."""
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="utf-8") as handle:
            return next((int(line.split()[1]) * 1024 / MIB for line in handle if line.startswith("Pss:")), 0.0)
    except OSError:
        return 0.0


def _children(pid):
    try:
        with open(f"/proc/{pid}/task/{pid}/children", encoding="utf-8") as handle:
            return handle.read().split()
    except OSError:
        return []


def processor():
    """The processor's name as the system tells it."""
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
