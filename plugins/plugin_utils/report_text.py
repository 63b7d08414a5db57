# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report as text: JSON, JSON lines, CSV and Markdown. Names and values come from strangers, so each format is made safe against them."""

from __future__ import annotations

import csv
import io
import json
import re

COLUMNS = ("since", "category", "title", "name", "display_name", "groups", "field", "before", "after", "detail", "status", "id")
VERDICTS = {"agreement": "In agreement", "partial": "Partial agreement", "drift": "Differences found", "error": "Incomplete"}
PRODUCTS = {"nextcloud": "Nextcloud", "owncloud": "ownCloud", "seafile": "Seafile"}
CATEGORY_TITLES = {"error": "Errors", "drift": "Differences", "problem": "Problems", "unlisted": "Unlisted", "access": "Access review"}
# What a spreadsheet takes for a formula when a cell begins with it, also after blanks and quotes and in its full-width forms.
FORMULA = "[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]"
# Where a cell begins: at the start, and after what parts cells for a reader who takes another separator. At the end of a text
# such a reader takes the quote that closes it for one that opens a cell.
CELL_START = re.compile("^(?=[\\s\"']*%s)|(?<=[;\t\r\n])(?=[\\s\"']*(?:%s|$))" % (FORMULA, FORMULA))
# Everything that Markdown, or HTML within it, would act on.
ACTIVE = re.compile(r"([\\`*_{}\[\]()<>#+!|~&$:@-])")


def shown(value):
    """A value as a person reads it: lists and fields in one line, a line's end as a blank."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return "; ".join("%s: %s" % (key, shown(item) or "(empty)") for key, item in sorted(value.items()))
    if isinstance(value, (list, tuple)):
        return ", ".join(shown(item) for item in value)
    return str(value)


def with_since(report):
    """The findings with ``since``: ``new`` or ``known`` since the report that this one was compared with, "" without one."""
    new, known = set((report["comparison"] or {}).get("new", ())), "known" if report["comparison"] else ""
    return [dict(each, since="new" if each["id"] in new else known) for each in report["findings"]]


def facts(report):
    """(label, text) of what a reader wants to know of the run first; those that are not known are left out."""
    instance, run, document = report["instance"], report["run"], report["document"] or {}
    product = " ".join(filter(None, [PRODUCTS.get(instance["product"], ""), instance["edition"], instance["version"]]))
    told = (
        ("Instance", instance["name"]), ("Address", instance["url"]), ("Product", product), ("Acting account", run["account"]),
        ("Run by", run["operator"]), ("Job", run["job"]), ("Started (UTC)", run["started"]), ("Finished (UTC)", run["finished"]),
        ("Document", document.get("source")), ("Revision", document.get("revision")), ("Digest", document.get("digest")),
        ("Plan", (report["plan"] or {}).get("digest")),
        ("Compared with", (report["comparison"] or {}).get("previous")))  # fmt: skip
    return [(label, str(text)) for label, text in told if text]


def _ascii(value, **layout):
    """JSON without any character that acts; of these it leaves one as it is."""
    return json.dumps(value, ensure_ascii=True, **layout).replace("\x7f", "\\u007f")


def as_json(report):
    """The whole report."""
    return _ascii(report, indent=2) + "\n"


def as_jsonl(report):
    """One line with everything but the findings, then one line for each finding; each line names the kind of its ``record``."""
    head = {key: value for key, value in report.items() if key != "findings"}
    where = {"instance": report["instance"]["name"], "finished": report["run"]["finished"]}
    lines = [dict(head, record="report")] + [dict(each, record="finding", **where) for each in with_since(report)]
    return "".join(_ascii(line) + "\n" for line in lines)


def as_csv(report):
    """One row for each finding, in UTF-8 with a byte order mark, for spreadsheets. No cell can be taken for a formula, whatever parts the cells."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(("instance",) + COLUMNS)
    for each in with_since(report):
        writer.writerow([cell(report["instance"]["name"])] + [cell(shown(each[column])) for column in COLUMNS])
    return "\ufeff" + stream.getvalue()


def cell(text):
    """A cell that a spreadsheet shows as it is, read with commas, semicolons or tabs: an apostrophe goes before what it would calculate."""
    return CELL_START.sub("'", text.replace("\x00", ""))


def as_markdown(report):
    """Facts, figures and a table for each category."""
    summary = report["summary"]
    lines = ["# Audit of %s: %s" % (escaped(title_of(report)), VERDICTS[report["verdict"]]), "", escaped(report["statement"]), ""]
    lines += ["- %s: %s" % (label, escaped(text)) for label, text in facts(report)]
    lines += ["", "| | |", "|---|---:|"] + ["| %s | %d |" % (title, summary[key]) for key, title in CATEGORY_TITLES.items()]
    for key, title in CATEGORY_TITLES.items():
        rows = [each for each in report["findings"] if each["category"] == key]
        if rows:
            lines += ["", "## %s" % title, "", "| What | Who | Field | Is | Should be | Detail |", "|---|---|---|---|---|---|"]
            lines += ["| %s |" % " | ".join(escaped(text) for text in _columns(each)) for each in rows]
    if summary["settled"]:
        lines += ["", "## Settled since %s" % escaped(report["comparison"]["previous"]), ""]
        lines += ["- %s" % escaped(" ".join(filter(None, [each["title"], who(each), each["field"]]))) for each in report["comparison"]["settled"]]
    return "\n".join(lines) + "\n"


def _columns(each):
    return each["title"], who(each), each["field"], shown(each["before"]), shown(each["after"]), each["detail"]


def who(each):
    """The object of a finding: id, name beside it, and for memberships the group."""
    text = each["name"]
    if each["display_name"] and each["display_name"] != text:
        text += " (%s)" % each["display_name"]
    return text + (" in " + each["groups"][0] if each["kind"] in ("member", "subadmin") else "")


def title_of(report):
    """What the report is called: the instance's name, else its address."""
    return report["instance"]["name"] or report["instance"]["url"] or "an unknown instance"


def escaped(text):
    """Text that Markdown shows as it is, in one line."""
    return ACTIVE.sub(r"\\\1", " ".join(text.split())).replace("\\<", "&lt;").replace("\\>", "&gt;").replace("\\&", "&amp;")
