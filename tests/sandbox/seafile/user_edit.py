# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""PUT admin/users/{id}/: several fields at once. Source: recorded exchanges, users_update.jsonl.

First all values are checked, then the user is looked up, then the fields are written one after the other: a failure in the middle
is a 500, and what was written before it stays.
"""

from __future__ import annotations

from .addresses import is_address
from .answers import BROKEN, refuse
from .parameters import boolean, megabytes, name_checked, text
from .profiles import NotSaved
from .records import user_record
from .user_create import MB, TOO_LOW

ROLES = ["default", "guest"]


def update(call):
    """Check, look up, write; the answer has no picture and no times."""
    data = _checked(call)
    user = call.existing(call.ids["user"])
    try:
        _write(call.state, user, data)
    except (NotSaved, ValueError):
        refuse(BROKEN, 500)
    tip = "" if data["is_active"] is None else "Edit succeeded"
    return {**user_record(call, call.ids["user"]), "update_status_tip": tip}


def _checked(call):
    """The values to write, None for those to leave alone; what counts as false in a request is not checked but passed on."""
    names = ("is_staff", "is_active", "role", "name", "login_id", "contact_email", "password", "reference_id", "quota_total", "institution")
    data = {name: call.data.get(name) for name in names}
    for name in ("is_staff", "is_active"):
        if data[name]:
            data[name] = boolean(name, data[name])
    if data["role"] and data["role"] not in ROLES:
        refuse("role must be in %s." % ROLES)
    if data["name"]:
        name_checked(data["name"])
    _check_names(call, data)
    if data["quota_total"]:
        data["quota_total"] = megabytes(data["quota_total"], TOO_LOW)
    if data["institution"]:
        refuse("Institution %s does not exist" % data["institution"])
    if call.data.get("upload_rate_limit") or call.data.get("download_rate_limit"):
        refuse("Feature disabled.", 403)
    return data


def _check_names(call, data):
    """Login id and reference id must be new, even to the user himself; a contact e-mail must be an address or blank."""
    if data["login_id"] is not None:
        data["login_id"] = text(data["login_id"]).strip()
        if call.state.profiles.owner("login_id", data["login_id"]):
            refuse("Login id %s already exists." % data["login_id"])
    contact_email = data["contact_email"]
    if contact_email is not None and text(contact_email).strip() and not is_address(call.dialect, contact_email):
        refuse("Contact email invalid.")
    if not call.dialect.reference_ids:
        data["reference_id"] = None
    elif data["reference_id"]:
        if " " in text(data["reference_id"]):
            refuse("Reference ID can not contain spaces.")
        if any(user.reference_id == data["reference_id"] for user in call.state.users.values()):
            refuse("Reference ID %s already exists." % data["reference_id"])


def _write(state, user, data):
    """Write in the server's order. :raises NotSaved, ValueError: where the server breaks off."""
    if data["is_active"] is not None and not data["is_active"]:
        state.end_tokens(user)
    if data["password"]:
        state.end_tokens(user)
    for name in ("is_active", "is_staff"):
        if data[name] == "":  # a blank text passes the check and cannot be stored
            raise ValueError(name)
    if data["password"]:
        user.password = str(data["password"])
    user.is_active = user.is_active if data["is_active"] is None else bool(data["is_active"])
    user.is_staff = user.is_staff if data["is_staff"] is None else bool(data["is_staff"])
    for column, name in (("nickname", "name"), ("login_id", "login_id"), ("contact_email", "contact_email")):
        if data[name] is not None:
            state.profiles.update(user.email, **{column: data[name]})
    if data["reference_id"] is not None:
        user.reference_id = str(data["reference_id"]).strip()
    if data["institution"] is not None:
        state.profiles.update(user.email, institution=data["institution"])
    if data["quota_total"] is not None:
        state.quotas[user.email.lower()] = int(data["quota_total"]) * MB
