# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs integration targets through both doors, the controller's and the module's, and compares the result of every task.

Usage: .venvs/2.21/bin/python tools/compare_doors.py DIALECT [TARGET...]

DIALECT and TARGET as for run_ansible_test.py. Both runs begin with a fresh server. Not compared are times, the address of the server, what
it draws at random, and on Seafile the number of reads, because tasks on the controller sign in once, and the marks of a plan, because the
IDs that the server draws are in them. A write that is refused counts once more on the controller, where tasks share a session: it is sent again
without one, because a session may be too old for writes.
Prints a table: the results of each target, the tasks that ran in the controller's process in the one run, those that could only run as modules
there, and the differences; exits with 1 when there are any.
"""

from __future__ import annotations

import base64
import contextlib
import io
import json
import os
import re
import sys

import run_ansible_test as ansible_test
from with_server import is_seafile, unwind_on_signals

PREFIX = "ot4711-"
CONFIG = "inject_invocation = true\ncallback_plugins = {0}\n"
HERE, THERE = "runs in the controller's process", "runs as a module"
ORIGIN = re.compile(r"127\.0\.0\.1:\d+")
VARYING = re.compile(
    r"\b[0-9a-f]{32,}\b(?!;)|(?<=\.tmp/integration/)[^/]+|(?<=/ansible\.)[a-z0-9_]{8}|20\d\d-\d\d-\d\dT[0-9:]+Z|20\d{6}T\d{6}|(?<=run_on\": \")\w+"
)
MARKS = re.compile(r'[0-9a-f]{64}(?=;)|(?<=": ")[0-9a-f]{8}(?=")')  # of a plan
PACKED = re.compile(r'(?<="packed": )"([^"]*)"')
TIMES, READS, SENT = {"elapsed_seconds"}, {"requests", "reads"}, {"requests", "writes"}
SHOWN = 10


def record(tree, dialect, target, run_on):
    """Run a target; returns its results, how many tasks ran on the controller, and how many as modules."""
    folder = os.path.join(tree, "tests", "doors")
    with contextlib.suppress(FileNotFoundError):
        os.remove(os.path.join(folder, "results.jsonl"))
    with contextlib.redirect_stdout(io.StringIO()):
        status, output = ansible_test.integration(tree, dialect, [target], ["-vvv"], ocs_run_on=run_on, ocs_prefix=PREFIX)
    if status:
        sys.exit(f"{target} by {run_on}: FAILED\n{output[max(output.find('fatal: '), 0) :][:6000]}\n[...]\n{output[-2000:]}")
    with open(os.path.join(folder, "results.jsonl"), encoding="utf-8") as handle:
        return [comparable(line, is_seafile(dialect)) for line in handle], output.count(HERE), output.count(THERE)


def comparable(line, seafile):
    """A result without what no two runs share."""
    text = VARYING.sub("VARYING", ORIGIN.sub("SERVER", PACKED.sub(lambda found: base64.b64decode(found[1]).decode(), line)))
    return without(TIMES | READS if seafile else TIMES, json.loads(MARKS.sub("MARK", text) if seafile else text))


def without(left_out, value):
    """The value without these keys, at whatever depth."""
    if isinstance(value, dict):
        left_out = left_out | SENT if value.get("http_status") == 403 else left_out
        return {key: without(left_out, item) for key, item in value.items() if key not in left_out}
    return [without(left_out, item) for item in value] if isinstance(value, list) else value


def differences(one, other, place=""):
    """Yield where two values differ, and how."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted(set(one) | set(other)):
            yield from differences(one.get(key, "MISSING"), other.get(key, "MISSING"), f"{place}.{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, pair in enumerate(zip(one, other)):
            yield from differences(*pair, f"{place}[{index}]")
    elif one != other:
        yield f"{place}: {str(one)[:300]!r} and {str(other)[:300]!r}"


def main():
    """Compare the targets of the command line, else all of the dialect's product."""
    from ansible.release import __version__ as core

    unwind_on_signals()
    dialect, named = sys.argv[1], sys.argv[2:]
    tree = ansible_test.copy_tree(f"doors-{core}-{dialect}")
    with open(os.path.join(tree, "tests", "integration", "integration.cfg"), "a", encoding="utf-8") as handle:
        handle.write(CONFIG.format(os.path.join(tree, "tests", "doors")))
    print(f"{'target':<24} {'results':>8} {'controller':>11} {'as modules':>11} {'differences':>12}")
    found = []
    for target in named or ansible_test.targets(tree, dialect):
        (here, inside, elsewhere), (there, _none, outside) = (record(tree, dialect, target, run_on) for run_on in ("auto", "target"))
        told = list(differences(here, there, target))
        print(f"{target:<24} {len(here):>8} {inside:>11} {elsewhere:>11} {len(told):>12}", *told[:SHOWN], sep="\n    ", flush=True)
        found += told
        if not inside or not outside:
            sys.exit(f"{target}: FAILED, the tasks did not take the doors that they were told")
    print(f"doors {'Seafile' if is_seafile(dialect) else 'OCS'} {dialect}: {len(found)} differences")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
