# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of app settings: what is sent, and what counts as the same."""

from __future__ import annotations

import itertools

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.app.settings_resource import TYPES, encode, same

SENT = [
    # value, type, present text, text sent
    ("10 GB", "auto", None, "10 GB"), ("", "auto", "x", ""), (5, "auto", None, "5"), (1.5, "auto", None, "1.5"),
    (True, "auto", None, "1"), (False, "auto", None, "0"), (True, "auto", "no", "yes"), (False, "auto", "true", "false"), (True, "auto", "off", "on"),
    ("True", "auto", "no", "yes"), ("yes", "auto", "1", "yes"), ("true", "auto", None, "true"), (["a", "b"], "auto", None, '["a","b"]'),
    ({"b": 1, "a": "ü/"}, "auto", None, '{"a":"ü/","b":1}'),
    (True, "string", "no", "True"), (5, "string", None, "5"), ("yes", "boolean", None, "1"), ("off", "boolean", "yes", "no"), (0, "boolean", None, "0"),
    ("007", "integer", None, "7"), (-3, "integer", None, "-3"), ("1e3", "float", None, "1000.0"), ('["a"]', "array", None, '["a"]'),
    ('{"a": 1}', "array", None, '{"a":1}'),
]  # fmt: skip


@pytest.mark.parametrize("value, kind, current, text", SENT)
def test_encode(value, kind, current, text):
    """A boolean takes the form that the setting has; what was sent counts as reached."""
    assert encode(value, kind, current) == text
    assert same(text, encode(value, kind, text), kind)


NO_SUCH_TYPE = [("maybe", "boolean"), (2, "boolean"), ("5.5", "integer"), (True, "integer"), ("x", "float"), ("x", "array"), ("5", "array"), (5, "array")]


@pytest.mark.parametrize("value, kind", NO_SUCH_TYPE)
def test_values_of_another_type(value, kind):
    """Are told, not guessed."""
    with pytest.raises(ValueError):
        encode(value, kind, None)


SAME = [
    # stored, wanted, type, whether they mean the same
    (None, None, "auto", True), (None, "", "auto", False), ("", None, "auto", False), ("", "", "string", True),
    ("yes", "1", "auto", True), ("true", "yes", "auto", True), ("0", "no", "auto", True), ("yes", "0", "auto", False), ("YES", "yes", "auto", True),
    ("yes", "1", "string", False), ("yes", "1", "boolean", True), ("", "0", "boolean", False), ("maybe", "1", "boolean", False),
    ("5", "5.0", "auto", False), ("5", "05", "integer", True), ("abc", "5", "integer", False), ("1.50", "1.5", "float", True),
    ('["a/b"]', '["a\\/b"]', "auto", True), ('["a","b"]', '["b","a"]', "array", False), ('{"a":1,"b":2}', '{"b":2,"a":1}', "array", True),
    ("10 GB", "10 GB", "auto", True), ("10 GB", "10GB", "auto", False), ("[", "[x", "auto", False),
]  # fmt: skip


@pytest.mark.parametrize("stored, wanted, kind, expected", SAME)
def test_same(stored, wanted, kind, expected):
    """'auto' takes the words for true and false for each other; unset is not empty."""
    assert same(stored, wanted, kind) is expected


def test_sending_converges():
    """Whatever is stored: what is sent for a value is the same as what is wanted of it afterwards."""
    for current, value, kind in itertools.product((None, "", "yes", "0", "5", "abc", '["a"]'), ("yes", True, "5", "", ["a"], "abc"), TYPES):
        try:
            text = encode(value, kind, current)
        except ValueError:
            continue
        assert same(text, encode(value, kind, text), kind), (current, value, kind)
