# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups whose backend, such as LDAP, manages their members: what the server would accept without effect is refused before the first write, in a dry run too.

Measured on a real Nextcloud 33.0.3 with user_ldap and slapd: joins and leaves are answered with success, a deletion with HTTP 500.
"""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.group import people as group_member
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.group import resource as group
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import DIALECTS, PASSWORD, Site

ADDED = "the members of the group 'teachers' cannot be added on the server: the group's backend, such as LDAP, manages them."
REMOVED = ADDED.replace("added", "removed")
LISTED = {"groups": [{"name": "teachers"}, {"name": "projects"}]}


@pytest.fixture(name="site", params=[name for name in DIALECTS if name.startswith("nextcloud")])
def fixture_site(request):
    """A server with a group of LDAP, whose member is lena, and a group of its own."""
    with Site(request.param) as site:
        site.groups("teachers", "projects")
        site.users("lena", "karl")
        assert not site.run(group, name="teachers", members={"set": ["lena"]}).error
        site.operate(closed_groups=["teachers"])
        yield site


@pytest.mark.parametrize("check", [True, False])
@pytest.mark.parametrize("resource, wanted, told", [
    (user, dict(name="karl", groups={"add": ["teachers"]}), "groups: " + ADDED),
    (user, dict(name="karl", groups={"set": ["teachers", "projects"]}, quota="5 GB"), "groups: " + ADDED),
    (user, dict(name="lena", groups={"remove": ["teachers"]}), "groups: " + REMOVED),
    (user, dict(name="lena", groups={"set": []}), "groups: " + REMOVED),
    (user, dict(name="nora", password=PASSWORD, groups={"add": ["projects", "teachers"]}), "groups: " + ADDED),
    (group, dict(name="teachers", members={"add": ["karl"]}), "members: " + ADDED),
    (group, dict(name="teachers", members={"set": ["karl"]}), "members: " + ADDED),
    (group, dict(name="teachers", members={"remove": ["lena"]}), "members: " + REMOVED),
    (group_member, dict(group="teachers", users=["karl"]), "users: " + ADDED),
    (group_member, dict(group="teachers", users=["lena"], state="absent"), "users: " + REMOVED),
    (directory, dict(LISTED, users=[{"name": "karl", "groups": ["teachers"]}]), "users[0].groups: " + ADDED),
    (directory, dict(LISTED, users=[{"name": "lena", "groups": []}]), "users[0].groups: " + REMOVED),
])  # fmt: skip
def test_what_would_have_no_effect_is_refused(site, resource, wanted, told, check):
    """Before anything is written."""
    with pytest.raises(Invalid) as error:
        site.run(resource, check=check, **wanted)
    assert told in str(error.value) and not [call for call in site.sandbox.counts if not call.startswith("GET ") and "validate" not in call]


@pytest.mark.parametrize("resource, wanted, changes", [
    (user, dict(name="lena", groups={"set": ["teachers"]}), False),
    (user, dict(name="lena", groups={"add": ["teachers", "projects"]}, quota="5 GB"), True),
    (user, dict(name="karl", subadmin_of={"add": ["teachers"]}), True),
    (group, dict(name="teachers", members={"set": ["lena"]}, subadmins={"set": ["karl"]}), True),
    (group_member, dict(group="teachers", users=["karl"], role="subadmin"), True),
    (group_member, dict(group="teachers", users=["karl"], state="absent"), False),
    (directory, dict(LISTED, users=[{"name": "lena", "groups": ["teachers", "projects"]}, {"name": "karl"}]), True),
])  # fmt: skip
def test_everything_else_is_done(site, resource, wanted, changes):
    """Also with members as they are, group admins, and groups of the server's own."""
    for again in (False, True):
        done = site.run(resource, **wanted)
        assert not done.error and done.changed is (changes and not again)


def test_other_rows_go_on(site):
    """A row that would change such a group can be left out."""
    done = site.run(directory, users=[{"name": "karl", "groups": ["teachers"]}, {"name": "lena", "quota": "5 GB"}], on_problem="skip", **LISTED)
    assert not done.error and done.changed and [problem["name"] for problem in done.result["problems"]] == ["karl"]


def test_such_a_group_is_neither_renamed_nor_deleted(site):
    """The error names the reason; whether a backend can, nothing tells before."""
    renamed, deleted = (site.run(group, name="teachers", **more) for more in ({"display_name": "Staff"}, {"state": "absent"}))
    assert (
        "the group's backend, such as LDAP, does not allow it to be changed" in renamed.error
        and "a backend such as LDAP does not allow it to delete its groups" in deleted.error
    )
