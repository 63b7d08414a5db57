# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Work in parallel: each worker with a client, a session and a cookie jar of its own."""
from __future__ import annotations

from queue import SimpleQueue


def parallel(client, items, work, workers):
    """``[work(client, item) for item in items]``, several at a time; at an error what has not begun is left."""
    items = list(items)
    client.expect(len(items))
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
