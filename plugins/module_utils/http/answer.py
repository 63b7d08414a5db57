# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What came back for a request. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..common.masking import hide
from ..common.visible import short

LEAST_SECRET = 12  # characters of a cookie's value: a shorter one, like "true", opens no session and stands in any text


@dataclass(frozen=True)
class Answer:
    """What came back: ``headers`` ignore case, ``content`` is bytes, ``secrets`` are those that the server was sent."""

    status: int
    headers: object
    content: bytes
    secrets: tuple = field(default=(), repr=False)
    cookies: dict = field(default_factory=dict, repr=False)

    @property
    def text(self):
        """The body as text, undecodable bytes replaced."""
        return self.content.decode("utf-8", "replace")

    def hide(self, text):
        """The server's words, no more than a message can hold, without the secrets that it was sent and may repeat."""
        return short(hide(text, self.secrets))


def telling(cookies):
    """The values of these cookies that may open a session."""
    return tuple(value for value in cookies if value and len(value) >= LEAST_SECRET)
