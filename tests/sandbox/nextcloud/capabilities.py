# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`GET cloud/capabilities`: the version, and what each enabled app tells about itself.

`data/capabilities-<major>.json` holds what default apps say about themselves; what depends on the caller, the configuration or
the clock is put in here (recorded exchanges, capabilities.jsonl; Nextcloud 34.0.1 for the rules behind them).
"""

from __future__ import annotations

import hashlib
import json
import os
from functools import lru_cache

OWNERS = {"ocm": "cloud_federation_api", "downloadlimit": "files_downloadlimit"}  # sections not named like their app
THEMING_VERSION = "2.9.0"
ALWAYS = ("core", "bruteforce")
PUBLIC = ("bruteforce", "app_api", "theming")  # sections that anonymous callers get


@lru_cache(maxsize=None)
def _static(major):
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "capabilities-%d.json" % major)
    with open(path, encoding="utf-8") as stream:
        return stream.read()


def show(call):
    """Version and capabilities."""
    major, minor, micro = call.dialect.version[:3]
    version = {"major": major, "minor": minor, "micro": micro, "string": "%d.%d.%d" % (major, minor, micro), "edition": "", "extendedSupport": False}
    if "capabilities" in call.state.hidden_versions:
        version.update(dict.fromkeys(("major", "minor", "micro", "string"), ""))
    sections = json.loads(_static(major).replace("{base}", call.base_url))
    shown = {}
    for name, section in sections.items():
        enabled = name in ALWAYS or call.state.has_app(OWNERS.get(name, name))
        if enabled and (call.caller is not None or name in PUBLIC):
            shown[name] = DYNAMIC[name](call, section) if name in DYNAMIC else section
    return {"version": version, "capabilities": shown}


def _core(call, section):
    """The caller's own settings, and whether he may make app passwords."""
    user, shown = call.caller, dict(section)
    if "user" in call.dialect.telling:
        shown["user"] = {"language": user.language, "locale": user.locale, "timezone": user.timezone or "UTC"}
    if "app_token" in call.dialect.telling:
        shown["can-create-app-token"] = True
    return shown


def _bruteforce(call, _section):
    listed = call.dialect.unprotected_is_listed and not call.protection.bruteforce
    return {"delay": 0 if listed else call.protection.delay(), "allow-listed": listed}


def _app_api(call, section):
    """Anonymous callers are not told the log level."""
    return section if call.caller is None else {"loglevel": 2, **section}


def _theming(call, section):
    """The product's name, where the version tells it; the cache buster changes with the caller."""
    if "productName" in section:
        section = {**section, "productName": call.state.app_config.get(("theming", "productName"), section["productName"])}
    if "cache_buster" not in call.dialect.telling:
        return section
    owner = call.caller.uid + "_0" if call.caller else ""
    text = "%d.%d.%d" % call.dialect.version[:3] + THEMING_VERSION + owner + "0"
    buster = hashlib.sha1(text.encode()).hexdigest()[:8]
    return {**section, "cacheBuster": buster, "enabledThemes": ["default"] if call.caller else []}


def _password_policy(call, _section):
    """The policy in force; where to have passwords made and checked."""
    config = call.state.app_config
    policy = {"minLength": int(config.get(("password_policy", "minLength"), "10"))}
    if "policies" in call.dialect.telling:
        wanted = config.get(("password_policy", "enforceHaveIBeenPwned"), "1") == "1"
        policy["enforceHaveIBeenPwned"] = wanted and call.state.system.get("has_internet_connection", True)  # source of 32.0.1 and 34.0.1
    policy["enforceNonCommonPassword"] = config.get(("password_policy", "enforceNonCommonPassword"), "1") == "1"
    for name in ("enforceNumericCharacters", "enforceSpecialCharacters", "enforceUpperLowerCase"):
        policy[name] = config.get(("password_policy", name), "0") == "1"
    base = call.base_url + "/ocs/v2.php/apps/password_policy/api/v1/"
    api = {"api": {name: base + name for name in ("generate", "validate")}}
    if "policies" not in call.dialect.telling:
        return {**policy, **api}
    old = {name: value for name, value in policy.items() if name != "enforceHaveIBeenPwned"}
    return {**api, "policies": {"account": policy}, **old}


DYNAMIC = {"core": _core, "bruteforce": _bruteforce, "app_api": _app_api, "theming": _theming, "password_policy": _password_policy}
