# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The resource app: enabled, disabled, limited to groups, updated, removed."""
from __future__ import annotations

import json

from ansible_collections.ocs.provisioning.plugins.module_utils.app_checks import check_limit, check_requirements
from ansible_collections.ocs.provisioning.plugins.module_utils.app_config import setting_path
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.membership import existing_groups
from ansible_collections.ocs.provisioning.plugins.module_utils.pages import rows
from ansible_collections.ocs.provisioning.plugins.module_utils.plan import Operation, Plan, Request, path

KIND = "app"
NAME = "name"  # the parameter that names the object
STORE = "apps/appstore/api/v1/apps"
ALWAYS_ON_OWNCLOUD = ("files", "dav", "federatedfilesharing")  # recorded: owncloud-10/apps

ARGUMENTS = dict(
    name=dict(type="str", required=True, aliases=["app", "app_id"]),
    state=dict(type="str", choices=["enabled", "disabled", "absent", "latest"], default="enabled"),
    groups=dict(type="list", elements="str"),
    force=dict(type="bool", default=False),
)


def observe(client, desired):
    """The app's record, None when the server does not have it: two requests, three for one that is switched off on Nextcloud."""
    server, name = client.server, desired["name"]
    if not name.strip() or "/" in name or name.startswith("."):
        raise Invalid("name", "%r is no app id like 'admin_audit'." % name)
    info = client.get(path("cloud", "apps", name), missing=(404, 998, 997))
    if info is None:
        return None
    if desired["state"] == "latest" and client.identify().supports("app_store_api"):
        client.learn(app=_store_facts(client, name))  # nothing else tells whether there is anything to do
    record = {"name": name, "version": info.get("version"), "enabled": True, "types": rows(info.get("types")), "dependencies": info.get("dependencies")}
    if server.is_nextcloud:
        data = client.get(setting_path(name, "enabled"))
        limit = limit_of(data.get("data"))
        record["groups"] = limit or []
        if limit is not None:
            return record
    record["enabled"] = name in rows(client.get("cloud/apps", filter="enabled")["apps"])
    return record


def limit_of(text):
    """The app setting ``enabled``: [] for everybody, group ids for a limit, None when it is switched off."""
    if text == "yes":
        return []
    try:
        groups = json.loads(text or "null")
    except ValueError:
        return None
    return sorted(map(str, groups)) or ["(nobody)"] if isinstance(groups, list) else None


def complete(client, desired, draft):
    """Look up what switching an app depends on: whether it can be, what it needs, and whether the groups of a limit exist."""
    server, name = client.identify(), desired["name"]
    if server.supports("app_store_api"):
        facts = _store_facts(client, name)
    elif server.is_nextcloud:
        facts = {"always_on": name not in rows(client.get("cloud/apps")["apps"])}
    else:
        facts = {"always_on": name in ALWAYS_ON_OWNCLOUD}
    client.learn(app=facts, groups=existing_groups(client, desired["groups"] or []))


def _store_facts(client, name):
    """What the app store's list tells of the app; apps that are always on are not in it."""
    found = next((app for app in client.get(STORE) if app.get("id") == name), None)
    if found is None:
        return {"always_on": True}
    return {
        "always_on": False, "removable": bool(found.get("removable")), "update": found.get("update"),
        "missing": list(found.get("missingDependencies") or []), "compatible": found.get("isCompatible", True),
    }


def fresh(desired, server):
    """Never used: no app is created here."""
    return None


def plan(observed, desired, server):
    """Operations from the observed app to the desired one; :raises Invalid: what the server would refuse or answer wrongly."""
    name, state = desired["name"], desired["state"]
    if state in ("absent", "latest"):
        _check_store(state, desired, server)
    if observed is None:
        if state in ("absent", "disabled"):
            return Plan(warnings=[] if state == "absent" else ["name: the server has no app %r, so it is disabled." % name])
        raise Invalid("name", "the server has no app %r; install it there first." % name)
    if state in ("disabled", "absent"):
        return _switch_off(observed, state, server)
    check_limit(observed, desired, server)
    steps = Plan()
    if state == "latest" and server.facts.app.get("update"):
        steps.append(_store(observed, "update", {"version": observed["version"]}, {"version": str(server.facts.app["update"])}))
    if not observed["enabled"]:
        steps.warnings.extend(check_requirements(observed, desired["force"], server))
        steps.append(_enable(observed, desired["groups"], desired["force"]))
    elif desired["groups"] is not None and sorted(set(desired["groups"])) != observed["groups"]:
        steps.append(_enable(observed, desired["groups"], desired["force"]))
    return steps


def _check_store(state, desired, server):
    if server.version is not None and not server.supports("app_store_api"):
        command = {"absent": "app:remove", "latest": "app:update"}[state]
        raise Invalid("state", "%s cannot do it by its API; on the server: occ %s %s" % (server.title, command, desired["name"]))
    if server.version is None:
        raise Invalid("state", "the server's version is not known yet.")  # asks for a second look, which knows it


def _switch_off(observed, state, server):
    name, facts = observed["name"], server.facts.app
    if name == "provisioning_api":
        raise Invalid("name", "provisioning_api is what this module speaks to; without it nothing here works.")
    if facts.get("always_on") and (observed["enabled"] or state == "absent"):
        raise Invalid("name", "%r is an app that is always on; it can be neither disabled nor removed." % name)
    if state == "absent":
        if facts.get("removable") is False:
            raise Invalid("state", "%r comes with the server and cannot be removed (trying would disable it); use 'disabled'." % name)
        return Plan([_operation(observed, "delete", {"name": name, "version": observed["version"]}, {}, Request(
            "POST", STORE + "/uninstall", {"appId": name}))])
    if not observed["enabled"]:
        return Plan()
    after = dict({"enabled": False}, **({"groups": []} if "groups" in observed else {}))
    before = {key: observed[key] for key in after}
    return Plan([_operation(observed, "disable", before, after, Request("DELETE", path("cloud", "apps", name), repeatable=True))])


def _enable(observed, groups, force):
    """Enable for everybody by the app call, which lifts a limit; with groups by the app store's, which replaces one."""
    after = {"enabled": True}
    if "groups" in observed:
        after["groups"] = sorted(set(groups or []))
    before = {key: observed[key] for key in after}
    if groups:
        data = {"appId": observed["name"], "groups": after["groups"]}
        request = Request("POST", STORE + "/enable", dict(data, force="1") if force else data, repeatable=True)
    else:
        request = Request("POST", path("cloud", "apps", observed["name"]), repeatable=True)
    action = "enable" if not observed["enabled"] else "limit"
    changed = {key for key in after if after[key] != before[key]}
    return _operation(observed, action, {key: before[key] for key in changed}, {key: after[key] for key in changed}, request)


def _store(observed, call, before, after):
    return _operation(observed, call, before, after, Request("POST", "%s/%s" % (STORE, call), {"appId": observed["name"]}))


def _operation(observed, action, before, after, request):
    return Operation(action, KIND, observed["name"], before, after, request)


def results(outcome, _check, _desired):
    """What the task returns of the app."""
    hidden = ("types", "dependencies")
    return {"app": None if outcome.record is None else {key: value for key, value in outcome.record.items() if key not in hidden}}
