# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Long lists come in pages, which servers cut and shape as they like."""

from __future__ import annotations

import threading
from itertools import islice
from types import SimpleNamespace

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.common.record import rows
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import OCSError
from ansible_collections.ocs.provisioning.plugins.module_utils.http.workers import Progress
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import read as directory_read, resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.ids import PAGE, pages
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import Site


LIST = called.at("list")


class Book:
    """Stands for a client that serves one long list.

    :param filtered: entries that take a place in a page and are left out of it; :param most: what the server gives when no limit is named;
    :param deaf: whether it ignores ``offset``.
    """

    def __init__(self, number, as_map=False, filtered=(), most=None, deaf=False):
        self.number, self.as_map, self.filtered, self.most, self.deaf = number, as_map, filtered, most, deaf
        warnings = []
        self.asked, self.expected, self.transport = [], 0, SimpleNamespace(warnings=warnings, warn=warnings.append, progress=Progress())

    def expect(self, number):
        """As ``Client.expect``."""
        self.expected += number

    def team(self, number):
        """As ``Client.team``."""
        return [self] * number

    def path(self, request):
        """As ``Client.path``."""
        return request.call.path

    def get(self, call, limit=None, offset=0, **query):
        """One page of the list."""
        self.asked.append((call.path, offset, query))
        start, length = 0 if self.deaf else offset, limit or self.most or self.number
        found = [item for item in range(start, min(self.number, start + length)) if item not in self.filtered]
        return {"users": {str(item): item for item in found} if self.as_map and found else found}


@pytest.mark.parametrize("ahead", [False, True])
@pytest.mark.parametrize("workers", [1, 2, 5])
@pytest.mark.parametrize("number", [0, 1, PAGE - 1, PAGE, PAGE + 1, 4 * PAGE, 4 * PAGE + 7])
def test_pages(number, workers, ahead):
    """All items once and in order, in as few pages as their number allows and one more, which is empty."""
    book = Book(number, as_map=number % 2 == 1)
    assert list(pages(book, LIST, "users", workers=workers, ahead=ahead, search="x")) == list(range(number))
    needed = -(-number // PAGE) + 1
    assert needed <= len(book.asked) < needed + workers
    assert sorted(book.asked)[:needed] == [("list", PAGE * index, {"search": "x"}) for index in range(needed)]
    assert (book.expected >= PAGE) == (number * 2 >= PAGE), "many requests are announced, so that a session is kept"
    assert not book.transport.warnings


def test_no_more_pages_than_are_looked_at():
    """Who has seen enough stops the reading."""
    book = Book(10 * PAGE)
    assert list(islice(pages(book, LIST, "users"), PAGE + 1))[-1] == PAGE and len(book.asked) == 2


def test_the_next_page_comes_while_the_caller_works():
    """It is asked for before the first entry is given, no page beyond it is, and an error comes where the page would have."""
    book, asked = Book(3 * PAGE), threading.Event()
    answer = book.get

    def get(call, offset=0, **query):
        found = answer(call, offset=offset, **query)
        if offset == PAGE:
            asked.set()
        if offset == 2 * PAGE:
            raise OCSError("gone")
        return found

    book.get = get
    entries = pages(book, LIST, "users", ahead=True)
    assert next(entries) == 0 and asked.wait(10) and len(book.asked) == 2
    assert list(islice(entries, PAGE - 1)) == list(range(1, PAGE)) and len(book.asked) == 2
    assert list(islice(entries, PAGE)) == list(range(PAGE, 2 * PAGE))
    with pytest.raises(OCSError, match="gone"):
        next(entries)


@pytest.mark.parametrize("workers", [1, 2, 5])
@pytest.mark.parametrize("whole", [False, True])
def test_what_a_server_leaves_out_does_not_end_a_list(workers, whole):
    """A page that is cut first and filtered then comes short, and more follow; so does a list that is whole at first sight."""
    filtered = set(range(400, 422)) | set(range(1270, 1275))
    book = Book(1278, filtered=filtered, most=500)
    assert list(pages(book, LIST, "users", workers=workers, whole=whole)) == [item for item in range(1278) if item not in filtered]
    assert not book.transport.warnings


@pytest.mark.parametrize("workers", [1, 2, 5])
@pytest.mark.parametrize("whole, most, number", [(False, None, 700), (True, 500, 700), (False, None, 3)])
def test_a_server_that_ignores_the_offset(workers, whole, most, number):
    """Answers the same page for ever: the reading ends, nothing comes twice, and the task says that there may be more."""
    book = Book(number, most=most, deaf=True)
    assert list(pages(book, LIST, "users", workers=workers, whole=whole)) == list(range(min(number, PAGE)))
    assert len(book.asked) <= 1 + workers and len(book.transport.warnings) == 1 and "'offset'" in book.transport.warnings[0]


def test_all_at_once_where_a_server_gives_all():
    """One request more sees that nothing follows, however many there are."""
    book = Book(5 * PAGE)
    assert list(pages(book, LIST, "users", whole=True)) == list(range(5 * PAGE))
    assert [offset for _path, offset, _query in book.asked] == [0, 5 * PAGE]


def test_pages_of_several_backends_are_longer_than_asked_for():
    """And overlap; each entry counts once."""
    book = Book(0)
    served = {0: [1, 2, 3], PAGE: [3, 4], 2 * PAGE: []}
    book.get = lambda call, limit, offset: {"users": served[offset]}
    assert list(pages(book, LIST, "users")) == [1, 2, 3, 4] and not book.transport.warnings


@pytest.mark.parametrize("held, items", [({"a": 1, "b": 2}, [1, 2]), ([1, 2], [1, 2]), ([], []), ({}, []), (None, [])])
def test_rows(held, items):
    """Servers turn lists into maps and empty maps into lists."""
    assert rows(held) == items


def test_accounts_that_come_twice(monkeypatch):
    """Pages are cut by display name, so an account that is renamed meanwhile may stand in two; it counts once."""
    with Site("nextcloud-34") as site:
        site.users("anna", "ben")
        client = site.client()
        found = client.get(called.at("cloud/users/details"), limit=500, offset=0)["users"]
        client.close()
        monkeypatch.setattr(directory_read, "pages", lambda _client, _path, key, **_query: list(found.values()) * 2 if key == "users" else [])
        done = site.run(directory, unlisted_users="report")
        assert done.result["unlisted"]["users"] == ["admin", "anna", "ben"]
