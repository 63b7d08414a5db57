# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be known before an app is switched: its id, what the product can do, its requirements, whether it may be limited to groups."""

from __future__ import annotations

import re

from ...engine.dialect import refusal
from ...engine.server import NUMBER
from ...errors import Invalid

APP_ID_LENGTH = 32  # Nextcloud has no settings for a longer one
# An app of one of these types cannot be limited: the refused call would even switch it off (recorded: nextcloud-34/extras).
UNLIMITED_TYPES = ("filesystem", "prelogin", "authentication", "logging", "prevent_group_restriction")
UNSEEN = ("lib", "command")  # requirements of an app that only the server can check


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
    lowest, highest = (_numbers(span.get(key)) for key in ("min-version", "max-version"))
    return _cut(server.version, lowest) >= _cut(lowest, server.version) and _cut(server.version, highest) <= _cut(highest, server.version)


def _numbers(text):
    return tuple(int(part) for part in str(text or "").split(".") if NUMBER.fullmatch(part))


def _cut(version, other):
    """As many parts as both have, which is how the servers compare."""
    return version[: len(other)]
