# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server takes for an e-mail address.

Older builds have a rule of their own (recorded: users_create), newer ones take the framework's (measured on a late 13.0.25, and in the
web part's source of February 2026).
"""

from __future__ import annotations

import ipaddress
import re

from .parameters import text

ATOM, QUOTED = r"[-!#$%%&%s*+/=?^_`{}|~0-9A-Z]+", r'"(?:[\x01-\x08\x0b\x0c\x0e-\x1f!#-\[\]-\x7f]|\\[\x01-\x09\x0b\x0c\x0e-\x7f])*"'
LABEL = r"[A-Z0-9](?:[A-Z0-9-]{0,61}[A-Z0-9])?"
OWN = re.compile(r"(?:%s(?:\.%s)*|%s)@(?:%s\.)+[A-Z0-9-]{2,}\.?" % (ATOM % "", ATOM % "", QUOTED, LABEL), re.IGNORECASE | re.ASCII)
LOCAL = re.compile(r"%s(?:\.%s)*|%s" % (ATOM % "'", ATOM % "'", QUOTED), re.IGNORECASE | re.ASCII)
WIDE = "a-z0-9\u00a1-\uffff"  # names of any script, as far as three bytes go
DOMAIN = re.compile(r"(?:[%s](?:[%s-]{0,61}[%s])?\.)+(?!-)[%s-]{2,63}(?<!-)" % (WIDE, WIDE, WIDE, WIDE), re.IGNORECASE)
LONGEST = 320


def is_address(dialect, value):
    """Whether a text is an e-mail address to the server; blanks are none of it."""
    if not dialect.framework_addresses:
        return OWN.fullmatch(text(value)) is not None
    local, _sep, domain = text(value).rpartition("@")
    return LOCAL.fullmatch(local) is not None and len(value) <= LONGEST and (domain == "localhost" or _is_domain(domain))


def _is_domain(domain):
    if not (domain.startswith("[") and domain.endswith("]")):
        return DOMAIN.fullmatch(domain) is not None
    try:
        return ipaddress.ip_address(domain[1:-1]).version in (4, 6)
    except ValueError:
        return False
