# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The quota text rule, against the recorded tables."""

from __future__ import annotations

import pytest
from sandbox import quota

# what was sent, the text stored for it, the bytes read back
SIZES = [
    ("1 TB", "1 TB", 1099511627776),
    ("1TB", "1 TB", 1099511627776),
    ("100 mb", "100 MB", 104857600),
    ("1G", "1 GB", 1073741824),
    ("1073741825", "1 GB", 1073741824),
    ("500M", "500 MB", 524288000),
    ("5.5 GB", "5.5 GB", 5905580032),
    ("5,5 GB", "5 GB", 5368709120),
    ("5  GB", "5 GB", 5368709120),
    ("1000000", "977 KB", 1000448),
    ("1000000000", "953.7 MB", 1000026931),
    ("1e9", "953.7 MB", 1000026931),
    ("1500 MB", "1.5 GB", 1610612736),
    ("1000 GB", "1000 GB", 1073741824000),
    ("1536", "2 KB", 2048),
    ("1023", "1023 B", 1023),
    ("123.5", "124 B", 124),
    ("1 PB", "1 PB", 1125899906842600),
    ("99999 GB", "97.7 TB", 107422286033720),
    ("0", "0 B", 0),
    ("1 GiB", "1 B", 1),
    ("1 EB", "1 B", 1),
    (" 5 GB", "5 GB", 5368709120),
    ("DEFAULT", "0 B", 0),
]


@pytest.mark.parametrize("sent, stored, size", SIZES)
def test_size(sent, stored, size):
    text = quota.text_of(quota.parse(quota.text_of(quota.parse(sent))))
    assert (text, quota.parse(text)) == (stored, size)


@pytest.mark.parametrize("text", ["", "garbage", "unlimited", "none", "5 GB ", "5GB extra", "?", "+"])
def test_no_size(text):
    assert quota.parse(text) is None


def test_negative_size_has_no_text():
    assert quota.text_of(quota.parse("-3")) == "?"


@pytest.mark.parametrize("number, places, rounded", [(0.05, 1, 0.1), (1.45, 1, 1.5), (2.5, 0, 3.0), (0.25, 1, 0.3), (1.005, 2, 1.01)])
def test_half_is_rounded_away_from_zero(number, places, rounded):
    assert quota.round_half_up(number, places) == rounded
