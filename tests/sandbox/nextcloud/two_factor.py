# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The second factors of accounts, seen and switched by an administrator (recorded exchanges, extras.jsonl)."""

from __future__ import annotations

from . import fields
from .call import Failure, Uncaught

# provider: (app it belongs to, whether an administrator may switch it on); off he may switch all
PROVIDERS = {
    "twofactor_nextcloud_notification": ("twofactor_nextcloud_notification", True),
    "totp": ("twofactor_totp", False),
    "backup_codes": ("twofactor_backupcodes", False),
}


def state(call):
    """Each provider and whether it is on; those of enabled apps appear once the account has logged in."""
    return _shown(call, _user(call))


def enable(call):
    """Switch providers on; those that only the user can set up stay as they are."""
    return _switch(call, True)


def disable(call):
    """Switch providers off."""
    return _switch(call, False)


def _user(call):
    user = fields.find(call, call.params["user"])
    if user is None:
        raise Failure(404, "", None)
    return user


def _shown(call, user):
    appear = {name for name, (app, _can) in PROVIDERS.items() if user.first_login and call.state.has_app(app)}
    return {name: user.providers.get(name, False) for name in PROVIDERS if name in appear or name in user.providers}


def _switch(call, on):
    user = _user(call)
    for name in call.params["providers"]:
        app, can_enable = PROVIDERS.get(name, (None, False))
        if app is None or not call.state.has_app(app):
            raise Uncaught()
        if can_enable or (not on and user.providers.get(name)):
            user.providers[name] = on
    return _shown(call, user)
