# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes behind the API's back: the operations of the recordings' `out_of_band_op` (tests/sandbox/recordings/README.md).

More are for what no recorded server had:

* `{"add_app": {"id", "version"?, "types"?, "max_version"?, "missing"?, "update"?}}` puts an app on disk that did not come with the server;
  `update` is a newer version that a reachable app store has.
* `{"filtered": {"users"?: [ids], "groups"?: [ids]}}`: these take a place in a page and are left out of it, as what LDAP lists and cannot name.
* `{"ignores_offset": bool}`: every page is the first one.
* `{"backend": {"user", "name"}}`: the account comes from a directory, which alone changes its display name and password (source).
* `{"closed_groups": [ids]}`: these groups come from LDAP: the server reports success for members that come and go, without effect, and neither
  renames nor deletes them (measured on 33.0.3 with user_ldap and slapd).
* `{"remnant": id}`: the account's backend has lost it; the server still lists it.
* `{"storage": {"user", "answer"}}`: what stands in the place of quota and use: `[]` where the server cannot read the storage (source),
  `false` (reported), null for nothing at all.
* `{"three_bytes": bool}`: MySQL without `mysql.utf8mb4` (off unless the installer could set it), which stores no character beyond three bytes:
  the server fails at what it was about to store (source of 28.0.2 to 34.0.1; not recorded).
* `{"brand": name}` renames the product, as the theming app's `productName` does (source of 28.0.2 to 34.0.1).
* `{"hide_version": places}` stands for a proxy that empties versions (`status`, `capabilities` or both): Nextcloud has no setting for it.
"""

from __future__ import annotations

import json


def operate(server, operation):
    """Carry out one operation on a server (`Nextcloud`); an unknown one raises KeyError."""
    ((name, value),) = operation.items()
    OPERATIONS[name](server, value)
    server.state.touch()


def _bruteforce(server, on):
    server.protection.bruteforce = on


def _rate_limits(server, on):
    server.protection.rate_limits = on


def _bruteforce_reset(server, _value):
    server.protection.failures.clear()


def _maintenance(server, on):
    server.maintenance = on


def _two_factor_enforced(server, on):
    server.state.two_factor_enforced = on


def _set_system(server, values):
    for key, value in values.items():
        _put(server.state.system, key, value)


def _set_app_config(server, value):
    _put(server.state.app_config, (value["app"], value["key"]), value["value"])


def _put(box, key, value):
    if value is None:
        box.pop(key, None)
    else:
        box[key] = value


def _enable_app(server, value):
    groups = value.get("groups")
    server.state.app_config[value["app"], "enabled"] = json.dumps(groups) if groups else "yes"


def _disable_app(server, value):
    server.state.app_config[value["app"], "enabled"] = "no"


def _add_app(server, app):
    server.state.added_apps[app["id"]] = {"name": app["id"], "version": "1.0.0", "types": [], "category": ["tools"], "added": True, **app}


def _filtered(server, ids):
    for kind, names in ids.items():
        server.state.filtered[kind] = set(names)


def _ignores_offset(server, on):
    server.state.ignores_offset = on


def _backend(server, value):
    server.state.backends[server.state.user(value["user"]).uid] = value["name"]


def _closed_groups(server, gids):
    server.state.closed_groups = set(gids)


def _remnant(server, uid):
    server.state.remnants.add(server.state.user(uid).uid)


def _storage(server, value):
    server.state.storage[server.state.user(value["user"]).uid] = value["answer"]


def _app_password(server, value):
    server.state.app_passwords[value["token"]] = server.state.user(value["user"]).uid


def _revoke_app_password(server, value):
    server.state.app_passwords.pop(value["token"], None)


def _password_policy(server, value):
    server.state.app_config["password_policy", "minLength"] = str(value["min_length"])
    if "min_numbers" in value:
        server.state.app_config["password_policy", "enforceNumericCharacters"] = "1" if value["min_numbers"] else "0"


def _three_bytes(server, on):
    server.state.three_bytes = on


def _brand(server, name):
    _put(server.state.app_config, ("theming", "productName"), name)


def _hide_version(server, places):
    server.state.hidden_versions = frozenset(places)


def _advance_time(server, seconds):
    server.state.clock_offset += seconds


OPERATIONS = {
    "bruteforce": _bruteforce,
    "rate_limits": _rate_limits,
    "bruteforce_reset": _bruteforce_reset,
    "maintenance": _maintenance,
    "two_factor_enforced": _two_factor_enforced,
    "set_system": _set_system,
    "set_app_config": _set_app_config,
    "enable_app": _enable_app,
    "disable_app": _disable_app,
    "add_app": _add_app,
    "app_password": _app_password,
    "filtered": _filtered,
    "ignores_offset": _ignores_offset,
    "backend": _backend,
    "closed_groups": _closed_groups,
    "remnant": _remnant,
    "storage": _storage,
    "revoke_app_password": _revoke_app_password,
    "password_policy": _password_policy,
    "advance_time": _advance_time,
    "three_bytes": _three_bytes,
    "brand": _brand,
    "hide_version": _hide_version,
}
