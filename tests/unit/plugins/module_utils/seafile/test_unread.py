# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Seafile does not tell is unknown: a wish for it is written, and it is never a reason to touch an account."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import Server
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.directory import resource as seafile_directory
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.user import info as seafile_user_info, resource as seafile_user
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import SeafileSite
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import wish


@pytest.mark.parametrize("dialect", ["seafile-13", "seafile-10"])
def test_a_quota_that_seafile_cannot_read(dialect):
    """-1 is no quota and not none."""
    with SeafileSite(dialect) as site:
        site.users("anna")
        site.operate(quota_error="anna@example.com")
        shown = site.read(seafile_user_info, email=["anna@example.com"])["users"][0]
        assert (shown["quota"], shown["quota_usage"], shown["unread"]) == (None, None, ["quota"])
        done = site.run(seafile_user, email="anna@example.com", quota="none")
        assert [step[2] for step in done.steps] == [{"quota": "none"}] and not done.error and "cannot be confirmed" in done.warnings[0]
        done = site.run(seafile_directory, users=[{"email": "anna@example.com", "quota": "1 GB"}])
        assert [step[2] for step in done.steps] == [{"quota": "1 GB"}] and not done.error


UNTOLD = dict(email="x@auth.local", contact_email="anna@example.com", name="Anna", is_active=None)
CALLER = Server("seafile", version=(13, 0, 25), edition="community").with_facts(caller="root@example.com")


def seafile_plan(record, **given):
    """What is sent for one account of Seafile."""
    steps = seafile_user.plan(record, wish(seafile_user, email="anna@example.com", **given), CALLER)
    return [step.request.data for step in steps]


def test_what_seafile_does_not_tell():
    """A wish for it is written; a guess of the role is no reason to refuse one; protected accounts stay protected."""
    record = seafile_user.read_record(UNTOLD, "x@auth.local")
    assert record["unread"] == ["account_role", "admin", "enabled", "last_login", "login_id", "quota"]
    assert seafile_plan(record, enabled=True, quota="none") == [{"is_active": "true", "quota_total": "0"}]
    assert seafile_plan(record, account_role="guest") == [{"role": "guest"}]
    with pytest.raises(Invalid, match="protected_users"):
        seafile_plan(record, enabled=False, protected_users=["anna@example.com"])


def test_an_institution_is_read_where_the_server_has_one():
    """So that it is not written again and again."""
    record = seafile_user.read_record(dict(UNTOLD, institution="KIT"), "x@auth.local")
    server = Server("seafile", version=(13, 0, 25), edition="professional")
    steps = seafile_user.plan(record, wish(seafile_user, email="anna@example.com", institution="KIT"), server)
    assert not steps


def test_unlisted_accounts_of_seafile_whose_state_is_not_told():
    """They are left alone."""
    with SeafileSite() as site:
        site.users("anna")
        given = {"unlisted_users": "disable", "unlisted_scope": {"names": ["*"]}, "max_disables": "100%"}
        client = site.client()
        desired = seafile_directory.prepare(wish(seafile_directory, **given))
        observed = seafile_directory.RESOURCE.observe(client, desired).record
        record = observed["users"]["anna@example.com"]
        record.pop("enabled")
        record["unread"] = ["enabled"]
        steps = seafile_directory.plan(observed, dict(desired, users=None), client.server)
        assert not [step for step in steps if step.name == "anna@example.com"] and "anna@example.com" in steps.warnings[0]


def test_an_account_that_seafile_finds_and_does_not_show():
    """It is there all the same, with what the search tells of it; nobody creates it anew."""
    with SeafileSite() as site:
        site.users("anna")
        site.fault(kind="status", status=404, method="GET", path="/admin/users/[^/]+/$", body='{"error_msg": "User not found."}')
        for asked in ({"email": ["anna@example.com"]}, {"query": "anna"}):
            shown = site.read(seafile_user_info, **asked)["users"][0]
            assert (shown["email"], shown["enabled"], shown["login_id"], shown["unread"]) == ("anna@example.com", True, None, ["login_id"])
        assert not site.run(seafile_directory, check=True, users=[{"email": "anna@example.com", "enabled": True}]).steps
