# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shapes of what calls of Seafile's Web API answer with, checked where it enters. Source: recorded Seafile 10, 11 and 13.

What is written is read, too: answers tell the ids of what was made. Quotas have no shape: an odd one is an unknown quota.
"""

from __future__ import annotations

import re

from ..common.calls import Mismatch, bit, filled, flag, items, key, label, maybe, moment, name, number, record, rows, text


def account_id(value, where):
    """The id of an account, which stands in paths."""
    filled(value, where)
    name(value, where)
    if value.strip() in (".", ".."):
        raise Mismatch(where, "an id", value)


def token(value, where):
    """What a header can hold."""
    if not isinstance(value, str) or not re.fullmatch(r"[\x21-\x7e]{1,1024}", value):
        raise Mismatch(where, "a token of letters and digits", value)


ACCOUNT = record(
    {"email": account_id}, contact_email=maybe(filled), name=maybe(text), is_active=maybe(bit), is_staff=maybe(bit), login_id=maybe(text), role=maybe(text),
    last_login=maybe(moment), reference_id=maybe(text), institution=maybe(text))  # fmt: skip
GROUP = {"name": filled, "id": key}  # what a group needs
GROUP_OF_USER = record(dict(GROUP, role=filled))
FOUND = record({"email": account_id}, contact_email=maybe(filled))
MEMBER = record({"email": account_id, "role": filled}, contact_email=maybe(filled))
REFUSED = record(failed=maybe(rows(record(error_msg=maybe(label)))))


def page(field, entry):
    """A page of a list, and what it tells of the others."""
    return record({field: items(entry)}, page_info=maybe(record(has_next_page=maybe(flag))), total_count=maybe(number))


def written(value, where):
    """Anything; a map may list what was refused."""
    if isinstance(value, dict):
        REFUSED(value, where)
