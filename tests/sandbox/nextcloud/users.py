# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Creating accounts, switching them on and off, deleting them, and their mails and devices (recorded exchanges, users.jsonl)."""

from __future__ import annotations

import re
import secrets

from . import fields, policy, user_edit
from .auth import INSTANCE
from .call import Failure, Uncaught
from .normal_forms import trimmed
from .state import User

FORBIDDEN = re.compile(r"[^a-zA-Z0-9 _.@\-']")
RESERVED = {  # files in the data directory, and names kept for some
    ".htaccess", ".ncdata", "__groupfolders", "appdata_" + INSTANCE, "files_external", "index.html",
    "audit.log", "nextcloud.log", "owncloud.log", "updater.log",
}  # fmt: skip
MADE_ID = 10  # characters


def create(call):
    """Create an account. What the later steps refuse leaves it behind half made, but for a refused display name."""
    sent, state, config = call.params, call.state, call.state.app_config
    uid = sent["userid"]
    if uid in ("", "0") and config.get(("core", "newUser.generateUserID")) == "yes":
        uid = "".join(secrets.choice(policy.READABLE) for _index in range(MADE_ID))
    if fields.find(call, uid):
        raise Failure(102, "User already exists")
    _check_groups(call, sent["groups"])
    _check_posts(call, sent["subadmin"])
    password = _password(call, sent["password"], sent["email"])
    if not trimmed(sent["email"]) and config.get(("core", "newUser.requireEmail")) == "yes":
        raise Failure(110, "Required email address was not provided")
    check_id(call, uid)
    if not trimmed(password):
        raise Failure(101, "A valid password must be provided")
    policy.check(state, password, 107)
    user = User(uid, password)
    state.add_user(user)
    for gid in sent["groups"]:
        state.join(uid, gid)
    for gid in sent["subadmin"]:
        state.appoint(uid, gid)
    try:
        _fill(call, user, sent)
    except Uncaught as error:
        raise Failure(101, "Bad request") from error
    return {"id": uid}


def _check_groups(call, gids):
    for gid in gids:
        if gid not in call.state.groups:
            raise Failure(104, call.dialect.say("Group %s does not exist") % gid)
        if not call.is_admin and call.caller.uid not in call.state.groups[gid].subadmins:
            raise Failure(105, call.dialect.say("Insufficient privileges for group %s") % gid)
    if not gids and not call.is_admin:
        raise Failure(106, call.dialect.say("No group specified (required for sub-admins)"))


def _check_posts(call, gids):
    for gid in gids:
        if gid not in call.state.groups:
            raise Failure(call.dialect.subadmin_group_missing, call.dialect.say("Sub-admin group does not exist"))
        if gid == "admin":
            raise Failure(103, call.dialect.say("Cannot create sub-admins for admin group"))
        if not call.is_admin and call.caller.uid not in call.state.groups[gid].subadmins:
            raise Failure(403, call.dialect.say("No permissions to promote sub-admins"))


def _password(call, password, email):
    """The password sent, or a made one where an e-mail address lets the user choose his own."""
    if len(password.encode()) > user_edit.LONGEST_PASSWORD:
        raise Failure(101, "Invalid password value")
    if password:
        return password
    if not email:
        raise Failure(108, call.dialect.say("An email address is required, to send a password link to the user."))
    return policy.Policy(call.state.app_config).make()


def check_id(call, uid):
    """Refuse what cannot be the id of an account. :raises Failure: 101."""
    longest = call.dialect.longest_user_id
    if FORBIDDEN.search(uid):
        text = 'Only the following characters are allowed in an Login: "a-z", "A-Z", "0-9", spaces and "_.@-\'"'
    elif not uid.strip():
        text = "A valid Login must be provided"
    elif uid.strip() != uid:
        text = "Login contains whitespace at the beginning or at the end"
    elif uid in (".", ".."):
        text = "Login must not consist of dots only"
    elif longest and len(uid) > longest:
        text = "Username is too long"
    elif uid in RESERVED:
        text = "Login is invalid because files already exist for this user"
    else:
        return
    raise Failure(101, call.dialect.say(text))


def _fill(call, user, sent):
    """Set the fields that were sent, one after another."""
    try:
        if sent["displayName"]:
            user_edit.change(call, user, "displayname", sent["displayName"])
    except Failure:
        call.state.remove_user(user)
        raise
    try:
        for key in ("quota", "language"):
            if sent[key]:
                user_edit.change(call, user, key, sent[key])
    except user_edit.InvalidArgument as error:
        raise Failure(101, str(error)) from error
    if sent["manager"] is not None:
        user_edit.change(call, user, "manager", sent["manager"])
    if user_edit.normal_email(call, sent["email"]):
        user_edit.set_email(call, user, sent["email"])


def enable(call):
    """Let an account log in; repeatable."""
    return _set_enabled(call, True)


def disable(call):
    """Keep an account from logging in; repeatable."""
    return _set_enabled(call, False)


def _set_enabled(call, enabled):
    user = fields.find(call, call.ids["userid"])
    if user is None or user is call.caller:
        raise Failure(101)
    user = fields.managed(call, user.uid)
    if user.enabled != enabled:
        user.enabled = enabled
        call.state.touch()
    return []


def _other(call):
    """An account that the caller has rights over and that is not his own."""
    user = fields.find(call, call.ids["userid"])
    if user is not None and user is call.caller:
        raise Failure(101)
    return fields.managed(call, call.ids["userid"])


def delete(call):
    """Delete an account with all that belongs to it. Ids that the database's other tables cannot hold make the server fail afterwards."""
    user = _other(call)
    call.state.remove_user(user)
    if user.uid == "0" or len(user.uid) > 64:
        raise Uncaught()
    return []


def wipe(call):
    """Have the account's devices wiped: their app passwords stop working."""
    user, tokens = _other(call), call.state.app_passwords
    call.state.app_passwords = {token: uid for token, uid in tokens.items() if uid != user.uid}
    return []


def welcome(call):
    """Send the welcome mail again; a sandbox sends none, and like on the real server a failing mail server is no error."""
    user = fields.managed(call, call.ids["userid"])
    if not (user.notify_email or user.email):
        raise Failure(101, "Email address not available")
    return []
