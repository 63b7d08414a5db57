# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Long lists in pages: until one comes back short, because no server tells a total."""
from __future__ import annotations

PAGE = 500


def pages(client, path, key, limit=None, **query):
    """Yield the items of a paged list.

    :param key: where in the data the list is, for example ``users``; a map's values are taken, because servers turn maps into lists.
    :param limit: stop asking when at least so many items came; None for all.
    """
    offset = 0
    while limit is None or offset < limit:
        items = rows(client.get(path, limit=PAGE, offset=offset, **query)[key])
        for item in items:
            yield item
        if len(items) < PAGE:
            return
        client.expect(len(items))  # where there was a full page, more will follow
        offset += PAGE


def rows(held):
    """The items of a list, or the values of a map."""
    return list(held.values()) if isinstance(held, dict) else list(held or [])
