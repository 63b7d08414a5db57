# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""PUT users/{user} with `key` and `value`: one field of an account.

Source: ownCloud 10.15.2, recorded exchanges, user-edit.jsonl.
"""

from __future__ import annotations

from .answers import NOT_ALLOWED
from .call import Failure, storable
from .mail_address import is_valid
from .new_account import is_blank
from .password_policy import verify
from .storage import stored_text
from .text import BLANKS, scalar
from .users import target


def edit(call):
    """Set the field. Everything that is not allowed is 997: a missing user, a stranger, an unknown key."""
    user = target(call)
    if user is None:
        raise Failure(NOT_ALLOWED)
    key = call.params.get("key")
    if key not in _permitted(call, user):
        raise Failure(NOT_ALLOWED)
    FIELDS[key](call, user, call.params.get("value"))


def _permitted(call, user):
    """The keys that the caller may set; about himself he may less, and only under the exact spelling of his id."""
    managed = call.may_manage(user)
    if call.ids["user"] != call.caller.uid:
        return tuple(FIELDS) if managed else ()
    allowed = {
        "quota": call.is_admin,
        "email": managed or call.state.system.get("allow_user_to_change_mail_address") is not False,
        "displayname": managed or call.state.system.get("allow_user_to_change_display_name") is not False,
    }
    return tuple(key for key in FIELDS if allowed.get(key, True))


def _display_name(call, user, value):
    """Trimmed. Where people may not change their name, `display` is accepted from one without a post and does nothing."""
    fixed = call.state.system.get("allow_user_to_change_display_name") is False
    if not fixed or call.is_admin or call.state.posts(call.caller):
        user.display_name = storable(call.state, scalar(value).strip(BLANKS))


def _quota(_call, user, value):
    text = stored_text(scalar(value))
    if text is None:
        raise Failure(103, "Invalid quota value " + scalar(value))
    user.quota = text


def _password(call, user, value):
    if is_blank(scalar(value)) or scalar(value).strip(BLANKS) == "0":  # a text that PHP calls empty
        raise Failure(403, "Password cannot be empty")
    verify(call.state, scalar(value), 403)
    user.password = scalar(value)


def _two_factor(_call, _user, _value):
    """Accepted and without effect: there is no provider."""


def _email(_call, user, value):
    if not isinstance(value, str) or (value != "" and not is_valid(value)):
        raise Failure(102)
    user.email = value


FIELDS = {
    "display": _display_name,
    "displayname": _display_name,
    "quota": _quota,
    "password": _password,
    "two_factor_auth_enabled": _two_factor,
    "email": _email,
}
