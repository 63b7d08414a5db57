# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a Nextcloud server remembers: accounts, groups, settings. Plain data with the few look-ups that every rule needs."""

from __future__ import annotations

import time
from dataclasses import dataclass, field


@dataclass
class Mail:
    """One additional address of an account; only verified ones can become the address for notifications."""

    address: str
    verified: bool = False
    scope: str = "v2-local"


@dataclass
class User:
    """One account. `display_name` is "" until one is set; `quota` is the stored text ("default", "none", "5 GB").

    `profile` holds the texts of its profile by API name. The e-mail address is changed by `State.set_email` alone.
    """

    uid: str
    password: str
    display_name: str = ""
    email: str | None = None
    additional_mails: list = field(default_factory=list)  # of Mail, in order of adding
    notify_email: str | None = None
    enabled: bool = True
    quota: str = "default"
    language: str = ""
    locale: str = ""
    timezone: str = ""
    first_day_of_week: str = ""
    manager: str = ""
    profile: dict = field(default_factory=dict)
    scopes: dict = field(default_factory=dict)  # API name -> scope, where it is not the default
    providers: dict = field(default_factory=dict)  # two-factor provider -> on
    first_login: int = 0  # seconds since the epoch, 0 = never
    last_login: int = 0

    @property
    def name(self):
        """The display name; the id where none is set."""
        return self.display_name or self.uid


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
        self.by_email = {}  # address -> {uid: True}; kept in step by set_email
        self.subadmin_posts = {}  # uid -> {gid: True}; kept in step by appoint and dismiss
        self.app_passwords = {}  # token -> uid
        self.app_config = {}  # (app, key) -> text
        self.always_on = frozenset()  # ids of apps that cannot be disabled
        self.added_apps = {}  # id -> app that did not come with the server (operation add_app)
        self.filtered = {"users": set(), "groups": set()}  # ids that take a place in a page and are left out of it (operation filtered)
        self.ignores_offset = False  # every page is the first one (operation ignores_offset)
        self.remnants = set()  # ids of accounts whose backend has lost them (operation remnant)
        self.backends = {}  # uid -> backend that keeps display name and password (operation backend)
        self.closed_groups = set()  # ids of groups whose backend manages their members (operation closed_groups)
        self.storage = {}  # uid -> what stands in the place of quota and use; None for nothing (operation storage)
        self.three_bytes = False  # the database stores no character beyond three bytes (operation three_bytes)
        self.hidden_versions = frozenset()  # where a proxy empties the version: "status", "capabilities" (operation hide_version)
        self.system = {"overwritehost": "cloud.example.test"}  # system configuration
        self.two_factor_enforced = False
        self.clock_offset = 0.0
        self.version = 0  # counts writes, so that sorted lists can be kept until one happens
        self._kept, self._kept_version = {}, 0
        self.add_group(Group("admin", "admin"))
        self.add_user(User(admin[0], admin[1]))
        self.join(admin[0], "admin")

    def now(self):
        """Seconds since the epoch by the server's clock, which tests can advance."""
        return time.time() + self.clock_offset

    def cut(self, items, limit, offset):
        """One page of a list, as SQL cuts it: without a limit all that is left."""
        start = 0 if self.ignores_offset else offset
        return items[start:] if limit is None or limit < 0 else items[start : start + limit]

    def touch(self):
        """Note that something changed that a list may depend on."""
        self.version += 1

    def kept(self, key, build):
        """What `build()` returns, kept under this key until something changes (`touch`)."""
        if self._kept_version != self.version:
            self._kept, self._kept_version = {}, self.version
        if key not in self._kept:
            self._kept[key] = build()
        return self._kept[key]

    def host(self, request):
        """The host name that the server takes itself to have."""
        return self.system.get("overwritehost") or request.headers.get("host", "localhost")

    def user(self, uid):
        """The account with this id in any case, None when missing."""
        return self.users.get(uid.lower())

    def has_app(self, app):
        """Whether an app is enabled, for everybody or for some groups."""
        return app in self.always_on or self.app_config.get((app, "enabled"), "no") != "no"

    def users_by_email(self, email):
        """The accounts with this e-mail address in any case."""
        return [self.user(uid) for uid in self.by_email.get(email.lower(), ())]

    def needs_second_factor(self, user):
        """Whether this account's password alone does not log it in."""
        return self.two_factor_enforced or any(on for name, on in user.providers.items() if name != "backup_codes")

    def add_user(self, user):
        """Store a new account."""
        self.users[user.uid.lower()] = user
        self.touch()

    def set_email(self, user, address):
        """Give an account its e-mail address; None takes it away."""
        if user.email:
            self.by_email[user.email.lower()].pop(user.uid, None)
        user.email = address
        if address:
            self.by_email.setdefault(address.lower(), {})[user.uid] = True
        self.touch()

    def remove_user(self, user):
        """Remove an account with its memberships, group-admin posts and app passwords."""
        self.set_email(user, None)
        del self.users[user.uid.lower()]
        self.remnants.discard(user.uid)
        self.storage.pop(user.uid, None)
        self.backends.pop(user.uid, None)
        for gid in self.groups_of.pop(user.uid, {}):
            self.groups[gid].members.pop(user.uid, None)
        for gid in self.subadmin_posts.pop(user.uid, {}):
            self.groups[gid].subadmins.pop(user.uid, None)
        self.app_passwords = {token: uid for token, uid in self.app_passwords.items() if uid != user.uid}
        self.touch()

    def add_group(self, group):
        """Store a new group."""
        self.groups[group.gid] = group
        self.touch()

    def remove_group(self, gid):
        """Remove a group; its members stay as users."""
        group = self.groups.pop(gid)
        for uid in group.members:
            self.groups_of[uid].pop(gid, None)
        for uid in group.subadmins:
            self.subadmin_posts[uid].pop(gid, None)
        self.touch()

    def join(self, uid, gid):
        """Make a user a member; repeatable, and without effect where the group's backend manages them."""
        if gid in self.closed_groups:
            return
        self.groups[gid].members[uid] = True
        self.groups_of.setdefault(uid, {})[gid] = True
        self.touch()

    def leave(self, uid, gid):
        """End a membership; repeatable, and without effect where the group's backend manages them."""
        if gid in self.closed_groups:
            return
        self.groups[gid].members.pop(uid, None)
        self.groups_of.get(uid, {}).pop(gid, None)
        self.touch()

    def appoint(self, uid, gid):
        """Make a user sub-admin of a group; repeatable."""
        self.groups[gid].subadmins[uid] = True
        self.subadmin_posts.setdefault(uid, {})[gid] = True
        self.touch()

    def dismiss(self, uid, gid):
        """End a sub-admin's post; repeatable."""
        self.groups[gid].subadmins.pop(uid, None)
        self.subadmin_posts.get(uid, {}).pop(gid, None)
        self.touch()

    def subadmin_of(self, uid):
        """Ids of the groups this user administers, in order of appointment."""
        return list(self.subadmin_posts.get(uid, ()))

    def is_admin(self, uid):
        """Whether this user is a full administrator."""
        return uid in self.groups["admin"].members

    def is_subadmin(self, uid):
        """Whether this user administers any group (an administrator does not by that alone)."""
        return bool(self.subadmin_posts.get(uid))

    def manages(self, caller, user):
        """Whether the caller may see and change this account by his office.

        Administrators may all, sub-admins the members of their groups but administrators; nobody his own by this alone.
        """
        if self.is_admin(caller.uid):
            return True
        if self.is_admin(user.uid):
            return False
        mine = self.subadmin_posts.get(caller.uid, {})
        return any(gid in mine for gid in self.groups_of.get(user.uid, ()))
