# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection to a Seafile server: its options, and the client made of them."""

from __future__ import annotations

from ..engine.resource import Service
from ..errors import Invalid
from ..http import connection
from .client import SeafileClient

ARGUMENTS = connection.arguments("SEAFILE")


def connect(params):
    """A client for the connection parameters; sends nothing yet. :raises Invalid: for an address or account that cannot work."""
    username, password, token = (params["auth_" + key] or "" for key in ("username", "password", "token"))
    if not token and not (username and password):
        raise Invalid("auth_token", "is needed, or auth_username and auth_password; SEAFILE_TOKEN, SEAFILE_USERNAME, SEAFILE_PASSWORD do as well.")
    return SeafileClient(connection.transport(params, token=token, scheme="Token"), username, password)


def share(client, kept):
    """Share the token that a task signs in for."""
    client.transport.login.share(kept)


SERVICE = Service(ARGUMENTS, connect, share, untold=("ocs_code",))
