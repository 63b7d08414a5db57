# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The resource app_config: settings of apps on Nextcloud. All values are texts on the wire."""
from __future__ import annotations

import json

from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.plan import SECRET, Operation, Plan, Request, path

KIND = "app_config"
NAME = "app"  # the parameter that names the object
UNSET = "(unset by ocs.provisioning)"  # asked for as the default, so that unset and empty can be told apart
FORMS = (("1", "0"), ("yes", "no"), ("true", "false"), ("on", "off"))
KEY_LENGTH = 64
HIDDEN = "(hidden)"

ARGUMENTS = dict(
    app=dict(type="str", required=True),
    key=dict(type="str", no_log=False),
    value=dict(type="raw"),
    values=dict(type="dict"),
    state=dict(type="str", choices=["present", "absent"], default="present"),
    type=dict(type="str", choices=["auto", "string", "boolean", "integer", "float", "array"], default="auto"),
    sensitive=dict(type="bool", default=False),
)
RULES = dict(mutually_exclusive=[["key", "values"], ["value", "values"]], required_one_of=[["key", "values"]])


def wanted(desired):
    """Key to wanted value; None for one that shall be unset. :raises Invalid: for keys that the server would not take."""
    values = {desired["key"]: desired["value"]} if desired["key"] is not None else dict(desired["values"])
    for key, value in values.items():
        _check_key(desired["app"], key, value, desired["state"])
    return {key: None if desired["state"] == "absent" else value for key, value in values.items()}


def secrets(desired):
    """What must not be shown anywhere: the wanted values of sensitive settings."""
    if not desired["sensitive"]:
        return ()
    return [str(value) for value in list((desired["values"] or {}).values()) + [desired["value"]] if value not in (None, "")]


def setting_path(app, *key):
    """Path of an app's settings, or of one."""
    return path("apps", "provisioning_api", "api", "v1", "config", "apps", app, *key)


def observe(client, desired):
    """Key to text, None where it is unset; one request for each key."""
    check_app(desired["app"], client.server)
    keys, record = sorted(wanted(desired)), {}
    client.expect(len(keys))
    for key in keys:
        text = client.get(setting_path(desired["app"], key), defaultValue=UNSET)["data"]
        record[key] = None if text == UNSET else str(text)
    return record


def check_app(app, server):
    """:raises Invalid: when the product has no settings to manage, or the id cannot be one."""
    if not server.is_nextcloud:
        raise Invalid("app", "ownCloud has no app settings in its API; on the server: occ config:app:set")
    if not app.strip() or "/" in app or app.startswith("."):
        raise Invalid("app", "%r is no app id." % app)


def complete(client, desired, _draft):
    """Look up whether the app is there: the server stores settings of any name."""
    client.identify()
    known = desired["app"] == "core" or client.get(path("cloud", "apps", desired["app"]), missing=(404, 998, 997)) is not None
    client.learn(app={"installed": known})


def fresh(desired, server):
    """Never used: settings are always there, if only unset."""
    return None


def plan(observed, desired, server):
    """One operation for each setting that differs."""
    steps = Plan()
    if server.facts.app.get("installed") is False:
        steps.warnings.append("app: the server has no app %r; it stores the setting all the same." % desired["app"])
    for key, value in sorted(wanted(desired).items()):
        current = observed[key]
        text = None if value is None else encode(key, value, desired["type"], current)
        if same(current, text, desired["type"]):
            continue
        where = setting_path(desired["app"], key)
        request = Request("DELETE", where, repeatable=True) if text is None else Request("POST", where, {"value": text}, repeatable=True)
        before, after = ({key: HIDDEN}, {key: SECRET}) if desired["sensitive"] else ({key: current}, {key: text})
        steps.append(Operation("update", KIND, desired["app"], before, after, request))
    return steps


def encode(key, value, kind, current):
    """The text that is sent; a boolean takes the form that the setting has now (``yes``, ``true``, ``on``), else ``1`` or ``0``."""
    try:
        if kind == "boolean" or (kind == "auto" and isinstance(value, bool)):
            return _boolean(_truth(str(value)), current)
        if kind == "integer":
            return str(int(str(value)))
        if kind == "float":
            return repr(float(str(value)))
        if kind == "array" or isinstance(value, (list, dict)):
            return json.dumps(json.loads(value) if isinstance(value, str) else value, separators=(",", ":"), ensure_ascii=False)
    except ValueError:
        raise Invalid("value", "the value of setting %r is no %s." % (key, kind)) from None
    return str(value)


def same(current, text, kind):
    """Whether the stored text means the wanted one."""
    if current is None or text is None or current == text:
        return current == text
    try:
        if kind in ("auto", "boolean"):
            return _truth(current) == _truth(text)
        if kind in ("integer", "float"):
            return float(current) == float(text)
        if kind == "array":
            return json.loads(current) == json.loads(text)
    except ValueError:
        return False
    return False


def _truth(text):
    for yes, no in FORMS:
        if text.lower() in (yes, no):
            return text.lower() == yes
    raise ValueError(text)


def _boolean(truth, current):
    form = next((form for form in FORMS if current in form), FORMS[0])
    return form[0 if truth else 1]


def _check_key(app, key, value, state):
    if not key or "/" in key or len(key) > KEY_LENGTH:
        raise Invalid("key", "%r: a key has 1 to %d characters and no slash." % (key, KEY_LENGTH))
    on = state == "present" and str(value) == "yes"
    core = app == "core" and (key.startswith(("public_", "remote_")) or (key == "encryption_enabled" and not on))
    if core or key in ("enabled", "installed_version", "types"):
        raise Invalid("key", "%r is protected: the server lets nobody set it by its API (see ocs_app for enabling apps)." % key)
    if value is None and state == "present":
        raise Invalid("value", "is missing for %r; give one, or set state to 'absent'." % key)


def results(outcome, check, desired):
    """The settings after and before; sensitive ones masked."""
    record = outcome.record
    changed = {key: value for step in outcome.sent(check) for key, value in step.before.items()}
    if record is None:
        return {"values": None, "previous": changed}
    if desired["sensitive"]:
        return {"values": {key: None if value is None else HIDDEN for key, value in record.items()}, "previous": changed}
    return {"values": record, "previous": dict(record, **changed)}
