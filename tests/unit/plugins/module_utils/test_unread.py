# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a server does not tell is unknown: never a value, never equal to a wish, never a reason to touch an account."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import replay
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.server import Server
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid, OCSError
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import export as directory_info, resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import info as user_info, resource as user
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user.record import from_nextcloud
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.directory import resource as seafile_directory
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.user import info as seafile_user_info, resource as seafile_user
from ansible_collections.ocs.provisioning.plugins.plugin_utils import report_access
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import PASSWORD, SeafileSite
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import Site, wish

NEXTCLOUD = Server("nextcloud", version=(34, 0, 1)).with_facts(caller="root")


@pytest.fixture(name="site")
def fixture_site():
    """Anna is well, Ben's backend has lost him, and nobody can tell Carl's storage."""
    with Site("nextcloud-34") as site:
        site.groups("staff", "other")
        site.users("anna", "ben", "carl", group="staff")
        site.operate(remnant="ben")
        site.operate(storage={"user": "carl", "answer": []})
        yield site


def read(site, resource, **given):
    """(what an information task reads, its warnings)."""
    client = site.client()
    try:
        return resource.read(client, wish(resource, **given)), client.transport.warnings
    finally:
        client.close()


def planned(record, **given):
    """The steps of a plan as (what is sent, to where)."""
    steps = user.plan(record, wish(user, name=record["name"], **given), NEXTCLOUD)
    return [called.sent(step) for step in steps]


PUT = "cloud/users/ben"
WISHES = [
    (dict(quota="none"), [("PUT", PUT, {"key": "quota", "value": "none"})]),
    (dict(email=""), [("PUT", PUT, {"key": "email", "value": ""})]),
    (dict(phone=""), [("PUT", PUT, {"key": "phone", "value": ""})]),
    (dict(bluesky=""), [("PUT", PUT, {"key": "bluesky", "value": ""})]),
    (dict(profile_enabled=True), [("PUT", PUT, {"key": "profile_enabled", "value": "1"})]),
    (dict(enabled=True), [("PUT", PUT + "/enable", {})]),
    (dict(enabled=False), [("PUT", PUT + "/disable", {})]),
    (dict(groups={"add": ["a"]}), [("POST", PUT + "/groups", {"groupid": "a"})]),
    (dict(groups={"remove": ["a"]}), [("DELETE", PUT + "/groups", {"groupid": "a"})]),
    (dict(subadmin_of={"add": ["a"], "remove": ["b"]}), [
        ("POST", PUT + "/subadmins", {"groupid": "a"}), ("DELETE", PUT + "/subadmins", {"groupid": "b"})]),
    (dict(welcome_email="resend"), [("POST", PUT + "/welcome", {})]),
    (dict(), []),
]  # fmt: skip


@pytest.mark.parametrize("given, sent", WISHES)
def test_a_wish_for_what_is_unknown_is_written(given, sent):
    """It is never met already, whatever is wished."""
    assert planned(from_nextcloud({"id": "ben"}), **given) == sent


@pytest.mark.parametrize("given, field", [
    (dict(groups={"set": []}), "groups"), (dict(subadmin_of={"set": ["a"]}), "subadmin_of"),
    (dict(additional_mails={"add": ["x@y.example"]}), "additional_mails"),
    (dict(notify_email=""), "additional_mails"),
])  # fmt: skip
def test_a_whole_list_that_is_unknown_cannot_be_compared(given, field):
    """So it is refused; an empty list in its place would take nobody out."""
    with pytest.raises(Invalid, match=field + ": the server does not return those of ben"):
        planned(from_nextcloud({"id": "ben"}), **given)


def test_a_list_that_was_not_read_stays_unknown():
    """Also after a step of which the outcome is known."""
    record, desired = from_nextcloud({"id": "ben"}), wish(user, name="ben", groups={"add": ["a"]})
    assert "groups" not in replay(record, user.plan(record, desired, NEXTCLOUD), "user")


def test_accounts_are_shown_with_null(site):
    """And the record says what was not told."""
    (found, warnings) = read(site, user_info)
    shown = {record["name"]: record for record in found["users"]}
    assert set(shown) == {"admin", "anna", "ben", "carl"} and not warnings
    assert {key for key, value in shown["ben"].items() if value is not None} == {"name", "unread", "quota"}
    assert shown["carl"]["unread"] == ["quota"] and shown["carl"]["quota"]["definition"] is None and shown["carl"]["groups"] == ["staff"]
    assert "unread" not in shown["anna"] and set(shown["ben"]) - set(shown["anna"]) == {"unread"}
    extras = read(site, user_info, editable_fields=True, two_factor=True)[0]["users"]
    assert [record["editable_fields"] for record in extras if record["name"] == "ben"] == [None]


@pytest.mark.parametrize("given", [{"enabled": True}, {"enabled": False}, {"inactive_days": 1}, {"never_logged_in": True}, {"never_logged_in": False}])
def test_no_filter_fits_what_is_unknown(site, given):
    """The task says whom it left out for that."""
    found, warnings = read(site, user_info, **given)
    assert "ben" not in [record["name"] for record in found["users"]]
    assert warnings == ["The server does not return what the filters need for 1 accounts; they are left out: ben."]


def test_a_quota_that_cannot_be_read(site):
    """Is written when it is wished, and nobody says that it was not kept."""
    done = site.run(user, name="carl", quota="none")
    assert [step[0] for step in done.steps] == ["update"] and not done.error and done.statuses == ["done"]
    assert done.warnings == ["quota: the server accepted it and does not return it, so it cannot be confirmed."]
    assert done.result["user"]["quota"]["definition"] == "none" or done.result["user"]["quota"]["definition"] is None
    site.operate(storage={"user": "carl", "answer": {"quota": -3, "used": 0}})
    assert not site.run(user, name="carl", quota="none").changed


@pytest.mark.parametrize("action", ["disable", "delete"])
def test_nothing_happens_to_unlisted_accounts_that_are_unknown(site, action):
    """They may be disabled already, or be somebody's who is only away."""
    given = {"users": [{"name": "anna"}], "unlisted_users": action, "protected_users": ["admin"], "max_disables": "100%", "max_deletes": "100%"}
    done = site.run(directory, check=True, **given)
    assert [step[:2] for step in done.steps] == [(action, "carl")] and done.result["unlisted"]["users"] == ["carl"]
    assert done.warnings == ["unlisted_users: the server does not return enough about 1 accounts to decide (ben); they are left unchanged."]
    told = site.run(directory, check=True, **dict(given, unlisted_users="report"))
    assert told.result["unlisted"]["users"] == ["admin", "ben", "carl"] and not told.warnings


@pytest.mark.parametrize("scope", [{"inactive_days": 1}, {"backends": ["Database"]}, {"groups": ["staff"]}])
def test_no_scope_holds_what_is_unknown(site, scope):
    """Not even to be reported; the warning names it."""
    done = site.run(directory, check=True, users=[{"name": "anna"}], unlisted_users="report", unlisted_scope=scope)
    assert "ben" not in done.result["unlisted"]["users"] and "(ben)" in done.warnings[0]


@pytest.mark.parametrize("few", [True, False])
def test_rows_of_accounts_that_cannot_be_shown(site, few):
    """They are there all the same: nobody creates them anew; their groups are asked for by a call of its own."""
    if not few:
        site.users(*["user%d" % number for number in range(12)])
    rows = [{"name": "anna"}, {"name": "ben", "groups": ["other"]}] + ([] if few else [{"name": "user%d" % number} for number in range(12)])
    given = {"users": rows, "groups": [{"name": "staff"}, {"name": "other"}], "unlisted_users": "report" if few else "ignore"}
    done = site.run(directory, **given)
    assert [(step[0], step[1]) for step in done.steps] == [("join", "other"), ("leave", "staff")] and not done.error, done.error
    assert not site.run(directory, **given).changed
    gone = site.run(directory, **dict(given, users=rows[:1] + [{"name": "ben", "state": "absent"}] + rows[2:], max_deletes="1"))
    assert [step[:2] for step in gone.steps] == [("delete", "ben")] and not gone.error and "ben" not in site.client().get(called.at("cloud/users"))["users"]


def test_group_admins_where_a_record_does_not_tell_its_posts(site):
    """The group is asked."""
    site.send("POST", "users/ben/subadmins", groupid="staff")
    given = {"users": [{"name": "anna"}], "groups": [{"name": "staff", "subadmins": ["anna"]}], "unlisted_users": "report"}
    done = site.run(directory, check=True, **given)
    assert ("promote", "staff") in [step[:2] for step in done.steps]
    assert ("demote", "staff", {"ben": False}) in done.steps


def test_an_export_leaves_out_what_is_unknown(site):
    """And says so; what it holds changes nothing on the same server."""
    found, _warnings = read(site, directory_info)
    rows = {row["name"]: row for row in found["document"]["users"]}
    assert "ben" not in rows and "quota" not in rows["carl"] and rows["anna"]["quota"] == "none"
    left = [(entry["name"], entry["field"], entry["reason"]) for entry in found["left_out"]]
    assert left == [("ben", "", "the server lists the account, but does not show it"), ("carl", "quota", "the server does not return it")]
    for unlisted in ("ignore", "report", "delete"):
        again = site.run(directory, unlisted_users=unlisted, **found["document"])
        assert not again.changed and not again.error
    scoped, _warnings = read(site, directory_info, backends=["Database"])
    assert "ben" not in [row["name"] for row in scoped["document"]["users"]]
    assert [entry["field"] for entry in scoped["left_out"] if entry["name"] == "ben"] == [""]


def test_28_lists_nobody_beside_a_lost_account():
    """Its source throws for one in the list of all; the error names the account, and nothing is written."""
    with Site("nextcloud-28") as site:
        site.users("anna", "ben")
        site.operate(remnant="ben")
        with pytest.raises(OCSError, match="ben is not a valid user anymore"):
            read(site, directory_info)
        with pytest.raises(OCSError, match="ben is not a valid user anymore"):
            site.run(directory, users=[{"name": "anna", "email": "anna@example.org"}], unlisted_users="report")
        assert not site.sandbox.product.state.user("anna").email


def test_the_access_review_of_unknown_accounts(site):
    """Counts them neither as idle nor as administrators, and does not stumble."""
    accounts = report_access.with_relations(read(site, user_info)[0]["users"], [])
    found = report_access.review(accounts, "2026-01-01T00:00:00Z", {}, report_access.LIMITS)
    assert "ben" not in {each["name"] for each in found} and "anna" in {each["name"] for each in found}


def test_accounts_of_owncloud_that_cannot_be_shown():
    """Listed, and not found by their id: they are there, and unknown."""
    with Site("owncloud-10") as site:
        site.users("anna", "ben1")
        body = '{"ocs": {"meta": {"status": "failure", "statuscode": 998, "message": ""}, "data": []}}'
        site.fault(kind="status", status=200, method="GET", path="/users/ben1$", body=body)
        shown = {record["name"]: record for record in read(site, user_info)[0]["users"]}
        assert shown["ben1"]["enabled"] is None and "enabled" in shown["ben1"]["unread"]
        given = {"users": [{"name": "anna"}], "unlisted_users": "disable", "protected_users": ["admin"], "max_disables": "100%"}
        done = site.run(directory, check=True, **given)
        assert not done.steps and "(ben1)" in done.warnings[0]


@pytest.mark.parametrize("dialect", ["seafile-13", "seafile-10"])
def test_a_quota_that_seafile_cannot_read(dialect):
    """-1 is no quota and not none."""
    with SeafileSite(dialect) as site:
        site.users("anna")
        site.operate(quota_error="anna@example.com")
        shown = read(site, seafile_user_info, email=["anna@example.com"])[0]["users"][0]
        assert (shown["quota"], shown["quota_usage"], shown["unread"]) == (None, None, ["quota"])
        done = site.run(seafile_user, email="anna@example.com", quota="none")
        assert [step[2] for step in done.steps] == [{"quota": "none"}] and not done.error and "cannot be confirmed" in done.warnings[0]
        done = site.run(seafile_directory, users=[{"email": "anna@example.com", "quota": "1 GB"}])
        assert [step[2] for step in done.steps] == [{"quota": "1 GB"}] and not done.error


UNTOLD = dict(email="x@auth.local", contact_email="anna@example.com", name="Anna", is_active=None)
CALLER = Server("seafile", version=(13, 0, 25), edition="community").with_facts(caller="root@example.com")


def seafile_plan(record, **given):
    """What is sent for one account of Seafile."""
    steps = seafile_user.plan(record, wish(seafile_user, email="anna@example.com", **given), CALLER)
    return [step.request.data for step in steps]


def test_what_seafile_does_not_tell():
    """A wish for it is written; a guess of the role is no reason to refuse one; protected accounts stay protected."""
    record = seafile_user.read_record(UNTOLD, "x@auth.local")
    assert record["unread"] == ["account_role", "admin", "enabled", "last_login", "login_id", "quota"]
    assert seafile_plan(record, enabled=True, quota="none") == [{"is_active": "true", "quota_total": "0"}]
    assert seafile_plan(record, account_role="guest") == [{"role": "guest"}]
    with pytest.raises(Invalid, match="protected_users"):
        seafile_plan(record, enabled=False, protected_users=["anna@example.com"])


def test_an_institution_is_read_where_the_server_has_one():
    """So that it is not written again and again."""
    record = seafile_user.read_record(dict(UNTOLD, institution="KIT"), "x@auth.local")
    server = Server("seafile", version=(13, 0, 25), edition="professional")
    steps = seafile_user.plan(record, wish(seafile_user, email="anna@example.com", institution="KIT"), server)
    assert not steps


def test_unlisted_accounts_of_seafile_whose_state_is_not_told():
    """They are left alone."""
    with SeafileSite() as site:
        site.users("anna")
        given = {"unlisted_users": "disable", "max_disables": "100%"}
        client = site.client()
        desired = seafile_directory.prepare(wish(seafile_directory, **given))
        observed = seafile_directory.RESOURCE.observe(client, desired).record
        record = observed["users"]["anna@example.com"]
        record.pop("enabled")
        record["unread"] = ["enabled"]
        steps = seafile_directory.plan(observed, dict(desired, users=None), client.server)
        assert not [step for step in steps if step.name == "anna@example.com"] and "anna@example.com" in steps.warnings[0]
        assert PASSWORD


def test_a_new_account_whose_id_a_lost_one_has(site):
    """The server knows the id and shows no account; the message says what that may mean."""
    done = site.run(user, name="ben", password=PASSWORD)
    assert done.statuses == ["failed"] and "its backend" not in done.error and "the account's backend may have lost it" in done.error


def test_an_account_that_seafile_finds_and_does_not_show():
    """It is there all the same, with what the search tells of it; nobody creates it anew."""
    with SeafileSite() as site:
        site.users("anna")
        site.fault(kind="status", status=404, method="GET", path="/admin/users/[^/]+/$", body='{"error_msg": "User not found."}')
        for asked in ({"email": ["anna@example.com"]}, {"query": "anna"}):
            shown = read(site, seafile_user_info, **asked)[0]["users"][0]
            assert (shown["email"], shown["enabled"], shown["login_id"], shown["unread"]) == ("anna@example.com", True, None, ["login_id"])
        assert not site.run(seafile_directory, check=True, users=[{"email": "anna@example.com", "enabled": True}]).steps
