# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seafile's normal forms: quotas, display names and names of groups."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import Server
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.values import (
    address, display_name, group_name, new_address, new_id, normal_quota, quota_megabytes, rounding_note, stored_quota
)  # fmt: skip
from sandbox.seafile.addresses import is_address
from sandbox.seafile.dialect import DIALECTS

QUOTAS = [
    ("5 GB", 5000, "5 GB"), ("5GB", 5000, "5 GB"), ("5 g", 5000, "5 GB"), ("5 GiB", 5369, "5369 MB"), ("1 TB", 10**6, "1 TB"), ("1500 MB", 1500, "1500 MB"),
    ("1.5 GB", 1500, "1500 MB"), ("1", 1, "1 MB"), ("1000001", 2, "2 MB"), ("1 KiB", 1, "1 MB"), ("none", 0, "none"), (" Default ", 0, "none"),
    ("unlimited", 0, "none"), ("9000 PB", 9 * 10**12, "9000000 TB"), (5000000000, 5000, "5 GB"),
]  # fmt: skip


@pytest.mark.parametrize("asked, megabytes, kept", QUOTAS)
def test_quota(asked, megabytes, kept):
    """Whole megabytes of 10^6 bytes, rounded up; what the server then tells in bytes is the same text."""
    assert (quota_megabytes(asked), normal_quota(asked)) == (megabytes, kept)
    assert stored_quota(megabytes * 10**6) == kept
    assert normal_quota(kept) == kept


@pytest.mark.parametrize("asked", ["0", "0 GB", "", "much", "-1", "-2", "5 EB GB", "5,5 GB", "1e9", "5 GBit", "٣ GB", "10000000 PB", str(2**63)])
def test_quota_refused(asked):
    """What the server would refuse, or take for no quota."""
    with pytest.raises(Invalid) as refusal:
        quota_megabytes(asked)
    assert refusal.value.field == "quota"


def test_no_quota_reads_as_none():
    """The server tells -2, and 0 in the batch call."""
    assert [stored_quota(size) for size in (-2, 0)] == ["none"] * 2
    assert [stored_quota(size) for size in (-1, None, False, "100")] == [None] * 4, "the server could not read it, or said nothing"


def test_rounding_is_told():
    """Only where a size is no whole number of megabytes."""
    assert "1074 MB" in rounding_note("1 GiB")
    assert [rounding_note(text) for text in ("5 GB", "none", "1500000")] == [None, None, "quota: the server stores whole megabytes, so 1500000 becomes 2 MB."]


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


ADDRESSES = [
    "anna@example.com", "a+b.c@ex-ample.test", '"a!b"@example.test', "x@xn--mller-kva.example", "x@localhost", "juergen@müller.example", "x@[127.0.0.1]",
    "x@[::1]", "o'brien@example.test", "x@example.test.", "x@example.t", "a@b.c", "a@b", "x..y@example.test", ".x@example.test", "x.@example.test",
    "x@-bad.test", "x@bad-.test", "under_score@ex_ample.test", "under_score@example.test", "jürgen@example.test", "x y@example.test", '"a b"@example.test',
    "x@example..test", "@example.test", "x@", "x@y@example.test", "x@%s.test" % ("y" * 63), "x@%s.test" % ("y" * 64), "x@a.-b", "a/b@example.test",
]  # fmt: skip


@pytest.mark.parametrize("text", ADDRESSES)
@pytest.mark.parametrize("version, dialects", [((11, 0, 13), ["seafile-11"]), ((13, 0, 25), ["seafile-13", "seafile-13-late"])])
def test_new_addresses(text, version, dialects):
    """Taken are those that a server of this version takes; of version 13 there are two kinds."""
    taken = any(is_address(DIALECTS[dialect], text) for dialect in dialects)
    if taken:
        assert new_address("email", text, Server("seafile", version=version)) == text == address("email", " %s " % text)
        return
    with pytest.raises(Invalid):
        new_address("email", text, Server("seafile", version=version))


def test_long_addresses():
    """Longer than the server's column they would leave an account without an address behind."""
    local = "x" * 212
    assert new_address("email", local + "@example.test", Server("seafile")) and new_id("account_id", "x@auth.local")
    with pytest.raises(Invalid):
        new_address("email", local + "x@example.test", Server("seafile"))


def test_what_names_an_account():
    """Any text with an at sign, because accounts may have other addresses than new ones may have."""
    assert address("email", "\tunder_score@ex_ample.test\n") == "under_score@ex_ample.test"
    for bad in ("", "anna", " "):
        with pytest.raises(Invalid):
            address("email", bad)
