# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who finds which account, and which of its fields he may edit (recorded exchanges, users.jsonl and user-edit.jsonl)."""

from __future__ import annotations

from .call import Failure

LOCAL, FEDERATED, PUBLISHED, PRIVATE = "v2-local", "v2-federated", "v2-published", "v2-private"
OLD_SCOPES = {"private": LOCAL, "": LOCAL, "contacts": FEDERATED, "public": PUBLISHED}
WIDE_FIELDS = ("avatar", "displayname", "email", "pronouns")  # federated unless the user decides otherwise
ALWAYS_VISIBLE = ("displayname", "email")  # cannot be made private
DEFAULTS = {"profile_enabled": "1"}
OWN = frozenset({"display", "additional_mail", "password", "notify_email"})
OTHERS = OWN | {"displayname", "email", "language", "locale", "quota", "manager"}


def find(call, uid):
    """The account with this id in any case; where the version allows it, also the one with this e-mail address. None when missing.

    :param call: a call, or a server, of which its state and its dialect are asked.
    """
    longest = call.dialect.longest_user_id
    if longest and len(uid.encode()) > longest:
        return None
    user = call.state.user(uid)
    if user is None and call.dialect.found_by_email:
        return next(iter(call.state.users_by_email(uid)), None)
    return user


def may_manage(call, user):
    """Whether the caller has a sub-admin's rights over this account."""
    return call.state.manages(call.caller, user) or (call.dialect.self_is_managed and user is call.caller)


def managed(call, uid):
    """The account with this id, over which the caller must have rights. :raises Failure: 998 when missing or out of his reach."""
    user = find(call, uid)
    if user is None or not may_manage(call, user):
        raise Failure(998)
    return user


def scope(user, name):
    """Who may see a field: the user's choice or the default."""
    return user.scopes.get(name) or (FEDERATED if name in WIDE_FIELDS else LOCAL)


def checked_scope(name, text):
    """The scope that a text stands for. :raises ValueError: with the server's text, when there is none or the field cannot have it."""
    wanted = OLD_SCOPES.get(text, text)
    if wanted not in (LOCAL, FEDERATED, PUBLISHED, PRIVATE):
        raise ValueError("Invalid scope")
    if wanted == PRIVATE and name in ALWAYS_VISIBLE:
        raise ValueError("scope")
    return wanted


def permitted(call, user):
    """The keys that the caller may edit on this account. :raises Failure: 998 when he may edit none."""
    if user is call.caller:
        return _own_keys(call)
    if not call.state.manages(call.caller, user):
        raise Failure(998)
    kept = {"displayname"} if user.uid in call.state.backends else set()  # users.jsonl has no other backend: 34.0.1's source
    return OTHERS.union(call.dialect.profile, call.dialect.preferences) - kept


def _own_keys(call):
    system, listed = call.state.system, _listed(call)
    keys = set(OWN).union(call.dialect.preferences, listed, call.dialect.unlisted_fields)
    keys.update(name + "Scope" for name in call.dialect.listed_fields + call.dialect.unlisted_fields + ("avatar",))
    keys.discard("additional_mailScope")
    if "displayname" not in listed:
        keys.discard("display")
    if call.is_admin or not system.get("force_language"):
        keys.add("language")
    if call.is_admin or not system.get("force_locale"):
        keys.add("locale")
    else:
        keys.discard("first_day_of_week")
    return keys.union({"quota", "manager"} if call.is_admin else ())


def _listed(call):
    """The fields of a profile that its owner may edit on this server."""
    if call.state.system.get("allow_user_to_change_display_name", True):
        return call.dialect.listed_fields
    return tuple(name for name in call.dialect.listed_fields if name not in ALWAYS_VISIBLE)


def editable(call):
    """The fields that the caller may edit on himself."""
    return list(_listed(call))


def editable_of(call):
    """The fields that may be edited on an account; inaccessible and unknown ones are refused alike."""
    if call.ids["userid"] != call.caller.uid:
        managed(call, call.ids["userid"])
    return list(_listed(call))
