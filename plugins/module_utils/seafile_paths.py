# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Paths of Seafile's Web API, as segments; where an id stands, a :class:`plan.Id` may stand. Pure."""
from __future__ import annotations

from urllib.parse import quote


def admin(*segments):
    """Path of an endpoint of the admin API, as segments; it ends in a slash, without which the server redirects."""
    return ("api", "v2.1", "admin") + segments + ("",)


def old_account(account_id):
    """Path of an account in the old API, which alone keeps departments and moves libraries."""
    return "api2", "accounts", account_id, ""


CREATE_USER, CREATE_GROUP, RENAME, TOKEN = admin("users"), admin("groups"), admin("update-user-ccnet-email"), admin("generate-user-auth-token")


def joined(segments):
    """The path of these segments, each percent-encoded once."""
    return "/".join(quote(segment, safe="@") for segment in segments)
