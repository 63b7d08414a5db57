# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The additional mails of an account as a collection: replace, add, remove, and who may see them (recorded exchanges, user-edit.jsonl)."""

from __future__ import annotations

from . import fields, user_edit
from .call import Failure
from .state import Mail

UNKNOWN, REFUSED = 103, 102  # the same in every version


def edit(call):
    """Change the entry `key` of a collection to `value`."""
    user = fields.find(call, call.ids["userid"])
    own = user is call.caller
    if user is None or not (own or call.state.manages(call.caller, user)):
        raise Failure(998)
    change = {"additional_mail": _replace, "additional_mailScope": _set_scope if own else None}.get(call.ids["collection"])
    if change is None:
        raise Failure(UNKNOWN)
    change(call, user, call.params["key"], call.params["value"])
    return []


def _replace(call, user, key, value):
    """Remove `key` where it is there and add `value`, unchecked; "" only removes. An address sent as both is verified at once."""
    user.additional_mails = [mail for mail in user.additional_mails if mail.address != key]
    if value == "":
        if user.notify_email == key and call.dialect.forgets_notify_email:
            user.notify_email = None
        return
    added = user_edit.normal_email(call, value) if call.dialect.trims_email else value
    user.additional_mails.append(Mail(added))
    first = next((mail for mail in user.additional_mails if mail.address == key), None)
    if first is not None and fields.may_manage(call, user):
        first.verified = True


def _set_scope(_call, user, key, value):
    mail = next((mail for mail in user.additional_mails if mail.address == key), None)
    try:
        if mail is None:
            raise ValueError("no such address")
        mail.scope = fields.checked_scope("additional_mail", value)
    except ValueError as error:
        raise Failure(REFUSED) from error
