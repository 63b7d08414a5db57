# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nextcloud's groups, memberships and sub-admins beyond the recorded examples."""

from __future__ import annotations

from urllib.parse import quote

import pytest

ODD_IDS = (
    "a b",
    " a",
    "a ",
    "+",
    "%",
    "%41",
    "a/b",
    "a//b",
    "/",
    "#?&;",
    "ä",
    "日本",
    "'\"<>",
    "a\tb",
    ".",
    "..",
    "users",
    "a/users",
    "a/subadmins",
    "details",
)


@pytest.mark.parametrize("gid", ODD_IDS)
def test_double_encoded_ids_address_every_group(nextcloud, gid):
    """Encoded twice, every group is found, renamed and deleted."""
    twice = quote(quote(gid, safe=""), safe="")
    assert nextcloud.ask("POST groups", form={"groupid": gid}) == (200, 200)
    for line in ("GET groups/%s", "GET groups/%s/users", "GET groups/%s/users/details"):
        assert nextcloud.ask(line % twice) == (200, 200), line
    assert nextcloud.ask("PUT groups/" + twice, form={"key": "displayname", "value": "new"}) == (200, 200)
    assert [group["id"] for group in nextcloud.data("GET groups/details?search=new")["groups"]] == [gid]
    assert nextcloud.ask("DELETE groups/" + twice) == (200, 200)
    assert nextcloud.data("GET groups")["groups"] == ["admin"]


@pytest.mark.parametrize("gid,single", [("+", False), ("%41", False), ("100%25", False), ("50%", True), ("a b", True), ("a/b", True)])
def test_ids_encoded_once(nextcloud, gid, single):
    """A plus and a percent sign with two hexadecimal digits need the second encoding; sub-admins take one."""
    nextcloud.ask("POST groups", form={"groupid": gid})
    once = quote(gid, safe="")
    assert (nextcloud.ask("GET groups/" + once)[0] == 200) is single
    assert nextcloud.ask("GET groups/%s/subadmins" % once) == (200, 200)


def test_slashes_in_a_row_count_as_one(nextcloud):
    """So that the group admins of one group are answered for another; with an encoded slash they are its own."""
    nextcloud.add("one", subadmin=["a//b"])
    nextcloud.add("two", subadmin=["a/b"])
    assert [nextcloud.data("GET groups/%s/subadmins" % path) for path in ("a//b", "a/b", "a%2F/b")] == [["two"], ["two"], ["one"]]


@pytest.mark.parametrize("form,code", [
    ({"groupid": ""}, 101), ({"groupid": "0"}, 101), ({"groupid": "00"}, 200), ({"groupid": "admin"}, 102), ({"groupid": "Admin"}, 200),
    ({"groupid": "n" * 255}, 200), ({"groupid": "n" * 256}, 996), ({"groupid": "ä" * 64}, 200), ({}, None), ({"groupid[]": "x"}, None),
])  # fmt: skip
def test_create(nextcloud, form, code):
    """What may be an id; lengths count characters."""
    assert nextcloud.ask("POST groups", form=form)[1] == code


def test_a_long_name_becomes_a_hash(nextcloud, nextcloud_28):
    """34: not found by its name, and 103 the second time; 28 keeps it as id."""
    name = "é" * 65
    for server, again, found in ((nextcloud, 103, 404), (nextcloud_28, 102, 200)):
        assert server.ask("POST groups", form={"groupid": name})[1] == 200
        assert server.ask("POST groups", form={"groupid": name})[1] == again
        assert server.ask("GET groups/" + quote(quote(name)))[0] == found
        group = server.data("GET groups/details?search=" + quote(name))["groups"][0]
        assert group["displayname"] == name and (len(group["id"]) == 64) is (server is nextcloud)


@pytest.mark.parametrize("query,ids", [
    ("", ["B", "a", "admin", "b2"]), ("search=b", ["B", "b2"]), ("search=TEAM", ["b2"]), ("search=%25", []), ("limit=2", ["B", "a"]),
    ("limit=2&offset=3", ["b2"]), ("offset=9", []), ("offset=-1", ["B", "a", "admin", "b2"]), ("limit=1%20x", ["B"]),
])  # fmt: skip
def test_pages_of_groups(nextcloud, query, ids):
    """In order of id, capitals first; the search covers the display name."""
    for gid, name in (("b2", "My team"), ("a", ""), ("B", "")):
        nextcloud.ask("POST groups", form={"groupid": gid, "displayname": name})
    assert nextcloud.data("GET groups?" + query)["groups"] == ids


@pytest.mark.parametrize("limit", ["0", "-1", "x", "", "501"])
def test_limits_out_of_range(nextcloud, nextcloud_28, limit):
    """34 fails, 28 gives what it has."""
    assert nextcloud.ask("GET groups?limit=" + limit) == (500, 996)
    assert nextcloud_28.ask("GET groups?limit=" + limit) == (200, 200)


def test_deleting_forgets_members_and_sub_admins(nextcloud):
    """A group of the same name starts empty."""
    nextcloud.add("u", groups=["g"], subadmin=["g"])
    assert nextcloud.ask("DELETE groups/g") == (200, 200)
    assert nextcloud.ask("DELETE groups/g") == (400, 101)
    assert nextcloud.ask("DELETE groups/admin") == (400, 102)
    nextcloud.ask("POST groups", form={"groupid": "g"})
    assert nextcloud.data("GET groups/g")["users"] == nextcloud.data("GET groups/g/subadmins") == []
    assert nextcloud.data("GET users/u/groups")["groups"] == nextcloud.data("GET users/u/subadmins") == []


@pytest.mark.parametrize("method,form,code", [
    ("POST", {"groupid": ""}, 101), ("POST", {}, 101), ("POST", {"groupid": "ghosts"}, 102), ("DELETE", {"groupid": " "}, 101), ("DELETE", {}, None),
    ("POST", {"groupid": " "}, 102), ("POST", {"groupid[]": "g"}, None), ("DELETE", {"groupid": "other"}, 200), ("POST", {"groupid": "g"}, 200),
])  # fmt: skip
def test_membership_codes(nextcloud, method, form, code):
    """Joining and leaving are repeatable; what is missing has its code."""
    nextcloud.add("u", groups=["g", "other"])
    assert [nextcloud.ask(method + " users/u/groups", form=form)[1] for _turn in range(2)] == [code] * 2
    if code == 200:
        assert nextcloud.ask(method + " users/ghost/groups", form=form)[1] == 103


def test_sub_admins_keep_sight_of_their_people(nextcloud):
    """They add anybody to their groups, but remove nobody from the last one, nor themselves."""
    boss = nextcloud.add("boss", groups=["g"], subadmin=["g", "h"])
    nextcloud.add("u", groups=["g", "foreign"])

    def change(method, uid, gid):
        return nextcloud.ask("%s users/%s/groups" % (method, uid), boss, {"groupid": gid})[1]

    assert nextcloud.data("GET users/u/groups", boss)["groups"] == ["g"]
    assert change("DELETE", "u", "g") == 105
    assert change("POST", "u", "h") == 200
    assert change("DELETE", "u", "g") == 200
    assert change("POST", "u", "foreign") == change("DELETE", "u", "foreign") == 104
    assert change("POST", "admin", "h") == 200
    assert change("DELETE", "boss", "g") == 105
    assert nextcloud.ask("GET groups/foreign/users", boss) == (403, 403)


@pytest.mark.parametrize("method,form,codes", [
    ("POST", {"groupid": "g"}, [200, 200]), ("DELETE", {"groupid": "h"}, [200, 102]), ("POST", {"groupid": "admin"}, [103] * 2),
    ("POST", {"groupid": "ghosts"}, [102] * 2), ("DELETE", {"groupid": "ghosts"}, [101] * 2), ("DELETE", {"groupid": "g"}, [102] * 2),
])  # fmt: skip
def test_sub_admin_codes(nextcloud, method, form, codes):
    """Appointing is repeatable, dismissing is not."""
    nextcloud.add("u", groups=["g"], subadmin=["h"])
    assert [nextcloud.ask(method + " users/u/subadmins", form=form)[1] for _turn in codes] == codes
    assert nextcloud.ask(method + " users/ghost/subadmins", form=form)[1] == 101


def test_who_may_list_members(nextcloud, nextcloud_28):
    """A plain member sees his group's members on 34; nobody foreign does."""
    for server, member in ((nextcloud, (200, 200)), (nextcloud_28, (403, 403))):
        who = server.add("u", groups=["g"])
        server.add("v", groups=["h"])
        assert server.ask("GET groups/g/users", who) == member
        assert server.ask("GET groups/h/users", who) == (403, 403)
        assert server.ask("GET groups/g", who) == (403, 403)
