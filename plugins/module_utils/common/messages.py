# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is shown of a stranger's words: no secret that it was sent, and no character that does harm. Pure.

Data is never searched for secrets: a password that equals an account's id would make another account of it in every result.

Every message, journal and report goes through :func:`visible` where it leaves: no character acts on a terminal or turns the reading
direction, and no word has no end. Values in results stay as they are.

A MySQL database without utf8mb4 cannot store characters of more than three bytes in UTF-8, such as emoji. Nextcloud and ownCloud use utf8mb4
only where ``mysql.utf8mb4`` is set, Seafile's own SQL never does, and none of them tells it by its API (their sources). So what cannot be
known before the write is told after the error inside the server that it causes.
"""

from __future__ import annotations

import base64
import json
import re
from html import escape
from typing import TYPE_CHECKING, Any, Iterable, Mapping, Sequence, Set
from urllib.parse import quote, quote_plus

if TYPE_CHECKING:
    from ..errors import OCSError

MOST = 500  # characters of a server's own words
HALF = re.compile("[\ud800-\udfff]")
WORD = re.compile(r"\S{%d,}" % (MOST + 1))
# control characters (C0, C1), line separators, marks that turn the reading direction, and halves of characters
ACTIVE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
MASK = "********"
PLAIN = re.compile("[A-Za-z0-9]+")
INSIDE = (200, 400, 500)  # statuses of an error inside the server, where its effect is open


def visible(text: str, keep: str = "") -> str:
    """The text with what cannot be seen written as an escape, such as ``\\u001b``; :param keep: characters that stay as they are."""
    return ACTIVE.sub(lambda match: match.group() if match.group() in keep else "\\u%04x" % ord(match.group()), text)


def message(text: str) -> str:
    """The text as a message shows it: visible, and no word in it without end."""
    return visible(WORD.sub(lambda match: short(match.group(), 100), text))


def sentences(texts: Iterable[str]) -> str:
    """Several messages as one; no full stop stands before a semicolon."""
    texts = list(texts)
    return "; ".join([text[:-1] if text.endswith(".") and not text.endswith("..") else text for text in texts[:-1]] + texts[-1:])


def short(text: str, most: int = MOST) -> str:
    """The text with its end left out where it is longer."""
    return text if len(text) <= most else text[:most] + "..."


def hide(text: str, secrets: Iterable[object]) -> str:
    """A server's words without the secrets that it was sent, in whatever coding it repeats them."""
    codings = {coding for secret in secrets if secret and _may_stand_in(text, str(secret)) for coding in _codings(secret) if coding in text}
    if not codings:
        return text
    # the longest first: one may be a part of another
    return re.sub("|".join(re.escape(coding) for coding in sorted(codings, key=len, reverse=True)), MASK, text)


def _may_stand_in(text: str, secret: str) -> bool:
    """Quickly, because a run may have sent a hundred thousand secrets: no coding but Base64 changes letters and digits of ASCII."""
    return all(part in text for part in PLAIN.findall(secret)) or in_base64(secret) in text


def in_base64(secret: str) -> str:
    """The secret as HTTP Basic codes it."""
    return base64.b64encode(secret.encode("utf-8", "surrogatepass")).decode()


def _codings(secret: object) -> Set[str]:
    """The secret as it travels: plain, in an address, in a form, in JSON; and as a page or PHP's JSON would show it."""
    octets = str(secret).encode("utf-8", "surrogatepass")
    in_json = [json.dumps(str(secret), ensure_ascii=ascii_only)[1:-1] for ascii_only in (True, False)]
    in_address = [coded(octets, safe) for coded in (quote, quote_plus) for safe in ("", "/")]
    lower = [re.sub("%[0-9A-F]{2}", lambda match: match.group().lower(), coded) for coded in in_address]
    php = [coded.replace("/", "\\/") for coded in in_json]
    return {str(secret), escape(str(secret)), in_base64(str(secret)), *in_json, *in_address, *lower, *php}


def and_more(names: Sequence[str], most: int) -> str:
    """The first of the names, and how many more there are."""
    return ", ".join(names[:most]) + (" and %d more" % (len(names) - most) if len(names) > most else "")


def few(names: Sequence[str], most: int) -> str:
    """The first of the names, and that there are more; where the number of all is told beside it."""
    return ", ".join(names[:most]) + (", ..." if len(names) > most else "")


def unstored(texts: Iterable[object]) -> str:
    """The characters of the texts that need more than three bytes, as one text."""
    return "".join(sorted({character for text in texts if isinstance(text, str) for character in text if character > "\uffff"}))


def blame(error: OCSError, data: Mapping[str, Any]) -> None:
    """Name the characters of a write that an error inside the server may come from; the same write would fail for ever then."""
    secret = data.get("key") == "password"  # the single-field edit of a password
    beyond = "" if secret else unstored(value for key, value in data.items() if key != "password")
    if beyond and error.ambiguous and error.http_status in INSIDE:
        error.lasting = True
        error.hint = (
            "Its database may not store %s (more than three bytes in UTF-8, such as emoji); leave it out, or let the database hold it (utf8mb4)."
        ) % beyond


def acquit(error: OCSError, lacking: Iterable[object]) -> None:
    """Take the blame back where the values that the server did not keep have no such characters: it stored them. :param lacking: these values."""
    if error.lasting and not unstored(lacking):
        error.lasting, error.hint = False, ""
