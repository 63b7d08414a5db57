# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The endpoints: pattern of the decoded path -> (who may call, method -> rule). What is not here is an unknown page."""

from __future__ import annotations

import re
from functools import lru_cache

from . import accounts, auth, batch, groups, libraries, members, records, search, site, user_create, user_edit, users

ANYONE, SIGN_IN, USER, ADMIN, NOBODY = range(5)  # NOBODY: not even administrators, in the community edition

V2, V21 = "/api2", "/api/v2.1/admin"
UID = r"(?P<user>[^/]+@[^/]+)"
OLD_UID = r"(?P<user>\S+@[a-zA-Z0-9._-]+\.[a-zA-Z0-9._-]+)"  # (derived) an id without a dotted ASCII domain is an unknown page
MEMBER = r"(?P<user>[^/]+)"
GROUP = r"(?P<group>\d+)"


TABLE = {
    V2 + "/ping/": (ANYONE, {"GET": site.ping}),
    V2 + "/server-info/": (ANYONE, {"GET": site.server_info}),
    V2 + "/auth-token/": (SIGN_IN, {"POST": auth.sign_in}),
    V2 + "/auth/ping/": (USER, {"GET": site.ping}),
    V2 + "/account/info/": (USER, {"GET": records.own_record}),
    V2 + "/repos/": (USER, {"POST": libraries.create}),
    V2 + "/accounts/": (ADMIN, {"GET": accounts.listing}),
    V2 + "/accounts/" + OLD_UID + "/": (ADMIN, {"GET": accounts.read, "POST": accounts.migrate, "PUT": accounts.put, "DELETE": accounts.delete}),
    V21 + "/sysinfo/": (ADMIN, {"GET": site.system_info}),
    V21 + "/users/": (ADMIN, {"GET": users.listing, "POST": user_create.create}),
    V21 + "/users/batch/": (ADMIN, {"POST": batch.change}),
    V21 + "/users/" + UID + "/": (ADMIN, {"GET": users.read, "PUT": user_edit.update, "DELETE": users.delete}),
    V21 + "/users/" + UID + "/groups/": (ADMIN, {"GET": users.groups}),
    V21 + "/users/" + UID + "/reset-password/": (ADMIN, {"PUT": users.reset_password}),
    V21 + "/admin-users/": (ADMIN, {"GET": users.admins}),
    V21 + "/admin-users/batch/": (ADMIN, {"POST": batch.make_admins}),
    V21 + "/search-user/": (ADMIN, {"GET": search.search}),
    V21 + "/update-user-ccnet-email/": (ADMIN, {"PUT": users.rename}),
    V21 + "/generate-user-auth-token/": (ADMIN, {"POST": auth.token_for}),
    V21 + "/libraries/": (ADMIN, {"GET": libraries.listing, "POST": libraries.create_for}),
    V21 + "/search-group/": (ADMIN, {"GET": groups.search}),
    V21 + "/groups/": (ADMIN, {"GET": groups.listing, "POST": groups.create}),
    V21 + "/groups/" + GROUP + "/": (ADMIN, {"PUT": groups.update, "DELETE": groups.delete}),
    V21 + "/groups/" + GROUP + "/libraries/": (ADMIN, {"GET": groups.libraries}),
    V21 + "/groups/" + GROUP + "/members/": (ADMIN, {"GET": members.listing, "POST": members.add}),
    V21 + "/groups/" + GROUP + "/members/" + MEMBER + "/": (ADMIN, {"PUT": members.update, "DELETE": members.remove}),
    V21 + "/organizations/": (NOBODY, {}),
    V21 + "/address-book/groups/": (NOBODY, {}),
}


def _table(dialect):
    """The endpoints of one version."""
    table = dict(TABLE)
    table[V21 + "/institutions/"] = (ADMIN if dialect.institutions else NOBODY, {"GET": site.institutions})
    if dialect.user_list:
        table[V21 + "/user-list/"] = (ADMIN, {"POST": users.some})
    return table


@lru_cache(maxsize=None)
def _compiled(dialect):
    return [(re.compile(pattern), *row) for pattern, row in _table(dialect).items()]


def find(dialect, path):
    """(who may call, method -> rule, ids) of the endpoint that a decoded path names, None for an unknown one."""
    for pattern, level, methods in _compiled(dialect):
        match = pattern.fullmatch(path)
        if match:
            return level, methods, match.groupdict()
    return None


def allowed(methods):
    """The value of `Allow`: the methods of the table with those that come by themselves."""
    names = [name for name in ("GET", "POST", "PUT", "DELETE") if name in methods]
    return ", ".join(names + (["HEAD"] if "GET" in methods else []) + ["OPTIONS"])
