# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a server does not tell is unknown: never a value, never equal to a wish, never a reason to touch an account."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import Server, replay
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid, OCSError
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs import ids
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import export as directory_info, resource as directory

from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import accounts, info as user_info, resource as user
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user.accounts import from_nextcloud
from ansible_collections.ocs.provisioning.plugins.plugin_utils import report_access
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import PASSWORD, Site, wish

NEXTCLOUD = Server("nextcloud", version=(34, 0, 1)).with_facts(caller="root")


@pytest.fixture(name="site", params=["nextcloud-34", "nextcloud-28"])
def fixture_site(request):
    """Anna is well, Ben's backend has lost him, and nobody can tell Carl's storage. Nextcloud 28 refuses to list them."""
    with Site(request.param) as site:
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
    lacking = {"bluesky", "first_login", "pronouns", "timezone"} if site.sandbox.dialect == "nextcloud-28" else set()
    assert "unread" not in shown["anna"] and set(shown["ben"]) - set(shown["anna"]) - lacking == {"unread"}
    extras = read(site, user_info, editable_fields=True, two_factor=not lacking)[0]["users"]
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


@pytest.mark.parametrize("workers", [1, 3])
def test_28_refuses_the_page_of_a_lost_account(workers):
    """Only that page is read by its IDs, account by account; every account is read as on other versions."""
    with Site("nextcloud-28") as site:
        site.users(*["user%03d" % number for number in range(ids.PAGE + 20)])
        whole = read(site, user_info)[0]["users"]
        site.operate(remnant="user510")
        client = site.client()
        found = {data["id"]: data for data in accounts.every(client, workers=workers)}
        asked = client.account()["requests"]
        client.close()
        assert len(found) == len(whole) and found["user510"] == {"id": "user510"}
        assert asked < 40 + 2 * workers


def test_28_refuses_everything():
    """What is refused for another reason stays the error that it was."""
    with Site("nextcloud-28") as site:
        site.fault(kind="status", status=404, path="/cloud/users/details", body="<html></html>")
        with pytest.raises(OCSError, match="cloud/users/details"):
            read(site, user_info)


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


def test_a_new_account_whose_id_a_lost_one_has(site):
    """The server knows the id and shows no account; the message says what that may mean."""
    done = site.run(user, name="ben", password=PASSWORD)
    assert done.statuses == ["failed"] and "its backend" not in done.error and "the account's backend may have lost it" in done.error
