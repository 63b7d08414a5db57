# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ways a task fails: the input is wrong, or the server refused; else it is a bug. Raised below, reported by door.py alone."""

from __future__ import annotations

import os
import traceback
from typing import Any, Dict, Optional, Union

from .common.messages import message


class Invalid(Exception):
    """A parameter cannot be carried out; raised before the first write.

    :param field: name of the parameter, as the user wrote it.
    :param problem: what is wrong with it and what would be right.
    """

    code: Optional[int] = None  # no server was asked
    http_status: Optional[int] = None
    trace = limit = ""
    ambiguous = unsent = unread = False

    def __init__(self, field: str, problem: str) -> None:
        super().__init__("%s: %s" % (field, problem))
        self.field = field
        self.problem = problem

    def __str__(self) -> str:
        return message("%s: %s" % (self.field, self.problem))

    def report(self) -> Dict[str, Any]:
        """The keys that a failing task returns beside its message."""
        return {}


class OCSError(Exception):
    """The server, or the way to it, refused one request.

    :param problem: what happened, in words, with the server's own text.
    :param endpoint: "METHOD path" without query, body or credentials.
    :param code: OCS status code, None when the answer was no OCS envelope.
    :param http_status: HTTP status, None when there was no answer.
    :param hint: the next step for the reader.
    :param ambiguous: True when the write may have happened all the same; the object has to be read before judging.
    :param limit: the rate limit that refused it, "" for another reason; :param unsent: True when it was not even sent.
    """

    trace = ""  # of a bug
    lasting = False  # the same write would fail again
    unread = False  # whether reading back what happened failed as well

    def __init__(
        self,
        problem: str,
        endpoint: str = "",
        code: Optional[int] = None,
        http_status: Optional[int] = None,
        hint: str = "",
        ambiguous: bool = False,
        limit: str = "",
        unsent: bool = False,
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.endpoint = endpoint
        self.code = code
        self.http_status = http_status
        self.hint = hint
        self.ambiguous = ambiguous
        self.limit = limit
        self.unsent = unsent

    def __str__(self) -> str:
        told = [text for text in ("HTTP %s" % self.http_status if self.http_status else "", "OCS %s" % self.code if self.code is not None else "") if text]
        where = "%s%s: " % (self.endpoint, " (%s)" % ", ".join(told) if told else "") if self.endpoint else ""
        return message("%s%s%s" % (where, self.problem, " " + self.hint if self.hint else ""))

    def report(self) -> Dict[str, Any]:
        """The keys that a failing task returns beside its message."""
        return {"ocs_code": self.code, "http_status": self.http_status, "endpoint": self.endpoint, "hint": self.hint}


class Bug(OCSError):
    """What nobody foresaw, raised by :param error: while it is being handled; a write may have happened."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(
            "%s in %s: this is a bug in the collection ocs.provisioning." % (type(error).__name__, _place(error)),
            hint=("Please report it with this message, and with the traceback (exception) where Ansible shows it."),
            ambiguous=True,
        )
        self.trace = traceback.format_exc()


Failure = Union[Invalid, OCSError]


def _place(error: BaseException) -> str:
    """File and line of the collection's innermost call."""
    frames = traceback.extract_tb(error.__traceback__)
    found = ([frame for frame in frames if "provisioning" in frame.filename] or frames)[-1]
    return "%s:%s" % (os.path.basename(found.filename), found.lineno)


def foreseen(error: BaseException) -> Failure:
    """The exception as one that is reported: ``Invalid`` and ``OCSError`` are themselves, everything else is a :class:`Bug`."""
    return error if isinstance(error, (Invalid, OCSError)) else Bug(error)
