# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a real Nextcloud 32.0.1 answered (contract, table of 32.0.1) where it is between its neighbours."""

from __future__ import annotations

import pytest

PASSWORD = "a-Password-77"


def test_no_edit_of_several_fields(nextcloud_32):
    """As on 28 and 31."""
    nextcloud_32.add("alice")
    assert nextcloud_32.ask("PATCH users/alice", document={"displayName": "A"}) == (405, None)
    assert nextcloud_32.ask("GET /ocs/v2.php/apps/appstore/api/v1/apps") == (404, 998)


@pytest.mark.parametrize("line, form", [
    ("PUT users/alice", {"key": "displayname", "value": "A"}), ("POST groups", {"groupid": "staff"}), ("POST users/alice/groups", {"groupid": "other"}),
    ("POST users/alice/subadmins", {"groupid": "other"}), ("POST apps/comments", {}),
    ("POST /ocs/v2.php/apps/provisioning_api/api/v1/config/apps/a/b", {"value": "c"}), ("POST /ocs/v2.php/twofactor/disable", {"user": "alice"}),
])  # fmt: skip
@pytest.mark.parametrize("bearer", [False, True])
def test_an_app_password_writes(nextcloud_32, line, form, bearer):
    """As Basic password and as Bearer token, which 28 and 34 refuse."""
    nextcloud_32.add("alice", groups=["other"])
    nextcloud_32.product.operate({"app_password": {"user": "admin", "token": "TOKEN1"}})
    login = {"auth": None, "authorization": "Bearer TOKEN1"} if bearer else {"auth": ("admin", "TOKEN1")}
    assert nextcloud_32.ask(line, form=form, **login) == (200, 200)


@pytest.mark.parametrize("key, value", [("timezone", "Europe/Berlin"), ("bluesky", "anna.bsky.social"), ("pronouns", "they")])
def test_fields_as_on_34(nextcloud_32, key, value):
    """28 has none of them, 31 the last one."""
    nextcloud_32.add("alice")
    assert nextcloud_32.ask("PUT users/alice", form={"key": key, "value": value}) == (200, 200)
    assert nextcloud_32.data("GET users/alice")[key] == value


def test_second_factors(nextcloud_32):
    """The routes of 34; what is missing or unknown is an error of the server, as everywhere on 32."""
    nextcloud_32.add("alice")
    assert nextcloud_32.ask("GET /ocs/v2.php/twofactor/state?user=alice") == (200, 200)
    assert nextcloud_32.ask("GET /ocs/v2.php/twofactor/state?user=nobody") == (404, 404)
    assert nextcloud_32.ask("GET /ocs/v2.php/twofactor/state") == (500, 996)
    assert nextcloud_32.ask("POST /ocs/v2.php/twofactor/enable", document={"user": "alice", "providers": ["none"]}) == (500, 996)
    assert nextcloud_32.ask("POST users", document={"userid": 5}) == (500, 996)


def test_lists_and_ids(nextcloud_32):
    """No cap of pages, as on 28; ids, and an address in the place of one, as on 34."""
    nextcloud_32.add("alice")
    nextcloud_32.state.set_email(nextcloud_32.state.user("alice"), "alice@example.org")
    assert nextcloud_32.ask("GET users?limit=501") == nextcloud_32.ask("GET users?limit=0") == (200, 200)
    assert nextcloud_32.data("GET users/Alice@example.org")["id"] == "alice"
    assert nextcloud_32.ask("POST users", form={"userid": "x" * 65, "password": PASSWORD}) == (400, 101)
    assert nextcloud_32.ask("POST groups", form={"groupid": "x" * 65}) == (200, 200) and nextcloud_32.ask("GET groups/" + "x" * 65) == (404, 404)


def test_limits(nextcloud_32):
    """50 edits, then 429 without a word; creations go on; 5 changes of the collection of addresses."""
    nextcloud_32.add("alice")
    edits = [nextcloud_32.ask("PUT users/alice", form={"key": "role", "value": str(number)})[0] for number in range(51)]
    assert edits == [200] * 50 + [429] and nextcloud_32.ask("POST users", form={"userid": "bob", "password": PASSWORD}) == (200, 200)
    mails = [nextcloud_32.ask("PUT users/alice/additional_mail", form={"key": "a@b.test", "value": "a@b.test"})[0] for _number in range(6)]
    assert mails == [200] * 5 + [429]


def test_the_settings_page_limits_an_app(nextcloud_32, nextcloud):
    """Only here, and only with the header that proves that no page made a browser send it."""
    nextcloud_32.add("alice", groups=["staff"])
    call = "POST /index.php/settings/apps/enable"
    wanted = {"appIds": ["survey_client"], "groups": ["staff"]}
    assert nextcloud_32.send(call, document=wanted, ocs_apirequest=None).status == 412 and nextcloud.send(call, document=wanted).status == 412
    assert nextcloud_32.send(call, ("alice", PASSWORD), document=wanted).status == 403
    assert nextcloud_32.send(call, document=wanted).status == 200 and nextcloud_32.state.app_config["survey_client", "enabled"] == '["staff"]'
    assert nextcloud_32.send(call, document={"appIds": ["no_such_app"]}).status == 500


def test_apps(nextcloud_32):
    """Lists are about what the caller can use, as on 28; an app whose needs are not met stays off, as on 34."""
    nextcloud_32.product.operate({"enable_app": {"app": "comments", "groups": ["staff"]}})
    assert "comments" in nextcloud_32.data("GET apps?filter=disabled")["apps"] and nextcloud_32.ask("GET apps?filter=") == (200, 200)
    assert nextcloud_32.ask("POST apps/user_ldap") == (500, 996) and "user_ldap" in nextcloud_32.data("GET apps?filter=disabled")["apps"]
    assert nextcloud_32.ask("GET apps/No.App") == (401, 997)
