# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""PHP's check of a mail address (`FILTER_VALIDATE_EMAIL` without the Unicode flag)."""

from __future__ import annotations

import ipaddress
import re

ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
QUOTED = r'"(?:[\x01-\x08\x0b\x0c\x0e-\x1f!\x23-\x5b\x5d-\x7f]|\\[\x00-\x7f])*"'
LOCAL = r"(?:{0}|{1})(?:\.(?:{0}|{1}))*".format(ATOM, QUOTED)
LABEL = r"[A-Za-z0-9]+(?:-+[A-Za-z0-9]+)*"
DOMAIN = r"(?:%s\.)+(?:xn--[A-Za-z0-9]+|[A-Za-z][A-Za-z0-9]*)(?:-+[A-Za-z0-9]+)*" % LABEL
ADDRESS = re.compile(r"(?P<local>%s)@(?:(?P<domain>%s)|\[(?P<literal>[^\]]+)\])" % (LOCAL, DOMAIN))


def is_valid(address):
    """Whether PHP takes the text for a mail address: ASCII only, a dot in the domain, no blanks, known lengths."""
    match = ADDRESS.fullmatch(address)
    if not match or len(address) > 254 or len(match["local"]) > 64:
        return False
    if match["literal"] is not None:
        return _is_ip(match["literal"])
    return all(len(label) < 64 for label in match["domain"].split("."))


def _is_ip(text):
    try:
        if text[:5].lower() == "ipv6:":
            return bool(ipaddress.IPv6Address(text[5:]))
        return bool(ipaddress.IPv4Address(text))
    except ValueError:
        return False
