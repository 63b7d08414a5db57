# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists as servers send them: page after page, and as a map where PHP made one of it."""

from __future__ import annotations

FEW = 10  # so many accounts are read one by one without asking how many there are


class Reading:
    """What of one list has come so far; every entry counts once. ``repeated``: the same page came twice."""

    def __init__(self):
        self.seen, self.repeated, self._last = set(), False, set()

    def new(self, named):
        """The entries of the next page that are new. :param named: they by their names."""
        fresh = {key: entry for key, entry in named.items() if key not in self.seen}
        self.repeated = self.repeated or bool(named) and set(named) == self._last
        self._last = set(named)
        self.seen.update(fresh)
        return list(fresh.values())


def rows(held):
    """The items of a list, or the values of a map."""
    return list(held.values()) if isinstance(held, dict) else list(held or [])


def warn(client, text):
    """Tell something once in the task's result."""
    if text not in client.transport.warnings:
        client.transport.warnings.append(text)
