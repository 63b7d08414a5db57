# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter drift_report: what it takes, what it refuses, and that its documentation knows every format."""

from __future__ import annotations

import pytest
import yaml
from ansible.errors import AnsibleFilterError
from ansible_collections.ocs.provisioning.plugins.filter.drift_report import DOCUMENTATION, RENDERERS, FilterModule

drift_report = FilterModule().filters()["drift_report"]
RESULT = {"actions": [{"action": "create", "kind": "group", "name": "lab", "before": {}, "after": {"name": "lab"}, "status": "planned"}]}


def test_documented_formats():
    """Neither more nor fewer than there are."""
    assert yaml.safe_load(DOCUMENTATION)["options"]["format"]["choices"] == list(RENDERERS)


@pytest.mark.parametrize("name", [name for name in RENDERERS if name != "report"])
def test_a_report_can_be_shown_again(name):
    """A report that was made before gives the same text as the result that it was made of."""
    text = drift_report(RESULT, name)
    assert isinstance(text, str) and "lab" in text
    assert drift_report(drift_report(RESULT), name) == text


@pytest.mark.parametrize(
    "arguments, told",
    [
        (("no result",), "as dictionaries"),
        ((RESULT, "pdf"), "knows the formats"),
        ((RESULT, "json", ["facts"]), "as dictionaries"),
        (({"schema": "ocs.provisioning/drift_report", "schema_version": 1},), "schema version 1"),
    ],
)
def test_refused(arguments, told):
    """What it cannot take is refused in words."""
    with pytest.raises(AnsibleFilterError, match=told):
        drift_report(*arguments)
