# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report as one HTML page that needs nothing from elsewhere: report.html.j2 with report.css and report.js inside.

The template escapes every value, and the page's own content policy allows no script but this one, so a name stays a name.
"""
from __future__ import annotations

import base64
import hashlib
import json
import os
import re

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_counts import NO_GROUP, share
from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_findings import DRIFT, ORDER, PROBLEM, TYPES, UNLISTED
from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_text import CATEGORY_TITLES, PRODUCTS, VERDICTS, facts, shown, since, title_of

HERE = os.path.dirname(os.path.abspath(__file__))
MOST_ROWS = 5000  # a page with more is slow to open; JSON and CSV hold all
MOST_GROUPS = 12
ACCESS_TYPES = ("administrator", "group_admin", "disabled", "never_logged_in", "inactive", "quota_outlier", "no_two_factor")
PLURALS = {"administrator": "Administrators", "group_admin": "Group admins", "quota_outlier": "Unusual quotas"}


def as_html(report):
    """The page."""
    templates = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    templates.filters.update(shown=shown, short=_short)
    # autoescape then makes it fit for an attribute
    templates.filters["as_json"] = lambda value: json.dumps(value, ensure_ascii=True)
    style, script = _read("report.css"), _read("report.js")
    return templates.get_template("report.html.j2").render(
        report=report, summary=report["summary"], rows=_rows(report), left_out=max(0, len(report["findings"]) - MOST_ROWS),
        title=title_of(report), verdict=VERDICTS[report["verdict"]], headline=report["statement"],
        facts=[(label, _short(text), text) for label, text in facts(report)],
        product=" ".join(filter(None, [PRODUCTS.get(report["instance"]["product"], ""), report["instance"]["version"]])),
        categories=CATEGORY_TITLES, types=_types(report), groups=_groups(report), charts=_charts(report), cards=_cards(report), share=share(report),
        style=style, script=script, style_hash=_hash(style), script_hash=_hash(script))


def _read(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as handle:
        return handle.read()


def _hash(text):
    """The form in which a content policy names an inline script or style."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _rows(report):
    return [dict(each, since=since(report, each)) for each in report["findings"][:MOST_ROWS]]


def _short(text):
    """A digest's first digits, a moment without its letters; other facts as they are."""
    text = re.sub(r"^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)Z$", r"\1 \2", text)
    return text[:19] + "\u2026" if text.startswith("sha256:") else text


def _types(report):
    """(type, title) of the findings, in their order."""
    return [(each, TYPES[each]) for each in sorted(report["summary"]["types"], key=ORDER.get)]


def _groups(report):
    """Every group that a finding names, and what stands for none."""
    return sorted({group for each in report["findings"] for group in each["groups"] or [NO_GROUP]}, key=lambda name: (name.lower(), name))


def _charts(report):
    """Two charts: differences by kind, in the order of the findings, and by group, the largest first."""
    category_of = {each["type"]: each["category"] for each in report["findings"]}
    kinds = [
        {"label": TYPES[each], "filter": "type", "value": each, "count": report["summary"]["types"][each], "category": category_of[each], "within": ""}
        for each, _title in _types(report) if category_of[each] in (DRIFT, PROBLEM, UNLISTED)]
    held = list(report["summary"]["groups"].items())
    within = " ".join(category for category in (DRIFT, UNLISTED) if report["summary"][category])
    groups = [{"label": name, "filter": "group", "value": name, "count": count, "category": DRIFT, "within": within} for name, count in held[:MOST_GROUPS]]
    return [
        {"title": "By kind", "bars": _bars(kinds), "more": 0},
        {"title": "By group", "bars": _bars(groups), "more": max(0, len(held) - MOST_GROUPS)}]


def _bars(bars):
    """The bars with their ``width`` in per cent of the longest."""
    longest = max([each["count"] for each in bars], default=1)
    return [dict(each, width=round(max(each["count"] * 100 / longest, 1), 2)) for each in bars]


def _cards(report):
    """Figures of the access review; each filters the table."""
    if not report["review"]:
        return []
    counts = report["summary"]["types"]
    names = [name for name in ACCESS_TYPES if name != "no_two_factor" or report["review"]["two_factor_read"]]
    unknown = report["review"]["unknown"]
    return [{"label": PLURALS.get(name, TYPES[name]), "value": name, "count": counts.get(name, 0), "unknown": unknown.get(name, 0)} for name in names]
