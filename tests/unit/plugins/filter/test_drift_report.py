# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter drift_report: what it takes, what it refuses, and that its documentation knows every format."""

from __future__ import annotations

import json
import re

import pytest
import yaml
from ansible.errors import AnsibleFilterError
from ansible_collections.ocs.provisioning.plugins.filter.drift_report import DOCUMENTATION, FilterModule
from ansible_collections.ocs.provisioning.plugins.module_utils.common.messages import ACTIVE
from ansible_collections.ocs.provisioning.plugins.module_utils.engine import door
from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_formats import RENDERERS

drift_report = FilterModule().filters()["drift_report"]
RESULT = {"actions": [{"action": "create", "kind": "group", "name": "lab", "before": {}, "after": {"name": "lab"}, "status": "planned"}]}


def test_documented_formats():
    """Neither more nor fewer than there are."""
    assert yaml.safe_load(DOCUMENTATION)["options"]["format"]["choices"] == list(RENDERERS)


@pytest.mark.parametrize("name", [name for name in RENDERERS if name not in ("report", "brief")])
def test_a_report_can_be_shown_again(name):
    """A report that was made before gives the same text as the result that it was made of."""
    text = drift_report(RESULT, name)
    assert isinstance(text, str) and "lab" in text
    assert drift_report(drift_report(RESULT), name) == text


def test_what_a_variable_should_hold():
    """Of thousands of findings the first of each category, and all counts."""
    result = {"unlisted": {"users": ["user%d" % number for number in range(300)], "groups": []}, "actions": RESULT["actions"]}
    whole, brief = (drift_report(result, name, {"previous": drift_report({}, "json")}) for name in ("report", "brief"))
    assert len(whole["findings"]) > 300 and whole["summary"] == brief["summary"] and whole["verdict"] == brief["verdict"]
    assert [each for each in brief["findings"] if each["category"] == "unlisted"] == [each for each in whole["findings"] if each["category"] == "unlisted"][
        :100
    ]
    assert brief["findings"][0] == whole["findings"][0] and brief["comparison"]["new"] == whole["comparison"]["new"][:100]


def test_packed_results():
    """A result whose lists are one text gives the same report, also where the accounts were read with it."""
    account = {
        "name": "ada",
        "display_name": "Ada",
        "groups": ["admin"],
        "subadmin_of": [],
        "enabled": True,
        "last_login": None,
        "quota": {"definition": "none"},
    }
    read = {"users": [account], "fetched_at": "2026-11-22T05:06:07Z"}
    apart = drift_report(RESULT, "report", {"accounts": read})
    pack = door.packed
    assert drift_report(pack(RESULT), "report", {"accounts": pack(read)}) == apart
    assert drift_report(pack(dict(RESULT, accounts=read["users"], fetched_at=read["fetched_at"]))) == apart
    assert {"administrator", "never_logged_in"} <= {each["type"] for each in apart["findings"]}


@pytest.mark.parametrize(
    "arguments, told",
    [
        (("no result",), "only if it is a report"),
        ((RESULT, "pdf"), "knows the formats"),
        ((RESULT, "json", ["facts"]), "as dictionaries"),
        (({"schema": "ocs.provisioning/drift_report", "schema_version": 1},), "schema version 1"),
    ],
)
def test_refused(arguments, told):
    """What it cannot take is refused in words."""
    with pytest.raises(AnsibleFilterError, match=told):
        drift_report(*arguments)


NASTY = "a\x1b[31mb\x07c\x7fd\x9be\u202ef\u2066g\u2028h\ud800i"
ACTIONS = [
    {"action": "update", "kind": "user", "name": NASTY, "before": {"role": NASTY}, "after": {"role": "x" + NASTY}, "status": "planned"},
    {"action": "join", "kind": "member", "name": NASTY, "before": {NASTY: False}, "after": {NASTY: True}, "status": "failed", "error": NASTY + "\nline"},
]  # fmt: skip


@pytest.mark.parametrize("name", [name for name in RENDERERS if name not in ("report", "brief")])
def test_what_a_report_shows(name):
    """No character of a stranger acts on a terminal or turns the reading direction; JSON still has the very same texts."""
    facts = {"instance": NASTY, "source": NASTY, "operator": NASTY, "previous": drift_report({"actions": ACTIONS[:1]}, facts={"instance": "other"})}
    result = {"actions": ACTIONS, "msg": NASTY, "unlisted": {"users": [NASTY], "groups": [NASTY]}}
    text = drift_report(result, name, facts)
    assert not ACTIVE.search(re.sub("[\n\t\r]", "", text)), ACTIVE.search(text)
    text.encode("utf-8")
    if name == "json":
        assert json.loads(text)["instance"]["name"] == NASTY
    elif name == "jsonl":
        assert json.loads(text.splitlines()[0])["instance"]["name"] == NASTY
    else:
        assert "[31mb" in text.replace("\\[", "[") and "u001b" in text
