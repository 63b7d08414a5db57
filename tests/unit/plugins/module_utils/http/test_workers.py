# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Work in parallel: every worker with a client of its own, results in order, errors at once."""

from __future__ import annotations

import threading
import time

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import OCSError
from ansible_collections.ocs.provisioning.plugins.module_utils.http.answer import Helper
from ansible_collections.ocs.provisioning.plugins.module_utils.http.workers import beside, parallel
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import Site


class Pool:
    """Stands for a client and its team; remembers what was expected of it."""

    def __init__(self):
        self.expected, self.others, self.busy, self.most = [], [], 0, 0
        self.lock = threading.Lock()

    def expect(self, number):
        """As ``Client.expect``."""
        self.expected.append(number)

    def team(self, number):
        """As ``Client.team``."""
        self.others = ["client %d" % index for index in range(number)]
        return self.others


@pytest.mark.parametrize("workers, items", [(1, 9), (2, 9), (4, 9), (8, 3), (16, 1), (4, 0)])
def test_results_in_order(workers, items):
    """Whatever ends first; as many at a time as there are workers, and never two with one client."""
    pool, together, busy = Pool(), threading.Barrier(min(workers, items) or 1, timeout=10), set()

    def work(client, item):
        assert client not in busy
        busy.add(client)
        if item < min(workers, items):
            together.wait()  # so many are under way at once, or this times out
        busy.discard(client)
        return item * 2

    assert parallel(pool, iter(range(items)), work, workers) == [item * 2 for item in range(items)]
    assert pool.expected == [items] * (items > 1) and len(pool.others) == (min(workers, items) if min(workers, items) > 1 else 0)


@pytest.mark.parametrize("workers", [1, 2])
def test_errors_end_the_work(workers):
    """The first error in order is raised; what is under way ends, what has not begun is left."""
    done = []

    def work(_client, item):
        done.append(item)
        if item == 2:
            raise OCSError("item %d" % item)
        time.sleep(0.001)

    with pytest.raises(OCSError, match="item 2"):
        parallel(Pool(), range(1000), work, workers)
    assert {0, 1, 2} <= set(done) and len(done) < 1000


def test_workers_share_one_session():
    """But no connections. The first request begins it while the others wait, and closing ends it; the account of costs counts all of them."""
    with Site("nextcloud-34") as site:
        client = site.client()
        try:
            used = parallel(client, range(40), lambda one, _item: (one.get(called.at("cloud/user")), one.transport)[1], 4)
            assert len({id(each._pool) for each in used}) == 4 and len({id(each.session) for each in used}) == 1
            assert site.sandbox.product.authenticator.signed_in() == 1 and len(site.sandbox.product.authenticator.sessions) == 1
            assert client.account()["requests"] == 40 == sum(site.sandbox.counts.values())
        finally:
            client.close()
        assert not site.sandbox.product.authenticator.signed_in()


@pytest.mark.parametrize("fault", [OCSError("gone"), SystemExit(1), KeyboardInterrupt()])
def test_whatever_ends_a_thread_reaches_the_one_who_waits(fault):
    """At once, and not when its time is over."""

    def work():
        raise fault

    helper = Helper()
    for wait in (lambda: helper.within(60, work), beside(work)):
        began = time.monotonic()
        with pytest.raises(type(fault)):
            wait()
        assert time.monotonic() - began < 30
    assert helper.within(60, lambda: 1) == 1
    helper.leave()


def test_beside():
    """The work begins at once, and its result waits for the caller."""
    begun, go_on = threading.Event(), threading.Event()

    def work(first, second):
        begun.set()
        assert go_on.wait(10)
        return first + second

    wait = beside(work, 1, 2)
    assert begun.wait(10)
    go_on.set()
    assert wait() == 3
