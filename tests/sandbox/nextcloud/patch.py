# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Editing several fields at once: all are checked before the first is changed (recorded exchanges, user-edit.jsonl)."""

from __future__ import annotations

from . import catalogue, fields, normal_forms, user_edit, user_record
from .call import Failure


def edit(call):
    """Change the fields sent and return the record. :raises Failure: 422 with the errors by field, nothing changed."""
    user = fields.find(call, call.ids["userid"])
    if user is None:
        raise Failure(998)
    if user is not call.caller and not call.state.manages(call.caller, user):
        raise Failure(403, "Insufficient permissions to edit this user")
    sent = {name: value for name, value in call.params.items() if value is not None}
    errors = {}
    for name, check in CHECKS.items():
        if name in sent:
            try:
                check(call, user, sent[name])
            except ValueError as error:
                errors[name] = str(error)
    if errors:
        raise Failure(422, "", {"errors": errors})
    _apply(call, user, sent)
    return user_record.record(call, user)


def _check_name(call, user, _value):
    """Who keeps the name decides; an account that edits itself is asked elsewhere (34.0.1's source)."""
    if user.uid in call.state.backends:
        raise ValueError("Cannot change display name for this user")


def _check_password(_call, _user, value):
    if len(value.encode()) > user_edit.LONGEST_PASSWORD:
        raise ValueError("Invalid password value")


def _check_email(_call, _user, value):
    """The address is checked as sent, though it is trimmed when stored."""
    if value and not normal_forms.is_email(value):
        raise ValueError("Invalid email address")


def _check_language(call, _user, value):
    if call.state.system.get("force_language") and not call.is_admin:
        raise ValueError("Language change is not allowed on this instance")
    if not catalogue.language_exists(value):
        raise ValueError("Invalid language")


def _check_quota(call, user, value):
    _check_may_edit_others(call, user, "quota")
    user_edit.checked_quota(call, value)


def _check_manager(call, user, _value):
    _check_may_edit_others(call, user, "manager")


def _check_may_edit_others(call, user, what):
    if user is call.caller and not call.is_admin:
        raise ValueError("Insufficient permissions to change " + what)


def _check_groups(call, _user, gids):
    _check_group_ids(call, gids, "groups")


def _check_posts(call, _user, gids):
    _check_group_ids(call, gids, "sub-admin groups")


def _check_group_ids(call, gids, what):
    if not call.is_admin:
        raise ValueError("Insufficient permissions to change " + what)
    for gid in gids:
        if gid not in call.state.groups:
            raise ValueError("Group %s does not exist" % gid)


CHECKS = {
    "displayName": _check_name,
    "password": _check_password,
    "email": _check_email,
    "language": _check_language,
    "quota": _check_quota,
    "groups": _check_groups,
    "subadminGroups": _check_posts,
    "manager": _check_manager,
}


def _apply(call, user, sent):
    """Change one field after another. The password comes first, as the policy may still refuse it."""
    if "password" in sent:
        try:
            user_edit.set_password(call, user, sent["password"], 422)
        except Failure as failure:
            raise Failure(422, "", {"errors": {"password": failure.message}}) from failure
    if "displayName" in sent:
        user_edit.set_name(call, user, sent["displayName"] or call.ids["userid"])
    if "email" in sent:
        user_edit.set_email(call, user, sent["email"])
    if "quota" in sent:
        user_edit.set_quota(user, user_edit.checked_quota(call, sent["quota"]))
    if "language" in sent:
        user.language = sent["language"]
    if "manager" in sent:
        user.manager = "" if sent["manager"] == "0" else sent["manager"]
    if "groups" in sent:
        _replace(call.state.groups_of.get(user.uid, {}), sent["groups"], user.uid, call.state.join, call.state.leave)
    if "subadminGroups" in sent:
        wanted = [gid for gid in sent["subadminGroups"] if gid != "admin"]
        _replace(call.state.subadmin_posts.get(user.uid, {}), wanted, user.uid, call.state.appoint, call.state.dismiss)


def _replace(current, wanted, uid, add, remove):
    """Make the ids of `current` those of `wanted`."""
    for gid in [gid for gid in current if gid not in wanted]:
        remove(uid, gid)
    for gid in [gid for gid in wanted if gid not in current]:
        add(uid, gid)
