# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Editing one field of an account, and its additional mails (recorded exchanges, user-edit.jsonl)."""

from __future__ import annotations

import re

from .. import quota
from . import catalogue, fields, normal_forms, policy
from .call import Failure, Uncaught
from .normal_forms import is_email, trimmed
from .state import Mail

LONGEST_NAME = 64  # characters of a display name
LONGEST_PASSWORD = 469  # bytes


class InvalidArgument(Uncaught):
    """A value that its setter refuses; nobody reports its text but the creation of a user."""


def edit(call):
    """Change the field `key` to `value`; repeatable."""
    user = fields.find(call, call.ids["userid"])
    if user is None:
        raise Failure(998)
    if call.params["key"] not in fields.permitted(call, user):
        raise Failure(call.dialect.not_editable)
    change(call, user, call.params["key"], call.params["value"])
    return []


def change(call, user, key, value):
    """Change one field, whoever asks. :raises Failure: when the value is refused."""
    if key in SETTERS:
        SETTERS[key](call, user, value)
    elif key.endswith("Scope"):
        _set_scope(call, user, key[: -len("Scope")], value)
    else:
        _set_profile(call, user, key, value)


def _refused(call, text=""):
    return Failure(call.dialect.invalid_value, text)


def storable(call, text):
    """:raises Uncaught: when the database cannot store the text."""
    if call.state.three_bytes and any(character > "\uffff" for character in text):
        raise Uncaught()
    return text


def set_name(call, user, value):
    """Give an account its display name; an empty one (and "0") changes nothing. :raises InvalidArgument: when it is too long."""
    value = trimmed(value)
    if value in ("", "0", user.name):
        return
    if len(value) > LONGEST_NAME:
        raise InvalidArgument("Invalid displayname")
    user.display_name = storable(call, value)
    call.state.touch()


def _set_name(call, user, value):
    try:
        set_name(call, user, value)
    except InvalidArgument as error:
        raise Failure(101, str(error)) from error


def _set_email(call, user, value):
    value = trimmed(value) if call.dialect.trims_email else value
    if value and not is_email(value):
        raise _refused(call)
    set_email(call, user, value)


def set_email(call, user, value):
    """Store the e-mail address as the version does, checked or not; "" takes it away. One equal to it needs no own notifications."""
    value = normal_email(call, value)
    call.state.set_email(user, value or None)
    if user.notify_email == value:
        user.notify_email = None


def normal_email(call, value):
    """An e-mail address as this version stores it."""
    return (trimmed(value) if call.dialect.trims_email else value).lower()


def _add_mail(call, user, value):
    value = normal_email(call, value) if call.dialect.trims_email else value
    if not is_email(value) or value == user.email or any(mail.address == value for mail in user.additional_mails):
        raise _refused(call)
    user.additional_mails.append(Mail(value))


def _set_notify_email(call, user, value):
    if value:
        wanted = normal_email(call, value) if is_email(value) else None
        if not any(mail.address == wanted and mail.verified for mail in user.additional_mails):
            raise _refused(call)
        value = wanted
    user.notify_email = value or None


def set_password(call, user, value, code):
    """Change the password if the policy allows. :raises Failure: with this code when it does not."""
    policy.check(call.state, value, code)
    user.password = value


def _set_password(call, user, value):
    if len(value.encode()) > LONGEST_PASSWORD:
        raise _refused(call, "Invalid password value")
    set_password(call, user, value, call.dialect.policy_on_edit)


def _set_quota(call, user, value):
    try:
        text = checked_quota(call, value)
    except ValueError as error:
        raise _refused(call, str(error)) from error
    set_quota(user, text)


def checked_quota(call, value):
    """The quota text for what was sent. :raises ValueError: with the server's text, when the value or its size is not allowed."""
    config = call.state.app_config
    if value == "default":
        return value
    if value == "none":
        if config.get(("files", "allow_unlimited_quota"), "1") != "1":
            raise ValueError("Unlimited quota is forbidden on this instance")
        return value
    size = float(value) if quota.is_numeric(value) else quota.parse(value)
    if size is None:
        raise ValueError(call.dialect.say("Invalid quota value: %s") % value)
    most = int(quota.leading_number(config.get(("files", "max_quota"), "-1")))
    if most != -1 and size > most:
        raise ValueError("Invalid quota value. %s is exceeding the maximum quota" % value)
    return quota.text_of(size)


def set_quota(user, text):
    """Store a quota text, brought through bytes once more. :raises InvalidArgument: for the text of a negative size."""
    if text not in ("none", "default"):
        size = quota.parse(text)
        if size is None:
            raise InvalidArgument("Failed to set quota to invalid value " + text)
        text = quota.text_of(size)
    user.quota = text


def _set_language(call, user, value):
    if not catalogue.language_exists(value):
        raise _refused(call, "Invalid language")
    user.language = value


def _set_locale(call, user, value):
    if not catalogue.locale_exists(value):
        raise _refused(call, "Invalid locale")
    user.locale = value


def _set_timezone(call, user, value):
    if not catalogue.timezone_exists(value):
        raise _refused(call, "Invalid timezone")
    user.timezone = value


def _set_first_day(call, user, value):
    """A number from 0, and -1 to unset it; other text counts as the number it begins with, else 0, and is stored as it is."""
    number = re.match(r"\s*([+-]?\d+)", value)
    day = int(number[1]) if number else 0
    if not -1 <= day <= 6:
        raise _refused(call, "Invalid first day of week")
    user.first_day_of_week = "" if day == -1 else value


def _set_manager(_call, user, value):
    """Anything goes: neither the account nor its spelling is checked."""
    user.manager = value


def _set_profile(call, user, key, value):
    storable(call, value)
    forms = {name: normal_forms.FORMS[name] for name in call.dialect.checked_fields}
    try:
        user.profile[key] = normal_forms.stored(key, value, call.state.system, forms)
    except ValueError as error:
        if not call.dialect.clears_invalid or key not in forms:
            raise _refused(call, "Invalid %s" % error) from error
        user.profile[key] = ""


def _set_scope(call, user, name, value):
    if value == fields.scope(user, name):
        return
    try:
        user.scopes[name] = fields.checked_scope(name, value)
    except ValueError as error:
        raise _refused(call, "Invalid %s" % error) from error


SETTERS = {
    "display": _set_name,
    "displayname": _set_name,
    "email": _set_email,
    "additional_mail": _add_mail,
    "notify_email": _set_notify_email,
    "password": _set_password,
    "quota": _set_quota,
    "manager": _set_manager,
    "language": _set_language,
    "locale": _set_locale,
    "timezone": _set_timezone,
    "first_day_of_week": _set_first_day,
}
