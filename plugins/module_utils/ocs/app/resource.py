# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The resource app: enabled, disabled, limited to groups, updated, removed."""

from __future__ import annotations

from ...common.calls import loads
from ...common.record import rows
from ...engine.plan import Operation, Plan, Request, Seen
from ...engine.resource import Resource
from ...errors import Invalid
from .. import calls as ocs_calls
from ..client import SERVICE
from ..group.people import existing_groups
from .checks import check_id, check_limit, check_requirements, check_state

KIND = "app"
UNREADABLE = " An app with missing requirements can stop the whole server. On the server: occ app:disable."
NOBODY = "(nobody)"  # in place of the groups of an app that is limited to groups of which none is left

ARGUMENTS = dict(
    name=dict(type="str", required=True, aliases=["app", "app_id"]),
    state=dict(type="str", choices=["enabled", "disabled", "absent", "latest"], default="enabled"),
    groups=dict(type="list", elements="str"),
    force=dict(type="bool", default=False),
)


def observe(client, desired):
    """The app, and for ``latest`` what the app store tells of it: two requests, three for one that is switched off on Nextcloud."""
    if desired["state"] in ("absent", "latest"):
        client.identify()  # not every version can do it
    server, name = client.server, desired["name"]
    check_id("name", name, server)
    info = client.find(ocs_calls.APP_INFO, app=name)
    if info is None:
        return Seen(None)
    # nothing else tells whether there is anything to do
    facts = {"app": _store_facts(client, name)} if desired["state"] == "latest" and client.identify().can("app_store_api") else {}
    record = {"name": name, "version": info.get("version"), "enabled": True, "types": rows(info.get("types")), "dependencies": info.get("dependencies")}
    if server.can("ocs_app.groups"):
        limit = read_limit(client, name)
        record["groups"] = limit or []
        if limit is not None:
            return Seen(record, facts)
    record["enabled"] = name in rows(client.get(ocs_calls.APPS, filter="enabled")["apps"])
    return Seen(record, facts)


def read_limit(client, name):
    """As :func:`limit_of`, from the server; lists of apps do not show a limit to nobody, nor on 28 one to other groups (recorded: extras, apps)."""
    return limit_of(client.get(ocs_calls.READ_SETTING, app=name, key="enabled")["data"])


def limit_of(text):
    """The app setting ``enabled``: [] for everybody, group ids (or ``NOBODY``) for a limit, None when it is switched off."""
    if text == "yes":
        return []
    try:
        groups = loads(text or "null")
    except ValueError:
        return None
    return sorted(set(map(str, groups))) or [NOBODY] if isinstance(groups, list) else None


def look_up(client, desired, known, _draft):
    """What switching an app depends on: whether it can be, what it needs, and whether the groups of a limit exist."""
    server, name = client.identify(), desired["name"]
    if server.can("app_store_api"):
        facts = known.facts.app or _store_facts(client, name)
    elif server.dialect.always_on_apps is None:
        facts = {"always_on": name not in rows(client.get(ocs_calls.APPS)["apps"])}
    else:
        facts = {"always_on": name in server.dialect.always_on_apps}
    return {"app": facts, "groups": existing_groups(client, desired["groups"] or [])}


def _store_facts(client, name):
    """What the app store's list tells of the app; apps that are always on are not in it (Nextcloud 34.0.1: recorded, and its source)."""
    found = next((app for app in client.get(ocs_calls.STORED_APPS) if app.get("id") == name), None)
    if found is None:
        return {"always_on": True}
    return {
        "always_on": False,
        "removable": found.get("removable"),
        "update": found.get("update"),
        "missing": rows(found.get("missingDependencies")),
        "compatible": found.get("isCompatible", True),
    }


def plan(observed, desired, server):
    """Operations from the observed app to the desired one; :raises Invalid: what the server would refuse or answer wrongly."""
    name, state = desired["name"], desired["state"]
    check_state(desired, server)
    if observed is None and state == "absent":
        return Plan()
    if observed is None:
        command = server.dialect.app_commands.get("install")
        raise Invalid("name", "the server has no app %r; install it there first%s." % (name, " (%s)" % command % name if command else ""))
    if state in ("disabled", "absent"):
        return _switch_off(observed, state, server)
    steps, limit = Plan(), None if desired["groups"] is None else sorted(set(desired["groups"]))
    update = str(server.facts.app.get("update") or "") if state == "latest" else ""
    if update:
        steps.append(_store(observed, ocs_calls.UPDATE_APP, "update", {"version": observed["version"]}, {"version": update}))
    if not observed["enabled"]:
        steps.warnings.extend(check_requirements(observed, desired["force"], bool(update), server))
    if not observed["enabled"] or (limit is not None and limit != observed["groups"]):
        check_limit(observed, desired, server)
        steps.append(_enable(observed, limit, desired["force"] and server.can("app_store_api")))
    return steps


def _switch_off(observed, state, server):
    name, facts = observed["name"], server.facts.app
    if name == "provisioning_api":
        raise Invalid("name", "this module uses provisioning_api; without it, no module of this collection works.")
    if facts.get("always_on") and (observed["enabled"] or state == "absent"):
        raise Invalid("name", "%r is an app that is always on; it can be neither disabled nor removed." % name)
    if state == "absent":
        if facts.get("removable") is False:
            raise Invalid("state", "%r comes with the server and cannot be removed (trying would disable it); use 'disabled'." % name)
        return Plan([_store(observed, ocs_calls.UNINSTALL_APP, "delete", {"name": name, "version": observed["version"]}, {})])
    if not observed["enabled"]:
        return Plan()
    after = dict({"enabled": False}, **({"groups": []} if observed.get("groups") else {}))
    before = {key: observed[key] for key in after}
    return Plan([_operation(observed, "disable", before, after, Request(ocs_calls.DISABLE_APP, {"app": name}))])


def _enable(observed, limit, force):
    """Enable for everybody by the app call, which lifts a limit; the app store's call is for a limit, which it replaces, and for force."""
    goal = {"enabled": True}
    if "groups" in observed:
        goal["groups"] = limit or []
    after = {key: value for key, value in goal.items() if observed[key] != value}
    before = {key: observed[key] for key in after}
    if limit or force:
        data = dict({"appId": observed["name"]}, **({"groups": limit} if limit else {}), **({"force": True} if force else {}))
        request = Request(ocs_calls.ENABLE_STORED_APP, data=data)
    else:
        request = Request(ocs_calls.ENABLE_APP, {"app": observed["name"]})
    return _operation(observed, "limit" if observed["enabled"] else "enable", before, after, request)


def _store(observed, call, action, before, after):
    return _operation(observed, action, before, after, Request(call, data={"appId": observed["name"]}))


def _operation(observed, action, before, after, request):
    return Operation(action, KIND, observed["name"], before, after, request)


def results(outcome, _check, _desired):
    """What the task returns of the app."""
    record = outcome.record
    return {"app": None if record is None else {key: value for key, value in record.items() if key not in ("types", "dependencies")}}


RESOURCE = Resource(KIND, "name", SERVICE, ARGUMENTS, observe, plan, results, look_up, unreadable=UNREADABLE)
