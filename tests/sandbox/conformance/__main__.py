# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`python tests/sandbox/conformance --dialect nextcloud-34 --file users -v`: the score, and with -v every difference."""

from __future__ import annotations

import argparse
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))

from sandbox.conformance.replay import RECORDINGS, files  # noqa: E402  pylint: disable=wrong-import-position
from sandbox.conformance.report import judge, left_out, run, score  # noqa: E402  pylint: disable=wrong-import-position
from sandbox.products import DIALECTS  # noqa: E402  pylint: disable=wrong-import-position
from sandbox.server import Sandbox  # noqa: E402  pylint: disable=wrong-import-position


def main():
    """Replay the files asked for; exit status 1 when anything is wrong."""
    parser = argparse.ArgumentParser(prog="conformance", description="Replay recorded exchanges against the sandbox.")
    known = [name for name in DIALECTS if os.path.isdir(os.path.join(RECORDINGS, name))]
    parser.add_argument("--dialect", action="append", choices=known, help="may be repeated; default: all")
    parser.add_argument("--file", action="append", help="name without ending; may be repeated; default: all")
    parser.add_argument("--verbose", "-v", action="store_true", help="print every difference in full")
    arguments = parser.parse_args()
    wrong = 0
    for dialect in arguments.dialect or known:
        with Sandbox(dialect) as sandbox:
            for file in arguments.file or files(dialect):
                results = run(sandbox, dialect, file)
                reasons = left_out(dialect, file)
                problems = judge(results, reasons)
                wrong += len(problems)
                for text in problems if arguments.verbose else ():
                    print(text)
                print("%-14s %-14s %4d/%-4d%s" % (dialect, file, *score(results), "  (%d left out)" % len(reasons) if reasons else ""), flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
