# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation's tables of what each product can are those that the features print."""

from __future__ import annotations

import os

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.dialect import FEATURES

TOOLS = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "tools")


@pytest.fixture
def tool(monkeypatch):
    """Return the tool, which is no package."""
    monkeypatch.syspath_prepend(TOOLS)
    return __import__("product_tables")


def test_the_page_is_what_the_features_print(tool):
    """Run ``make tables`` when this fails."""
    with open(tool.PAGE, encoding="utf-8") as handle:
        text = handle.read()
    assert tool.page(text) == text
    assert tool.BLOCK.findall(text) == list(tool.TABLES)


def test_every_feature_of_a_module_is_told(tool):
    """In a row of a table, or by the note of one."""
    modules = {module for _columns, modules, _more in tool.TABLES.values() for module in modules}
    told = {name.partition(".")[0] for name in FEATURES if "." in name}
    assert told - modules == {"any", "ocs_app_config"}
    assert set(tool.NOTES) | set(tool.LABELS) | tool.HIDDEN <= set(FEATURES) | {
        "%s.%s" % (module, option) for _columns, modules, _more in tool.TABLES.values() for module in modules for option in modules[module]
    }


def test_a_version_loses_a_feature(tool):
    """A row's cells follow the first version, and the one that has it no more."""
    cells = dict(tool.rows(*tool.TABLES["seafile_user"]))
    assert cells["``reference_id``"] == ("refused", "yes", "yes")
    assert cells["``account_id``, ``login_id``"] == ("yes", "yes", "refused")
