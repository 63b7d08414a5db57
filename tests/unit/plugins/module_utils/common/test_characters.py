# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Characters of more than three bytes: stored where the database can, and told where it fails at them."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.common import messages
from ansible_collections.ocs.provisioning.plugins.module_utils.engine import apply
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import Seen, Server
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import OCSError
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.group import resource as group
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import operations
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user.fields import goals
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import DIALECTS, PASSWORD, Site

ROCKET = "\U0001f680"
NEXTCLOUDS = [dialect for dialect in DIALECTS if dialect.startswith("nextcloud")]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_where_the_database_can(dialect):
    """Nothing is refused."""
    with Site(dialect) as site:
        site.users("alice")
        done = site.run(user, name="alice", display_name="Alice " + ROCKET)
        assert done.error == "" and done.result["user"]["display_name"] == "Alice " + ROCKET


@pytest.mark.parametrize("dialect", DIALECTS)
def test_an_edit_that_the_database_fails_at(dialect):
    """It names the characters, and promises nothing of another run; it is not sent a second time."""
    with Site(dialect) as site:
        site.users("alice")
        site.operate(three_bytes=True)
        done = site.run(user, name="alice", display_name="Alice " + ROCKET)
        assert done.statuses == ["failed"] and "may not store %s" % ROCKET in done.error and "again" not in done.error
        assert done.writes == 1
        assert site.run(user, name="alice", display_name="Älice €").error == ""


@pytest.mark.parametrize("dialect", NEXTCLOUDS)
def test_a_creation_that_the_database_fails_at(dialect):
    """The account exists then, as the message says; running again would fail for ever, so it does not say that."""
    with Site(dialect) as site:
        site.operate(three_bytes=True)
        done = site.run(user, name="bob", password=PASSWORD, display_name="Bob " + ROCKET, quota="1 GB")
        assert "may not store %s" % ROCKET in done.error and "exists now, but is incomplete" in done.error and "again" not in done.error
        assert site.run(user, name="bob", display_name="Bob", quota="1 GB").error == ""


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_group_that_the_database_fails_at(dialect):
    """Its id, and on Nextcloud its display name."""
    with Site(dialect) as site:
        site.operate(three_bytes=True)
        done = site.run(group, name="team " + ROCKET)
        assert "may not store %s" % ROCKET in done.error and "again" not in done.error
        if dialect.startswith("nextcloud"):
            assert "may not store %s" % ROCKET in site.run(group, name="team", display_name=ROCKET).error


@pytest.mark.parametrize("dialect", NEXTCLOUDS)
def test_a_row_of_a_directory(dialect):
    """One row's characters do not keep the others from being put in order."""
    with Site(dialect) as site:
        site.users("alice", "bob")
        site.operate(three_bytes=True)
        rows = [{"name": "alice", "role": ROCKET}, {"name": "bob", "role": "R"}]
        done = site.run(directory, users=rows, on_error="continue")
        assert sorted(done.statuses) == ["done", "failed"] and "may not store %s" % ROCKET in str(done.outcome.actions)


@pytest.mark.parametrize("kept, settled", [({"display_name": "Bob " + ROCKET, "quota": "none"}, True), ({"display_name": "bob", "quota": "none"}, False)])
def test_characters_that_were_stored_are_not_blamed(kept, settled):
    """A creation that met another one (seen on Nextcloud 34.0.1 with MariaDB: a savepoint was gone); what it lacks is sent later."""
    server, lost = Server("nextcloud", version=(34, 0, 1)), OCSError("Bad request.", code=101, http_status=400, ambiguous=True)
    step = operations.create("bob", goals({"name": "bob", "display_name": "Bob " + ROCKET, "quota": "1 GB"}, server), [], [], PASSWORD, server)
    messages.blame(lost, step.request.data)
    resource = replace(user.RESOURCE, observe=lambda _client, _desired: Seen(dict({"name": "bob", "enabled": True}, **kept)))
    client = SimpleNamespace(server=server, transport=SimpleNamespace(warnings=[]))
    assert (apply.settle(lost, step, resource, client, {}) is None) is settled
    assert lost.lasting is not settled and ("may not store" in str(lost)) is not settled


BLAMED = [
    (500, True, {"displayName": ROCKET}, True), (400, True, {"displayName": ROCKET}, True), (200, True, {"key": "role", "value": ROCKET}, True),
    (400, False, {"displayName": ROCKET}, False), (503, True, {"displayName": ROCKET}, False), (None, True, {"displayName": ROCKET}, False),
    (500, True, {"displayName": "€"}, False), (500, True, {"password": ROCKET}, False), (500, True, {"key": "password", "value": ROCKET}, False),
    (500, True, {"groups": ["a"]}, False),
]  # fmt: skip


@pytest.mark.parametrize("status, ambiguous, data, blamed", BLAMED)
def test_what_is_blamed(status, ambiguous, data, blamed):
    """Errors inside the server alone, and never a password, which is not stored as it is."""
    error = OCSError("x", http_status=status, hint="old", ambiguous=ambiguous)
    messages.blame(error, data)
    assert (error.lasting, ROCKET in error.hint) == (blamed, blamed)
