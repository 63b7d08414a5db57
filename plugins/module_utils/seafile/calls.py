# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The calls of Seafile's Web API, with the shapes of their answers. Pure. Sources: recorded Seafile 10, 11 and 13; where named, its source.

Paths end in a slash, without which the server redirects. What is written is read, too: answers tell the ids of what was made. Quotas have
no shape: an odd one is an unknown quota.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..common.calls import (
    ACCOUNT,
    GROUP,
    REQUESTS,
    Call,
    Mismatch,
    anything,
    bit,
    filled,
    flag,
    items,
    key,
    label,
    maybe,
    moment,
    name,
    number,
    record,
    rows,
    text,
)

ADMIN, OLD = "api/v2.1/admin/", "api2/"
UPDATE = ("update user",)


def account_id(value, where):
    """The id of an account, which stands in paths."""
    filled(value, where)
    name(value, where)
    if value.strip() in (".", ".."):
        raise Mismatch(where, "an id", value)


def token(value, where):
    """What a header can hold."""
    if not isinstance(value, str) or not re.fullmatch(r"[\x21-\x7e]{1,1024}", value):
        raise Mismatch(where, "a token of letters and digits", value)


def page(field, entry):
    """A page of a list, and what it tells of the others."""
    return record({field: items(entry)}, page_info=maybe(record(has_next_page=maybe(flag))), total_count=maybe(number))


def written(value, where):
    """Anything; a map may list what was refused."""
    if isinstance(value, dict):
        record(failed=maybe(rows(record(error_msg=maybe(label)))))(value, where)


RECORD = record(
    {"email": account_id}, contact_email=maybe(filled), name=maybe(text), is_active=maybe(bit), is_staff=maybe(bit), login_id=maybe(text), role=maybe(text),
    last_login=maybe(moment), reference_id=maybe(text), institution=maybe(text))  # fmt: skip
GROUP_FIELDS = {"name": filled, "id": key}  # what a group needs


def _read(path, answer=anything, absent=()):
    return Call("GET", path, bucket=REQUESTS, absent=absent, answer=answer)


def _write(method, path, steps, repeatable, shown="", mails="", answer=written):
    return Call(method, path, steps, repeatable, shown, REQUESTS, mails, answer=answer)


SERVER_INFO = _read(OLD + "server-info/", record({"version": label}, features=maybe(items(label))))
OWN_ACCOUNT = _read(OLD + "account/info/", RECORD)
USERS = _read(ADMIN + "users/", page("data", RECORD))
USER = _read(ADMIN + "users/{user}/", RECORD, absent=(404,))
USER_GROUPS = _read(ADMIN + "users/{user}/groups/", record({"group_list": items(record(dict(GROUP_FIELDS, role=filled)))}))
SEARCH_USERS = _read(ADMIN + "search-user/", page("user_list", record({"email": account_id}, contact_email=maybe(filled))))
GROUPS = _read(ADMIN + "groups/", page("groups", record(dict(GROUP_FIELDS, owner=text))))
GROUP_MEMBERS = _read(ADMIN + "groups/{group}/members/", page("members", record({"email": account_id, "role": filled}, contact_email=maybe(filled))))
LIBRARIES = _read(ADMIN + "libraries/", record({"repos": items(anything)}))
# the old API, which alone keeps departments and moves libraries
DEPARTMENT = _read(OLD + "accounts/{user}/", record(department=maybe(text)))
SIGN_IN = Call("POST", OLD + "auth-token/", answer=record({"token": token}))

CREATE_USER = _write("POST", ADMIN + "users/", ("create user",), False, ACCOUNT, "email", record({"email": account_id}))
EDIT_USER = _write("PUT", ADMIN + "users/{user}/", UPDATE + ("rename user",), True, ACCOUNT)
# With login_id and reference_id it is refused when the account has the value, also by this very call; with is_active the server tells the
# user each time that the account is active (Seafile's source).
EDIT_USER_ONCE = replace(EDIT_USER, repeatable=False, mails="is_active")
RENAME_USER = _write("PUT", ADMIN + "update-user-ccnet-email/", ("rename user",), False, ACCOUNT)
DELETE_USER = _write("DELETE", ADMIN + "users/{user}/", ("delete user",), False, ACCOUNT)
SET_DEPARTMENT = _write("PUT", OLD + "accounts/{user}/", UPDATE, True, ACCOUNT)
MIGRATE_USER = _write("POST", OLD + "accounts/{user}/", ("transfer user",), True, "the account's libraries and groups")
ISSUE_TOKEN = _write("POST", ADMIN + "generate-user-auth-token/", UPDATE, True, answer=record({"token": token}))

CREATE_GROUP = _write("POST", ADMIN + "groups/", ("create group",), False, GROUP, answer=record({"id": key}))
TRANSFER_GROUP = _write("PUT", ADMIN + "groups/{group}/", ("transfer group",), False, GROUP)  # refused when the user is the owner
DELETE_GROUP = _write("DELETE", ADMIN + "groups/{group}/", ("delete group",), True, GROUP)
JOIN = _write("POST", ADMIN + "groups/{group}/members/", ("join member",), False, GROUP)
SET_ROLE = _write("PUT", ADMIN + "groups/{group}/members/{user}/", ("promote subadmin", "demote subadmin"), True, GROUP)
LEAVE = _write("DELETE", ADMIN + "groups/{group}/members/{user}/", ("leave member",), True, GROUP)
