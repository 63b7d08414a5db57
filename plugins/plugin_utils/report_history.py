# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of earlier runs, one JSON line a run: what a report draws over time, and an index of several instances. Pure."""

from __future__ import annotations

import json
from datetime import datetime
from math import log10
from urllib.parse import quote

from ansible_collections.ocs.provisioning.plugins.module_utils.common.record import MOMENT
from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_findings import ACCESS, CATEGORIES

KEPT = 400  # runs in a report: a year of nightly ones
WIDTH, HEIGHT = 600, 120
VERDICTS = ("error", "drift", "partial", "agreement")


def entry(report):
    """The figures of a run."""
    summary = report["summary"]
    return {
        "instance": report["instance"]["name"] or report["instance"]["url"], "finished": report["run"]["finished"], "verdict": report["verdict"],
        "revision": (report["document"] or {}).get("revision") or "", "accounts": summary["accounts_all"], "new": summary["new"],
        "settled": summary["settled"], "counts": {category: summary[category] for category in CATEGORIES}, "kinds": summary["types"],
        "page": (report.get("files") or {}).get("html") or ""}  # fmt: skip


def read(text):
    """The entries of a history; lines that are none are left out, such as one that was cut off."""
    found = []
    for line in (text or "").splitlines():
        try:
            each = json.loads(line)
            datetime.strptime(each["finished"], MOMENT)
            texts, numbers = [each[key] for key in ("instance", "revision", "page")], [each["accounts"], *(each["counts"][key] for key in CATEGORIES)]
            if each["verdict"] in VERDICTS and all(isinstance(text, str) for text in texts) and all(map(_is_number, numbers)):
                found.append(each)
        except (ValueError, TypeError, KeyError):
            pass
    return found


def with_this(text, report):
    """The earlier entries of the report's instance, and its own."""
    own = entry(report)
    return [each for each in read(text) if each["instance"] == own["instance"]][-(KEPT - 1) :] + [own]


def trend(history):
    """Lines over time for the categories that had findings, on a logarithmic scale that begins at 0; None for fewer than two runs.

    The access review is drawn where it stands alone.
    """
    if len(history) < 2 or not all(each["finished"] for each in history):
        return None
    times = [datetime.strptime(each["finished"], MOMENT).timestamp() for each in history]
    first, span = min(times), max(times) - min(times) or 1
    found = [key for key in CATEGORIES if any(each["counts"][key] for each in history)]
    shown = [key for key in found if key != ACCESS] or found or [ACCESS]  # an access review alone has no other
    most = max(max(each["counts"][key] for key in shown) for each in history) or 1

    def height(count):
        return round(HEIGHT * (1 - log10(1 + count) / log10(1 + most)), 1)

    places = [round(WIDTH * (time - first) / span, 1) for time in times]
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "first": history[0]["finished"],
        "last": history[-1]["finished"],
        "runs": len(history),
        "marks": [(count, height(count)) for count in [10**power for power in range(len(str(most)))] if count <= most],
        "lines": [
            {"category": key, "points": " ".join("%s,%s" % pair for pair in zip(places, (height(each["counts"][key]) for each in history)))} for key in shown
        ],
        "latest": history[:-31:-1],
    }


def index(entries):
    """The latest entry of each instance with ``since``, when its verdict became this one; the worst first."""
    latest = {}
    for each in entries:
        before = latest.get(each["instance"])
        since = before["since"] if before and before["verdict"] == each["verdict"] else each["finished"]
        latest[each["instance"]] = dict(each, since=since, address="./" + quote(each["page"]) if each["page"] else "")
    return sorted(latest.values(), key=lambda each: (VERDICTS.index(each["verdict"]), each["instance"].lower(), each["instance"]))


def _is_number(value):
    """Whether a value is a whole number; True and False are none."""
    return isinstance(value, int) and not isinstance(value, bool)
