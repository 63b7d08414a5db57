# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Normal forms: what a server makes of a value, or why it would not take it. Pure functions that raise ``Invalid``.

Source of every rule: recorded exchanges of Nextcloud 28.0.2 and 34.0.1 and ownCloud 10.15.2 (users, user-edit).
"""

from __future__ import annotations

import ipaddress
import re
from fractions import Fraction
from functools import lru_cache

from ...common import options
from ...errors import Invalid

# PHP's FILTER_VALIDATE_EMAIL, which Nextcloud (28 to 34) and ownCloud 10 ask in every edit of an address (their sources)
WORD = r"(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+|\"(?:[\x01-\x08\x0b\x0c\x0e-\x1f!#-\[\]-\x7f]|\\[\x00-\x7f])*\")"
LOCAL_PART = re.compile(r"%s(?:\.%s)*" % (WORD, WORD))
LABEL = r"[A-Za-z0-9]+(?:-+[A-Za-z0-9]+)*"
MAIL_DOMAIN = re.compile(r"(?:%s\.)+(?:[A-Za-z][A-Za-z0-9]*|[Xx][Nn]--[A-Za-z0-9]+)(?:-+[A-Za-z0-9]+)*" % LABEL)
DOMAIN = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
CODE = re.compile(r"[a-z]{2,3}(?:[_@][A-Za-z0-9]+)*")  # of all languages and locales of Nextcloud 34, in any letters elsewhere
# what PHP's DateTimeZone::listIdentifiers() has, which Nextcloud 32 to 34 ask: no aliases such as US/Eastern, no Etc/GMT+3
ZONE = re.compile(r"UTC|(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)(?:/[A-Za-z_-]+)+")
TEXT_BYTES = 2048
PASSWORD_BYTES = 469
# The servers store a quota as a text, not a number: bytes become KB rounded to a whole number, and every larger step is rounded to one
# decimal from the already rounded smaller one, half up. All three servers that were recorded follow this one rule.
QUOTA_UNITS = ("B", "KB", "MB", "GB", "TB", "PB")
QUOTA_FORM = re.compile(r"(\d{1,40}(?:\.\d{1,40})?) *([a-zA-Z]*)", re.ASCII)
QUOTA_RULE = "give whole bytes, or a number with a unit (B, KB, MB, GB, TB, PB, also KiB to PiB or Ko to Po; all are powers of 1024), or 'none', or 'default'"


def text(field, value):
    """A free profile text: kept to the letter, at most 2048 bytes."""
    if len(value.encode("utf-8")) > TEXT_BYTES:
        raise Invalid(field, "is longer than %d bytes; shorten it." % TEXT_BYTES)
    return value


def trimmed(_field, value):
    """Blanks at the ends dropped."""
    return value.strip()


def name_length(field, value, longest):
    """A display name has at most 64 characters on Nextcloud; ownCloud sets no limit."""
    if longest is not None and len(value) > longest:
        raise Invalid(field, "is longer than %d characters; shorten it." % longest)


def email(field, value):
    """Blanks at the ends dropped; "" clears. Nextcloud does not check it at creation and refuses it in every later edit, so it is checked here."""
    value = value.strip()
    local, at, domain = value.rpartition("@")
    if value and not (LOCAL_PART.fullmatch(local) and len(local) <= 64 and len(value) <= 254 and (_is_mail_domain(domain) or _is_literal(domain))):
        raise Invalid(field, "%r is not an address that Nextcloud and ownCloud accept: %s." % (value, _why_no_address(value, at, domain)))
    return value


@lru_cache(maxsize=1024)  # many accounts have an address in one domain
def _is_mail_domain(domain):
    return MAIL_DOMAIN.fullmatch(domain) and all(len(label) < 64 for label in domain.split("."))


def _is_literal(domain):
    """Whether it is an address of the network in brackets: ``[127.0.0.1]``, ``[IPv6:::1]``."""
    if not (domain.startswith("[") and domain.endswith("]")):
        return False
    kind, text = (ipaddress.IPv6Address, domain[6:-1]) if domain[1:6].lower() == "ipv6:" else (ipaddress.IPv4Address, domain[1:-1])
    try:
        return bool(kind(text))
    except ValueError:
        return False


def _why_no_address(value, at, domain):
    if not at:
        return "it has no '@'"
    if not value.isascii():
        return "it contains non-ASCII characters; write the domain in its 'xn--' form"
    if "." not in domain:
        return "its domain has no dot"
    return "write it as name@domain, without blanks, the domain of letters, digits and inner hyphens, separated by dots, its last part beginning with a letter"


def phone(field, value):
    """``+`` and digits; "" clears. Numbers without a country code depend on the server's settings and are refused."""
    value = value.strip()
    if re.search(r"\(\s*0\s*\)", value):  # the server drops the zero where the country does, so that the value would be kept as another
        raise Invalid(field, "%r contains '(0)'; write the number as it is dialled from abroad, without that zero." % value)
    digits = re.sub(r"[ ()./-]", "", value)
    if value and not (digits.startswith("+") and re.fullmatch(r"\+[1-9][0-9]{6,14}", digits)):
        raise Invalid(field, "%r needs the international form: '+', country code and number (for example '+49 711 252428-90')." % value)
    return digits


def website(field, value):
    """As given; needs ``http://`` or ``https://`` in lower case; "" clears."""
    if value and not re.fullmatch(r"https?://[^\s/?#]+(?:[/?#]\S*)?", value):
        raise Invalid(field, "%r must begin with 'http://' or 'https://' (lower case) and contain no blanks." % value)
    return text(field, value)


def twitter(field, value):
    """One leading ``@`` dropped, 2 to 15 letters, digits and underscores; "" clears. The 2 is from Nextcloud's source."""
    value = value[1:] if value.startswith("@") else value
    if value and not re.fullmatch(r"[A-Za-z0-9_]{2,15}", value):
        raise Invalid(field, "%r is not an account name: 2 to 15 letters, digits and underscores, not the address of a page." % value)
    return value


def bluesky(field, value):
    """A host name as given, without ``@``; below bsky.social it is one label of 3 to 18 characters (Nextcloud's source); "" clears."""
    hosted = value.lower() == "bsky.social" or value.lower().endswith(".bsky.social")
    fine = re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]{2,17}(?i:\.bsky\.social)", value) if hosted else DOMAIN.fullmatch(value) and len(value) <= 253
    if value and not fine:
        raise Invalid(field, "%r is not a handle: write it like 'name.bsky.social', without '@' or blanks." % value)
    return value


def fediverse(field, value):
    """``name@instance`` without the leading ``@``; "" clears. The server looks the address up over the network."""
    value = value.strip()
    value = value[1:] if value.startswith("@") else value
    if value and not re.fullmatch(r"[^@\s/\\]+@[^@\s/\\]+", value):
        raise Invalid(field, "%r is not a fediverse address: write it like 'name@mastodon.example'." % value)
    return value


def code(field, value):
    """A language or locale code as given; case matters, and it cannot be cleared."""
    if not CODE.fullmatch(value):
        raise Invalid(field, "%r is not a code like 'de' or 'pt_BR' (case matters, with an underscore); it cannot be cleared." % value)
    return value


def timezone(field, value):
    """A canonical zone name as given; it cannot be cleared."""
    if not ZONE.fullmatch(value):
        raise Invalid(field, "%r is not a time zone like 'Europe/Berlin' or 'UTC' (case matters, no abbreviation or alias); it cannot be cleared." % value)
    return value


def password(field, value):
    """As given; at most 469 bytes, and never empty."""
    options.secret(field, value)
    if not value.strip():
        raise Invalid(field, "is empty; give one, or leave it out.")
    if len(value.encode("utf-8")) > PASSWORD_BYTES:
        raise Invalid(field, "is longer than %d bytes." % PASSWORD_BYTES)
    return value


def quota_bytes(text):
    """Bytes, as a fraction, that a quota text with a number means; :raises Invalid: when it is none of the accepted forms."""
    match = QUOTA_FORM.fullmatch(text)
    if not match:
        raise Invalid("quota", "%r is not understood: %s." % (text, QUOTA_RULE))
    number, unit = Fraction(match.group(1)), match.group(2).upper()
    letter = unit[:1]
    if unit not in ("", "B") and (letter not in "KMGTP" or unit[1:] not in ("", "B", "IB", "O")):
        raise Invalid("quota", "%r has an unknown unit: %s." % (text, QUOTA_RULE))
    size = number * 1024 ** ("BKMGTP".index(letter) if letter else 0)
    if unit in ("", "B") and size.denominator != 1:
        raise Invalid("quota", "%r is a fraction of a byte: %s." % (text, QUOTA_RULE))
    return size


@lru_cache(maxsize=4096)  # a directory has many accounts and few quotas
def size_text(size):
    """The text that a server stores for so many bytes, for example ``1.5 GB``; rounded once."""
    if size < 1024:
        return "%d B" % _half_up(size)
    tenths, unit = _half_up(Fraction(size) / 1024) * 10, 1
    while tenths >= 10240 and unit < len(QUOTA_UNITS) - 1:
        tenths, unit = _half_up(Fraction(tenths, 1024)), unit + 1
    return "%s %s" % (tenths // 10 if tenths % 10 == 0 else "%d.%d" % divmod(tenths, 10), QUOTA_UNITS[unit])


@lru_cache(maxsize=4096)
def normal_quota(text):
    """The form in which a wanted quota is sent and compared: ``none``, ``default`` or the server's own text.

    :raises Invalid: when the server would refuse or mangle it (``5 GiB`` sent as such would be stored as five bytes).
    """
    plain = str(text).strip()
    if plain.lower() in ("none", "unlimited"):
        return "none"
    if plain.lower() == "default":
        return "default"
    return stable_text(quota_bytes(plain))


def stable_text(size):
    """The text that stays the same when it is set again: servers make text of text once more before storing."""
    return size_text(quota_bytes(size_text(size)))


def _half_up(value):
    return int((Fraction(value) * 2 + 1) // 2)
