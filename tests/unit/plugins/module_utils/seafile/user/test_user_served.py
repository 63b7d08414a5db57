# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seafile accounts against the embedded server: what check mode tells is what happens, and a second run does nothing."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import Id
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile import calls as seafile_calls
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.user import (
    info as seafile_user_info,
    resource as seafile_user,
    token as seafile_user_token,
)
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import ADMIN, PASSWORD, SeafileSite, thrice

ANNA, HEIR = "Anna@example.com", "heir@example.com"
DIALECTS = ("seafile-13", "seafile-11", "seafile-10")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_life_of_an_account(dialect):
    """Created, changed, deleted, each step three times: in check mode, for real, and again."""
    login = {} if dialect == "seafile-10" else {"login_id": "anna"}
    with SeafileSite(dialect) as site:
        site.groups("one", "two")
        thrice(site, seafile_user, email=ANNA, password=PASSWORD, display_name="Anna", quota="5 GB", department="Sales", groups={"add": ["one"]}, **login)
        thrice(site, seafile_user, email=ANNA, enabled=False, admin=True, display_name="", quota="none", subadmin_of={"set": ["two"]}, **login)
        held = site.account(ANNA)
        assert (held["name"], held["is_active"], held["is_staff"], held["quota_total"]) == ("anna" if dialect == "seafile-10" else "Anna", False, True, -2)
        thrice(site, seafile_user, email=ANNA, state="absent")
        assert site.ids(ANNA) == []


@pytest.mark.parametrize("dialect", DIALECTS)
def test_another_address(dialect):
    """The same account, with its groups; other changes of the same task reach it too."""
    with SeafileSite(dialect) as site:
        site.users("Anna")
        site.groups("one")
        before = site.ids(ANNA)
        thrice(site, seafile_user, email="new@example.com", previous_email=ANNA, display_name="Anne", groups={"add": ["one"]})
        assert site.ids(ANNA) == [] and site.account("new@example.com")["name"] == "Anne"
        assert site.ids("new@example.com") == (["new@example.com"] if dialect == "seafile-10" else before)


def test_two_people_are_not_made_one():
    """Both addresses in use: refused."""
    with SeafileSite() as site:
        site.users("Anna", "new")
        with pytest.raises(Invalid) as refusal:
            site.run(seafile_user, email="new@example.com", previous_email=ANNA)
        assert refusal.value.field == "previous_email"


@pytest.mark.parametrize("dialect", DIALECTS[:2])
def test_another_id(dialect):
    """The account keeps its groups and owns what it owned; a new one gets the id at once."""
    with SeafileSite(dialect) as site:
        site.users("Anna")
        site.send(seafile_calls.CREATE_GROUP, group_name="mine", group_owner=site.ids(ANNA)[0])
        thrice(site, seafile_user, email=ANNA, account_id="anna.id@example.org", display_name="Anne")
        assert site.ids(ANNA) == ["anna.id@example.org"]
        assert [group["owner"] for group in site.client().get(seafile_calls.GROUPS)["groups"]] == ["anna.id@example.org"]
        thrice(site, seafile_user, email="carl@example.com", password=PASSWORD, account_id="carl.id@example.org", department="Sales")
        assert site.ids("carl@example.com") == ["carl.id@example.org"]


def test_another_id_on_version_10():
    """There the address is the id."""
    with SeafileSite("seafile-10") as site:
        thrice(site, seafile_user, email=ANNA, password=PASSWORD, account_id=ANNA)
        with pytest.raises(Invalid) as refusal:
            site.run(seafile_user, email=ANNA, account_id="anna.id@example.org")
        assert refusal.value.field == "account_id"


def two_with_one_address(site):
    """One account has it for a contact address, the other one has no contact address and has it for an id."""
    site.users("Anna", "carl")
    site.send(seafile_calls.RENAME_USER, old_email=Id("user", "carl@example.com"), new_email="anna@example.com")
    site.send(seafile_calls.EDIT_USER, {"user": "anna@example.com"}, contact_email="")


def test_search_shows_ten():
    """The eleventh account is found by its address, and all are by a search."""
    with SeafileSite() as site:
        site.users(*["p%02d" % number for number in range(15)])
        for number in (0, 14):
            done = site.run(seafile_user, email="p%02d@example.com" % number, enabled=True)
            assert not done.changed and done.result["user"]["email"] == "p%02d@example.com" % number
        assert site.read(seafile_user_info, query="example.com")["count"] == 16
        assert site.read(seafile_user_info)["count"] == 16


def test_part_of_an_address_is_nobody():
    """A search finds parts; they are other people."""
    with SeafileSite() as site:
        site.users("joanna", "anna2")
        with pytest.raises(Invalid):
            site.run(seafile_user, email="anna@example.com")
        thrice(site, seafile_user, email="anna@example.com", state="absent")
        assert site.ids("joanna@example.com") and site.ids("anna2@example.com")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_delete_after_the_move(dialect):
    """Libraries and groups go to the heir, then the account goes; with nothing to move nothing is asked for."""
    with SeafileSite(dialect) as site:
        site.users("Anna", "heir", "ben")
        site.operate(library={"owner": ANNA, "name": "files"})
        site.send(seafile_calls.CREATE_GROUP, group_name="mine", group_owner=site.ids(ANNA)[0])
        done = thrice(site, seafile_user, email=ANNA, state="absent", transfer_to=HEIR)
        assert [action for action, _name, _after in done.steps] == ["transfer", "delete"]
        left = site.client().get(seafile_calls.LIBRARIES, owner=site.ids(HEIR)[0])["repos"]
        assert [library["name"] for library in left] == ["files"]
        done = thrice(site, seafile_user, email="ben@example.com", state="absent", transfer_to=HEIR)
        assert [action for action, _name, _after in done.steps] == ["delete"]


def test_no_move_no_deletion():
    """The server answers success to a migration that did nothing; the account stays."""
    with SeafileSite() as site:
        site.users("Anna", "heir")
        site.operate(library={"owner": ANNA})
        site.fault(kind="status", method="POST", path="/api2/accounts/.*", status=200, body='{"success": true}')
        done = site.run(seafile_user, email=ANNA, state="absent", transfer_to=HEIR)
        site.fault()
        assert done.statuses == ["failed", "skipped"] and "not moved" in done.error
        assert site.ids(ANNA)


def test_default_quota_of_the_server():
    """An account without a quota of its own reports the server's; server_default_quota names it, else the task says that it was not kept."""
    with SeafileSite() as site:
        site.operate(default_quota=2)
        thrice(site, seafile_user, email=ANNA, password=PASSWORD, quota="5 GB", server_default_quota="2 GB")
        thrice(site, seafile_user, email=ANNA, quota="default", server_default_quota="2 GB")
        done = site.run(seafile_user, email=ANNA, quota="none")
        assert "quota" in done.error and "server_default_quota" in done.error


def test_the_acting_account_stays():
    """An administrator can neither delete nor demote nor deactivate himself."""
    with SeafileSite() as site:
        for given in ({"state": "absent"}, {"admin": False}, {"enabled": False}):
            with pytest.raises(Invalid):
                site.run(seafile_user, email=ADMIN[0].upper(), **given)


def test_two_accounts_with_one_address():
    """Which of them is meant has to be told."""
    with SeafileSite() as site:
        two_with_one_address(site)
        found = site.ids(ANNA)
        assert len(found) == 2, found
        with pytest.raises(Invalid) as refusal:
            site.run(seafile_user, email=ANNA, enabled=False)
        assert all(each in str(refusal.value) for each in found)


def test_token():
    """Issued in every run, and only in the result."""
    with SeafileSite() as site:
        site.users("Anna")
        first, second = (site.run(seafile_user_token, email=ANNA) for _run in range(2))
        token = first.result["token"]
        assert token and token == second.result["token"] and first.changed and second.changed
        assert token not in repr(first.outcome.actions) + repr(first.diff) + repr(first.steps)
        assert site.run(seafile_user_token, check=True, email=ANNA).result == {"token": None}


def test_who_is_no_administrator():
    """The reason is told, and neither password nor token."""
    with SeafileSite() as site:
        site.users("plain")
        with pytest.raises(Exception) as refusal:
            site.run(seafile_user, caller=("plain@example.com", PASSWORD), email=ANNA, enabled=True)
        assert "must be an administrator" in str(refusal.value) + refusal.value.hint and PASSWORD not in str(refusal.value)
        with pytest.raises(Exception) as refusal:
            site.run(seafile_user, caller=("plain@example.com", "Wrong-pass-1"), email=ANNA, enabled=True)
        assert "credentials" in str(refusal.value) and "Wrong-pass-1" not in str(refusal.value) + str(refusal.value.report())
