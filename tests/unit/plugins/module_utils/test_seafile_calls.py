# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Seafile documents for accounts in its admin Web API, line by line: the module makes the call, and a second run has nothing to do.

The lines are those of docs/docsite/rst/coverage.rst, which names module and options. Of the old API (lines 10 to 14) it counts what a call
achieves: ``PUT api2/accounts`` leaves half-made accounts behind, so accounts are created by the new one.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile import calls as seafile_calls
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.holders import holder
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import SeafileSite
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import PASSWORD

ALICE, BOB, NEW = "alice@example.com", "bob@example.com", "new@example.com"
ID = re.compile(r"[^/]+@[^/]+")
USERS, ACCOUNTS = "/api/v2.1/admin/users/", "/api2/accounts/"
EDITS = {
    "enabled": False, "admin": True, "display_name": "Al", "login_id": "al", "quota": "5 GB", "password": PASSWORD + "2", "update_password": "always",
}  # fmt: skip
CREATE = ("seafile_user", {"email": NEW, "password": PASSWORD, "quota": "5 GB"}, ["POST " + USERS])
DELETE = ("seafile_user", {"email": BOB, "state": "absent"}, ["DELETE %s{email}/" % USERS])
LINES = [
    ("seafile_user_info", {"enabled": True, "source": "db"}, ["GET " + USERS]),
    ("seafile_user_info", {"query": "ali"}, ["GET /api/v2.1/admin/search-user/"]),
    ("seafile_user_info", {"email": [ALICE]}, ["GET %s{email}/" % USERS]),
    ("seafile_user", dict(EDITS, email=ALICE), ["PUT %s{email}/" % USERS]),
    ("seafile_user", {"email": ALICE, "account_id": "alice.new@auth.local"}, ["PUT /api/v2.1/admin/update-user-ccnet-email/"]),
    CREATE, DELETE,
    ("seafile_user", {"email": ALICE, "state": "absent", "transfer_to": BOB}, ["POST %s{email}/" % ACCOUNTS, "DELETE %s{email}/" % USERS]),
    ("seafile_user_token", {"email": ALICE}, ["POST /api/v2.1/admin/generate-user-auth-token/"]),
    ("seafile_user_info", {"enabled": True}, ["GET " + USERS]),
    ("seafile_user", {"email": ALICE, "department": "Sales"}, ["GET %s{email}/" % ACCOUNTS]),
    CREATE,
    ("seafile_user", {"email": ALICE, "department": "Sales"}, ["PUT %s{email}/" % ACCOUNTS]),
    DELETE,
]  # fmt: skip
CASES = {"seafile-%d" % number: case for number, case in enumerate(LINES, 1)}


def made(site):
    """The calls that the server saw, ids left out."""
    return {ID.sub("{email}", unquote(call)) for call in site.sandbox.counts}


@pytest.mark.parametrize("line", CASES)
def test_call(line):
    """The module makes the call; one that changes something has nothing left to do in a second run, but for passwords and tokens."""
    module, given, calls = CASES[line]
    resource = holder(module)
    with SeafileSite() as site:
        site.users("alice", "bob")
        site.send(seafile_calls.CREATE_GROUP, group_name="staff", group_owner=site.ids(ALICE)[0])
        site.sandbox.counts.clear()
        if module.endswith("_info"):
            assert site.read(resource, **given)["count"] >= 1
            assert set(calls) <= made(site)
            return
        done = site.run(resource, **given)
        assert done.changed and not done.error, done.error
        assert set(calls) <= made(site)
        repeats = "update_password" in given or module.endswith("_token")
        assert len(site.run(resource, **given).outcome.plan) == (1 if repeats else 0)
