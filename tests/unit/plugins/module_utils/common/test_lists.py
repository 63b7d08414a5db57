# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What leads from one list of names to another."""

from __future__ import annotations

import pytest

from ansible_collections.ocs.provisioning.plugins.module_utils.common.record import difference

DIFFERENCES = [
    (None, (), ([], [])),
    ({"add": ["c", "a"], "remove": ["b", "x"], "set": None}, "ab", (["c"], ["b"])),
    ({"add": None, "remove": None, "set": ["c", "a"]}, "ab", (["c"], ["b"])),
    ({"add": None, "remove": None, "set": []}, "ab", ([], ["a", "b"])),
    ({"add": ["c"], "within": ({"a"}, {"b", "c"})}, "abd", (["c"], ["a", "b"])),
    ({"add": ["a"], "within": ({"a", "b"},)}, "abd", ([], ["b"])),
    ({"add": ["c"], "within": ((),)}, "abd", (["c"], [])),
]  # fmt: skip


@pytest.mark.parametrize("change, current, expected", DIFFERENCES)
def test_difference(change, current, expected):
    """What is wanted and missing comes, what is there and unwanted goes; where a scope is given, only within that."""
    assert difference(change, list(current)) == expected


def test_one_name_in_two_spellings():
    """Is the same name where the key says so; it goes in the spelling that is there."""
    assert difference({"add": ["ANNA", "Carl"], "remove": ["BERT"], "set": None}, ["anna", "Bert"], str.lower) == (["Carl"], ["Bert"])
