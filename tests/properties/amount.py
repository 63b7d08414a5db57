# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many generated cases a test tries: a sample in the checks, ``OCS_TEST_CASES`` times as many for who wants to know more."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

TIMES = int(os.environ.get("OCS_TEST_CASES", "1"))


def cases(number, at_length=None):
    """The settings of a test that tries so many cases on each server, some of which take a second. :param at_length: how many in ``make trust``."""
    wanted = at_length if at_length and os.environ.get("OCS_TRUST") == "all" else number * TIMES
    return settings(max_examples=wanted, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
