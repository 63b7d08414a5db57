# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of apps: their plans, and the same against the embedded server."""

from __future__ import annotations

import itertools

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import replay
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid, OCSError
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.app import settings_info as app_config_info, settings_resource as app_config
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.recordings import SERVERS
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import PASSWORD, Site, thrice, wish
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.wishes import requests

NC34 = SERVERS["nextcloud-34"]
WHERE = "apps/provisioning_api/api/v1/config/apps/notes/"
NEXTCLOUD = ("nextcloud-34", "nextcloud-28")
SECRET = "s3cret-of-the-mail-server"


def want(**given):
    """The parameters of ocs_app_config for the app notes."""
    return wish(app_config, **dict({"app": "notes"}, **given))


PLANS = [
    # observed, wanted, requests
    ({"k": None}, want(key="k", value="v"), [("POST", WHERE + "k", {"value": "v"})]),
    ({"k": "v"}, want(key="k", value="v"), []),
    ({"k": ""}, want(key="k", value=""), []),
    ({"k": None}, want(key="k", value=""), [("POST", WHERE + "k", {"value": ""})]),
    ({"k": "v"}, want(key="k", state="absent"), [("DELETE", WHERE + "k", {})]),
    ({"k": ""}, want(key="k", state="absent"), [("DELETE", WHERE + "k", {})]),
    ({"k": None}, want(key="k", state="absent"), []),
    ({"k": "yes"}, want(key="k", value=True), []),
    ({"k": "yes"}, want(key="k", value=False), [("POST", WHERE + "k", {"value": "no"})]),
    ({"k": "yes"}, want(key="k", value="1", type="string"), [("POST", WHERE + "k", {"value": "1"})]),
    ({"a b": "x"}, want(key="a b", value="y"), [("POST", WHERE + "a%20b", {"value": "y"})]),
    ({"b": None, "a": "1", "c": "3"}, want(values={"b": 2, "a": 1, "c": "drei"}), [
        ("POST", WHERE + "b", {"value": "2"}), ("POST", WHERE + "c", {"value": "drei"})]),
    ({"a": "1", "b": None}, want(values={"a": None, "b": None}, state="absent"), [("DELETE", WHERE + "a", {})]),
    ({"12": None}, want(values={12: "x"}), [("POST", WHERE + "12", {"value": "x"})]),  # a key that YAML takes for a number
    ({}, want(values={}), []),
    ({"k": app_config.HIDDEN}, want(key="k", value=SECRET, sensitive=True), []),
    ({"k": app_config.OTHER}, want(key="k", value=SECRET, sensitive=True), [("POST", WHERE + "k", {"value": SECRET})]),
    ({"k": None}, want(key="k", value=SECRET, sensitive=True), [("POST", WHERE + "k", {"value": SECRET})]),
    ({"k": app_config.OTHER}, want(key="k", state="absent", sensitive=True), [("DELETE", WHERE + "k", {})]),
]  # fmt: skip


@pytest.mark.parametrize("observed, desired, expected", PLANS)
def test_requests(observed, desired, expected):
    """One request for each setting that differs, in the order of the keys."""
    assert requests(app_config.plan(observed, desired, NC34)) == expected


PROTECTED = ["enabled", "installed_version", "types"]
REFUSED = [
    # wanted, field, a word of the reason
    (want(key="", value="v"), "key", "1 to 64"), (want(key=" ", value="v"), "key", "1 to 64"), (want(key="a/b", value="v"), "key", "no slash"),
    (want(key="k" * 65, value="v"), "key", "1 to 64"), (want(key="..", value="v"), "key", "1 to 64"), (want(values={"a": "1", "b/c": "2"}), "key", "'b/c'"),
    (want(key="k"), "value", "missing"), (want(values={"a": None}), "value", "missing for 'a'"),
    (want(key="k", value="x", type="integer"), "value", "not of the type integer"),
    (want(values={"k": "x"}, type="boolean"), "value", "'k' is not of the type boolean"),
    (want(app="core", key="public_x", value="v"), "key", "protected"), (want(app="core", key="remote_x", state="absent"), "key", "protected"),
    (want(app="core", key="encryption_enabled", value="no"), "key", "'yes' (in quotes)"),
    (want(app="core", key="encryption_enabled", state="absent"), "key", "protected"),
    (want(app="core", key="encryption_enabled", value=True), "key", "'yes' (in quotes)"),
]  # fmt: skip
REFUSED += [(want(app="comments", key=key, **given), "key", "protected") for key in PROTECTED for given in ({"value": "x"}, {"state": "absent"})]


@pytest.mark.parametrize("desired, field, reason", REFUSED)
def test_refusals_before_any_request(desired, field, reason):
    """What the server never lets through, or could not be asked for."""
    with Site("nextcloud-34") as site:
        client = site.client()
        with pytest.raises(Invalid) as error:
            app_config.plan(app_config.observe(client, desired).record, desired, NC34)
        client.close()
        assert error.value.field == field and reason in error.value.problem
        assert not [call for call in site.sandbox.counts if call.startswith(("POST", "DELETE"))]


def test_protected_keys_cost_no_request():
    """Not even a read."""
    with Site("nextcloud-34") as site:
        with pytest.raises(Invalid):
            site.run(app_config, app="comments", key="enabled", value="no")
        assert not site.sandbox.counts


@pytest.mark.parametrize("app", ["", "../x", "a/b", "Files", "x" * 33, ".."])
def test_apps_that_cannot_be(app):
    """No request is sent."""
    with Site("nextcloud-34") as site:
        with pytest.raises(Invalid) as error:
            site.run(app_config, app=app, key="k", value="v")
        assert error.value.field == "app" and not site.sandbox.counts


@pytest.mark.parametrize("dialect", NEXTCLOUD)
def test_the_default_quota(dialect):
    """The documented example; with check mode, and again."""
    with Site(dialect) as site:
        done = thrice(site, app_config, app="files", key="default_quota", value="10 GB")
        assert done.result == {"settings": {"default_quota": "10 GB"}, "previous": {"default_quota": None}}
        assert (done.diff, done.warnings) == (({"default_quota": None}, {"default_quota": "10 GB"}), [])
        assert site.read(app_config_info, app="files", key=["default_quota"]) == {"settings": {"default_quota": "10 GB"}}
        done = thrice(site, app_config, app="files", key="default_quota", state="absent")
        assert done.result == {"settings": {"default_quota": None}, "previous": {"default_quota": "10 GB"}}


@pytest.mark.parametrize("dialect", NEXTCLOUD)
def test_several_settings_and_requests(dialect):
    """One read for each key; with a change one for the app, the writes, and the keys again."""
    with Site(dialect) as site:
        given = {"values": {"a": True, "b": "", "c": [1, "x/y"], "ü %": 5}}
        done = thrice(site, app_config, app="comments", **given)
        assert done.result["settings"] == {"a": "1", "b": "", "c": '[1,"x/y"]', "ü %": "5"}
        assert (done.writes, done.requests) == (4, 4 + 1 + 4 + 4)
        assert site.run(app_config, app="comments", **given).requests == 4


def test_unset_is_not_empty():
    """The server answers both with an empty text, but for a default that is asked for."""
    with Site("nextcloud-34") as site:
        assert thrice(site, app_config, app="comments", key="k", value="").result["settings"] == {"k": ""}
        assert thrice(site, app_config, app="comments", key="k", state="absent").result["previous"] == {"k": ""}


def test_an_unknown_app():
    """The server stores its settings all the same: a warning tells."""
    with Site("nextcloud-34") as site:
        assert "no app 'no_such_app'" in thrice(site, app_config, app="no_such_app", key="k", value="v").warnings[0]
        assert not thrice(site, app_config, app="core", key="k", value="v").warnings


def test_sensitive_settings_are_masked():
    """No secret stands in result, diff, actions or error, neither the new one nor the old one that the server hands out in clear."""
    with Site("nextcloud-34") as site:
        site.operate(set_app_config={"app": "notes", "key": "k", "value": "the-old-secret", "sensitive": True})
        done = thrice(site, app_config, app="notes", key="k", value=SECRET, sensitive=True)
        assert done.result == {"settings": {"k": app_config.HIDDEN}, "previous": {"k": app_config.OTHER}}
        assert done.diff == ({"k": app_config.OTHER}, {"k": app_config.HIDDEN})
        shown = repr((done.result, done.diff, done.outcome.actions, done.warnings, done.outcome.plan))
        assert SECRET not in shown and "the-old-secret" not in shown
        assert site.read(app_config_info, app="notes") == {"settings": {"k": SECRET}}
        site.fault(kind="status", status=500, body='{"ocs": {"meta": {"statuscode": 996, "message": "no"}, "data": []}}', method="POST")
        failed = site.run(app_config, app="notes", key="k", value="another-secret", sensitive=True)
        assert failed.error and SECRET not in failed.error and "another-secret" not in failed.error
        site.fault()
        done = thrice(site, app_config, app="notes", key="k", state="absent", sensitive=True)
        assert done.diff == ({"k": app_config.OTHER}, {"k": None}) and done.result["settings"] == {"k": None}


def test_what_may_be_shown():
    """Values are marked as secret and shown again, unless the setting is sensitive."""
    assert app_config.revealed(want(key="k", value="v")) == ("value", "values")
    assert not app_config.revealed(want(key="k", value="v", sensitive=True))
    assert app_config.ARGUMENTS["value"]["no_log"] and app_config.ARGUMENTS["values"]["no_log"]


def test_a_typed_setting_comes_back_in_the_servers_form():
    """The server turns 'yes' into '1' where a key is declared as boolean; that is kept, not lost."""
    assert app_config.equal("yes", "1", want()) and not app_config.equal("yes", "0", want())


def test_a_refused_setting():
    """The server's own words are in the error; what stands before it in the order is done."""
    with Site("nextcloud-34") as site:
        site.operate(set_app_config={"app": "files", "key": "allow_unlimited_quota", "value": "0"})
        done = site.run(app_config, app="files", values={"a": "1", "default_quota": "none", "z": "1"})
        assert done.statuses == ["done", "failed", "skipped"] and "unlimited quota is forbidden" in done.error
        assert "this setting" in done.error


def test_callers_without_rights():
    """Administrators only, and on Nextcloud 34 no app password."""
    with Site("nextcloud-34") as site:
        site.groups("staff")
        site.users("lead", "plain", group="staff")
        site.send("POST", "users/lead/subadmins", groupid="staff")
        for caller in ("lead", "plain"):
            with pytest.raises(OCSError) as error:
                site.run(app_config, caller=(caller, PASSWORD), app="files", key="default_quota", value="5 GB")
            assert error.value.http_status == 403
            with pytest.raises(OCSError):
                site.read(app_config_info, caller=(caller, PASSWORD), app="files")
        site.operate(app_password={"user": "admin", "token": "TOKEN1"})
        done = site.run(app_config, caller=("admin", "TOKEN1"), app="files", key="default_quota", value="5 GB")
        assert done.statuses == ["failed"] and "app password" in done.error


def test_owncloud_has_none():
    """And what does it there."""
    with Site("owncloud-10") as site:
        for resource, given in ((app_config, {"key": "k", "value": "v"}), (app_config_info, {})):
            with pytest.raises(Invalid, match="occ config:app"):
                (site.run if resource is app_config else site.read)(resource, app="files", **given)


def test_info():
    """Every key that is set, or the named ones; unset ones are None, keys that cannot be asked for are left out."""
    with Site("nextcloud-34") as site:
        for key, value in (("b", "2"), ("a", ""), ("x/y", "hidden by its slash"), ("12", "z")):
            site.operate(set_app_config={"app": "notes", "key": key, "value": value})
        assert site.read(app_config_info, app="notes") == {"settings": {"12": "z", "a": "", "b": "2"}}
        assert site.read(app_config_info, app="notes", key=["b", "c", "b"]) == {"settings": {"b": "2", "c": None}}
        assert site.read(app_config_info, app="no_such_app") == {"settings": {}}
        site.sandbox.counts.clear()
        site.read(app_config_info, app="notes", key=["a", "b"])
        assert sum(site.sandbox.counts.values()) == 2
        for key in ("x/y", "", ".."):
            with pytest.raises(Invalid):
                site.read(app_config_info, app="notes", key=[key])


def test_convergence(record_property):
    """Whatever is stored and whatever is wanted: after the plan nothing is left to do, and no step changes nothing."""
    texts, values, count = (None, "", "yes", "0", "5", "abc"), (True, False, "yes", "", "5", 5, "abc", None), 0
    for first, second, value, sensitive in itertools.product(texts, texts, values, (False, True)):
        given = {"state": "absent"} if value is None else {}
        desired = want(values={"a": value, "b": value}, sensitive=sensitive, **given)
        observed = {"a": first, "b": second}
        if sensitive:
            observed = {key: text if text is None else app_config.OTHER for key, text in observed.items()}
        steps = app_config.plan(observed, desired, NC34)
        assert all(step.before != step.after for step in steps)
        assert not app_config.plan(replay(observed, steps, app_config.KIND), desired, NC34)
        count += 1
    record_property("counted", f"app settings: {count} of {count} combinations of state and wish converge")
