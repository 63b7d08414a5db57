# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Characters of more than three bytes in UTF-8, such as emoji, which a MySQL database without utf8mb4 cannot store. Pure.

Nextcloud and ownCloud use utf8mb4 only where ``mysql.utf8mb4`` is set, Seafile's own SQL never does, and none of them tells it by its API (their
sources). So what cannot be known before the write is told after the error inside the server that it causes.
"""

from __future__ import annotations

INSIDE = (200, 400, 500)  # statuses of an error inside the server, where its effect is open


def unstored(texts):
    """The characters of the texts that need more than three bytes, as one text."""
    return "".join(sorted({character for text in texts if isinstance(text, str) for character in text if character > "\uffff"}))


def blame(error, data):
    """Name the characters of a write that an error inside the server may come from; the same write would fail for ever then."""
    secret = data.get("key") == "password"  # the single-field edit of a password
    beyond = "" if secret else unstored(value for key, value in data.items() if key != "password")
    if beyond and error.ambiguous and error.http_status in INSIDE:
        error.lasting = True
        error.hint = (
            "Its database may not store %s (more than three bytes in UTF-8, such as emoji); leave it out, or let the database hold it (utf8mb4)."
        ) % beyond
