# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a Seafile server remembers: users, profiles, quotas, groups, libraries. Plain data with the look-ups that every rule needs."""

from __future__ import annotations

import secrets
import time
import uuid
from dataclasses import dataclass, field

from .collation import find
from .profiles import Profiles
from .throttle import Throttle

NO_QUOTA = -2


@dataclass
class User:
    """One account of the user database. `email` is its id, whatever it looks like."""

    number: int
    email: str
    password: str
    is_staff: bool
    is_active: bool
    created: float  # seconds since the epoch
    reference_id: str = ""
    last_login: float | None = None  # in the browser; the API does not count
    tokens: dict = field(default_factory=dict)  # (platform, device id), None without a device -> token


@dataclass
class Group:
    """A group. `owner` is a user id that may be out of date; `members` maps lower-cased user ids to "is an administrator"."""

    number: int
    name: str
    owner: str
    created: float
    members: dict


@dataclass
class Library:
    """A library; `size` in bytes."""

    name: str
    created: float
    size: int = 0
    id: str = field(default_factory=lambda: str(uuid.uuid4()))


class State:
    """All that changes while the server runs. User ids are found in any case."""

    def __init__(self, dialect, admin, limits):
        self.dialect = dialect
        self.users = {}  # lower-cased id -> User, in order of creation
        self.profiles = Profiles()
        self.quotas = {}  # lower-cased id -> bytes; stays when the user is deleted
        self.departments = {}  # lower-cased id -> text; stays when the user is deleted
        self.groups = {}  # number -> Group
        self.libraries = {}  # lower-cased id of the owner -> {library id: Library}
        self.tokens = {}  # token -> User
        self.default_quota = NO_QUOTA  # bytes
        self.frontend = True  # whether it was built: without it no page can be shown
        self.org_groups = set()  # names of groups that belong to an organisation (operation org_group)
        self.quota_errors = set()  # ids of users whose quota the server cannot read (operation quota_error)
        self.ignores_page = False  # every page is the first one (operation ignores_page)
        self.clock_offset = 0.0
        self.last_user = self.last_group = 0
        self.user_throttle = Throttle("3000/minute" if limits else None)
        self.sign_in_throttle = Throttle("60/minute" if limits else None)
        self._store(admin[0], admin[1], True, True)

    def now(self):
        """Seconds since the epoch by the server's clock, which tests can advance."""
        return time.time() + self.clock_offset

    def find(self, uid):
        """The user with this id in any case, and with or without accents; None when missing."""
        return find(self.users, uid)

    def find_address(self, address):
        """The user with this contact e-mail, else with this id; None when there is neither."""
        return self.find(self.profiles.owner("contact_email", address) or address)

    def add_user(self, address, password, is_staff, is_active):
        """Create a user as the server's user model does; raises NotSaved after the account was stored when its profile cannot be."""
        if not self.dialect.internal_ids:
            return self._store(address.lower(), password, is_staff, is_active)
        user = self._store(secrets.token_hex(16) + "@auth.local", password, is_staff, is_active)
        self.profiles.update(user.email, contact_email=address.lower())
        return user

    def _store(self, uid, password, is_staff, is_active):
        self.last_user += 1
        self.users[uid.lower()] = user = User(self.last_user, uid, password, is_staff, is_active, self.now())
        return user

    def remove_user(self, user):
        """Remove a user with profile, tokens, memberships and libraries; groups that he owns, his quota and department stay."""
        key = user.email.lower()
        self.end_tokens(user)
        self.libraries.pop(key, None)
        for group in self.groups.values():
            group.members.pop(key, None)
        self.profiles.remove(key)
        del self.users[key]

    def rename_user(self, user, uid):
        """Give a user another id, in all places but the owner of groups."""
        old, new = user.email.lower(), uid.lower()
        self.users = {new if key == old else key: each for key, each in self.users.items()}
        self.profiles.rename(user.email, uid)
        for kept in (self.quotas, self.departments, self.libraries):
            if old in kept:
                kept[new] = kept.pop(old)
        for group in self.groups.values():
            if old in group.members:
                group.members[new] = group.members.pop(old)
        user.email = uid

    def token_of(self, user, device=None):
        """The token of a user (and device), made when there is none."""
        if device not in user.tokens:
            user.tokens[device] = secrets.token_hex(20)
            self.tokens[user.tokens[device]] = user
        return user.tokens[device]

    def end_tokens(self, user):
        """Make all tokens of a user invalid."""
        for token in user.tokens.values():
            del self.tokens[token]
        user.tokens.clear()

    def quota_of(self, user):
        """Bytes that a user may store: his own quota, else the server's default; -2 without limit, -1 where it cannot be read (source)."""
        if user.email in self.quota_errors:
            return -1
        return self.quotas.get(user.email.lower()) or self.default_quota

    def owned(self, uid):
        """The libraries of an owner, by their id."""
        return self.libraries.get(uid.lower(), {})

    def add_library(self, uid, name, size=0):
        """Store a new library of this owner."""
        library = Library(name, self.now(), size)
        self.libraries.setdefault(uid.lower(), {})[library.id] = library
        return library

    def add_group(self, name, owner):
        """Store a new group; its owner is a member and an administrator of it."""
        self.last_group += 1
        group = self.groups[self.last_group] = Group(self.last_group, name, owner.email, self.now(), {owner.email.lower(): True})
        return group

    def groups_of(self, uid):
        """The groups that a user is a member of, newest first."""
        return [group for group in reversed(self.groups.values()) if uid.lower() in group.members]
