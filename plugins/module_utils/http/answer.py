# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What came back for a request: the reading of its body, unpacked, up to a size, in time; and the rate limits that an answer tells of. It sends nothing."""

from __future__ import annotations

import math
import re
import threading
import time
import zlib
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any, Callable, Optional, Tuple

from ..common.calls import BUCKETS
from ..common.messages import hide, short
from ..errors import OCSError

PACKED = "gzip"  # what is asked for; libraries would offer more, of which some unpack to any size at once
PIECE = 65536  # bytes; what is read, or unpacked, at a time
ANY_HEADER = 32 + zlib.MAX_WBITS  # zlib finds out whether it is gzip
LEAST_SECRET = 12  # characters of a cookie's value: a shorter one, like "true", opens no session and stands in any text
PAUSES = (5, 10, 15, 30)  # seconds; Nextcloud names no time, its window is 60 or 600 s long
LONGEST = 1e9  # seconds; a server may name any number
NOT_REACHED = (0.0, False)
WINDOW = 60  # seconds, of a limit that is not known


@dataclass(frozen=True)
class Answer:
    """What came back: ``headers`` ignore case, ``content`` is bytes, ``secrets()`` are those that the server was sent."""

    status: int
    headers: object
    content: bytes
    secrets: Callable = field(default=tuple, repr=False)  # asked for where a message needs them: a long run has sent many
    cookies: dict = field(default_factory=dict, repr=False)

    @property
    def text(self):
        """The body as text, undecodable bytes replaced."""
        return self.content.decode("utf-8", "replace")

    def hide(self, text):
        """The server's words, no more than a message can hold, without the secrets that it was sent and may repeat."""
        return short(hide(text, self.secrets()))


def telling(cookies):
    """The values of these cookies that may open a session."""
    return tuple(value for value in cookies if value and len(value) >= LEAST_SECRET)


class Unusable(Exception):
    """A body that is too large, comes too slowly, or cannot be unpacked; the text says which."""


def read(pieces, encoding, most, ends):
    """The body as bytes.

    :param pieces: the body as it comes, piece by piece; :param encoding: its ``Content-Encoding``.
    :param most: so many unpacked bytes at most; :param ends: no longer than until this moment of the monotonic clock; :raises Unusable:
    """
    encoding = (encoding or "").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise Unusable("the answer is compressed as %s, which was not requested" % short(repr(encoding), 40))
    found = bytearray()
    for piece in pieces if encoding in ("", "identity") else _unpacked(pieces):
        found += piece
        if len(found) > most:
            raise Unusable("the answer is larger than %d MiB" % (most >> 20))
        if time.monotonic() > ends:
            raise Unusable("the answer was not complete in time")
    return bytes(found)


def _unpacked(pieces):
    """The pieces unpacked, never more than ``PIECE`` at a time: a megabyte can hold a thousand."""
    unpack = zlib.decompressobj(ANY_HEADER)
    for piece in pieces:
        while piece:
            try:
                yield unpack.decompress(piece, PIECE)
            except zlib.error as error:
                raise Unusable("the answer cannot be decompressed: %s" % error) from None
            piece = unpack.unconsumed_tail
            if unpack.eof:  # a packed body may have several parts
                piece, unpack = unpack.unused_data, zlib.decompressobj(ANY_HEADER)


class Helper:
    """Works for a thread that waits no longer than it wants. One thread does it all: starting one costs as much as a small request."""

    def __init__(self):
        self._work = None

    def within(self, seconds, work):
        """The result of ``work()``, which gets so many seconds in all, whatever it waits for; it is left alone after that.

        A timeout of sockets counts from each sign of life, and none counts name resolution. :raises Unusable: when they are over.
        """
        if self._work is None:
            self._work = SimpleQueue()
            threading.Thread(target=_help, args=(self._work,), daemon=True).start()
        box = SimpleQueue()
        self._work.put((box, work))
        try:
            found = box.get(timeout=max(seconds, 0))
        except Empty:
            self.leave()
            raise Unusable("the answer was not complete in time") from None
        return taken(found)

    def leave(self):
        """Let the thread end, after what it is at."""
        if self._work is not None:
            self._work.put(None)
            self._work = None

    __del__ = leave


def _help(asked):
    for box, work in iter(asked.get, None):
        put(box, work)
        del work, box  # what it holds is not to live until the next work comes


def put(box: SimpleQueue[Tuple[Any, Optional[BaseException]]], work: Callable[[], Any]) -> None:
    """Do the work, and put into the box what came of it."""
    try:
        box.put((work(), None))
    except BaseException as error:  # whatever it is belongs to the one who asked, who would wait for ever
        box.put((None, error))


def taken(found: Tuple[Any, Optional[BaseException]]) -> Any:
    result, error = found
    if error is not None:
        raise error
    return result


class Limits:
    """The limits of one account on one server, shared by all who send for it.

    :param longest: seconds that a task may wait in all (``rate_limit_wait``); :param clock: replaced by tests.
    """

    def __init__(self, longest, clock=time.monotonic):
        self.longest, self.clock, self.known = longest, clock, BUCKETS  # known: those of the server, see Server.limits
        self.reached = {}  # name of a limit -> (moment when it is over, whether the server named it)

    def note(self, name, answer):
        """Whether an answer with status 429 tells that this limit is reached, which is noted then.

        Such an answer is empty, names a time, or is the page of a proxy; an OCS envelope is about brute-force protection, and is never waited for.
        """
        text = answer.text
        if "statuscode" in text or (text and "Retry-After" not in answer.headers and "<html" not in text[:2000].lower()):
            return False
        named = answer.headers.get("Retry-After", "").strip()
        told = re.fullmatch("[0-9]+", named) is not None  # other digits than these are no number for float
        seconds = min(max(1.0, float(named)), LONGEST) if told else self.known.get(name, (0, WINDOW))[1]
        self.reached[name] = (self.clock() + seconds, told)
        return True

    def holds(self, name):
        """Whether the server would refuse a request that counts here, as far as is known."""
        return name in self.reached and self.clock() < self.reached[name][0]

    def left(self, name):
        """Seconds until a limit that is reached is over, at the latest."""
        return max(0.0, self.reached.get(name, NOT_REACHED)[0] - self.clock())

    def pause(self, name, count, waited):
        """Seconds to wait before the server is asked again; None when that is more than is left of the task's time.

        :param count: how many pauses this request made before; :param waited: seconds that were waited already.
        """
        left = self.longest - waited
        over, told = self.reached.get(name, NOT_REACHED)  # another worker may ask again at this moment
        seconds = float(math.ceil(over - self.clock())) if told else PAUSES[min(count, len(PAUSES) - 1)]
        return None if left <= 0 or (told and seconds > left) else min(seconds, left)

    def ask_again(self, name):
        """A pause is over: the next request shows whether the limit is, too."""
        self.reached.pop(name, None)

    def refusal(self, name, endpoint, sent):
        """The error of a request that would have to wait longer than it may. :param sent: whether the server refused this very request."""
        return OCSError(
            "%s and waiting %d s (rate_limit_wait) was not enough."
            % ("the server's rate limit is reached" if sent else "it was not sent, because the server's rate limit is reached", self.longest),
            endpoint,
            None,
            429,
            "Raise rate_limit_wait above 600, run again later, or raise the limit on the server; completed steps are kept.",
            limit=name,
            unsent=not sent,
        )
