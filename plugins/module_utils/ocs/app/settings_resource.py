# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The resource app_config: settings of apps on Nextcloud. Their values are texts on the wire: how one is written, and when two mean the same.

Source: recorded exchanges of Nextcloud 28.0.2 and 34.0.1 (config); settings with a declared type come back in the server's form.
"""

from __future__ import annotations

import json
import math

from ...engine.plan import Operation, Plan, Request, Seen
from ...engine.resource import Resource
from ...errors import Invalid
from .. import calls as ocs_calls
from ..client import SERVICE
from .resource import check_id

KIND = "app_config"
UNSET = "(unset by ocs.provisioning)"  # asked for as the default, so that unset and empty can be told apart
KEY_LENGTH = 64
# what a record holds of a sensitive setting, in place of its text: as wanted, or not
HIDDEN, OTHER = "(hidden)", "(hidden, another value)"
TYPES = ("auto", "string", "boolean", "integer", "float", "array")
ODD = (ValueError, RecursionError)  # of a text that is not of a type; numbers and JSON of any length come from options and servers
FORMS = (("1", "0"), ("yes", "no"), ("true", "false"), ("on", "off"))

ARGUMENTS = dict(
    app=dict(type="str", required=True),
    key=dict(type="str", no_log=False),
    # kept out of the system's log; shown by the task unless ``sensitive`` is set, see revealed()
    value=dict(type="raw", no_log=True),
    values=dict(type="dict", no_log=True),
    state=dict(type="str", choices=["present", "absent"], default="present"),
    type=dict(type="str", choices=list(TYPES), default="auto"),
    sensitive=dict(type="bool", default=False),
)
RULES = dict(mutually_exclusive=[["key", "values"], ["value", "values"]], required_one_of=[["key", "values"]], required_by={"value": ["key"]})


def wanted(desired):
    """Key to wanted value; None for one to be unset. :raises Invalid: for keys that the server would not take."""
    values = {desired["key"]: desired["value"]} if desired["key"] is not None else {str(key): value for key, value in desired["values"].items()}
    for key, value in values.items():
        _check_key(desired["app"], key, value, desired["state"])
    return {key: None if desired["state"] == "absent" else value for key, value in values.items()}


def revealed(desired):
    """The parameters that are shown although they are marked as secret: the values of settings that are not sensitive."""
    return () if desired["sensitive"] else ("value", "values")


def observe(client, desired):
    """Key to text, None where it is unset; one request for each key. Of sensitive settings it tells only whether they are as wanted."""
    check_app(desired["app"], client.server)
    goals, record = wanted(desired), {}
    client.expect(len(goals))
    for key in sorted(goals):
        text = read_setting(client, desired["app"], key)
        if desired["sensitive"] and text is not None:
            text = HIDDEN if same(text, _goal(key, goals[key], desired, text), desired["type"]) else OTHER
        record[key] = text
    return Seen(record)


def read_setting(client, app, key):
    """The text of one setting, None when it is unset."""
    text = client.get(ocs_calls.READ_SETTING, app=app, key=key, defaultValue=UNSET)["data"]
    return None if text == UNSET else str(text)


def check_app(app, server):
    """:raises Invalid: when the product has no settings to manage, or the id cannot be one."""
    server.demand("ocs_app_config.app")
    check_id("app", app, server)


def look_up(client, desired, _server, _draft):
    """Whether the app is there: the server stores settings of any name."""
    known = desired["app"] == "core" or client.find(ocs_calls.APP_INFO, app=desired["app"]) is not None
    return {"app": {"installed": known}}


def plan(observed, desired, server):
    """One operation for each setting that differs."""
    steps = Plan()
    if server.facts.app.get("installed") is False:
        steps.warnings.append("app: the server has no app %r; it stores the setting anyway." % desired["app"])
    for key, value in sorted(wanted(desired).items()):
        current = observed[key]
        text = _goal(key, value, desired, current)
        shown = HIDDEN if desired["sensitive"] and text is not None else text
        if current == shown if desired["sensitive"] else same(current, text, desired["type"]):
            continue
        call, data = (ocs_calls.UNSET_SETTING, {}) if text is None else (ocs_calls.SET_SETTING, {"value": text})
        request = Request(call, {"app": desired["app"], "key": key}, data, ("value",) if desired["sensitive"] else ())
        steps.append(Operation("update", KIND, desired["app"], {key: current}, {key: shown}, request))
    return steps


def equal(wished, found, desired):
    """Whether the text that was read back means the one that was sent: typed settings come back in the server's form."""
    return same(found, wished, desired["type"])


def _goal(key, value, desired, current):
    """The text that a setting is to have, None for one to be unset."""
    try:
        return None if value is None else encode(value, desired["type"], current)
    except ODD:
        raise Invalid("value", "the value of setting %r is not of the type %s." % (key, desired["type"])) from None


def _check_key(app, key, value, state):
    if not key.strip() or "/" in key or key in (".", "..") or len(key) > KEY_LENGTH:
        raise Invalid("key", "%r: a key has 1 to %d characters and no slash." % (key, KEY_LENGTH))
    on = state == "present" and str(value) == "yes"
    core = app == "core" and (key.startswith(("public_", "remote_")) or (key == "encryption_enabled" and not on))
    if core or key in ("enabled", "installed_version", "types"):
        hint = "only 'yes' (in quotes) is accepted" if key == "encryption_enabled" else "see ocs_app for enabling apps"
        raise Invalid("key", "%r is protected: the server does not allow it to be set through its API (%s)." % (key, hint))
    if value is None and state == "present":
        raise Invalid("value", "is missing for %r; give one, or set state to 'absent'." % key)


def results(outcome, _check, _desired):
    """The settings after and before; of sensitive ones only whether they are set, and as wanted."""
    return {"settings": outcome.record, "previous": outcome.observed}


def encode(value, kind, current):
    """The text that is sent; a boolean takes the form that the setting has now (``yes``, ``true``, ``on``), else ``1`` or ``0``.

    :param kind: one of ``TYPES``; :raises ValueError: when the value is not of this type.
    """
    # a template makes the text "True" of a boolean
    if kind == "boolean" or (kind == "auto" and str(value) in ("True", "False")):
        return _boolean(_truth(str(value)), current)
    if kind == "integer":
        return str(int(str(value)))
    if kind == "float":
        return repr(_finite(str(value)))
    if kind == "array" or isinstance(value, (list, dict)):
        return json.dumps(_array(value), separators=(",", ":"), ensure_ascii=False, sort_keys=True)
    return str(value)


def same(current, text, kind):
    """Whether the stored text means the wanted one; None is unset."""
    if current is None or text is None or current == text:
        return current == text
    for read in READERS[kind]:
        try:
            return read(current) == read(text)
        except ODD:
            continue
    return False


def _truth(text):
    for yes, no in FORMS:
        if text.lower() in (yes, no):
            return text.lower() == yes
    raise ValueError(text)


def _boolean(truth, current):
    form = next((form for form in FORMS if current in form), FORMS[0])
    return form[0 if truth else 1]


def _finite(text):
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _array(value):
    found = json.loads(value) if isinstance(value, str) else value
    if not isinstance(found, (list, dict)):
        raise ValueError(value)
    return found


READERS = {"auto": (_truth, _array), "string": (), "boolean": (_truth,), "integer": (int, float), "float": (float,), "array": (_array,)}


RESOURCE = Resource(KIND, "app", SERVICE, ARGUMENTS, observe, plan, results, look_up, equal=equal, rules=RULES, revealed=revealed)
