# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How an answer differs from the recorded one: pure functions from two answers to a list of texts."""

from __future__ import annotations

import difflib
import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

PAGE = re.compile(r"<!DOCTYPE html>\u2026 \[HTML page, visible text: (.*)\]", re.DOTALL)
BINARY = re.compile(r"<\d+ bytes binary>")
ANY_PAGE = "(an HTML error page)"
NEVER_UNASKED = ("WWW-Authenticate", "Retry-After")  # compared even when the recording has none


def differences(expected, answer, volatile=(), trimmed=None):
    """List what differs between a recorded response and an answer; empty when they agree.

    :param expected: `http_status` and, where recorded, `content_type`, `headers`, `body`.
    :param answer: the same with `headers` as a dictionary in lower case and `body` as bytes.
    :param volatile: names of JSON keys and XML elements left out on both sides.
    :param trimmed: the list at the place `at` was cut to records `ids` and their `keys`; the answer is cut alike.
    """
    found = []
    if expected["http_status"] != answer["http_status"]:
        found.append("HTTP status: expected %s, got %s" % (expected["http_status"], answer["http_status"]))
    if "content_type" in expected:
        found += _different("content type", media_type(expected["content_type"]), media_type(answer["content_type"]))
    wanted = dict(expected.get("headers") or {})
    if "headers" in expected:
        wanted = {**dict.fromkeys(NEVER_UNASKED), **wanted}
    for name, value in wanted.items():
        found += _different("header " + name, value, answer["headers"].get(name.lower()))
    if "body" in expected:
        found += _different_bodies(expected["body"], answer["body"], set(volatile), trimmed)
    return found


def media_type(value):
    """A content type without its parameters, in lower case; None stays None."""
    return value and value.partition(";")[0].strip().lower()


def _different(what, expected, got):
    return [] if expected == got else ["%s: expected %r, got %r" % (what, expected, got)]


def _different_bodies(expected, body, volatile, trimmed):
    """Compare by the kind of the recorded body: page, binary, XML, empty or JSON."""
    text = body.decode("utf-8", "replace")
    if not isinstance(expected, str):
        return _different_json(expected, text, volatile, trimmed)
    page = PAGE.fullmatch(expected)
    if page:
        return [] if visible_text(text).startswith(page[1].strip()) else ["page: expected %r, got %r" % (page[1], visible_text(text)[:300])]
    if expected == ANY_PAGE:
        return [] if "<html" in text.lower() else ["body: expected an HTML page, got %r" % text[:300]]
    if BINARY.fullmatch(expected):
        return [] if body else ["body: expected %s, got nothing" % expected]
    if expected.startswith("<?xml"):
        return _different_xml(expected, text, volatile)
    return _different("body", expected, text)


def _different_json(expected, text, volatile, trimmed):
    try:
        got = json.loads(text)
    except ValueError:
        return ["body: expected JSON %s, got %r" % (json.dumps(expected), text[:500])]
    if trimmed:
        trim(got, trimmed)
    return _line_difference(_lines(without(expected, volatile)), _lines(without(got, volatile)))


def without(value, volatile):
    """A JSON value without the volatile keys, at any depth."""
    if isinstance(value, dict):
        return {key: without(item, volatile) for key, item in value.items() if key not in volatile}
    return [without(item, volatile) for item in value] if isinstance(value, list) else value


def trim(body, rule):
    """Cut the list at `rule["at"]` to the records and keys that the recording kept; a place that is missing stays so."""
    *parents, last = rule["at"].split(".")
    for name in parents:
        body = body.get(name, {}) if isinstance(body, dict) else {}
    records = body.get(last) if isinstance(body, dict) else None
    if isinstance(records, list):
        body[last] = [{key: record[key] for key in rule["keys"] if key in record} for record in records if record.get("id") in rule["ids"]]


def _lines(value):
    return json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False).splitlines()


def _different_xml(expected, text, volatile):
    try:
        got = _tree(ElementTree.fromstring(text), volatile)
    except ElementTree.ParseError:
        return ["body: expected XML, got %r" % text[:500]]
    return _line_difference(_lines(_tree(ElementTree.fromstring(expected), volatile)), _lines(got))


def _tree(element, volatile):
    """An element as [tag, text, children], without volatile elements and the blanks between elements."""
    return [element.tag, (element.text or "").strip(), [_tree(child, volatile) for child in element if child.tag not in volatile]]


def _line_difference(expected, got):
    if expected == got:
        return []
    return ["body:\n" + "\n".join(difflib.unified_diff(expected, got, "recorded", "answered", n=1, lineterm=""))]


class _Visible(HTMLParser):
    """Collects the text of the body that a browser would show."""

    def __init__(self):
        super().__init__()
        self.hidden, self.words = 0, []

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in ("head", "script", "style")

    def handle_endtag(self, tag):
        self.hidden -= tag in ("head", "script", "style")

    def handle_data(self, data):
        if not self.hidden:
            self.words += data.split()


def visible_text(page):
    """The text of an HTML page, words separated by one blank."""
    parser = _Visible()
    parser.feed(page)
    return " ".join(parser.words)
