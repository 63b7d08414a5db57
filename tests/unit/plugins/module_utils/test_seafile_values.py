# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seafile's normal forms: quotas, display names and names of groups."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile_values import (
    display_name,
    group_name,
    normal_quota,
    quota_megabytes,
    rounding_note,
    stored_quota,
)

QUOTAS = [
    ("5 GB", 5000, "5 GB"), ("5GB", 5000, "5 GB"), ("5 g", 5000, "5 GB"), ("5 GiB", 5369, "5369 MB"), ("1 TB", 10**6, "1 TB"), ("1500 MB", 1500, "1500 MB"),
    ("1.5 GB", 1500, "1500 MB"), ("1", 1, "1 MB"), ("1000001", 2, "2 MB"), ("1 KiB", 1, "1 MB"), ("none", 0, "none"), (" Default ", 0, "none"),
    ("unlimited", 0, "none"), (5000000000, 5000, "5 GB"),
]  # fmt: skip


@pytest.mark.parametrize("asked, megabytes, kept", QUOTAS)
def test_quota(asked, megabytes, kept):
    """Whole megabytes of 10^6 bytes, rounded up; what the server then tells in bytes is the same text."""
    assert (quota_megabytes(asked), normal_quota(asked)) == (megabytes, kept)
    assert stored_quota(megabytes * 10**6) == kept
    assert normal_quota(kept) == kept


@pytest.mark.parametrize("asked", ["0", "0 GB", "", "much", "-1", "-2", "5 EB GB", "5,5 GB", "1e9", "5 GBit", "٣ GB"])
def test_quota_refused(asked):
    """What the server would refuse, or take for no quota."""
    with pytest.raises(Invalid) as refusal:
        quota_megabytes(asked)
    assert refusal.value.field == "quota"


def test_no_quota_reads_as_none():
    """The server tells -2, and 0 in the batch call."""
    assert [stored_quota(size) for size in (-2, 0, None)] == ["none"] * 3


def test_rounding_is_told():
    """Only where a size is no whole number of megabytes."""
    assert "1074 MB" in rounding_note("1 GiB")
    assert [rounding_note(text) for text in ("5 GB", "none", "1500000")] == [None, None, "quota: the server keeps whole megabytes, so 1500000 becomes 2 MB."]


def test_display_name():
    """Blanks at the ends go; a slash and a 65th character are refused."""
    assert display_name("display_name", " Anna ") == "Anna" and display_name("display_name", "ä" * 64)
    for bad in ("a/b", "x" * 65):
        with pytest.raises(Invalid):
            display_name("display_name", bad)


def test_group_name():
    """The server's own rule, and no blanks that it would strip."""
    for good in ("Science", "R D (x) 'z' a.b-c_d", "Füße", "日本"):
        assert group_name("name", good) == good
    for bad in ("", " a", "a ", "a/b", "a&b", "a@b", "50%", "a,b", "a[b]"):
        with pytest.raises(Invalid):
            group_name("name", bad)
