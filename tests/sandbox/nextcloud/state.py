# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a Nextcloud server remembers: accounts, groups, settings. Plain data with the few look-ups that every rule needs."""
from __future__ import annotations

import time
from dataclasses import dataclass, field


@dataclass
class User:
    """One account. `quota` is the stored text ("default", "none", "5 GB"); `profile` holds the texts of its profile by API name."""

    uid: str
    password: str
    display_name: str = ""
    email: str | None = None
    additional_mails: dict = field(default_factory=dict)  # address -> verified
    notify_email: str | None = None
    enabled: bool = True
    quota: str = "default"
    language: str = ""
    locale: str = ""
    timezone: str = ""
    manager: str = ""
    profile: dict = field(default_factory=dict)
    scopes: dict = field(default_factory=dict)
    avatar_scope: str = ""
    app_passwords: set = field(default_factory=set)
    providers: dict = field(default_factory=dict)  # two-factor provider -> on
    two_factor_enforced: bool = False
    first_login: int = 0  # seconds since the epoch, 0 = never
    last_login: int = 0
    wiped: bool = False
    mails_sent: int = 0


@dataclass
class Group:
    """One group; members and sub-admins are user ids in the stored spelling, in order of joining."""

    gid: str
    display_name: str = ""
    members: dict = field(default_factory=dict)  # uid -> True, an ordered set
    subadmins: dict = field(default_factory=dict)


class State:
    """All that changes while the server runs. Users are found in any case, groups by exact id."""

    def __init__(self, admin):
        self.users = {}  # lower-cased id -> User
        self.groups = {}  # id -> Group
        self.groups_of = {}  # uid -> {gid: True} in order of joining; kept in step by join and leave
        self.app_config = {}  # (app, key) -> text
        self.system = {}  # system configuration
        self.clock_offset = 0.0
        self.version = 0  # counts writes, so that sorted lists can be kept until one happens
        self.add_group(Group("admin", "admin"))
        self.add_user(User(admin[0], admin[1], admin[0]))
        self.join(admin[0], "admin")

    def now(self):
        """Seconds since the epoch by the server's clock, which tests can advance."""
        return time.time() + self.clock_offset

    def touch(self):
        """Note that something changed that a list may depend on."""
        self.version += 1

    def user(self, uid):
        """The account with this id in any case, None when missing."""
        return self.users.get(uid.lower())

    def add_user(self, user):
        """Store a new account."""
        self.users[user.uid.lower()] = user
        self.touch()

    def remove_user(self, user):
        """Remove an account with its memberships and group-admin posts."""
        del self.users[user.uid.lower()]
        for gid in self.groups_of.pop(user.uid, {}):
            self.groups[gid].members.pop(user.uid, None)
        for group in self.groups.values():
            group.subadmins.pop(user.uid, None)
        self.touch()

    def add_group(self, group):
        """Store a new group."""
        self.groups[group.gid] = group
        self.touch()

    def remove_group(self, gid):
        """Remove a group; its members stay as users."""
        for uid in self.groups.pop(gid).members:
            self.groups_of[uid].pop(gid, None)
        self.touch()

    def join(self, uid, gid):
        """Make a user a member; repeatable."""
        self.groups[gid].members[uid] = True
        self.groups_of.setdefault(uid, {})[gid] = True
        self.touch()

    def leave(self, uid, gid):
        """End a membership; repeatable."""
        self.groups[gid].members.pop(uid, None)
        self.groups_of.get(uid, {}).pop(gid, None)
        self.touch()

    def subadmin_of(self, uid):
        """Ids of the groups this user administers."""
        return [gid for gid, group in self.groups.items() if uid in group.subadmins]

    def is_admin(self, uid):
        """Whether this user is a full administrator."""
        return uid in self.groups["admin"].members
