# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans that create an account: which requests, in which order, and what is refused before the first of them."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import wishes
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.recordings import SERVERS
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.wishes import plan, requests, wish

KNOWN = {"groups": {"staff": True, "other": True, "ghosts": False, " ghosts": False, "new": False}, "users": {"boss": "boss", "nobody": None}}
NC34, NC28, OC10 = (server.with_facts(**KNOWN) for server in SERVERS.values())
PASSWORD = "Tr0ub4dor&3-x!"
PUT = ("PUT", "users/alice")


def put(key, value):
    """One single-field edit."""
    return ("PUT", "users/alice", {"key": key, "value": value})


def create(**data):
    """The create call of a user with a password."""
    return ("POST", "users", dict({"userid": "alice", "password": PASSWORD}, **data))


ALL = dict(
    display_name=" Alice A. ", email=" Alice@Example.COM ", quota="5 GiB", language="de", manager="boss",
    groups={"set": ["staff", "other"]}, subadmin_of={"add": ["other"]}, phone="+49 711 252428-90", website="https://a.example", profile_enabled=False,
)  # fmt: skip
NEXTCLOUD_ALL = [
    create(
        displayName="Alice A.", email="alice@example.com", quota="5 GB", language="de", manager="boss", groups=["other", "staff"], subadmin=["other"]),
    put("phone", "+4971125242890"), put("website", "https://a.example"), put("profile_enabled", "0"),
]  # fmt: skip
CREATIONS = [
    # server, what is asked for besides name and password, the requests
    (NC34, {}, [create()]),
    (NC34, ALL, NEXTCLOUD_ALL),
    (NC28, ALL, NEXTCLOUD_ALL),
    (NC34, dict(timezone="Europe/Berlin", locale="de_DE", pronouns="she/her", bluesky="anna.bsky.social"), [
        create(), put("locale", "de_DE"), put("timezone", "Europe/Berlin"), put("bluesky", "anna.bsky.social"), put("pronouns", "she/her")]),
    (OC10, dict(display_name="Alice A.", email="Alice@Example.COM", quota="1500 MB", groups={"set": ["staff", "other"]}, subadmin_of={"add": ["other"]}), [
        create(groups=["other", "staff"]), put("display", "Alice A."), put("email", "Alice@Example.COM"), put("quota", "1.5 GB"),
        ("POST", "users/alice/subadmins", {"groupid": "other"})]),
    # what a new account has anyway is not sent again
    (OC10, dict(display_name="", email="", quota="default", two_factor=False, enabled=True), [create()]),
    (NC34, dict(email="", phone="", enabled=True, profile_enabled=True, groups={"set": []}, subadmin_of={"remove": ["staff"]}), [create(email="")]),
    (NC34, dict(display_name=""), [create(displayName="alice")]),
    (NC34, dict(quota="none"), [create(quota="none")]),
    # no password: an address will do
    (NC34, dict(password=None, email="a@b.example"), [("POST", "users", {"userid": "alice", "password": "", "email": "a@b.example"})]),
    # the welcome mail is skipped by setting the address afterwards
    (NC34, dict(email="a@b.example", welcome_email="skip"), [create(), put("email", "a@b.example")]),
    (NC34, dict(email="a@b.example", welcome_email="resend"), [create(email="a@b.example")]),
    # disabled at last; there is no device to wipe yet
    (NC34, dict(enabled=False, phone="+4971125242890", wipe_devices=True), [create(), put("phone", "+4971125242890"), ("PUT", "users/alice/disable", {})]),
    (OC10, dict(enabled=False), [create(), ("PUT", "users/alice/disable", {})]),
    # groups that are missing
    (NC34, dict(groups={"add": ["new", "staff"]}, subadmin_of={"add": ["new"]}, missing_groups="create"), [
        ("POST", "groups", {"groupid": "new"}), create(groups=["new", "staff"], subadmin=["new"])]),
    (OC10, dict(groups={"add": ["new"]}, subadmin_of={"add": ["ghosts", "new"]}, missing_groups="create"), [
        ("POST", "groups", {"groupid": "ghosts"}), ("POST", "groups", {"groupid": "new"}), create(groups=["new"]),
        ("POST", "users/alice/subadmins", {"groupid": "ghosts"}), ("POST", "users/alice/subadmins", {"groupid": "new"})]),
    (NC34, dict(groups={"set": ["ghosts", "staff"]}, subadmin_of={"set": ["ghosts"]}, missing_groups="warn"), [create(groups=["staff"])]),
    (OC10, dict(groups={"set": ["ghosts"]}, subadmin_of={"set": ["ghosts"]}, missing_groups="warn"), [create()]),
    # mail addresses
    (NC34, dict(additional_mails={"add": ["X@y.example"]}, notify_email="n@y.example"), [
        create(), put("additional_mail", "x@y.example"), ("PUT", "users/alice/additional_mail", {"key": "n@y.example", "value": "n@y.example"}),
        put("notify_email", "n@y.example")]),
]  # fmt: skip


@pytest.mark.parametrize("server, asked, expected", CREATIONS)
def test_requests(server, asked, expected):
    """The create call takes what it can; the rest follows, each field in its own edit."""
    steps = plan(None, wish(**dict({"password": PASSWORD}, **asked)), server)
    assert requests(steps) == expected


WARNED = [
    (dict(groups={"add": ["ghosts"]}, missing_groups="warn"), ["groups: the group 'ghosts' does not exist and is left out."]),
    (dict(subadmin_of={"add": ["ghosts"]}, missing_groups="warn"), ["subadmin_of: the group 'ghosts' does not exist and is left out."]),
    (dict(quota="1000000"), ["quota: the server stores 1000000 as 977 KB (KB are rounded to a whole number, larger units to one decimal)."]),
    (dict(quota="5 GiB"), []), (dict(quota="default"), []), (dict(email=" A@b.example "), []),
]  # fmt: skip


@pytest.mark.parametrize("server", [NC34, OC10])
@pytest.mark.parametrize("asked, warnings", WARNED)
def test_warnings(server, asked, warnings):
    """Each once, on the creation as on a change."""
    assert plan(None, wish(password=PASSWORD, **asked), server).warnings == warnings


REFUSED = [
    # server, what is asked for, the field that is named, a word of the message
    (NC34, dict(groups={"add": ["staff", " ghosts"]}, missing_groups="create"), "groups", "' ghosts' does not exist and has blanks at its ends"),
    (NC34, dict(subadmin_of={"add": [" ghosts"]}, missing_groups="create"), "subadmin_of", "ocs_group creates it"),
    (NC34, dict(password=None), "password", "or give email"),
    (NC34, dict(password=None, email=""), "password", "or give email"),
    (NC34, dict(password=None, email="a@b.example", welcome_email="skip"), "password", "required to create"),
    (OC10, dict(password=None, email="a@b.example"), "password", "no invitation"),
    (NC34, dict(name="plus+plus"), "name", "cannot be a new user ID"),
    (OC10, dict(name="ab"), "name", "3 to 64"),
    (NC34, dict(groups={"add": ["ghosts"]}), "groups", "does not exist"),
    (OC10, dict(subadmin_of={"set": ["ghosts"]}), "subadmin_of", "does not exist"),
    (NC34, dict(manager="nobody"), "manager", "does not exist"),
    (NC34, dict(welcome_email="resend"), "welcome_email", "has no address"),
    (OC10, dict(email="a@b.example", welcome_email="resend"), "welcome_email", "does not send welcome emails"),
    (NC34, dict(password="x" * 470), "password", "469"),
    (NC34, dict(password=""), "password", "empty"),
    (NC34.with_facts(password_refusal="Too short."), {}, "password", "policy refuses it: Too short."),
    (NC34, dict(two_factor=True), "two_factor", "disabled but not enabled"),
    (NC28, dict(two_factor=False), "two_factor", "31 and later"),
    (NC34, dict(additional_mails={"add": ["a@b.example"]}, email="A@b.example"), "additional_mails", "primary"),
    (NC34, dict(quota="-1"), "quota", "powers of 1024"),
    (NC34, dict(language=""), "language", "cannot be cleared"),
    (NC34, dict(display_name="x" * 65), "display_name", "64"),
    (NC34, dict(groups={"add": [""]}, missing_groups="create"), "groups", ""),
    (NC28.with_facts(fields=frozenset(["name", "phone"])), dict(phone="", bluesky="a.b"), "bluesky", "Nextcloud 28.0.2 does not support this option"),
    (OC10, dict(phone="+4971125242890"), "phone", "ownCloud 10.15.2"),
    (OC10, dict(additional_mails={"set": []}), "additional_mails", "ownCloud 10.15.2"),
    (OC10, dict(notify_email=""), "notify_email", "ownCloud 10.15.2"),
    (OC10, dict(language="de"), "language", "does not allow this field to be changed"),
    (OC10, dict(enabled=False, wipe_devices=True), "wipe_devices", "ownCloud 10.15.2 cannot wipe devices"),
    (NC34, dict(subadmin_of={"add": ["admin"]}), "subadmin_of", "admin"),
    (NC34, dict(protected_users=["ALICE"], enabled=False), "enabled", "protected_users"),
    (NC34, dict(groups={"set": ["a"], "add": ["b"]}), "groups", "complete list"),
]  # fmt: skip


@pytest.mark.parametrize("server, asked, field, word", REFUSED)
def test_refused(server, asked, field, word):
    """Before anything is sent, with the field named: Nextcloud keeps an account whose quota or language it refused."""
    server = server.with_facts(groups=dict(server.facts.groups, **{"": False}))
    with pytest.raises(Invalid) as refusal:
        plan(None, wish(**dict({"password": PASSWORD}, **asked)), server)
    assert (refusal.value.field, word in refusal.value.problem) == (field, True), str(refusal.value)


def test_the_record_of_a_new_account_tells_of_two_factor_when_the_real_one_does():
    """What a dry run returns has the keys that the account has when it is read with the same wish."""
    assert wishes.user.fresh(wish(two_factor=False), NC34)["two_factor"] is False
    assert "two_factor" not in wishes.user.fresh(wish(), NC34)


def test_a_password_is_only_in_the_request():
    """In no other part of the plan."""
    steps = plan(None, wish(password=PASSWORD), NC34)
    assert PASSWORD not in str([step.as_action("done") for step in steps]) + repr(steps)
    assert steps[0].after == {"name": "alice", "enabled": True, "password": "(changed)"}
