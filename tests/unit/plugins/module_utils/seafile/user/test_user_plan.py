# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans for Seafile accounts: which requests, what is refused before the first of them, and that a plan reaches its goal."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import Id, Server, replay
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile import calls
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.user import resource as seafile_user
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import wish

PASSWORD = "Tr0ub4dor&3-x!"
FACTS = {
    "caller": "root@example.com", "groups": {"one": True, "two": True, "none": False},
    "users": {"heir@example.com": "heir@auth.local", "nobody@example.com": None},
    "logins": {"ben": ("b1", "ben@example.com")},
}  # fmt: skip
V13, V11, V10 = (Server("seafile", version=version, edition="community").with_facts(**FACTS) for version in ((13, 0, 25), (11, 0, 13), (10, 0, 1)))
PRO = Server("seafile", version=(13, 0, 25), edition="professional").with_facts(**FACTS)
ANNA = {
    "email": "Anna@example.com", "account_id": "a1@auth.local", "display_name": "Anna", "enabled": True, "admin": False, "login_id": "anna",
    "account_role": "default", "quota": "5 GB", "last_login": None, "groups": ["mine", "one"], "subadmin_of": ["mine"],
    "owned": ["mine"], "department": "Sales",
}  # fmt: skip
USER = {"user": Id("user", "anna@example.com")}


def plan(observed, server=V13, **given):
    """The plan for this wish."""
    return seafile_user.plan(observed, wish(seafile_user, **dict({"email": "anna@example.com"}, **given)), server)


def requests(observed, server=V13, **given):
    """The requests of the plan, as triples."""
    return [(step.request.call, step.request.ids, step.request.data) for step in plan(observed, server, **given)]


EDITS = [
    # wish, data of the one update call; None when nothing differs
    ({"display_name": " Anna ", "enabled": True, "admin": False, "login_id": " anna ", "quota": "5000 MB"}, None),
    ({"display_name": "Anne", "enabled": False, "admin": True}, {"name": "Anne", "is_active": "false", "is_staff": "true"}),
    ({"display_name": ""}, None),
    ({"display_name": " Bo "}, {"name": "Bo"}),
    ({"login_id": "anna", "quota": "6 GB"}, {"quota_total": "6000"}),
    ({"quota": "none"}, {"quota_total": "0"}),
    ({"quota": "none", "server_default_quota": "5 GB"}, None),
    ({"password": PASSWORD}, None),
    ({"password": PASSWORD, "update_password": "always"}, {"password": PASSWORD}),
    ({"account_role": "default"}, None),
    ({"login_id": "ANNA"}, None),
    ({"login_id": "carl"}, {"login_id": "carl"}),
]


@pytest.mark.parametrize("given, data", EDITS)
def test_edit(given, data):
    """One call with what differs; an equal value, login_id above all, is never sent again."""
    call = calls.EDIT_USER_ONCE if data and {"login_id", "is_active"} & set(data) else calls.EDIT_USER
    assert requests(ANNA, **given) == ([] if data is None else [(call, USER, data)])


def test_quota_of_an_account_without_one():
    """At unlimited, or at the server's default, nothing is to be taken away."""
    for quota, default in (("none", "none"), ("none", "2 GB"), ("2 GB", "2 GB")):
        assert not plan(dict(ANNA, quota=quota), quota="none", server_default_quota=default)


def test_create():
    """No empty field and no quota of 0 is sent; the department and groups follow."""
    given = {"password": PASSWORD, "quota": "none", "enabled": False, "department": "Sales", "subadmin_of": {"add": ["one"]}}
    made = requests(None, **given)
    assert made[0] == (calls.CREATE_USER, {}, {"email": "anna@example.com", "password": PASSWORD, "is_active": "false"})
    assert [request[0] for request in made] == [calls.CREATE_USER, calls.SET_DEPARTMENT, calls.JOIN, calls.SET_ROLE]
    assert [step.action for step in plan(None, **given)] == ["create", "update", "join", "promote"]


def test_secrets_stay_in_requests():
    """Neither a step as it is reported nor its text holds the password."""
    for observed in (None, ANNA):
        steps = plan(observed, password=PASSWORD, update_password="always")
        assert steps and PASSWORD not in repr(steps) + repr([step.as_action("done") for step in steps])


def test_another_address():
    """Version 11 and later set the contact address, 10 renames the account."""
    moved = {"email": "anna@example.com", "previous_email": "old@example.com"}
    for server, request in (
        (V13, (calls.EDIT_USER, USER, {"contact_email": "anna@example.com"})),
        (V11, (calls.EDIT_USER, USER, {"contact_email": "anna@example.com"})),
        (V10, (calls.RENAME_USER, {}, {"old_email": "old@example.com", "new_email": "anna@example.com"})),
    ):
        found = dict(ANNA, email="old@example.com", account_id="old@example.com")
        assert requests(found, server, **moved) == [request]


def test_another_id():
    """The groups that the account owns are handed over, because a rename leaves them behind."""
    assert requests(ANNA, account_id="b2@example.org") == [
        (calls.RENAME_USER, {}, {"old_email": "a1@auth.local", "new_email": "b2@example.org"}),
        (calls.TRANSFER_GROUP, {"group": Id("group", "mine")}, {"new_owner": Id("user", "Anna@example.com")}),
    ]
    assert not plan(ANNA, account_id="A1@auth.local")


DELETIONS = [
    (0, [], ["delete"]), (1, [], ["transfer", "delete"]), (0, ["mine"], ["transfer", "delete"]),
]  # fmt: skip


@pytest.mark.parametrize("libraries, owned, actions", DELETIONS)
def test_transfer_only_what_there_is(libraries, owned, actions):
    """Nothing to move, no transfer."""
    found = dict(ANNA, libraries=libraries, owned=owned)
    assert [step.action for step in plan(found, state="absent", transfer_to="heir@example.com")] == actions


REFUSED = [
    (None, V13, {}, "password"),
    (None, V13, {"password": PASSWORD, "email": "no address"}, "email"),
    (ANNA, V13, {"login_id": " "}, "login_id"),
    (ANNA, V13, {"login_id": "x" * 226}, "login_id"),
    (ANNA, V13, {"login_id": "Ben"}, "login_id"),
    (None, V13, {"login_id": "BEN", "password": PASSWORD}, "login_id"),
    (ANNA, V13, {"login_id": "\U0001f600"}, "login_id"),
    (ANNA, V13, {"display_name": "Anna \U0001f600"}, "display_name"),
    (ANNA, V13, {"department": "\U00020bb7"}, "department"),
    (ANNA, V11, {"department": "x" * 513}, "department"),
    (ANNA, V13, {"account_id": "no address"}, "account_id"),
    (ANNA, V13, {"account_id": "x@localhost"}, "account_id"),
    (None, V10, {"password": PASSWORD, "email": "a/b@example.com"}, "email"),
    (ANNA, V10, {"login_id": "x"}, "login_id"),
    (ANNA, V13, {"reference_id": "42"}, "reference_id"),
    (ANNA, V13, {"institution": "x"}, "institution"),
    (ANNA, V13, {"account_role": "guest"}, "account_role"),
    (None, V13, {"account_role": "guest", "password": PASSWORD}, "account_role"),
    (ANNA, V13, {"groups": {"remove": ["mine"]}}, "groups"),
    (ANNA, V13, {"groups": {"set": []}}, "groups"),
    (ANNA, V13, {"subadmin_of": {"set": []}}, "subadmin_of"),
    (ANNA, V13, {"groups": {"remove": ["one"]}, "subadmin_of": {"add": ["one"]}}, "subadmin_of"),
    (ANNA, V13, {"groups": {"add": ["none"]}}, "groups"),
    (ANNA, V13, {"groups": {"add": ["a/b"]}}, "groups"),
    (ANNA, V13, {"enabled": False, "protected_users": ["ANNA@example.com"]}, "enabled"),
    (ANNA, V13, {"state": "absent", "protected_users": ["ANNA@example.com"]}, "state"),
    (dict(ANNA, email="root@example.com"), V13, {"state": "absent"}, "state"),
    (dict(ANNA, email="root@example.com", admin=True), V13, {"admin": False}, "admin"),
    (dict(ANNA, libraries=1), V13, {"state": "absent", "transfer_to": "nobody@example.com"}, "transfer_to"),
    (dict(ANNA, libraries=1), V13, {"state": "absent", "transfer_to": "ANNA@example.com"}, "transfer_to"),
    (dict(ANNA, libraries=1, account_id="heir@auth.local"), V13, {"state": "absent", "transfer_to": "heir@example.com"}, "transfer_to"),
    (dict(ANNA, libraries=1, account_id="root@localhost"), V13, {"state": "absent", "transfer_to": "heir@example.com"}, "transfer_to"),
]


@pytest.mark.parametrize("observed, server, given, field", REFUSED)
def test_refused(observed, server, given, field):
    """Before anything is sent, with the name of the option."""
    with pytest.raises(Invalid) as refusal:
        plan(observed, server, **given)
    assert refusal.value.field == field


def test_kept_texts():
    """What an account has already is not judged, and what only the server can judge is left to it."""
    odd = dict(ANNA, display_name="Anna \U0001f600", login_id="\U0001f600", department="\U00020bb7")
    assert not plan(odd, display_name="Anna \U0001f600", login_id="\U0001f600", department="\U00020bb7")
    assert plan(ANNA, V11, display_name="Anna \U0001f600") and plan(ANNA, Server("seafile"), display_name="Anna \U0001f600")


def test_another_spelling_of_a_login_id():
    """Cannot be written, and is told."""
    assert plan(ANNA, login_id="ANNA").warnings == [
        "email: the server stores the spelling Anna@example.com, which is kept.",
        "login_id: the server stores the spelling anna, which is kept: it does not accept another spelling of a login ID in use.",
    ]


def test_professional_edition():
    """It takes a role."""
    assert requests(ANNA, PRO, account_role="guest") == [(calls.EDIT_USER, USER, {"role": "guest"})]


WISHES = [given for given, _data in EDITS if "update_password" not in given] + [
    {"groups": {"add": ["two"], "remove": ["one"]}}, {"groups": {"set": ["mine", "two"]}, "subadmin_of": {"set": ["mine", "two"]}},
    {"department": "", "enabled": False}, {"account_id": "b2@example.org"}, {"state": "absent"},
    {"email": "new@example.com", "previous_email": "anna@example.com", "display_name": ""},
]  # fmt: skip


@pytest.mark.parametrize("given", WISHES)
@pytest.mark.parametrize("observed", [ANNA, None])
def test_convergence(observed, given):
    """After the plan, the plan for the same wish is empty."""
    given = dict({"email": "anna@example.com", "password": PASSWORD}, **given)
    if observed is None and given.get("groups", {}).get("set"):
        given["groups"], given["subadmin_of"] = {"set": ["one", "two"]}, {"set": ["two"]}
    desired = wish(seafile_user, **given)
    steps = seafile_user.plan(observed, desired, V13)
    reached = replay(observed, steps, "user", seafile_user.fresh(desired, V13))
    assert seafile_user.plan(reached, desired, V13) == []


@pytest.mark.parametrize("major, has", [(10, True), (11, True), (12, False), (13, False)])
def test_reference_ids_end_at_version_12(major, has):
    """Both where a new account is foreseen and where one is written."""
    server = Server("seafile", version=(major, 0), edition="community").with_facts(**FACTS)
    assert ("reference_id" in seafile_user.fresh(wish(seafile_user, email="anna@example.com"), server)) == has
    if has:
        assert plan(ANNA, server, reference_id="42", email="Anna@example.com")
    else:
        with pytest.raises(Invalid, match="reference_id: Seafile %d.0 does not support this option .only versions before 12" % major):
            plan(ANNA, server, reference_id="42", email="Anna@example.com")
