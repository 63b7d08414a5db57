# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading accounts and the server: which are found, what is told of them, in how many requests."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs import ids, server_info
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import info as user_info
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import ADMIN, DIALECTS, PASSWORD, Site, wish


@pytest.fixture(name="site", params=DIALECTS)
def fixture_site(request):
    """A fresh server with ann and 12345 in staff, bob, who is disabled, and carol, who has signed in."""
    with Site(request.param) as site:
        site.groups("staff")
        site.users("ann", "12345", group="staff")
        site.users("bob", "carol")
        site.send("PUT", "users/bob/disable")
        site.client("carol", PASSWORD).get(called.at("cloud/user"))
        site.sandbox.counts.clear()
        yield site


def names(site, **asked):
    """Ids of the accounts that are found, and how many requests it took."""
    site.sandbox.counts.clear()
    found = site.read(user_info, **asked)
    assert found["count"] == len(found["users"]) and found["fetched_at"].endswith("Z")
    return [user["name"] for user in found["users"]], sum(site.sandbox.counts.values())


def test_by_name(site):
    """Missing ones are left out, doubles too, and the server's spelling is used."""
    each = 1 if site.product == "nextcloud" else 3
    assert names(site, name=["ANN", "nobody", "bob"]) == (["ann", "bob"], 2 * each + 1)
    assert names(site, name=["bob", "bob"])[0] == ["bob"]


def test_everybody(site):
    """One page on Nextcloud and one that is empty; on ownCloud one request for each account, or one in all without details."""
    everybody = {"12345", "admin", "ann", "bob", "carol"}
    found, requests = names(site)
    assert set(found) == everybody and requests == (2 if site.product == "nextcloud" else 6)
    found, requests = names(site, details=False)
    assert set(found) == everybody and requests == (2 if site.product == "nextcloud" else 1)
    assert site.read(user_info, details=False, name=["ann"])["users"] == [{"name": "ann"}]


FILTERS = [
    (dict(enabled=False), {"bob"}), (dict(enabled=True, search="an"), {"ann"}), (dict(never_logged_in=False), {"carol"}),
    (dict(inactive_days=1, search="car"), set()),
    (dict(never_logged_in=True, search="ann"), {"ann"}), (dict(inactive_days=1, search="ann"), {"ann"}), (dict(group="staff"), {"ann", "12345"}),
    (dict(group="staff", details=False), {"ann", "12345"}), (dict(search="12"), {"12345"}), (dict(group="staff", enabled=False), set()),
]  # fmt: skip


@pytest.mark.parametrize("asked, expected", FILTERS)
def test_filters(site, asked, expected):
    """The administrator, who reads, has signed in as well."""
    assert set(names(site, **asked)[0]) - {"admin"} == expected


def test_a_limit(site):
    """Says when there was more, and reads no further than it needs."""
    if site.product == "nextcloud":
        assert names(site, limit=1)[1] == 1
    assert [site.read(user_info, limit=limit)[key] for limit in (1, 5) for key in ("count", "truncated")] == [1, True, 5, False]


def test_pages(site, monkeypatch):
    """Until one is empty; nobody is told twice."""
    if site.product == "nextcloud":
        monkeypatch.setattr(ids, "PAGE", 2)
        for details in (True, False):
            found, requests = names(site, details=details)
            assert sorted(found) == ["12345", "admin", "ann", "bob", "carol"] and requests == 4


KEYS = {
    "name", "display_name", "email", "enabled", "quota", "language", "last_login", "storage_location",
    "groups", "subadmin_of",
}  # fmt: skip
NEXTCLOUD_28 = KEYS | {
    "additional_mails", "notify_email", "manager", "locale", "profile_enabled", "phone", "address", "website", "twitter", "fediverse", "organisation", "role",
    "headline", "biography", "backend", "backend_capabilities",
}  # fmt: skip
SHOWN = {
    "nextcloud-34": NEXTCLOUD_28 | {"timezone", "bluesky", "pronouns", "first_login"}, "nextcloud-28": NEXTCLOUD_28,
    "nextcloud-32": NEXTCLOUD_28 | {"timezone", "bluesky", "pronouns", "first_login"},
    "owncloud-10": KEYS | {"two_factor", "created"},
}  # fmt: skip


def test_what_is_told(site):
    """The words of the interface, whatever the product calls them."""
    shown = site.read(user_info, name=["ann"])["users"][0]
    assert set(shown) == SHOWN[site.sandbox.dialect]
    assert set(shown["quota"]) == {"definition", "bytes", "used", "free", "total", "relative"}
    assert (shown["groups"], shown["subadmin_of"], shown["enabled"], shown["last_login"]) == (["staff"], [], True, None)
    assert site.read(user_info, name=["carol"])["users"][0]["last_login"].endswith("Z")


def test_second_factors(site):
    """ownCloud's record has the flag; Nextcloud is asked once more from 31 on, 28 cannot tell."""
    if site.sandbox.dialect == "nextcloud-28":
        with pytest.raises(Invalid, match="two_factor: Nextcloud 28.0.2 does not return it"):
            site.read(user_info, name=["ann"], two_factor=True)
    else:
        assert site.read(user_info, name=["ann"], two_factor=True)["users"][0]["two_factor"] is False


def test_avatars(site, tmp_path):
    """A file for each account, in the size that is asked for; ownCloud has none to offer."""
    asked = dict(name=["ann"], avatar_dest=str(tmp_path), avatar_size=64)
    if site.product == "owncloud":
        with pytest.raises(Invalid, match="avatar_dest: ownCloud"):
            site.read(user_info, **asked)
        return
    shown = site.read(user_info, **asked)["users"][0]
    assert shown["avatar"] == str(tmp_path / "ann.png") and (tmp_path / "ann.png").read_bytes().startswith(b"\x89PNG")
    site.read(user_info, avatar_dark=True, **asked)
    assert "GET /index.php/avatar/ann/64/dark" in site.sandbox.counts
    site.read(user_info, avatar_guest=True, **asked)  # the server answers 201
    assert site.sandbox.counts["GET /index.php/avatar/guest/ann/64"] == 1
    site.users("u1", "u2", "u3")
    many = site.read(user_info, avatar_guest=True, **dict(asked, name=["ann", "u1", "u2", "u3"]))["users"]  # so many requests begin a session
    assert all(each["avatar"] for each in many)
    with pytest.raises(Invalid, match="create it first"):
        site.read(user_info, name=["ann"], avatar_dest=str(tmp_path / "no"))


REFUSED = [
    (dict(name=["ann"], search="x1"), "search"), (dict(search="x1", group="staff"), "group"),
    (dict(details=False, enabled=True), "details"), (dict(limit=0), "limit"),
]  # fmt: skip


@pytest.mark.parametrize("asked, field", REFUSED)
def test_contradictions(site, asked, field):
    """Before anything is sent."""
    with pytest.raises(Invalid, match=field + ": "):
        site.read(user_info, **asked)
    assert not site.sandbox.counts


def test_a_search_that_finds_nothing_on_owncloud(site):
    """One character is too little there."""
    if site.product == "owncloud":
        with pytest.raises(Invalid, match="2 characters"):
            site.read(user_info, search="a")
    else:
        assert "ann" in names(site, search="a")[0]


def look(site, username=ADMIN[0], password=ADMIN[1], probe=False):
    """What ``ocs_server_info`` returns to this account."""
    client = site.client(username, password)
    try:
        return server_info.read(client, {"url": site.sandbox.url, "auth_username": username, "probe_write": probe})
    finally:
        client.close()


LIMITS = {
    "nextcloud-34": {"single_field_edits", "multi_field_edits", "additional_mail_changes"},
    "nextcloud-32": {"single_field_edits", "additional_mail_changes"}, "nextcloud-28": {"single_field_edits", "additional_mail_changes"},
    "owncloud-10": set(),
}  # fmt: skip


@pytest.mark.parametrize("product", [None, "auto"])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_server(dialect, product):
    """What it is, what it can, its limits; and whether the account may write, when that is asked."""
    with Site(dialect, product) as site:
        site.users("plain")
        found, newer = look(site), dialect == "nextcloud-34"
        assert (found["product"], found["version"].partition(".")[0]) == tuple(dialect.split("-")) and "can_write" not in found
        assert found["supports"]["two_factor_state"] is (dialect in ("nextcloud-34", "nextcloud-32"))
        assert found["supports"]["multi_field_edit"] is newer and found["supports"]["password_policy"] is (dialect != "owncloud-10")
        assert set(found["rate_limit"] or ()) == LIMITS[dialect]
        probed = look(site, probe=True)
        assert (probed["can_write"], probed["reason"]) == (True, None)
        refused = look(site, "plain", PASSWORD, probe=True)
        assert refused["can_write"] is False and "HTTP 40" in refused["reason"]
        for fault in (
            {"kind": "status", "status": 500},
            {"kind": "status", "status": 503},
            {"kind": "drop_before"},
            {"kind": "html"},
            {"kind": "status", "status": 429},
            {"kind": "status", "status": 200, "body": "[1]"},
        ):
            site.fault(method="POST", **fault)
            unknown = look(site, probe=True)
            assert unknown["can_write"] is None and "POST cloud/groups" in unknown["reason"]
        site.fault()
        site.operate(app_password={"user": ADMIN[0], "token": "app-pass-1"})
        assert look(site, password="app-pass-1", probe=True)["can_write"] is not newer


@pytest.fixture(name="crowd")
def fixture_crowd(site):
    """In addition ann leads staff, two accounts share an address, and carol has used 95 % of her quota."""
    site.groups("empty")
    site.send("POST", "users/ann/subadmins", groupid="staff")
    for name, address in (("ann", "Team@example.com"), ("bob", "team@example.com"), ("carol", "carol@example.com")):
        site.send("PUT", "users/" + name, key="email", value=address)
    used = site.read(user_info, name=["carol"])["users"][0]["quota"]["used"]
    site.send("PUT", "users/carol", key="quota", value="%d B" % (used / 0.95))
    return site


QUERIES = [
    (dict(admin=True), {"admin"}), (dict(admin=False), {"ann", "bob", "carol", "12345"}), (dict(admin=True, enabled=False), set()),
    (dict(admin=True, details=False), {"admin"}), (dict(subadmin_of="staff"), {"ann"}), (dict(subadmin_of="empty"), set()),
    (dict(subadmin_of="staff", search="bo"), set()), (dict(admin=True, subadmin_of="staff"), set()), (dict(admin=False, group="staff"), {"ann", "12345"}),
    (dict(has_email=False), {"12345", "admin"}), (dict(has_email=True), {"ann", "bob", "carol"}),
    (dict(duplicated_email=True), {"ann", "bob"}), (dict(duplicated_email=True, enabled=True), {"ann"}),
    (dict(duplicated_email=False), {"12345", "admin", "carol"}), (dict(duplicated_email=True, admin=True), set()),
    (dict(quota_used_percent=90), {"carol"}), (dict(quota_used_percent=96), set()), (dict(quota_used_percent=0, search="car"), {"carol"}),
]  # fmt: skip


@pytest.mark.parametrize("asked, found", QUERIES)
def test_ready_queries(crowd, asked, found):
    """The questions that administrators ask."""
    assert set(names(crowd, **asked)[0]) == found


def test_the_cost_of_administrators(crowd):
    """They are read by their names, not all accounts to find them."""
    for asked in (dict(admin=True), dict(subadmin_of="staff")):
        assert names(crowd, **asked)[1] == (2 if crowd.product == "nextcloud" else 4)


def test_backends(crowd):
    """Nextcloud tells them."""
    if crowd.product == "owncloud":
        with pytest.raises(Invalid, match="backends: ownCloud does not return the backends of accounts"):
            crowd.read(user_info, backends=["LDAP"])
        return
    assert len(names(crowd, backends=["LDAP", "Database"])[0]) == 5 and names(crowd, backends=["LDAP"])[0] == []


@pytest.mark.parametrize("asked", [dict(has_email=True), dict(duplicated_email=True), dict(duplicated_email=False), dict(quota_used_percent=0)])
def test_what_is_not_told_is_no_answer(crowd, asked, monkeypatch):
    """An account of which the server tells only the id is no hit, and is named."""
    record = user_info.from_nextcloud if crowd.product == "nextcloud" else user_info.from_owncloud

    def lost(data, *name):
        return record({"id": "carol"} if "carol" in (data.get("id"), *name) else data, *name)

    monkeypatch.setattr(user_info, record.__name__, lost)
    monkeypatch.setattr(user_info.accounts, record.__name__, lost, raising=False)
    client = crowd.client()
    found = user_info.read(client, wish(user_info, **asked))
    assert "carol" not in [user["name"] for user in found["users"]]
    assert [text for text in client.transport.warnings if "carol" in text] and "are left out: " in client.transport.warnings[0]


@pytest.mark.parametrize("given, told", [
    (dict(duplicated_email=True, search="ann"), "duplicated_email: compares all accounts: it is mutually exclusive with search."),
    (dict(has_email=True, enabled=True, details=False), "details: is needed for the filters enabled, has_email."),
    (dict(quota_used_percent=-1), "quota_used_percent: must be from 0 to"), (dict(subadmin_of="admin"), "subadmin_of: the group 'admin' has no group admins"),
    (dict(subadmin_of="nosuch"), "subadmin_of: the group 'nosuch' does not exist."),
])  # fmt: skip
def test_questions_that_cannot_be_meant(crowd, given, told):
    """They are refused, with the option's name."""
    with pytest.raises(Invalid) as refusal:
        crowd.read(user_info, **given)
    assert str(refusal.value).startswith(told)
