# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Apps against the embedded server: what check mode tells is what happens, a second run does nothing, and errors are clear."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid, OCSError
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.app import info as app_info, resource as app
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import ADMIN, DIALECTS, PASSWORD, Site, thrice


@pytest.mark.parametrize("dialect", DIALECTS)
def test_off_and_on(dialect):
    """Disabled and enabled again; each three times: in check mode, for real, and again."""
    with Site(dialect) as site:
        assert thrice(site, app, name="comments", state="disabled").result["app"]["enabled"] is False
        done = thrice(site, app, name="comments")
        assert done.result["app"]["enabled"] is True and done.diff == ({"enabled": False}, {"enabled": True})


@pytest.mark.parametrize("dialect", DIALECTS)
def test_requests_of_converged_runs(dialect):
    """Two reads for an app that is enabled; a third on Nextcloud, where a limit could hide it, for one that is not."""
    with Site(dialect) as site:
        assert site.run(app, name="comments").requests == 2
        site.send("DELETE", "apps/comments")
        assert site.run(app, name="comments", state="disabled").requests == (2 if dialect == "owncloud-10" else 3)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_unknown_apps(dialect):
    """The servers answer them with success, an empty page or a look into an app store."""
    with Site(dialect) as site:
        for state in ("enabled", "disabled"):
            for check in (True, False):
                with pytest.raises(Invalid, match="the server has no app 'no_such_app'"):
                    site.run(app, check, name="no_such_app", state=state)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", ["", " ", "../core", "a/b", ".x", "x" * 40, "two words"])
def test_ids_that_no_app_can_have(dialect, name):
    """Refused before any request."""
    with Site(dialect) as site:
        with pytest.raises(Invalid, match="is not an app ID"):
            site.run(app, name=name)
        assert not site.sandbox.counts


def test_a_refused_login_is_no_missing_app():
    """Nextcloud answers malformed ids with the code of a refused login, so that code is never taken for 'no such app'."""
    with Site("nextcloud-34") as site, pytest.raises(OCSError, match="does not accept the credentials"):
        site.run(app, caller=(ADMIN[0], "wrong"), name="comments", state="disabled")


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", ["files", "dav"])
def test_apps_that_are_always_on(dialect, name):
    """They can be 'enabled', not disabled; ownCloud would answer with an empty page, Nextcloud with an error inside the server."""
    with Site(dialect) as site:
        assert not site.run(app, name=name).changed
        with pytest.raises(Invalid, match="always on"):
            site.run(app, True, name=name, state="disabled")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_app_behind_this_module(dialect):
    """ownCloud would disable it and know no provisioning call any more."""
    with Site(dialect) as site:
        with pytest.raises(Invalid, match="this module uses provisioning_api"):
            site.run(app, name="provisioning_api", state="disabled")
        assert not site.run(app, name="provisioning_api").changed


def test_unmet_requirements():
    """Nextcloud 34 names them beforehand; force is no cure."""
    with Site("nextcloud-34") as site:
        for force in (False, True):
            with pytest.raises(Invalid, match="library ldap is not available"):
                site.run(app, name="user_ldap", force=force)


def test_a_server_that_stops_answering():
    """Nextcloud 28 enables an app that lacks something, and then fails every request: the error tells what to do."""
    with Site("nextcloud-28") as site:
        site.fault(kind="status", status=500, method="GET", skip=5)
        with pytest.raises(OCSError, match="All steps were sent.*occ app:disable"):
            site.run(app, name="user_ldap")


def test_an_empty_answer_is_read_back():
    """ownCloud answers errors with an empty page and status 200: what became of the app decides."""
    with Site("owncloud-10") as site:
        site.fault(kind="status", status=200, method="DELETE", path="/apps/comments")
        done = site.run(app, name="comments", state="disabled")
        assert (done.statuses, done.result["app"]["enabled"]) == (["failed"], True) and "the answer is empty" in done.error
        site.fault(kind="drop_after", method="DELETE", path="/apps/comments", times=1)
        done = site.run(app, name="comments", state="disabled")
        assert (done.statuses, done.result["app"]["enabled"]) == (["done"], False)


def test_success_without_effect():
    """ownCloud says 100 to a disabling that did not happen: reading back finds it."""
    body = '{"ocs": {"meta": {"status": "ok", "statuscode": 100, "message": null}, "data": []}}'
    with Site("owncloud-10") as site:
        site.fault(kind="status", status=200, body=body, method="DELETE", path="/apps/comments")
        done = site.run(app, name="comments", state="disabled")
        assert "did not keep: enabled" in done.error


def test_other_server_versions():
    """An app for another version needs force, on every product; ownCloud itself would enable it without a word."""
    with Site("owncloud-10") as site:
        with pytest.raises(Invalid, match="does not support ownCloud"):
            site.run(app, name="demo_old")
        assert thrice(site, app, name="demo_old", force=True).result["app"]["enabled"]
    with Site("nextcloud-34") as site:
        site.operate(add_app={"id": "old", "max_version": 33})
        with pytest.raises(Invalid, match="does not support Nextcloud 34.0.1"):
            site.run(app, True, name="old")
        assert thrice(site, app, name="old", force=True).result["app"]["enabled"]


def test_limits():
    """Set, replaced, left alone, lifted; unknown groups and apps that need everybody are refused, and nothing is switched off."""
    with Site("nextcloud-34") as site:
        site.groups("staff", "two words")
        assert thrice(site, app, name="survey_client", groups=["two words", "staff"]).result["app"]["groups"] == ["staff", "two words"]
        assert not site.run(app, name="survey_client").changed
        assert not site.run(app, name="survey_client", state="latest").changed
        done = thrice(site, app, name="survey_client", groups=["staff"])
        assert (done.steps, done.diff) == ([("limit", "survey_client", {"groups": ["staff"]})], ({"groups": ["staff", "two words"]}, {"groups": ["staff"]}))
        refused = [("survey_client", ["STAFF"], "groups do not exist: 'STAFF'"), ("comments", ["staff"], "logging"), ("dav", ["staff"], "always on|filesystem")]
        for name, groups, reason in refused:
            with pytest.raises(Invalid, match=reason):
                site.run(app, name=name, groups=groups)
            assert site.run(app, True, name=name).changed is False
        assert thrice(site, app, name="survey_client", state="disabled").result["app"]["groups"] == []
        assert thrice(site, app, name="survey_client", groups=["staff"]).result["app"] == {
            "name": "survey_client",
            "version": "6.0.0-dev.0",
            "enabled": True,
            "groups": ["staff"],
        }
        assert thrice(site, app, name="survey_client", groups=[]).result["app"]["groups"] == []


def test_an_app_for_nobody():
    """All groups of a limit may be unknown: the app store's list calls it enabled for everybody, the setting tells."""
    with Site("nextcloud-34") as site:
        site.operate(set_app_config={"app": "survey_client", "key": "enabled", "value": "[]"})
        assert site.run(app, name="survey_client").result["app"]["groups"] == [app.NOBODY]
        assert thrice(site, app, name="survey_client", groups=[]).result["app"]["groups"] == []


def test_limits_on_28():
    """Read, left alone and lifted; setting one is refused. The list of enabled apps hides it from an administrator outside the groups."""
    with Site("nextcloud-28") as site:
        site.groups("staff")
        site.operate(enable_app={"app": "survey_client", "groups": ["staff"]})
        assert not site.run(app, name="survey_client").changed
        assert not site.run(app, name="survey_client", groups=["staff"]).changed
        with pytest.raises(Invalid, match="occ app:enable survey_client --groups"):
            site.run(app, True, name="survey_client", groups=["admin"])
        assert thrice(site, app, name="survey_client", groups=[]).result["app"] == {"name": "survey_client", "version": "1.16.0", "enabled": True, "groups": []}


def test_limits_on_owncloud():
    """Neither shown nor set; a limited app that the caller is in is left alone."""
    with Site("owncloud-10") as site:
        site.operate(enable_app={"app": "comments", "groups": ["admin"]})
        assert not site.run(app, name="comments").changed
        with pytest.raises(Invalid, match="neither return nor set"):
            site.run(app, name="comments", groups=["admin"])


def test_latest_and_absent():
    """By the app store's calls: updated, enabled with it, removed (no recording has this; the rules are those of the server's source)."""
    with Site("nextcloud-34") as site:
        site.operate(add_app={"id": "notes", "update": "2.0.0"})
        done = thrice(site, app, name="notes", state="latest")
        assert done.result["app"] == {"name": "notes", "version": "2.0.0", "enabled": True, "groups": []}
        assert [step[0] for step in done.steps] == ["update", "enable"]
        assert thrice(site, app, name="notes", state="absent").result["app"] is None
        assert not thrice(site, app, name="comments", state="latest").changed
        with pytest.raises(Invalid, match="comes with the server"):
            site.run(app, name="comments", state="absent")
        assert site.run(app, name="comments").result["app"]["enabled"] is True


@pytest.mark.parametrize("dialect, command", [("nextcloud-28", "occ app:remove notes"), ("owncloud-10", "occ market:uninstall notes")])
def test_absent_elsewhere(dialect, command):
    """The reason, and what does it on the server."""
    with Site(dialect) as site, pytest.raises(Invalid, match=command):
        site.run(app, name="notes", state="absent")


def test_a_failing_update():
    """What was not done is told; the app stays as it is."""
    with Site("nextcloud-34") as site:
        site.operate(add_app={"id": "notes", "update": "2.0.0"})
        body = '{"ocs": {"meta": {"statuscode": 500, "message": "could not update app"}, "data": []}}'
        site.fault(kind="status", status=500, method="POST", path="/apps/update", body=body)
        done = site.run(app, name="notes", state="latest")
        assert done.statuses == ["failed", "skipped"] and "could not update app" in done.error and done.result["app"]["version"] == "1.0.0"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_callers_without_rights(dialect):
    """Administrators only; an app password is not enough on Nextcloud 34."""
    with Site(dialect) as site:
        site.groups("staff")
        site.users("lead", "plain", group="staff")
        site.send("POST", "users/lead/subadmins", groupid="staff")
        for caller in ("lead", "plain"):
            with pytest.raises(OCSError) as error:
                site.run(app, caller=(caller, PASSWORD), name="comments")
            assert error.value.http_status in (401, 403)
        site.operate(app_password={"user": "admin", "token": "TOKEN1"})
        done = site.run(app, caller=("admin", "TOKEN1"), name="comments", state="disabled")
        assert ("app password" in done.error, done.result["app"]["enabled"]) == ((True, True) if dialect == "nextcloud-34" else (False, False))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_info(dialect):
    """Two lists for all apps; two requests more for one that is named, one on ownCloud; unknown ones are left out."""
    with Site(dialect) as site:
        site.groups("staff")
        site.sandbox.counts.clear()
        every = {found["name"]: found["enabled"] for found in site.read(app_info)["apps"]}
        off = list(every.values()).count(False)
        assert every["files"] and every["comments"] and off
        # Nextcloud's version has to be known: 28 and 32 hide limited apps, so they are asked about those that they call disabled,
        # within a session, which is ended by one request, on 28 by three
        assert (
            sum(site.sandbox.counts.values())
            == {"nextcloud-34": 2 + 1, "nextcloud-32": 2 + 1 + off + 1, "nextcloud-28": 2 + 1 + off + 3, "owncloud-10": 2}[dialect]
        )
        for wanted, state in (("enabled", True), ("disabled", False)):
            assert [found["name"] for found in site.read(app_info, filter=wanted)["apps"]] == sorted(name for name, on in every.items() if on is state)
        site.operate(enable_app={"app": "comments", "groups": ["staff" if dialect != "owncloud-10" else "admin"]})
        site.sandbox.counts.clear()
        found = site.read(app_info, name=["comments", "no_such_app"])
        assert found["count"] == 1 and found["apps"][0]["enabled"] and found["apps"][0]["title"] == "Comments" and found["apps"][0]["types"] is not None
        assert found["apps"][0].get("groups") == (None if dialect == "owncloud-10" else ["staff"])
        assert sum(site.sandbox.counts.values()) == (3 if dialect == "owncloud-10" else 4)
        assert {entry["name"]: entry["enabled"] for entry in site.read(app_info)["apps"]}["comments"]
        with pytest.raises(Invalid):
            site.read(app_info, name=["../core"])
