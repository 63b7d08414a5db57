# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report as JUnit XML, which CI systems show: a difference or a row that cannot be applied is a failure, an error is an error, everything else passes."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_findings import DRIFT, ERROR, PROBLEM
from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_text import CATEGORY_TITLES, facts, shown, title_of, who

# Characters that XML 1.0 cannot hold, not even escaped.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
OUTCOMES = {DRIFT: "failure", PROBLEM: "failure", ERROR: "error"}
PASSED = {DRIFT: "The server agrees with the document as far as it goes", PROBLEM: "Every row can be applied", ERROR: "Everything could be read"}
AGREEMENT = "The server agrees with the document"


def as_junit(report):
    """One suite for each category that was looked at, one case for each finding."""
    root = ElementTree.Element("testsuites", name=_clean("Audit of " + title_of(report)))
    total = dict.fromkeys(("tests", "failures", "errors"), 0)
    for category, title in CATEGORY_TITLES.items():
        if category != ERROR and (report["review"] if category == "access" else report["document"]) is None:
            continue
        counts = _add_suite(root, report, category, title)
        total = {key: total[key] + counts[key] for key in total}
    for key, count in total.items():
        root.set(key, str(count))
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _add_suite(root, report, category, title):
    """Add the suite of one category; returns its counts."""
    found = [each for each in report["findings"] if each["category"] == category]
    passed = PASSED.get(category) if not found and not (category != ERROR and report["summary"][ERROR]) else None
    passed = AGREEMENT if passed and category == DRIFT and report["verdict"] == "agreement" else passed
    outcome = OUTCOMES.get(category)
    counts = {"tests": len(found) + bool(passed), "failures": len(found) * (outcome == "failure"), "errors": len(found) * (outcome == "error")}
    suite = ElementTree.SubElement(
        root,
        "testsuite",
        name=title,
        hostname=_clean(report["instance"]["name"]),
        timestamp=_clean(report["run"]["finished"].rstrip("Z")),
        **{key: str(count) for key, count in counts.items()},
    )
    properties = ElementTree.SubElement(suite, "properties")
    for label, text in facts(report):
        ElementTree.SubElement(properties, "property", name=label, value=_clean(text))
    if passed:
        ElementTree.SubElement(suite, "testcase", classname=_class(report, category), name=passed)
    for each in found:
        case = ElementTree.SubElement(suite, "testcase", classname=_class(report, category, each["type"]), name=_clean(_name(each)))
        told = ElementTree.SubElement(case, outcome or "system-out")
        told.text = _clean("\n".join(filter(None, [_change(each), each["detail"], each["id"]])))
        if outcome:
            told.set("message", _clean(_change(each) or each["detail"] or each["title"]))
            told.set("type", each["type"])
    return counts


def _class(report, *parts):
    return _clean(".".join([re.sub(r"[.\s]+", "_", title_of(report)), *parts]))


def _name(each):
    return " ".join(filter(None, [each["title"] + ":", who(each), each["field"] if each["kind"] in ("user", "group") else ""]))


def _change(each):
    """From what to what, "" where a finding has no values."""
    if each["before"] is None and each["after"] is None:
        return ""
    return "%sis %s, should be %s" % (each["field"] + " " if each["field"] else "", *(shown(each[key]) or "(empty)" for key in ("before", "after")))


def _clean(text):
    return FORBIDDEN.sub("\ufffd", text)
