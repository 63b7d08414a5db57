# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The arguments of a task, as both doors show them."""

from __future__ import annotations

from ansible_collections.ocs.provisioning.plugins.module_utils.engine import door


def test_arguments_lose_secret_options_under_all_of_their_names():
    """Also in the rows of a list; what is shown on purpose stays."""
    options = {
        "pw": {"no_log": True, "aliases": ["login_pw"]},
        "rows": {"options": {"pw": {"no_log": True}, "x": {}}},
        "one": {"options": {"pw": {"no_log": True}}},
    }
    params = {"pw": "a", "login_pw": "a", "rows": [{"pw": "b", "x": "a"}, {"pw": None}], "one": {"pw": {"k": ["c", 4, None, True]}}, "other": "a"}
    hidden = door.HIDDEN
    assert door.by_field(options, params) == {
        "pw": hidden,
        "login_pw": hidden,
        "rows": [{"pw": hidden, "x": "a"}, {"pw": None}],
        "one": {"pw": hidden},
        "other": "a",
    }
    assert door.by_field(options, params, ("pw", "login_pw"))["login_pw"] == "a"
    assert sorted(door.secrets(options, params)) == ["4", "a", "a", "b", "c"]
    assert sorted(door.secrets(options, params, ("pw", "login_pw"))) == ["4", "b", "c"]
