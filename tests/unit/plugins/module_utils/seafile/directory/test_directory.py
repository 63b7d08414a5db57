# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The OCS servers' document on Seafile, against the embedded server: what comes true, what is reported, what is refused."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.bulk.document import Document
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.directory import resource as seafile_directory
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import ADMIN, SeafileSite, thrice
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import PASSWORD

DIALECTS = ("seafile-13", "seafile-11", "seafile-10")


def person(name, **fields):
    """A row as for an OCS server."""
    return dict({"name": name, "email": name + "@example.com", "password": PASSWORD}, **fields)


def told(report):
    """Steps and their status in short."""
    return ["%s %s" % (action["id"].replace("@example.com", ""), action["status"]) for action in report.outcome.actions]


@pytest.fixture(name="site", params=DIALECTS)
def fixture_site(request):
    """A fresh server of each version."""
    with SeafileSite(request.param) as site:
        yield site


@pytest.mark.parametrize("workers", [1, 3])
def test_a_life(site, workers):
    """Created, moved, disabled, deleted: check mode tells what happens, and a second run does nothing."""
    given = {
        "groups": [{"name": "staff", "subadmins": ["ben"]}, {"name": "it", "owner": "ben"}], "defaults": {"quota": "1 GB"}, "workers": workers,
        "users": [person("anna", groups="staff; it", display_name="Anna A."), person("ben", groups=["staff"]), person("carl", enabled="no")],
        "max_disables": "100%", "max_deletes": "100%"}  # fmt: skip
    first = thrice(site, seafile_directory, **given)
    assert told(first)[:5] == ["create:user:anna done", "create:user:ben done", "create:user:carl done", "create:group:staff done", "create:group:it done"]
    assert site.account("anna@example.com")["quota_total"] == 10**9 and not site.account("carl@example.com")["is_active"]
    given["users"] = [person("anna", groups=["it"], quota="2 GB"), person("ben", enabled=False), person("carl", state="absent")]
    moved = thrice(site, seafile_directory, **given)
    assert told(moved) == ["update:user:anna:quota done", "update:user:ben:enabled done", "leave:member:staff:anna done", "delete:user:carl done"]
    assert moved.result["summary"]["users"]["left"] == 1 and moved.result["summary"]["groups"]["unchanged"] == 2
    ends = {"users": [person("anna", state="absent")], "groups": [{"name": "staff", "state": "absent"}], "max_deletes": "1"}
    assert told(thrice(site, seafile_directory, **ends)) == ["delete:user:anna done", "delete:group:staff done"]


def test_default_quota_of_the_server(site):
    """It is what accounts without a quota of their own report; named, they are as wanted, and else the task says what is missing."""
    site.operate(default_quota=2)
    rows = {"users": [person("anna", quota="none"), person("ben", quota="5 GB"), person("carl", quota="2 GB")]}
    thrice(site, seafile_directory, server_default_quota="2 GB", **rows)
    rows["users"] = [person("ben", quota="default")]
    assert told(thrice(site, seafile_directory, server_default_quota="2000 MB", **rows)) == ["update:user:ben:quota done"]
    assert "server_default_quota" in site.run(seafile_directory, users=[person("anna", quota="none")]).error
    with pytest.raises(Invalid, match="server_default_quota: 'much' is not understood"):
        site.run(seafile_directory, server_default_quota="much", **rows)


def test_what_seafile_has_no_notion_of(site):
    """Is counted, and the rest comes true; or, on request, every field of every row is refused before anything is written."""
    given = {"groups": [{"name": "staff", "display_name": "Staff"}], "users": [person("anna", phone="+49711", language="de"), person("ben", language="en")]}
    with pytest.raises(Invalid, match=r"users\[0\].language, users\[1\].language: Seafile does not support this option.*\n.*users\[0\].phone"):
        site.run(seafile_directory, unsupported_fields="fail", **given)
    assert not site.ids("anna@example.com")
    lacking = {"phone": 1, "language": 2, "groups.display_name": 1}
    lacking.update({"login_id": 2} if site.sandbox.dialect == "seafile-10" else {})
    assert thrice(site, seafile_directory, **given).result["unsupported"] == lacking


def test_names_are_login_ids():
    """Where the version has them; groups may name people by either."""
    with SeafileSite() as site:
        thrice(site, seafile_directory, users=[person("anna"), {"email": "ben@example.com", "password": PASSWORD}], groups=[
            {"name": "staff", "subadmins": "ANNA; ben@example.com"}])  # fmt: skip
        assert site.account("anna@example.com")["login_id"] == "anna" and site.account("ben@example.com")["login_id"] == ""


REFUSED = [
    (dict(users=[{"name": "anna", "password": PASSWORD}]), r"users\[0\].email: is missing"),
    (dict(users=[person("a"), person("b", email="A@example.com")]), r"users\[1\].email: 'A@example.com' duplicates users\[0\]"),
    (dict(users=[person("anna", password=None)]), "password: is required to create the account"),
    (dict(users=[person("anna", admin=True)]), "admin: .*allow_admin_changes"),
    (dict(users=[person("anna", groups=["none"])]), "the group 'none' is not managed here"),
    (dict(groups=[{"name": "staff", "subadmins": ["nobody"]}]), r"groups\[0\].subadmins: no row with an address has the name 'nobody'"),
    (dict(groups=[{"name": "staff", "owner": "gone@example.com"}]), "owner: the user 'gone@example.com' does not exist"),
    (dict(groups=[{"name": "staff", "owner": ADMIN[0]}], users=[{"email": ADMIN[0], "state": "absent"}], max_deletes="1"), "owner: the user .* does not exist"),
    (dict(users=[person("anna", colour="red")]), "colour: is unknown here; .*department"),
    (dict(welcome_email="skip"), "welcome_email: Seafile's own settings"),
    (dict(unlisted_users="report", unlisted_scope={"backends": ["db"]}), "unlisted_scope.backends"),
]  # fmt: skip


@pytest.mark.parametrize("given, problem", REFUSED)
def test_bad_documents(given, problem):
    """Are refused before the first write, naming row and field."""
    with SeafileSite() as site, pytest.raises(Invalid, match=problem):
        site.run(seafile_directory, **given)


def test_guards(site):
    """Nobody is disabled or deleted beyond the limits; the acting account and protected ones are left alone."""
    site.users("anna", "ben", "carl", "dora")
    gone = {"users": [{"name": "anna", "email": "anna@example.com"}], "protected_users": ["dora@example.com"]}
    done = site.run(seafile_directory, unlisted_users="disable", **gone)
    assert "max_disables: the plan would disable 2 of 5 accounts" in done.error and set(done.statuses) == {"skipped"}
    assert told(thrice(site, seafile_directory, unlisted_users="disable", max_disables="2", **gone))[-2:] == [
        "update:user:ben:enabled done",
        "update:user:carl:enabled done",
    ]
    owned = dict(gone, groups=[{"name": "staff", "owner": "ben@example.com"}])
    found = site.run(seafile_directory, check=True, unlisted_users="report", **owned)
    assert found.result["unlisted"]["users"] == [ADMIN[0], "carl@example.com", "dora@example.com"]
    deleted = thrice(site, seafile_directory, unlisted_users="delete", max_deletes="2", unlisted_scope={"names": ["b*", "c*"]}, **gone)
    assert told(deleted) == ["delete:user:ben done", "delete:user:carl done"] and deleted.result["unlisted"]["users"] == ["ben@example.com", "carl@example.com"]
    assert site.account(ADMIN[0])["is_active"]


def test_owners_stay(site):
    """Whoever owns a group is its member and leads it, whatever the document says."""
    given = {"groups": [{"name": "staff", "owner": "anna", "subadmins": ["ben"]}], "users": [person("anna", groups=[]), person("ben", groups=[])]}
    thrice(site, seafile_directory, **given)
    given["groups"][0]["owner"] = "ben"
    assert "transfer:group:staff done" in told(thrice(site, seafile_directory, **given))
    given = {"groups": [{"name": "staff", "owner": "Carl@example.com"}], "users": [{"email": "Carl@example.com", "password": PASSWORD}]}
    assert "transfer:group:staff done" in told(thrice(site, seafile_directory, **given))


def test_an_owner_of_a_group_that_goes(site):
    """Is no ordinary member first, whom the server would not let go: the group is deleted whole, also when its row names another owner."""
    people = [person("anna", groups=[]), person("ben", groups=["staff"])]
    site.run(seafile_directory, groups=[{"name": "staff", "owner": "anna"}], users=people)
    gone = {"groups": [{"name": "staff", "owner": "ben@example.com", "state": "absent"}], "users": [person("anna", groups=[])], "managed_groups": ["*"]}
    assert told(thrice(site, seafile_directory, **gone)) == ["delete:group:staff done"]


def test_new_accounts_without_a_display_name(site):
    """Are called by the part of the address before the @, in the case in which the version keeps it."""
    thrice(site, seafile_directory, users=[{"email": "ANNA@example.com", "password": PASSWORD, "display_name": ""}])


def test_a_backup_of_a_group_admin_who_leaves(site, tmp_path):
    """Holds the post, which goes with the membership."""
    given = {"groups": [{"name": "staff"}], "users": [person("anna", subadmin_of=["staff"])]}
    site.run(seafile_directory, **given)
    left = site.run(seafile_directory, groups=given["groups"], users=[person("anna", groups=[])], backup=str(tmp_path / "before.json"))
    assert told(left) == ["leave:member:staff:anna done"]
    site.run(seafile_directory, src=str(tmp_path / "before.json"))
    assert site.run(seafile_directory, **given).steps == []


def test_more_of_seafile(site):
    """Administrators and departments."""
    wish = {"users": [person("anna", admin="yes", department="Sales")], "allow_admin_changes": True}
    thrice(site, seafile_directory, **wish)
    assert site.account("anna@example.com")["is_staff"]


def test_requests_of_a_run_without_a_change():
    """Pages of accounts and groups, the members of each group, and the sign-in."""
    with SeafileSite() as site:
        given = {"groups": [{"name": "a"}, {"name": "b"}], "users": [person("person%03d" % number, groups=["a"]) for number in range(150)]}
        site.run(seafile_directory, **given)
        again = site.run(seafile_directory, **given)
        assert not again.changed, again.steps
        assert sum(again.counts.values()) <= 7, again.counts


def test_a_document_is_not_gone_through_for_every_group(site, monkeypatch):
    """With many groups and rows that would take longer than all requests."""
    site.groups(*["g%d" % number for number in range(20)])
    asked, named_groups = [], Document.named_groups
    monkeypatch.setattr(Document, "named_groups", lambda held: asked.append(held) or named_groups(held))
    assert site.run(seafile_directory, users=[person("anna")], check=True).changed and len(asked) < 5
