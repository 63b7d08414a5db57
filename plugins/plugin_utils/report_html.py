# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report as one HTML page that needs nothing from elsewhere: report.html.j2 with report.css and report.js inside.

The findings are data in the page, of which the script draws what is looked at. The template escapes every value, the script writes
texts only, and the page's own content policy allows no script but this one, so a name stays a name.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_charts import TONE_OF, cards, charts, link, types
from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_counts import NO_GROUP, share
from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_findings import ACCESS, TYPES
from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_history import trend
from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_text import (
    CATEGORY_TITLES, COLUMNS, PRODUCTS, VERDICTS, facts, shown, title_of, with_since)  # fmt: skip

HERE = os.path.dirname(os.path.abspath(__file__))
PRINTED = 500  # findings on paper, and where no script runs; the page, JSON and CSV hold all
BESIDE = {"csv": "CSV", "json": "JSON"}
# What a browser could take for the end of the data.
MARKUP = {ord(mark): "\\u%04x" % ord(mark) for mark in "<>&"}


def as_html(report):
    """The page."""
    script, findings = _read("report.js"), with_since(report)
    groups = _groups(findings)
    return _render(
        "report.html.j2", script=script, script_hash=_hash(script), verdicts=VERDICTS, trend=trend(report.get("history") or []),
        report=report, summary=report["summary"], rows=findings[:PRINTED], title=title_of(report), verdict=VERDICTS[report["verdict"]],
        headline=report["statement"], facts=[(label, _short(text), text) for label, text in facts(report)], beside=_beside(report),
        product=" ".join(filter(None, [PRODUCTS.get(report["instance"]["product"], ""), report["instance"]["version"]])), tone_of=TONE_OF,
        categories=CATEGORY_TITLES, types=types(report), groups=groups, charts=charts(report), cards=cards(report), share=share(report), link=link,
        data=_data(report, findings, groups))  # fmt: skip


def as_index(instances):
    """The page over several instances, of what :func:`report_history.index` returns."""
    titles = {key: title for key, title in CATEGORY_TITLES.items() if key != ACCESS}
    return _render("index.html.j2", instances=instances, titles=titles, verdicts=VERDICTS)


def _render(name, **variables):
    templates = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    templates.filters.update(shown=shown, short=_short, number="{:,}".format)
    style = _read("report.css")
    return templates.get_template(name).render(style=style, style_hash=_hash(style), **variables)


def _read(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as handle:
        return handle.read()


def _hash(text):
    """The form in which a content policy names an inline script or style."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _short(text):
    """A digest's first digits, a moment without its letters; other facts as they are."""
    text = re.sub(r"^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)Z$", r"\1 \2", text)
    return text[:19] + "\u2026" if re.match("sha256:|[0-9a-f]{64}", text) else text


def _beside(report):
    """(title, address) of the reports that were written into the same folder for machines and spreadsheets."""
    files = report.get("files") or {}
    return [(title, "./" + quote(files[key])) for key, title in BESIDE.items() if files.get(key)]


def _groups(findings):
    """Every group that a finding names, and what stands for none."""
    names = {group for each in findings if each["groups"] is not None for group in each["groups"] or [NO_GROUP]}
    return sorted(names, key=lambda name: (name.lower(), name))


def _data(report, findings, groups):
    """The findings as JSON for the script: a list each, with places in ``kinds`` and ``groups`` in place of their names."""
    place, kind = ({name: at for at, name in enumerate(names)} for names in (groups, TYPES))
    category_of = {each["type"]: each["category"] for each in findings}
    rows = [
        [kind[each["type"]], each["kind"], each["name"], each["display_name"], None if each["groups"] is None else [place[name] for name in each["groups"]],
         each["field"], _value(each["before"]), _value(each["after"]), each["detail"], each["status"], each["since"], each["id"]]
        for each in findings]  # fmt: skip
    kinds = [{"value": name, "title": title, "category": category_of.get(name), "tone": TONE_OF[name]} for name, title in TYPES.items()]
    text = json.dumps(
        {"rows": rows, "kinds": kinds, "groups": groups, "no_group": NO_GROUP, "printed": PRINTED, "columns": ["instance", *COLUMNS],
         "instance": report["instance"]["name"], "file": re.sub("[^A-Za-z0-9._-]", "_", title_of(report))},
        ensure_ascii=True, separators=(",", ":"))  # fmt: skip
    return text.translate(MARKUP)


def _value(value):
    """What a cell shows: None, a text, or a list of (field, text)."""
    if isinstance(value, dict):
        return [(key, shown(item)) for key, item in sorted(value.items())]
    return None if value is None else shown(value)
