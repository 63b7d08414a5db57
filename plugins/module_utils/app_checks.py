# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be known before an app is switched on: its requirements, and whether it may be limited to groups."""
from __future__ import annotations

from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid

# An app of one of these types cannot be limited: the refused call would even switch it off (recorded: nextcloud-34/extras).
UNLIMITED_TYPES = ("filesystem", "prelogin", "authentication", "logging", "prevent_group_restriction")


def check_limit(observed, desired, server):
    """:raises Invalid: when the wanted limit to groups is not possible; Nextcloud would answer with an app for nobody, or disable it."""
    groups = desired["groups"]
    if groups is None:
        return
    if not server.is_nextcloud:
        raise Invalid("groups", "ownCloud can neither show nor set a limit to groups by its API; leave it out.")
    if not groups:
        return
    if server.version is not None and not server.supports("app_store_api"):
        raise Invalid("groups", "%s can only lift a limit ([]); on the server: occ app:enable --groups GROUP %s" % (server.title, observed["name"]))
    bound = sorted(set(UNLIMITED_TYPES) & set(observed["types"]))
    if bound or server.facts.app.get("always_on"):
        raise Invalid("groups", "%r cannot be limited to groups (%s)." % (observed["name"], ", ".join(bound) or "it is always on"))
    missing = sorted(group for group in groups if server.facts.groups.get(group) is False)
    if missing:
        raise Invalid("groups", "unknown: %s; the server would drop them and enable the app for the rest, or for nobody." % ", ".join(map(repr, missing)))


def check_requirements(observed, force, server):
    """Warnings about what cannot be checked; :raises Invalid: for requirements that are not met.

    Nextcloud 28 and 31 enable such an app and then stop answering, ownCloud enables it: neither says a word.
    """
    facts, name = server.facts.app, observed["name"]
    if facts.get("missing"):
        raise Invalid("name", "%r cannot be enabled: %s" % (name, " ".join(facts["missing"])))
    if not force and server.version is not None and not _made_for(observed, server):
        raise Invalid("force", "%r is not made for %s; set force to true to enable it all the same." % (name, server.title))
    needs = sorted(set(observed.get("dependencies") or {}) & {"php", "lib", "command", "os", "database"})
    if needs and server.version is not None and not server.supports("app_store_api"):
        return ["name: %s cannot tell whether %r finds what it needs (%s)." % (server.title, name, ", ".join(needs))]
    return []


def _made_for(observed, server):
    if server.facts.app.get("compatible") is False:
        return False
    dependencies = observed.get("dependencies")
    wanted = dependencies.get(server.product) if isinstance(dependencies, dict) else None
    span = wanted.get("@attributes") if isinstance(wanted, dict) else None
    if not isinstance(span, dict):
        return True
    lowest, highest = _numbers(span.get("min-version")), _numbers(span.get("max-version"))
    return server.version[:len(lowest)] >= lowest and (not highest or server.version[:len(highest)] <= highest)


def _numbers(text):
    return tuple(int(part) for part in str(text or "").split(".") if part.isdigit())
