# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks for secrets in what a run leaves behind, in every coding that an output, a server or a proxy may give them."""

from __future__ import annotations

import base64
import json
from functools import lru_cache
from html import escape
from urllib.parse import quote, quote_plus

# With everything that codings change: quotation marks of both kinds, a backslash, what HTML, addresses and forms escape, letters beyond ASCII.
OWN = "Own-2026 \"<p\u00e4/ss>'&+%\\\u00e9!"
GIVEN = "Given-2026 \"<w\u00f6rd>'/&+%\\!"
HEADS = {OWN[:8], GIVEN[:8]}  # how both begin in every coding that leaves letters as they are: also a part of a secret is one
LEAST = 8  # characters; a shorter text stands in data that is no secret


@lru_cache(maxsize=None)
def codings(secret):
    """The secret as it may stand in a text; written without the collection's own list, which it checks."""
    octets = secret.encode()
    coded = [secret, repr(secret)[1:-1], escape(secret), escape(secret, quote=False), escape(secret).replace("&#x27;", "&#039;")]
    for ascii_only in (True, False):
        in_json = json.dumps(secret, ensure_ascii=ascii_only)[1:-1]
        coded += [in_json, in_json.replace("/", "\\/"), json.dumps(in_json)[1:-1]]
    for safe in ("", "/"):
        in_address = [quote(octets, safe), quote_plus(octets, safe)]
        coded += in_address + [text.lower() for text in in_address]
    coded += [base64.b64encode(octets).decode(), base64.urlsafe_b64encode(octets).decode(), octets.hex()]
    return frozenset(coded)


def found_in(texts, secrets):
    """``(coding, where it stands)`` of every secret in one of the texts."""
    wanted = {coding for secret in secrets if len(secret) >= LEAST for coding in codings(secret)}
    return [(coding, text[max(0, text.find(coding) - 60) :][:200]) for text in texts for coding in wanted if coding in text]


def texts_of(value):
    """Every text in a result: values and keys."""
    if isinstance(value, dict):
        return [text for pair in value.items() for item in pair for text in texts_of(item)]
    if isinstance(value, (list, tuple)):
        return [text for item in value for text in texts_of(item)]
    return [value] if isinstance(value, str) else []


def sent_secrets(exchanges):
    """What requests and answers carried that lets somebody in: headers of authorization, cookies, tokens."""
    found = set()
    for request, response in exchanges:
        scheme, _sep, value = request.headers.get("authorization", "").partition(" ")
        found.update((value, scheme + " " + value) if value else ())
        found.update(request.cookies.values())
        pairs = response.headers if response is not None else ()
        found.update(text.partition("=")[2].partition(";")[0] for name, text in pairs if name.lower() == "set-cookie")
    return found
