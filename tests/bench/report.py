# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the HTML report in headless Chromium: time to make it, its size, time to open it, to search, filter, sort and turn a page.

``python tests/bench/report.py [ACCOUNTS...]``; 12,750 accounts make 20,000 findings, 64,000 make 100,000. Each time is the median of
five, from the event until the browser has painted the result; beside it the processor time of the page's own thread, which other
programs on the machine do not lengthen.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[:0] = [TESTS]

import conftest  # noqa: E402

conftest.install_finder(os.path.join(conftest.ROOT, "build", "collections"))

from browser.chromium import chromium  # noqa: E402
from browser.large_report import large_report  # noqa: E402

TIMES = 5
# Milliseconds until two frames after an act: the first may have been under way.
TIMED = """
const [act, done] = [new Function(arguments[0]), arguments[1]];
const start = performance.now();
act();
requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
"""
ACTS = {
    "search": "const field = document.getElementById('search'); field.value = 'stud%d'; field.dispatchEvent(new Event('input'));",
    "filter": "const field = document.getElementById('group'); field.selectedIndex = %d + 2; field.dispatchEvent(new Event('change'));",
    "show all": "document.querySelector('#tools [type=reset]').click(); /* %d */",
    "sort": "document.querySelector('#table thead th:nth-child(2) button').click(); /* %d */",
    "turn a page": "document.getElementById('forth').click(); /* %d */",
    "tile": "location.hash = ['#kind=administrator', '#kind=inactive'][%d %% 2];",
}


def busy(driver):
    """Milliseconds of processor time that the page's thread has used."""
    return 1000 * next(each["value"] for each in driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"] if each["name"] == "TaskDuration")


def timed(driver, act):
    """Milliseconds of an act by the clock and by the processor."""
    before = busy(driver)
    clock = driver.execute_async_script(TIMED, act)
    return clock, busy(driver) - before


def measure(driver, accounts):
    """Print the figures of one report."""
    from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_html import as_html

    report = large_report(accounts)
    start = time.monotonic()
    content = as_html(report).encode("utf-8")
    made = time.monotonic() - start
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "report.html")
        with open(path, "wb") as handle:
            handle.write(content)
        opened = []
        driver.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
        for _time in range(TIMES):
            driver.get("about:blank")
            driver.get("file://" + path)
            clock = driver.execute_script("return performance.getEntriesByType('navigation')[0].loadEventEnd")
            opened.append((clock, busy(driver)))
        print(f"{len(report['findings']):,} findings: made in {made:.1f} s, {len(content) / 1e6:.1f} MB; milliseconds by the clock and of the processor")
        show("open", opened)
        for name, act in ACTS.items():
            show(name, [timed(driver, act % number) for number in range(TIMES)])


def show(name, times):
    """Print the medians of one act."""
    clock, processor = map(statistics.median, zip(*times))
    print(f"  {name:<12} {clock:>6,.0f} {processor:>6,.0f}")


def main(*sizes):
    """Measure each size."""
    with chromium() as driver:
        for size in sizes or (12750, 64000):
            measure(driver, int(size))


if __name__ == "__main__":
    main(*sys.argv[1:])
