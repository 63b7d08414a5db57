# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seafile's lists are read to their end, whatever the server leaves out of a page."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.http.workers import Progress
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile import calls as seafile_calls, lookup
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.group import info as seafile_group_info, resource as seafile_group
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.lookup import PATIENCE, listed
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.user import info as seafile_user_info
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import SeafileSite
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import wish


class Book:
    """Stands for a client; serves these pages of numbers, and the rest of each answer."""

    def __init__(self, pages, more=(), **rest):
        self.pages, self.more, self.rest = pages, more, rest
        warnings = []
        self.asked, self.transport = [], SimpleNamespace(warnings=warnings, warn=warnings.append, progress=Progress())

    def path(self, request):
        """As the client's."""
        return request.call.path

    def get(self, _call, page, per_page, **_query):
        """One page; the last one is served for ever."""
        self.asked.append(page)
        index = min(page, len(self.pages)) - 1
        info = {"page_info": {"has_next_page": self.more[index], "current_page": page}} if self.more else {}
        return dict(info, groups=[{"id": number} for number in self.pages[index]], **self.rest)

    def read(self):
        """All numbers, and how many pages were asked for."""
        return [entry["id"] for entry in listed(self, seafile_calls.GROUPS, "groups")], len(self.asked)


LISTS = [
    # pages, whether another follows, what else is told; numbers, requests, warnings
    (([1, 2], []), (), {}, [1, 2], 2, 0),
    (([1], [2], [3], []), (), {}, [1, 2, 3], 4, 0),
    (([1, 2],), (False,), {}, [1, 2], 1, 0),
    (([1], [], [2]), (True, True, False), {}, [1, 2], 3, 0),
    (([1], [1, 2], [2, 3], [3]), (), {}, [1, 2, 3], 4, 0),
    (([1, 2],), (), {"total_count": 2}, [1, 2], 1, 0),
    (([1, 2], []), (), {"total_count": 5}, [1, 2], 2, 1),
    (([1, 2], []), (), {"total_count": -2}, [1, 2], 2, 0),
    (([1, 2],), (), {}, [1, 2], 2, 1),
    (([1, 2],), (True,), {}, [1, 2], 2, 1),
    (([1], []), (True, True), {}, [1], 1 + PATIENCE, 1),
]  # fmt: skip


@pytest.mark.parametrize("pages, more, rest, numbers, requests, warnings", LISTS)
def test_lists(pages, more, rest, numbers, requests, warnings):
    """Each entry once, to the end that the server tells or that is seen, and a warning where it cannot be the end."""
    book = Book(pages, more, **rest)
    assert book.read() == (numbers, requests)
    assert len(book.transport.warnings) == warnings


@pytest.mark.parametrize("dialect", ["seafile-13", "seafile-11", "seafile-10"])
def test_groups_of_organisations_do_not_hide_the_others(dialect, monkeypatch):
    """They take places in a page; a whole page of them is empty, and more follow."""
    monkeypatch.setattr(lookup, "PAGE", 2)
    with SeafileSite(dialect) as site:
        site.groups("first", "a", "b", "c", "last")
        for name in "abc":
            site.operate(org_group=name)
        assert [group["name"] for group in site.read(seafile_group_info, members=False)["groups"]] == ["first", "last"]
        assert not site.run(seafile_group, name="first").changed


@pytest.mark.parametrize("dialect", ["seafile-13", "seafile-11", "seafile-10"])
def test_a_server_that_ignores_the_page(dialect, monkeypatch):
    """The reading ends, and a warning tells how much is missing."""
    monkeypatch.setattr(lookup, "PAGE", 2)
    with SeafileSite(dialect) as site:
        site.users("anna", "ben", "carl")
        site.operate(ignores_page=True)
        client = site.client()
        found = seafile_user_info.read(client, wish(seafile_user_info))
        client.close()
        assert found["count"] == (3 if dialect == "seafile-13" else 2)
        assert "the server counts 4 entries" in client.transport.warnings[0] and len(client.transport.warnings) == 1
