# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a real Nextcloud takes for a request: it hashes the password again for each one without a session (measured on 34.0.1, default settings)."""

from __future__ import annotations

ANONYMOUS, IN_SESSION, SIGNED_IN, BEGINNING = 0.025, 0.04, 0.96, 2.3  # seconds; the first session of an account comes with a pair of keys


def seconds(request, answer):
    """What the server needs for this request, by the cookies that it gave for it: it gives none within a session."""
    if "authorization" not in request.headers:
        return ANONYMOUS
    if not any(name == "Set-Cookie" for name, _value in answer.headers):
        return IN_SESSION
    return BEGINNING if "cookie_test" in request.cookies else SIGNED_IN
