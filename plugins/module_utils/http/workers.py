# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Work in other threads. Workers write and read in parallel, each with a client, a session and a cookie jar of its own."""

from __future__ import annotations

import threading
from functools import partial
from queue import Empty, SimpleQueue

from .answer import Unusable

NO_ANSWER = (None, 502, 503, 504)  # HTTP status of a server that is not there
ONE_WRITER = (
    "The server failed while several workers wrote at the same time, as servers on SQLite do; "
    "the rest was written by one worker. Set workers to 1 for this server."
)


class Gate:
    """Through which writes go. It lets all in, until the server shows that it takes one writer at a time; from then on it lets in one alone.

    :param writers: how many there are; :param warn: called once with a text for the reader.
    """

    def __init__(self, writers=1, warn=None):
        self.several, self.inside, self.warn, self.turn = writers > 1, 0, warn, threading.Condition()

    def __enter__(self):
        with self.turn:
            self.turn.wait_for(lambda: self.several or not self.inside)
            self.inside += 1

    def __exit__(self, *_exc):
        with self.turn:
            self.inside -= 1
            self.turn.notify_all()

    def heed(self, error):
        """Go down to one writer after an error inside the server: while others write, nothing can be read back or repeated safely."""
        with self.turn:
            if self.several and error.ambiguous and error.http_status not in NO_ANSWER:
                self.several = False
                self.warn(ONE_WRITER)


def beside(work, *given):
    """Begin ``work(*given)`` in a thread of its own; what this returns waits for its result, or raises its error.

    The thread ends with the process: who does not ask any more leaves it alone.
    """
    box = SimpleQueue()
    threading.Thread(target=_put, args=(box, partial(work, *given)), daemon=True).start()
    return lambda: _taken(box.get())


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
        return _taken(found)

    def leave(self):
        """Let the thread end, after what it is at."""
        if self._work is not None:
            self._work.put(None)
            self._work = None

    __del__ = leave


def _help(asked):
    for box, work in iter(asked.get, None):
        _put(box, work)
        del work, box  # what it holds is not to live until the next work comes


def _put(box, work):
    try:
        box.put((work(), None))
    except BaseException as error:  # whatever it is belongs to the one who asked, who would wait for ever
        box.put((None, error))


def _taken(found):
    result, error = found
    if error is not None:
        raise error
    return result


def parallel(client, items, work, workers, form=""):
    """``[work(client, item) for item in items]``, several at a time; at an error what has not begun is left.

    :param form: how the items are counted for whoever watches (``Progress.count``), "" where they are not.
    """
    items = list(items)
    if len(items) > 1:
        client.expect(len(items))
        work = client.transport.progress.counting(form, len(items), work) if form else work
    if workers < 2 or len(items) < 2:
        return [work(client, item) for item in items]
    from concurrent.futures import ThreadPoolExecutor  # late: most tasks do without, and it takes time to import

    idle = SimpleQueue()
    for each in client.team(min(workers, len(items))):
        idle.put(each)

    def on_an_idle_client(item):
        own = idle.get()
        try:
            return work(own, item)
        finally:
            idle.put(own)

    with ThreadPoolExecutor(max_workers=min(workers, len(items))) as pool:
        return list(pool.map(on_an_idle_client, items))
