# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The requests of converged tasks, as docs/docsite/rst/coverage.rst tells them, counted by the embedded server: without those that end a session."""

from __future__ import annotations

import re

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import documented
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.holders import holder
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import Site

COLUMNS = {"nextcloud-34": "Nextcloud 34", "nextcloud-28": "Nextcloud 28", "owncloud-10": "ownCloud 10"}
STAFF, ALICE = {"name": "staff"}, {"name": "alice"}
# Test to (module, wish, what "for each" counts in the result).
WISHES = {
    "user": ("user", dict(ALICE, display_name="", email=""), None),
    "user with relations": ("user", dict(ALICE, groups={"set": ["staff"]}, subadmin_of={"set": ["staff"]}), None),
    "group": ("group", dict(STAFF, members={"set": ["alice"]}), None),
    "group with a name": ("group", dict(STAFF, display_name=""), None),
    "group with group admins": ("group", dict(STAFF, subadmins={"set": ["alice"]}), None),
    "absent group": ("group", {"name": "gone", "state": "absent"}, None),
    "member": ("group_member", {"group": "staff", "users": ["alice"], "role": "subadmin", "state": "exact"}, None),
    "enabled app": ("app", {"name": "comments"}, None),
    "disabled app": ("app", {"name": "password_policy", "state": "disabled"}, None),
    "settings": ("app_config", {"app": "files", "values": {"a": "1", "b": ""}}, None),
    "all users": ("user_info", {}, lambda found: found["count"]),
    "groups alone": ("group_info", {"members": False, "subadmins": False}, None),
    "all groups": ("group_info", {}, lambda found: found["count"]),
    "all apps": ("app_info", {}, lambda found: sum(not app["enabled"] for app in found["apps"])),
    "named app": ("app_info", {"name": ["comments"]}, None),
    "read settings": ("app_config_info", {"app": "files", "key": ["a", "b"]}, None),
}  # fmt: skip


def rows():
    """Test to its row of the table."""
    return {row["Test"]: row for row in documented.tables()["Requests of converged tasks"]}


@pytest.fixture(name="site", params=COLUMNS, scope="module")
def fixture_site(request):
    """A server that has what the wishes ask for."""
    with Site(request.param) as site:
        site.groups("staff")
        site.users("alice", group="staff")
        site.send("POST", "users/alice/subadmins", groupid="staff")
        site.send("DELETE", "apps/password_policy")
        for key, value in (("a", "1"), ("b", "")):
            site.operate(set_app_config={"app": "files", "key": key, "value": value})
        yield site


def documented_cost(text, each):
    """The number that a cell of the table means; "for each" counts what is in the result."""
    base, more = re.match(r"(\d+)(?: \+ (\d+) for each.*)?$", text).groups()
    return int(base) + int(more or 0) * (each or 0)


def cost(site, module, given, counted):
    """(requests of one task, what "for each" counts)."""
    resource = holder(module)
    site.sandbox.counts.clear()
    if not module.endswith("_info"):
        done = site.run(resource, **given)
        assert not done.changed and not done.error
        return done.requests, None
    found = site.read(resource, **given)
    return sum(count for request, count in site.sandbox.counts.items() if "/index.php/" not in request), counted and counted(found)


@pytest.mark.parametrize("test", WISHES)
def test_cost(test, site):
    """As many as the table says; what the product does not have is refused before any request."""
    module, given, counted = WISHES[test]
    text = rows()[test][COLUMNS[site.sandbox.dialect]]
    if text == "refused":
        with pytest.raises(Invalid):
            cost(site, module, given, counted)
        return
    requests, each = cost(site, module, given, counted)
    assert requests == documented_cost(text, each)


def test_the_table_is_complete():
    """Every row is counted, and every module that this slice has is in it."""
    table = rows()
    assert set(table) == set(WISHES)
    named = {row["Module"] for row in table.values()} - {""}
    assert named == {"ocs_" + module for module, _given, _counted in WISHES.values()}
