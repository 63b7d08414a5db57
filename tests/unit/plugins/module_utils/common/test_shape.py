# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A wrong answer is one clear error with endpoint, field and what belongs there; JSON that cannot be used is another."""

from __future__ import annotations

import json

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.common import calls as shape
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import OCSError
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs import calls as ocs_calls
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile import calls as seafile_calls
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called, scripted
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import SeafileSite
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import Site

DEEP = "[" * 200000 + "]" * 200000
LIST = shape.record({"users": shape.rows(shape.name)}, last=shape.seconds(1000), state=shape.word("on", "off"))


@pytest.mark.parametrize("value, problem", [
    (None, "the answer is null where a map belongs"),
    ([1], "the answer is a list where a map belongs"),
    ({}, "the answer's users is lacking"),
    ({"users": "ab"}, "the answer's users is a text where a list belongs"),
    ({"users": [1, "b", None]}, "the answer's users[2] is null where an id belongs"),
    ({"users": {"7": True}}, "the answer's users[7] is a boolean where an id belongs"),
    ({"users": [""]}, "the answer's users[0] is an empty text where an id belongs"),
    ({"users": ["x" * 2000]}, "the answer's users[0] is a text where an id of at most 1024 characters belongs"),
    ({"users": [], "last": "soon"}, "the answer's last is a text where a time in milliseconds belongs"),
    ({"users": [], "last": 10**18}, "the answer's last is a number where a time in milliseconds belongs"),
    ({"users": [], "state": []}, "the answer's state is a list where one of the texts 'on', 'off' belongs"),
])  # fmt: skip
def test_a_wrong_shape(value, problem):
    """Is told with endpoint and field, without the value, which may be a secret."""
    with pytest.raises(OCSError) as caught:
        shape.check(value, LIST, "GET cloud/users", 200)
    assert str(caught.value) == "GET cloud/users (HTTP 200): %s. %s" % (problem, shape.HINT) and not caught.value.ambiguous
    with pytest.raises(OCSError) as caught:
        shape.check(value, LIST, "POST cloud/users", 200)
    assert caught.value.ambiguous


@pytest.mark.parametrize(
    "value", [{"users": []}, {"users": {"1": "a", "2": 5}, "more": 1}, {"users": ["a"], "last": -1}, {"users": [0], "last": "1700000000000", "state": "on"}]
)
def test_a_right_shape(value):
    """Is handed on as it is."""
    assert shape.check(value, LIST, "GET x", 200) is value


@pytest.mark.parametrize("nothing", [None, False, "", [], {}])
def test_nothing(nothing):
    """Comes in many forms."""
    shape.maybe(LIST)(nothing, "")


@pytest.mark.parametrize("text, problem", [
    (DEEP, "is nested too deeply"),
    ("[" * 40 + "]" * 40, "is nested more than 32 levels deep"),
    ("7" * 5000, "contains a number of 5000 digits"),
    ("[-%s]" % ("7" * 20), "contains a number of 21 digits"),
    ("1e999", "contains a number beyond"),
    ("[NaN]", "has NaN"),
    ('{"a": "\\ud800"}', "contains an incomplete character"),
    ("[%s0]" % ("0," * (shape.MOST_VALUES + 1)), "contains more than 5000000 values"),
])  # fmt: skip
def test_json_that_cannot_be_used(text, problem):
    """Is an error of its own, from OCS and Seafile alike, with the endpoint."""
    with pytest.raises(shape.Malformed, match=problem):
        shape.loads(text)


def test_a_quota_beyond_64_bits():
    """Is told as a number with an exponent, and one such account does not make the list of all unreadable."""
    assert shape.loads('{"quota": 1.1258886478436e+20}') == {"quota": 1.1258886478436e20}


@pytest.mark.parametrize("text, problem", [(DEEP, "is nested too deeply"), ("7" * 5000, "5000 digits"), ('"\\udc80"', "incomplete character")])
@pytest.mark.parametrize("site", ["nextcloud-34", "owncloud-10", "seafile-13"])
def test_an_answer_that_cannot_be_used(site, text, problem):
    """Names the endpoint."""
    with SeafileSite(site) if site.startswith("seafile") else Site(site) as server:
        server.fault(kind="status", status=200, body=text, path="user|account/info")
        call = seafile_calls.OWN_ACCOUNT if site.startswith("seafile") else ocs_calls.CALLER
        with pytest.raises(OCSError, match=problem) as caught:
            server.client().get(call)
    assert caught.value.endpoint in ("GET cloud/user", "GET api2/account/info/") and caught.value.http_status == 200


def test_pairs_and_emoji():
    """Are whole characters, however they are written."""
    assert shape.loads('["\\ud83d\\ude00", "x\\u0041"]') == ["\U0001f600", "xA"]
    assert shape.loads(json.dumps({"a": [1, -2.5, 2**63 - 1, True, None]})) == {"a": [1, -2.5, 2**63 - 1, True, None]}


def test_a_long_refusal():
    """The server's own words are cut, and a page is not searched to its end."""
    for body in (scripted.ocs(code=101, status=400, message="x" * 100000)[2], "<html>" + "<title " * 300000):
        with scripted.Scripted((400, {}, body)) as server, pytest.raises(OCSError) as caught:
            scripted.client(server).get(called.at("cloud/users/alice"))
        assert len(str(caught.value)) < 1200
