# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ids of groups that end in a blank, on servers whose database does not see it."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.group import people as group_member, resource as group
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import Site


class Padding(dict):
    """Groups as MySQL finds them: blanks at the end do not count."""

    def get(self, name, default=None):
        return dict.get(self, name, dict.get(self, name.rstrip(" "), default))

    def __contains__(self, name):
        return self.get(name) is not None

    def pop(self, name, *default):
        return dict.pop(self, name if dict.__contains__(self, name) else name.rstrip(" "), *default)


@pytest.mark.parametrize("dialect", ["nextcloud-34", "nextcloud-28"])
def test_a_blank_at_the_end_is_another_group(dialect):
    """Where the database finds the group without it, it is neither read, filled nor deleted in its place."""
    with Site(dialect) as site:
        site.users("alice")
        site.groups("trail")
        state = site.sandbox.product.state
        state.groups = Padding(state.groups)
        assert site.read_members("trail ") == [], "the sandbox does as such a server"
        assert not site.run(group, name="trail ", state="absent").changed
        with pytest.raises(Invalid, match="'trail ' does not exist"):
            site.run(group_member, group="trail ", users=["alice"])
        with pytest.raises(Invalid, match="'trail ' does not exist"):
            site.run(user, name="alice", groups={"add": ["trail "]})
        assert list(state.groups) == ["admin", "trail"] and site.read_members("trail") == []
