# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The configuration of apps (recorded exchanges, config.jsonl). Values are texts; the payload stands in `data.data`."""

from __future__ import annotations

from . import apps as app_rules
from .call import Failure, Uncaught

MANAGED = ("installed_version", "enabled", "types")  # the server's own, of every app
PROTECTED_PREFIXES = ("public_", "remote_")  # of the core
LONGEST_APP, LONGEST_KEY = 32, 64


def _refused(message):
    return Failure(403, "", {"data": {"message": message}})


def _check_app(call):
    if app_rules.clean_id(call.dialect, call.ids["app"]) != call.ids["app"]:
        raise _refused("Invalid app id given")


def _check_key(call, value):
    """Refuse the keys that only the server itself may change. :param value: the new text, "" to remove the key."""
    app, key = call.ids["app"], call.ids["key"]
    protected = key in MANAGED
    if app == "core":
        protected = protected or key.startswith(PROTECTED_PREFIXES) or (key == "encryption_enabled" and value != "yes")
    if protected:
        raise _refused("The given key can not be set")
    limited = call.state.app_config.get(("files", "allow_unlimited_quota"), "1") == "0"
    if (app, key, value) == ("files", "default_quota", "none") and limited:
        raise _refused("The given key can not be set, unlimited quota is forbidden on this instance")


def _check_lengths(call):
    if call.dialect.checks_config_lengths and (len(call.ids["app"]) > LONGEST_APP or len(call.ids.get("key", "")) > LONGEST_KEY):
        raise Uncaught()


def apps(call):
    """Apps that have any configuration, sorted."""
    return {"data": sorted({app for app, _key in call.state.app_config})}


def keys(call):
    """Keys of an app, sorted; none for an unknown app."""
    _check_app(call)
    _check_lengths(call)
    return {"data": sorted(key for app, key in call.state.app_config if app == call.ids["app"])}


def get(call):
    """The value of a key; the default sent when it is not set."""
    _check_app(call)
    _check_lengths(call)
    return {"data": call.state.app_config.get((call.ids["app"], call.ids["key"]), call.params["defaultValue"])}


def set_value(call):
    """Set a key, of a known app or not; repeatable."""
    if not call.is_admin:
        raise Failure(403, "Logged in %s must be an administrator or have authorization to edit this setting." % call.dialect.account)
    _check_app(call)
    _check_key(call, call.params["value"])
    _check_lengths(call)
    call.state.app_config[call.ids["app"], call.ids["key"]] = call.params["value"]
    call.state.touch()
    return []


def delete(call):
    """Remove a key; repeatable."""
    _check_app(call)
    _check_key(call, "")
    _check_lengths(call)
    call.state.app_config.pop((call.ids["app"], call.ids["key"]), None)
    call.state.touch()
    return []


def set_preference(_call):
    """A user's own setting: refused, as no app vouches for any."""
    raise Failure(400)


delete_preference = set_preference
