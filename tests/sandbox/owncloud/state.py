# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an ownCloud server remembers: accounts, groups, app passwords, settings. Plain data with the look-ups that every rule needs."""

from __future__ import annotations

import time
from dataclasses import dataclass

from .text import lower


@dataclass
class User:
    """One account. `email` is None until first set; `quota` is the stored text ("default", "none", "5 GB")."""

    uid: str
    password: str
    display_name: str
    creation_time: int = 0  # seconds since the epoch
    email: str | None = None
    enabled: bool = True
    quota: str = "default"
    last_login: int = 0  # seconds since the epoch, 0 = never


@dataclass
class Token:
    """An app password: it logs in `uid` under that login name only."""

    uid: str
    text: str


class State:
    """All that changes while the server runs. Users are found in any case, groups by exact id."""

    def __init__(self, admin):
        self.users = {}  # lower-cased id -> User
        self.members = {}  # group id -> {uid: True}; the keys are all the groups there are
        self.groups_of = {}  # uid -> {group id: True} in order of joining
        self.subadmin_of = {}  # uid -> {group id: True} in order of promotion
        self.tokens = {}  # text -> Token
        self.app_config = {}  # (app, key) -> text
        self.system = {}  # system configuration
        self.three_bytes = False  # the database stores no character beyond three bytes
        self.brand = "ownCloud"  # the name that the theme gives the product
        self.sessions = {}  # session id -> auth.Session
        self.clock_offset = 0.0
        self.add_group("admin")
        self.add_user(admin[0], admin[1])
        self.join(admin[0], "admin")

    def now(self):
        """Seconds since the epoch by the server's clock, which tests can advance."""
        return time.time() + self.clock_offset

    def user(self, uid):
        """The account with this id in any case, None when missing."""
        return self.users.get(lower(uid))

    def users_by_email(self, address):
        """The accounts with this address, compared without case as the server's `getByEmail` does."""
        return [user for user in self.users.values() if user.email and lower(user.email) == lower(address)]

    def add_user(self, uid, password):
        """Store a new account; its display name starts as its id."""
        self.users[lower(uid)] = User(uid, password, uid, int(self.now()))

    def remove_user(self, user):
        """Remove an account with its memberships, group-admin posts and app passwords."""
        for gid in list(self.groups_of.get(user.uid, ())):
            self.leave(user.uid, gid)
        self.subadmin_of.pop(user.uid, None)
        self.tokens = {text: token for text, token in self.tokens.items() if token.uid != user.uid}
        del self.users[lower(user.uid)]

    def add_group(self, gid):
        """Store a new group."""
        self.members[gid] = {}

    def remove_group(self, gid):
        """Remove a group; its members and group-admins stay as users."""
        for uid in self.members.pop(gid):
            del self.groups_of[uid][gid]
        for posts in self.subadmin_of.values():
            posts.pop(gid, None)

    def join(self, uid, gid):
        """Make a user a member; repeatable, and then the order of joining stays."""
        self.members[gid][uid] = True
        self.groups_of.setdefault(uid, {})[gid] = True

    def leave(self, uid, gid):
        """End a membership; repeatable."""
        self.members[gid].pop(uid, None)
        self.groups_of.get(uid, {}).pop(gid, None)

    def is_admin(self, user):
        """Whether this user is a full administrator."""
        return user.uid in self.members["admin"]

    def posts(self, user):
        """Ids of the groups this user administers, in order of promotion."""
        return list(self.subadmin_of.get(user.uid, ()))

    def is_accessible(self, caller, user):
        """Whether `caller` is group-admin of a group that `user` is in; administrators are out of a group-admin's reach."""
        return not self.is_admin(user) and any(user.uid in self.members[gid] for gid in self.posts(caller))
