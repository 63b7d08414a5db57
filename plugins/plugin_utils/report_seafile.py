# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Accounts and groups of a Seafile server in the words of the access review, which are those of OCS servers. Pure."""

from __future__ import annotations

from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.values import quota_megabytes

MEGABYTE = 10**6  # Seafile counts in powers of 1000


def account(record):
    """An account known by its address; Seafile tells with it who administers the server, and not what groups it is in."""
    limited = record.get("quota") not in (None, "none")
    size = quota_megabytes(record["quota"]) * MEGABYTE if limited else None
    quota = {"definition": record.get("quota"), "bytes": size, "used": record.get("quota_usage")}
    kept = {key: record.get(key) for key in ("display_name", "enabled", "admin", "last_login")}
    return dict(kept, name=record["email"], quota=quota, unread=record.get("unread") or [])


def group(record):
    """A group whose admins are called as on OCS servers."""
    return {"name": record["name"], "members": record.get("members"), "subadmins": record.get("admins")}
