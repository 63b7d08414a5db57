# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How far a task travels: the files of plugins/module_utils that it passes, the calls from one of them into another, and how often it plans.

Usage: python tests/bench/moves.py [-v]

Figures of how easily a task can be followed by reading, not of speed; `-v` names every move.
"""

from __future__ import annotations

import ast
import os
import pathlib
import sys
from collections import Counter

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path[:0] = [os.path.join(ROOT, "tests")]

import conftest  # noqa: E402  pylint: disable=wrong-import-position

conftest.install_finder(os.path.join(ROOT, "build", "collections"))

from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import resource as directory  # noqa: E402  pylint: disable=wrong-import-position
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user  # noqa: E402  pylint: disable=wrong-import-position
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import Site  # noqa: E402  pylint: disable=wrong-import-position
from ansible_collections.ocs.provisioning.tests.unit.test_code_size import code_lines  # noqa: E402  pylint: disable=wrong-import-position

FOLDER = os.sep + os.path.join("ocs", "provisioning", "plugins", "module_utils") + os.sep
MORE = {"email": "alice@example.com", "quota": "5 GB"}


class Trace:
    """Counts, while it is entered, calls that lead from one file of the folder into another; functions alone, not what runs at import.

    :param planner: the function whose calls are the plan passes.
    """

    def __init__(self, planner):
        self.files, self.moves, self.passes, self._planner = Counter(), Counter(), 0, planner.__code__

    def __enter__(self):
        sys.setprofile(self._note)
        return self

    def __exit__(self, *_exc):
        sys.setprofile(None)

    def _note(self, frame, event, _argument):
        if event != "call" or FOLDER not in frame.f_code.co_filename or frame.f_code.co_name == "<module>":
            return
        self.passes += frame.f_code is self._planner
        here, caller = frame.f_code.co_filename, frame.f_back
        while caller is not None and FOLDER not in caller.f_code.co_filename:
            caller = caller.f_back
        self.files[here.partition(FOLDER)[2]] += 1
        if caller is not None and caller.f_code.co_filename != here:
            self.moves[tuple(name.partition(FOLDER)[2] for name in (caller.f_code.co_filename, here))] += 1


def converged_user(site):
    """One account, as wished already."""
    wish = dict(name="alice", display_name="Alice", groups={"add": ["staff"]}, **MORE)
    site.run(user, password="Staple-41-horse!", missing_groups="create", **wish)
    return lambda: site.run(user, **wish)


def changed_row(site):
    """One row, which changes a quota and joins a group."""
    site.groups("staff")
    site.users("alice")
    return lambda: site.run(directory, groups=[{"name": "staff"}], users=[{"name": "alice", "quota": "5 GB", "groups": ["staff"]}])


def main():
    """Print one line for each task, with -v the moves; then how large the folder is."""
    for title, resource, prepare in (("converged ocs_user", user, converged_user), ("ocs_directory, one row: quota and join", directory, changed_row)):
        with Site("nextcloud-34", product="auto") as site:
            task = prepare(site)
            with Trace(resource.RESOURCE.plan) as trace:
                report = task()
            assert not report.error, report.error
        print("%-42s %3d files, %4d moves, %d plan passes" % (title, len(trace.files), sum(trace.moves.values()), trace.passes))
        for pair, count in trace.moves.most_common() if "-v" in sys.argv else ():
            print("  %4d %s -> %s" % ((count,) + pair))
    sources = [path.read_text(encoding="utf-8") for path in pathlib.Path(ROOT, "plugins", "module_utils").rglob("*.py")]
    print("%-42s %3d files, %4d code lines" % ("plugins/module_utils", len(sources), sum(len(code_lines(text, ast.parse(text))) for text in sources)))


if __name__ == "__main__":
    main()
