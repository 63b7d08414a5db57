# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The comparison of answers with recordings sees what differs, and only that."""

from __future__ import annotations

import pytest
from sandbox.conformance.compare import differences, visible_text
from sandbox.conformance.replay import Result, substitute
from sandbox.conformance.report import judge, score

JSON = "application/json; charset=utf-8"


def answer(body, status=200, content_type=JSON, **headers):
    """An answer as `Conversation` gives it."""
    return {"http_status": status, "content_type": content_type, "headers": headers, "body": body.encode()}


def recorded(body, status=200, content_type=JSON, **headers):
    """A response as it stands in a file."""
    return {"http_status": status, "content_type": content_type, "headers": headers, "body": body}


PAGE = "<!DOCTYPE html>\u2026 [HTML page, visible text: Not found Sorr]"
SAME = [
    (recorded({"a": 1, "b": [2]}), answer('{"b":[2],"a":1}', content_type="application/json")),
    (recorded({"used": 1, "a": {"used": 2}}), answer('{"a":{"used":9}}')),
    (recorded('<?xml version="1.0"?><o><a>x</a><used>1</used><b/></o>'), answer("<o> <a>x</a>\n<b></b></o>")),
    (recorded(PAGE), answer("<html><head><title>T</title></head><body><h1>Not  found</h1><script>x</script>Sorry</body></html>")),
    (recorded("<595 bytes binary>"), answer("x")),
    ({"http_status": 200}, answer("anything", content_type=None)),
    (recorded("", 400, "text/html"), answer("", 400, "text/html; charset=UTF-8")),
]
DIFFERENT = [
    (recorded({"a": 1}), answer('{"a":true}')),
    (recorded({"a": [1, 2]}), answer('{"a":[2,1]}')),
    (recorded({"a": []}), answer('{"a":{}}')),
    (recorded({"a": 1}), answer('{"a":1,"b":2}')),
    (recorded({}), answer("")),
    (recorded({}), answer("{}", 500)),
    (recorded({}), answer("{}", content_type="text/html")),
    (recorded({}, **{"Retry-After": "120"}), answer("{}")),
    (recorded({}), answer("{}", **{"www-authenticate": "Basic"})),
    (recorded('<?xml version="1.0"?><o><a>x</a></o>'), answer("<o><a>y</a></o>")),
    (recorded('<?xml version="1.0"?><o><a/><b/></o>'), answer("<o><b/><a/></o>")),
    (recorded('<?xml version="1.0"?><o/>'), answer("{}")),
    (recorded(PAGE), answer("<html><body>Found</body></html>")),
    (recorded("<595 bytes binary>"), answer("")),
    (recorded("", 400, "text/html"), answer("x", 400, "text/html")),
]


@pytest.mark.parametrize("expected,got", SAME)
def test_equal_answers(expected, got):
    """Order of keys, volatile values, charsets and markup do not matter."""
    assert differences(expected, got, ["used"]) == []


@pytest.mark.parametrize("expected,got", DIFFERENT)
def test_different_answers(expected, got):
    """Types, order of lists, missing and additional values, headers and status do."""
    assert differences(expected, got, ["used"])


def test_trimmed_lists_are_cut_before_comparing():
    """Only the records and keys that were kept count."""
    rule = {"at": "ocs.data", "ids": ["a"], "keys": ["id", "x"]}
    expected = recorded({"ocs": {"data": [{"id": "a", "x": 1}]}})
    assert differences(expected, answer('{"ocs":{"data":[{"id":"b"},{"id":"a","x":1,"y":2}]}}'), (), rule) == []
    assert differences(expected, answer('{"ocs":{"data":[{"id":"a","x":2}]}}'), (), rule)
    assert differences(expected, answer('{"ocs":{"data":[]}}'), (), rule)
    assert differences(expected, answer('{"ocs":[]}'), (), rule)


def test_captured_values_take_the_place_of_their_names():
    """Wherever the name stands, safely quoted."""
    assert substitute({"path": "/users/GENID1", "body": {"id": "GENID1"}}, {"GENID1": 'x"y'}) == {"path": '/users/x"y', "body": {"id": 'x"y'}}


def test_judging():
    """What is left out may differ, but must do so."""
    results = [Result(2, "one", []), Result(3, "two", ["differs"])]
    assert score(results) == (1, 2)
    assert len(judge(results, {})) == 1
    assert judge(results, {"two": "reason"}) == []
    assert len(judge(results, {"one": "reason", "two": "reason"})) == 1
    assert len(judge(results, {"two": "reason", "three": "reason"})) == 1


def test_visible_text():
    """What a browser shows, blanks folded."""
    assert visible_text("<html><head><style>a</style></head><body><p>a <b>b</b></p>\n c</body></html>") == "a b c"
