# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which addresses of a server are accepted."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.http.connection import checked_url

ACCEPTED = [
    ("https://cloud.example.org", "https://cloud.example.org"), ("https://cloud.example.org/", "https://cloud.example.org"),
    (" https://cloud.example.org/sub/path/ ", "https://cloud.example.org/sub/path"), ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"),
    ("http://localhost:8080", "http://localhost:8080"), ("http://LOCALHOST", "http://LOCALHOST"), ("http://127.0.0.1:80/x", "http://127.0.0.1:80/x"),
    ("http://127.1.2.3", "http://127.1.2.3"), ("https://a.example.org/ocsphp", "https://a.example.org/ocsphp"), ("http://[::1]:8080", "http://[::1]:8080"),
]  # fmt: skip
REFUSED = [
    "", "cloud.example.org", "cloud.example.org:8080", "ftp://cloud.example.org", "https://", "https:///x", "//cloud.example.org",
    "http://cloud.example.org", "http://localhost.example.org", "http://127.0.0.1.example.org", "http://10.0.0.1", "http://0.0.0.0",
    "https://u:s3cret@cloud.example.org", "https://u@cloud.example.org", "u:s3cret@cloud.example.org", "ftp://u:s3cret@cloud.example.org",
    "https://cloud.example.org/ocs/v2.php", "https://cloud.example.org/ocs", "https://cloud.example.org/?a=b", "https://cloud.example.org/#x",
    "https://cloud.example.org/index.php", "https://cloud.example.org/cloud/index.php/apps/files/", "https://cloud.example.org/remote.php/dav",
    "https://[::1", "https://cloud.example.org:port", "https://cloud.example.org:99999",
]  # fmt: skip


@pytest.mark.parametrize("given, kept", ACCEPTED)
def test_accepted(given, kept):
    """Without blanks and slashes at the ends."""
    assert checked_url(given, False) == kept


@pytest.mark.parametrize("given", REFUSED)
def test_refused(given):
    """Refused by name, and a password in it is not repeated."""
    with pytest.raises(Invalid) as refusal:
        checked_url(given, False)
    assert refusal.value.field == "url" and "s3cret" not in str(refusal.value)


def test_plain_http_when_it_is_allowed():
    """Only where the reader said so."""
    assert checked_url("http://cloud.example.org", True) == "http://cloud.example.org"


@pytest.mark.parametrize(
    "path, told",
    [
        ("/ocs/v2.php", "leave out /ocs and what follows"),
        ("/x/index.php/apps", "leave out /index.php and what follows"),
        ("/api2/", "leave out /api2 and"),
        ("/?a=b", "leave out query"),
    ],
)
def test_an_address_copied_from_a_browser(path, told):
    """Is refused with what is too much."""
    with pytest.raises(Invalid, match=told):
        checked_url("https://cloud.example.org" + path, False)
