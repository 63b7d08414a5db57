# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan of a directory, without a server: scope, relations, contradictions, order."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import Server
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user.accounts import fresh

NEW = Server("nextcloud", version=(34, 0, 1)).with_facts(caller="root")
OLD = Server("nextcloud", version=(28, 0, 2)).with_facts(caller="root")
OWN = Server("owncloud", version=(10, 15, 2)).with_facts(caller="root")
ABSENT_ON_28 = ("bluesky", "timezone", "pronouns")
PASSWORD = "Staple-41-horse!"


def account(name, server=NEW, **fields):
    """An account's record."""
    record = dict(fresh(name, server), groups=[], subadmin_of=[], quota="none", language="en")
    if server is OLD:
        record = {key: value for key, value in record.items() if key not in ABSENT_ON_28}
    return dict(record, **fields)


def plan(*accounts, has=(), leads=None, server=NEW, whole=True, **given):
    """The plan of a task with these arguments.

    :param accounts: records of the accounts beside root; :param has: the server's groups beside admin; :param leads: group admins as they were read.
    :param whole: whether these are known to be all accounts.
    """
    users = {record["name"].lower(): record for record in (account("root", server, groups=["admin"]),) + accounts}
    groups = {name: {"name": name, "display_name": name} for name in ["admin"] + list(has)}
    for name, admins in (leads or {}).items():
        groups[name]["subadmins"] = admins
    ids = {key: record["name"] for key, record in users.items()} if whole else None
    desired = dict({name: spec.get("default") for name, spec in directory.ARGUMENTS.items()}, rate_limit_wait=660)
    return directory.plan({"users": users, "groups": groups, "ids": ids}, directory.prepare(dict(desired, **given)), server)


def steps(*accounts, **given):
    """The ids of the plan's steps."""
    return [step.id for step in plan(*accounts, **given)]


def refusal(*accounts, **given):
    """Why the document is refused."""
    with pytest.raises(Invalid) as caught:
        plan(*accounts, **given)
    return str(caught.value)


MEMBERSHIPS = [
    # Anna's row names, managed_groups, membership, steps
    (["a"], None, "exact", []),
    (["b"], None, "exact", ["join:member:b:anna", "leave:member:a:anna"]),
    (["b"], None, "append", ["join:member:b:anna"]),
    ([], None, "exact", ["leave:member:a:anna"]),
    ([], None, "append", []),
    ([], ["*"], "exact", ["leave:member:a:anna", "leave:member:x:anna"]),
    ([], ["x"], "exact", ["leave:member:x:anna"]),
    ([], ["[a-c]"], "exact", ["leave:member:a:anna"]),
    ([], [], "exact", []),
    (None, ["*"], "exact", []),
]


@pytest.mark.parametrize("named, managed, membership, expected", MEMBERSHIPS)
def test_memberships(named, managed, membership, expected):
    """Anna is in a and x, the document declares a and b. Only managed groups are joined and left; who names no groups keeps his."""
    row = {"name": "anna"} if named is None else {"name": "anna", "groups": named}
    anna = account("anna", groups=["a", "x"])
    assert expected == steps(anna, has=["a", "b", "x"], groups=[{"name": "a"}, {"name": "b"}], users=[row], managed_groups=managed, membership=membership)


def test_declared_groups_are_no_patterns():
    """A group called st* does not make staff managed."""
    given = {"groups": [{"name": "st*"}, {"name": "a[b]"}], "users": [{"name": "anna", "groups": ["a[b]"]}]}
    assert steps(account("anna", groups=["staff", "st*"]), has=["staff", "st*", "a[b]"], **given) == ["join:member:a[b]:anna", "leave:member:st*:anna"]


def test_groups_of_a_new_account():
    """They travel with the creation, those that come into being in the same run too."""
    given = {"groups": [{"name": "a"}, {"name": "b", "display_name": "Bee"}], "users": [{"name": "anna", "password": PASSWORD, "groups": ["a", "b"]}]}
    found = plan(has=["a"], **given)
    assert [step.id for step in found] == ["create:group:b", "create:user:anna"]
    assert found[0].request.data == {"groupid": "b", "displayname": "Bee"} and found[1].request.data["groups"] == ["a", "b"]
    assert steps(has=["a"], server=OWN, groups=[{"name": "a"}], users=[{"name": "anna", "password": PASSWORD, "subadmin_of": ["a"]}]) == [
        "create:user:anna",
        "promote:subadmin:a:anna",
    ]


REFUSED = [
    ({"users": [{"name": "anna", "groups": ["x"]}]}, "users[0].groups: the group 'x' is not managed here; describe it under groups, or name it"),
    ({"users": [{"name": "anna", "subadmin_of": ["x"]}]}, "users[0].subadmin_of: the group 'x' is not managed here"),
    ({"users": [{"name": "anna", "groups": ["n"]}], "managed_groups": ["*"]}, "users[0].groups: the group 'n' does not exist, or has state absent"),
    ({"users": [{"name": "anna", "groups": ["x"]}], "managed_groups": ["*"], "groups": [{"name": "x", "state": "absent"}]},
     "users[0].groups: the group 'x' does not exist, or has state absent"),
    ({"users": [{"name": "anna", "subadmin_of": ["a"]}], "groups": [{"name": "a", "subadmins": []}]},
     "users[0].subadmin_of: 'a' is not among the subadmins in the group's own row; keep one of the two."),
    ({"groups": [{"name": "a", "subadmins": ["anna "]}]}, "groups[0].subadmins: 'anna ' is not a user ID"),
    ({"groups": [{"name": "a", "subadmins": ["nobody"]}]}, "groups[0].subadmins: the user 'nobody' does not exist, and has no row in the document."),
    ({"groups": [{"name": "a", "subadmins": ["ANNA"]}], "users": [{"name": "anna", "state": "absent"}]},
     "users[0].state: 'anna' has state absent, but is listed as a group admin of 'a'."),
    ({"groups": [{"name": "admin"}], "users": [{"name": "anna", "groups": ["admin"]}]}, "users[0].groups: joining or leaving the group 'admin' needs"),
    ({"groups": [{"name": "admin"}], "users": [{"name": "new", "password": PASSWORD, "groups": ["admin"]}]}, "users[0].groups: joining or leaving"),
    ({"groups": [{"name": "admin"}], "users": [{"name": "root", "groups": []}]}, "users[0].groups: joining or leaving the group 'admin'"),
    ({"groups": [{"name": "admin", "subadmins": ["anna"]}], "allow_admin_changes": True}, "subadmin_of: the group 'admin' has no group admins"),
    ({"groups": [{"name": "admin", "state": "absent"}]}, "groups[0].state: the group 'admin' is among protected_groups and will not be deleted."),
    ({"groups": [{"name": "a", "state": "absent"}], "protected_groups": ["a"]}, "groups[0].state: the group 'a' is among protected_groups"),
    ({"users": [{"name": "ANNA", "enabled": False}], "protected_users": ["Anna"]}, "users[0].enabled: anna is among protected_users"),
    ({"users": [{"name": "root", "state": "absent"}]}, "users[0].state: root is the acting account"),
    ({"users": [{"name": "anna", "quota": "5,5 GB"}, {"name": "ben", "phone": "0711"}]}, "users[0].quota: '5,5 GB' is not understood"),
    ({"users": [{"name": "anna", "quota": "5,5 GB"}, {"name": "ben", "phone": "0711"}]}, "\nusers[1].phone: '0711' needs the international form"),
    ({"users": [{"name": "anna", "manager": "nobody"}]}, "users[0].manager: the user 'nobody' does not exist"),
    ({"users": [{"name": "new"}]}, "users[0].password: is required to create the account"),
    ({"groups": [{"name": "0"}]}, "groups[0].name: '0' cannot be a group ID."),
    ({"users": [{"name": "anna", "two_factor": True}]}, "users[0].two_factor: Nextcloud 34.0.1 lets users enrol themselves"),
    ({"users": [{"name": "anna", "subadmin_of": ["a"]}], "groups": [{"name": "a", "state": "absent", "subadmins": ["anna"]}]}, "not managed here"),
]  # fmt: skip


@pytest.mark.parametrize("given, told", REFUSED)
def test_refused_beforehand(given, told):
    """Each problem with its place; several at once."""
    assert told in refusal(account("anna"), account("ben"), has=["a", "x"], **given)


def test_many_problems():
    """One reason in every row is told once, and many reasons do not fill the screen."""
    told = refusal(users=[{"name": "u%d" % index} for index in range(50)])
    assert told.startswith("document: users[0].password, users[1].password, users[2].password and 47 more: is required to create") and "\n" not in told
    told = refusal(account("anna"), users=[{"name": "u%d" % index, "password": PASSWORD, "quota": "%d,5 GB" % index} for index in range(50)])
    assert len(told.split("\n")) == 22 and told.endswith("\nand 30 more reasons.")


def test_admins_with_leave():
    """With allow_admin_changes they come and go."""
    given = {"groups": [{"name": "admin"}], "users": [{"name": "anna", "groups": ["admin"]}, {"name": "ben", "groups": []}], "allow_admin_changes": True}
    assert steps(account("anna"), account("ben", groups=["admin"]), **given) == ["join:member:admin:anna", "leave:member:admin:ben"]
    assert not steps(account("anna", groups=["admin"]), **{**given, "users": given["users"][:1], "allow_admin_changes": False})


GROUP_ADMINS = [
    # subadmins of the row of a, subadmin_of of Anna's row, who leads a now, membership, steps
    (["anna"], None, [], "exact", ["promote:subadmin:a:anna"]),
    (["anna"], None, ["ben"], "exact", ["promote:subadmin:a:anna", "demote:subadmin:a:ben"]),
    (["anna"], ["a"], ["anna"], "exact", []),
    (["anna"], [], ["anna"], "exact", []),
    ([], None, ["anna", "ben"], "exact", ["demote:subadmin:a:anna", "demote:subadmin:a:ben"]),
    ([], None, ["anna", "ben"], "append", ["demote:subadmin:a:anna", "demote:subadmin:a:ben"]),
    (["ben", "carl"], None, ["ben"], "append", ["promote:subadmin:a:Carl"]),
    (None, ["a"], ["ben"], "exact", ["promote:subadmin:a:anna"]),
    (None, [], ["anna", "ben"], "exact", ["demote:subadmin:a:anna"]),
    (None, [], ["anna", "ben"], "append", []),
    (None, None, ["anna", "ben"], "exact", []),
]


@pytest.mark.parametrize("of_group, of_anna, leads, membership, expected", GROUP_ADMINS)
def test_group_admins(of_group, of_anna, leads, membership, expected):
    """The group's own list is exact; without it every user's row tells his own posts. Ben and Carl have no rows."""
    group = {"name": "a"} if of_group is None else {"name": "a", "subadmins": of_group}
    row = {"name": "anna"} if of_anna is None else {"name": "anna", "subadmin_of": of_anna}
    people = [account(name, subadmin_of=["a"] if name.lower() in leads else []) for name in ("anna", "ben", "Carl")]
    assert sorted(expected) == sorted(steps(*people, has=["a"], leads={"a": leads}, groups=[group], users=[row], membership=membership))


def test_a_group_admin_of_two_groups():
    """Who has no row, but posts in two groups that list theirs, has one plan."""
    given = {"groups": [{"name": "a", "subadmins": ["ben"]}, {"name": "b", "subadmins": []}]}
    found = plan(account("ben", subadmin_of=["b"]), has=["a", "b"], leads={"a": [], "b": ["ben"]}, **given)
    assert [step.id for step in found] == ["promote:subadmin:a:ben", "demote:subadmin:b:ben"]
    assert list(found.objects) == [("user", "ben")]


def test_accounts_share_what_they_have_in_common():
    """No row is copied, and accounts in the same groups have one goal: of 100,000 accounts each copy takes some ten MiB."""
    rows = [{"name": name, "password": PASSWORD, "groups": ["a", "b"]} for name in ("anna", "ben")]
    assert len({id(goals["groups"]) for _user, _row, goals in plan(has=["a", "b"], managed_groups=["a", "b"], users=rows).objects.values()}) == 1


def test_unlisted():
    """They are disabled or deleted, but for protected ones, the acting account and whom the document names; report does nothing."""
    people = [account("anna"), account("ben"), account("carl", enabled=False), account("dora", subadmin_of=["a"])]
    given = {"has": ["a", "b"], "leads": {"a": ["dora"]}, "groups": [{"name": "a", "subadmins": ["anna"]}], "users": [{"name": "Ben"}]}
    limits = {"max_disables": "100%", "max_deletes": "100%", "managed_groups": ["*"]}
    links = ["promote:subadmin:a:anna", "demote:subadmin:a:dora"]
    assert steps(*people, **given) == links
    assert steps(*people, unlisted_users="report", unlisted_groups="report", **given) == links
    assert steps(*people, unlisted_users="disable", **given, **limits) == links + ["disable:user:dora"]
    assert steps(*people, unlisted_users="delete", protected_users=["CARL"], **given, **limits) == links[:1] + ["delete:user:dora"]
    assert steps(*people, unlisted_groups="delete", **given, **limits) == links + ["delete:group:b"]
    found = plan(*people, unlisted_users="report", unlisted_groups="report", **given)
    assert found.unlisted == {"users": ["carl", "dora", "root"], "groups": ["b"]}


def test_guards_refuse_and_the_plan_stays():
    """What limits forbid is noted beside the plan, which is complete."""
    people = [account("anna"), account("ben")]
    found = plan(*people, unlisted_users="delete", unlisted_scope={"names": ["*"]})
    assert [step.id for step in found] == ["delete:user:anna", "delete:user:ben"]
    assert str(found.refusal).startswith("max_deletes: the plan would delete 2 of 3 accounts (anna, ben); the limit is 0.")
    edits = plan(*[account("u%d" % index) for index in range(60)], users=[{"name": "u%d" % index, "phone": "+4971125242890"} for index in range(60)])
    assert edits.refusal is None and edits.figures["wait_seconds"] == 600
    patient = {"users": [{"name": "u%d" % index, "phone": "+4971125242890"} for index in range(60)], "rate_limit_wait": 599}
    assert str(plan(*[account("u%d" % index) for index in range(60)], **patient).refusal).startswith("rate_limit_wait: ")


def test_order():
    """The visible table: groups, creations, enables, edits, joins, group admins, leaves, disables, deletes."""
    found = steps(
        account("anna", enabled=False, groups=["b"], subadmin_of=["b"]), account("ben"), account("carl"), has=["a", "b", "old"],
        groups=[{"name": "old", "state": "absent"}, {"name": "b"}, {"name": "a", "display_name": "A!"}, {"name": "new"}],
        users=[
            {"name": "carl", "state": "absent"}, {"name": "ben", "enabled": False},
            {"name": "anna", "enabled": True, "email": "a@x.org", "groups": ["a", "new"], "subadmin_of": ["a"]},
            {"name": "dora", "password": PASSWORD, "enabled": False}], max_deletes="1")  # fmt: skip
    assert found == [
        "create:group:new", "update:group:a:display_name", "create:user:dora", "enable:user:anna", "update:user:anna:email", "join:member:a:anna",
        "join:member:new:anna", "promote:subadmin:a:anna", "demote:subadmin:b:anna", "leave:member:b:anna", "disable:user:ben", "disable:user:dora",
        "delete:user:carl", "delete:group:old"]  # fmt: skip
    assert set(directory.PHASE) == {tuple(step.split(":")[1::-1]) for step in found}


LACKING = [
    (OLD, {"bluesky": 1, "timezone": 1, "two_factor": 1}, ["update:user:anna:phone"]),
    (OWN, {"bluesky": 1, "timezone": 1, "phone": 1, "additional_mails": 1, "groups.display_name": 1}, []),
]


@pytest.mark.parametrize("server, lacking, done", LACKING)
def test_unsupported_fields(server, lacking, done):
    """They are left out and counted, or refused; the rest of the row comes true."""
    row = {"name": "anna", "bluesky": "a.example.org", "timezone": "UTC", "phone": "+4971125242890"}
    row.update(additional_mails="", two_factor=False, quota="none")
    given = {"server": server, "has": ["a"], "users": [row], "groups": [{"name": "a", "display_name": "a"}]}
    anna = account("anna", server, two_factor=False)
    found = plan(anna, unsupported_fields="report", **given)
    assert found.unsupported == lacking and [step.id for step in found] == done
    told = refusal(anna, **given)
    assert any("%s: " % field in told for field in lacking), told


def test_nothing_is_unsupported_where_everything_is_supported():
    """On Nextcloud 34 nothing is left out."""
    found = plan(account("anna"), users=[{"name": "anna", "bluesky": "a.example.org", "timezone": "UTC"}], unsupported_fields="report")
    assert found.unsupported == {} and len(found) == 2


def test_groups_that_cannot_be_compared():
    """ownCloud tells no members of a group with a slash; Nextcloud does."""
    given = {"has": ["a/b"], "managed_groups": ["*"], "users": [{"name": "anna", "groups": ["a/b"]}]}
    assert "users[0].groups: ownCloud cannot address the group 'a/b'" in refusal(account("anna", OWN), server=OWN, **given)
    assert steps(account("anna"), **given) == ["join:member:a/b:anna"]
    led = {"has": ["a/b"], "groups": [{"name": "a/b", "subadmins": ["anna"]}]}
    assert "groups[0].subadmins.subadmin_of: ownCloud cannot address the group 'a/b'" in refusal(account("anna", OWN), server=OWN, **led)


def test_managers():
    """On the server, in the document, or unknown because not everybody was read: then they are looked up before the writes."""
    assert steps(account("anna"), users=[{"name": "anna", "manager": "ROOT"}]) == ["update:user:anna:manager"]
    assert len(steps(users=[{"name": "boss", "password": PASSWORD}, {"name": "anna", "password": PASSWORD, "manager": "boss"}])) == 2
    found = plan(account("anna"), whole=False, users=[{"name": "anna", "manager": "far"}])
    assert [step.id for step in found] == ["update:user:anna:manager"] and found.strangers == {"far"}
    assert not plan(account("anna", manager="gone"), users=[{"name": "anna", "manager": "gone"}]), "an unchanged one is not judged"


def test_other_spellings_are_told_once_each():
    """The server's spelling is used; many such warnings are cut."""
    found = plan(*[account("U%d" % index) for index in range(30)], users=[{"name": "u%d" % index} for index in range(30)])
    assert not found and len(found.warnings) == 21
    assert found.warnings[0] == "users[0]: name: the account is stored as 'U0'; that spelling is used." and found.warnings[-1] == "and 10 more warnings."


@pytest.mark.parametrize("given, told", [
    ({"workers": 0}, "workers: must be from 1 to 16."), ({"workers": 17}, "workers: must be from 1 to 16."),
    ({"max_deletes": "x"}, "max_deletes: 'x' is neither"), ({"unlisted_scope": {"backends": ["x"]}, "server": OWN}, "unlisted_scope.backends: ownCloud"),
])  # fmt: skip
def test_arguments(given, told):
    """Refused before anything is read, or at least before anything is planned."""
    assert refusal(**given).startswith(told)
