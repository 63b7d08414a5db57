# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""When a request may be sent again: after which answers, and how long a rate limit that is reached is waited for. It sends nothing."""

from __future__ import annotations

import math
import re
import time

from ..common.calls import BUCKETS
from ..errors import OCSError

BUSY = (502, 503, 504)
# An error inside the server, told by an envelope whose HTTP status is that of success (v1), or by no body at all (ownCloud).
FAILED = re.compile(rb'"statuscode":\s*(996|500)\b')
PAUSES = (5, 10, 15, 30)  # seconds; Nextcloud names no time, its window is 60 or 600 s long
LONGEST = 1e9  # seconds; a server may name any number
NOT_REACHED = (0.0, False)
LIMITED, AGAIN, FINAL = "limited", "again", "final"
WINDOW = 60  # seconds, of a limit that is not in BUCKETS


class Limits:
    """The limits of one account on one server, shared by all who send for it.

    :param longest: seconds that a task may wait in all (``rate_limit_wait``); :param clock: replaced by tests.
    """

    def __init__(self, longest, clock=time.monotonic):
        self.longest, self.clock = longest, clock
        self.reached = {}  # name of a limit -> (moment when it is over, whether the server named it)

    def note(self, name, answer):
        """The server refused a request because this limit is reached."""
        named = answer.headers.get("Retry-After", "").strip()
        told = re.fullmatch("[0-9]+", named) is not None  # other digits than these are no number for float
        seconds = min(max(1.0, float(named)), LONGEST) if told else BUCKETS.get(name, (0, WINDOW))[1]
        self.reached[name] = (self.clock() + seconds, told)

    def holds(self, name):
        """Whether the server would refuse a request that counts here, as far as is known."""
        return name in self.reached and self.clock() < self.reached[name][0]

    def left(self, name):
        """Seconds until a limit that is reached is over, at the latest."""
        return max(0.0, self.reached.get(name, NOT_REACHED)[0] - self.clock())

    def pause(self, name, count, waited):
        """Seconds to wait before the server is asked again; None when that is more than is left of the task's time.

        :param count: how many pauses this request made before; :param waited: seconds that were waited already.
        """
        left = self.longest - waited
        over, told = self.reached.get(name, NOT_REACHED)  # another worker may ask again at this moment
        seconds = float(math.ceil(over - self.clock())) if told else PAUSES[min(count, len(PAUSES) - 1)]
        return None if left <= 0 or (told and seconds > left) else min(seconds, left)

    def ask_again(self, name):
        """A pause is over: the next request shows whether the limit is, too."""
        self.reached.pop(name, None)

    def refusal(self, name, endpoint, sent):
        """The error of a request that would have to wait longer than it may. :param sent: whether the server refused this very request."""
        return OCSError(
            "%s and waiting %d s (rate_limit_wait) was not enough."
            % ("the server's rate limit is reached" if sent else "it was not sent, because the server's rate limit is reached", self.longest),
            endpoint,
            None,
            429,
            "Raise rate_limit_wait above 600, run again later, or raise the limit on the server; what is done stays done.",
            limit=name,
            unsent=not sent,
        )


def judge(answer, repeatable, reads):
    """What becomes of a request with this answer: ``LIMITED``, ``AGAIN`` where it may be answered better in a moment, or ``FINAL``.

    The limit of requests answers with an empty 429, or with one that names a time; an OCS envelope with 429 is brute-force protection and
    is never waited for.
    """
    status, content = answer.status, answer.content
    if status == 429 and (not content or ("Retry-After" in answer.headers and "statuscode" not in answer.text)):
        return LIMITED
    if status == 503 and "x-nextcloud-maintenance-mode" in answer.headers:
        return AGAIN
    if reads and (status == 500 or (status == 200 and (not content or FAILED.search(content[:300])))):
        return AGAIN
    return AGAIN if repeatable and status in BUSY else FINAL


def backoff(attempt):
    """Seconds before a request is sent again."""
    return 0.5 * 2**attempt
