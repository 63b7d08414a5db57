# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading accounts of Seafile: the questions that administrators ask."""

from __future__ import annotations

import time

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile import calls as seafile_calls
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.user import info as user_info, resource as user
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import ADMIN, SeafileSite
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import wish

DAY = 86400


@pytest.fixture(name="site", scope="module", params=["seafile-13", "seafile-11", "seafile-10"])
def fixture_site(request):
    """Ann leads the lab and has used 95 % of her quota, Bob signed in a year ago and is disabled, Carl's quota cannot be read."""
    with SeafileSite(request.param) as site:
        site.users("ann", "bob", "carl", "dora")
        site.groups("lab", "empty")
        assert not site.run(user, email="ann@example.com", quota="100 MB", subadmin_of={"add": ["lab"]}).error
        site.operate(library={"owner": "ann@example.com", "size": 95 * 10**6})
        site.operate(last_login={"user": "bob@example.com", "time": time.time() - 365 * DAY})
        site.operate(last_login={"user": "ann@example.com", "time": time.time() - DAY})
        assert not site.run(user, email="bob@example.com", enabled=False).error
        site.operate(quota_error="carl@example.com")
        yield site


def found(site, **asked):
    """Names of the accounts that are found, and the warnings."""
    client = site.client()
    told = user_info.read(client, wish(user_info, **asked))
    assert told["count"] == len(told["users"])
    return {each["email"].partition("@")[0] for each in told["users"]}, client.transport.warnings


QUERIES = [
    (dict(enabled=False), {"bob"}), (dict(never_logged_in=True), {"carl", "dora"}), (dict(never_logged_in=True, query="dora"), {"dora"}),
    (dict(inactive_days=30, never_logged_in=False), {"bob"}), (dict(admin=True), {"admin"}), (dict(admin=False, enabled=True), {"ann", "carl", "dora"}),
    (dict(subadmin_of="lab"), {"admin", "ann"}), (dict(subadmin_of="lab", admin=False), {"ann"}), (dict(subadmin_of="lab", query="dora"), set()),
    (dict(subadmin_of="empty"), {"admin"}), (dict(quota_used_percent=90), {"ann"}), (dict(quota_used_percent=95), set()),
    (dict(has_email=False), set()), (dict(duplicated_email=True), set()), (dict(duplicated_email=False, enabled=False), {"bob"}),
]  # fmt: skip


@pytest.mark.parametrize("asked, names", QUERIES)
def test_ready_queries(site, asked, names):
    """In every version; the acting account has signed in by the API, which the server does not count as a login."""
    told, warnings = found(site, **asked)
    assert told - ({"admin"} if "never_logged_in" in asked else set()) == names
    assert bool([text for text in warnings if "carl@example.com" in text]) == ("quota_used_percent" in asked)


@pytest.mark.parametrize("dialect", ["seafile-13", "seafile-11"])
def test_addresses(dialect):
    """Two accounts may have one address, in any case; one without an address is called by its id."""
    with SeafileSite(dialect) as site:
        site.users("ann", "bob", "carl")
        profiles = site.sandbox.product.state.profiles
        (ann,), (bob,) = site.ids("ann@example.com"), site.ids("bob@example.com")
        profiles.update(ann, contact_email=None)
        client = site.client()
        assert [each["account_id"] for each in user_info.read(client, wish(user_info, has_email=False))["users"]] == [ann]
        profiles.update(bob, contact_email="ADMIN@example.com")  # an address that is another account's id
        both = user_info.read(client, wish(user_info, duplicated_email=True))["users"]
        assert {each["account_id"] for each in both} == {ADMIN[0], bob}


def test_what_is_not_told_is_no_answer():
    """An account of which the server tells only the id is no hit, and is named."""
    for asked in (dict(enabled=True), dict(admin=True), dict(never_logged_in=True), dict(inactive_days=1), dict(quota_used_percent=0)):
        with SeafileSite() as site:
            site.users("ann")
            client = site.client()
            page = {"data": [{"email": "x@auth.local", "contact_email": "lost@example.com"}], "total_count": 1}
            client.get = lambda call, _get=client.get, _page=page, **given: _page if call is seafile_calls.USERS else _get(call, **given)
            told = user_info.read(client, wish(user_info, **asked))
            assert told["users"] == [] and "lost@example.com" in client.transport.warnings[0], asked


@pytest.mark.parametrize("given, told", [
    (dict(duplicated_email=True, query="ann"), "duplicated_email: compares all accounts: it is mutually exclusive with query."),
    (dict(subadmin_of="nosuch"), "subadmin_of: the group 'nosuch' does not exist."), (dict(inactive_days=-1), "inactive_days: must be from 0"),
])  # fmt: skip
def test_questions_that_cannot_be_meant(given, told):
    """They are refused, with the option's name."""
    with SeafileSite() as site, pytest.raises(Invalid) as refusal:
        site.read(user_info, caller=ADMIN, **given)
    assert str(refusal.value).startswith(told)
