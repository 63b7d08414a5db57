# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans that change or delete an account: which requests, in which order, and what is refused before the first of them."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.recordings import SERVERS
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.wishes import fresh, plan, requests, wish

KNOWN = {"groups": {"staff": True, "other": True, "ghosts": False}, "users": {"boss": "boss", "nobody": None}, "caller": "Root"}
NC34, NC28, OC10 = (server.with_facts(**KNOWN) for server in SERVERS.values())
PASSWORD = "Tr0ub4dor&3-x!"
ABLE = {"setDisplayName": True, "setPassword": True}
HELD = dict(
    display_name="Alice A.", email="alice@example.com", quota="5 GB", language="de", manager="boss", phone="+4971125242890", groups=["staff"],
    subadmin_of=["staff"], backend="Database", backend_capabilities=ABLE, profile_enabled=True, timezone="UTC", bluesky="a.b", pronouns="x",
)  # fmt: skip


def held(server, **fields):
    """The observed account."""
    return fresh(server, **dict(HELD, **fields))


def put(key, value):
    """One single-field edit."""
    return ("PUT", "users/alice", {"key": key, "value": value})


def patch(**data):
    """The multi-field edit."""
    return ("PATCH", "users/alice", data)


def relation(method, kind, group):
    """A join, leave, promotion or demotion."""
    return (method, "users/alice/" + kind, {"groupid": group})


SAME = dict(
    display_name=" Alice A. ", email="ALICE@example.com", quota="5120 MB", language="de", manager="boss", phone="+49 711 252428-90", enabled=True,
    groups={"set": ["staff"]}, subadmin_of={"add": ["staff"]}, password=PASSWORD, profile_enabled=True, missing_groups="create",
)  # fmt: skip
EDITS = [
    # server, what is different in the observed account, what is asked for, the requests
    (NC34, {}, {}, []), (NC34, {}, SAME, []), (NC28, {}, SAME, []),
    (OC10, {}, dict(display_name="Alice A.", email="Alice@example.com", quota="5 GiB", enabled=True, groups={"remove": ["other"]}), []),
    # one field: a single edit; several that the multi-field edit takes: one request, and the others each in its own
    (NC34, {}, dict(email="New@B.example"), [put("email", "new@b.example")]),
    (NC34, {}, dict(email="n@b.example", quota="1 GB", phone=""), [patch(email="n@b.example", quota="1 GB"), put("phone", "")]),
    (NC28, {}, dict(email="n@b.example", quota="1 GB", phone=""), [put("email", "n@b.example"), put("quota", "1 GB"), put("phone", "")]),
    (OC10, {}, dict(email="N@b.example", quota="1 GB", display_name="A"), [put("display", "A"), put("email", "N@b.example"), put("quota", "1 GB")]),
    (NC34, {}, dict(display_name="", manager=""), [patch(displayName="alice", manager="")]),
    (NC28, {}, dict(display_name=""), [put("displayname", "alice")]), (OC10, {}, dict(display_name=""), [put("display", "alice")]),
    (NC34, {}, dict(phone="", website="https://x.example"), [put("phone", ""), put("website", "https://x.example")]),
    (NC34, {}, dict(language="en", timezone="Europe/Berlin"), [put("language", "en"), put("timezone", "Europe/Berlin")]),
    (NC34, {}, dict(profile_enabled=False), [put("profile_enabled", "0")]),
    (NC34, {}, dict(email=""), [put("email", "")]),
    # a password: only when it is asked for, together with another field where that saves a request
    (NC34, {}, dict(password=PASSWORD, update_password="always"), [put("password", PASSWORD)]),
    (NC34, {}, dict(password=PASSWORD, update_password="always", quota="none"), [patch(quota="none", password=PASSWORD)]),
    (NC28, {}, dict(password=PASSWORD, update_password="always", quota="none"), [put("password", PASSWORD), put("quota", "none")]),
    (OC10, {}, dict(password=PASSWORD, update_password="always"), [put("password", PASSWORD)]),
    (NC34, {}, dict(password=PASSWORD, update_password="on_create", quota="none"), [put("quota", "none")]),
    # enabled first, disabled last, the wipe before it
    (NC34, {"enabled": False}, dict(enabled=True, phone=""), [("PUT", "users/alice/enable", {}), put("phone", "")]),
    (NC34, {}, dict(enabled=False, phone="", groups={"set": ["other"]}), [
        put("phone", ""), relation("POST", "groups", "other"), relation("DELETE", "groups", "staff"), ("PUT", "users/alice/disable", {})]),
    (NC34, {}, dict(enabled=False, wipe_devices=True), [("POST", "users/alice/wipe", {}), ("PUT", "users/alice/disable", {})]),
    (NC34, {"enabled": False}, dict(enabled=False, wipe_devices=True), []),
    (NC34, {"enabled": False}, dict(quota="none"), [put("quota", "none")]),
    # memberships: joins, then leaves; posts: promotions, then demotions
    (NC34, {}, dict(groups={"add": ["other", "staff"]}), [relation("POST", "groups", "other")]),
    (NC34, {}, dict(groups={"remove": ["staff", "x"]}), [relation("DELETE", "groups", "staff")]),
    (NC34, {}, dict(groups={"set": []}, subadmin_of={"set": ["other"]}), [
        relation("DELETE", "groups", "staff"), relation("POST", "subadmins", "other"), relation("DELETE", "subadmins", "staff")]),
    (OC10, {}, dict(groups={"set": ["a/b"]}), [relation("POST", "groups", "a/b"), relation("DELETE", "groups", "staff")]),
    (NC34, {}, dict(groups={"add": ["Staff"]}), [relation("POST", "groups", "Staff")]),
    (NC34, {}, dict(groups={"add": ["ghosts"]}, subadmin_of={"add": ["ghosts"]}, missing_groups="create"), [
        ("POST", "groups", {"groupid": "ghosts"}), relation("POST", "groups", "ghosts"), relation("POST", "subadmins", "ghosts")]),
    (NC34, {}, dict(groups={"set": ["ghosts", "staff"]}, missing_groups="warn"), []),
    # ownCloud's flag, Nextcloud's providers
    (OC10, {}, dict(two_factor=True), [put("two_factor_auth_enabled", "true")]), (OC10, {}, dict(two_factor=False), []),
    (OC10, {"two_factor": True}, dict(two_factor=False), [put("two_factor_auth_enabled", "false")]),
    (NC34, {"two_factor": True, "two_factor_providers": ["totp", "a"]}, dict(two_factor=False), [
        ("POST", "twofactor/disable", {"user": "alice", "providers": ["a", "totp"]})]),
    (NC34, {"two_factor": False, "two_factor_providers": []}, dict(two_factor=False), []),
    (NC34, {}, dict(welcome_email="resend"), [("POST", "users/alice/welcome", {})]),
    (NC34, {"email": ""}, dict(welcome_email="resend", email="a@b.example"), [put("email", "a@b.example"), ("POST", "users/alice/welcome", {})]),
    (NC34, {}, dict(welcome_email="skip"), []),
    # quota "default": equal to the server's default on Nextcloud, stored as such on ownCloud
    (NC34.with_facts(default_quota="5 GB"), {}, dict(quota="default"), []),
    (NC34.with_facts(default_quota="none"), {}, dict(quota="default"), [put("quota", "default")]),
    (OC10, {}, dict(quota="default"), [put("quota", "default")]), (OC10, {"quota": "default"}, dict(quota="Default"), []),
    # the stored spelling is used
    (NC34, {"name": "Alice"}, dict(name="ALICE", phone="", enabled=False), [
        ("PUT", "users/Alice", {"key": "phone", "value": ""}), ("PUT", "users/Alice/disable", {})]),
    (NC34, {}, dict(state="absent"), [("DELETE", "users/alice", {})]), (OC10, {}, dict(state="absent"), [("DELETE", "users/alice", {})]),
    (NC34, {"name": "Alice"}, dict(name="ALICE", state="absent", quota="1 GB", groups={"set": []}), [("DELETE", "users/Alice", {})]),
]  # fmt: skip


@pytest.mark.parametrize("server, differs, asked, expected", EDITS)
def test_requests(server, differs, asked, expected):
    """Only what differs is sent, and nothing that is equal already."""
    steps = plan(held(server, **differs), wish(**asked), server)
    assert requests(steps) == expected
    assert not [step for step in steps if step.before == step.after]


@pytest.mark.parametrize("server", [NC34, OC10])
def test_nobody_is_deleted_twice(server):
    """An account that is not there needs no request."""
    assert plan(None, wish(state="absent", protected_users=["alice"]), server) == []


def test_a_difference_in_case_is_told():
    """And in no other case."""
    assert plan(held(NC34, name="Alice"), wish("alice"), NC34).warnings == ["name: the account is stored as 'Alice'; that spelling is used."]
    assert plan(held(NC34), wish("alice"), NC34).warnings == []


def test_a_blank_after_a_comma_is_told():
    """Ansible splits "staff, other" at the comma alone. A group of that name may exist, so it is no error; that nothing is removed is told."""
    warned = "groups: the account is not in the group ' other', whose ID has blanks at its ends and is taken to the letter."
    asked = wish(groups={"remove": ["staff", " other"]})
    assert plan(held(NC34), asked, NC34).warnings == [warned]
    assert plan(held(NC34, groups=["staff", " other"]), asked, NC34).warnings == []


REFUSED = [
    # server, what is different in the observed account, what is asked for, the field that is named, a word of the message
    (NC34, {}, dict(state="absent", protected_users=["ALICE"]), "state", "protected_users"),
    (NC34, {"name": "root"}, dict(name="root", state="absent"), "state", "acting account"),
    (NC34, {"name": "root"}, dict(name="root", enabled=False), "enabled", "acting account"),
    (NC34, {}, dict(enabled=False, protected_users=["alice"]), "enabled", "protected_users"),
    (NC34, {"name": "root", "groups": ["admin"]}, dict(name="root", groups={"set": []}), "groups", "acting account"),
    (OC10, {"name": "root", "groups": ["admin"]}, dict(name="root", groups={"remove": ["admin"]}), "groups", "acting account"),
    (NC34, {}, dict(manager="nobody"), "manager", "does not exist"),
    (NC34, {}, dict(groups={"add": ["ghosts"]}), "groups", "'create' or 'warn'"),
    (NC34, {}, dict(subadmin_of={"add": ["admin"]}), "subadmin_of", "admin"),
    (OC10, {}, dict(subadmin_of={"add": ["ADMIN"]}), "subadmin_of", "ADMIN"),
    (NC34, {"backend": "LDAP", "backend_capabilities": dict(ABLE, setDisplayName=False)}, dict(display_name="A"), "display_name", "LDAP"),
    (NC34, {"backend": "LDAP", "backend_capabilities": dict(ABLE, setPassword=False)}, dict(password="x1", update_password="always"), "password", "LDAP"),
    (NC34, {}, dict(wipe_devices=True), "wipe_devices", "enabled: false"),
    (NC34, {"email": ""}, dict(welcome_email="resend"), "welcome_email", "no address"),
    (NC34, {}, dict(welcome_email="resend", email=""), "welcome_email", "no address"),
    (OC10, {}, dict(welcome_email="resend"), "welcome_email", "ownCloud"),
    (NC34, {}, dict(two_factor=True), "two_factor", "not enabled"),
    (OC10, {}, dict(wipe_devices=True, enabled=False), "wipe_devices", "ownCloud 10.15.2 cannot wipe devices"),
    (OC10, {}, dict(timezone="UTC"), "timezone", "ownCloud 10.15.2"), (OC10, {}, dict(manager=""), "manager", "ownCloud 10.15.2"),
    (NC34.with_facts(password_refusal="Too short."), {}, dict(password="short", update_password="always"), "password", "Too short."),
    (NC34, {}, dict(email="not-an-email"), "email", "no '@'"),
]  # fmt: skip


@pytest.mark.parametrize("server, differs, asked, field, word", REFUSED)
def test_refused(server, differs, asked, field, word):
    """Before anything is sent, with the field named."""
    with pytest.raises(Invalid) as refusal:
        plan(held(server, **differs), wish(**asked), server)
    assert (refusal.value.field, word in refusal.value.problem) == (field, True), str(refusal.value)


@pytest.mark.parametrize("field", ["bluesky", "timezone", "pronouns"])
def test_fields_that_nextcloud_28_lacks(field):
    """Its record shows it; the message names the version."""
    record = {key: value for key, value in held(NC28).items() if key != field}
    with pytest.raises(Invalid, match="%s: Nextcloud 28.0.2 does not support this option" % field):
        plan(record, wish(**{field: "Europe/Berlin" if field == "timezone" else "x.y"}), NC28)


def test_two_factor_of_an_account_that_nextcloud_28_cannot_tell():
    """Known by the version."""
    with pytest.raises(Invalid, match="two_factor: Nextcloud 28.0.2 does not return"):
        plan(held(NC28), wish(two_factor=False), NC28)
