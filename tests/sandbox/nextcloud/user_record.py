# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One account as the API shows it: to an administrator, a sub-admin, or the user himself (recorded exchanges, users.jsonl)."""

from __future__ import annotations

from .. import quota
from . import fields
from .call import Failure

UNLIMITED = -3
EXAMPLE_FILES = 20174294  # bytes that the first login puts into an account
PRESETS = "1 GB, 5 GB, 10 GB"


def show(call):
    """The record of one account; unknown and inaccessible ones are refused with different codes."""
    user = fields.find(call, call.ids["userid"])
    if user is None:
        raise Failure(404, "User does not exist")
    shown = record(call, user, scopes=call.ids["userid"] == call.caller.uid)
    if shown is None:
        raise Failure(998)
    return shown


def show_self(call):
    """The caller's own record."""
    return record(call, call.caller, scopes=True)


def is_there(call, user):
    """Whether the backend still has the account. Only administrators notice: they are told its folder (34.0.1's source)."""
    return not (call.is_admin and user.uid in call.state.remnants)


def record(call, user, scopes=False):
    """What the caller may see of an account, None when nothing; what the backend has lost is not found.

    :param scopes: whether to show who may see each profile field.
    """
    if not is_there(call, user):
        raise Failure(404, "%s is not a valid user anymore" % user.uid)
    manages = call.state.manages(call.caller, user)
    if not manages and user is not call.caller:
        return None
    shown = {}
    if manages or call.dialect.self_is_managed:
        shown["enabled"] = user.enabled
    if call.is_admin:
        shown["storageLocation"] = "/data/" + user.uid
    shown["id"] = user.uid
    if call.dialect.login_times:
        shown.update(firstLoginTimestamp=user.first_login, lastLoginTimestamp=user.last_login)
    shown.update(lastLogin=user.last_login * 1000, backend=call.state.backends.get(user.uid, "Database"), subadmin=call.state.subadmin_of(user.uid))
    storage_told = call.state.storage.get(user.uid, storage(call, user))
    shown.update({} if storage_told is None else {"quota": storage_told}, manager=_manager(call, user))
    shown.update(_profile(call, user, scopes))
    shown.update(groups=list(call.state.groups_of.get(user.uid, ())), language=language(call.state, user), locale=user.locale)
    if "timezone" in call.dialect.preferences:
        shown["timezone"] = user.timezone
    shown.update(notify_email=user.notify_email, backendCapabilities=dict.fromkeys(("setDisplayName", "setPassword"), user.uid not in call.state.backends))
    return shown


def _profile(call, user, scopes):
    """The texts of the profile, each followed by its scope where scopes are shown."""
    shown = {"email": user.email, "additional_mail": [mail.address for mail in user.additional_mails]}
    shown.update({"displayname": user.name, "display-name": user.name})
    for name in call.dialect.profile:
        shown[name] = user.profile.get(name, fields.DEFAULTS.get(name, ""))
    if not scopes:
        return shown
    scoped = {"avatarScope": fields.scope(user, "avatar")}
    for name, value in shown.items():
        scoped[name] = value
        if name == "additional_mail":
            scoped["additional_mailScope"] = [mail.scope for mail in user.additional_mails]
        elif name == "display-name":
            scoped["displaynameScope"] = fields.scope(user, "displayname")
        elif name != "displayname":
            scoped[name + "Scope"] = fields.scope(user, name)
    return scoped


def _manager(call, user):
    """The manager's id as far as the caller may know it: administrators always, sub-admins when they may see the manager's account."""
    if call.is_admin or not call.dialect.managers_hidden:
        return user.manager
    manager = fields.find(call, user.manager)
    if manager is None or not call.state.is_subadmin(call.caller.uid):
        return ""
    return user.manager if manager is call.caller or call.state.manages(call.caller, manager) else ""


def language(state, user):
    """The language in effect: the forced one, the user's, the server's."""
    return state.system.get("force_language") or user.language or state.system.get("default_language", "en")


def storage(call, user):
    """Quota and use in bytes; -3 stands for unlimited."""
    size = quota_bytes(call.state.app_config, user.quota)
    if call.dialect.storage_needs_login and not user.first_login:
        return {"quota": size if size >= 0 else "none", "used": 0}
    used = EXAMPLE_FILES if user.first_login else 0
    if size > 0:
        return {"free": size - used, "used": used, "total": size, "relative": quota.round_half_up(used / size * 10000, 0) / 100, "quota": size}
    if size == 0 and call.dialect.storage_needs_login:
        return {"free": 0, "used": used, "total": used, "relative": 100, "quota": 0}
    return {"free": UNLIMITED, "used": used, "total": UNLIMITED, "relative": 0, "quota": size}


def quota_bytes(app_config, text):
    """A stored quota in bytes; `default` is the server's, and where unlimited is not allowed that is its first preset.

    :param app_config: the app configuration; :param text: the stored text. :returns: int or float, -3 for unlimited.
    """
    if text == "default":
        fallback = "none"
        if app_config.get(("files", "allow_unlimited_quota"), "1") != "1":
            presets = [preset.strip() for preset in app_config.get(("files", "quota_preset"), PRESETS).split(",")]
            fallback = next((preset for preset in presets if preset not in ("", "default", "none")), "none")
        text = app_config.get(("files", "default_quota"), fallback)
    size = None if text == "none" else quota.parse(text)
    return UNLIMITED if size is None else size
