# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Seafile stores of an account in another way than it was sent, or not at all: addresses, login ids, rare characters."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile import calls as seafile_calls
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.directory import resource as seafile_directory
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.group import resource as seafile_group
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.user import resource as seafile_user, token as seafile_user_token
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import SeafileSite, thrice
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import PASSWORD

ANNA, BEN = "anna@example.com", "ben@example.com"
EMOJI, RARE = "Anna \U0001f600", "\U00020bb7"
LATE = ("x@localhost", "juergen@müller.example", "x@[127.0.0.1]", "o'brien@example.com")
NEVER = ("x@example.t", "a@b.c", "x..y@example.com", ".x@example.com", "x@-bad.test", "under_score@ex_ample.com")


@pytest.mark.parametrize("address", LATE)
def test_addresses_of_later_builds(address):
    """A late 13 takes them; another 13 refuses them before it writes; version 11 is known to refuse them."""
    with SeafileSite("seafile-13-late") as site:
        thrice(site, seafile_user, email=address, password=PASSWORD, display_name="X")
        thrice(site, seafile_group, name="one", owner=address)
        thrice(site, seafile_directory, users=[{"email": address, "display_name": "Y"}])
        thrice(site, seafile_user, email=ANNA, previous_email=address)
    with SeafileSite("seafile-13") as site:
        assert "email invalid" in site.run(seafile_user, email=address, password=PASSWORD).error and not site.ids(address)
    with SeafileSite("seafile-11") as site, pytest.raises(Invalid, match="Seafile 11.0.13 takes"):
        site.run(seafile_user, email=address, password=PASSWORD)


@pytest.mark.parametrize("address", NEVER)
def test_addresses_that_no_server_takes(address):
    """Are refused in check mode, for new accounts and as another address."""
    with SeafileSite() as site:
        site.users("anna")
        for resource, given in (
            (seafile_user, {"email": address, "password": PASSWORD}), (seafile_user, {"email": address, "previous_email": ANNA}),
            (seafile_directory, {"users": [{"email": address, "password": PASSWORD}]}),
        ):  # fmt: skip
            with pytest.raises(Invalid, match="is not an address that Seafile"):
                site.run(resource, check=True, **given)


@pytest.mark.parametrize("address", NEVER + ("x@local", "ünder@example.com"))
def test_accounts_with_odd_addresses_can_be_changed(address):
    """Somebody else made them, or another version did."""
    with SeafileSite() as site:
        site.users("anna")
        state = site.sandbox.product.state
        state.profiles.update(site.ids(ANNA)[0], contact_email=address)
        thrice(site, seafile_user, email=address, display_name="X", department="D")
        thrice(site, seafile_group, name="one", members={"add": [address]})
        thrice(site, seafile_directory, users=[{"email": address, "display_name": "Y"}])
        assert site.run(seafile_user_token, email=address).result["token"]
        thrice(site, seafile_user, email=address, state="absent")


@pytest.mark.parametrize("dialect", ["seafile-13", "seafile-11"])
def test_login_ids(dialect):
    """In another case it is the same, and one that somebody has is found before the first write."""
    with SeafileSite(dialect) as site:
        thrice(site, seafile_user, email=ANNA, password=PASSWORD, login_id="Anna")
        again = site.run(seafile_user, email=ANNA, login_id="anna")
        assert not again.changed and any("stores the spelling Anna" in text for text in again.warnings)
        site.users("ben", *["anna%d" % number for number in range(3)])
        rows = [{"email": BEN, "name": "aNNa"}]
        many = rows + [{"email": "new%d@example.com" % number, "password": PASSWORD} for number in range(20)]
        for resource, given in (
            (seafile_user, {"email": BEN, "login_id": "ANNA"}), (seafile_user, {"email": "new@example.com", "password": PASSWORD, "login_id": " anna "}),
            (seafile_directory, {"users": rows}), (seafile_directory, {"users": many}),
        ):  # fmt: skip
            with pytest.raises(Invalid, match="is the login ID of anna@example.com"):
                site.run(resource, check=True, **given)
        thrice(site, seafile_directory, users=[{"email": ANNA, "name": "ANNA", "display_name": "A"}, {"email": BEN, "name": "ben"}])
        assert site.account(ANNA)["login_id"] == "Anna"


def test_login_ids_among_many():
    """Where a search finds too many to read them, the list tells."""
    with SeafileSite() as site:
        site.users("anna", *["p%03d" % number for number in range(105)])
        site.run(seafile_user, email=ANNA, login_id="p")
        with pytest.raises(Invalid, match="is the login ID of anna@example.com"):
            site.run(seafile_user, email="p001@example.com", login_id="p")
        done = site.run(seafile_user, email="p001@example.com", login_id="p001")
        assert done.changed and done.requests < 15, done.counts


@pytest.mark.parametrize("text", [EMOJI, RARE])
def test_characters_of_four_bytes(text):
    """Version 13 cannot store them: refused in check mode. Of others it is not known, so what happened is told."""
    with SeafileSite() as site:
        site.users("ben")
        for resource, given in (
            (seafile_user, {"email": ANNA, "password": PASSWORD, "display_name": text}), (seafile_user, {"email": BEN, "display_name": text}),
            (seafile_user, {"email": BEN, "department": text}), (seafile_user, {"email": BEN, "login_id": text}),
            (seafile_directory, {"users": [{"email": ANNA, "password": PASSWORD, "display_name": text}]}),
        ):  # fmt: skip
            with pytest.raises(Invalid, match="the server's tables cannot store " + text[-1]):
                site.run(resource, check=True, **given)
        assert thrice(site, seafile_user, email=ANNA, password=text).changed
        assert site.client(ANNA, text).get(seafile_calls.OWN_ACCOUNT)["contact_email"] == ANNA
    with SeafileSite("seafile-11") as site:
        done = site.run(seafile_user, email=ANNA, password=PASSWORD, display_name=text)
        assert "exists now, but is incomplete; it lacks: display_name" in done.error and "leave it out" in done.error and text[-1] in done.error
        thrice(site, seafile_user, email=ANNA, password=PASSWORD, display_name="Anna")


def test_group_names_of_four_bytes():
    """Whether they can be stored depends on the database, so it is told afterwards."""
    with SeafileSite() as site:
        done = site.run(seafile_group, name=RARE)
        assert done.statuses == ["failed"] and "may not store " + RARE in done.error


@pytest.mark.parametrize("dialect", ["seafile-13", "seafile-11", "seafile-10"])
def test_token_of_an_inactive_account(dialect):
    """The account is named, before anything is asked for; and what the server says is no matter of credentials."""
    with SeafileSite(dialect) as site:
        site.users("anna")
        site.run(seafile_user, email=ANNA, enabled=False)
        for check in (True, False):
            with pytest.raises(Invalid, match="account anna@example.com is not active"):
                site.run(seafile_user_token, email=ANNA, check=check)
        site.fault(kind="status", method="POST", path="/generate-user-auth-token/", status=400, body='{"error_msg": "User x is not active."}')
        site.run(seafile_user, email=ANNA, enabled=True)
        error = site.run(seafile_user_token, email=ANNA).error
        assert "User x is not active" in error and "credentials" not in error


def test_what_a_creation_does_not_keep():
    """An early 11 ignores the login id of a new account; an update in the same run sets it, in check mode the creation is all that is known."""
    with SeafileSite("seafile-11-early") as site:
        done = site.run(seafile_user, email=ANNA, password=PASSWORD, update_password="always", login_id="anna", quota="5 GB")
        assert not done.error and [(action, sorted(after)) for action, _name, after in done.steps] == [
            ("create", ["email", "enabled", "login_id", "password", "quota"]),
            ("update", ["login_id"]),
        ]
        assert done.statuses == ["done", "done"] and done.result["user"]["login_id"] == "anna"
        assert not site.run(seafile_user, email=ANNA, login_id="anna", quota="5 GB").changed
        rows = [{"email": "p%d@example.com" % number, "name": "p%d" % number, "password": PASSWORD} for number in range(4)]
        for workers, part in ((1, rows[:2]), (2, rows)):
            done = site.run(seafile_directory, users=part, workers=workers)
            assert not done.error and set(done.statuses) == {"done"}, done.error
            assert [action for action, _name, _after in done.steps] == ["create", "create", "update", "update"]
            assert not site.run(seafile_directory, users=part).changed
        assert site.account("p3@example.com")["login_id"] == "p3"


def test_what_the_update_does_not_keep_either():
    """Is an error, after one try."""
    with SeafileSite("seafile-11-early") as site:
        site.fault(kind="status", method="PUT", path="/users/", status=200, body="{}")
        done = site.run(seafile_user, email=ANNA, password=PASSWORD, login_id="anna")
        assert done.statuses == ["done", "failed"] and "did not keep: login_id" in done.error
        site.fault(kind="status", method="PUT", path="/users/", status=400, body='{"error_msg": "no"}')
        done = site.run(seafile_user, email=BEN, password=PASSWORD, login_id="ben")
        assert done.statuses == ["done", "failed"] and done.result["user"]["email"] == BEN
