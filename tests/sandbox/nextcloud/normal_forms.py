# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is stored for the text of a profile field, and what is refused. Pure functions; recorded exchanges, user-edit.jsonl.

A form is `form(text, system) -> stored text` and raises ValueError for a text it refuses; an empty text never reaches it.
"""

from __future__ import annotations

import ipaddress
import re

from . import phone

PHP_BLANKS = " \t\n\r\0\x0b"  # what PHP's trim() takes away
LONGEST = 2048  # bytes of a profile field
ATOM = r"[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]+"
QUOTED = r'"(?:[\x01-\x08\x0b\x0c\x0e-\x1f!#-\[\]-\x7f]|\\[\x00-\x7f])*"'
LOCAL = re.compile(r"(?:{0}|{1})(?:\.(?:{0}|{1}))*".format(ATOM, QUOTED))
LABEL = re.compile(r"[a-z0-9]+(?:-+[a-z0-9]+)*", re.IGNORECASE)
AUTHORITY = re.compile(r"(\[[^\]]*\]|.*?)(?::([^:\]]*))?", re.DOTALL)  # host and port
HOST_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")


def trimmed(text):
    """The text without blanks at its ends, as PHP sees them."""
    return text.strip(PHP_BLANKS)


def is_email(text):
    """Whether PHP takes this for an e-mail address: ASCII, a dotted domain or an address literal, no comments."""
    local, at, domain = text.rpartition("@")
    if not at or len(text) > 254 or len(local) > 64 or not LOCAL.fullmatch(local):
        return False
    if domain.startswith("["):
        return _is_address_literal(domain)
    labels = domain.split(".")
    fine = all(LABEL.fullmatch(label) and len(label) <= 63 for label in labels)
    return len(labels) > 1 and fine and (labels[-1][0].isalpha() or labels[-1].lower().startswith("xn--"))


def _is_address_literal(domain):
    version, text = (6, domain[6:-1]) if domain[1:6].lower() == "ipv6:" else (4, domain[1:-1])
    try:
        return domain.endswith("]") and ipaddress.ip_address(text).version == version
    except ValueError:
        return False


def is_hostname(text):
    """Whether PHP takes this for a host name: labels of letters, digits and inner hyphens, at most 63 each; a dot at the end is fine."""
    text = text[:-1] if text.endswith(".") else text
    return 0 < len(text) <= 253 and all(HOST_LABEL.fullmatch(label) for label in text.split("."))


def website(text, _system):
    """An address of `http` or `https` (lower case) with a host, as it is."""
    authority = re.match(r"https?://([^/?#]*)", text)
    host, port = AUTHORITY.fullmatch(authority[1].rpartition("@")[2]).groups() if authority else ("", None)
    if not host or (port and not (re.match(r"\d", port) and len(port) <= 5 and int(re.match(r"\d+", port)[0]) <= 65535)):
        raise ValueError("website")
    return text


def phone_number(text, system):
    """`+` and digits; without a country code only where the system's `default_phone_region` completes it."""
    number = phone.normal(text, system.get("default_phone_region", ""))
    if number is None:
        raise ValueError("phone")
    return number


def twitter(text, _system):
    """A handle of 2 to 15 letters, digits and underscores, without its leading `@`."""
    handle = re.match(r"@?([a-zA-Z0-9_]{2,15})$", text)
    if not handle:
        raise ValueError("twitter")
    return handle[1]


def bluesky(text, _system):
    """A handle of bsky.social, or the host name that serves as one; as it is."""
    lower = text.lower()
    if lower.endswith("bsky.social") and (lower == "bsky.social" or lower.endswith(".bsky.social")):
        fine = re.match(r"[a-z0-9][a-z0-9-]{2,17}\.bsky\.social$", lower)
    else:
        fine = is_hostname(text)
    if not fine:
        raise ValueError("bluesky")
    return text


def fediverse(text, system):
    """`name@instance`. The server looks the account up, and a sandbox reaches no instance: refused unless the system has no internet connection."""
    handle = re.match(r"@?([^@\s/\\]+)@([^\s/\\]+)$", trimmed(text))
    if not handle or not is_hostname(handle[2]) or system.get("has_internet_connection", True):
        raise ValueError("fediverse")
    return "%s@%s" % handle.groups()


FORMS = {"phone": phone_number, "website": website, "twitter": twitter, "bluesky": bluesky, "fediverse": fediverse}


def stored(field, text, system, forms):
    """The text that is stored for a profile field.

    :param field: API name; :param system: the system configuration; :param forms: the forms in force, by field (`FORMS` or some of them).
    :raises ValueError: its text is the field's name, as in "Invalid phone".
    """
    if len(text.encode("utf-8", "surrogatepass")) > LONGEST:
        raise ValueError(field)
    return forms[field](text, system) if text and field in forms else text
