# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seafile, community edition: the rules of its admin Web API, in small files by idea; versions differ in values of `dialect`.

A request flows: `product` (routes, sign-in, permission, throttle) -> a rule in `users`, `user_edit`, `groups`, `accounts` ...
(plain functions over `state`) -> `answers`. Sources: the recorded exchanges of seafile-13, seafile-11 and seafile-10, what was measured of two more builds,
and where
these are silent the published source of the web part; such rules are marked (derived).
"""

from .product import Seafile

__all__ = ["Seafile"]
