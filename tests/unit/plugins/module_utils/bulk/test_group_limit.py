# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many groups a run may delete, against the embedded server: shares and, on Seafile, libraries go with them."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.directory import resource as seafile_directory
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import SeafileSite, writes
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import DIALECTS, Site, thrice, told

GIVEN = {"groups": [{"name": "a"}, {"name": "b", "state": "absent"}], "unlisted_groups": "delete"}
REFUSAL = "max_group_deletes: the plan would delete 2 of %d groups (b, c); the limit is 1. Raise max_group_deletes if this is intended."


def refused(site, resource, existing):
    """Whether the default refuses both groups, in a dry run too, with the plan and its counts."""
    for check, status in ((True, "planned"), (False, "skipped")):
        done = site.run(resource, check=check, **GIVEN)
        assert writes(done) == 0 and done.error == REFUSAL % existing
        assert told(done) == ["delete:group:b " + status, "delete:group:c " + status] and done.result["unlisted"]["groups"] == ["c"]
        assert done.result["summary"]["by_kind"] == ({"delete group": 2} if check else {}) and done.result["plan"]["requests"] == 2


@pytest.mark.parametrize("dialect", DIALECTS)
def test_groups_beyond_the_limit(dialect):
    """Unlisted groups and rows with state absent count together; by default, one group of a few may go."""
    with Site(dialect) as site:
        site.run(directory, groups=[{"name": name} for name in "abc"])
        refused(site, directory, 4)
        assert "the limit is 0" in site.run(directory, max_group_deletes="0", **GIVEN).error
        assert told(thrice(site, directory, **dict(GIVEN, unlisted_groups="report"))) == ["delete:group:b done"]
        site.run(directory, groups=[{"name": "b"}])
        assert told(thrice(site, directory, max_group_deletes="50%", **GIVEN)) == ["delete:group:b done", "delete:group:c done"]


@pytest.mark.parametrize("dialect", ["seafile-13", "seafile-11", "seafile-10"])
def test_groups_of_seafile_beyond_the_limit(dialect):
    """The same."""
    with SeafileSite(dialect) as site:
        site.run(seafile_directory, groups=[{"name": name} for name in "abc"])
        refused(site, seafile_directory, 3)
        assert told(site.run(seafile_directory, max_group_deletes="2", **GIVEN)) == ["delete:group:b done", "delete:group:c done"]
        assert site.run(seafile_directory, max_group_deletes="0", **GIVEN).steps == []
