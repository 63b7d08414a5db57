# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The dialects by name. A product is a class with `handle(request) -> Response` and `operate(operation)`."""

from __future__ import annotations

from importlib import import_module

# dialect: (package, class); imported when asked for, so that a dialect costs nothing until then
DIALECTS = {
    "nextcloud-34": ("nextcloud", "Nextcloud"),
    "nextcloud-32": ("nextcloud", "Nextcloud"),
    "nextcloud-28": ("nextcloud", "Nextcloud"),
    "owncloud-10": ("owncloud", "OwnCloud"),
    "seafile-13": ("seafile", "Seafile"),
    "seafile-13-late": ("seafile", "Seafile"),
    "seafile-11": ("seafile", "Seafile"),
    "seafile-11-early": ("seafile", "Seafile"),
    "seafile-10": ("seafile", "Seafile"),
}
ADMINS = {"seafile": ("admin@example.com", "admin-password")}  # by package, where an administrator's name is an address


def default_admin(dialect):
    """(user, password) of the only account, unless another one is asked for."""
    return ADMINS.get(DIALECTS[dialect][0], ("admin", "admin"))


def make_product(dialect, admin, limits):
    """A fresh server of this dialect whose only account is `admin` (user, password)."""
    package, name = DIALECTS[dialect]
    return getattr(import_module("." + package, __package__), name)(dialect, admin, limits)
