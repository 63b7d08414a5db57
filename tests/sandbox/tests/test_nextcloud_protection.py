# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nextcloud's limits, logins and sessions (rules of auth-errors.jsonl, beyond its examples)."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from sandbox.hashing import seconds
from sandbox.wire import Request, Response

SIGNED = {"authorization": "Basic x"}
EDIT = {"key": "role", "value": "r"}
CONFIRM = (403, 403)


def edit_often(nextcloud, times, uid="u", auth=("admin", "admin")):
    """The HTTP statuses of so many edits."""
    return [nextcloud.ask("PUT users/" + uid, auth, EDIT)[0] for _turn in range(times)]


def test_edits_share_one_allowance_per_caller(nextcloud):
    """50 in 10 minutes over all users and keys, failing ones included; other callers and calls have their own."""
    for uid in ("u", "v"):
        nextcloud.add(uid, groups=["staff"])
    boss = nextcloud.add("boss", subadmin=["staff"])
    assert edit_often(nextcloud, 25) + edit_often(nextcloud, 25, "ghost") == [200] * 25 + [404] * 25
    assert nextcloud.ask("PUT users/v", form=EDIT) == (429, None)
    assert nextcloud.ask("PUT users/v", boss, EDIT)[0] == 200
    assert nextcloud.ask("POST groups", form={"groupid": "g"}) == (200, 200)
    assert nextcloud.ask("PUT users/u/additional_mail", form={"key": "a@example.com", "value": "a@example.com"})[0] == 200
    nextcloud.product.operate({"advance_time": 601})
    assert nextcloud.ask("PUT users/v", form=EDIT)[0] == 200


def test_limits_switched_off_stop_counting_but_do_not_forget(nextcloud):
    """What was counted blocks until it expires."""
    nextcloud.add("u")
    edit_often(nextcloud, 50)
    nextcloud.product.operate({"rate_limits": False})
    assert edit_often(nextcloud, 1) == [429]
    nextcloud.product.operate({"advance_time": 600})
    assert edit_often(nextcloud, 60) == [200] * 60


def test_edit_of_a_collection_is_limited_to_five_a_minute(nextcloud):
    """A bucket of its own."""
    nextcloud.add("u")
    forms = [{"key": "%d@example.com" % number, "value": "%d@example.com" % number} for number in range(6)]
    assert [nextcloud.ask("PUT users/u/additional_mail", form=form)[0] for form in forms] == [200] * 5 + [429]


@pytest.mark.parametrize("name", ["nextcloud", "nextcloud_28"])
def test_failed_logins_block_the_address(name, request):
    """After 11 in 30 minutes: every Basic login is 429, sessions and anonymous calls are served as ever."""
    nextcloud = request.getfixturevalue(name)
    nextcloud.product.operate({"app_password": {"user": "admin", "token": "T1"}})
    nextcloud.cookies = {}
    nextcloud.send("GET groups")
    nextcloud.send("GET groups")
    kept, nextcloud.cookies = nextcloud.cookies, None
    assert {nextcloud.send("GET groups", ("admin", "wrong")).status for _turn in range(11)} == {401}
    assert nextcloud.ask("GET groups") == (429, 429)
    assert nextcloud.ask("GET groups", ("admin", "T1")) == (429, 429)
    assert nextcloud.ask("GET groups", None) == (401, 997)
    nextcloud.cookies = dict(kept)
    assert nextcloud.ask("GET groups", None) == (200, 200)
    nextcloud.cookies = None
    nextcloud.product.operate({"advance_time": 1801})
    assert nextcloud.ask("GET groups") == (200, 200)


def test_a_disabled_account_is_refused_without_counting(nextcloud):
    """The right password of a disabled account is a 401, but no failed attempt."""
    who = nextcloud.add("u", groups=["staff"])
    nextcloud.state.user("u").enabled = False
    assert {nextcloud.ask("GET user", who) for _turn in range(12)} == {(401, 997)}
    assert nextcloud.ask("GET groups") == (200, 200)


@pytest.mark.parametrize("name,password,status", [
    ("ANNA", "a-Password-77", 200), ("anna@example.com", "a-Password-77", 200), ("ANNA@Example.com", "a-Password-77", 200),
    ("anna", "a-password-77", 401), ("", "a-Password-77", 401), ("anna", "", 401), ("two@example.com", "a-Password-77", 401),
])  # fmt: skip
def test_login_names(nextcloud, name, password, status):
    """Any case of the id, or the address that only one account has."""
    for uid, email in (("Anna", "anna@example.com"), ("b", "two@example.com"), ("c", "two@example.com")):
        nextcloud.add(uid, subadmin=["staff"])
        nextcloud.state.set_email(nextcloud.state.user(uid), email)
    assert nextcloud.send("GET groups", (name, password)).status == status


def test_app_passwords_read_but_do_not_write(nextcloud, nextcloud_28):
    """On 34 an app password never confirms; on 28 it does with Basic, not as Bearer."""
    for server, basic in ((nextcloud, CONFIRM), (nextcloud_28, (200, 200))):
        server.product.operate({"app_password": {"user": "admin", "token": "T1"}})
        assert server.ask("GET groups", ("ADMIN", "T1")) == (200, 200)
        assert server.ask("GET groups", None, authorization="Bearer T1") == (200, 200)
        assert server.ask("POST groups", ("admin", "T1"), {"groupid": "g"}) == basic
        assert server.ask("POST groups", None, {"groupid": "h"}, authorization="Bearer T1") == CONFIRM
        assert server.ask("GET groups", ("other", "T1"))[0] == 401
        server.product.operate({"revoke_app_password": {"token": "T1"}})
        assert server.ask("GET groups", None, authorization="Bearer T1")[0] == 401


def test_a_session_takes_two_requests_and_then_ignores_the_header(nextcloud):
    """The first answer's cookies log nobody in; the second's do, whatever the header says."""
    nextcloud.cookies = {}
    nextcloud.send("GET groups")
    first = dict(nextcloud.cookies)
    assert nextcloud.ask("GET groups", None) == (401, 997)
    nextcloud.cookies = first
    nextcloud.send("GET groups")
    assert nextcloud.ask("GET groups", None) == (200, 200)
    assert nextcloud.ask("POST groups", ("admin", "wrong"), {"groupid": "g"}) == (200, 200)


@pytest.mark.parametrize("name", ["nextcloud", "nextcloud_28"])
def test_a_logout_ends_the_session(name, request):
    """The header is enough, on 28 not: there it takes the token of a page. A request that brings the test cookie begins a session at once."""
    nextcloud = request.getfixturevalue(name)
    nextcloud.cookies = {"cookie_test": "test"}
    began = nextcloud.send("GET groups")
    assert nextcloud.ask("GET groups", None) == (200, 200) and nextcloud.product.authenticator.signed_in() == 1
    by_header = nextcloud.send("GET /index.php/logout", None)
    assert by_header.status == (303 if name == "nextcloud" else 412)
    token = json.loads(nextcloud.send("GET /index.php/csrftoken", None).body)["token"]
    ended = "GET /index.php/logout?requesttoken=" + quote(token)
    again = nextcloud.send(ended, None, ocs_apirequest=None)  # without the header, it may come from a foreign page
    assert again.status == 302 and nextcloud.send(ended, None).status == 303
    assert nextcloud.ask("GET groups", None) == (401, 997) and not nextcloud.product.authenticator.signed_in()
    times = [
        seconds(Request("GET", "/", headers=headers), answer)
        for headers, answer in (({}, began), (SIGNED, Response()), (SIGNED, began), (dict(SIGNED, cookie="cookie_test=test"), began))
    ]
    assert times == sorted(times) and len(set(times)) == 4


@pytest.mark.parametrize("age,expected", [(1810, (200, 200)), (1820, CONFIRM)])
def test_confirmation_lasts_half_an_hour(nextcloud, age, expected):
    """30 min 15 s after the log-in writes are refused, reads are not; without cookies all is well."""
    nextcloud.cookies = {}
    for _turn in range(2):
        nextcloud.send("GET groups")
    nextcloud.product.operate({"advance_time": age})
    assert nextcloud.ask("GET groups") == (200, 200)
    assert nextcloud.ask("POST groups", form={"groupid": "g"}) == expected
    nextcloud.cookies = None
    assert nextcloud.ask("POST groups", form={"groupid": "h"}) == (200, 200)


def test_a_deleted_account_ends_its_session(nextcloud):
    """Its cookies log nobody in."""
    who = nextcloud.add("u", subadmin=["staff"])
    nextcloud.cookies = {}
    for _turn in range(2):
        nextcloud.send("GET groups", who)
    assert nextcloud.ask("GET groups", None) == (200, 200)
    nextcloud.state.remove_user(nextcloud.state.user("u"))
    assert nextcloud.ask("GET groups", None) == (401, 997)


def test_a_changed_password_ends_the_session_after_five_minutes(nextcloud):
    """Not at once."""
    who = nextcloud.add("u", subadmin=["staff"])
    nextcloud.cookies = {}
    for _turn in range(2):
        nextcloud.send("GET groups", who)
    nextcloud.state.user("u").password = "another-Password-88"
    assert nextcloud.ask("GET groups", None) == (200, 200)
    nextcloud.product.operate({"advance_time": 301})
    assert nextcloud.ask("GET groups", None) == (401, 997)


def test_a_foreign_or_garbage_cookie_is_ignored(nextcloud):
    """Basic decides then."""
    nextcloud.cookies = {"ocsandboxinst": "garbage", "oc_sessionPassphrase": "garbage"}
    assert nextcloud.ask("GET groups") == (200, 200)
    nextcloud.cookies = {"ocsandboxinst": "garbage"}
    assert nextcloud.ask("GET groups", None) == (401, 997)


def test_second_factor(nextcloud):
    """The account password alone logs nobody in, right or wrong; an app password does."""
    nextcloud.product.operate({"two_factor_enforced": True})
    nextcloud.product.operate({"app_password": {"user": "admin", "token": "T1"}})
    for password in ("admin", "wrong"):
        response = nextcloud.send("GET groups", ("admin", password))
        assert response.status == 401 and "WWW-Authenticate" not in dict(response.headers)
    assert nextcloud.ask("GET groups", ("admin", "T1")) == (200, 200)
