# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An id in another case is the same account, and keeps the server's spelling in everything that is made of it."""

from __future__ import annotations

import pytest

from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import Server
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user.accounts import fresh

NEXTCLOUD = Server("nextcloud", version=(34, 0, 1))


def desired(**given):
    """Arguments of ocs_user as Ansible would fill them in."""
    filled = {name: spec.get("default") for name, spec in user.ARGUMENTS.items()}
    return dict(filled, **given)


def test_an_empty_display_name_means_the_stored_id():
    """Else it would flip with every spelling in a playbook."""
    record = fresh("alice", NEXTCLOUD)
    assert user.plan(record, desired(name="ALICE", display_name=""), NEXTCLOUD) == []


def test_deleting_cannot_wipe():
    """The device tokens go with the account."""
    with pytest.raises(Invalid, match="wipe_devices"):
        user.plan(fresh("alice", NEXTCLOUD), desired(name="alice", state="absent", wipe_devices=True), NEXTCLOUD)
