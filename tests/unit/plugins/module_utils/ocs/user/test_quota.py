# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Quota texts: what is accepted, what the servers make of it, what is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user.normal_forms import normal_quota, quota_bytes, size_text, stable_text

NORMAL = [
    ("none", "none"), ("unlimited", "none"), ("None", "none"), (" UNLIMITED ", "none"), ("default", "default"), ("Default", "default"),
    ("0", "0 B"), ("0 B", "0 B"), ("1023", "1023 B"), ("1024", "1 KB"), ("1536", "2 KB"), ("2048", "2 KB"), ("1000000", "977 KB"),
    ("1 GB", "1 GB"), ("1gb", "1 GB"), ("1G", "1 GB"), ("1073741825", "1 GB"), ("1000000000", "953.7 MB"), ("500M", "500 MB"),
    ("5.5 GB", "5.5 GB"), ("10.25 GB", "10.3 GB"), ("1500 MB", "1.5 GB"), ("1024 MB", "1 GB"), ("1000 GB", "1000 GB"), ("1023 MB", "1023 MB"),
    ("99999 GB", "97.7 TB"), ("1 PB", "1 PB"), ("2000 PB", "2000 PB"), (" 5 GB ", "5 GB"), ("5  GB", "5 GB"),
    ("5 GiB", "5 GB"), ("5 gib", "5 GB"), ("5GIB", "5 GB"), ("1 KiB", "1 KB"), ("2 TiB", "2 TB"), ("1 PiB", "1 PB"),
    ("5 Go", "5 GB"), ("1 Ko", "1 KB"), ("3 Mo", "3 MB"), ("2 To", "2 TB"), ("1 Po", "1 PB"),
    (1073741824, "1 GB"),
]  # fmt: skip
REFUSED = [
    "", " ", "garbage", "-1", "-3", "-5 GB", "5,5 GB", "1 EB", "1 EiB", "1 ZB", "5 GBit", "1e9", "5 GB extra", "GB", "5 iB", "0x10", "1.5", "1.5 B",
    "٣ GB", "1 o", ".5 GB", "5. GB", "5 G B", "nonee", "5 GiBB", "5\tGB", "5 GB\n6 GB", "1 KK",
]  # fmt: skip


@pytest.mark.parametrize("asked, kept", NORMAL)
def test_normal_form(asked, kept):
    """The text that is sent and compared, and the same text again when it is given as such."""
    assert normal_quota(asked) == kept
    assert normal_quota(kept) == kept


@pytest.mark.parametrize("asked", REFUSED)
def test_refused(asked):
    """What the servers would refuse or mangle is refused with the rule."""
    with pytest.raises(Invalid) as refusal:
        normal_quota(asked)
    assert refusal.value.field == "quota"
    assert "powers of 1024" in str(refusal.value)


@pytest.mark.parametrize("text, size", [("1 KB", 1024), ("1.5 GB", 1610612736), ("0.1 MB", Fraction(1048576, 10)), ("7", 7), ("1PB", 2**50)])
def test_bytes(text, size):
    """Units are powers of 1024, and nothing is lost on the way."""
    assert quota_bytes(text) == size


def test_rounding_is_stable():
    """What a server stores is stored the same when it is set again, around every change of unit."""
    edges = [1024**power * factor + more for power in range(1, 6) for factor in (1, 10, 999, 1023, 1024) for more in (-1, 0, 1)]
    for size in edges + list(range(0, 5000, 7)):
        assert normal_quota(stable_text(size)) == stable_text(size) == normal_quota(str(size)), size


def test_more_than_integers_hold():
    """Nextcloud 34 takes 99999 PB and returns a number with 14 digits, which means the same quota."""
    assert size_text(round(1.1258886478436e20)) == "99999 PB"


def test_half_a_unit_goes_up():
    """Half up, from the already rounded smaller unit."""
    sizes = (1535, 1536, 1024 * 1023.5, 1024 * 1075, 1024 * 1024 * 1.05, 1024 * 1076)
    assert [size_text(size) for size in sizes] == ["1 KB", "2 KB", "1 MB", "1 MB", "1 MB", "1.1 MB"]
