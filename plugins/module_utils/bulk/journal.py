# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The account of a bulk run while it works: how far it is, and its journal, a line of JSON per finished step, which a killed run leaves."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from datetime import datetime, timezone

from ..common import files
from ..common.progress import span
from ..common.record import MOMENT
from ..common.visible import visible
from ..errors import Invalid
from .rates import work


class Journal:
    """Appends to a file that only its owner may read. :param path: None for no journal; :raises Invalid: when it cannot be opened."""

    def __init__(self, path):
        try:
            self._file = files.appended(path) if path else None
        except OSError as error:
            raise Invalid("journal", "%s cannot be written: %s" % (path, error.strerror)) from None

    def write(self, action, **figures):
        """Append an action with the time (UTC) at which it ended, and with figures of the run; :raises OSError: when it cannot."""
        if self._file is not None:
            moment = datetime.now(timezone.utc).strftime(MOMENT)
            line = visible(json.dumps(dict(action, at=moment, **figures), sort_keys=True))  # JSON leaves one control character as it is
            os.write(self._file, (line + "\n").encode())

    def close(self):
        """Write no more."""
        if self._file is not None:
            os.close(self._file)


TRUST = 2  # seconds of work for which the estimate counts as much as what was measured


class Course:
    """How far a plan is carried out. :param wait: seconds that the rate limits will take; :param meter: counts those that they took."""

    def __init__(self, steps, wait, meter, clock=time.monotonic):
        self.done, self.total, self._meter, self._clock = 0, 0, meter, clock
        self._began, self._waited, self._wait, self._spent, self._ahead = clock(), meter.waited, wait, 0.0, 0.0
        self.extend(steps)

    def extend(self, steps):
        """There are more steps to do."""
        self.total += len(steps)
        self._ahead += sum(map(work, steps))

    def advance(self, step):
        """A step has ended."""
        self.done += 1
        self._spent += work(step)
        self._ahead -= work(step)

    def figures(self):
        """``step`` of ``steps``, and ``seconds_left``."""
        return {"step": self.done, "steps": self.total, "seconds_left": round(self.seconds_left(), 1)}

    def seconds_left(self):
        """Seconds that the rest will take, at the pace of what is done, with the waits that are still to come."""
        pace = (self._working() + TRUST) / (self._spent + TRUST)
        return max(0.0, self._ahead) * pace + max(0.0, self._wait - self._meter.waited + self._waited)

    def told(self):
        """The pace and the time left, to follow the number of steps."""
        pace = self.done / max(self._working(), 0.001)
        return ", %s, about %s left" % ("%d a second" % pace if pace >= 1 else "%d a minute" % (60 * pace), span(self.seconds_left()))

    def _working(self):
        return self._clock() - self._began - self._meter.waited + self._waited


NAMED = {"join": "join", "leave": "leave", "promote": "promotion", "demote": "demotion", "transfer": "transfer"}


def in_one_line(steps, figures):
    """What a plan will do, by kind, and how long that takes."""
    counted, fields = Counter((step.action, step.kind) for step in steps), {}
    for step in steps:
        if step.action == "update":
            fields.setdefault(step.kind, Counter()).update(list(step.after))
    parts = []
    for (action, kind), number in counted.items():
        if action in NAMED:
            parts.append(_plural(number, NAMED[action]))
        else:
            what = ", ".join("%s %d" % pair for pair in sorted(fields[kind].items())) if action == "update" else ""
            parts.append("%s %s%s" % ("change" if action == "update" else action, _plural(number, kind), " (%s)" % what if what else ""))
    waits = ", %s of it waiting for the rate limit" % span(figures["wait_seconds"]) if figures["wait_seconds"] else ""
    spared = [] if any(action == "delete" for action, _kind in counted) else ["no deletion"]
    return "%s; about %s%s" % (", ".join(parts + spared), span(figures["eta_seconds"]), waits)


def _plural(number, word):
    return "{:,} {}{}".format(number, word, "" if number == 1 else "s")
