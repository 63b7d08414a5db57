# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Limits of requests: a window that slides over the requests that were let in."""

from __future__ import annotations

import math
from collections import defaultdict, deque

from .answers import Refused, detail

PERIODS = {"s": 1, "m": 60, "h": 3600, "d": 86400}  # by the first letter, in seconds


class Throttle:
    """Counts per key. Requests over the limit are not counted, so a waiting client gets in when the oldest one is out.

    :param rate: like "60/minute"; None lets everything in.
    """

    def __init__(self, rate):
        self.times = defaultdict(deque)
        self.set_rate(rate)

    def set_rate(self, rate):
        """Change the limit and forget what was counted."""
        self.times.clear()
        number, _sep, period = rate.partition("/") if rate else (0, "", "")
        self.limit = int(number) if rate else None
        self.seconds = PERIODS[period[0]] if rate else 0

    def check(self, key, now):
        """Count a request; raises Refused (429) beyond the limit. :param now: seconds."""
        if self.limit is None:
            return
        times = self.times[key]
        while times and times[0] <= now - self.seconds:
            times.popleft()
        if len(times) >= self.limit:
            wait = math.ceil(self.seconds - (now - times[0]) if times else self.seconds)
            unit = "second" if wait == 1 else "seconds"
            raise Refused(429, detail("Request was throttled. Expected available in %d %s." % (wait, unit)), [("Retry-After", str(wait))])
        times.append(now)
