# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints matched/total per recorded file at the end of the run."""

from __future__ import annotations


def pytest_terminal_summary(terminalreporter):
    """The scores that the tests recorded, one line per file and one per dialect."""
    rows = [
        value
        for kind in ("passed", "failed")
        for report in terminalreporter.getreports(kind)
        for name, value in report.user_properties
        if name == "conformance"
    ]
    if not rows:
        return
    terminalreporter.section("conformance: matched/total")
    for dialect, file, matched, total, out in sorted(rows):
        terminalreporter.write_line("%-14s %-14s %4d/%-4d%s" % (dialect, file, matched, total, "  (%d left out)" % out if out else ""))
    for dialect in sorted({row[0] for row in rows}):
        own = [row for row in rows if row[0] == dialect]
        terminalreporter.write_line("%-14s %-14s %4d/%-4d" % (dialect, "all", sum(row[2] for row in own), sum(row[3] for row in own)))
