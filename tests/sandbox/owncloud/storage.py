# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Quota: the text that ownCloud stores for a wish, and the figures that it reports.

Source: ownCloud 10.15.2, recorded exchanges, user-edit.jsonl.
"""

from __future__ import annotations

from .. import quota

UNCHANGED = ("none", "default")
NOTHING = " B"  # what the server makes of a size that it cannot write, that is of a negative one
DISK_FREE, SKELETON = 75_000_000_000, 163  # bytes; what the recorded server had, roughly, and what a first login puts there


def stored_text(wish):
    """The text kept for a wished quota; None when it is refused (103).

    The wish is read and written twice, so that what is stored is stable when it is set again ("1.5" becomes "1.5 B", then "2 B").
    """
    if wish in UNCHANGED:
        return wish
    size = _parse(wish)
    if size is None:
        return None
    again = _parse(quota.text_of(size))
    return NOTHING if again is None else quota.text_of(again)


def _parse(text):
    """Bytes, or None. PHP 7.4, unlike later ones, takes no number with a blank after it."""
    return None if text != text.rstrip() and quota.is_numeric(text) else quota.parse(text)


def quota_record(state, user):
    """`quota` of an account: the definition alone until the user has logged in once and thus has a home."""
    if not user.last_login:
        return {"definition": user.quota}
    limit = _limit(state, user)
    free = DISK_FREE if limit is None else min(DISK_FREE, max(limit - SKELETON, 0))
    total = free + SKELETON
    if limit and total > limit:
        total = limit
    return {"free": free, "used": SKELETON, "total": total, "relative": round(SKELETON / total * 10000) / 100, "definition": user.quota}


def _limit(state, user):
    """Bytes in force for this account; None for no limit."""
    text = user.quota
    if text == "default":
        text = state.app_config.get(("files", "default_quota"), "none")
    return None if text == "none" else _parse(text) or 0
