# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server as a whole: is it there, which version, how much is on it. Source: recorded exchanges, server.jsonl."""

from __future__ import annotations

from .answers import as_json


def ping(_call):
    """GET api2/ping/, and auth/ping/ with a token."""
    return "pong"


def server_info(call):
    """GET api2/server-info/, for everybody."""
    info = {"version": call.dialect.version, "encrypted_library_version": 2, "features": ["seafile-basic"]}
    return as_json(info, content_type="application/json; charset=utf-8")


def system_info(call):
    """GET admin/sysinfo/; there is one library of the server's own."""
    users = call.state.users.values()
    libraries = [library for owned in call.state.libraries.values() for library in owned.values()]
    return {
        "users_count": len(users),
        "active_users_count": sum(user.is_active for user in users),
        "repos_count": len(libraries) + 1,
        "total_files_count": 0,
        "groups_count": len(call.state.groups),
        "org_count": 0,
        "multi_tenancy_enabled": False,
        "is_pro": False,
        "with_license": False,
        "license_expiration": "",
        "license_mode": "",
        "license_maxusers": 0,
        "license_to": "",
        "total_storage": sum(library.size for library in libraries),
        "total_devices_count": 0,
        "current_connected_devices_count": 0,
    }


def institutions(_call):
    """GET admin/institutions/ where it is open: there are none."""
    return {"institution_list": [], "total_count": 0}
