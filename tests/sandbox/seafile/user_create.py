# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""POST admin/users/: a new user. Sources: recorded exchanges, users_create.jsonl and users_delete.jsonl."""

from __future__ import annotations

from .addresses import is_address
from .answers import BROKEN, refuse
from .parameters import boolean, megabytes, name_checked, text
from .profiles import NotSaved
from .records import user_record

MB = 1_000_000
TOO_LOW = "Space quota is too low (minimum value is 0)."


def create(call):
    """Check in the server's order, store, and answer 200. A value that turns out to be taken or not storable is a 500, and the user is there."""
    email = call.data.get("email")
    if not email or not is_address(call.dialect, email):
        refuse("email invalid.")
    is_staff = boolean("is_staff", call.data.get("is_staff", "False"))
    is_active = boolean("is_active", call.data.get("is_active", "True"))
    name = call.data.get("name")
    if name:
        name_checked(name)
    contact_email = _contact_email(call, email)
    quota = call.data.get("quota_total")
    quota = megabytes(quota, TOO_LOW) if quota else None
    _check_new(call, email)
    password = call.data.get("password") or refuse("password required.")
    login_id = _login_id(call)
    try:
        user = call.state.add_user(email, str(password), is_staff, is_active)
        _store(call.state, user, quota, nickname=name, contact_email=contact_email, login_id=login_id)
    except NotSaved:
        refuse(BROKEN, 500)
    shown = user.email if call.dialect.internal_ids else email
    return {**user_record(call, shown), "add_user_tip": "Successfully added user %s." % email}


def _contact_email(call, email):
    """What becomes the contact e-mail: the address, or in older versions a parameter of its own (derived: it is checked before the quota)."""
    if not call.dialect.contact_email_on_create:
        return email
    contact_email = call.data.get("contact_email")
    if contact_email and not is_address(call.dialect, contact_email):
        refuse("contact_email invalid.")
    return contact_email


def _check_new(call, email):
    find = call.state.find_address if call.dialect.internal_ids else call.state.find
    if find(email):
        refuse("User %s already exists." % email)


def _login_id(call):
    """The login id asked for, None to leave it unset; "" is stored like any other value."""
    if not call.dialect.login_id_on_create or call.data.get("login_id") is None:
        return None
    login_id = text(call.data["login_id"]).strip()
    if call.state.profiles.owner("login_id", login_id):
        refuse("Login id %s already exists." % login_id)
    return login_id


def _store(state, user, quota, **columns):
    """Profile and quota, one after the other; a quota of 0 is left alone, so a user created again keeps the old one."""
    for column in ("nickname", "contact_email"):
        if columns[column] is not None:
            state.profiles.update(user.email, **{column: columns[column]})
    if quota:
        state.quotas[user.email.lower()] = quota * MB
    if columns["login_id"] is not None:
        state.profiles.update(user.email, login_id=columns["login_id"])
