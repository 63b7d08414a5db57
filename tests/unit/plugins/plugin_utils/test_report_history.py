# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of earlier runs: what is kept, drawn and listed."""

from __future__ import annotations

import json

import pytest
from ansible_collections.ocs.provisioning.plugins.filter.audit_index import audit_index
from ansible_collections.ocs.provisioning.plugins.plugin_utils.report import build
from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_history import KEPT, index, read, trend
from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_html import as_html

UPDATE = {"action": "update", "kind": "user", "before": {"quota": "1 GB"}, "after": {"quota": "5 GB"}, "status": "planned"}


def run(day, count, history="", instance="cloud", **facts):
    """The report of a day with so many differences."""
    steps = [dict(UPDATE, name="u%d" % number) for number in range(count)]
    told = dict(facts, instance=instance, finished="2026-11-%02dT06:00:00Z" % day, history=history, files={"html": instance + ".html"})
    return build({"actions": steps}, told)


def kept(*reports):
    """The history of these."""
    return "".join(json.dumps(report["history"][-1]) + "\n" for report in reports)


def test_entry():
    """A line holds counts by kind, verdict, revision and instance, and no names."""
    (entry,) = run(1, 2)["history"]
    assert entry == {
        "instance": "cloud", "finished": "2026-11-01T06:00:00Z", "verdict": "drift", "revision": "", "accounts": 2, "new": None, "settled": None,
        "counts": {"error": 0, "drift": 2, "problem": 0, "unlisted": 0, "access": 0}, "kinds": {"account_field": 2}, "page": "cloud.html"}  # fmt: skip


def test_history_of_one_instance():
    """A report holds the earlier runs of its own instance, and not without end."""
    history = kept(run(1, 2), run(1, 3, instance="other"), run(2, 4))
    assert [each["counts"]["drift"] for each in run(3, 1, history)["history"]] == [2, 4, 1]
    assert len(run(3, 1, kept(*[run(1, 0)] * (KEPT + 5)))["history"]) == KEPT


@pytest.mark.parametrize("line", ["", "{", "[]", "1", "null", "{}", '{"finished": "x"}', kept(run(1, 1))[:-20], kept(run(1, 1)).replace("drift", "dreft")])
def test_lines_that_are_none(line):
    """A line that was cut off, or is something else, hides no other."""
    assert len(read(line + "\n" + kept(run(1, 1)))) == 1


def test_trend():
    """Counts become heights on a logarithmic scale, runs places in time; categories without findings have no line."""
    history = run(5, 0, kept(run(1, 99), run(2, 9)))["history"]
    drawn = trend(history)
    assert drawn["lines"] == [{"category": "drift", "points": "0.0,0.0 150.0,60.0 600.0,120.0"}]
    assert [count for count, _height in drawn["marks"]] == [1, 10] and drawn["runs"] == 3
    assert trend(history[:1]) is None


def test_page_draws_the_trend():
    """Once there are two runs."""
    assert "<polyline" not in as_html(run(1, 3))
    assert '<polyline class="drift" points="0.0,0.0 600.0,' in as_html(run(2, 1, kept(run(1, 3))))


def test_index():
    """The worst instance comes first; a row tells since when its verdict holds."""
    history = kept(run(1, 1), run(2, 0), run(3, 0), run(3, 2, instance="Alpha"), run(4, 3, instance="Alpha"), run(1, 0, instance="beta"))
    rows = index(read(history))
    assert [(each["instance"], each["verdict"], each["since"][8:10], each["finished"][8:10]) for each in rows] == [
        ("Alpha", "drift", "03", "04"),
        ("beta", "agreement", "01", "01"),
        ("cloud", "agreement", "02", "03"),
    ]
    assert '<a href="./Alpha.html">Alpha</a>' in audit_index(history)


def test_index_is_safe():
    """A name stays a name, and no link leaves the folder by a scheme."""
    evil = dict(run(1, 0, instance="<script>alert(1)</script>\u202e")["history"][-1], page="javascript:alert(1)")
    page = audit_index(json.dumps(evil))
    assert "<script" not in page and "&lt;script&gt;" in page and 'href="./javascript%3Aalert%281%29"' in page and "\u202e" not in page


def test_statement_begins_with_what_is_new():
    """Before everything else."""
    report = run(2, 3, previous=run(1, 1))
    assert report["statement"].startswith("2 new and 0 settled since 2026-11-01 06:00 UTC. 3 differences.")
