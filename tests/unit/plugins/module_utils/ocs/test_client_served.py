# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client against the embedded server: who it is, sessions that grow old, limits that are reached."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import OCSError
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.client import Client
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import ADMIN, ENDING, PASSWORD, Site

VERSIONS = [
    ("nextcloud-34", "nextcloud", (34, 0, 1)), ("nextcloud-32", "nextcloud", (32, 0, 1)), ("nextcloud-28", "nextcloud", (28, 0, 2)),
    ("owncloud-10", "owncloud", (10, 15, 2)),
]  # fmt: skip
EDIT = called.request("PUT", "cloud/users/alice", {"key": "role", "value": "x"})


def patient(site, wait=660):
    """A client whose pauses let the server's time pass, and the pauses."""
    pauses = []

    def sleep(seconds):
        pauses.append(seconds)
        site.operate(advance_time=seconds)

    return Client(site.transport(*ADMIN, sleep=sleep, rate_limit_wait=wait), "nextcloud"), pauses


@pytest.mark.parametrize("dialect, product, version", VERSIONS)
def test_which_server_it_is(dialect, product, version):
    """By the status page alone."""
    with Site(dialect, "auto") as site:
        server = site.client().identify()
        assert (server.product, server.version) == (product, version)
        assert dict(site.sandbox.counts) == {"GET /status.php": 1}


HIDING = {
    "nextcloud": [{}, {"hide_version": ["status"]}, {"hide_version": ["status", "capabilities"]}],
    "owncloud": [{}, {"set_system": {"version.hide": True}}],
}
COMBINATIONS = [(dialect, number, hiding) for dialect, product, number in VERSIONS for hiding in HIDING[product]]


@pytest.mark.parametrize("brand", ["ACME Drive", "ownCloud", "Nextcloud", ""])
@pytest.mark.parametrize("told", ["auto", "nextcloud", "owncloud"])
@pytest.mark.parametrize("dialect, number, hiding", COMBINATIONS)
def test_a_branded_server_and_one_that_hides_its_version(dialect, number, hiding, told, brand):
    """Is known for what it is, whatever its name is; a wrong word of the task is refused, and a right one believed."""
    product, hidden = dialect.partition("-")[0], "capabilities" in hiding.get("hide_version", ())
    with Site(dialect, told) as site:
        for operation, value in dict(hiding, brand=brand).items():
            site.operate(**{operation: value})
        if told not in ("auto", product):
            with pytest.raises(OCSError, match="the server is (Nextcloud|ownCloud).*, not %s" % told):
                site.client().identify()
            return
        found = site.client().identify()
        assert (found.product, found.version) == (product, () if hidden else number)
        report = site.run(user, name="alice", password=PASSWORD, quota="1 GB", email="alice@example.org")
        assert report.error == "" and not site.run(user, name="alice", quota="1 GB").changed


def test_owncloud_that_hides_its_version():
    """The status page tells nothing then; the capabilities do, and the task goes on."""
    with Site("owncloud-10", "auto") as site:
        site.operate(set_system={"version.hide": True})
        server = site.client().identify()
        assert (server.product, server.version) == ("owncloud", (10, 15, 2))
        report = site.run(user, name="alice", password=PASSWORD, quota="1 GB")
        assert report.error == "" and not site.run(user, name="alice", quota="1 GB").changed


@pytest.mark.parametrize("dialect", ["nextcloud-34", "nextcloud-28"])
def test_a_session_that_is_too_old_to_write(dialect):
    """After 30 min 15 s the server asks for a fresh password check: signed in again, and done."""
    with Site(dialect) as site:
        site.users("alice")
        client = site.client()
        client.expect(9)
        for _number in range(3):
            client.get(called.at("cloud/user"))
        client.send(EDIT)
        site.operate(advance_time=30 * 60 + 20)
        assert client.get(called.at("cloud/user"))["id"] == "admin"
        site.sandbox.counts.clear()
        client.send(EDIT)
        assert sum(count for call, count in site.sandbox.counts.items() if call not in ENDING) == 2
        client.send(EDIT)
        assert sum(count for call, count in site.sandbox.counts.items() if call not in ENDING) == 3


def test_more_edits_than_the_limit_allows():
    """The task waits for the window to pass, says so, and finishes; nothing is sent in vain but the attempts."""
    with Site("nextcloud-34", limits=True) as site:
        site.users("alice")
        client, pauses = patient(site)
        for _number in range(51):
            client.send(EDIT)
        assert sum(pauses) <= 660 and client.transport.meter.waited == sum(pauses) > 500
        assert len(client.transport.warnings) == 1 and "waits up to 660 s" in client.transport.warnings[0]


def test_a_task_that_may_not_wait():
    """It fails with the edit that was one too many; what is done stays done."""
    with Site("nextcloud-34", limits=True) as site:
        site.users("alice")
        client, pauses = patient(site, wait=0)
        with pytest.raises(OCSError, match="rate limit is reached") as refusal:
            for _number in range(60):
                client.send(EDIT)
        assert pauses == [] and refusal.value.http_status == 429 and client.account()["writes"] == 51


def test_wrong_passwords_block_the_address():
    """Each is sent once, and then the block is told as what it is, without a wait."""
    with Site("nextcloud-34", limits=True) as site:
        codes = []
        for _number in range(14):
            with pytest.raises(OCSError) as refusal:
                site.client(password="wrong").get(called.at("cloud/user"))
            codes.append(refusal.value.code)
        assert codes[0] == 997 and codes[-1] == 429 and sum(site.sandbox.counts.values()) == 14
        with pytest.raises(OCSError, match="brute-force protection"):
            site.run(user, name="alice", password=PASSWORD)


@pytest.mark.parametrize("dialect", ["nextcloud-28", "owncloud-10"])
def test_a_wrong_password(dialect):
    """Nextcloud 28 refuses it in XML; the message is about the credentials, and does not repeat them."""
    with Site(dialect) as site:
        with pytest.raises(OCSError, match="credentials") as refusal:
            site.client(password="wr0ng-pass").get(called.at("cloud/user"))
        assert refusal.value.code == 997 and "wr0ng-pass" not in str(refusal.value) and sum(site.sandbox.counts.values()) == 1


def test_an_app_password_cannot_write_on_nextcloud_34():
    """The advice names the real password."""
    with Site("nextcloud-34") as site:
        site.users("alice")
        site.operate(app_password={"user": ADMIN[0], "token": "app-pass-1"})
        client = site.client(password="app-pass-1")
        assert client.get(called.at("cloud/user"))["id"] == ADMIN[0]
        with pytest.raises(OCSError, match="real password") as refusal:
            client.send(EDIT)
        assert refusal.value.code == 403


FAULTS = [
    ({"kind": "html"}, "web page"), ({"kind": "truncate"}, "cut off"), ({"kind": "redirect", "location": "https://elsewhere.example/x"}, "elsewhere.example"),
    ({"kind": "status", "status": 400}, "without a message"), ({"kind": "status", "status": 200}, "answer is empty"), ({"kind": "drop_before"}, "interrupted"),
    ({"kind": "status", "status": 412, "body": '{"message": "CSRF check failed"}'}, "CSRF"), ({"kind": "status", "status": 503}, "not available"),
]  # fmt: skip


@pytest.mark.parametrize("product", ["auto", "nextcloud"])
@pytest.mark.parametrize("fault, told", FAULTS)
def test_a_server_that_misbehaves(fault, told, product):
    """From the first request on: one error of ours, nothing created."""
    with Site("nextcloud-34", product) as site:
        site.sandbox.faults.replace([dict(fault, path="/ocs/")])
        with pytest.raises(OCSError, match=told):
            site.run(user, name="alice", password=PASSWORD)
        assert not [call for call in site.sandbox.counts if not call.startswith("GET ")]
