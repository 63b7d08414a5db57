# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts what a task costs: requests, repetitions, waiting, time."""

from __future__ import annotations

import time
from dataclasses import dataclass, field


@dataclass
class Meter:
    """What a task cost so far."""

    requests: int = 0
    reads: int = 0
    writes: int = 0
    retries: int = 0
    waited: float = 0.0
    started: float = field(default_factory=time.monotonic)

    def elapsed(self):
        """Seconds since the start."""
        return round(time.monotonic() - self.started, 3)


def cost(transports):
    """What a task cost so far, over all its transports (``api`` of every result); times in seconds."""
    meters = [each.meter for each in transports]
    spent = {key: sum(getattr(meter, key) for meter in meters) for key in ("requests", "reads", "writes", "retries")}
    return dict(spent, waited_seconds=round(sum(meter.waited for meter in meters), 3), elapsed_seconds=meters[0].elapsed())
