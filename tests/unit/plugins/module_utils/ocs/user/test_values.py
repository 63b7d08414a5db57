# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Normal forms: what becomes of a value, and which values are refused. The recorded values are in test_normalisation."""

from __future__ import annotations

import pytest

from ansible_collections.ocs.provisioning.plugins.module_utils.common.record import consistent, listed
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.dialect import DIALECTS
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs import ids
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import normal_forms as values

LONG = "x" * 63
KEPT = [
    (values.text, " a\r\n<b> ", " a\r\n<b> "), (values.text, "", ""), (values.text, "é" * 1024, "é" * 1024),
    (values.trimmed, "  Ada  L. ", "Ada  L."),
    (values.email, " A.B+c@Example.ORG ", "A.B+c@Example.ORG"), (values.email, "", ""), (values.email, "  ", ""),
    (values.email, "o'neil@a-b.example", "o'neil@a-b.example"), (values.email, "x@1.2.example", "x@1.2.example"),
    (values.phone, " +49 (711) 252.428-90 ", "+4971125242890"), (values.phone, "", ""), (values.phone, "+1/650-253 0000", "+16502530000"),
    (values.website, "http://a", "http://a"), (values.website, "https://example.com:8443/x?y=1#z", "https://example.com:8443/x?y=1#z"),
    (values.website, "", ""), (values.twitter, "@Name_1", "Name_1"), (values.twitter, "", ""), (values.twitter, "@", ""),
    (values.bluesky, "User.Bsky.Social", "User.Bsky.Social"), (values.bluesky, "a.example", "a.example"), (values.twitter, "ab", "ab"),
    (values.bluesky, "", ""),
    (values.fediverse, " @nc@mastodon.example ", "nc@mastodon.example"), (values.fediverse, "", ""),
    (values.code, "pt_BR", "pt_BR"), (values.code, "sr@latin", "sr@latin"), (values.code, "zh_Hans_CN", "zh_Hans_CN"), (values.code, "es_419", "es_419"),
    (values.timezone, "UTC", "UTC"), (values.timezone, "America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
    (values.timezone, "America/Port-au-Prince", "America/Port-au-Prince"),
    (values.password, "x" * 469, "x" * 469), (values.password, " p ", " p "),
]  # fmt: skip
REFUSED = [
    (values.text, "é" * 1025),
    (values.email, "invalid"), (values.email, "a@b"), (values.email, "a@b@c.example"), (values.email, "ü@example.com"), (values.email, "a@münchen.de"),
    (values.email, '"q q"@example.com'), (values.email, ".a@example.com"), (values.email, "a..b@example.com"), (values.email, "a@-b.example"),
    (values.email, "a@b..example"), (values.email, "A <a@b.example>"), (values.email, "a b@example.com"), (values.email, "a@b.example\nx@y.example"),
    (values.email, "x" * 65 + "@example.com"), (values.email, "a@" + ".".join([LONG] * 4) + ".example"), (values.email, "a@" + "x" * 64 + ".example"),
    (values.phone, "0711 252428"), (values.phone, "0049 711 252428"), (values.phone, "+49"), (values.phone, "+0711252428"),
    (values.phone, "tel:+4971125242890"),
    (values.phone, "+49 711 CALLME"), (values.phone, "++4971125242890"), (values.phone, "+1234567890123456"),
    (values.phone, "4971125242890"), (values.phone, "-"),
    (values.website, "example.com"), (values.website, "HTTP://example.com"), (values.website, " https://example.com"), (values.website, "https://a b"),
    (values.website, "ftp://example.com"), (values.website, "https://"), (values.website, "https://a/" + "x" * 2048), (values.website, "https://a/\n"),
    (values.twitter, "https://x.com/name"), (values.twitter, "a-b"), (values.twitter, " name"), (values.twitter, "x" * 16),
    (values.twitter, "@@name"), (values.twitter, "x"),
    (values.bluesky, "bsky.social"), (values.bluesky, "ab.bsky.social"), (values.bluesky, "a.name.bsky.social"), (values.bluesky, "x" * 19 + ".bsky.social"),
    (values.bluesky, "@name.bsky.social"), (values.bluesky, "user..bad"), (values.bluesky, " name.bsky.social"), (values.bluesky, "https://bsky.app/profile/x"),
    (values.fediverse, "nc"), (values.fediverse, "https://mastodon.example/@nc"), (values.fediverse, "a@b@c"), (values.fediverse, "a b@c"),
    (values.code, ""), (values.code, "german"), (values.code, "de "), (values.code, "d"), (values.code, "auto"), (values.code, "de_"),
    (values.code, "de-DE"), (values.code, "DE"), (values.code, "De_de"), (values.phone, "+49 (0)30 / 123 45-67"), (values.phone, "+49 ( 0 ) 30 1234567"),
    (values.timezone, "Etc/GMT+3"), (values.timezone, "US/Eastern"), (values.timezone, "europe/berlin"), (values.timezone, "America"),
    (values.timezone, ""), (values.timezone, "CET"), (values.timezone, "Europe/"), (values.timezone, "Europe/Ber lin"), (values.timezone, "/Berlin"),
    (values.password, ""), (values.password, "   "), (values.password, "x" * 470), (values.password, "é" * 235),
]  # fmt: skip
NAMES = [
    # id, a new user of Nextcloud, a new user of ownCloud
    ("alice", True, True), ("a", True, False), ("ab", True, False), ("abc", True, True), ("al ice", True, True), ("u@example.org", True, True),
    ("o'neil", True, True), ("12345", True, True), ("0", True, False), ("-dash", True, True), (".leading", True, True), ("a+b", False, True),
    ("", False, False), ("   ", False, False), ("..", False, False), (".", False, False), ("...", False, True),
    (" lead", False, False), ("trail ", False, False),
    ("x" * 64, True, True), ("x" * 65, False, False), ("jürgen", False, False), ("a/b", False, False), ("a%b", False, False), ("a\tb", False, False),
    ("abc\n", False, False), ("a\u200bb", False, False), ("files_external", False, False), ("Files_External", True, False), ("avatars", True, False),
    ("META", True, False), ("owncloud.log", False, False), ("nextcloud.log", False, True), (".htaccess", False, False),
    ("cache", True, True), ("uploads", True, True),
]  # fmt: skip
GROUPS = [
    ("staff", True, True), ("a/b", True, True), ("50%", True, True), ("..", True, True), ("日本", True, True), ("x" * 64, True, True),
    ("0", False, True), ("", False, False), ("   ", False, False), (" a", True, False), ("a\n", False, False), ("a\x7f", False, False),
    ("x" * 65, False, False),
]  # fmt: skip


@pytest.mark.parametrize("rule, given, kept", KEPT)
def test_kept(rule, given, kept):
    """The normal form, and the normal form of the normal form."""
    found = rule("field", given)
    assert kept is None or found == kept
    assert kept is None or rule("field", kept) == kept


@pytest.mark.parametrize("rule, given", REFUSED)
def test_refused(rule, given):
    """Refused, and the message names the field."""
    with pytest.raises(Invalid) as refusal:
        rule("field", given)
    assert refusal.value.field == "field" and str(refusal.value).startswith("field: ")


def test_a_refused_password_is_not_told():
    """No secret in a message."""
    with pytest.raises(Invalid) as refusal:
        values.password("password", "geheim" * 100)
    assert "geheim" not in str(refusal.value)


def test_lengths_of_display_names():
    """Nextcloud takes 64 characters, ownCloud any number."""
    longest = DIALECTS["nextcloud"].longest_display_name
    values.name_length("display_name", "é" * 64, longest)
    values.name_length("display_name", "é" * 65, DIALECTS["owncloud"].longest_display_name)
    with pytest.raises(Invalid, match="longer than 64"):
        values.name_length("display_name", "x" * 65, longest)


@pytest.mark.parametrize("product", ["nextcloud", "owncloud"])
@pytest.mark.parametrize("rule, table", [(ids.new_user_id, NAMES), (ids.new_group_id, GROUPS)])
def test_new_ids(rule, table, product):
    """Ids of users and groups about to be created (recorded: users and groups of all three servers)."""
    for name, *allowed in table:
        expected = allowed[product == "owncloud"]
        try:
            taken = rule("name", name, DIALECTS[product]) == name
        except Invalid as refusal:
            taken = False
            assert refusal.field == "name"
        assert taken == expected, name


MEMBERSHIPS = [
    (None, None), ({"add": ["a"], "remove": ["b"], "set": None}, None), ({"add": None, "remove": None, "set": []}, None),
    ({"add": [], "remove": [], "set": ["a"]}, None), ({"add": ["a"], "remove": ["b"], "set": []}, "'set' is the complete list"),
    ({"add": ["a", "b"], "remove": ["b"], "set": None}, "'b' is listed under both 'add' and 'remove'"),
    ({"add": ["a"], "set": ["a"]}, "'set' is the complete list"),
]  # fmt: skip


@pytest.mark.parametrize("change, complaint", MEMBERSHIPS)
def test_membership(change, complaint):
    """``set`` stands alone, and no name is wanted in and out."""
    if complaint is None:
        assert consistent("groups", change) is change
    else:
        with pytest.raises(Invalid, match=complaint):
            consistent("groups", change)


def test_listed():
    """The names that a change wants in."""
    assert [listed(change) for change in (None, {"add": ["a"], "remove": ["b"]}, {"set": ["c", "d"]}, {"set": []})] == [[], ["a"], ["c", "d"], []]
