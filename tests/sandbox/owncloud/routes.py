# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The endpoints: path -> method -> (who may call, rule). What is not here is an unknown path (999)."""

from __future__ import annotations

from urllib.parse import unquote

from . import apps, capabilities, edit, groups, members, subadmins, users

ANYONE, USER, SUBADMIN, ADMIN = range(4)

PROVISIONING = {
    "/cloud/users": {"GET": (SUBADMIN, users.listing), "POST": (SUBADMIN, users.create)},
    "/cloud/users/{user}": {"GET": (USER, users.read), "PUT": (USER, edit.edit), "DELETE": (SUBADMIN, users.delete)},
    "/cloud/users/{user}/enable": {"PUT": (SUBADMIN, users.enable)},
    "/cloud/users/{user}/disable": {"PUT": (SUBADMIN, users.disable)},
    "/cloud/users/{user}/groups": {"GET": (USER, members.listing), "POST": (SUBADMIN, members.add), "DELETE": (SUBADMIN, members.remove)},
    "/cloud/users/{user}/subadmins": {"GET": (USER, subadmins.of_user), "POST": (ADMIN, subadmins.promote), "DELETE": (ADMIN, subadmins.demote)},
    "/cloud/groups": {"GET": (SUBADMIN, groups.listing), "POST": (SUBADMIN, groups.create)},
    "/cloud/groups/{group}": {"GET": (SUBADMIN, groups.read), "DELETE": (ADMIN, groups.delete)},
    "/cloud/groups/{group}/subadmins": {"GET": (ADMIN, subadmins.of_group)},
    "/cloud/apps": {"GET": (ADMIN, apps.listing)},
    "/cloud/apps/{app}": {"GET": (ADMIN, apps.info), "POST": (ADMIN, apps.enable), "DELETE": (ADMIN, apps.disable)},
}
CORE = {
    "/cloud/user": {"GET": (USER, capabilities.current_user)},
    "/cloud/capabilities": {"GET": (USER, capabilities.capabilities)},
    "/config": {"GET": (ANYONE, capabilities.config)},
}


def _split(table):
    return [(pattern.split("/"), methods) for pattern, methods in table.items()]


PROVISIONING_ROUTES, CORE_ROUTES = _split(PROVISIONING), _split(CORE)


def find(routes, path):
    """The methods of the endpoint that a path (still percent-encoded) names, and the ids in it; (None, {}) for an unknown one.

    The path is decoded once and then split, so an id with a slash cannot be named; an empty segment never matches.
    """
    segments = unquote(path).split("/")
    for pattern, methods in routes:
        if len(pattern) == len(segments):
            pairs = list(zip(pattern, segments))
            if all(part == segment or (part.startswith("{") and segment) for part, segment in pairs):
                return methods, {part[1:-1]: segment for part, segment in pairs if part.startswith("{")}
    return None, {}
