# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which e-mail addresses are taken: the servers ask PHP's filter, so the table is what PHP 8.2 said of each (measured)."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import export as directory_info
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import normal_forms as values, resource as user
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.recordings import SERVERS
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import DIALECTS, PASSWORD, Site
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.wishes import fresh, plan, wish
from sandbox.nextcloud.normal_forms import is_email
from sandbox.owncloud.mail_address import is_valid

LABELS = ".".join(["b" * 60] * 3)
TAKEN = [
    "a@b.c", "x+y@x.test", "o'n@x.test", "x`y@x.test", "x/y@x.test", "x@[127.0.0.1]", "x@[IPv6:::1]", "x@[IPV6:::1]", "x@[IPv6:1:2:3:4:5:6:7:8]",
    "x@[IPv6:::ffff:1.2.3.4]", '"a"@x.test', '"a\\"b"@x.test', 'a."b".c@x.test', '""@x.test', "x@b.c1", "x@b.a-b", "x@a--b.test", "x@xn--mnchen-3ya.de",
    "x@b.xn--p1ai", "x@b.XN--P1AI", "x@b.xn--a-b", "x@a.b.c.d.e.f.g.h", "x@%s.test" % ("a" * 63), "%s@x.test" % ("a" * 64),
    "%s@%s.comm" % ("a" * 64, LABELS), '"%s"@x.test' % ("a" * 62),
]  # fmt: skip
REFUSED = [  # and a word of the reason
    ("x", "no '@'"), ("x@localhost", "no dot"), ("x@x", "no dot"), ("x@", "no dot"), ("x@münchen.de", "xn--"), ("ü@x.test", "ASCII"),
    ("x..y@b.test", "name@domain"), (".x@b.test", "name@domain"), ("x.@b.test", "name@domain"), ("@x.test", "name@domain"), ("a@b@c.test", "name@domain"),
    ("x@-bad.test", "inner hyphens"), ("x@bad-.test", "inner hyphens"), ("x@un_der.test", "letters, digits"), ("x@b.123", "beginning with a letter"),
    ("x@b.1c", "beginning with a letter"), ("x@b.xn--", ""), ("x@xn--.test", ""), ("x@b.a-", ""), ("x@x.test.", ""), ("x@.x.test", ""), ("x@1.2.3.4", ""),
    ("x@[1.2.3.4", ""), ("x@[::1]", ""), ("x@[256.1.1.1]", ""), ("x@[01.1.1.1]", ""), ('"a b"@x.test', "blanks"), ("a\tb@x.test", ""), ('"a\tb"@x.test', ""),
    ("x@%s.test" % ("a" * 64), ""), ("%s@x.test" % ("a" * 65), ""), ("%s@%s.commmmmm" % ("a" * 64, LABELS), ""),
]  # fmt: skip


@pytest.mark.parametrize("address", TAKEN)
def test_taken(address):
    """By the client, and by both embedded products."""
    assert values.email("email", " %s\n" % address) == address
    assert is_email(address) and is_valid(address)


@pytest.mark.parametrize("address, word", REFUSED)
def test_refused(address, word):
    """The reason is the true one."""
    with pytest.raises(Invalid, match="email: ") as refusal:
        values.email("email", address)
    assert word in refusal.value.problem
    assert not is_email(address) and not is_valid(address)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("address", ["x@[127.0.0.1]", '"a"@x.test', " x+y@x.test ", "x@xn--mnchen-3ya.de"])
def test_an_odd_address_converges(dialect, address):
    """It is set, without its blanks, and found again."""
    with Site(dialect) as site:
        site.users("alice")
        assert site.run(user, name="alice", email=address).steps == [("update", "alice", {"email": address.strip()})]
        assert not site.run(user, name="alice", email=address).changed
        created = site.run(user, name="bob", password=PASSWORD, email=address)
        assert created.error == "" and created.result["user"]["email"] == address.strip()
        assert not site.run(user, name="bob", email=address).changed


@pytest.mark.parametrize("dialect", [dialect for dialect in DIALECTS if dialect.startswith("nextcloud")])
def test_an_address_that_only_the_creation_takes(dialect):
    """The server stores any text at creation: such an account can be changed otherwise, exported and put in order, but not given another such address."""
    with Site(dialect) as site:
        site.send("POST", "users", userid="alice", password=PASSWORD, email="alice@localhost")
        done = site.run(user, name="alice", email=" Alice@localhost ", phone="+4971125242890", welcome_email="auto")
        assert done.error == "" and done.steps == [("update", "alice", {"phone": "+4971125242890"})]
        rows = site.read(directory_info)["document"]
        assert [row["email"] for row in rows["users"] if row["name"] == "alice"] == ["alice@localhost"]
        with pytest.raises(Invalid, match="no dot"):
            site.run(user, name="alice", email="bob@localhost")
        assert site.run(user, name="alice", email="alice@example.org").result["user"]["email"] == "alice@example.org"


KEPT = [
    ("phone", "0711 252428", dict(phone="0711 252428")), ("website", "example.org", dict(website="example.org")), ("twitter", "a-b", dict(twitter="a-b")),
    ("additional_mails", ["root@localhost"], dict(additional_mails={"add": [" ROOT@localhost"]})),
    ("additional_mails", ["root@localhost"], dict(additional_mails={"set": ["root@localhost"]})),
]  # fmt: skip


@pytest.mark.parametrize("field, stored, asked", KEPT)
def test_a_stored_value_is_never_refused(field, stored, asked):
    """Whatever the rule says: older versions, directories and commands on the server know other rules."""
    assert plan(fresh(SERVERS["nextcloud-28"], **{field: stored}), wish(**asked), SERVERS["nextcloud-28"]) == []
    with pytest.raises(Invalid, match=field):
        plan(fresh(SERVERS["nextcloud-28"]), wish(**asked), SERVERS["nextcloud-28"])


def test_an_address_that_the_rule_refuses_can_be_removed():
    """Nothing is to be judged then."""
    held = fresh(SERVERS["nextcloud-34"], additional_mails=["root@localhost"])
    steps = plan(held, wish(additional_mails={"remove": ["Root@localhost"]}), SERVERS["nextcloud-34"])
    assert [step.after for step in steps] == [{"additional_mails": []}]
