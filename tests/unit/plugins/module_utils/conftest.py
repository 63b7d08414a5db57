# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints, at the end of a run, what tests counted (``record_property("counted", text)``), and looks at the form of every message."""

from __future__ import annotations

import re

import pytest

# A full stop before a semicolon or another one; a sentence twice, but in lists, which have semicolons.
ODD = re.compile(r"\.;|[\w)]\.\.(?=\s|;|$)")
TWICE = re.compile(r"(?:^|[.:] )(?P<said>[^.:;]{9,} [^.:;]{9,})\.(?=[^;]*[.:] (?P=said)\.)")


def pytest_terminal_summary(terminalreporter):
    """One line per counting test that passed or failed."""
    lines = [
        text for reports in terminalreporter.stats.values() for report in reports
        for name, text in getattr(report, "user_properties", ()) if name == "counted" and getattr(report, "when", "") == "call"
    ]  # fmt: skip
    if lines:
        terminalreporter.write_sep("=", "counted")
        terminalreporter.write_line("\n".join(sorted(lines)))


@pytest.fixture(autouse=True)
def fixture_messages(monkeypatch):
    """Every message that a test makes, whatever it is about, is well formed."""
    from ansible_collections.ocs.provisioning.plugins.module_utils import errors  # not yet when this file is read
    from ansible_collections.ocs.provisioning.plugins.module_utils.common import visible  # not yet when this file is read
    from ansible_collections.ocs.provisioning.plugins.module_utils.engine import door  # not yet when this file is read

    odd = []

    def message(text):
        odd.extend([text] if ODD.search(text) or TWICE.search(text) else [])
        return visible.message(text)

    monkeypatch.setattr(errors, "message", message)
    monkeypatch.setattr(door, "message", message)
    yield
    assert not odd, odd[0]
