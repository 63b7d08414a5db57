# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every answer that a real server gave has the shape that the clients want of it."""

from __future__ import annotations

from collections import Counter

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.common.calls import Mismatch, anything
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called, recordings
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.ocs.test_envelope_recorded import BASES

SEAFILE = ("seafile-10", "seafile-11", "seafile-13")
# what stands in place of recorded values: see tests/sandbox/recordings/README.md
CAPTURED = {"{group": 7, "{any}": "2026-01-31T12:00:00+00:00"}


def ocs(folder):
    """``(method, path, data, shape)`` of every recorded success of an OCS call."""
    product = folder.partition("-")[0]
    for area in recordings.areas(folder):
        for exchange in recordings.exchanges(folder, area):
            request, found = exchange["request"], recordings.envelope(exchange)
            if found and request["path"].startswith(BASES[product]) and recordings.succeeded(exchange) and not exchange.get("trimmed"):
                path = request["path"][len(BASES[product]) :]
                yield request["method"], path, found["data"], shape_of(called.call_of(request["method"], path, recordings.sent(exchange)), product)


def shape_of(call, product):
    """The shape of what the call answers with."""
    answer = anything if call is None else call.answer
    return answer if callable(answer) else answer[product]


def seafile(folder):
    """The same of Seafile."""
    for area in recordings.areas(folder):
        for exchange in recordings.exchanges(folder, area):
            request, response = exchange["request"], exchange.get("response") or {}
            if response.get("body_kind") == "json" and 200 <= response["http_status"] < 300:
                path = request["path"].lstrip("/")
                yield request["method"], path, filled(response["body"]), shape_of(called.call_of(request["method"], path), "")


def filled(value):
    """The body with something in place of what was captured."""
    if isinstance(value, dict):
        return {key: filled(item) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item) for item in value]
    return next((standing for mark, standing in CAPTURED.items() if isinstance(value, str) and value.startswith(mark)), value)


@pytest.mark.parametrize("folder", list(recordings.SERVERS) + list(SEAFILE))
def test_every_recorded_answer(folder, record_property):
    """Has its shape."""
    counts, wrong = Counter(), []
    for method, path, data, wanted in (seafile if folder in SEAFILE else ocs)(folder):
        counts["checked" if wanted is not anything else "not read"] += 1
        try:
            wanted(data, "")
        except Mismatch as odd:
            wrong.append((method, path, str(odd)))
    record_property("counted", "%s: shapes of recorded answers: %s" % (folder, dict(counts)))
    assert not wrong, "\n".join(map(str, wrong))
    assert counts["checked"] > 60
