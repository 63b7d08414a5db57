# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A group admin as acting account: his own groups, and nothing outside them."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid, OCSError
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.ocs.user.test_user_check import foretold
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import PASSWORD, Site

LEAD = ("lead", PASSWORD)


@pytest.fixture(name="site", params=["nextcloud-34", "nextcloud-28", "owncloud-10"])
def fixture_site(request):
    """A fresh server: lead leads staff, where member is, and stranger is not."""
    with Site(request.param) as site:
        site.groups("staff", "other")
        site.users("lead", "stranger")
        site.users("member", group="staff")
        site.send("POST", "users/lead/subadmins", groupid="staff")
        yield site


def test_a_new_member(site):
    """Made in his group, changed, disabled; foretold by the dry run."""
    for asked in (dict(groups={"add": ["staff"]}, display_name="A", email="a@y.example"), dict(quota="1 GB", display_name="B"), dict(enabled=False)):
        checked = site.run(user, check=True, caller=LEAD, name="alice", password=PASSWORD, **asked)
        done = site.run(user, caller=LEAD, name="alice", password=PASSWORD, **asked)
        assert done.error == "" and done.changed and checked.diff == done.diff
        assert foretold(checked.result["user"], done.result["user"], "email" in asked) == []
        assert not site.run(user, caller=LEAD, name="alice", password=PASSWORD, **asked).changed


def test_a_new_account_outside_his_groups(site):
    """Needs one of his groups; the message says so, and nothing is left behind."""
    report = site.run(user, caller=LEAD, name="alice", password=PASSWORD)
    assert "must add a new user to one of the groups that it administers" in report.error and report.result["user"] is None
    assert site.run(user, name="alice", state="absent").changed is False


def test_a_stranger(site):
    """He may not see him: that is no missing account, so nothing is created."""
    with pytest.raises(OCSError, match="may not see this user"):
        site.run(user, caller=LEAD, name="stranger", password=PASSWORD, quota="1 GB")


def test_his_own_account(site):
    """Nobody disables or deletes himself."""
    for asked, field in ((dict(enabled=False), "enabled"), (dict(state="absent"), "state")):
        with pytest.raises(Invalid, match="%s: (?i:lead) is the acting account" % field):
            site.run(user, caller=LEAD, name="LEAD", **asked)
