# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Issues a Seafile user's auth token. The server gives the existing one where there is one and does not say which it was."""

from __future__ import annotations

from ...engine.plan import SECRET, Id, Operation, Plan, Request, Seen
from ...engine.resource import Resource
from ...errors import Invalid
from .. import calls as seafile_calls, values as seafile_values
from ..client import SERVICE
from ..lookup import one_user

KIND = "user"
ARGUMENTS = dict(email=dict(type="str", required=True, aliases=["contact_email"]))


def prepare(params):
    """The task's parameters with the address as the server keeps it."""
    return dict(params, email=seafile_values.address("email", params["email"]))


def observe(client, desired):
    """The account with the token that this task got for it, None when there is no account."""
    found = one_user(client, "email", desired["email"])
    return Seen({"email": desired["email"], "enabled": bool(found.get("is_active", True)), "token": client.issued} if found else None)


def plan(observed, desired, _server):
    """Always one step: the token cannot be read without asking for it."""
    if observed is None:
        raise Invalid("email", "the user %r does not exist." % desired["email"])
    if not observed["enabled"]:
        raise Invalid("email", "the account %s is not active, and the server issues no token for it; set enabled with seafile_user." % desired["email"])
    return Plan(
        [
            Operation(
                "update", KIND, desired["email"], {}, {"auth_token": SECRET}, Request(seafile_calls.ISSUE_TOKEN, data={"email": Id("user", desired["email"])})
            )
        ]
    )


def results(outcome, _check, _desired):
    """The token; None in a dry run."""
    return {"token": (outcome.record or {}).get("token")}


RESOURCE = Resource(KIND, "email", SERVICE, ARGUMENTS, observe, plan, results, prepare=prepare)
