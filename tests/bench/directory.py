# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures ocs_directory on the embedded server beside the floor and the loops, and writes the tables: make bench.

``python directory.py [ACCOUNTS...]`` takes other sizes than 100, 1,000, 10,000 and 100,000, and then writes no page.
"""

from __future__ import annotations

import os
import platform
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]

import directory_runs  # noqa: E402
import requests  # noqa: E402
from ansible.release import __version__ as core  # noqa: E402
from processes import ROOT, processor  # noqa: E402

SIZES = (100, 1000, 10000, 100000)
MIDDLE = 10000
PAGE = os.path.join(ROOT, "docs", "docsite", "rst", "benchmark.rst")
INTRODUCTION = """..
  SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
  SPDX-License-Identifier: GPL-3.0-or-later

.. _ansible_collections.ocs.provisioning.docsite.benchmark:

Benchmark of ocs_directory
==========================

``make bench`` wrote this page, with the embedded server (dialect ``nextcloud-34``, without rate limits) on the same machine. Compare the
ratios, not the seconds: a real server takes 0.4 to 0.5 seconds to create one account, and about 4 ms for each account that it lists with its
details, regardless of the client. The embedded server answers at once, which shows what the client itself costs.
"""


def table(title, text, heads, rows):
    """A titled table in reStructuredText."""
    lines = ["", title, "-" * len(title), "", text, "", ".. csv-table::", "  :header-rows: 1", ""]
    lines += ["  " + ", ".join('"%s"' % cell for cell in row) for row in [heads, *rows]]
    return "\n".join(lines) + "\n"


def seconds(value):
    """A time that can be read."""
    return "%.0f s" % value if value >= 100 else "%.1f s" % value if value >= 1 else "%.0f ms" % (1000 * value)


def ratio(value, floor):
    """How many times the floor, "" where that was not measured."""
    return f"{value / floor:.2f}" if floor else ""


def duration(value):
    """Hours and minutes of a long time, None for one that is refused."""
    return "refused, over a week" if value is None else "%d h %02d min" % divmod(round(value / 60), 60)


def note(text):
    """Tell what is going on."""
    print(text, file=sys.stderr, flush=True)


def measure_sizes(sizes):
    """All runs, and the estimates."""
    found, etas = [], {}
    for accounts in sizes:
        for run in directory_runs.runs(accounts):
            note(
                f"{run.accounts} accounts, {run.kind}: {run.requests} requests, {run.inside:.2f} s, floor {run.floor or 0:.2f} s; "
                f"work {run.work:.2f} s, floor {run.least or 0:.2f} s; {run.peak:.0f} MiB"
            )
            found.append(run)
        etas[accounts] = directory_runs.eta(accounts)
    return found, etas


def sizes_table(found, etas):
    """Time, requests and memory of every run."""
    rows = [
        (f"{run.accounts:,}", run.kind, f"{run.requests:,}", seconds(run.inside), seconds(run.floor) if run.floor else "not measured",
         ratio(run.inside, run.floor), ratio(run.work, run.least), seconds(run.process), f"{1000 * run.inside / run.accounts:.2f} ms",
         f"{run.peak:.0f} MiB", f"{run.load:.1f}",
         duration(etas[run.accounts]) if run.kind == "first load" else "")
        for run in found
    ]  # fmt: skip
    heads = (
        "Accounts", "Run", "Requests", "Time", "Floor", "Ratio", "Ratio of work", "Module process", "Per account", "Peak memory", "Load", "With a phone each"
    )  # fmt: skip
    return table("Sizes", (
        "The time is from the first request to the end of the module process. The floor is the time of the same requests sent with plain ``requests``, "
        "one after the other, with the responses parsed. Work is the processor time of client and server together in these times; its ratio depends less "
        "on other processes, which the load average shows: on a quiet machine it is about 1. The module process includes "
        "imports and reading the document (JSON). The last column is ``plan.eta_seconds`` of the same load with ``phone`` set: the creations and "
        "the waits for the rate limits of a fresh Nextcloud 34."),
        heads, rows)  # fmt: skip


def lifelike_table(accounts):
    """What the client adds where the server takes its time."""
    rows = []
    for run in directory_runs.reading(accounts, directory_runs.LISTED):
        note(f"{accounts} accounts at the pace of a real server, {run.kind}: {run.inside:.2f} s, floor {run.floor:.2f} s")
        rows.append((run.kind, f"{run.requests:,}", seconds(run.inside), seconds(run.floor), ratio(run.inside, run.floor), f"{run.load:.1f}"))
    text = (
        f"{accounts:,} accounts; a page with details takes {1000 * directory_runs.LISTED:.0f} ms longer for each account in it. On a real "
        "Nextcloud 34.0.1 with 10,000 accounts, three runs without a change took 118 s in all, and the same bare requests, "
        "in turn with them, 114 s (measured on 2026-11-26)."
    )
    return table("At the pace of a real server", text, ("Run", "Requests", "Time", "Floor", "Ratio", "Load"), rows), rows[0][4]


def workers_table():
    """How much more workers help when the network is slow."""
    rows = []
    for workers in (1, 2, 4, 8):
        reading, loading = directory_runs.by_workers(workers)
        note(f"{workers} workers: reading {reading.inside:.2f} s, loading {loading.inside:.2f} s")
        rows.append((workers, seconds(reading.inside), seconds(loading.inside)))
    text = "Each response is delayed by 50 ms. Reading is a run without changes on 10,000 accounts; loading creates 400."
    return table("Workers", text, ("Workers", "Reading", "Loading"), rows)


def others_table(accounts, wall):
    """The ways to do it without ocs_directory."""
    each = directory_runs.loops(accounts)
    own = wall / accounts
    rows = [("ocs_directory", f"{1000 * own:.2f} ms", "1")] + [(name, f"{1000 * value:.1f} ms", f"{value / own:.0f}") for name, value in each.items()]
    text = (
        f"Time per account of a run without changes on {accounts:,} accounts. For ocs_directory, the wall time of the task including Ansible's own time. "
        f"The others were measured on {directory_runs.LOOPED} accounts and scaled. The script on nc_py_api only reads, and does not compare."
    )  # fmt: skip
    return table("Compared with loops", text, ("", "Per account", "Times ocs_directory"), rows), {name: value / own for name, value in each.items()}


def headline(found, ratios, pace, wall, peak, accounts):
    """The ratios, first of all."""
    still = {run.accounts: run for run in found if run.kind == "no-op"}
    middle, sizes = still[accounts], sorted(still)
    each = {size: run.inside / size for size, run in still.items()}
    lines = [
        f"- a run without a change on {accounts:,} accounts: {ratio(middle.inside, middle.floor)} times the floor, {middle.requests} requests, "
        f"{middle.peak:.0f} MiB; the task takes {seconds(wall)}, and the controller has {peak:.0f} MiB at most",
        f"- the same at the pace of a real server: {pace} times the floor",
        *[f"- per account {times:.0f} times as fast as {name}" for name, times in ratios.items()],
    ]  # fmt: skip
    if 1000 in still and sizes[-1] > 1000:
        lines.append(f"- time per account at {sizes[-1]:,} accounts: {each[sizes[-1]] / each[1000]:.2f} times that at 1,000")
        lines.append(f"- requests of a run without a change on 1,000 accounts: {still[1000].requests}")
    machine = f"{processor()}, {os.cpu_count()} processors; ansible-core {core}, Python {platform.python_version()}, requests {requests.__version__}"
    return "\n" + machine + "\n\n" + "\n".join(lines) + "\n"


def main():
    """Measure everything, and print or write it."""
    sizes = tuple(map(int, sys.argv[1:])) or SIZES
    middle = MIDDLE if MIDDLE in sizes else sizes[-1]
    found, etas = measure_sizes(sizes)
    wall, peak = directory_runs.task(middle)
    note(f"the task on {middle} accounts: {wall:.2f} s, controller {peak:.0f} MiB")
    others, ratios = others_table(middle, wall)
    lifelike, pace = lifelike_table(middle)
    tables = headline(found, ratios, pace, wall, peak, middle) + others + sizes_table(found, etas) + lifelike + workers_table()
    print(tables)
    if sizes == SIZES:
        with open(PAGE, "w", encoding="utf-8") as handle:
            handle.write(INTRODUCTION + tables)
        print(f"bench: written to {os.path.relpath(PAGE, ROOT)}")


if __name__ == "__main__":
    main()
