# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Paths on the controller."""

from __future__ import annotations

from ansible_collections.ocs.provisioning.plugins.filter.unkept_paths import unkept_paths


def test_only_what_is_below_a_mounted_folder_is_kept(tmp_path):
    """A neighbour with the same beginning, a link that leads out, and a folder that is not mounted keep nothing."""
    home, outside = tmp_path / "kept", tmp_path / "kept-not"
    home.mkdir(), outside.mkdir()
    (home / "out").symlink_to(outside)
    kept = [str(home / "new" / "first.csv"), str(home)]
    lost = [str(outside / "first.csv"), str(home / "out" / "first.csv"), str(home / ".." / "first.csv"), "first.csv"]
    assert unkept_paths(kept + lost, [str(home)]) == lost
    assert unkept_paths(kept, [str(tmp_path / "missing"), ""]) == kept
    assert unkept_paths(["", kept[0]], []) == [kept[0]]


def test_a_string_of_folders(tmp_path):
    """Its first letter is not the folder that holds everything."""
    inside, outside = str(tmp_path / "kept" / "x"), str(tmp_path / "x")
    (tmp_path / "kept").mkdir()
    assert unkept_paths([inside, outside], str(tmp_path / "kept")) == [outside]
    assert unkept_paths([inside, outside], "%s, %s" % (tmp_path / "missing", tmp_path)) == []
