# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Members of a group, all given by id. Source: recorded exchanges, groups.jsonl."""

from __future__ import annotations

from .answers import BROKEN, refuse
from .groups import target
from .parameters import cut, page_of
from .records import member_record


def listing(call):
    """GET groups/{id}/members/; the order means nothing."""
    group = target(call)
    page, per_page = page_of(call, 100)
    some, more = cut(list(group.members), page, per_page)
    data = {"group_id": group.number, "group_name": group.name, "members": [member_record(call, group, uid) for uid in some]}
    if call.dialect.counted_members:
        return {**data, "total_count": len(group.members)}
    return {**data, "page_info": {"has_next_page": more, "current_page": page}}


def add(call):
    """POST groups/{id}/members/ as a form: the outcome per user, 200 also when all failed."""
    group, failed, new = target(call), [], []
    for uid in call.form.get("email") or refuse("Email invalid."):
        user = call.state.find(uid)
        if user is None:
            failed.append({"email": uid, "error_msg": "User %s not found." % uid})
        elif user.email.lower() in group.members:
            failed.append({"email": uid, "error_msg": "User %s is already a group member." % call.state.profiles.name_of(uid)})
        else:
            new.append(user)
    group.members.update((user.email.lower(), False) for user in new)
    return {"failed": failed, "success": [member_record(call, group, user.email) for user in new]}


def update(call):
    """PUT groups/{id}/members/{id}/: `is_admin` true or false, in any case of letters; the owner too can lose it."""
    group, uid = target(call), call.ids["user"]
    user = call.existing(uid)
    if user.email.lower() not in group.members:
        refuse("Email %s invalid." % uid)
    word = call.data.get("is_admin", "")
    if not isinstance(word, str):
        refuse(BROKEN, 500)
    if word.lower() not in ("true", "false"):
        refuse("is_admin invalid.")
    group.members[user.email.lower()] = word.lower() == "true"
    return member_record(call, group, user.email)


def remove(call):
    """DELETE groups/{id}/members/{id}/, repeatable, also for users that do not exist; the owner stays."""
    group, uid = target(call), call.ids["user"]
    if uid.lower() in group.members:
        if group.owner.lower() == uid.lower():
            refuse("%s is group owner, can not be removed." % uid, 403)
        del group.members[uid.lower()]
    return {"success": True}
