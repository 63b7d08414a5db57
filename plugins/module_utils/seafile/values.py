# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Normal forms of Seafile's values. Pure. Source: recorded exchanges of Seafile 10, 11 and 13 (users_create, users_update, groups)."""

from __future__ import annotations

import re
from fractions import Fraction

from ..common.messages import unstored
from ..errors import Invalid

MB = 10**6
QUOTA_ERROR = -1
MOST_BYTES = 2**63 - 1  # a larger quota is not kept (measured on 13.0.25)
FACTORS = dict(
    [(unit + "B", 1000**power) for power, unit in enumerate(("", "K", "M", "G", "T", "P"))]
    + [(unit + "IB", 1024**power) for power, unit in enumerate(("K", "M", "G", "T", "P"), 1)]
    + [(unit, 1000**power) for power, unit in enumerate(("", "K", "M", "G", "T", "P"))]
)
FORM = re.compile(r"(\d{1,40}(?:\.\d{1,40})?) *([A-Za-z]*)", re.ASCII)
RULE = "give whole bytes, or a number with KB, MB, GB, TB (powers of 1000) or KiB, MiB, GiB, TiB (powers of 1024), or 'none'"
ATOM, QUOTED = r"[A-Za-z0-9!#$%%&%s*+/=?^_`{|}~-]+", r'"(?:[^"\\\r\n\t -]|\\[\x21-\x7e])*"'
LABEL, WIDE = "[%s](?:[%s-]{0,61}[%s])?", "A-Za-z0-9\u00a1-\uffff"
OWN_RULE = re.compile(r"(?:%s(?:\.%s)*|%s)@(?:%s\.)+[A-Za-z0-9-]{2,}\.?" % (ATOM % "", ATOM % "", QUOTED, LABEL % (("A-Za-z0-9",) * 3)))
LATER_RULE = re.compile(
    r"(?:%s(?:\.%s)*|%s)@(?:localhost|\[[0-9A-Fa-f:.]+\]|(?:%s\.)+(?!-)[%s-]{2,63}(?<!-))" % (ATOM % "'", ATOM % "'", QUOTED, LABEL % ((WIDE,) * 3), WIDE)
)
LENGTHS = {"login_id": 225, "department": 512}
ADDRESS_LENGTH = 225  # the server's column; a longer one leaves an account without an address behind
GROUP_NAME = re.compile(r"[\w\s'.()\uff08\uff09-]+")


def quota_megabytes(text, field="quota"):
    """Whole megabytes of 10^6 bytes, rounded up; 0 for no quota of its own. :raises Invalid: naming the field."""
    plain = str(text).strip()
    if plain.lower() in ("none", "unlimited", "default"):
        return 0
    match = FORM.fullmatch(plain)
    factor = FACTORS.get(match.group(2).upper()) if match else None
    if factor is None:
        raise Invalid(field, "%r is not understood: %s." % (text, RULE))
    size = Fraction(match.group(1)) * factor
    if size == 0:
        raise Invalid(field, "%r: the server treats 0 as no quota; use 'none' if this is intended." % text)
    megabytes = -(-size // MB)
    if megabytes * MB > MOST_BYTES:
        raise Invalid(field, "%r is more than the server can store; use 'none' for no limit." % text)
    return megabytes


def quota_text(megabytes):
    """The text for a number of megabytes in the largest unit that is exact; ``none`` for 0."""
    for unit, factor in (("TB", 10**6), ("GB", 10**3)):
        if megabytes and megabytes % factor == 0:
            return "%d %s" % (megabytes // factor, unit)
    return "%d MB" % megabytes if megabytes else "none"


def normal_quota(text, field="quota"):
    """The form in which a wanted quota is compared: ``none``, or whole megabytes as a text. :raises Invalid: naming the field."""
    return quota_text(quota_megabytes(text, field))


def default_quota(desired):
    """What an account without a quota of its own reports on this server: the API does not tell, so the task does."""
    return normal_quota(desired["server_default_quota"], "server_default_quota")


def stored_quota(size):
    """The same form of the bytes that the server tells: -2 and 0 mean none; None where it could not read the quota and says -1 (seahub's source)."""
    if isinstance(size, bool) or not isinstance(size, int) or size == QUOTA_ERROR:
        return None
    return quota_text(size // MB) if size > 0 else "none"


def rounding_note(text):
    """A warning when a wanted quota is no whole number of megabytes, else None."""
    megabytes = quota_megabytes(text)
    match = FORM.fullmatch(str(text).strip())
    if not match or Fraction(match.group(1)) * FACTORS[match.group(2).upper()] == megabytes * MB:
        return None
    return "quota: the server stores whole megabytes, so %s becomes %s." % (text, quota_text(megabytes))


def display_name(field, value):
    """Blanks at the ends dropped, at most 64 characters, no slash; "" means the part of the address before the @."""
    value = value.strip()
    if len(value) > 64 or "/" in value:
        raise Invalid(field, "%r: at most 64 characters, and no slash." % value)
    return value


def address(field, value):
    """The address that names an account, blanks at the ends dropped; accounts may have addresses that new ones may not."""
    value = value.strip()
    if "@" not in value or unstored([value]):  # the server cannot even compare what its tables cannot store
        raise Invalid(field, "%r is not an email address; accounts are named by their addresses." % value)
    return value


def new_address(field, value, server):
    """An address for an account that has another one or is about to be created, by the server's own rule.

    Versions before 13 have a rule of their own. Version 13 has that or, since February 2026, the web framework's: what either takes is
    left to the server, which refuses before it writes. (Recorded: users_create; the rest is in the server's source.)
    """
    later = not server.lacks("unicode_domains")
    if len(value) > ADDRESS_LENGTH or not (OWN_RULE.fullmatch(value) or (later and LATER_RULE.fullmatch(value))):
        raise Invalid(
            field,
            "%r is not an address that %s takes: at most %d characters, NAME@DOMAIN with %sletters, digits and inner hyphens "
            "in the parts of the domain, at least two characters in the last one."
            % (value, server.title, ADDRESS_LENGTH, "" if later else "a dot in the domain, ASCII only, "),
        )
    if server.lacks("internal_ids") and "/" in value:
        raise Invalid(field, "%r cannot be addressed: on %s the address is the ID, and a slash ends it." % (value, server.title))
    return value


def new_id(field, value):
    """An internal id that an account is to get: by both of the server's APIs accounts with other ids cannot be reached."""
    if not OWN_RULE.fullmatch(value) or "/" in value or value.endswith("."):
        raise Invalid(field, "%r cannot be an ID: NAME@DOMAIN in ASCII with a dot in the domain, and no slash." % value)
    return value


def storable(field, value, server):
    """A text that fits into the server's tables: as long as its column and, with the SQL that the server comes with, three bytes a character.

    Before version 13 the server may have another database, so only it can tell, see ``messages.blame``.
    """
    if len(value) > LENGTHS.get(field, len(value)):
        raise Invalid(field, "is longer than %d characters." % LENGTHS[field])
    beyond = unstored([value])
    if beyond and server.can("known_tables"):
        raise Invalid(field, "%r: the server's tables cannot store %s (more than three bytes in UTF-8, such as emoji); leave it out." % (value, beyond))


def reachable(field, account_id):
    """An id that the old API can address, by which alone departments are kept and libraries moved (its routes, in the server's source)."""
    if not re.fullmatch(r"\S+@[A-Za-z0-9._-]+\.[A-Za-z0-9._-]+", account_id):
        raise Invalid(field, "the server cannot do this for the account %s: its API only supports IDs with a dot in an ASCII domain." % account_id)
    return account_id


def people(field, change):
    """An ``add``/``remove``/``set`` dictionary of addresses, blanks at their ends dropped; None stays None."""
    return change and {key: None if names is None else [address(field, name) for name in names] for key, names in change.items()}


def group_name(field, value):
    """Letters, numbers, blanks, hyphen, dot, single quote, round brackets and underscore; blanks at the ends are refused."""
    if not GROUP_NAME.fullmatch(value) or value != value.strip() or len(value) > 255:
        raise Invalid(field, "%r: letters, numbers, blanks inside, hyphen, dot, single quote, round brackets and underscore only." % value)
    return value
