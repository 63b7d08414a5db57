# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One user: read, delete, new password, another id, his groups; and the lists of users that are no search.

Sources: recorded exchanges, users_get, users_delete, users_list, users_batch and ccnet_email.
"""

from __future__ import annotations

import secrets
import string

from .addresses import is_address
from .answers import iso_time, refuse
from .parameters import cut, page_of, text
from .records import ROLE, admin_entry, avatar_url, full_record, list_entry, usage_entry

LETTERS = string.ascii_letters + string.digits


def read(call):
    """GET admin/users/{id}/, in any case of letters."""
    call.existing(call.ids["user"])
    return full_record(call, call.ids["user"])


def delete(call):
    """DELETE admin/users/{id}/, also the caller himself."""
    call.state.remove_user(call.existing(call.ids["user"]))
    return {"success": True}


def reset_password(call):
    """PUT admin/users/{id}/reset-password/: a random one, which ends the user's tokens."""
    uid = call.ids["user"]
    user = call.state.find(uid) or refuse("email invalid.")
    user.password = "".join(secrets.choice(LETTERS) for _turn in range(10))
    call.state.end_tokens(user)
    tip = "Successfully reset password to %s for user %s. But email notification can not be sent, because Email service is not properly configured." % (
        user.password,
        uid,
    )
    return {"new_password": user.password, "reset_tip": tip}


def groups(call):
    """GET admin/users/{id}/groups/, newest first."""
    uid = call.ids["user"]
    call.existing(uid)
    return {"group_list": [_group_entry(call.state, group, uid) for group in call.state.groups_of(uid)]}


def _group_entry(state, group, uid):
    role = "Owner" if uid == group.owner else "Admin" if group.members[uid.lower()] else "Member"
    return {
        "id": group.number,
        "name": group.name,
        "owner_email": group.owner,
        "owner_name": state.profiles.name_of(group.owner),
        "created_at": iso_time(group.created),
        "parent_group_id": 0,
        "role": role,
    }


def rename(call):
    """PUT admin/update-user-ccnet-email/: another id for a user. Both are ids; groups that he owns keep the old one as owner."""
    old = call.data.get("old_email") or refuse("old_email invalid.")
    new = call.data.get("new_email") or refuse("new_email invalid.")
    new = text(new).strip()
    if not is_address(call.dialect, new):
        refuse("new_email invalid.")
    user = call.existing(text(old))
    if call.state.find(new):
        refuse("User %s already exists." % new)
    call.state.rename_user(user, new)
    return {"success": True}


def listing(call):
    """GET admin/users/: all users by age, or by usage."""
    page, per_page = page_of(call, 25)
    source = call.query.get("source", "DB").lower().strip()
    if source not in ("db", "ldapimport"):
        refuse("source %s invalid." % source)
    order_by = call.query.get("order_by", "").lower().strip()
    if order_by and order_by not in "quota_usage":  # the server really looks for a part of this word
        refuse("order_by invalid.")
    if source == "ldapimport":
        return {"data": [], "total_count": call.dialect.imported}
    return _by_usage(call, page, per_page) if order_by else _by_age(call, page, per_page)


def _by_age(call, page, per_page):
    users = list(call.state.users.values())
    if call.dialect.list_filters:
        users = _filtered(users, call.query)
    start = (page - 1) * per_page
    some = users[start : start + per_page + call.dialect.page_surplus] if start >= 0 and per_page >= 0 else []
    return {"data": [list_entry(call, user) for user in some], "total_count": len(users)}


def _filtered(users, query):
    """The users with the state and role asked for; whatever is not "1" asks for inactive ones."""
    if query.get("is_active"):
        users = [user for user in users if user.is_active == (query["is_active"] == "1")]
    return [] if query.get("role", ROLE) not in ("", ROLE) else users


def _by_usage(call, page, per_page):
    direction = call.query.get("direction", "desc").lower().strip()
    if direction not in ("asc", "desc"):
        refuse("direction invalid.")
    users = call.state.users.values()
    if len(users) > 500:
        refuse("There are more than 500 users, and sort is not offered.")
    entries = [usage_entry(call, user) for user in users]
    entries.sort(key=lambda entry: entry["quota_usage"], reverse=direction == "desc")
    return {"data": cut(entries, page, per_page)[0], "total_count": len(users)}


def admins(call):
    """GET admin/admin-users/, all at once."""
    return {"admin_user_list": [admin_entry(call, user) for user in call.state.users.values() if user.is_staff]}


def some(call):
    """POST admin/user-list/: names and addresses of ids, whether they exist or not."""
    uids = call.data.get("user_id_list")
    if not isinstance(uids, list):
        refuse("user_id_list invalid.")
    profiles = call.state.profiles
    return {
        "user_list": [
            {"email": uid, "name": profiles.name_of(uid), "contact_email": profiles.contact_of(uid), "avatar_url": avatar_url(call)}
            for uid in uids
            if isinstance(uid, str)
        ]
    }
