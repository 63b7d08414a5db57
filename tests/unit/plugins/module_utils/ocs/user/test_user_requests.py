# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many requests a task costs, counted by the server: a converged account one read, and one more for each value that asks for it."""

from __future__ import annotations

from collections import Counter

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import PASSWORD, Site

BASE = dict(name="alice", password=PASSWORD, display_name="Alice A.", email="Alice@Example.com", enabled=True, protected_users=["root"])
PROFILE = dict(
    language="de", locale="de_DE", phone="+49 711 252428-90", website="https://a.example", manager="", twitter="@alice", profile_enabled=True,
    additional_mails={"set": ["b@y.example"]}, notify_email="b@y.example",
)  # fmt: skip
GROUPS, POSTS = {"groups": {"set": ["staff"]}}, {"subadmin_of": {"add": ["staff"]}}
EXTRA = [
    # dialect, what is asked for besides the base, requests that the converged task sends
    ("nextcloud-34", {}, 1), ("nextcloud-34", dict(PROFILE, timezone="Europe/Berlin", quota="1000000", **GROUPS, **POSTS), 1),
    ("nextcloud-34", {"quota": "default"}, 3), ("nextcloud-34", {"two_factor": False}, 2),
    ("nextcloud-34", {"quota": "default", "two_factor": False}, 4), ("nextcloud-34", {"enabled": False}, 1),
    ("nextcloud-28", {}, 1), ("nextcloud-28", dict(PROFILE, quota="5 GiB", **GROUPS, **POSTS), 1), ("nextcloud-28", {"quota": "default"}, 3),
    ("owncloud-10", {}, 1), ("owncloud-10", {"quota": "default"}, 1), ("owncloud-10", {"quota": "5 GiB", "two_factor": False}, 1),
    ("owncloud-10", GROUPS, 2), ("owncloud-10", POSTS, 2), ("owncloud-10", dict(GROUPS, **POSTS), 3),
]  # fmt: skip


@pytest.mark.parametrize("auto", [False, True])
@pytest.mark.parametrize("dialect, extra, expected", EXTRA)
def test_a_converged_account(dialect, extra, expected, auto):
    """Reads only, no version and no acting account; ``product: auto`` costs the status page."""
    with Site(dialect, "auto" if auto else None) as site:
        site.groups("staff")
        asked = dict(BASE, **extra)
        made = site.run(user, **asked)
        assert made.error == "" and made.changed
        for check in (False, True):
            again = site.run(user, check=check, **asked)
            assert not again.changed and again.error == ""
            assert again.requests == expected + auto and again.writes == 0, again.counts
            assert ("GET /status.php" in again.counts) is auto


@pytest.mark.parametrize("dialect", ["nextcloud-34", "nextcloud-28", "owncloud-10"])
def test_an_account_that_is_gone(dialect):
    """One read tells; nothing else matters then."""
    with Site(dialect) as site:
        again = site.run(user, name="alice", state="absent", protected_users=["alice"], quota="default", groups={"set": []}, two_factor=False)
        assert not again.changed and (again.requests, again.writes) == (1, 0), again.counts


def ending(counts, words):
    """Requests by method and end of the path, for a table."""
    found = Counter()
    for call, count in counts.items():
        if call.split(" ")[0] in words:
            found["%s %s" % (call.split(" ")[0], call.rpartition("/")[2])] += count
    return found


CHANGES = [
    # dialect, the change of a converged account, writes by method and end of the path, reads
    ("nextcloud-34", dict(quota="1 GB"), {"PUT alice": 1}, 3),
    ("nextcloud-34", dict(quota="1 GB", email="n@y.example", language="de", display_name="A"), {"PATCH alice": 1}, 3),
    ("nextcloud-28", dict(quota="1 GB", email="n@y.example", language="de", display_name="A"), {"PUT alice": 4}, 3),
    ("nextcloud-34", dict(groups={"add": ["staff"]}), {"POST groups": 1}, 4),
    ("nextcloud-34", dict(enabled=False), {"PUT disable": 1}, 4),
    ("owncloud-10", dict(quota="1 GB", email="n@y.example"), {"PUT alice": 2}, 3),
    ("owncloud-10", dict(groups={"add": ["staff"]}), {"POST groups": 1}, 6),
]  # fmt: skip


@pytest.mark.parametrize("dialect, asked, writes, reads", CHANGES)
def test_a_change(dialect, asked, writes, reads):
    """One write per difference (or one for all), and the reads that it depends on: the account before and after, the version, ..."""
    with Site(dialect) as site:
        site.groups("staff")
        site.users("alice")
        report = site.run(user, name="alice", **asked)
        assert report.error == ""
        assert ending(report.counts, ("PUT", "POST", "PATCH", "DELETE")) == writes
        assert sum(ending(report.counts, ("GET",)).values()) == reads, report.counts


def test_a_creation_with_everything():
    """One write makes the account with all that the call takes; each other field is an edit."""
    with Site("nextcloud-34") as site:
        site.groups("staff")
        asked = dict(BASE, quota="5 GB", language="de", manager="admin", phone="+4971125242890", **GROUPS, **POSTS)
        report = site.run(user, **asked)
        assert ending(report.counts, ("PUT", "POST", "PATCH")) == {"POST validate": 1, "POST users": 1, "PUT alice": 1}
        assert sum(ending(report.counts, ("GET",)).values()) == 6, report.counts
