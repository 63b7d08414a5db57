# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which Seafile account an address means: the one with this contact address, else the one with this id, and nobody else."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import Id
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile import calls as seafile_calls
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.directory import resource as seafile_directory
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.group import info as seafile_group_info, resource as seafile_group
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.user import (
    info as seafile_user_info,
    resource as seafile_user,
    token as seafile_user_token,
)
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import ADMIN, SeafileSite, thrice, writes, wrote
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import PASSWORD

DIALECTS = ("seafile-13", "seafile-11", "seafile-10")
ANNA, OLD, NEW = "anna@example.com", "old@example.com", "new@example.com"


@pytest.fixture(name="site", params=DIALECTS)
def fixture_site(request):
    """A fresh server of each version."""
    with SeafileSite(request.param) as site:
        yield site


def with_an_id(site, account_id=OLD, contact=NEW):
    """An account whose id looks like an address, beside another contact address, as after an upgrade from version 10."""
    if site.sandbox.dialect == "seafile-10":
        site.send(seafile_calls.CREATE_USER, email=account_id, password=PASSWORD)
        site.send(seafile_calls.EDIT_USER, {"user": account_id}, contact_email=contact)
    else:
        site.send(seafile_calls.CREATE_USER, email=contact, password=PASSWORD)
        site.send(seafile_calls.RENAME_USER, old_email=Id("user", contact), new_email=account_id)


def test_taken_by_its_id(site):
    """Whatever is asked for, the contact address stays, and a warning tells which account it is."""
    with_an_id(site)
    done = thrice(site, seafile_user, email=OLD, display_name="Old")
    assert done.result["user"]["email"] == NEW and done.result["user"]["account_id"] == OLD
    assert any("internal ID" in text and NEW in text for text in done.warnings), done.warnings
    assert any(NEW in text for text in site.run(seafile_user_token, email=OLD, check=True).warnings)
    assert [user["email"] for user in site.read(seafile_user_info, email=[OLD])["users"]] == [NEW]
    assert not any("internal ID" in text for text in site.run(seafile_user, email=NEW, enabled=True).warnings)


@pytest.mark.parametrize("crowd", [0, 20])
def test_an_id_is_never_deleted(site, crowd):
    """It may be somebody else's: whose address it was is gone, and a second run must not delete the next one."""
    with_an_id(site)
    site.send(seafile_calls.CREATE_USER, email="first@example.com", password=PASSWORD)
    site.send(seafile_calls.EDIT_USER, {"user": Id("user", "first@example.com")}, contact_email=OLD)
    users = [{"email": OLD, "state": "absent"}] + [{"email": "p%d@example.com" % number, "password": PASSWORD} for number in range(crowd)]
    for resource, given in ((seafile_user, users[0]), (seafile_directory, {"users": users, "max_deletes": "1"})):
        done = site.run(resource, **given)
        assert [step[0] for step in done.steps].count("delete") == (1 if resource is seafile_user else 0), done.steps
        again = thrice(site, resource, **given)
        assert not again.steps and any("is not deleted" in text and NEW in text for text in again.warnings), again.warnings
    assert site.account(NEW)
    assert site.run(seafile_directory, users=users + [{"email": NEW}], max_deletes="1").steps == []
    thrice(site, seafile_user, email=NEW, state="absent")


def test_the_contact_address_can_be_set_to_the_id():
    """When somebody asks for it."""
    with SeafileSite() as site:
        with_an_id(site)
        assert thrice(site, seafile_user, email=OLD, previous_email=NEW).result["user"]["email"] == OLD


def test_nobody_inherits_from_itself(site):
    """Under whatever name."""
    with_an_id(site)
    site.operate(library={"owner": OLD})
    for name, heir in ((NEW, NEW), (NEW, OLD), (NEW, NEW.upper())):
        with pytest.raises(Invalid, match="transfer_to"):
            site.run(seafile_user, email=name, state="absent", transfer_to=heir)
    assert site.ids(NEW)


def test_ids_that_the_old_api_cannot_reach():
    """Are told before the first write."""
    with SeafileSite() as site:
        with_an_id(site, "root@example.org", NEW)
        user = site.sandbox.product.state.find("root@example.org")
        site.sandbox.product.state.rename_user(user, "root@localhost")
        site.operate(library={"owner": "root@localhost"})
        rows = [{"email": NEW, "department": "Sales", "display_name": "Root"}]
        for resource, given in (
            (seafile_user, {"email": NEW, "department": "Sales", "display_name": "Root"}),
            (seafile_user, {"email": NEW, "state": "absent", "transfer_to": ADMIN[0]}),
            (seafile_directory, {"users": rows}),
        ):  # fmt: skip
            with pytest.raises(Invalid, match="root@localhost"):
                site.run(resource, **given)
            assert not wrote(site)
        thrice(site, seafile_user, email=NEW, display_name="Root")


def test_protected_by_any_name(site):
    """By contact address or by id."""
    with_an_id(site)
    gone, off = {"state": "absent"}, {"enabled": False}
    for name, protected, given in ((OLD, NEW, off), (NEW, OLD, off), (NEW, OLD, gone)):
        with pytest.raises(Invalid, match="protected_users"):
            site.run(seafile_user, email=name, protected_users=[protected.upper()], **given)


def test_members_by_their_ids(site):
    """Are those that the group has by their contact addresses."""
    with_an_id(site)
    thrice(site, seafile_group, name="one", members={"add": [OLD]}, admins={"add": [OLD]})
    assert site.read(seafile_group_info)["groups"][0]["admins"] == sorted([ADMIN[0], NEW])
    thrice(site, seafile_group, name="one", members={"remove": [OLD]})
    thrice(site, seafile_group, name="one", owner=OLD)
    assert site.read(seafile_group_info)["groups"][0]["owner"] == NEW


def test_a_row_by_its_id(site):
    """Is the account that is there: not created again, not unlisted, and its groups are its own."""
    with_an_id(site)
    given = {"users": [{"email": OLD, "password": PASSWORD, "groups": ["one"], "display_name": "Old"}], "groups": [{"name": "one", "subadmins": [OLD]}]}
    done = thrice(site, seafile_directory, unlisted_users="delete", max_deletes="100%", **given)
    assert [action for action, _name, _after in done.steps] == ["create", "update", "join", "promote"] and done.steps[0][1] == "one"
    assert any("internal ID" in text for text in done.warnings)
    assert done.result["unlisted"]["users"] == []
    rows = [{"email": OLD}, {"email": "carl@example.com", "password": PASSWORD}]
    assert [step[0] for step in thrice(site, seafile_directory, groups=[{"name": "two", "owner": OLD}], users=rows).steps] == ["create", "create"]
    both = [{"email": OLD}, {"email": NEW}]
    with pytest.raises(Invalid, match="one account"):
        site.run(seafile_directory, users=both + [{"email": "p%d@example.com" % number, "password": PASSWORD} for number in range(20)])


LIKE_ANNA = ("a%@example.com", "ann_@example.com", "%@example.com", "ann\\a@example.com", "ànna@example.com")


@pytest.mark.parametrize("name", LIKE_ANNA)
def test_what_the_server_takes_for_alike(site, name):
    """Wildcards and accents find accounts for the server; they are other people."""
    with_an_id(site, "anna@example.com", "anna@example.com" if site.sandbox.dialect == "seafile-10" else "else@example.com")
    assert not site.run(seafile_user, email=name, state="absent").changed
    assert site.read(seafile_user_info, email=[name])["count"] == 0
    assert site.account("anna@example.com")["is_active"]
    for resource, given in (
        (seafile_user_token, {"email": name}), (seafile_group, {"name": "one", "members": {"add": [name]}}), (seafile_group, {"name": "one", "owner": name}),
        (seafile_user, {"email": NEW, "account_id": name}), (seafile_directory, {"users": [{"email": name, "enabled": False}]}),
    ):  # fmt: skip
        with pytest.raises(Invalid):
            site.run(resource, **given)
        assert not wrote(site)


WITHOUT_AN_AT = [
    (seafile_user, {"email": "anna"}, "email"), (seafile_user, {"email": " "}, "email"),
    (seafile_user, {"email": ANNA, "previous_email": "anna"}, "previous_email"),
    (seafile_user, {"email": ANNA, "account_id": "anna"}, "account_id"), (seafile_user, {"email": ANNA, "transfer_to": "ben"}, "transfer_to"),
    (seafile_user_token, {"email": "anna"}, "email"), (seafile_group, {"name": "one", "owner": "anna"}, "owner"),
    (seafile_group, {"name": "one", "members": {"remove": ["anna"]}}, "members"), (seafile_group, {"name": "one", "admins": {"set": ["anna"]}}, "admins"),
    (seafile_directory, {"users": [{"email": "anna"}]}, "users[0].email"), (seafile_user, {"email": "x@\U0001f600.example"}, "email"),
]  # fmt: skip


@pytest.mark.parametrize("resource, given, field", WITHOUT_AN_AT)
def test_names_that_are_no_addresses(resource, given, field):
    """Are refused before any request."""
    with SeafileSite() as site:
        with pytest.raises(Invalid) as refusal:
            site.run(resource, **given)
        assert field + ": " in str(refusal.value) and not site.sandbox.counts
        with pytest.raises(Invalid):
            site.read(seafile_user_info, email=["anna"])
        assert not site.sandbox.counts


def test_blanks_around_an_address(site):
    """Are dropped wherever an address is named, and never sent."""
    padded = " %s\n" % ANNA
    thrice(site, seafile_user, email=padded, password=PASSWORD, protected_users=[" x@example.com "])
    thrice(site, seafile_group, name="one", owner=padded, members={"add": [padded]})
    thrice(site, seafile_directory, users=[{"email": padded, "name": None, "display_name": "Anna"}], groups=[{"name": "one", "owner": padded}])
    assert site.account(ANNA)["contact_email"] in (ANNA, "") and site.read(seafile_user_info, email=[padded])["count"] == 1
    assert site.run(seafile_user_token, email=padded).result["token"]
    thrice(site, seafile_user, email=" %s " % NEW, previous_email=padded)
    with pytest.raises(Invalid, match="protected_users"):
        site.run(seafile_user, email=NEW, state="absent", protected_users=[" %s " % NEW])
    thrice(site, seafile_user, email=NEW, state="absent", transfer_to=" %s " % ADMIN[0])


def test_another_spelling_is_told():
    """It is the same account, and the spelling stays."""
    with SeafileSite() as site:
        site.users("Anna")
        done = thrice(site, seafile_user, email=ANNA, display_name="")
        assert not done.changed and done.warnings == ["email: the server stores the spelling Anna@example.com, which is kept."]


def test_rows_with_one_login_id():
    """Are refused with both positions; an address is never taken for somebody else's name."""
    with SeafileSite() as site:
        with pytest.raises(Invalid, match=r"users\[1\].name: 'ANNA' duplicates users\[0\]"):
            site.run(seafile_directory, users=[{"email": ANNA, "name": "anna"}, {"email": NEW, "name": "ANNA"}])
        rows = [{"email": ANNA, "name": NEW, "password": PASSWORD}, {"email": NEW, "password": PASSWORD}]
        thrice(site, seafile_directory, users=rows, groups=[{"name": "one", "owner": NEW}])
        assert site.read(seafile_group_info)["groups"][0]["owner"] == NEW


def test_without_a_frontend(site):
    """Nothing depends on pages, which such a server cannot show."""
    site.operate(frontend=False)
    thrice(site, seafile_user, email=ANNA, state="absent")
    thrice(site, seafile_user, email=ANNA, password=PASSWORD, department="Sales")
    thrice(site, seafile_group, name="one", members={"add": [ANNA]})
    thrice(site, seafile_directory, users=[{"email": ANNA, "state": "absent"}], max_deletes="1")
    assert site.read(seafile_user_info, email=[ANNA])["count"] == 0


def test_costs_of_a_look_up(site):
    """One search, found or not."""
    done = site.run(seafile_user, email=ANNA, state="absent")
    assert {call for call in done.counts if call.startswith("GET ")} == {"GET /api/v2.1/admin/search-user/"} and writes(done) == 0
