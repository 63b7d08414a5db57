# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A dry run tells what the real run does and returns, writes nothing, and the run after that has nothing to do."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user.accounts import BY_THE_SERVER
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import PASSWORD, Site

ALL = dict(display_name=" Älice  A. ", email=" Alice@Example.COM ", quota="1000000", groups={"set": ["staff"]}, subadmin_of={"add": ["other"]})
PROFILE = dict(
    language="de", locale="de_DE", manager="boss", phone="+49 711 252428-90", address=" Main St\n1 ", website="https://a.example", twitter="@alice",
    organisation="ACME", role="R", headline="H", biography="b\r\nc", profile_enabled=False, additional_mails={"add": ["X@y.example"]},
    notify_email="n@y.example",
)  # fmt: skip
NEWER = dict(timezone="Europe/Berlin", bluesky="anna.bsky.social", pronouns="x", two_factor=False)
EVERY = {"nextcloud-34": dict(ALL, **dict(PROFILE, **NEWER)), "nextcloud-28": dict(ALL, **PROFILE), "owncloud-10": dict(ALL, two_factor=False)}
EVERY["nextcloud-32"] = EVERY["nextcloud-34"]
CHANGES = [
    {}, dict(enabled=False), dict(quota="default"), dict(quota="none"), dict(quota="0"), dict(quota="2 GB", display_name="", email=""),
    dict(groups={"add": ["other"], "remove": ["staff"]}, subadmin_of={"set": []}),
    dict(groups={"add": ["new"]}, subadmin_of={"add": ["new"]}, missing_groups="create"),
    dict(groups={"set": ["gone"]}, missing_groups="warn"), dict(state="absent"),
]  # fmt: skip
NEXTCLOUD_CHANGES = [
    dict(additional_mails={"set": []}), dict(notify_email=""), dict(additional_mails={"remove": ["n@y.example"]}), dict(manager="", phone="", website=""),
    dict(enabled=False, wipe_devices=True), dict(email="p@y.example", welcome_email="skip", notify_email="q@y.example"),
]  # fmt: skip


def foretold(told, found, new):
    """Keys whose value the dry run told wrongly; what the server decides or computes is told as None."""
    if told is None or found is None:
        return [] if told is found else ["presence"]
    keys = {key for key in set(told) | set(found) if (key in told, told.get(key)) != (key in found, found.get(key))}
    if new:
        keys -= {key for key in BY_THE_SERVER if key in told and told[key] is None}
    return sorted(keys - ({"quota"} if same_quota(told["quota"], found["quota"]) else set()))


def same_quota(told, found):
    """Whether what is told of a quota is true."""
    return set(told) == set(found) and all(told[key] in (None, found[key]) for key in told)


def both(site, new=False, **asked):
    """The dry run, the real run and a third one of the same wish; returns what the dry run told wrongly."""
    checked = site.run(user, check=True, **asked)
    assert [call for call in checked.counts if not call.startswith("GET ") and not call.endswith("/validate")] == []
    done = site.run(user, **asked)
    assert done.error == "" and checked.error == ""
    planned, sent = ([dict(action, status="") for action in report.outcome.actions] for report in (checked, done))
    assert planned == sent and checked.diff == done.diff and checked.warnings == done.warnings
    again = site.run(user, **dict(asked, welcome_email="auto"))
    assert not again.changed and again.result == done.result and again.diff == ({}, {})
    return foretold(checked.result["user"], done.result["user"], new)


@pytest.mark.parametrize("auto", [False, True])
@pytest.mark.parametrize("dialect", EVERY)
def test_a_new_account(dialect, auto):
    """With everything, and with nothing but a password."""
    with Site(dialect, "auto" if auto else None) as site:
        site.groups("staff", "other")
        if dialect != "owncloud-10":
            site.users("boss")
        for name, asked in (("plain", {}), ("alice", EVERY[dialect]), ("off", dict(enabled=False)), ("grouped", dict(groups={"set": []}))):
            assert both(site, new=True, name=name, password=PASSWORD, **asked) == []


@pytest.mark.parametrize("dialect", EVERY)
def test_a_change(dialect):
    """Each from the same state."""
    changes = CHANGES + (NEXTCLOUD_CHANGES if dialect != "owncloud-10" else [])
    with Site(dialect) as site:
        site.groups("staff", "other")
        site.users("boss")
        for number, asked in enumerate(changes):
            name = "alice%d" % number
            assert site.run(user, name=name, password=PASSWORD, **EVERY[dialect]).error == ""
            assert (asked, both(site, name=name, **asked)) == (asked, [])


def test_a_second_factor_that_was_lost():
    """Nextcloud 34: every provider that is on is switched off."""
    with Site("nextcloud-34") as site:
        site.users("alice")
        site.operate(enable_app={"app": "twofactor_nextcloud_notification"})
        site.client("alice", PASSWORD).get(called.at("cloud/user"))
        site.client().send(called.request("POST", "twofactor/enable", {"user": "alice", "providers": ["twofactor_nextcloud_notification"]}))
        assert site.run(user, check=True, name="alice", two_factor=False).diff == ({"two_factor": True}, {"two_factor": False})
        assert both(site, name="alice", two_factor=False) == []
