# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Normal forms of profile fields, against the recorded tables of Nextcloud 34.0.1."""

from __future__ import annotations

import pytest
from sandbox.nextcloud import normal_forms

STORED = [
    ("phone", "+49 711 252428-90", {}, "+4971125242890"),
    ("phone", "+49 (0)711 252428-90", {}, "+4971125242890"),
    ("phone", "+1 (650) 253-0000", {}, "+16502530000"),
    ("phone", "0711 25242890", {"default_phone_region": "DE"}, "+4971125242890"),
    ("phone", "711 25242890", {"default_phone_region": "DE"}, "+4971125242890"),
    ("phone", "0049 711 25242890", {"default_phone_region": "DE"}, "+4971125242890"),
    ("phone", "", {}, ""),
    ("website", "https://example.com:8443/x?y=1#z", {}, "https://example.com:8443/x?y=1#z"),
    ("website", "https://m\u00fcnchen.de", {}, "https://m\u00fcnchen.de"),
    ("website", "http://[::1]:80/", {}, "http://[::1]:80/"),
    ("twitter", "@nextclouders", {}, "nextclouders"),
    ("twitter", "fifteen_chars_x", {}, "fifteen_chars_x"),
    ("bluesky", "User.Bsky.Social", {}, "User.Bsky.Social"),
    ("bluesky", "bad", {}, "bad"),
    ("bluesky", "nextcloud.com", {}, "nextcloud.com"),
    ("fediverse", "@nc@mastodon.example", {"has_internet_connection": False}, "nc@mastodon.example"),
    ("organisation", " ACME  Inc ", {}, " ACME  Inc "),
    ("biography", "x" * 2048, {}, "x" * 2048),
]
REFUSED = [
    ("phone", "0711 25242890", {}),
    ("phone", " +4971125242890 ", {}),
    ("phone", "0049 711 25242890", {}),
    ("phone", "tel:+4971125242890", {}),
    ("phone", "+49", {}),
    ("phone", "foo", {}),
    ("phone", "12", {"default_phone_region": "DE"}),
    ("website", "example.com", {}),
    ("website", "HTTP://EXAMPLE.com/Path", {}),
    ("website", " https://example.com ", {}),
    ("website", "ftp://example.com", {}),
    ("website", "javascript:alert(1)", {}),
    ("website", "https:///path", {}),
    ("website", "https://a:99999/", {}),
    ("twitter", "https://x.com/nextclouders", {}),
    ("twitter", "sixteen_chars_xx", {}),
    ("twitter", " @nextclouders ", {}),
    ("twitter", "a-b", {}),
    ("twitter", "@", {}),
    ("bluesky", "@user.bsky.social", {}),
    ("bluesky", "user..bad", {}),
    ("bluesky", " user.bsky.social ", {}),
    ("bluesky", "bsky.social", {}),
    ("fediverse", "nc@mastodon.example", {}),
    ("fediverse", "nc", {"has_internet_connection": False}),
    ("role", "x" * 2049, {}),
    ("role", "\u00fc" * 1025, {}),
]


@pytest.mark.parametrize("field, text, system, expected", STORED)
def test_stored(field, text, system, expected):
    assert normal_forms.stored(field, text, system, normal_forms.FORMS) == expected


@pytest.mark.parametrize("field, text, system", REFUSED)
def test_refused(field, text, system):
    with pytest.raises(ValueError, match="^%s$" % field):
        normal_forms.stored(field, text, system, normal_forms.FORMS)


@pytest.mark.parametrize("address", ["user@example.com", "user+tag@example.com", "a.b@c-d.example", "u@xn--mnchen-3ya.de", '"q"@example.com', "u@[127.0.0.1]"])
def test_email(address):
    assert normal_forms.is_email(address)


@pytest.mark.parametrize(
    "address",
    ["", "invalid", "user@localhost", "a@b", "\u00fc@example.com", "user@m\u00fcnchen.de", '"q q"@example.com', " user@example.com", "a..b@example.com",
     "x" * 65 + "@example.com", "user@example.1com", "user@-example.com", "user@[127.0.0]", "user@example.com\n"],
)  # fmt: skip
def test_no_email(address):
    assert not normal_forms.is_email(address)
