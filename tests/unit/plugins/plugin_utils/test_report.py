# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report as a structure: verdict, figures, facts about the run, comparison with an earlier one."""

from __future__ import annotations

import json

import pytest
from ansible_collections.ocs.provisioning.plugins.plugin_utils.report import SCHEMA, build, plain
from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_counts import NO_GROUP, share

DRIFT = {"id": "", "action": "update", "kind": "user", "name": "ada", "status": "planned", "error": None}
DRIFT.update(before={"quota": "1 GB"}, after={"quota": "5 GB"})
ACCOUNTS = {
    "fetched_at": "2026-11-22T06:00:00Z",
    "users": [{"name": "ada", "display_name": "Ada L", "enabled": True, "groups": ["admin"], "subadmin_of": [], "last_login": None, "quota": {}}],
    "api": {"requests": 2, "elapsed_seconds": 0.5},
}


UNKNOWN = dict(ACCOUNTS, users=[{"name": "ada", "enabled": True, "last_login": None, "quota": {}}])
PROBLEM = {"row": "users[3]", "name": "eve", "field": "display_name", "message": "is kept by another system."}


@pytest.mark.parametrize(
    "result, facts, verdict",
    [
        ({"actions": []}, {}, "agreement"),
        ({"actions": [], "unlisted": {"users": ["x"], "groups": []}}, {}, "partial"),
        ({"actions": [], "unlisted": {"users": [], "groups": ["x"]}}, {}, "partial"),
        ({"actions": [], "problems": [PROBLEM]}, {}, "drift"),
        ({"actions": [], "problems": [PROBLEM], "msg": "no"}, {}, "error"),
        ({"actions": []}, {"accounts": ACCOUNTS, "document": {"users": [{"name": "bob"}]}}, "partial"),
        ({"actions": []}, {"accounts": ACCOUNTS, "document": {"users": [{"name": "Ada"}]}}, "agreement"),
        ({"actions": []}, {"accounts": UNKNOWN, "document": {"users": [{"name": "Ada"}]}}, "partial"),
        ({"actions": [], "summary": {"users": {"unchanged": 0}}}, {"accounts": ACCOUNTS}, "partial"),
        ({"actions": [], "summary": {"users": {"unchanged": 1}}}, {"accounts": ACCOUNTS}, "agreement"),
        ({"actions": [DRIFT]}, {}, "drift"),
        ({"actions": [DRIFT], "msg": "max_disables: too many"}, {}, "error"),
        ({"actions": [dict(DRIFT, status="done")]}, {}, "agreement"),
        ({"actions": [dict(DRIFT, status="skipped")]}, {}, "drift"),
        ({"actions": [dict(DRIFT, status="failed", error="no")]}, {}, "error"),
        ({}, {"server": {"msg": "no connection"}}, "error"),
        ({"actions": []}, {"accounts": {"msg": "no connection"}}, "error"),
        ({}, {"accounts": ACCOUNTS}, "agreement"),
    ],
)
def test_verdict(result, facts, verdict):
    """Errors win over differences, and these over what the document does not name; what a run put right is none of them."""
    assert build(result, facts)["verdict"] == verdict


def test_facts_of_the_run():
    """Who, when, where and with which document."""
    server = {"url": "https://c.example.com", "account": "root", "product": "owncloud", "edition": "Community", "version": "10.15.2"}
    facts = {
        "instance": "cloud", "operator": "olga", "job": "7", "started": "2026-11-22T06:00:00Z", "finished": "2026-11-22T06:00:09Z",
        "server": {**server, "api": {"requests": 2}},
        "accounts": ACCOUNTS, "revision": "abc", "source": "d.yml", "document": {"users": [{"name": "ada", "display_name": "x"}], "groups": []},
    }  # fmt: skip
    report = build({"actions": [DRIFT], "api": {"requests": 5, "elapsed_seconds": 1.25}}, facts)
    assert report["schema"] == SCHEMA and report["schema_version"] == 2
    assert report["instance"] == {"name": "cloud", "url": "https://c.example.com", "product": "owncloud", "edition": "Community", "version": "10.15.2"}
    assert report["run"] == {
        "account": "root", "operator": "olga", "job": "7", "started": "2026-11-22T06:00:00Z", "finished": "2026-11-22T06:00:09Z",
        "requests": 9, "seconds": 1.75}  # fmt: skip
    source = {"source": "d.yml", "revision": "abc", "users": 1, "groups": 0}
    assert {key: report["document"][key] for key in source} == source
    assert [each["display_name"] for each in report["findings"]] == ["Ada L"] * 3


def test_digest_of_the_document():
    """It tells documents apart, and knows no password."""

    def digest(**row):
        return build({"actions": []}, {"document": {"users": [dict(row, name="ada")]}})["document"]["digest"]

    assert digest(quota="1 GB") == digest(quota="1 GB", password="secret") != digest(quota="2 GB")
    assert build({"actions": []}, {"digest": "sha256:1"})["document"]["digest"] == "sha256:1"


def test_an_access_review_alone_has_no_document():
    """Nothing is said about differences that nobody looked for."""
    assert build({}, {"accounts": ACCOUNTS})["document"] is None


def test_figures():
    """Counts by category, type and group."""
    join = dict(DRIFT, action="join", kind="member", name="lab", before={"ada": False}, after={"ada": True})
    summary = build({"actions": [DRIFT, join], "summary": {"users": {"unchanged": 8}}}, {})["summary"]
    assert (summary["drift"], summary["error"], summary["accounts_differing"], summary["accounts_unchanged"]) == (2, 0, 1, 8)
    assert summary["types"] == {"account_field": 1, "membership_missing": 1}
    assert (summary["groups"], summary["groups_unknown"]) == ({"lab": 1}, 1)


@pytest.mark.parametrize("groups, wanted", [([], {NO_GROUP: 1}), (["lab"], {"lab": 1}), (None, {})])
def test_no_group_is_not_said_of_what_nobody_knows(groups, wanted):
    """Accounts whose groups were not read are counted apart."""
    account = dict(UNKNOWN["users"][0], **({} if groups is None else {"groups": groups}))
    report = build({"actions": [DRIFT]}, {"accounts": dict(ACCOUNTS, users=[account])})
    assert (report["summary"]["groups"], report["findings"][-1]["groups"]) == (wanted, groups)


def people(*names):
    """What ocs_user_info returns of accounts of these names; root administers the server."""
    users = [dict(ACCOUNTS["users"][0], name=name, groups=["admin"] if name == "root" else []) for name in names]
    return dict(ACCOUNTS, users=users)


@pytest.mark.parametrize("document", [{}, {"users": [{"name": "U0"}]}])
def test_ten_thousand_accounts_that_nobody_described(document):
    """Agreement is told of those that were compared, and of how many; a file as document says no less."""
    accounts = people("root", *("u%d" % number for number in range(10000)))
    unlisted = [account["name"] for account in accounts["users"] if account["name"] != "u0"]
    for told in (unlisted, []):  # unlisted_users: report, and ignore
        result = {"actions": [], "summary": {"users": {"unchanged": 1}}, "unlisted": {"users": told, "groups": []}}
        report = build(result, {"accounts": accounts, "document": document})
        assert (report["verdict"], share(report)) == ("partial", 0)
        assert "1 of 10,001 accounts agrees, 10,000 are not in the document." in report["statement"]
        assert ("1 administrator not in the document." in report["statement"]) == bool(told or document)


def test_share_is_100_only_for_all():
    """It is rounded down, and accounts without a row or with a wrong one do not agree."""
    result = {"actions": [], "summary": {"users": {"unchanged": 999}}}
    assert share(build(result, {})) == 100
    assert share(build(dict(result, unlisted={"users": ["x"], "groups": []}), {})) == 99
    assert share(build(dict(result, problems=[PROBLEM]), {})) == 99


def test_group_admins_of_a_document_are_described():
    """A group's row names them."""
    for admins in (["root"], "root; bob"):
        report = build({"actions": []}, {"accounts": people("root"), "document": {"groups": [{"name": "lab", "subadmins": admins}]}})
        assert report["summary"]["accounts_undescribed"] == 0


def test_what_is_not_known_is_no_no():
    """Where groups were not read nobody says that there are no administrators."""
    report = build({}, {"accounts": UNKNOWN})
    assert report["review"]["unknown"] == {"administrator": 1, "group_admin": 1}
    assert "For 1 account it is unknown whether they administer the server." in report["statement"]


def test_limits_as_texts():
    """ansible-core 2.17 and 2.18 make texts of numbers in variables."""
    assert build({}, {"accounts": ACCOUNTS, "limits": {"inactive_days": "30"}})["review"]["inactive_days"] == 30


def other(name):
    """A difference of another account."""
    return dict(DRIFT, name=name)


def test_comparison():
    """What is new since an earlier report, and what is settled."""
    earlier = build({"actions": [other("ada"), other("bob")]}, {"finished": "2026-11-21T06:00:00Z"})
    report = build({"actions": [other("bob"), other("cyd")]}, {"previous": json.dumps(earlier)})
    assert report["comparison"]["previous"] == "2026-11-21T06:00:00Z"
    assert report["comparison"]["new"] == ["drift:account_field:user:cyd:quota"]
    assert [each["id"] for each in report["comparison"]["settled"]] == ["drift:account_field:user:ada:quota"]


@pytest.mark.parametrize(
    "result, facts",
    [
        ({"msg": "no connection", "actions": []}, {}),  # nothing was seen
        ({}, {"accounts": ACCOUNTS}),  # nobody looked at the document
    ],
)
def test_only_what_was_looked_at_is_settled(result, facts):
    """A difference does not vanish because the server did not answer."""
    earlier = build({"actions": [DRIFT]}, {})
    assert build(result, dict(facts, previous=earlier))["comparison"]["settled"] == []


@pytest.mark.parametrize("previous", [None, "", "{", "[1]", {}, {"schema": SCHEMA, "schema_version": 99}])
def test_no_comparison(previous):
    """What is no report of this schema is not compared with."""
    assert build({"actions": []}, {"previous": previous})["comparison"] is None


def test_a_report_survives_json():
    """It holds nothing but what JSON holds."""
    report = build({"actions": [DRIFT]}, {"accounts": ACCOUNTS})
    assert json.loads(json.dumps(report)) == report


def test_plain():
    """Ansible's own types of text, list and dictionary become Python's."""

    class Text(str):
        """A text that is marked."""

    value = plain({Text("a"): (Text("b"), 1, None)})
    assert value == {"a": ["b", 1, None]} and {type(key) for key in value} == {type(value["a"][0])} == {str}
