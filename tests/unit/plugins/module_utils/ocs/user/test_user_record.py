# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records of accounts as the servers send them, in our words."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.common.record import Unread, timestamp
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user.accounts import describe, from_nextcloud, from_owncloud
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.recordings import SERVERS, envelope, exchanges, succeeded

UNLIMITED = {"free": -3, "used": 7, "total": -3, "relative": 0, "quota": -3}
NEXTCLOUD = [
    # what the server sends, what becomes of it
    ({"id": 12345}, {"name": "12345"}), ({"email": None}, {"email": ""}), ({"email": "a@b.example"}, {"email": "a@b.example"}),
    ({"groups": ["b", "a", 5]}, {"groups": ["5", "a", "b"]}), ({"subadmin": ["b", "a"]}, {"subadmin_of": ["a", "b"]}),
    ({"notify_email": None}, {"notify_email": ""}), ({"additional_mail": ["b@x", "a@x"]}, {"additional_mails": ["a@x", "b@x"]}),
    ({"profile_enabled": "1"}, {"profile_enabled": True}), ({"profile_enabled": "0"}, {"profile_enabled": False}), ({"manager": None}, {"manager": ""}),
    ({"lastLogin": 1700000000123}, {"last_login": "2023-11-14T22:13:20Z"}), ({"lastLogin": 0}, {"last_login": None}),
    ({"firstLoginTimestamp": 1700000000}, {"first_login": "2023-11-14T22:13:20Z"}), ({"firstLoginTimestamp": -1}, {"first_login": None}),
    ({"quota": UNLIMITED}, {"quota": "none", "quota_used": 7, "quota_free": None, "quota_total": None}),
    ({"quota": {"quota": "none", "used": 0}}, {"quota": "none", "quota_used": 0, "quota_free": None}),
    ({"quota": {"quota": 1125899906842600}}, {"quota": "1 PB"}), ({"quota": {"quota": 107422286033720.0}}, {"quota": "97.7 TB"}),
    ({"quota": {"quota": 0, "free": 0}}, {"quota": "0 B", "quota_free": 0}),
]  # fmt: skip
OWNCLOUD = [
    ({"email": None}, {"email": ""}), ({"enabled": "false"}, {"enabled": False}), ({"enabled": "true"}, {"enabled": True}),
    ({"two_factor_auth_enabled": "true"}, {"two_factor": True}), ({"last_login": 1700000000}, {"last_login": "2023-11-14T22:13:20Z"}),
    ({"last_login": 0}, {"last_login": None}), ({"quota": {"definition": "default"}}, {"quota": "default", "quota_free": None}),
    ({"quota": {"definition": "1.5 GB", "used": 5, "free": 6}}, {"quota": "1.5 GB", "quota_used": 5, "quota_free": 6}),
]  # fmt: skip


@pytest.mark.parametrize("sent, told", NEXTCLOUD)
def test_nextcloud(sent, told):
    """Numbers as ids, null for nothing, three ways to say unlimited."""
    record = from_nextcloud(dict({"id": "alice"}, **sent))
    assert {key: record[key] for key in told} == told


NOT_TOLD = [
    # what the server sends (taken away: ...), what is not known then
    ({"quota": []}, {"quota"}), ({"quota": False}, {"quota"}), ({"quota": None}, {"quota"}), ({"quota": ...}, {"quota"}), ({"quota": {}}, {"quota"}),
    ({"quota": {"quota": -2, "free": -2}}, {"quota"}), ({"quota": {"quota": -1}}, {"quota"}), ({"quota": {"quota": True}}, {"quota"}),
    ({"quota": {"quota": False, "used": 5}}, {"quota"}), ({"enabled": ...}, {"enabled"}), ({"enabled": None}, {"enabled"}),
    ({"groups": None}, {"groups"}), ({"groups": False}, {"groups"}), ({"groups": ...}, {"groups"}), ({"subadmin": ...}, {"subadmin_of"}),
    ({"lastLogin": ...}, {"last_login"}), ({"lastLogin": None}, {"last_login"}), ({"lastLogin": False}, {"last_login"}), ({"email": ...}, {"email"}),
    ({"backend": ...}, {"backend"}), ({"additional_mail": False}, {"additional_mails"}), ({"profile_enabled": None}, {"profile_enabled"}),
    ({"enabled": ""}, {"enabled"}), ({"enabled": []}, {"enabled"}), ({"phone": False}, {"phone"}), ({"manager": []}, {"manager"}),
    ({"groups": ""}, {"groups"}), ({"lastLogin": ""}, {"last_login"}), ({"displayname": ""}, {"display_name"}), ({"backendCapabilities": []}, {
        "backend_capabilities"}), ({"profile_enabled": False}, {"profile_enabled"}),
    ({"displayname": ..., "display-name": ...}, {"display_name"}), ({"timezone": ..., "bluesky": ..., "storageLocation": ...}, set()),
]  # fmt: skip


def whole():
    """A record as Nextcloud 34 sends it to an administrator."""
    return next(
        each["data"]
        for each in (envelope(exchange) or {} for exchange in exchanges("nextcloud-34", "users"))
        if isinstance(each.get("data"), dict) and "storageLocation" in each["data"]
    )


@pytest.mark.parametrize("sent, unread", NOT_TOLD)
def test_what_the_server_does_not_tell(sent, unread):
    """Is no default: the record lacks it and names it, and a task shows null."""
    data = {key: value for key, value in dict(whole(), **sent).items() if value is not ...}
    record = from_nextcloud(data)
    assert set(record.get("unread", ())) == unread and not unread & set(record)
    shown = describe(record)
    assert {key: shown[key]["definition"] if key == "quota" else shown[key] for key in unread} == dict.fromkeys(unread)
    assert set(shown.get("unread", ())) == unread


def test_an_account_of_which_nothing_is_told():
    """All of it is unknown but the id."""
    record = from_nextcloud({"id": "gone"})
    assert set(record) - {key for key in record if key.startswith("quota_")} == {"name", "unread"}
    shown = describe(record)
    assert set(shown) - {"unread"} == set(describe(from_nextcloud(whole())))
    assert {key for key, value in shown.items() if value is not None} == {"name", "unread", "quota"} and set(shown["quota"].values()) == {None}


def test_what_owncloud_does_not_tell():
    """The same; old versions tell less of every account."""
    record = from_owncloud({"quota": [], "email": None}, "alice")
    assert set(record["unread"]) == {"quota", "display_name", "enabled", "language", "storage_location", "two_factor", "last_login", "created"}
    assert describe(record)["enabled"] is None and describe(record)["email"] == ""


@pytest.mark.parametrize("sent, told", OWNCLOUD)
def test_owncloud(sent, told):
    """Texts for booleans, seconds, the stored quota."""
    record = from_owncloud(sent, "alice")
    assert {key: record[key] for key in told} == told and "groups" not in record


def test_a_key_that_the_server_does_not_send_is_left_out():
    """So that a planner sees what the server lacks."""
    record = from_nextcloud({"id": "a", "lastLogin": 0})
    assert not {"bluesky", "timezone", "storage_location", "first_login"} & (set(record) | set(record["unread"]))


@pytest.mark.parametrize("folder", SERVERS)
def test_every_recorded_record(folder, record_property):
    """Is read without a loss of its id, and says the same when it is described."""
    count = 0
    for exchange in (each for area in ("user-edit", "users") for each in exchanges(folder, area)):
        data = (envelope(exchange) or {}).get("data")
        if not (isinstance(data, dict) and "quota" in data and succeeded(exchange)):
            continue
        count += 1
        record = from_nextcloud(data) if folder.startswith("next") else from_owncloud(data, "alice")
        shown = describe(record)
        assert record["name"] == str(data.get("id", "alice")) and shown["name"] == record["name"]
        assert shown["quota"]["definition"] == record["quota"] and not [key for key in shown if key.startswith("quota_")]
    record_property("counted", "%s: %d records of accounts read" % (folder, count))
    assert count > 20


@pytest.mark.parametrize("quota, size", [("none", None), ("default", None), ("0 B", 0), ("1.5 GB", 1610612736), (None, None), (" B", None)])
def test_bytes_of_a_described_quota(quota, size):
    """A number where the quota is one; ownCloud holds texts without a number, too."""
    assert describe({"quota": quota})["quota"]["bytes"] == size


def test_nobody_is_described_as_nobody():
    """The account is absent."""
    assert describe(None) is None


@pytest.mark.parametrize("value, text", [(0, None), (-5, None), ("1700000000", "2023-11-14T22:13:20Z")])
def test_moment(value, text):
    """ISO 8601 in UTC; never is None, and what is no number is unread."""
    assert timestamp()(value) == text and timestamp(1000)(int(value) * 1000) == text
    for odd in (None, "", "x", True):
        with pytest.raises(Unread):
            timestamp()(odd)


@pytest.mark.parametrize("odd", ["\u00b2", "5 Otter", "1" * 5000, "..", [], {}, True])
def test_an_odd_quota(odd):
    """Has no bytes, and a figure that is no number is not known; the rest of the account is told."""
    shown = describe(from_owncloud({"displayname": "A", "quota": {"definition": odd, "used": odd, "free": 7}}, "a"))
    assert (shown["quota"]["bytes"], shown["quota"]["used"], shown["quota"]["free"], shown["display_name"]) == (None, None, 7, "A")
    assert describe(from_nextcloud({"id": "a", "quota": {"quota": odd, "used": odd}}))["quota"]["used"] is None


def test_only_what_matters():
    """A record of some fields has no others, and names as unread those of them that are lacking."""
    sent = {"id": "anna", "displayname": "Anna", "email": "a@example.com", "phone": "", "quota": {"quota": "none"}, "groups": ["b", "a"]}
    assert from_nextcloud(sent, frozenset(("email", "groups", "enabled"))) == {
        "name": "anna",
        "email": "a@example.com",
        "groups": ["a", "b"],
        "unread": ["enabled"],
    }
    whole, some = from_nextcloud(sent), from_nextcloud(sent, frozenset(("quota", "phone")))
    assert some == {key: whole[key] for key in ("name", "phone", "quota")}
    assert from_nextcloud({"id": "anna"}, frozenset(("email",)))["unread"] == ["email"]
