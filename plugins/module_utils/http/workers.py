# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Work in other threads: workers write and read in parallel, each with a client, a session and a cookie jar of its own; and lines that tell whoever
watches how far a long task is.
"""

from __future__ import annotations

import threading
import time
from functools import partial
from itertools import count
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Callable, Dict, Iterable, List, Optional, Tuple, TypeVar

from .answer import put, taken

if TYPE_CHECKING:
    from ..errors import Failure

Item = TypeVar("Item")
Found = TypeVar("Found")

NO_ANSWER = (None, 502, 503, 504)  # HTTP status of a server that is not there
ONE_WRITER = (
    "The server failed while several workers wrote at the same time, as servers on SQLite do; "
    "the rest was written by one worker. Set workers to 1 for this server."
)


class Gate:
    """Through which writes go. It lets all in, until the server shows that it takes one writer at a time; from then on it lets in one alone.

    :param writers: how many there are; :param warn: called once with a text for the reader.
    """

    def __init__(self, writers: int = 1, warn: Callable[[str], object] = str) -> None:
        self.several, self.inside, self.warn, self.turn = writers > 1, 0, warn, threading.Condition()

    def __enter__(self) -> None:
        with self.turn:
            self.turn.wait_for(lambda: self.several or not self.inside)
            self.inside += 1

    def __exit__(self, *_exc: object) -> None:
        with self.turn:
            self.inside -= 1
            self.turn.notify_all()

    def heed(self, error: Failure) -> None:
        """Go down to one writer after an error inside the server: while others write, nothing can be read back or repeated safely."""
        with self.turn:
            if self.several and error.ambiguous and error.http_status not in NO_ANSWER:
                self.several = False
                self.warn(ONE_WRITER)


def beside(work: Callable[..., Found], *given: Any) -> Callable[[], Found]:
    """Begin ``work(*given)`` in a thread of its own; what this returns waits for its result, or raises its error.

    The thread ends with the process: who does not ask any more leaves it alone.
    """
    box: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=put, args=(box, partial(work, *given)), daemon=True).start()
    return lambda: taken(box.get())


def parallel(client: Any, items: Iterable[Item], work: Callable[[Any, Item], Found], workers: int, form: str = "") -> List[Found]:
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

    idle: SimpleQueue[Any] = SimpleQueue()
    for each in client.team(min(workers, len(items))):
        idle.put(each)

    def on_an_idle_client(item: Item) -> Found:
        own = idle.get()
        try:
            return work(own, item)
        finally:
            idle.put(own)

    with ThreadPoolExecutor(max_workers=min(workers, len(items))) as pool:
        return list(pool.map(on_an_idle_client, items))


PAUSE = 5  # seconds without a line at the start, so that a short task tells nothing, and between two lines
SHARE = 0.05  # a count gets its next line after so much of the whole,
LONGEST = 60  # or after so many seconds


def span(seconds: float) -> str:
    """A time in words, for example ``3 min``."""
    if seconds < 90:
        return "%d s" % max(1, round(seconds))
    minutes = round(seconds / 60)
    return "%d min" % minutes if minutes < 90 else "%d h %02d min" % divmod(minutes, 60)


class Progress:
    """Safe for several workers. :param tell: takes a line, None where nobody watches; :param clock, now: replaced by tests."""

    def __init__(
        self, tell: Optional[Callable[[str], object]] = None, clock: Callable[[], float] = time.monotonic, now: Callable[[], float] = time.time
    ) -> None:
        self._tell, self._clock, self._now, self._lock = tell, clock, now, threading.Lock()
        self._last = clock()
        self._kept: List[Tuple[str, Optional[float]]] = []
        self._waits: Dict[str, float] = {}
        self._form, self._done = "", 0  # of the last count that was told

    def say(self, text: str, until: Optional[float] = None) -> None:
        """Tell something once: now, or as soon as a line may be told. :param until: moment of the clock after which it is of no use."""
        if self._tell is not None:
            with self._lock:
                self._kept.append((text, until))
                self._flush()

    def waits(self, limit: str, seconds: float) -> None:
        """The task waits for a rate limit, so many seconds at most; told once, however often it asks again."""
        ends = self._clock() + seconds
        if self._tell is not None and self._clock() >= self._waits.get(limit, 0):
            self._waits[limit] = ends
            self.say(
                "waiting for the rate limit of %s, until %s at the latest (%s)"
                % (limit.replace("_", " "), time.strftime("%H:%M:%S", time.localtime(self._now() + seconds)), span(seconds)),
                ends,
            )
        else:
            self.flush()

    def flush(self) -> None:
        """Tell what was kept, if a line may be told."""
        if self._kept:
            with self._lock:
                self._flush()

    def count(self, form: Optional[str], done: int, total: Optional[int] = None, more: Callable[[], str] = str) -> None:
        """So many are done. :param form: a text with a place for the numbers, None for what is not told; :param more: function of what follows them."""
        if self._tell is None or form is None:
            return
        with self._lock:
            passed = self._clock() - self._last
            if passed >= PAUSE and not self._flush() and (form != self._form or total is None or passed >= LONGEST or done - self._done >= SHARE * total):
                self._form, self._done = form, done
                self._line(form % ("{:,}".format(done) if total is None else "{:,} of {:,}".format(done, total)) + more())

    def counting(self, form: str, total: int, work: Callable[[Any, Item], Found]) -> Callable[[Any, Item], Found]:
        """``work`` of a client and an item, which also counts what is done."""
        done = count(1)

        def counted(client: Any, item: Item) -> Found:
            found = work(client, item)
            self.count(form, next(done), total)
            return found

        return counted

    def _flush(self) -> bool:
        """Tell the first text that was kept and is still of use; whether there was one."""
        moment = self._clock()
        if moment - self._last < PAUSE:
            return False
        self._kept = [(text, until) for text, until in self._kept if until is None or until > moment]
        if not self._kept:
            return False
        self._line(self._kept.pop(0)[0])
        return True

    def _line(self, text: str) -> None:
        self._last = self._clock()
        if self._tell is not None:
            self._tell(text)
