# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""ownCloud 10: the rules of its provisioning API, in small files by idea.

A request flows: `product` (routes, login, permission) -> a rule in `users`, `edit`, `groups`, `members`, `subadmins`, `apps`
or `capabilities` (plain functions over `state`) -> `answers` (codes and envelope).
"""

from .product import OwnCloud

__all__ = ["OwnCloud"]
