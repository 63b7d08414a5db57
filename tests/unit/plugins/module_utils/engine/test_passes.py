# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How often a task plans: once, and a second time only where its writes depend on what reading did not bring."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.group import resource as group
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import PASSWORD, Site

ALICE = {"name": "alice", "quota": "5 GB", "groups": ["staff"]}
CASES = [
    ("as wished", user, {"name": "alice"}, 1),
    ("an edit", user, {"name": "alice", "quota": "5 GB"}, 1),
    ("a group that is there", user, {"name": "alice", "groups": {"add": ["staff"]}}, 2),
    ("an account that is not there", user, {"name": "ben", "password": PASSWORD}, 2),
    ("a display name", group, {"name": "staff", "display_name": "Staff"}, 1),
    ("what is refused", user, {"name": "alice", "two_factor": True}, 1),
    ("a document as wished", directory, {"groups": [{"name": "staff"}], "users": [{"name": "alice"}]}, 1),
    ("a row that changes a quota and joins a group", directory, {"groups": [{"name": "staff"}], "users": [ALICE]}, 1),
    ("a row for an account that is not there", directory, {"users": [{"name": "ben", "password": PASSWORD}]}, 1),
]  # fmt: skip


@pytest.mark.parametrize("resource, given, passes", [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_passes(resource, given, passes):
    """The version comes with the status page, which tells the product; refused plans are not made again."""
    made = []

    def plan(observed, desired, server):
        made.append(server)
        return resource.plan(observed, desired, server)

    with Site("nextcloud-34", product="auto") as site:
        site.groups("staff")
        site.users("alice")
        with suppress(Invalid):
            site.run(replace(resource.RESOURCE, plan=plan), check=True, **given)
    assert len(made) == passes
