# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server's address: what may be given, and when plain HTTP is acceptable. Pure."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from ..errors import Invalid


def checked_url(url, allow_http):
    """The address without a slash at its end; :raises Invalid: when it is none, holds credentials, or would send them in clear."""
    try:
        parts = urlsplit(url.strip())
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # half an IPv6 address, or a port that is none
        usable = False
    if not usable:
        raise Invalid("url", "%r is not an address like 'https://cloud.example.org' (with a sub-path if there is one)." % _without_account(url))
    if parts.username or parts.password:
        raise Invalid("url", "holds an account; give it as auth_username and auth_password.")
    if parts.query or parts.fragment or "/ocs/" in parts.path + "/":
        raise Invalid("url", "%r is more than the base address; leave out /ocs and what follows, query and fragment." % url)
    if parts.scheme == "http" and not (allow_http or _is_loopback(parts.hostname)):
        raise Invalid("url", "%r would send the password unencrypted; use https://, or set allow_http to true." % url)
    return url.strip().rstrip("/")


def is_plain_loopback(url):
    """Whether requests go to this machine in clear."""
    parts = urlsplit(url)
    return parts.scheme == "http" and _is_loopback(parts.hostname or "")


def _is_loopback(host):
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _without_account(url):
    return re.sub(r"[^/]*@", "", url)
