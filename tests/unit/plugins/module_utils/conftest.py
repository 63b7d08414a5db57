# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints, at the end of a run, what tests counted (``record_property("counted", text)``)."""

from __future__ import annotations


def pytest_terminal_summary(terminalreporter):
    """One line per counting test that passed or failed."""
    lines = [
        text for reports in terminalreporter.stats.values() for report in reports
        for name, text in getattr(report, "user_properties", ()) if name == "counted" and getattr(report, "when", "") == "call"
    ]  # fmt: skip
    if lines:
        terminalreporter.write_sep("=", "counted")
        terminalreporter.write_line("\n".join(sorted(lines)))
