# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What came back for a request, and the reading of its body: unpacked, up to a size, in time. Knows no HTTP library."""

from __future__ import annotations

import threading
import time
import zlib
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Callable

from ..common.characters import short
from ..common.masking import hide

PACKED = "gzip"  # what is asked for; libraries would offer more, of which some unpack to any size at once
PIECE = 65536  # bytes; what is read, or unpacked, at a time
ANY_HEADER = 32 + zlib.MAX_WBITS  # zlib finds out whether it is gzip
LEAST_SECRET = 12  # characters of a cookie's value: a shorter one, like "true", opens no session and stands in any text


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
        self._work.put((work, box))
        try:
            found, error = box.get(timeout=max(seconds, 0))
        except Empty:
            self.leave()
            raise Unusable("the answer was not complete in time") from None
        if error is not None:
            raise error
        return found

    def leave(self):
        """Let the thread end, after what it is at."""
        if self._work is not None:
            self._work.put(None)
            self._work = None

    __del__ = leave


def _help(asked):
    for work, box in iter(asked.get, None):
        try:
            box.put((work(), None))
        except Exception as error:  # whatever it is belongs to the one who asked
            box.put((None, error))
        del work, box  # what it holds is not to live until the next work comes
