# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whoever answers to an email address is not the account that was named: nothing reads, changes or deletes them by it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ansible_collections.ocs.provisioning.plugins import module_utils
from ansible_collections.ocs.provisioning.plugins.module_utils.engine import apply, run as life
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import export as directory_info, resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.group import people as group_member, resource as group
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import accounts, info as user_info, resource as user
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import DIALECTS, PASSWORD, Site, thrice
from sandbox.nextcloud.state import User

ADDRESS, SHARED = "alice@example.com", "both@example.com"
TELLS = "'%s' is not a user ID but the email address of the user 'alice'" % ADDRESS
NO_SUCH = "the user '%s' does not exist (an email address is not an ID)" % ADDRESS


@pytest.fixture(params=["nextcloud-34", "nextcloud-32", "nextcloud-28"])
def site(request):
    """Accounts with addresses, two of them with the same; and how the product speaks of alice's address."""
    with Site(request.param) as served:
        served.groups("staff")
        for name, address in (("alice", ADDRESS), ("one", SHARED), ("two", SHARED)):
            served.send("POST", "users", userid=name, password=PASSWORD, email=address)
        served.answers = request.param != "nextcloud-28"
        served.before = state(served)
        yield served


def state(served):
    """All that a server knows of its accounts."""
    return {name: vars(account).copy() for name, account in served.sandbox.product.state.users.items()}


def untouched(served):
    """No account is another one than before, and none has come or gone."""
    return state(served) == served.before and served.client().get(called.at("cloud/groups/staff"))["users"] == []


def refusal(served, resource, **given):
    """What an impossible wish is refused with, the same in check mode, after reads only."""
    texts = set()
    for check in (True, False):
        with pytest.raises(Invalid) as error:
            served.run(resource, check, **given)
        texts.add(str(error.value))
    written = [call for call in served.sandbox.counts if not call.startswith("GET ") and not call.endswith("/validate")]
    assert untouched(served) and not written
    return texts.pop()


@pytest.mark.parametrize("address", [ADDRESS, ADDRESS.upper(), SHARED])
def test_nobody_is_deleted_by_address(site, address):
    """Unchanged, and with a warning where the server would have done it."""
    done = thrice(site, user, name=address, state="absent", protected_users=["one"])
    assert not done.changed and untouched(site)
    assert [text.startswith("name: ") for text in done.warnings] == [True] * site.answers
    row = {"name": address, "state": "absent"}
    done = thrice(site, directory, users=[row], max_deletes="100%")
    assert not done.changed and untouched(site)
    assert [text.startswith("users[0]: name: ") for text in done.warnings] == [True] * site.answers


CHANGES = [
    {}, {"enabled": False}, {"enabled": False, "wipe_devices": True}, {"display_name": "x"}, {"email": "x@example.com"}, {"two_factor": False},
    {"password": PASSWORD, "update_password": "always"}, {"groups": {"set": ["staff"]}}, {"subadmin_of": {"add": ["staff"]}}, {"welcome_email": "resend"},
    {"additional_mails": {"add": ["y@example.com"]}},
]  # fmt: skip


@pytest.mark.parametrize("given", CHANGES)
def test_nobody_is_changed_by_address(given):
    """Creating such an account is refused before the write, whatever is wanted of it."""
    with Site("nextcloud-34") as site:
        site.groups("staff")
        site.send("POST", "users", userid="alice", password=PASSWORD, email=ADDRESS)
        site.before = state(site)
        assert refusal(site, user, **dict({"password": PASSWORD}, name=ADDRESS, **given)).startswith("name: " + TELLS)
        if set(given) <= {"enabled", "display_name", "email"}:
            row = dict({"name": ADDRESS, "password": PASSWORD}, **given)
            assert "users[0].name: " + TELLS in refusal(site, directory, users=[row], max_disables="100%")


def test_of_two_with_one_address_neither_is_taken(site):
    """Not even the one that the server would take."""
    if site.answers:
        assert "the email address of the user 'one'" in refusal(site, user, name=SHARED, password=PASSWORD)
    else:
        assert not site.run(user, name=SHARED, email=SHARED).error
        assert {key: value for key, value in state(site).items() if key != SHARED} == site.before


def test_whose_id_is_an_address(site):
    """It is that account, also when somebody else has the address as well; and it is gone when it is gone."""
    site.send("PUT", "users/one", key="email", value="own@example.com")
    site.send("POST", "users", userid="two@example.com", password=PASSWORD, email="two@example.com")
    site.send("PUT", "users/two", key="email", value="two@example.com")
    thrice(site, user, name="TWO@example.com", display_name="Two")
    thrice(site, user, name="two@example.com", state="absent")
    assert sorted(state(site)) == ["admin", "alice", "one", "two"]


@pytest.mark.parametrize("fault", ["drop_after", "drop_before"])
def test_a_lost_answer_to_a_deletion_takes_nobody_else(site, fault):
    """The account whose id was an address is gone: who answers now has the address only."""
    site.send("POST", "users", userid="two@example.com", password=PASSWORD)
    site.send("PUT", "users/two", key="email", value="two@example.com")
    site.fault(kind=fault, method="DELETE", path="/users/two@example.com", times=1)
    done = site.run(user, name="two@example.com", state="absent")
    assert not done.error and sorted(state(site)) == ["admin", "alice", "one", "two"]


def test_information(site):
    """Not found, in every form."""
    for given in ({}, {"details": False}, {"editable_fields": True}):
        assert site.read(user_info, name=[ADDRESS, SHARED], **given)["users"] == []
    assert [each["name"] for each in site.read(user_info, name=["ALICE", ADDRESS])["users"]] == ["alice"]


def test_avatars_and_second_factors_of_nobody(tmp_path):
    """An address in the list leaves no file and asks for no state."""
    with Site("nextcloud-34") as site:
        site.send("POST", "users", userid="alice", password=PASSWORD, email=ADDRESS)
        site.sandbox.counts.clear()
        assert site.read(user_info, name=[ADDRESS], avatar_dest=str(tmp_path), two_factor=True)["count"] == 0
        assert not list(tmp_path.iterdir()) and sum(site.sandbox.counts.values()) == 1


def test_members_and_group_admins(site):
    """Refused with the id to use; with missing_users: warn left out, and the warning names it."""
    tells = TELLS if site.answers else NO_SUCH
    for resource, given, field in (
        (group, {"name": "staff", "members": {"add": [ADDRESS]}}, "members"), (group, {"name": "staff", "subadmins": {"set": [ADDRESS]}}, "subadmins"),
        (group, {"name": "new", "members": {"set": ["alice", ADDRESS]}}, "members"),
        (group_member, {"group": "staff", "users": [ADDRESS]}, "users"), (group_member, {"group": "staff", "users": [ADDRESS], "role": "subadmin"}, "users"),
        (group_member, {"group": "staff", "users": [ADDRESS], "state": "exact"}, "users"),
    ):  # fmt: skip
        assert refusal(site, resource, **given).startswith("%s: %s" % (field, tells))
    left = site.run(group_member, group="staff", users=[ADDRESS], missing_users="warn")
    assert not left.changed and left.warnings == ["users: %s; it is left out." % (tells + "; use that ID" * site.answers)]
    assert not site.run(group_member, group="staff", users=[ADDRESS], state="absent").changed and untouched(site)
    assert "groups[0].subadmins: " + tells in refusal(site, directory, groups=[{"name": "staff", "subadmins": [ADDRESS]}])


def test_managers(site):
    """The same; in a directory with row and field."""
    tells = TELLS if site.answers else NO_SUCH
    assert refusal(site, user, name="one", manager=ADDRESS).startswith("manager: " + tells)
    assert refusal(site, user, name="new", password=PASSWORD, manager=ADDRESS).startswith("manager: " + tells)
    assert "users[0].manager: " + tells in refusal(site, directory, users=[{"name": "one", "manager": ADDRESS}])


def test_protected_users(site):
    """An address protects nobody, so it is refused as soon as it would matter."""
    for given in ({"state": "absent"}, {"enabled": False}):
        if site.answers:
            assert refusal(site, user, name="alice", protected_users=[ADDRESS], **given).startswith("protected_users: " + TELLS)
            for wish in ({"users": [dict(name="alice", **given)]}, {"unlisted_users": "disable", "users": [{"name": "one"}]}):
                told = refusal(site, directory, max_deletes="100%", max_disables="100%", protected_users=[ADDRESS], **wish)
                assert told.startswith("protected_users: " + TELLS)
    site.send("PUT", "users/one/disable")
    assert site.run(user, name="one", state="absent", protected_users=["two"]).statuses == ["done"]


ROWS = 12  # so many that the ids are listed first


@pytest.mark.parametrize("crowd", [0, 400])
def test_a_directory_of_many(site, crowd):
    """However the accounts are read: one by one, by their list, or all of them."""
    for number in range(crowd):
        site.sandbox.product.state.add_user(User("x%d" % number, PASSWORD))
    site.before = state(site)
    rows = [{"name": "new%d" % number, "password": PASSWORD} for number in range(ROWS)]
    tells, led = TELLS if site.answers else NO_SUCH, [{"name": "staff", "subadmins": [ADDRESS]}]
    told = refusal(site, directory, users=rows + [{"name": "one", "manager": ADDRESS}], groups=led)
    assert "users[12].manager: " + tells in told and "groups[0].subadmins: " + tells in told
    rows.append({"name": ADDRESS, "password": PASSWORD})
    if site.answers:
        assert "users[12].name: " + TELLS in refusal(site, directory, users=rows)
    else:
        assert not site.run(directory, users=rows).error and ADDRESS in state(site)


def test_two_new_accounts_of_one_document():
    """The id of one is the address of the other: who comes first decides, so it is refused; with one of them there it works."""
    rows = [{"name": "new", "email": "n@example.com"}, {"name": "N@example.com", "email": "n@example.com"}]
    with Site("nextcloud-34") as site:
        with pytest.raises(Invalid, match=r"users\[1\].name: 'N@example.com' is also the email address of the new user 'new'"):
            site.run(directory, users=rows)
        for wish in (rows[1:], rows, [{"name": "own@example.com", "email": "own@example.com"}]):
            assert not site.run(directory, users=wish).error
        assert sorted(site.sandbox.product.state.users) == ["admin", "n@example.com", "new", "own@example.com"]
    with Site("nextcloud-28") as site:
        assert not site.run(directory, users=rows).error


def test_an_address_that_comes_between_plan_and_write():
    """The server's 102 is explained by what can be seen by then."""
    with Site("nextcloud-34") as site:
        client = site.client()
        wish = dict({name: spec.get("default") for name, spec in user.ARGUMENTS.items()}, name=ADDRESS, password=PASSWORD)
        outcome = life.Outcome()
        life.make_plan(outcome, user.RESOURCE, client, wish)
        site.send("POST", "users", userid="alice", password=PASSWORD, email=ADDRESS)
        apply.perform(outcome, user.RESOURCE, client, wish)
        assert "OCS 102" in str(outcome.error) and TELLS in str(outcome.error)


def test_an_export_names_nobody_twice(site):
    """What is exported holds ids, and applied again it changes nothing."""
    document = site.read(directory_info)["document"]
    assert [row["name"] for row in document["users"]] == ["admin", "alice", "one", "two"]
    assert not site.run(directory, **document).changed


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_stored_spelling_is_used(dialect):
    """In every request and in the manager's field, which would keep any text; and a second run finds it equal."""
    with Site(dialect) as site:
        site.users("Tom", "anna")
        done = thrice(site, user, name="tOM", enabled=False)
        assert called.sent(done.outcome.plan[0])[:2] == ("PUT", "cloud/users/Tom/disable") and "stored as 'Tom'" in done.warnings[0]
        if site.product == "nextcloud":
            done = thrice(site, user, name="anna", manager="TOM")
            assert site.client().get(called.at("cloud/users/anna"))["manager"] == "Tom"
            assert done.warnings == ["manager: the user 'TOM' is stored as 'Tom'; that spelling is used."]
            rows = [{"name": "anna", "manager": "TOM"}, {"name": "new", "email": "n@example.com", "manager": "tom"}]
            done = thrice(site, directory, users=rows)
            assert "users[0]: manager: the user 'TOM' is stored as 'Tom'; that spelling is used." in done.warnings
            assert site.client().get(called.at("cloud/users/new"))["manager"] == "Tom"
            site.send("PUT", "users/anna", key="manager", value="TOM")  # as another client would leave it
            assert thrice(site, user, name="anna", manager="Tom").changed
            with pytest.raises(Invalid, match="manager: 'Tom ' is not a user ID"):
                site.run(user, name="anna", manager="Tom ")


def test_an_owncloud_folder_of_another_name():
    """Then the list of ids tells the spelling."""
    with Site("owncloud-10") as site:
        site.users("Tom")
        client = site.client()
        real = client.get
        client.get = lambda call, **given: dict(real(call, **given), home="/srv/4711") if given.get("user") == "tOM" else real(call, **given)
        assert accounts.read(client, "tOM")[0]["name"] == "Tom"


def test_one_place_reads_accounts():
    """No other file asks for a single account by itself."""
    for file in Path(module_utils.__path__[0]).rglob("*.py"):
        if "seafile" not in file.parts and file.name != "accounts.py":
            assert not re.search(r"(get|find)\((ocs_)?calls\.USER\b", file.read_text(encoding="utf-8")), file
