# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan of an app: what is sent for what there is and what is wanted, what is refused, and that nothing is left to do afterwards."""

from __future__ import annotations

import itertools

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import replay
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.app import resource as app
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.app.resource import UNLIMITED_TYPES
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.recordings import SERVERS
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import wish
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.wishes import requests

KNOWN = {"always_on": False, "removable": True, "missing": [], "compatible": True}
NC34 = SERVERS["nextcloud-34"].with_facts(app=KNOWN, groups={"staff": True, "other": True, "ghost": False})
NC28 = SERVERS["nextcloud-28"].with_facts(app={"always_on": False})
OC10 = SERVERS["owncloud-10"].with_facts(app={"always_on": False})
STORE = "apps/appstore/api/v1/apps/"


def want(state="enabled", name="notes", **given):
    """The parameters of ocs_app."""
    return wish(app, name=name, state=state, **given)


def record(enabled=True, groups=(), server=NC34, **fields):
    """What the server has; ownCloud tells nothing of groups."""
    held = {"name": "notes", "version": "1.0.0", "enabled": enabled, "types": [], "dependencies": None}
    return dict(held, **({"groups": sorted(groups)} if server.product == "nextcloud" else {}), **fields)


def facts(server, **more):
    """The same server, knowing other things of the app."""
    return server.with_facts(app=dict(server.facts.app, **more))


def span(lowest, highest, product="nextcloud"):
    """What an app's own description says of the versions that it is made for."""
    return {product: {"@attributes": {"min-version": lowest, "max-version": highest}}, "backend": []}


ON, OFF = ("POST", "apps/notes", {}), ("DELETE", "apps/notes", {})
PLANS = [
    # observed, wanted, server, requests
    (record(), want(), NC34, []),
    (record(False), want(), NC34, [ON]),
    (record(False, server=OC10), want(), OC10, [ON]),
    (record(groups=["staff"]), want(), NC34, []),  # a limited app is not widened unasked
    (record(groups=["staff"]), want(), NC28, []),
    (record(groups=["staff"]), want(groups=["staff", "staff"]), NC34, []),
    (record(groups=["staff"]), want(groups=["staff"]), NC28, []),
    (record(groups=["staff"]), want(groups=[]), NC34, [ON]),
    (record(groups=["staff"]), want(groups=[]), NC28, [ON]),
    (record(groups=[app.NOBODY]), want(groups=[]), NC34, [ON]),
    (record(groups=[app.NOBODY]), want(), NC34, []),
    (record(), want(groups=["staff", "other", "staff"]), NC34, [("POST", STORE + "enable", {"appId": "notes", "groups": ["other", "staff"]})]),
    (record(groups=["staff"]), want(groups=["other"]), NC34, [("POST", STORE + "enable", {"appId": "notes", "groups": ["other"]})]),
    (record(False), want(groups=["staff"]), NC34, [("POST", STORE + "enable", {"appId": "notes", "groups": ["staff"]})]),
    (record(False), want(groups=["staff"], force=True), NC34, [("POST", STORE + "enable", {"appId": "notes", "groups": ["staff"], "force": True})]),
    (record(False), want(force=True), NC34, [("POST", STORE + "enable", {"appId": "notes", "force": True})]),
    (record(False), want(force=True), NC28, [ON]),
    (record(), want("disabled"), NC34, [OFF]),
    (record(False), want("disabled"), NC34, []),
    (record(groups=["staff"]), want("disabled"), NC28, [OFF]),
    (record(server=OC10), want("disabled"), OC10, [OFF]),
    (None, want("absent"), NC34, []),
    (record(), want("absent"), NC34, [("POST", STORE + "uninstall", {"appId": "notes"})]),
    (record(False), want("absent"), NC34, [("POST", STORE + "uninstall", {"appId": "notes"})]),
    (record(), want("latest"), NC34, []),
    (record(), want("latest"), facts(NC34, update="2.0.0"), [("POST", STORE + "update", {"appId": "notes"})]),
    (record(), want(), facts(NC34, update="2.0.0"), []),
    (record(False), want("latest"), facts(NC34, update="2.0.0"), [("POST", STORE + "update", {"appId": "notes"}), ON]),
    (record(False), want("latest"), facts(NC34, update="2.0.0", compatible=False, missing=["Server version 33 or lower"]), [
        ("POST", STORE + "update", {"appId": "notes"}), ON]),  # the store offers what fits
    (record(False), want(force=True), facts(NC34, compatible=False, missing=["Server version 33 or lower"]), [
        ("POST", STORE + "enable", {"appId": "notes", "force": True})]),
    (record(False, dependencies=span("28", "28")), want(), NC28, [ON]),
    (record(False, dependencies=span("27.1.9", "27")), want(force=True), NC28, [ON]),
    (record(False, dependencies=span("28.0.2.9", "28.0.2.1")), want(), NC28, [ON]),  # compared as far as both go
    (record(False, dependencies=span("10.0.2.4", "10", "owncloud"), server=OC10), want(), OC10, [ON]),
]  # fmt: skip


@pytest.mark.parametrize("observed, desired, server, expected", PLANS)
def test_requests(observed, desired, server, expected):
    """One request for each step; enabling for everybody takes the app call, a limit and force the app store's."""
    assert requests(app.plan(observed, desired, server)) == expected


ALWAYS_ON = facts(NC34, always_on=True)
REFUSED = [
    # observed, wanted, server, field, a word of the reason
    (None, want(), NC34, "name", "no app 'notes'"),
    (None, want("disabled"), OC10, "name", "no app 'notes'"),
    (None, want("latest"), NC34, "name", "no app 'notes'"),
    (None, want("absent"), NC28, "state", "occ app:remove notes"),
    (record(), want("latest"), NC28, "state", "occ app:update notes"),
    (record(server=OC10), want("absent"), OC10, "state", "occ market:uninstall notes"),
    (record(server=OC10), want("latest"), OC10, "state", "occ market:upgrade notes"),
    (record(), want("disabled"), ALWAYS_ON, "name", "always on"),
    (record(), want("absent"), ALWAYS_ON, "name", "always on"),
    (record(server=OC10), want("disabled"), facts(OC10, always_on=True), "name", "always on"),
    (record(), want("absent"), facts(NC34, removable=False), "state", "comes with the server"),
    (record(name="provisioning_api"), want("disabled", "provisioning_api"), NC34, "name", "this module uses provisioning_api"),
    (record(name="provisioning_api", server=OC10), want("disabled", "provisioning_api"), OC10, "name", "this module uses provisioning_api"),
    (record(), want(groups=["ghost", "staff"]), NC34, "groups", "groups do not exist: 'ghost'"),
    (record(), want(groups=["staff", ""]), NC34, "groups", "groups do not exist: ''"),
    (record(), want(groups=["staff"]), NC28, "groups", "occ app:enable notes"),
    (record(False), want(groups=["staff"]), NC28, "groups", "occ app:enable notes"),
    (record(), want(groups=["staff"]), ALWAYS_ON, "groups", "always on"),
    (record(), want("disabled", groups=["staff"]), NC34, "groups", "enabled"),
    (record(server=OC10), want(groups=[]), OC10, "groups", "neither return nor set"),
    (record(server=OC10), want(groups=["staff"]), OC10, "groups", "neither return nor set"),
    (record(False), want(), facts(NC34, missing=["The library ldap is not available."]), "name", "library ldap"),
    (record(False), want(force=True), facts(NC34, missing=["The library ldap is not available."]), "name", "library ldap"),
    (record(False), want(), facts(NC34, compatible=False, missing=["Server version 33 or lower"]), "force", "does not support Nextcloud 34.0.1"),
    (record(False), want(force=True), facts(NC34, compatible=False, missing=["Server version 33 or lower", "No ldap."]), "name", "No ldap."),
    (record(False), want(), facts(NC34, compatible=False), "force", "does not support"),
    (record(False, dependencies=span("29", "30")), want(), NC28, "force", "does not support Nextcloud 28.0.2"),
    (record(False, dependencies=span("20", "27")), want(), NC28, "force", "does not support"),
    (record(False, dependencies=span("9", "9", "owncloud"), server=OC10), want(), OC10, "force", "does not support ownCloud 10.15.2"),
]  # fmt: skip
REFUSED += [(record(types=["dav", kind]), want(groups=["staff"]), NC34, "groups", kind) for kind in UNLIMITED_TYPES]


@pytest.mark.parametrize("observed, desired, server, field, reason", REFUSED)
def test_refusals(observed, desired, server, field, reason):
    """What the server would refuse, answer with an empty page or carry out wrongly is refused before the first write."""
    with pytest.raises(Invalid) as error:
        app.plan(observed, desired, server)
    assert error.value.field == field and reason in error.value.problem


def test_warnings():
    """What cannot be known beforehand is told: requirements on old servers, limits on ownCloud."""
    plain = record(False, dependencies={"lib": "ldap", "php": {"@attributes": {"min-version": "8.0"}}})
    assert not app.plan(plain, want(), NC34).warnings
    assert "(lib)" in app.plan(plain, want(), NC28).warnings[0] and "stop the whole server" in app.plan(plain, want(), NC28).warnings[0]
    assert "does not return limits" in app.plan(record(False, server=OC10), want(), OC10).warnings[0]
    assert not app.plan(record(False, server=OC10, types=["logging"]), want(), OC10).warnings
    assert not app.plan(record(server=OC10), want(), OC10).warnings


@pytest.mark.parametrize("text, expected", [
    ("yes", []), ("no", None), ("", None), (None, None), ('["b","a","b"]', ["a", "b"]), ("[]", [app.NOBODY]), ("{", None), ("5", None),
])  # fmt: skip
def test_limit_of(text, expected):
    """The app setting tells for whom an app is enabled (recorded: nextcloud-34/extras)."""
    assert app.limit_of(text) == expected


def test_convergence(record_property):
    """Whatever there is and whatever is wanted: after the plan nothing is left to do, and no step changes nothing."""
    states = [None] + [record(enabled, groups if enabled else []) for enabled in (True, False) for groups in ([], ["staff"], ["other", "staff"], [app.NOBODY])]
    limits = [None, [], ["staff"], ["staff", "other", "staff"]]
    count = 0
    for observed, state, groups, force, update in itertools.product(states, app.ARGUMENTS["state"]["choices"], limits, (False, True), (None, "2.0.0")):
        desired, server = want(state, groups=groups, force=force), facts(NC34, update=update)
        if (observed is None and state != "absent") or (groups and state in ("disabled", "absent")):
            continue
        steps = app.plan(observed, desired, server)
        assert all(step.before != step.after for step in steps)
        assert not app.plan(replay(observed, steps, app.KIND), desired, facts(NC34, update=None))
        count += 1
    record_property("counted", f"apps: {count} of {count} combinations of state and wish converge")
