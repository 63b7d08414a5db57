# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs ocs_directory as a process that stops itself in one phase: python stopped.py PHASE SIGNAL < ARGUMENTS.json"""

from __future__ import annotations

import os
import signal
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "bench"))
from module_process import prepare, run

NUMBER = 3  # the call of a function at which it stops


def stopping(function, before=True, number=NUMBER):
    """The function, with a signal before or after its work when it is called for the so-manieth time."""
    calls = []

    def watched(*args, **options):
        calls.append(args)
        if before and len(calls) == number:
            os.kill(os.getpid(), SIGNAL)
        result = function(*args, **options)
        if not before and len(calls) == number:
            os.kill(os.getpid(), SIGNAL)
        return result

    return watched


def arm(phase):
    """Have the process stop in the phase."""
    from ansible_collections.ocs.provisioning.plugins.module_utils.bulk import combine, perform
    from ansible_collections.ocs.provisioning.plugins.module_utils.http.transport import Transport

    if phase == "reading":
        Transport.send = stopping(Transport.send)
    elif phase == "planning":
        combine.combine = stopping(combine.combine, number=1)
    elif phase == "writing the journal":
        perform.Journal.write = stopping(perform.Journal.write)
    elif phase == "between two writes":
        perform.Journal.write = stopping(perform.Journal.write, before=False)
    else:
        raise SystemExit("unknown phase: " + phase)


if __name__ == "__main__":
    SIGNAL = signal.Signals[sys.argv[2]]
    prepare()
    if sys.argv[1] != "within a write":  # then the server stops it
        arm(sys.argv[1])
    run("ocs_directory")
