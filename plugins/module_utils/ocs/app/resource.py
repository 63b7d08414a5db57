# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The resource app: enabled, disabled, limited to groups, updated, removed; and what can be known before an app is switched."""

from __future__ import annotations

import re

from ...common.calls import loads
from ...common.record import rows
from ...engine.dialect import refusal
from ...engine.plan import Operation, Plan, Request, Seen, parse_version
from ...engine.resource import Resource
from ...errors import Invalid
from .. import calls as ocs_calls
from ..client import SERVICE
from ..group.people import existing_groups

KIND = "app"
UNREADABLE = " An app with missing requirements can stop the whole server. On the server: occ app:disable."
NOBODY = "(nobody)"  # in place of the groups of an app that is limited to groups of which none is left

ARGUMENTS = dict(
    name=dict(type="str", required=True, aliases=["app", "app_id"]),
    state=dict(type="str", choices=["enabled", "disabled", "absent", "latest"], default="enabled"),
    groups=dict(type="list", elements="str"),
    force=dict(type="bool", default=False),
)
APP_ID_LENGTH = 32  # Nextcloud has no settings for a longer one
# An app of one of these types cannot be limited: the refused call would even switch it off (recorded: nextcloud-34/extras).
UNLIMITED_TYPES = ("filesystem", "prelogin", "authentication", "logging", "prevent_group_restriction")
UNSEEN = ("lib", "command")  # requirements of an app that only the server can check


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


def check_id(field, name, server):
    """:raises Invalid: for an id that no app can have; a server may answer one with a refused login (recorded: nextcloud-34/apps)."""
    if not re.fullmatch(server.dialect.app_id, name) or len(name) > APP_ID_LENGTH:
        raise Invalid(field, "%r is not an app ID like 'admin_audit'." % name)


def check_state(desired, server):
    """:raises Invalid: when the product or version cannot do what is wanted, whatever it has now."""
    state, name = desired["state"], desired["name"]
    if state in ("absent", "latest") and not server.can("ocs_app.state=" + state):
        raise refusal("ocs_app.state=" + state, server, "on the server: %s" % server.dialect.app_commands[state] % name)
    if desired["groups"] is not None:
        server.demand("ocs_app.groups")
    if desired["groups"] and state in ("disabled", "absent"):
        raise Invalid("groups", "belongs to an app that is enabled; leave it out together with state '%s'." % state)


def check_limit(observed, desired, server):
    """:raises Invalid: when the wanted limit to groups is not possible; Nextcloud would answer with an app for nobody, or disable it."""
    groups, name = desired["groups"], observed["name"]
    if not groups:
        return
    if server.version is not None and not server.can("ocs_app.groups=limit"):
        raise refusal("ocs_app.groups=limit", server, "on the server: occ app:enable %s --groups GROUP" % name)
    bound = sorted(set(UNLIMITED_TYPES) & set(observed["types"]))
    if bound or server.facts.app.get("always_on"):
        raise Invalid("groups", "%r cannot be limited to groups (%s)." % (name, ", ".join(bound) or "it is always on"))
    missing = sorted(group for group in groups if not group.strip() or server.facts.groups.get(group) is False)
    if missing:
        raise Invalid(
            "groups", "these groups do not exist: %s; the server would enable the app for the other groups, or for nobody." % ", ".join(map(repr, missing))
        )


def check_requirements(observed, force, updated, server):
    """Warnings about what cannot be checked; :raises Invalid: for requirements that are not met.

    Nextcloud 28 and 31 enable such an app and then stop answering, ownCloud enables it: neither says a word.

    :param force: enable although the app excludes this version of the server; :param updated: a version made for it comes first.
    """
    facts, name = server.facts.app, observed["name"]
    too_new = facts.get("compatible") is False
    # one of the texts is about the version then; which one, their language hides
    missing = facts.get("missing") or []
    if missing and not (too_new and len(missing) == 1):
        raise Invalid("name", "%r cannot be enabled: %s" % (name, " ".join(missing)))
    if not (force or updated) and server.version is not None and (too_new or not _made_for(observed, server)):
        raise Invalid("force", "%r does not support %s; set force to true to enable it anyway." % (name, server.title))
    needs = sorted(set(observed.get("dependencies") or {}) & set(UNSEEN))
    warnings = []
    if needs and server.version is not None and not server.can("app_store_api"):
        warnings.append(
            "name: %s does not report whether the requirements of %r are met (%s); if they are not, the app can stop the whole server."
            % (server.title, name, ", ".join(needs))
        )
    if not server.can("ocs_app.groups") and not set(UNLIMITED_TYPES) & set(observed["types"]):
        warnings.append("name: %s does not return limits to groups; if %r had one without the acting account, it is removed." % (server.dialect.title, name))
    return warnings


def _made_for(observed, server):
    """Whether the app's own description names this version of the server; what it does not name it allows."""
    dependencies = observed.get("dependencies")
    wanted = dependencies.get(server.product) if isinstance(dependencies, dict) else None
    span = wanted.get("@attributes") if isinstance(wanted, dict) else None
    if not isinstance(span, dict):
        return True
    lowest, highest = (parse_version(span.get(key)) or () for key in ("min-version", "max-version"))
    return _cut(server.version, lowest) >= _cut(lowest, server.version) and _cut(server.version, highest) <= _cut(highest, server.version)


def _cut(version, other):
    """As many parts as both have, which is how the servers compare."""
    return version[: len(other)]


RESOURCE = Resource(KIND, "name", SERVICE, ARGUMENTS, observe, plan, results, look_up, unreadable=UNREADABLE)
