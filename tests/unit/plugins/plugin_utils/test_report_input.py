# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a report is made of: a result and facts, or a report that was made, as a structure or as its text."""

from __future__ import annotations

import pytest
from ansible.errors import AnsibleFilterError
from ansible_collections.ocs.provisioning.plugins.filter.drift_report import drift_report
from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_formats import RENDERERS

NOW = "2026-11-22T06:00:00Z"


class Touched(dict):
    """An account as Ansible hands it over: each value that is touched is rendered."""

    touched = set()

    def __getitem__(self, key):
        self.touched.add(key)
        return super().__getitem__(key)

    def items(self):
        """All of them."""
        self.touched.update(self)
        return super().items()


def account(number, **more):
    """One of them, idle, with what a server tells beside."""
    return Touched(
        name="u%d" % number, display_name="U %d\x7f" % number, enabled=True, groups=["admin"] if number == 0 else [], subadmin_of=[], last_login=None,
        quota={"definition": "5 GB", "bytes": 5, "used": 5, "free": 0, "total": 5, "relative": 100}, phone="1", biography="long", **more)  # fmt: skip


def test_only_what_is_needed_is_touched():
    """Of 10,000 accounts with 40 values each, most are never looked at."""
    found = drift_report({}, facts={"accounts": {"users": [account(0), account(1)], "fetched_at": NOW}})
    assert [each["type"] for each in found["findings"]] == ["administrator", "never_logged_in", "never_logged_in", "quota_outlier", "quota_outlier"]
    assert not Touched.touched & {"phone", "biography"} and "name" in Touched.touched


@pytest.mark.parametrize("form", RENDERERS)
def test_the_text_of_a_report_gives_the_same(form):
    """Whether it is rendered from its structure or from its text."""
    made = drift_report({}, facts={"accounts": {"users": [account(0), account(1)], "fetched_at": NOW}, "instance": "c\u202e"})
    assert drift_report(drift_report(made, "json"), form) == drift_report(made, form)


@pytest.mark.parametrize("text", ["", "x", "{}", "[1]", '{"schema": "other"}'])
def test_other_texts(text):
    """They are refused."""
    with pytest.raises(AnsibleFilterError, match="wrote as JSON"):
        drift_report(text)
