# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An address of two Seafile accounts, or a name of two groups, means neither of them."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import Id
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile import calls as seafile_calls
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.directory import resource as seafile_directory
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.group import resource as seafile_group
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.user import resource as seafile_user, token as seafile_user_token
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import ADMIN, SeafileSite, thrice, wrote

ANNA, NEW = "anna@example.com", "new@example.com"


def two_with_one_address(site):
    """One account has it for a contact address, the other one has no contact address and has it for an id."""
    site.users("anna", "carl")
    site.send(seafile_calls.RENAME_USER, old_email=Id("user", "carl@example.com"), new_email="anna@example.com")
    site.send(seafile_calls.EDIT_USER, {"user": "anna@example.com"}, contact_email="")


SHARED = [
    (seafile_user, {"email": ANNA, "enabled": False}, "email"), (seafile_user, {"email": ANNA, "state": "absent"}, "email"),
    (seafile_user, {"email": NEW, "previous_email": ANNA}, "previous_email"),
    (seafile_user, {"email": "ben@example.com", "state": "absent", "transfer_to": ANNA}, "transfer_to"),
    (seafile_user_token, {"email": ANNA}, "email"), (seafile_group, {"name": "one", "members": {"add": [ANNA]}}, "members"),
    (seafile_group, {"name": "one", "admins": {"add": [ANNA]}}, "members"), (seafile_group, {"name": "two", "owner": ANNA}, "owner"),
    (seafile_directory, {"users": [{"email": ANNA}]}, "users"), (seafile_directory, {"groups": [{"name": "one", "subadmins": [ANNA]}]}, "users"),
    (seafile_directory, {"groups": [{"name": "one", "owner": ANNA}]}, "users"),
]  # fmt: skip


@pytest.mark.parametrize("resource, given, field", SHARED)
def test_an_address_of_two(resource, given, field):
    """Neither is taken, and the message names both."""
    with SeafileSite() as site:
        site.users("ben")
        site.operate(library={"owner": "ben@example.com"})
        site.groups("one")
        two_with_one_address(site)
        ids = site.ids(ANNA)
        with pytest.raises(Invalid) as refusal:
            site.run(resource, **given)
        assert refusal.value.field == field and all(each in str(refusal.value) for each in ids) and not wrote(site)


def test_unlisted_of_two():
    """Neither goes, and a warning names them; others do."""
    with SeafileSite() as site:
        site.users("ben")
        two_with_one_address(site)
        done = thrice(site, seafile_directory, unlisted_users="delete", unlisted_scope={"names": ["*"]}, max_deletes="100%")
        assert [name for _action, name, _after in done.steps] == ["ben@example.com"] and len(site.ids(ANNA)) == 2
        assert any("left unchanged" in text for text in done.warnings)


def test_two_members_with_one_address():
    """Neither leaves."""
    with SeafileSite() as site:
        two_with_one_address(site)
        site.groups("one")
        for number in site.ids(ANNA):
            site.send(seafile_calls.JOIN, {"group": Id("group", "one")}, email=number)
        for given in ({"remove": [ANNA]}, {"set": []}):
            with pytest.raises(Invalid, match="several members have the address"):
                site.run(seafile_group, name="one", members=given, allow_empty=True)


def test_a_name_of_two_groups():
    """Neither is taken."""
    with SeafileSite() as site:
        site.users("anna")
        state = site.sandbox.product.state
        for _turn in range(2):
            state.add_group("one", state.find(ADMIN[0]))
        for resource, given in (
            (seafile_group, {"name": "one", "state": "absent"}), (seafile_group, {"name": "one", "members": {"add": [ANNA]}}),
            (seafile_user, {"email": ANNA, "groups": {"add": ["one"]}}), (seafile_directory, {"groups": [{"name": "one"}]}),
        ):  # fmt: skip
            with pytest.raises(Invalid, match="2 groups are called one: 1, 2"):
                site.run(resource, **given)
            assert not wrote(site)
        done = site.run(seafile_directory, unlisted_groups="delete", max_deletes="100%")
        assert not done.changed and any("left unchanged" in text for text in done.warnings)
