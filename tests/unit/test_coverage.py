# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds docs/docsite/rst/coverage.rst against the code: every documented line has a module, its options, and a test that runs it."""

from __future__ import annotations

import os

import pytest
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import documented, test_calls, test_seafile_calls
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.holders import holder

# Section of the page to (system, how many lines the product or library documents).
SYSTEMS = {
    "ownCloud: provisioning API": ("owncloud", 20),
    "Nextcloud: instruction set for users, groups and apps": ("nextcloud", 24),
    "Leviia Drive Pro (hosted Nextcloud)": ("leviia", 4),
    "nc_py_api: methods for users": ("nc_py_api", 14),
    "Seafile: accounts in the admin Web API": ("seafile", 14),
}
CASES = dict(test_calls.CASES, **test_seafile_calls.CASES)
PROPERTIES = "nc_py_api: properties of a user"


def problem(row):
    """Return what is wrong with a line, None when its module takes the options and its test uses them."""
    module, options = row["Module"], set(row["Options"].split(", "))
    if not os.path.isfile(os.path.join(documented.ROOT, "plugins", "modules", module + ".py")):
        return f"no module {module}"
    arguments = holder(module).ARGUMENTS
    if options - set(arguments):
        return f"no options {options - set(arguments)}"
    if row["Test"] not in CASES:
        return f"no test {row['Test']}"
    tested, given, _calls = CASES[row["Test"]]
    if tested != module.replace("ocs_", "", 1) or not set(given) - {"name"} <= options | {"name"}:
        return f"the test tries {tested} with {sorted(given)}"
    return None


@pytest.mark.parametrize("title", SYSTEMS)
def test_every_line_is_served(title, record_property):
    """As many lines as are documented, each served and proved."""
    system, total = SYSTEMS[title]
    rows = documented.tables()[title]
    problems = {row["Test"]: problem(row) for row in rows if problem(row)}
    assert not problems
    assert [row["Test"] for row in rows] == [test for test in CASES if test.startswith(system + "-")]
    record_property("counted", f"documented by {title}: {len(rows)}/{total} lines served and proved")
    assert len(rows) == total


def test_every_property_is_served(record_property):
    """Each under the key that the test looks at."""
    rows = documented.tables()[PROPERTIES]
    assert {row["Property"]: row["Key"] for row in rows} == test_calls.PROPERTIES
    assert [row["Test"] for row in rows] == [row["Property"] for row in rows]
    record_property("counted", f"documented by {PROPERTIES}: {len(rows)}/26 properties served and proved")
    assert len(rows) == 26


def test_a_gap_would_be_found():
    """A line whose module, option or test does not exist is a problem."""
    row = documented.tables()["ownCloud: provisioning API"][0]
    assert problem(row) is None
    for column, value in (("Module", "ocs_nothing"), ("Options", "nothing"), ("Test", "owncloud-99"), ("Options", "name")):
        assert problem(dict(row, **{column: value}))
