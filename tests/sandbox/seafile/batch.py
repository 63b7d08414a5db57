# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several users at once; these endpoints see forms only. Source: recorded exchanges, users_batch.jsonl."""

from __future__ import annotations

from .addresses import is_address
from .answers import refuse
from .parameters import megabytes
from .records import new_admin_entry
from .user_create import MB

TOO_LOW, NOT_WHOLE = "Space quota is too low (minimum value is 0)", "must be an integer that is greater than or equal to 0."


def change(call):
    """POST users/batch/: the outcome per user, 200 also when all failed."""
    uids = call.form.get("email") or refuse("email invalid.")
    operation = OPERATIONS.get(call.form.get("operation", [""])[-1])
    if operation is None:
        refuse("operation can only be 'set-quota', 'delete-user', or 'set-institution'.")
    found = [(uid, call.state.find(uid)) for uid in uids]
    failed = [{"email": uid, "error_msg": "User %s not found." % uid} for uid, user in found if user is None]
    return {"failed": failed, "success": operation(call, [user for _uid, user in found if user])}


def _set_quota(call, users):
    value = call.form.get("quota_total", [""])[-1] or refuse("quota_total invalid.")
    quota = megabytes(value, TOO_LOW, NOT_WHOLE) * MB
    for user in users:
        call.state.quotas[user.email.lower()] = quota
    return [{"email": user.email, "quota_total": call.state.quota_of(user)} for user in users]


def _delete(call, users):
    for user in {user.number: user for user in users}.values():
        call.state.remove_user(user)
    return [{"email": user.email} for user in users]


def _set_institution(call, users):
    if "institution" not in call.form:
        refuse("Institution can not be blank.")
    institution = call.form["institution"][-1]
    if institution:
        refuse("Institution %s does not exist" % institution)
    for user in users:
        call.state.profiles.update(user.email, institution="")
    return [{"email": user.email, "institution": ""} for user in users]


OPERATIONS = {"set-quota": _set_quota, "delete-user": _delete, "set-institution": _set_institution}


def make_admins(call):
    """POST admin-users/batch/."""
    failed, success = [], []
    for uid in call.form.get("email") or refuse("email invalid."):
        user = call.state.find(uid)
        if not is_address(call.dialect, uid):
            failed.append({"email": uid, "error_msg": "email %s invalid." % uid})
        elif user is None:
            failed.append({"email": uid, "error_msg": "user %s not found." % uid})
        else:
            user.is_staff = True
            success.append(new_admin_entry(call, user))
    return {"failed": failed, "success": success}
