# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server whose names are templates: they stay text in results, in the roles and in their reports."""

from __future__ import annotations

import pytest
from roles.two_hosts import TwoHosts, role

EVIL = "{{ lookup('ansible.builtin.pipe', 'touch owned') }}{% set x = 1 %}"


@pytest.mark.long
def test_templates_of_a_server_are_text(tmp_path):
    """Nothing is run, and what is written is what the server has."""
    with TwoHosts(tmp_path, "nextcloud-34") as hosts:
        state = hosts.servers[0].product.state
        state.users["admin"].display_name = state.groups["admin"].display_name = EVIL
        run = hosts.play(
            {"ocs.provisioning.ocs_user_info": {"name": ["admin"]}, "register": "found"},
            {"ansible.builtin.copy": {"content": "{{ found.users[0].display_name }}", "dest": str(tmp_path / "told"), "mode": "0600"}},
            role("audit"),
            audit_document={"users": [{"name": "admin", "display_name": "Admin"}]},
            audit_fail_on_drift=False,
            audit_report_formats=["json", "html", "csv", "markdown", "junit"],
        )
        assert run.status == 0, run.output[-3000:]
        reports = [path.read_text("utf-8") for path in (tmp_path / "audit-reports").iterdir()]
    assert not list(tmp_path.rglob("owned")) and (tmp_path / "told").read_text("utf-8") == EVIL
    assert len(reports) == 5 and all("touch owned" in text for text in reports)
