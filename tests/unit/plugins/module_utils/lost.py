# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One wish for each line of the table of calls, and what has to hold when the answer to its write is lost, or the write itself."""

from __future__ import annotations

import re
from collections import Counter

from ansible_collections.ocs.provisioning.plugins.module_utils.common.calls import UNSEEN
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called

LOST, NEVER = "drop_after", "drop_before"  # the answer is lost, or the request itself
EVER = None  # as often as it is tried
PARTLY = "partly"


def writes(table):
    """The calls of a table without reads and questions, which change nothing."""
    return {name: call for name, call in table.items() if call.steps}


class Watch:
    """Cuts the connection at the requests of one line, before or after they are carried out, and counts what is carried out.

    :param often: how many of them it meets.
    """

    def __init__(self, sandbox, call, kind, often):
        self.call, self.kind, self.often, self.done, self.sent = call, kind, often, Counter(), 0
        self.sandbox, self.take = sandbox, sandbox.faults.take
        sandbox.faults.take = self._take

    def _take(self, request):
        sent = dict(request.form, **request.json)
        plain = re.sub(r"^/(ocs/v[12]\.php/)?", "", request.path)
        if called.call_of(request.method, plain, sent) is not self.call:
            return self.take(request)
        self.sent += 1
        meets = self.often is EVER or self.sent <= self.often
        if not meets or self.kind == LOST:
            self.done[request.method, request.path, request.body] += 1
        if meets:
            self.sandbox.faults.replace([{"kind": self.kind, "times": 1, "path": re.escape(request.path) + "$"}])
        return self.take(request)

    def stop(self):
        """Behave again."""
        self.sandbox.faults.take = self.take
        self.sandbox.faults.clear()


def run(site, resource, call, kind, often, **asked):
    """One run with the answers of this line lost; the report and the :class:`Watch`."""
    watch = Watch(site.sandbox, call, kind, often)
    try:
        return site.run(resource, **asked), watch
    finally:
        watch.stop()


def check_told(report, call, watch, shows):
    """What a run tells of steps whose answers were lost for ever: done where something shows it, else open, with how to find out.

    :param shows: whether the effect can be read; PARTLY when some of it can.
    """
    failed = [action for action in report.outcome.actions if action["status"] == "failed"]
    if shows is True and watch.kind == LOST:
        assert not report.error and not failed, report.error
        return check_done_once(call, watch)
    assert failed and report.error, report.outcome.actions
    is_open = not shows or (shows == PARTLY and watch.kind == LOST)
    assert ("may have happened" in report.error) == is_open
    for field in set(failed[0]["after"]) & set(UNSEEN) if is_open else ():
        assert UNSEEN[field] in report.error
    check_done_once(call, watch)
    return None


def check_done_once(call, watch):
    """What must not happen twice did not."""
    if not call.repeatable:
        assert max(watch.done.values(), default=0) <= 1, watch.done
