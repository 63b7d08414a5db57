# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nextcloud's apps, their configuration, the password policy and second factors beyond the recorded examples."""

from __future__ import annotations

import json

import pytest

CONFIG = "/ocs/v2.php/apps/provisioning_api/api/v1/config/apps/"
STORE = "/ocs/v2.php/apps/appstore/api/v1/apps"
POLICY = "/ocs/v2.php/apps/password_policy/api/v1/"
TWO_FACTOR = "/ocs/v2.php/twofactor/"


def value(server, app, key="enabled"):
    """A setting of an app."""
    return server.data("GET %s%s/%s" % (CONFIG, app, key))["data"]


def limited(server, *gids, app="survey_client"):
    """Enable an app for groups; return the OCS code."""
    return server.ask("POST %s/enable" % STORE, document={"appId": app, "groups": list(gids)})[1]


@pytest.mark.parametrize("gids,stored", [(["a/b", "b"], '["a\\/b","b"]'), (["b", "b"], '["b","b"]'), (["b", "nope"], '["b"]'), (["B"], "[]"), ([], "yes")])
def test_limits_replace_each_other(nextcloud, gids, stored):
    """Unknown groups are dropped without a word, and where none is left nobody has the app."""
    nextcloud.add("u", groups=["a/b", "b"])
    assert limited(nextcloud, "a/b") == limited(nextcloud, *gids) == 200
    assert value(nextcloud, "survey_client") == stored


def test_deleted_groups_leave_limits(nextcloud):
    """The last group of a limit takes the app with it."""
    nextcloud.add("u", groups=["a", "b"])
    limited(nextcloud, "a", "b")
    for gid, stored in (("a", '["b"]'), ("b", "no")):
        nextcloud.ask("DELETE groups/" + gid)
        assert value(nextcloud, "survey_client") == stored


@pytest.mark.parametrize(
    "app,code,stored",
    [("comments", 500, "no"), ("files_sharing", 500, "no"), ("viewer", 200, '["admin"]'), ("dav", 500, "no"), ("user_ldap", 500, ""), ("nope", 500, "")],
)
def test_apps_that_need_everybody(nextcloud, app, code, stored):
    """A limit that an app's type forbids switches the app off; one that cannot be installed stays as it was."""
    assert (limited(nextcloud, "admin", app=app), value(nextcloud, app)) == (code, stored)


@pytest.mark.parametrize("line,codes", [
    ("POST apps/survey_client", (200, 200)), ("POST apps/user_ldap", (996, 200)), ("POST apps/nope", (998, 998)), ("POST apps/NOPE", (997, 998)),
    ("DELETE apps/survey_client", (200, 200)), ("DELETE apps/nope", (200, 200)), ("DELETE apps/dav", (996, 500)), ("GET apps/NOPE", (997, 998)),
    ("GET apps?filter=", (101, 200)), ("GET apps?filter=all", (101, 101)),
])  # fmt: skip
def test_codes_by_version(nextcloud, nextcloud_28, line, codes):
    """34 and 28 side by side."""
    assert (nextcloud.ask(line)[1], nextcloud_28.ask(line)[1]) == codes


def test_lists_of_a_limited_app(nextcloud, nextcloud_28):
    """34 counts a limited app as enabled, 28 only for those in its groups; both say so of disabled apps in reverse."""
    for server, listed in ((nextcloud, True), (nextcloud_28, False)):
        server.add("u", groups=["a"])
        server.product.operate({"enable_app": {"app": "survey_client", "groups": ["a"]}})
        assert ("survey_client" in server.data("GET apps?filter=enabled")["apps"]) is listed
        disabled = server.data("GET apps?filter=disabled")["apps"]
        assert ("survey_client" in (disabled if listed else disabled.values())) is not listed


def test_unset_and_empty_settings_differ_by_the_default(nextcloud):
    """An unset key reads as the default sent, an empty one as empty."""
    line = "GET %stesting/key?defaultValue=x" % CONFIG
    assert nextcloud.data(line)["data"] == "x"
    nextcloud.ask("POST %stesting/key" % CONFIG, form={"value": ""})
    assert nextcloud.data(line)["data"] == ""
    assert "testing" in nextcloud.data("GET " + CONFIG[:-1])["data"]


@pytest.mark.parametrize("app,key,sent,code", [
    ("core", "public_x", "x", 403), ("core", "encryption_enabled", "yes", 200), ("core", "encryption_enabled", "no", 403), ("any", "types", "x", 403),
    ("any", "public_x", "x", 200), ("Any", "key", "x", 403), ("any", "k" * 64, "x", 200), ("any", "k" * 65, "x", 996),
])  # fmt: skip
def test_protected_settings(nextcloud, app, key, sent, code):
    """What only the server itself may set."""
    assert nextcloud.ask("POST %s%s/%s" % (CONFIG, app, key), form={"value": sent})[1] == code


@pytest.mark.parametrize("settings,password,passed", [
    ({}, "qzvkmwpxtr", True), ({}, "qzvkmwpxt", False), ({}, "\u00e4\u00f6\u00fc\u00df\u20ac", True), ({}, "Password1234", False), ({}, "aaaaaaaaaaaa", False),
    ({"enforceNonCommonPassword": "0"}, "password1234", True), ({"minLength": "3", "enforceNonCommonPassword": "0"}, "abc", True),
    ({"enforceNumericCharacters": "1"}, "qzvkmwpxtr", False), ({"enforceUpperLowerCase": "1"}, "qzvkmwpxtr", False),
    ({"enforceSpecialCharacters": "1"}, "qzvkmwpxtr", False), ({"enforceSpecialCharacters": "1"}, "qzvkmwpxtr\u00e4", True),
])  # fmt: skip
def test_policy(nextcloud, settings, password, passed):
    """Settings are effective at once; length counts bytes, and every letter beyond ASCII is special."""
    for key, setting in settings.items():
        nextcloud.ask("POST %spassword_policy/%s" % (CONFIG, key), form={"value": setting})
    assert nextcloud.data("POST %svalidate" % POLICY, form={"password": password})["passed"] is passed


def test_made_passwords_pass(nextcloud):
    """A made password is as long as demanded and has what is demanded."""
    for key in ("enforceNumericCharacters", "enforceSpecialCharacters", "enforceUpperLowerCase"):
        nextcloud.ask("POST %spassword_policy/%s" % (CONFIG, key), form={"value": "1"})
    made = nextcloud.data("GET %sgenerate" % POLICY)["password"]
    assert len(made) == 10 and nextcloud.data("POST %svalidate" % POLICY, form={"password": made}) == {"passed": True}


def test_without_the_policy_app(nextcloud):
    """No route, and any password will do."""
    nextcloud.ask("DELETE apps/password_policy")
    assert nextcloud.ask("GET %sgenerate" % POLICY) == (404, 998)
    assert nextcloud.ask("POST users", form={"userid": "u", "password": "x"}) == (200, 200)


def test_second_factors(nextcloud):
    """Providers appear with the first login; only some can be switched on for others, and one that is on closes the password's door."""
    auth = nextcloud.add("u")
    assert nextcloud.data("GET %sstate?user=u" % TWO_FACTOR) == []
    nextcloud.send("GET users/u", auth=auth)
    assert nextcloud.data("GET %sstate?user=U" % TWO_FACTOR) == {"totp": False, "backup_codes": False}
    nextcloud.ask("POST apps/twofactor_nextcloud_notification")
    name = "twofactor_nextcloud_notification"
    for action, on, status in (("enable", True, 401), ("disable", False, 200)):
        shown = nextcloud.data("POST %s%s" % (TWO_FACTOR, action), document={"user": "u", "providers": [name, "totp"]})
        assert shown == {name: on, "totp": False, "backup_codes": False}
        assert nextcloud.ask("GET users/u", auth=auth)[0] == status
    assert nextcloud.ask("POST %senable" % TWO_FACTOR, document={"user": "u", "providers": ["nope"]}) == (500, 996)
    assert json.loads(nextcloud.send("GET %sstate?user=nope" % TWO_FACTOR).body)["ocs"]["data"] is None


def test_an_added_app_can_be_updated_and_removed(nextcloud):
    """What did not come with the server can be removed; a newer version is offered once."""
    nextcloud.product.operate({"add_app": {"id": "notes", "update": "2.0.0"}})
    record = {app["id"]: app for app in nextcloud.data("GET " + STORE)}["notes"]
    assert (record["removable"], record["update"], record["active"]) == (True, "2.0.0", False)
    assert [nextcloud.ask("POST %s/update" % STORE, document={"appId": "notes"})[1] for _time in range(2)] == [200, 500]
    assert nextcloud.data("GET apps/notes")["version"] == "2.0.0"
    assert nextcloud.ask("POST apps/notes")[1] == 200
    assert [nextcloud.ask("POST %s/uninstall" % STORE, document={"appId": "notes"})[1] for _time in range(2)] == [200, 500]
    assert nextcloud.ask("GET apps/notes")[1] == 998 and value(nextcloud, "notes") == "no"


def test_an_app_for_older_servers_can_be_forced(nextcloud):
    """The version is the only thing that force overrides, and only in the app store's call."""
    nextcloud.product.operate({"add_app": {"id": "old", "max_version": 33}})
    nextcloud.product.operate({"add_app": {"id": "poor", "max_version": 33, "missing": ["The library ldap is not available."]}})
    assert {app["id"]: app["isCompatible"] for app in nextcloud.data("GET " + STORE)}["old"] is False
    enable = "POST %s/enable" % STORE
    assert nextcloud.ask("POST apps/old")[1] == 996
    assert [nextcloud.ask(enable, document={"appId": "old", "force": force})[1] for force in (False, True)] == [500, 200]
    assert nextcloud.ask(enable, document={"appId": "poor", "force": True})[1] == 500
