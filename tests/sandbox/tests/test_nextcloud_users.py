# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nextcloud's accounts beyond the recorded examples: half-made ones, permissions, edits of one and several fields."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

PASSWORD = "Tr0ub4dor&3-x!"
FULL = {"displayName": "New One", "groups": ["staff"], "subadmin": ["staff"], "quota": "2 GB", "language": "de", "manager": "m", "email": " N@Example.com "}


def create(server, uid, **fields):
    """Create an account; return HTTP status and code."""
    return server.ask("POST users", document={"userid": uid, "password": PASSWORD, **fields})


def edit(server, uid, key, value):
    """Edit one field; return the OCS code."""
    return server.ask("PUT users/" + uid, form={"key": key, "value": value})[1]


@pytest.fixture
def staff(nextcloud):
    """A server with the group staff, its member `plain` and its sub-admin `sub`; no limits on edits."""
    nextcloud.product.protection.rate_limits = False
    nextcloud.ask("POST groups", form={"groupid": "staff"})
    create(nextcloud, "plain", groups=["staff"])
    create(nextcloud, "sub", subadmin=["staff"])
    return nextcloud


@pytest.mark.parametrize(
    "change,code,left",
    [
        ({}, 200, {"displayname": "New One", "groups": ["staff"], "subadmin": ["staff"], "language": "de", "manager": "m", "email": "n@example.com"}),
        ({"displayName": "x" * 65}, 101, None),
        ({"groups": ["staff", "nope"]}, 104, None),
        ({"subadmin": ["nope"]}, 109, None),
        ({"subadmin": ["admin"]}, 103, None),
        ({"password": "short"}, 107, None),
        ({"password": "x" * 470}, 101, None),
        ({"password": "", "email": ""}, 108, None),
        ({"quota": "garbage"}, 101, {"displayname": "New One", "groups": ["staff"], "subadmin": ["staff"], "language": "en", "manager": "", "email": None}),
        ({"quota": "-1"}, 101, {"displayname": "New One", "language": "en", "manager": "", "email": None}),
        ({"language": "xx"}, 101, {"displayname": "New One", "language": "en", "manager": "", "email": None}),
        ({"quota": None, "language": None, "manager": None}, 200, {"language": "en", "manager": "", "email": "n@example.com"}),
        ({"email": "not-an-email"}, 200, {"email": "not-an-email", "manager": "m"}),
    ],
)
def test_what_a_refused_creation_leaves_behind(staff, change, code, left):
    """Steps run in a fixed order; the one that is refused ends them, and only a bad display name takes the account back."""
    assert create(staff, "new", **{**FULL, **change})[1] == code
    if left is None:
        assert staff.ask("GET users/new") == (404, 404)
    else:
        shown = staff.data("GET users/new")
        assert {key: shown[key] for key in left} == left


@pytest.mark.parametrize("uid,code", [
    ("a" * 64, 200), ("a" * 65, 101), ("\u00e9", 101), ("a/b", 101), (" a", 101), ("a b", 200), ("...", 200), ("..", 101), ("PLAIN", 102),
    ("files_external", 101), ("index.html", 101), ("p@example.com", 102), ("0", 200), ("", 101),
])  # fmt: skip
def test_ids(staff, uid, code):
    """Which ids an account can have; an e-mail address in use counts as taken."""
    edit(staff, "plain", "email", "p@example.com")
    assert create(staff, uid)[1] == code


BY_ADDRESS = [
    ("GET users/%s", {}), ("PUT users/%s", {"key": "role", "value": "x"}), ("PUT users/%s/disable", {}), ("PUT users/%s/enable", {}),
    ("POST users/%s/groups", {"groupid": "staff"}), ("GET users/%s/groups", {}), ("DELETE users/%s/groups", {"groupid": "staff"}),
    ("POST users/%s/subadmins", {"groupid": "staff"}), ("GET users/%s/subadmins", {}), ("DELETE users/%s/subadmins", {"groupid": "staff"}),
    ("POST users/%s/welcome", {}), ("POST users/%s/wipe", {}), ("DELETE users/%s", {}),
]  # fmt: skip


def test_an_address_in_the_place_of_an_id(staff):
    """It reaches the account, in any case and at every call; where two accounts share it, one of them."""
    create(staff, "first", email="both@example.com")
    create(staff, "second", email="both@example.com")
    assert staff.data("GET users/BOTH@example.com")["id"] == "first"
    for line, form in BY_ADDRESS:
        assert staff.ask(line % "Both@example.com", form=form or None)[1] == 200, line
    assert staff.send("GET /index.php/avatar/both@example.com/64").status == 200
    assert staff.ask("GET users/first")[1] == 404 and staff.data("GET users/both@example.com")["id"] == "second"


def test_an_address_is_no_id_on_28(nextcloud_28):
    """There it reaches nobody, and an account can have it as its id."""
    create(nextcloud_28, "first", email="both@example.com")
    assert nextcloud_28.ask("GET users/both@example.com")[1] == 404
    assert create(nextcloud_28, "both@example.com")[1] == 200


@pytest.mark.parametrize(
    "caller,line,form,code",
    [
        ("sub", "POST users", {"userid": "n", "password": PASSWORD, "groups[]": "staff"}, 200),
        ("sub", "POST users", {"userid": "n", "password": PASSWORD}, 106),
        ("sub", "POST users", {"userid": "n", "password": PASSWORD, "groups[]": "admin"}, 105),
        ("sub", "PUT users/plain", {"key": "quota", "value": "1 GB"}, 200),
        ("sub", "PUT users/admin", {"key": "role", "value": "x"}, 998),
        ("sub", "PUT users/sub", {"key": "quota", "value": "1 GB"}, 113),
        ("sub", "DELETE users/sub", None, 101),
        ("sub", "DELETE users/admin", None, 998),
        ("plain", "PUT users/plain", {"key": "role", "value": "x"}, 200),
        ("plain", "PUT users/plain", {"key": "emailScope", "value": "v2-private"}, 101),
        ("plain", "PUT users/plain", {"key": "birthdate", "value": "2000-01-31"}, 200),
        ("plain", "PUT users/sub", {"key": "role", "value": "x"}, 998),
        ("plain", "PUT users/plain/enable", None, 403),
        ("admin", "PUT users/plain", {"key": "birthdate", "value": "2000-01-31"}, 113),
        ("admin", "PUT users/plain", {"key": "phoneScope", "value": "v2-local"}, 113),
        ("admin", "PUT users/admin", {"key": "quota", "value": "1 GB"}, 200),
        ("admin", "PUT users/admin/disable", None, 101),
    ],
)
def test_permissions(staff, caller, line, form, code):
    """Who may do what to whom."""
    auth = ("admin", "admin") if caller == "admin" else (caller, PASSWORD)
    assert staff.ask(line, form=form, auth=auth)[1] == code


@pytest.mark.parametrize("key,value,code,shown", [
    ("displayname", " Two  Words ", 200, "Two  Words"), ("displayname", "  ", 200, "plain"), ("displayname", "x" * 65, 101, "plain"),
    ("email", " A@B.example ", 200, "a@b.example"), ("email", "a@b", 101, None), ("profile_enabled", "true", 200, "true"),
    ("language", "de_AT", 101, "en"), ("locale", "de_AT", 200, "de_AT"), ("timezone", "CET", 101, ""), ("timezone", "UTC", 200, "UTC"),
    ("manager", "Nobody", 200, "Nobody"), ("organisation", "x" * 2049, 101, ""), ("phone", "+49 711 252428-90", 200, "+4971125242890"),
])  # fmt: skip
def test_edit(staff, key, value, code, shown):
    """One field, and what is read afterwards."""
    assert edit(staff, "plain", key, value) == code
    assert staff.data("GET users/plain")[key] == shown


def test_invalid_texts_empty_the_field_in_28(nextcloud_28):
    """28 answers success to a phone number or website that it does not take."""
    create(nextcloud_28, "plain")
    for value, shown in (("+49 711 252428-90", "+4971125242890"), ("foo", "")):
        assert edit(nextcloud_28, "plain", "phone", value) == 200
        assert nextcloud_28.data("GET users/plain")["phone"] == shown


def test_additional_mails(staff):
    """Only a verified address serves for notifications; an address sent as key and value is verified, as often as it is sent."""
    assert edit(staff, "plain", "additional_mail", "A@x.example") == 200
    assert edit(staff, "plain", "additional_mail", "a@x.example") == 101
    assert edit(staff, "plain", "notify_email", "a@x.example") == 101
    for _time in range(2):
        assert edit(staff, "plain/additional_mail", "a@x.example", "a@x.example") == 200
    assert edit(staff, "plain", "notify_email", "a@x.example") == 200
    assert edit(staff, "plain/additional_mail", "a@x.example", "") == 200
    shown = staff.data("GET users/plain")
    assert (shown["additional_mail"], shown["notify_email"]) == ([], None)


def test_28_keeps_the_address_to_be_notified(nextcloud_28):
    """Also when the additional mail goes that it is (measured on 28.0.2); then it is cleared by itself."""
    create(nextcloud_28, "plain")
    assert edit(nextcloud_28, "plain/additional_mail", "a@x.example", "a@x.example") == 200
    assert edit(nextcloud_28, "plain", "notify_email", "a@x.example") == 200
    assert edit(nextcloud_28, "plain/additional_mail", "a@x.example", "") == 200
    assert nextcloud_28.data("GET users/plain")["notify_email"] == "a@x.example"
    assert edit(nextcloud_28, "plain", "notify_email", "") == 200
    assert nextcloud_28.data("GET users/plain")["notify_email"] is None


@pytest.mark.parametrize(
    "sent,answer,changed",
    [
        ({"displayName": " New ", "email": "A@B.example", "manager": "x"}, 200, {"displayname": "New", "email": "a@b.example", "manager": "x"}),
        ({"displayName": ""}, 200, {"displayname": "plain"}),
        ({"groups": []}, 200, {"groups": []}),
        ({"groups": ["other"], "subadminGroups": ["other", "admin"]}, 200, {"groups": ["other"], "subadmin": ["other"]}),
        ({"phone": "+4971125242890"}, 200, {}),
        ({"email": " a@b.example", "displayName": "New"}, 422, {}),
        ({"groups": ["nope"], "quota": "1 GB"}, 422, {}),
        ({"password": "short", "displayName": "New"}, 422, {}),
        ({"displayName": "x" * 65, "quota": "1 GB"}, 996, {}),
        ({"email": "a@b.example", "quota": "-1", "language": "de"}, 996, {"email": "a@b.example"}),
    ],
)
def test_patch(staff, sent, answer, changed):
    """Several fields at once: nothing changes when one is refused, but what only fails while it is stored keeps the fields before it."""
    staff.ask("POST groups", form={"groupid": "other"})
    edit(staff, "plain", "displayname", "Plain")
    before = staff.data("GET users/plain")
    assert staff.ask("PATCH users/plain", document=sent)[1] == answer
    assert staff.data("GET users/plain") == {**before, **changed, **({"display-name": changed["displayname"]} if "displayname" in changed else {})}


@pytest.fixture
def listed(nextcloud):
    """A server whose accounts sort differently by id and by display name."""
    for uid, name in (("d", "Zoe"), ("B", "adam"), ("a", "Zack"), ("7", ""), ("c", "Eve")):
        create(nextcloud, uid, displayName=name, email=uid + "@mail.example")
    return nextcloud


@pytest.mark.parametrize("query,ids", [
    ({}, [7, "a", "admin", "B", "c", "d"]), ({"limit": 2}, [7, "admin"]), ({"limit": 2, "offset": 2}, ["B", "c"]), ({"limit": 2, "offset": 4}, ["a", "d"]),
    ({"search": "Z"}, ["a", "d"]), ({"search": "c@MAIL"}, ["c"]), ({"search": "%"}, []), ({"offset": 9}, []),
])  # fmt: skip
def test_pages(listed, query, ids):
    """A page is cut by display name, accounts without one first, and then sorted by id; ids that are numbers come as numbers."""
    assert listed.data("GET users?" + urlencode(query))["users"] == ids
    assert sorted(map(str, listed.data("GET users/details?" + urlencode(query))["users"])) == sorted(map(str, ids))


def test_lists_of_a_subadmin(staff):
    """He sees his members; ids that are numbers are counted anew, and a search without a limit finds nobody."""
    create(staff, "777", groups=["staff"])
    auth = ("sub", PASSWORD)
    assert staff.data("GET users", auth=auth)["users"] == [0, "plain"]
    assert list(staff.data("GET users/details", auth=auth)["users"]) == ["777", "plain"]
    assert staff.data("GET users?search=plain", auth=auth)["users"] == []
    assert staff.data("GET users?search=plain&limit=5", auth=auth)["users"] == ["plain"]


@pytest.mark.parametrize("config,stored,shown", [
    ({}, "default", -3), ({"default_quota": "10 GB"}, "default", 10737418240), ({"default_quota": "none"}, "default", -3),
    ({"allow_unlimited_quota": "0"}, "default", 1073741824), ({"allow_unlimited_quota": "0", "quota_preset": "none, 3 GB"}, "default", 3221225472),
    ({"default_quota": "10 GB"}, "none", -3), ({}, "2 GB", 2147483648),
])  # fmt: skip
def test_default_quota(config, stored, shown):
    """What `default` means depends on the server."""
    from sandbox.nextcloud.user_record import quota_bytes

    assert quota_bytes({("files", key): value for key, value in config.items()}, stored) == shown
