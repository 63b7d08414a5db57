# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""PUT api2/accounts/{id}/: changes a user, or creates one. Source: recorded exchanges, accounts.jsonl.

Where the server makes ids itself, the id in the path of a creation becomes the contact e-mail. So the same call finds nobody
the next time, stores a second user, and crashes when the address turns out to be taken.
"""

from __future__ import annotations

from .answers import BROKEN, Crash, as_json, refuse
from .parameters import boolean, megabytes, name_checked, text
from .profiles import NotSaved, Unstorable, fits
from .records import account_record
from .user_create import MB

REQUIRED, BLANK, NO_BOOLEAN = "This field is required.", "This field may not be blank.", "Must be a valid boolean."
SERIALIZED = {**dict.fromkeys(("t", "y", "yes", "true", "on", "1"), True), **dict.fromkeys(("f", "n", "no", "false", "off", "0"), False)}
TOO_LONG = "Name is too long (maximum is 64 characters)"


def update_or_create(call, uid):
    """Check the values that both ways share, then go one of them."""
    _check(call)
    user = call.state.find(uid)
    if user:
        _update(call, user)
    created, user = user is None, user or _create(call, uid)
    try:
        _store(call, user)
    except NotSaved:
        refuse(BROKEN, 500)
    if not created:
        return account_record(call, user)
    return as_json(account_record(call, user), 201, [("Location", "/api2/accounts/%s/" % user.email)])


def _check(call):
    data = call.data
    if data.get("name") is not None:
        name_checked(data["name"], TOO_LONG)
    if data.get("list_in_address_book") is not None and text(data["list_in_address_book"]).lower() not in ("true", "false"):
        refuse("list_in_address_book invalid")
    if data.get("login_id") is not None:
        login_id = text(data["login_id"]).strip() or refuse("Login id can't be empty")
        if call.state.profiles.owner("login_id", login_id):
            refuse("Login id %s already exists." % login_id)
    if len(text(data.get("department") or "")) > 512:
        refuse("Department is too long (maximum is 512 characters)")
    if data.get("institution"):
        refuse("Institution %s does not exist" % data["institution"])
    if data.get("storage") == "":
        refuse("Space quota can't be empty")
    if data.get("storage") is not None:
        megabytes(data["storage"], "Space quota is too low (minimum value is 0)")


def _update(call, user):
    """Flags and password; both flags are checked before either is stored."""
    flags = {name: boolean(name, call.data[name]) for name in ("is_staff", "is_active") if call.data.get(name) is not None}
    user.is_staff, user.is_active = flags.get("is_staff", user.is_staff), flags.get("is_active", user.is_active)
    if call.data.get("password") is not None:
        user.password = str(call.data["password"])
        call.state.end_tokens(user)
    if not user.is_active:
        call.state.end_tokens(user)


def _create(call, uid):
    """A new user, active unless said otherwise. :raises Crash: when the address is taken; a user without profile stays behind."""
    wrong, flags = {}, {"is_staff": False, "is_active": True}
    password = str(call.data.get("password", "")).strip()
    if not password:
        wrong["password"] = [BLANK if "password" in call.data else REQUIRED]
    for name in flags:
        if name in call.data:
            flags[name] = SERIALIZED.get(str(call.data[name]).lower())
            if flags[name] is None:
                wrong[name] = [NO_BOOLEAN]
    if wrong:
        refuse(wrong)
    try:
        return call.state.add_user(uid, password, flags["is_staff"], flags["is_active"])
    except NotSaved as error:
        raise Crash("the contact e-mail is taken or cannot be stored") from error


def _store(call, user):
    data, state = call.data, call.state
    if data.get("name") is not None:
        state.profiles.update(user.email, nickname=data["name"])
    if data.get("list_in_address_book") is not None:
        state.profiles.update(user.email, in_address_book=data["list_in_address_book"].lower() == "true")
    if data.get("login_id") is not None:
        state.profiles.update(user.email, login_id=data["login_id"])
    if data.get("department") is not None:
        if not fits("department", data["department"]):
            raise Unstorable("department")
        state.departments[user.email.lower()] = data["department"]
    if data.get("storage") is not None:
        state.quotas[user.email.lower()] = int(data["storage"]) * MB
    if data.get("institution") is not None:
        state.profiles.update(user.email, institution=data["institution"])
