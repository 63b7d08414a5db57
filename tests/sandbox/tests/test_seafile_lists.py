# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seafile's lists of users: pages, filters, searches, and what their entries show."""

from __future__ import annotations

import pytest
from sandbox.tests.seafile_client import ADMIN, ALL, NEW, OLD, Seaclient, error


def names(answer, key="data"):
    """The names of the entries of an answer."""
    return [entry["name"] for entry in answer[1][key]]


def crowd(dialect=NEW, count=5):
    """Users u1, u2 ... in this order of creation, after the administrator."""
    client = Seaclient(dialect)
    client.uids = [client.add("u%d" % number) for number in range(1, count + 1)]
    return client


@pytest.mark.parametrize(
    "query,old,new",
    [
        ("page=1&per_page=2", ["admin", "u1"], ["admin", "u1", "u2"]),
        ("page=3&per_page=2", ["u4", "u5"], ["u4", "u5"]),
        ("page=2&per_page=3", ["u3", "u4", "u5"], ["u3", "u4", "u5"]),
        ("page=1&per_page=5", ["admin", "u1", "u2", "u3", "u4"], ["admin", "u1", "u2", "u3", "u4", "u5"]),
        ("page=9", [], []),
        ("page=0&per_page=2", [], []),
        ("page=x&per_page=1", ["admin", "u1", "u2", "u3", "u4", "u5"], ["admin", "u1", "u2", "u3", "u4", "u5"]),
    ],
)
def test_pages(query, old, new):
    """13 adds the first entry of the next page; the count is of all."""
    for dialect, expected in ((NEW, new), ("seafile-11", old), (OLD, old)):
        answer = crowd(dialect).ask("GET users/?" + query)
        assert (names(answer), answer[1]["total_count"]) == (expected, 6), dialect


@pytest.mark.parametrize("query,old,new", [
    ("is_active=1", 6, 5), ("is_active=0", 6, 1), ("is_active=false", 6, 1), ("is_active=", 6, 6), ("role=default", 6, 6), ("role=guest", 6, 0),
    ("is_active=0&role=guest", 6, 0),
])  # fmt: skip
def test_filters(query, old, new):
    """Only 13 filters, and its count follows."""
    for dialect, expected in ((NEW, new), (OLD, old)):
        client = crowd(dialect)
        client.ask("PUT users/%s/" % client.uids[0], {"is_active": "false"})
        answer = client.ask("GET users/?" + query)
        assert (len(answer[1]["data"]), answer[1]["total_count"]) == (expected, expected), dialect


@pytest.mark.parametrize(
    "query,message",
    [("source=ldap", "source ldap invalid."), ("order_by=name", "order_by invalid."), ("order_by=quota_usage&direction=up", "direction invalid.")],
)
def test_bad_questions(query, message):
    """400 with the parameter's name."""
    assert error(Seaclient().ask("GET users/?" + query)) == (400, message)


def test_order_by_usage():
    """Exact pages, real booleans, -1 for usage that was never counted; not for more than 500 users."""
    client = crowd()
    for uid, size in zip(client.uids, (10, 30, 20)):
        client.product.operate({"library": {"owner": uid, "size": size}})
    answer = client.ask("GET users/?order_by=quota_usage&per_page=4")
    assert [(entry["name"], entry["quota_usage"]) for entry in answer[1]["data"]] == [("u2", 30), ("u3", 20), ("u1", 10), ("admin", -1)]
    assert answer[1]["data"][0]["is_active"] is True
    assert names(client.ask("GET users/?order_by=quota_usage&direction=asc&per_page=4")) == ["admin", "u4", "u5", "u1"]
    many = crowd(count=500)
    assert error(many.ask("GET users/?order_by=quota_usage")) == (400, "There are more than 500 users, and sort is not offered.")


@pytest.mark.parametrize(
    "dialect,entry,found,record",
    [
        (NEW, {"avatar_url", "social_auth"}, {"avatar_url", "social_auth", "source"}, {"avatar_url", "social_auth"}),
        ("seafile-11", {"social_auth"}, {"source"}, {"avatar_url", "reference_id"}),
        (OLD, set(), {"source"}, {"avatar_url", "reference_id"}),
    ],
)
def test_records_by_version(dialect, entry, found, record):
    """Which of the fields that vary are shown where, and how flags look in the list."""
    client = crowd(dialect)
    varying = {"avatar_url", "social_auth", "source", "reference_id"}
    listed = client.ask("GET users/")[1]["data"][1]
    assert varying & set(listed) == entry
    assert (listed["is_staff"], type(listed["is_active"])) == ((0, int) if dialect == NEW else (False, bool))
    assert varying & set(client.ask("GET search-user/?query=u1")[1]["user_list"][0]) == found
    assert varying & set(client.read(client.uids[0])) == record


@pytest.mark.parametrize("dialect,shown", [(NEW, ""), ("seafile-11", None), (OLD, None)])
def test_user_without_contact_email(dialect, shown):
    """The list tells his id, a search of 13 nothing, and reading him nothing."""
    client = crowd(dialect)
    uid = client.uids[0]
    client.ask("PUT users/%s/" % uid, {"contact_email": ""})
    assert client.ask("GET users/")[1]["data"][1]["contact_email"] == uid
    assert client.ask("GET search-user/?query=" + uid)[1]["user_list"][0]["contact_email"] == (uid if shown is None else shown)
    assert client.read(uid)["contact_email"] == ""


@pytest.mark.parametrize("query,found", [
    ("u1@example.test", ["u1"]), ("U1@EXAMPLE", ["u1"]), ("Surname", ["Ann Surname"]), ("login.2", ["u2"]), ("auth.local", ["u1", "u2", "Ann Surname"]),
    ("xyz", []),
])  # fmt: skip
def test_search(query, found):
    """In ids, contact e-mails, names, and since 12 in login ids."""
    client = crowd(count=2)
    client.ask("PUT users/%s/" % client.uids[1], {"login_id": "login.2"})
    client.add("ann", name="Ann Surname")
    assert names(client.ask("GET search-user/?query=" + query), "user_list") == found


def test_search_without_pages_is_cut():
    """Ten of each search; the administrator is found by id and has no profile."""
    client = crowd(count=14)
    assert len(client.ask("GET search-user/?query=auth.local")[1]["user_list"]) == 10
    assert names(client.ask("GET search-user/?query=example"), "user_list") == ["admin"] + ["u%d" % number for number in range(1, 11)]
    assert client.ask("GET search-user/?query=u&page=1")[1]["page_info"] == {"has_next_page": "", "current_page": ""}
    assert error(client.ask("GET search-user/")) == (400, "query invalid.")


@pytest.mark.parametrize("dialect", ALL)
@pytest.mark.parametrize("per_page", [1, 2, 3, 5, 7, 50])
def test_pages_of_a_search_have_everybody(dialect, per_page):
    """Read until there is no next page and drop what repeats: nobody is missing."""
    client, found, page, more = crowd(dialect, 9), [], 0, True
    while more:
        page += 1
        answer = client.ask("GET search-user/?query=example.test&page=%d&per_page=%d" % (page, per_page))[1]
        found += [user["email"] for user in answer["user_list"]]
        more = answer["page_info"]["has_next_page"]
    assert set(found) == {ADMIN, *client.uids}


def test_administrators():
    """All of them, active or not."""
    client = crowd()
    client.ask("PUT users/%s/" % client.uids[0], {"is_staff": "1", "is_active": "0"})
    assert names(client.ask("GET admin-users/"), "admin_user_list") == ["admin", "u1"]


def test_names_of_ids():
    """Also for ids that do not exist; gone in 10."""
    client = crowd()
    assert names(client.ask("POST user-list/", data={"user_id_list": [client.uids[0], "x@example.test", 5]}), "user_list") == ["u1", "x"]
    assert error(client.ask("POST user-list/", {"user_id_list": "x"})) == (400, "user_id_list invalid.")
    assert Seaclient(OLD).status("POST user-list/", data={"user_id_list": []}) == 404


def test_ten_thousand_users():
    """Fast enough to be used: create, find and page through ten thousand."""
    client = Seaclient(limits=False)
    for number in range(10_000):
        client.state.add_user("p%d@example.test" % number, "x", False, True)
    assert names(client.ask("GET search-user/?query=p9999@example.test"), "user_list") == ["p9999"]
    assert len(client.ask("GET users/?page=100&per_page=100")[1]["data"]) == 101
    client.add("last", login_id="last")
    assert client.ask("GET /api2/accounts/?start=-1&limit=-1")[1][-1]["source"] == "DB"
