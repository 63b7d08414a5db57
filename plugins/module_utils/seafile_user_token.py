# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Issues a Seafile user's auth token. The server gives the existing one where there is one and does not say which it was."""
from __future__ import annotations

from ansible_collections.ocs.provisioning.plugins.module_utils import connect_seafile
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.plan import SECRET, Id, Operation, Plan, Request
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile_client import TOKEN, find_user

KIND = "user"
NAME = "email"  # the parameter that names the object
SERVICE = connect_seafile
ARGUMENTS = dict(email=dict(type="str", required=True, aliases=["contact_email"]))


def observe(client, desired):
    """The account with the token that this task got for it, None when there is no account."""
    return {"email": desired["email"], "token": client.issued} if find_user(client, desired["email"]) else None


def complete(client, _desired, _draft):
    """Nothing more is needed."""
    client.identify()


def fresh(_desired, _server):
    """Never used: no account is created here."""
    return None


def plan(observed, desired, _server):
    """Always one step: the token cannot be read without asking for it."""
    if observed is None:
        raise Invalid("email", "the user %r does not exist." % desired["email"])
    return Plan([Operation("update", KIND, desired["email"], {}, {"auth_token": SECRET}, Request(
        "POST", TOKEN, {"email": Id("user", desired["email"])}, repeatable=True))])


def results(outcome, _check, _desired):
    """The token; None in a dry run."""
    return {"token": (outcome.record or {}).get("token")}
