# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Long lists in pages: until one comes back short, because no server tells a total."""
from __future__ import annotations

from ansible_collections.ocs.provisioning.plugins.module_utils.workers import parallel

PAGE = 500  # measured: larger pages save little and hold the server's memory


def pages(client, path, key, limit=None, workers=1, **query):
    """Yield the items of a paged list.

    :param key: where in the data the list is, for example ``users``; a map's values are taken, because servers turn maps into lists.
    :param limit: stop asking when at least so many items came; None for all. :param workers: pages asked for at a time.
    """
    offset = 0
    while limit is None or offset < limit:
        offsets = [offset + PAGE * index for index in range(workers if offset else 1)]
        answers = parallel(client, offsets, lambda one, start: rows(one.get(path, limit=PAGE, offset=start, **query)[key]), workers)
        for items in answers:
            yield from items
        if len(answers[-1]) < PAGE:
            return
        client.expect(PAGE)  # where there was a full page, more will follow
        offset = offsets[-1] + PAGE


def rows(held):
    """The items of a list, or the values of a map."""
    return list(held.values()) if isinstance(held, dict) else list(held or [])
