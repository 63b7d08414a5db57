# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection to an OCS server: its options, and the client made of them."""

from __future__ import annotations

from ..engine.resource import Service
from ..errors import Invalid
from ..http import connection
from .client import Client

ARGUMENTS = connection.arguments("OCS", product=dict(type="str", choices=["auto", "nextcloud", "owncloud"], default="auto", env="OCS_PRODUCT"))


def connect(params):
    """A client for the connection parameters; sends nothing yet. :raises Invalid: for an address or account that cannot work."""
    username, password = params["auth_username"] or "", params["auth_password"] or ""
    whole = bool(username and password)
    if not whole and not params["auth_token"]:
        raise Invalid("auth_username", "is needed together with auth_password, or give auth_token; OCS_USERNAME and OCS_PASSWORD do as well.")
    # a whole login wins: half a login would be a failed one, and counts against the address
    token = "" if whole else params["auth_token"]
    return Client(connection.transport(params, username=username, password=password, token=token), params["product"])


SERVICE = Service(ARGUMENTS, connect, Client.share, sessions=True)
