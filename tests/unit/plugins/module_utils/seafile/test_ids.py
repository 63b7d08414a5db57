# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server's ids stand in requests as values of their own: no text that a user gives is ever taken for one."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import Id, Request
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile import calls as seafile_calls
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.directory import resource as seafile_directory
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.group import info as seafile_group_info, resource as seafile_group
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.user import (
    info as seafile_user_info,
    resource as seafile_user,
    token as seafile_user_token,
)
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import ADMIN, SeafileSite, thrice
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import PASSWORD

ANNA = "anna@example.com"
# what used to stand for an id, and what else may look like one
ODD = ("<user:%s>" % ADMIN[0], "<group:one>", "Id(kind='user', name='%s')" % ADMIN[0], "{id:admin}", "%(user)s")


@pytest.mark.parametrize("odd", ODD)
def test_a_text_is_sent_as_it_is(odd):
    """In every field of an account, at its creation and afterwards; the password works."""
    with SeafileSite() as site:
        site.groups("one")
        first = thrice(site, seafile_user, email=ANNA, password=odd, display_name=odd, login_id=odd, department=odd, groups={"add": ["one"]})
        assert {first.result["user"][key] for key in ("display_name", "login_id", "department")} == {odd}
        signed_in = site.client(ANNA, odd)
        assert signed_in.get(seafile_calls.OWN_ACCOUNT)["contact_email"] == ANNA
        thrice(site, seafile_user, email=ANNA, display_name=odd + "2", department=odd + "2", login_id=odd + "2")


@pytest.mark.parametrize("odd", ODD)
def test_a_whole_document(odd):
    """Also in its rows."""
    row = {"email": ANNA, "name": odd, "password": odd, "display_name": odd, "department": odd, "groups": ["one"]}
    with SeafileSite() as site:
        thrice(site, seafile_directory, groups=[{"name": "one", "owner": odd}], users=[row])
        kept = site.account(ANNA)
        assert (kept["name"], kept["login_id"]) == (odd, odd)
        assert site.client(odd, odd).get(seafile_calls.OWN_ACCOUNT)["contact_email"] == ANNA


@pytest.mark.parametrize("odd", ODD[:2])
def test_names_that_look_like_ids(odd):
    """Groups cannot have such names, accounts such addresses: refused before the first write, and nothing else is found by them."""
    with SeafileSite() as site:
        site.groups("one")
        site.users("anna")
        for resource, given in (
            (seafile_group, {"name": odd}), (seafile_group, {"name": "one", "members": {"add": [odd]}}), (seafile_group, {"name": "two", "owner": odd}),
            (seafile_user, {"email": odd, "password": PASSWORD}), (seafile_user, {"email": ANNA, "groups": {"add": [odd]}}),
            (seafile_user, {"email": ANNA, "state": "absent", "transfer_to": odd}), (seafile_user_token, {"email": odd}),
            (seafile_directory, {"users": [{"email": odd}]}), (seafile_directory, {"groups": [{"name": odd}]}),
        ):  # fmt: skip
            with pytest.raises(Invalid):
                site.run(resource, **given)
            assert all(call.startswith("GET ") or call == "POST /api2/auth-token/" for call in site.sandbox.counts), (given, site.sandbox.counts)
        assert site.read(seafile_group_info, name=[odd])["count"] == 0
        assert site.read(seafile_user_info, query=odd)["count"] == 0


def test_requests_show_no_values():
    """An id shows the name that it stands for; data is not shown."""
    request = Request(seafile_calls.EDIT_USER, {"user": Id("user", ANNA)}, {"password": "Secret-1-pass", "email": Id("user", ANNA)})
    assert ANNA in repr(request) and "Secret" not in repr(request)
