# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The calls of Seafile's Web API. Pure. Sources: recorded Seafile 10, 11 and 13; where named, its source.

Paths end in a slash, without which the server redirects.
"""

from __future__ import annotations

from dataclasses import replace

from ..common.calls import ACCOUNT, GROUP, REQUESTS, Call, anything, items, key, label, maybe, record, text
from . import answers

ADMIN, OLD = "api/v2.1/admin/", "api2/"
UPDATE = ("update user",)


def _read(path, answer=anything, absent=()):
    return Call("GET", path, bucket=REQUESTS, absent=absent, answer=answer)


def _write(method, path, steps, repeatable, shown="", mails="", answer=answers.written):
    return Call(method, path, steps, repeatable, shown, REQUESTS, mails, answer=answer)


SERVER_INFO = _read(OLD + "server-info/", record({"version": label}, features=maybe(items(label))))
OWN_ACCOUNT = _read(OLD + "account/info/", answers.ACCOUNT)
USERS = _read(ADMIN + "users/", answers.page("data", answers.ACCOUNT))
USER = _read(ADMIN + "users/{user}/", answers.ACCOUNT, absent=(404,))
USER_GROUPS = _read(ADMIN + "users/{user}/groups/", record({"group_list": items(answers.GROUP_OF_USER)}))
SEARCH_USERS = _read(ADMIN + "search-user/", answers.page("user_list", answers.FOUND))
GROUPS = _read(ADMIN + "groups/", answers.page("groups", record(dict(answers.GROUP, owner=text))))
GROUP_MEMBERS = _read(ADMIN + "groups/{group}/members/", answers.page("members", answers.MEMBER))
LIBRARIES = _read(ADMIN + "libraries/", record({"repos": items(anything)}))
# the old API, which alone keeps departments and moves libraries
DEPARTMENT = _read(OLD + "accounts/{user}/", record(department=maybe(text)))
SIGN_IN = Call("POST", OLD + "auth-token/", answer=record({"token": answers.token}))

CREATE_USER = _write("POST", ADMIN + "users/", ("create user",), False, ACCOUNT, "email", record({"email": answers.account_id}))
EDIT_USER = _write("PUT", ADMIN + "users/{user}/", UPDATE + ("rename user",), True, ACCOUNT)
# With login_id and reference_id it is refused when the account has the value, also by this very call; with is_active the server tells the
# user each time that the account is active (Seafile's source).
EDIT_USER_ONCE = replace(EDIT_USER, repeatable=False, mails="is_active")
RENAME_USER = _write("PUT", ADMIN + "update-user-ccnet-email/", ("rename user",), False, ACCOUNT)
DELETE_USER = _write("DELETE", ADMIN + "users/{user}/", ("delete user",), False, ACCOUNT)
SET_DEPARTMENT = _write("PUT", OLD + "accounts/{user}/", UPDATE, True, ACCOUNT)
MIGRATE_USER = _write("POST", OLD + "accounts/{user}/", ("transfer user",), True, "the account's libraries and groups")
ISSUE_TOKEN = _write("POST", ADMIN + "generate-user-auth-token/", UPDATE, True, answer=record({"token": answers.token}))

CREATE_GROUP = _write("POST", ADMIN + "groups/", ("create group",), False, GROUP, answer=record({"id": key}))
TRANSFER_GROUP = _write("PUT", ADMIN + "groups/{group}/", ("transfer group",), False, GROUP)  # refused when the user is the owner
DELETE_GROUP = _write("DELETE", ADMIN + "groups/{group}/", ("delete group",), True, GROUP)
JOIN = _write("POST", ADMIN + "groups/{group}/members/", ("join member",), False, GROUP)
SET_ROLE = _write("PUT", ADMIN + "groups/{group}/members/{user}/", ("promote subadmin", "demote subadmin"), True, GROUP)
LEAVE = _write("DELETE", ADMIN + "groups/{group}/members/{user}/", ("leave member",), True, GROUP)
