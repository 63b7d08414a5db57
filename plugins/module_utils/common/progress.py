# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells how far a long task is, in lines for whoever watches it. Knows no server and no Ansible."""

from __future__ import annotations

import threading
import time
from itertools import count

PAUSE = 5  # seconds without a line at the start, so that a short task tells nothing, and between two lines
SHARE = 0.05  # a count gets its next line after so much of the whole,
LONGEST = 60  # or after so many seconds


def span(seconds):
    """A time in words, for example ``3 min``."""
    if seconds < 90:
        return "%d s" % max(1, round(seconds))
    minutes = round(seconds / 60)
    return "%d min" % minutes if minutes < 90 else "%d h %02d min" % divmod(minutes, 60)


class Progress:
    """Safe for several workers. :param tell: takes a line, None where nobody watches; :param clock, now: replaced by tests."""

    def __init__(self, tell=None, clock=time.monotonic, now=time.time):
        self._tell, self._clock, self._now, self._lock = tell, clock, now, threading.Lock()
        self._last, self._kept, self._waits = clock(), [], {}
        self._form, self._done = "", 0  # of the last count that was told

    def say(self, text, until=None):
        """Tell something once: now, or as soon as a line may be told. :param until: moment of the clock after which it is of no use."""
        if self._tell is not None:
            with self._lock:
                self._kept.append((text, until))
                self._flush()

    def waits(self, limit, seconds):
        """The task waits for a rate limit, so many seconds at most; told once, however often it asks again."""
        ends = self._clock() + seconds
        if self._tell is not None and self._clock() >= self._waits.get(limit, 0):
            self._waits[limit] = ends
            self.say(
                "waiting for the rate limit of %s, until %s at the latest (%s)"
                % (limit.replace("_", " "), time.strftime("%H:%M:%S", time.localtime(self._now() + seconds)), span(seconds)),
                ends,
            )
        else:
            self.flush()

    def flush(self):
        """Tell what was kept, if a line may be told."""
        if self._kept:
            with self._lock:
                self._flush()

    def count(self, form, done, total=None, more=str):
        """So many are done. :param form: a text with a place for the numbers, None for what is not told; :param more: function of what follows them."""
        if self._tell is None or form is None:
            return
        with self._lock:
            passed = self._clock() - self._last
            if passed >= PAUSE and not self._flush() and (form != self._form or total is None or passed >= LONGEST or done - self._done >= SHARE * total):
                self._form, self._done = form, done
                self._line(form % ("{:,}".format(done) if total is None else "{:,} of {:,}".format(done, total)) + more())

    def counting(self, form, total, work):
        """``work`` of a client and an item, which also counts what is done."""
        done = count(1)

        def counted(client, item):
            found = work(client, item)
            self.count(form, next(done), total)
            return found

        return counted

    def _flush(self):
        """Tell the first text that was kept and is still of use; whether there was one."""
        moment = self._clock()
        if moment - self._last < PAUSE:
            return False
        self._kept = [(text, until) for text, until in self._kept if until is None or until > moment]
        if not self._kept:
            return False
        self._line(self._kept.pop(0)[0])
        return True

    def _line(self, text):
        self._last = self._clock()
        self._tell(text)
