# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rate limits per account and rule, and brute-force protection. Both only count; neither ever delays an answer."""

from __future__ import annotations

MAX_FAILURES = 10  # more failed logins than this within WINDOW seconds block the address
WINDOW = 1800


class Protection:
    """What was counted, by the server's clock. Every client comes from loopback, so failures share one list.

    :param clock: function that returns seconds since the epoch.
    :param on: whether both are on, as on a fresh server.
    """

    def __init__(self, clock, on):
        self.clock = clock
        self.rate_limits = self.bruteforce = on
        self.calls = {}  # (rule, uid) -> times at which calls expire
        self.failures = []  # times of failed logins

    def exceeded(self, rule, uid, limit):
        """Count one call against `limit` (calls, seconds); True when it is one too many.

        Switching the limits off stops the counting only: what was counted blocks until it expires.
        """
        now, (most, seconds) = self.clock(), limit
        live = self.calls[rule, uid] = [expiry for expiry in self.calls.get((rule, uid), ()) if expiry > now]
        if len(live) >= most:
            return True
        if self.rate_limits:
            live.append(now + seconds)
        return False

    def blocked(self):
        """Whether logins are refused at the moment."""
        since = self.clock() - WINDOW
        return sum(moment > since for moment in self.failures) > MAX_FAILURES

    def login_failed(self):
        """Remember a failed login."""
        if self.bruteforce:
            self.failures.append(self.clock())

    def delay(self):
        """Milliseconds by which the server would delay a login, as its capabilities tell."""
        since = self.clock() - 12 * 3600
        attempts = sum(moment > since for moment in self.failures)
        return min(25000, 100 * 2**attempts) if attempts else 0
