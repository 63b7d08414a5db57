# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each format says the same, and none of them can be broken by a name or a value."""

from __future__ import annotations

import base64
import csv
import functools
import hashlib
import io
import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from ansible_collections.ocs.provisioning.plugins.plugin_utils.report import build
from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_html import PRINTED, as_html
from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_junit import as_junit
from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_text import as_csv, as_json, as_jsonl, as_markdown, cell, escaped, shown
from hypothesis import given, settings
from hypothesis import strategies as st

EVIL = "</td><script>alert(1)</script><img src=x onerror=alert(1)>\" ' onload='x' --> ]]> {{ 7*7 }} | `x` \x00\x1b \u202e"


def made(text, count=1):
    """A report with a text wherever a server or a document could put one."""
    steps = [
        {"action": "update", "kind": "user", "name": text or "x", "before": {"display_name": text}, "after": {"display_name": "b"}, "status": "planned"}
        for _number in range(count)]  # fmt: skip
    steps += [
        {"action": "create", "kind": "user", "name": "n" + text, "before": {}, "after": {"name": "n", "groups": [text, "g"]}, "status": "planned"},
        {"action": "join", "kind": "member", "name": text or "g", "before": {"ada": False}, "after": {"ada": True}, "status": "planned"},
        {"action": "disable", "kind": "user", "name": "f", "before": {"enabled": True}, "after": {"enabled": False}, "status": "failed", "error": text},
    ]
    accounts = [{"name": "z", "display_name": text, "groups": ["admin", text], "subadmin_of": [text], "last_login": None, "quota": {}}]
    facts = {
        "instance": text, "source": text, "revision": text, "operator": text, "finished": "2026-11-22T06:00:00Z",
        "server": {"url": text, "version": text, "product": "nextcloud"}, "accounts": {"users": accounts, "fetched_at": "2026-11-22T06:00:00Z"},
    }  # fmt: skip
    problems = [{"row": "users[1]", "name": text, "field": "email", "message": text}]
    result = {"actions": steps, "msg": text, "unlisted": {"users": [text or "x"], "groups": [text or "x"]}, "problems": problems, "unsupported": {text: 2}}
    return build(result, dict(facts, previous=build({"actions": [dict(steps[0], name="q" + text)]}, facts)))


class Page(HTMLParser):
    """The elements of a page, its attributes, its scripts and styles, and its data."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.attributes, self.scripts, self.data = [], set(), [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Note an element."""
        self.elements.append("data" if ("type", "application/json") in attrs else tag)
        self.attributes.update(name for name, _value in attrs)

    def handle_data(self, data):
        """Note the text of scripts and styles."""
        if self.elements and self.elements[-1] in ("script", "style"):
            self.scripts.append(data)
        elif self.elements and self.elements[-1] == "data" and not self.data:
            self.data = data


TEXTS = st.text(st.characters(codec="utf-8"), max_size=40) | st.sampled_from([EVIL, "=1+1", "]]>", "&lt;b&gt;", "{% raw %}", "</script>", "\r\n\t"])


@functools.cache
def harmless_page():
    """The page with nothing in it that could be markup."""
    return Page(as_html(made("harmless")))


@pytest.mark.long
@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_no_text_becomes_markup(text):
    """The page has the elements and attributes that it has without the text, whatever the text is."""
    page, harmless = Page(as_html(made(text))), harmless_page()
    assert page.elements.count("script") == 1 and page.scripts == harmless.scripts
    assert set(page.elements) <= set(harmless.elements) | {"bdi", "span"}
    assert page.attributes <= harmless.attributes | {"title"}
    assert "<" not in page.data and len(json.loads(page.data)["rows"]) == len(made(text)["findings"])


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_texts_stay_readable_by_machines(text):
    """JSON, JSON lines and XML parse; CSV keeps its columns and begins no cell with a formula."""
    report = made(text)
    assert json.loads(as_json(report)) == report
    lines = [json.loads(line) for line in as_jsonl(report).splitlines()]
    assert [line["record"] for line in lines] == ["report"] + ["finding"] * len(report["findings"])
    ElementTree.fromstring(as_junit(report).encode("utf-8"))
    rows = list(csv.reader(io.StringIO(as_csv(report)[1:], newline="")))
    assert len(rows) == 1 + len(report["findings"]) and {len(row) for row in rows} == {13}
    assert not [value for row in rows for value in row if re.match(r"\s*[=+@\-\t\r]", value)]


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("plain", "plain"), ("", ""), ("a=1", "a=1"), ("=1+1", "'=1+1"), ("+49 30", "'+49 30"), ("-1", "'-1"), ("@x", "'@x"), (" =1", "' =1"),
        ("\t=1", "'\t'=1"), ("\r1", "'\r1"), ("\uff1d1", "'\uff1d1"), ("a\x00b", "ab"), ('"=1', "'\"=1"),
        ("x;=HYPERLINK(1)", "x;'=HYPERLINK(1)"), ("a\t=1+1", "a\t'=1+1"), ('x; "-1', "x;' \"-1"), ("a\n@x", "a\n'@x"), ("a;\x00=1", "a;'=1"), ("a;", "a;'"),
        ("a;b\tc\r\nd", "a;b\tc\r\nd"),
    ],
)  # fmt: skip
def test_csv_cell(text, wanted):
    """An apostrophe goes before what a spreadsheet would calculate, and before nothing else."""
    assert cell(text) == wanted


FORMULAS = [
    "x;=HYPERLINK(1)", "a\t=1+1", 'x;"=1', 'x;""=1', "x;'=1", "a\n=1", "a\r\n=1", "a;\t=1", "a\t;=1", 'a";\n"=1', "a, =1", "a;\uff1d1", '"=1',
    ";", '";"', "a;-", "\x00=1", "\r", 'a\n"',
]  # fmt: skip


@pytest.mark.long
@given(st.lists(st.text(st.sampled_from(list("ab;,\t\r\n\"' =+-@\x00\uff1d")), max_size=8) | st.sampled_from(FORMULAS), min_size=3, max_size=3))
@settings(max_examples=200, deadline=None)
def test_no_reading_of_the_csv_has_a_formula(texts):
    """Whichever separator a spreadsheet takes, and whether it skips blanks or not, no cell begins with a formula."""
    steps = [{"action": "create", "kind": "user", "name": text, "before": {}, "after": {"name": text, "quota": text}} for text in texts[1:] if text]
    content = as_csv(build({"actions": steps}, {"instance": texts[0]}))[1:]
    for separator, skip in [(separator, skip) for separator in ",;\t" for skip in (True, False)]:
        rows = csv.reader(io.StringIO(content, newline=""), delimiter=separator, skipinitialspace=skip)
        assert not [value for row in rows for value in row if re.match("\\s*[=+@\\-\t\r\uff1d]", value)]


@pytest.mark.parametrize(
    "value, wanted",
    [
        (None, ""), ("", ""), (True, "yes"), (False, "no"), (0, "0"), ([], ""), (["a", "b"], "a, b"), ("5 GB", "5 GB"),
        ({"b": "", "a": [1, 2]}, "a: 1, 2; b: (empty)"),
    ],
)  # fmt: skip
def test_shown(value, wanted):
    """Values are shown as a person would write them."""
    assert shown(value) == wanted


def test_csv_row():
    """One row, in full."""
    report = build({"actions": [{"action": "update", "kind": "user", "name": "ada", "before": {"phone": ""}, "after": {"phone": "+4930"}}]}, {"instance": "c"})
    header, row = csv.reader(io.StringIO(as_csv(report)[1:]))
    assert dict(zip(header, row)) == {
        "instance": "c", "since": "", "category": "drift", "title": "Account differs", "name": "ada", "display_name": "", "groups": "", "field": "phone",
        "before": "", "after": "'+4930", "detail": "", "status": "", "id": "drift:account_field:user:ada:phone"}  # fmt: skip


def test_markdown():
    """Markup in a name is escaped; a table row stays one line."""
    assert escaped("a|b\n<i>*c*") == r"a\|b &lt;i&gt;\*c\*"
    text = as_markdown(made(EVIL))
    assert "<script" not in text and "](" not in text
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in rows} == {3, 7}


def test_junit_counts():
    """Differences are failures, errors are errors, unlisted accounts and the access review pass."""
    root = ElementTree.fromstring(as_junit(made("x")))
    summary = made("x")["summary"]
    assert (root.get("failures"), root.get("errors")) == (str(summary["drift"] + summary["problem"]), str(summary["error"]))
    assert len(root.findall(".//failure")) == summary["drift"] + summary["problem"] and len(root.findall(".//error")) == summary["error"]
    assert {suite.get("name"): int(suite.get("tests")) for suite in root} == {
        "Errors": summary["error"], "Differences": summary["drift"], "Problems": summary["problem"], "Unlisted": summary["unlisted"],
        "Access review": summary["access"]}  # fmt: skip


def test_junit_of_an_agreement_passes_a_test():
    """CI systems take a suite without a test for a mistake."""
    root = ElementTree.fromstring(as_junit(build({"actions": []}, {})))
    passed = ["Everything could be read", "The server agrees with the document", "Every row can be applied"]
    assert [case.get("name") for case in root.iter("testcase")] == passed
    root = ElementTree.fromstring(as_junit(build({"actions": [], "unlisted": {"users": ["x"], "groups": []}}, {})))
    assert [case.get("name") for case in root.iter("testcase")][1] == "The server agrees with the document as far as it goes"


def test_page_allows_only_its_own_script_and_style():
    """The content policy names the digests of what stands in the page, and nothing is fetched."""
    text = as_html(made("x"))
    for element in ("script", "style"):
        (content,) = re.findall("<%s>(.*?)</%s>" % (element, element), text, re.DOTALL)  # data, which has a type, needs no leave
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert "%s-src 'sha256-%s'" % (element, digest) in text
    assert "default-src 'none'" in text
    assert not {"link", "img", "iframe", "object"} & set(Page(text).elements)
    assert not {"src", "style", "onclick"} & Page(text).attributes


def test_page_holds_every_finding():
    """Paper and browsers without scripts get the first of many, and are told so."""
    report = made("x")
    report["findings"] = (report["findings"] * PRINTED)[: PRINTED + 7]
    assert len(json.loads(Page(as_html(report)).data)["rows"]) == PRINTED + 7
    assert "The first 500 of 507 findings." in as_html(report)
    assert "The first 500 of" not in as_html(made("x"))


@pytest.mark.parametrize(
    "result, wanted",
    [
        ({"actions": []}, "The server agrees with the document."),
        ({"actions": [], "problems": [{"row": "users[0]", "name": "a", "field": "x", "message": "no"}]}, "1 problem in rows of the document."),
        ({"msg": "no", "actions": []}, "1 error, so the report is incomplete."),
        ({"actions": [], "unlisted": {"users": ["a"], "groups": []}}, "0 of 1 account agree, 1 is not in the document."),
    ],
)
def test_headline(result, wanted):
    """The page begins with what matters, and so does Markdown."""
    report = build(result, {})
    assert wanted in as_html(report) and escaped(wanted) in as_markdown(report)
