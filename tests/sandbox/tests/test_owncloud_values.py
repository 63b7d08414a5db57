# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""ownCloud's rules about single values: quota texts, ids, passwords, addresses, searches, messages."""

from __future__ import annotations

import pytest
from sandbox.owncloud import apps, mail_address, new_account, search, storage, text
from sandbox.owncloud.answers import status_of
from sandbox.owncloud.call import Crash, Failure
from sandbox.owncloud.messages import in_language
from sandbox.owncloud.state import State
from sandbox.wire import Request


@pytest.fixture(name="state")
def _state():
    state = State(("admin", "admin"))
    apps.install(state)
    return state


@pytest.mark.parametrize("wish,stored", [
    ("none", "none"), ("default", "default"), ("None", None), ("DEFAULT", "0 B"), ("unlimited", None), ("", None),
    ("1TB", "1 TB"), ("100 mb", "100 MB"), ("5,5 GB", "5 GB"), ("5.5 GB", "5.5 GB"), ("1500 MB", "1.5 GB"), ("1000 GB", "1000 GB"),
    ("1 K", "1 KB"), ("5 GiB", "5 B"), ("5 GB ", None), (" 5 GB", "5 GB"), ("5GB extra", None), ("1e3", "1000 B"), ("1000 ", None),
    ("1073741825", "1 GB"), ("1000000000", "953.7 MB"), ("1536", "2 KB"), ("1023", "1023 B"), ("0", "0 B"), ("1.5", "2 B"),
    ("-1", " B"), ("-5 GB", " B"), (" B", "0 B"), ("2000 PB", "2000 PB"), ("10.25 GB", "10.3 GB"), ("5 gb\n", "5 GB"),
])  # fmt: skip
def test_quota_text(wish, stored):
    """What is stored for a wish; None = refused."""
    assert storage.stored_text(wish) == stored


@pytest.mark.parametrize("wish", ["1.5", "1000000000", "1023 MB", "123456789012", "10.25 GB", "7 PB", "999999999999999999"])
def test_stored_quota_is_stable(wish):
    """Setting what was stored changes nothing."""
    stored = storage.stored_text(wish)
    assert storage.stored_text(stored) == stored


@pytest.mark.parametrize("quota,default,figures", [
    ("default", None, (storage.DISK_FREE, storage.DISK_FREE + 163, 0)), ("none", "7 GB", (storage.DISK_FREE, storage.DISK_FREE + 163, 0)),
    ("default", "7 GB", (7516192605, 7516192768, 0)), ("1 TB", None, (storage.DISK_FREE, storage.DISK_FREE + 163, 0)),
    ("2 KB", None, (1885, 2048, 7.96)), ("5 B", None, (0, 5, 3260)), ("0 B", None, (0, 163, 100)), (" B", None, (0, 163, 100)),
])  # fmt: skip
def test_quota_figures(state, quota, default, figures):
    """free, total and relative of an account that has logged in; before that there are none."""
    user = state.user("admin")
    user.quota = quota
    if default:
        state.app_config["files", "default_quota"] = default
    assert storage.quota_record(state, user) == {"definition": quota}
    user.last_login = 1
    record = storage.quota_record(state, user)
    assert (record["free"], record["total"], record["relative"]) == figures


@pytest.mark.parametrize("address,valid", [
    ("al@example.org", True), ("Al.B+x@EXAMPLE.org", True), ("a'b@example.org", True), ('"a"@example.org', True), ("a@[127.0.0.1]", True),
    ("a@[IPv6:::1]", True), ("a@xn--exmple-cua.org", True), ("a@b-c.example", True), ("a" * 64 + "@example.org", True),
    (" al@example.org", False), ("al@example.org\n", False), ("al@localhost", False), ("al@ex\xe4mple.org", False), ("a@[1.2.3]", False),
    ("Alice <al@example.org>", False), ("a..b@example.org", False), (".a@example.org", False), ("a@-b.org", False), ("a@example.1", False),
    ("a" * 65 + "@example.org", False), ("a@" + "b" * 64 + ".org", False), ("a@" + "b.c" * 90 + ".org", False), ("a@b@example.org", False), ("", False),
])  # fmt: skip
def test_mail_address(address, valid):
    """PHP's check."""
    assert mail_address.is_valid(address) is valid


@pytest.mark.parametrize("uid,password,message", [
    ("abc", "x", None), ("a b", "x", None), ("o'neil", "x", None), ("u+t.a-g_1@x", "x", None), ("...", "x", None), ("x" * 64, "x", None),
    ("j\xfcr", "x", "Only the following"), ("a/b", "x", "Only the following"), ("a\tb", "x", "Only the following"), ("   ", "x", "A valid username"),
    ("", "x", "A valid username"), (" abc", "x", "Username contains"), ("abc ", "x", "Username contains"), ("ab", "x", "The username must"),
    ("x" * 65, "x", "The username can not"), ("Meta", "x", "The special username %s"), ("htaccesstest.txt", "x", "The special username %s"),
    ("abc", "", "A valid password"), ("abc", " \n", "A valid password"),
])  # fmt: skip
def test_new_account(state, uid, password, message):
    """Which ids and passwords a new account may have, and which rule speaks first."""
    if message is None:
        new_account.check_new(state, uid, password)
        return
    with pytest.raises(Failure) as caught:
        new_account.check_new(state, uid, password)
    assert caught.value.code == 101
    assert caught.value.message.startswith(message)


@pytest.mark.parametrize("settings,password,message", [
    ({}, "x", None),
    ({"min_chars": 4}, "abc", "too short. At least 4 characters"), ({"min_chars": 4}, "\xe4\xe4\xe4\xe4", None),
    ({"lowercase": 1}, "ABC1", "lowercase letters. At least one"), ({"uppercase": 2}, "aBc", "uppercase letters. At least 2"),
    ({"numbers": 2}, "a1b", "numbers. At least 2"), ({"special_chars": 1}, "abc1", "special characters. At least one"),
    ({"min_chars": 3, "numbers": 1}, "ab", "too short"),
])  # fmt: skip
def test_password_policy(state, settings, password, message):
    """The first broken rule speaks, but only while the app is enabled."""
    for name, value in settings.items():
        state.app_config["password_policy", "spv_%s_checked" % name] = "on"
        state.app_config["password_policy", "spv_%s_value" % name] = str(value)
    new_account.verify(state, password, 101)
    state.app_config["password_policy", "enabled"] = "yes"
    try:
        new_account.verify(state, password, 101)
        said = None
    except Failure as failure:
        said = in_language(Request("GET", "/"), failure.message, failure.values)
    assert (said is None) is (message is None)
    assert message is None or message in said


@pytest.mark.parametrize("wanted,candidate,found", [
    ("ALI", "alice", True), ("", "alice", True), ("lic", "ALICE", True), ("\xdcN", "\xfcni", False), ("50%", "50%", False), ("a_b", "a_b", False),
    ("a_", "a\\b", True), ("%%", "50%", False), ("a\\b", "a\\b", False),
])  # fmt: skip
def test_search(wanted, candidate, found):
    """Part of the text, A to Z without case; %, _ and backslash find what they should not, and not what they should."""
    assert search.matcher(wanted)(candidate) is found


@pytest.mark.parametrize("wanted,carried_out", [("", True), ("  ", True), ("a", False), (" a ", False), ("ab", True), ("\xfc", True), (["ab"], False)])
def test_shortest_search(state, wanted, carried_out):
    """Two bytes at least, blanks at the ends not counted."""
    assert search.searchable(state, wanted) is carried_out


@pytest.mark.parametrize("limit,offset,expected", [(None, 2, "abc"), (2, 0, "ab"), (2, 2, "c"), (-1, 1, "bc"), (0, 0, ""), (2, 9, "")])
def test_page(limit, offset, expected):
    """LIMIT and OFFSET of SQL."""
    assert "".join(search.page(list("abc"), limit, offset)) == expected


def test_negative_offset_is_an_error_nobody_catches():
    """With a limit only; without one the offset is not looked at."""
    assert search.page(["a"], None, -1) == ["a"]
    with pytest.raises(Crash):
        search.page(["a"], 1, -1)


@pytest.mark.parametrize("uid,key", [("12345", 12345), ("0", 0), ("000", "000"), ("1e3", "1e3"), ("9" * 19, "9" * 19), ("9" * 18, int("9" * 18)), ("-5", -5)])
def test_numeric_ids_become_numbers(uid, key):
    """As keys of a PHP array do."""
    assert text.array_key(uid) == key


@pytest.mark.parametrize("value,number", [("12", 12), (" 7x", 7), ("abc", 0), ("", 0), ("1e2", 100), ("-3", -3), ("2.9", 2)])
def test_integer(value, number):
    """PHP's cast."""
    assert text.integer(value) == number


@pytest.mark.parametrize("code,v1,v2", [
    (100, (200, 100), (200, 200)), (101, (200, 101), (400, 400)), (106, (200, 106), (400, 400)), (104, (200, 104), (403, 403)),
    (403, (200, 403), (403, 403)), (997, (401, 997), (401, 997)), (998, (200, 998), (404, 404)), (999, (200, 999), (500, 500)), (503, (503, 503), (503, 503)),
])  # fmt: skip
def test_status(code, v1, v2):
    """HTTP status and OCS code of an internal code."""
    assert (status_of(code, False), status_of(code, True)) == (v1, v2)


@pytest.mark.parametrize("header,message", [
    ("de", "Nutzer deaktiviert"), ("de-AT,en;q=0.8", "Nutzer deaktiviert"), ("en,de", "User disabled"),
    ("tlh, de;q=0.1", "Nutzer deaktiviert"), ("", "User disabled"),
])  # fmt: skip
def test_language(header, message):
    """The first known language of the header, whatever its weight."""
    assert in_language(Request("GET", "/", headers={"accept-language": header}), "User disabled") == message
