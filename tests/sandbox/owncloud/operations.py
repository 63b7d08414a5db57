# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the recordings changed behind the API's back: `out_of_band_op`, one function each."""

from __future__ import annotations

import json

from .state import Token

UNLIMITED = ("bruteforce", "bruteforce_reset", "rate_limits")  # the core has no such limits: nothing to switch


def operate(state, operation):
    """Carry out an operation; raises ValueError for one that ownCloud has not."""
    for name, value in operation.items():
        if name in UNLIMITED:
            continue
        if name not in OPERATIONS:
            raise ValueError("ownCloud has no operation %s" % name)
        OPERATIONS[name](state, value)


def _put(store, key, value):
    if value is None:
        store.pop(key, None)
    else:
        store[key] = value


def _set_system(state, values):
    for key, value in values.items():
        _put(state.system, key, value)


def _set_app_config(state, value):
    _put(state.app_config, (value["app"], value["key"]), value["value"])


def _enable_app(state, value):
    groups = value.get("groups")
    state.app_config[value["app"], "enabled"] = json.dumps(groups) if groups else "yes"


def _disable_app(state, value):
    state.app_config[value["app"], "enabled"] = "no"


def _password_policy(state, value):
    """The settings alone; the app is enabled by an operation of its own."""
    for key, name in (("min_length", "min_chars"), ("min_numbers", "numbers")):
        if key in value:
            state.app_config["password_policy", "spv_%s_checked" % name] = "on"
            state.app_config["password_policy", "spv_%s_value" % name] = str(value[key])


def _app_password(state, value):
    state.tokens[value["token"]] = Token(state.user(value["user"]).uid, value["token"])


def _advance_time(state, seconds):
    state.clock_offset += seconds


def _three_bytes(state, on):
    state.three_bytes = on


def _brand(state, name):
    state.brand = name


OPERATIONS = {
    "set_system": _set_system,
    "set_app_config": _set_app_config,
    "maintenance": lambda state, on: _put(state.system, "maintenance", on),
    "single_user": lambda state, on: _put(state.system, "singleuser", on),
    "enable_app": _enable_app,
    "disable_app": _disable_app,
    "password_policy": _password_policy,
    "app_password": _app_password,
    "revoke_app_password": lambda state, value: state.tokens.pop(value["token"], None),
    "advance_time": _advance_time,
    "three_bytes": _three_bytes,  # nor this: MySQL without `mysql.utf8mb4`, which is off unless the installer could set it (source of 10.15.3)
    "brand": _brand,  # not of the recordings: a theme's name in the place of the product's
}
