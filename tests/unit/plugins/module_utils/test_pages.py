# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Long lists come in pages, which servers cut and shape as they like."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils import directory, directory_read
from ansible_collections.ocs.provisioning.plugins.module_utils.pages import PAGE, pages, rows
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import Site


class Book:
    """Stands for a client that serves one long list."""

    def __init__(self, number, as_map=False):
        self.number, self.as_map, self.asked, self.expected = number, as_map, [], 0

    def expect(self, number):
        """As ``Client.expect``."""
        self.expected += number

    def team(self, number):
        """As ``Client.team``."""
        return [self] * number

    def get(self, path, limit, offset, **query):
        """One page of the list."""
        self.asked.append((path, offset, query))
        found = list(range(offset, min(self.number, offset + limit)))
        return {"users": {str(item): item for item in found} if self.as_map and found else found}


@pytest.mark.parametrize("workers", [1, 2, 5])
@pytest.mark.parametrize("number", [0, 1, PAGE - 1, PAGE, PAGE + 1, 4 * PAGE, 4 * PAGE + 7])
def test_pages(number, workers):
    """All items once and in order, in as few pages as their number allows; the last one is short."""
    book = Book(number, as_map=number % 2 == 1)
    assert list(pages(book, "list", "users", workers=workers, search="x")) == list(range(number))
    needed = number // PAGE + 1
    assert needed <= len(book.asked) < needed + workers
    assert sorted(book.asked)[:needed] == [("list", PAGE * index, {"search": "x"}) for index in range(needed)]
    assert (book.expected >= PAGE) == (number >= PAGE), "many requests are announced, so that a session is kept"


def test_no_more_pages_than_asked_for():
    """A limit ends the reading."""
    book = Book(10 * PAGE)
    assert len(list(pages(book, "list", "users", limit=PAGE + 1))) == 2 * PAGE and len(book.asked) == 2


@pytest.mark.parametrize("held, items", [({"a": 1, "b": 2}, [1, 2]), ([1, 2], [1, 2]), ([], []), ({}, []), (None, [])])
def test_rows(held, items):
    """Servers turn lists into maps and empty maps into lists."""
    assert rows(held) == items


def test_accounts_that_come_twice(monkeypatch):
    """Pages are cut by display name, so an account that is renamed meanwhile may stand in two; it counts once."""
    with Site("nextcloud-34") as site:
        site.users("anna", "ben")
        client = site.client()
        found = client.get("cloud/users/details", limit=500, offset=0)["users"]
        client.close()
        monkeypatch.setattr(directory_read, "pages", lambda _client, _path, key, **_query: list(found.values()) * 2 if key == "users" else [])
        done = site.run(directory, unlisted_users="report")
        assert done.result["unlisted"]["users"] == ["admin", "anna", "ben"]
