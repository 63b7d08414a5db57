# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An audit of a Seafile server in the words of OCS servers."""

from __future__ import annotations

from ansible_collections.ocs.provisioning.plugins.plugin_utils.report import build

ADA = {
    "email": "ada@example.org", "display_name": "Ada", "enabled": True, "admin": True, "last_login": "2026-11-20T00:00:00Z", "quota": "5 GB",
    "quota_usage": 4900000000,
}  # fmt: skip
BEN = dict(ADA, email="ben@example.org", display_name="Ben", admin=False, quota="none", quota_usage=0, last_login=None)


def test_accounts_and_groups():
    """Administrators are told by the server, whatever groups are called; quotas are in powers of 1000."""
    facts = {
        "server": {"product": "seafile", "version": "13.0.25"}, "accounts": {"users": [ADA, BEN], "fetched_at": "2026-11-22T06:00:00Z"},
        "groups": {"groups": [{"name": "admin", "members": ["ben@example.org"], "admins": ["ben@example.org"]}]},
        "document": {"users": [{"name": "ada", "email": "Ada@example.org", "groups": ["lab"]}]},
    }  # fmt: skip
    drift = {"id": "", "action": "update", "kind": "user", "name": "ada@example.org", "status": "planned", "error": None}
    report = build({"actions": [dict(drift, before={"quota": "5 GB"}, after={"quota": "6 GB"})]}, facts)
    assert [(each["type"], each["name"], each["display_name"]) for each in report["findings"]] == [
        ("administrator", "ada@example.org", "Ada"),
        ("group_admin", "ben@example.org", "Ben"),
        ("account_field", "ada@example.org", "Ada"),
        ("never_logged_in", "ben@example.org", "Ben"),
        ("quota_outlier", "ada@example.org", "Ada"),
    ]
    assert report["findings"][2]["groups"] == ["lab"] and report["instance"]["product"] == "seafile"
    assert report["findings"][-1]["detail"].startswith("98 %")
