# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many generated cases a test tries: a sample in the checks, ``OCS_TEST_CASES`` times as many for who wants to know more."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

TIMES = int(os.environ.get("OCS_TEST_CASES", "1"))


def cases(number):
    """The settings of a test that tries so many cases on each server, some of which take a second."""
    return settings(max_examples=number * TIMES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
