# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The access review: which accounts are worth a note, and why."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.engine import door
from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_access import LIMITS, privileged, review, unknown, with_relations

NOW = "2026-11-22T06:00:00Z"
GB = 2**30


def account(name="ada", **more):
    """An account without anything worth a note."""
    usual = {
        "name": name, "display_name": "", "enabled": True, "groups": [], "subadmin_of": [], "last_login": "2026-11-20T00:00:00Z",
        "quota": {"definition": "5 GB", "bytes": 5 * GB, "used": 0},
    }  # fmt: skip
    return dict(usual, **more)


def notes(accounts, factors=None, **limits):
    """(name, type, detail) of the findings."""
    found = review(accounts, NOW, factors or {}, dict(LIMITS, **limits))
    return [(each["name"], each["type"], each["detail"]) for each in found]


def quota(size, used=0, definition="x"):
    """A quota in bytes; None is unlimited."""
    return {"definition": "none" if size is None else definition, "bytes": size, "used": used}


@pytest.mark.parametrize(
    "more, wanted",
    [
        ({}, []),
        ({"groups": ["admin"]}, [("administrator", "")]),
        ({"groups": ["admin"], "enabled": False}, [("administrator", "disabled"), ("disabled", "last login 2026-11-20T00:00:00Z")]),
        ({"subadmin_of": ["a", "b"]}, [("group_admin", "of a, b")]),
        ({"enabled": False, "last_login": None}, [("disabled", "last login never")]),
        ({"last_login": None}, [("never_logged_in", "")]),
        ({"last_login": None, "created": "2026-01-01T00:00:00Z"}, [("never_logged_in", "created 2026-01-01T00:00:00Z")]),
        ({"last_login": "2026-08-24T06:00:00Z"}, []),
        ({"last_login": "2026-08-24T05:59:59Z"}, [("inactive", "last login 2026-08-24T05:59:59Z")]),
        ({"last_login": "2020-01-01T00:00:00Z", "enabled": False}, [("disabled", "last login 2020-01-01T00:00:00Z")]),
        ({"quota": quota(10 * GB, 9 * GB)}, [("quota_outlier", "90 % of 10 GB used")]),
        ({"quota": quota(10 * GB, 9 * GB - 1)}, []),
        ({"quota": quota(0, 0)}, []),
        ({"quota": {}}, []),
    ],
)
def test_one_account(more, wanted):
    """Each condition alone, up to its limit."""
    assert notes([account(**more)]) == [("ada",) + each for each in wanted]


def test_who_has_privileges():
    """Administrators and group admins, whichever task read them; accounts whose groups are not known are left out."""
    accounts = [account("eve", groups=None), account("ben", subadmin_of=["a"]), account("ada", groups=["admin"]), account("cem", groups=["a"])]
    for result in ({"users": accounts}, {"accounts": accounts}, door.packed({"users": accounts, "count": 4})):
        assert privileged(result) == ["ada", "ben"]
        assert privileged(result, True) == ["ada", "ben", "cem", "eve"]
    assert privileged({"msg": "not read"}) == []


def test_unusual_quotas():
    """Against the median: unlimited ones where most are limited, and very large ones."""
    usual = [account("u%d" % number) for number in range(5)]
    assert notes([*usual, account("big", quota=quota(50 * GB))]) == []
    assert notes([*usual, account("big", quota=quota(51 * GB))]) == [("big", "quota_outlier", "51 GB, more than 10 times the usual 5 GB")]
    assert notes([*usual, account("big", quota=quota(51 * GB))], quota_factor=11) == []
    assert notes([*usual, account("free", quota=quota(None))]) == [("free", "quota_outlier", "unlimited, while most accounts are limited")]


def test_unlimited_is_usual_where_most_are():
    """Without a majority of limited accounts there is no usual quota."""
    assert notes([account("a"), account("b", quota=quota(None))]) == []


def test_second_factor():
    """Only accounts of which it was read that none is on, and that can log in."""
    people = [account("a"), account("b"), account("c", enabled=False), account("d", groups=["admin"])]
    found = notes(people, {"a": True, "b": False, "c": False, "d": False})
    assert [each for each in found if each[1] == "no_two_factor"] == [("b", "no_two_factor", ""), ("d", "no_two_factor", "administrator")]


@pytest.mark.parametrize(
    "groups, wanted",
    [
        (None, (None, None)),  # not read
        ([{"name": "admin", "members": None, "subadmins": []}], (None, [])),  # nobody tells who administers the server
        ([{"name": "a/b", "members": None, "subadmins": None}], ([], None)),  # ownCloud cannot be asked for this group
        ([], ([], [])),
    ],
)
def test_relations_that_were_not_read(groups, wanted):
    """They are not taken for none, and counted."""
    (ada,) = with_relations([{"name": "ada", "enabled": None, "unread": ["enabled", "last_login"]}], groups)
    assert (ada["groups"], ada["subadmin_of"]) == wanted
    counts = unknown([ada])
    assert (counts["administrator"], counts["group_admin"]) == tuple(value is None for value in wanted)
    assert (counts["disabled"], counts["never_logged_in"], counts["inactive"], counts["quota_outlier"]) == (1, 1, 1, 0)
    assert notes([ada]) == []


def test_relations_from_lists_of_groups():
    """ownCloud tells the members of groups, not the groups of accounts."""
    groups = [{"name": "admin", "members": ["ada"], "subadmins": []}, {"name": "lab", "members": ["ada", "bob"], "subadmins": ["bob"]}]
    told = [{"name": "ada"}, {"name": "bob", "groups": ["own"], "subadmin_of": []}]
    assert with_relations(told, groups) == [
        {"name": "ada", "groups": ["admin", "lab"], "subadmin_of": []}, {"name": "bob", "groups": ["own"], "subadmin_of": []}]  # fmt: skip
