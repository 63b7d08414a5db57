# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps secrets out of what a task shows: arguments by their fields, and a stranger's words by the secrets that it was sent. Pure.

Data is never searched for secrets: a password that equals an account's id would make another account of it in every result.
"""

from __future__ import annotations

import base64
import json
import re
from html import escape
from urllib.parse import quote, quote_plus

HIDDEN = "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"  # as Ansible writes it
MASK = "********"
PLAIN = re.compile("[A-Za-z0-9]+")


def hide(text, secrets):
    """A server's words without the secrets that it was sent, in whatever coding it repeats them."""
    codings = {coding for secret in secrets if secret and _may_stand_in(text, str(secret)) for coding in _codings(secret) if coding in text}
    if not codings:
        return text
    # the longest first: one may be a part of another
    return re.sub("|".join(re.escape(coding) for coding in sorted(codings, key=len, reverse=True)), MASK, text)


def _may_stand_in(text, secret):
    """Quickly, because a run may have sent a hundred thousand secrets: no coding but Base64 changes letters and digits of ASCII."""
    return all(part in text for part in PLAIN.findall(secret)) or _base64(secret) in text


def _base64(secret):
    return base64.b64encode(secret.encode("utf-8", "surrogatepass")).decode()


def _codings(secret):
    """The secret as it travels: plain, in an address, in a form, in JSON; and as a page or PHP's JSON would show it."""
    octets = str(secret).encode("utf-8", "surrogatepass")
    in_json = [json.dumps(str(secret), ensure_ascii=ascii_only)[1:-1] for ascii_only in (True, False)]
    in_address = [coded(octets, safe) for coded in (quote, quote_plus) for safe in ("", "/")]
    lower = [re.sub("%[0-9A-F]{2}", lambda match: match.group().lower(), coded) for coded in in_address]
    php = [coded.replace("/", "\\/") for coded in in_json]
    return {str(secret), escape(str(secret)), _base64(str(secret)), *in_json, *in_address, *lower, *php}


def by_field(options, params, shown=()):
    """A task's arguments without what stands in secret options. :param options: argument specs by name; :param shown: of these all is shown."""
    found, options = {}, _with_aliases(options)
    for name, value in params.items():
        option = options.get(name, {})
        if option.get("no_log") and name not in shown and value is not None:
            value = HIDDEN
        elif option.get("options"):
            value = _rows_by_field(option["options"], value)
        found[name] = value
    return found


def _rows_by_field(options, value):
    """Rows, or what was given in their place: Ansible makes rows of texts as well."""
    if isinstance(value, list):
        return [_rows_by_field(options, row) for row in value]
    return by_field(options, value) if isinstance(value, dict) else value if value is None else HIDDEN


def secrets(options, params, shown=()):
    """The texts in a task's secret options, except those that are shown; the other part of :func:`by_field`."""
    found, options = [], _with_aliases(options)
    for name, value in params.items():
        option = options.get(name, {})
        if option.get("no_log") and name not in shown:
            found += _texts(value)
        elif option.get("options"):
            for row in value if isinstance(value, list) else [value]:
                found += secrets(option["options"], row) if isinstance(row, dict) else _texts(row)
    return found


def _with_aliases(options):
    """The options under all of their names: Ansible hands an argument over under its alias as well."""
    return dict(options, **{alias: option for option in options.values() for alias in option.get("aliases") or ()})


def _texts(value):
    if isinstance(value, (dict, list)):
        return [text for item in (value.values() if isinstance(value, dict) else value) for text in _texts(item)]
    return [] if value is None or isinstance(value, bool) else [str(value)]
