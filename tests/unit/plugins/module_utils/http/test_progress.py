# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""When a long task tells how far it is, by a clock that the tests move."""

from __future__ import annotations

import re
import time

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.http.workers import Progress, span


class Watched(Progress):
    """A progress whose time stands still until :meth:`passes`; ``lines`` are the moment and the text of what was told."""

    def __init__(self):
        self.moment, self.lines = 1000.0, []
        super().__init__(lambda text: self.lines.append((self.moment - 1000, text)), lambda: self.moment, lambda: self.moment)

    def passes(self, seconds):
        """Time passes."""
        self.moment += seconds

    def counted(self, number, seconds, form="reading accounts %s", every=1):
        """Count so many things up, that take so long in all."""
        for done in range(every, number + 1, every):
            self.passes(seconds * every / number)
            self.count(form, done, number)


@pytest.fixture(name="watched")
def fixture_watched():
    """A progress with its own clock."""
    return Watched()


def test_a_short_task_tells_nothing(watched):
    """Whatever it does."""
    watched.say("create 3 users")
    watched.counted(1000, 4.9)
    assert not watched.lines


@pytest.mark.parametrize("seconds, number", [(20, 4), (60, 12), (600, 20), (6000, 100)])
def test_a_long_task_tells_little(watched, seconds, number):
    """A line in 5 s, in 5 % of the whole where that takes longer, and in a minute at least."""
    watched.counted(10000, seconds)
    moments = [moment for moment, _text in watched.lines]
    assert abs(len(moments) - number) <= 1 and all(later - earlier >= 5 for earlier, later in zip([0] + moments, moments))
    assert re.fullmatch("reading accounts [0-9,]+ of 10,000", watched.lines[0][1])


def test_what_has_no_end(watched):
    """A list of which nobody knows how long it is."""
    for done in range(500, 5001, 500):
        watched.passes(3)
        watched.count("reading accounts %s", done)
    assert watched.lines == [(moment, "reading accounts {:,}".format(done)) for moment, done in ((6, 1000), (12, 2000), (18, 3000), (24, 4000), (30, 5000))]


def test_something_else_is_counted(watched):
    """It does not wait for its share."""
    watched.counted(100, 10)
    watched.counted(100000, 1000, "%s steps done", every=1000)
    assert [text for _moment, text in watched.lines][:3] == ["reading accounts 50 of 100", "reading accounts 100 of 100", "1,000 of 100,000 steps done"]


def test_what_is_told_once_waits_for_its_time(watched):
    """The plan comes when the task has become a long one, and before any count."""
    watched.passes(2)
    watched.say("create 400 users")
    watched.counted(100, 100, "%s steps done")
    assert watched.lines[:2] == [(5, "create 400 users"), (10, "8 of 100 steps done")]
    watched.passes(10)
    watched.say("something else")
    assert watched.lines[-1][1] == "something else"


def test_a_wait_is_told_once(watched, monkeypatch):
    """With its end, however often the server is asked again; the next one again; one that is over before it could be told never."""
    monkeypatch.setattr(time, "localtime", time.gmtime)
    watched.passes(600)
    for _time in range(20):
        watched.waits("single_field_edits", 600)
        watched.passes(30)
    watched.waits("single_field_edits", 600)
    text = "waiting for the rate limit of single field edits, until %s at the latest (10 min)"
    assert watched.lines == [(600, text % "00:36:40"), (1200, text % "00:46:40")]
    watched.waits("requests", 3)
    watched.passes(5)
    watched.flush()
    assert len(watched.lines) == 2


def test_a_wait_at_the_start(watched):
    """It is told when 5 s are over, with the next pause."""
    watched.waits("single_field_edits", 600)
    assert not watched.lines
    watched.passes(5)
    watched.waits("single_field_edits", 600)
    assert len(watched.lines) == 1


def test_nobody_watches():
    """Nothing happens, and no text is made."""
    silent = Progress()
    silent.say("x")
    silent.waits("x", 600)
    silent.count("%s", 1, 2, lambda: 1 / 0)
    assert silent.counting("%s", 2, lambda client, item: (client, item))("client", "item") == ("client", "item")


def test_spans():
    """Times in words."""
    assert [span(seconds) for seconds in (0, 1.4, 89, 90, 600, 5399, 5400, 122400)] == [
        "1 s", "1 s", "89 s", "2 min", "10 min", "1 h 30 min", "1 h 30 min", "34 h 00 min"]  # fmt: skip
