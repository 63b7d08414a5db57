# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task that changes the password of its own account goes on with the new one."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.http.connection import Login
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.directory import resource as seafile_directory
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.user import resource as seafile_user
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import SeafileSite
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import ADMIN, DIALECTS, PASSWORD, Site

MAIL = "root@example.com"


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("caller", [ADMIN[0], ADMIN[0].upper(), MAIL])
def test_by_itself(dialect, caller):
    """Whatever it calls itself: the task reads back, is done, and the next one signs in with the new password."""
    with Site(dialect) as site:
        site.run(user, name="admin", email=MAIL)
        given = dict(name="admin", password=PASSWORD, update_password="always", display_name="Root")
        report = site.run(user, caller=(caller, ADMIN[1]), **given)
        assert report.error == "" and set(report.statuses) == {"done"} and report.result["user"]["display_name"] == "Root"
        assert not site.run(user, caller=(caller, PASSWORD), name="admin", display_name="Root").changed


@pytest.mark.parametrize("workers", [1, 3])
def test_among_others(workers):
    """Rows that come later are done as well."""
    with Site("nextcloud-34") as site:
        site.users("zoe")
        rows = [{"name": name, "password": PASSWORD, "display_name": "N. " + name} for name in ("admin", "zoe", "new")]
        report = site.run(directory, users=rows, update_password="always", workers=workers)
        assert report.error == "" and set(report.statuses) == {"done"}


def test_somebody_else():
    """Another account's password is none of its own: one refused sign-in stays one."""
    with Site("nextcloud-34") as site:
        site.users("bob")
        assert site.run(user, name="bob", password="Other-" + PASSWORD, update_password="always").error == ""


@pytest.mark.parametrize("by_token", [False, True])
def test_on_seafile(by_token):
    """There a new password ends the token, however the task came by it."""
    with SeafileSite() as site:
        client = site.client()
        client.get(called.at("api2/auth/ping/"))
        task = site.client()
        if by_token:
            task.transport.login.token, task.transport.login.username = client.transport.login.token, ""
        site.client = lambda *_login: task
        report = site.run(seafile_user, email=site.admin[0], password=PASSWORD, update_password="always", display_name="Root")
        assert report.error == "" and report.statuses == ["done"] and report.result["user"]["display_name"] == "Root"


def test_among_others_on_seafile():
    """The same for a whole directory."""
    with SeafileSite() as site:
        rows = [{"email": name + "@example.com", "password": PASSWORD, "display_name": "N. " + name} for name in ("admin", "new")]
        report = site.run(seafile_directory, users=rows, update_password="always")
        assert report.error == "" and set(report.statuses) == {"done"}


def test_login():
    """What is sent, what is secret, and when the other password is tried."""
    login = Login("Ann", "old")
    login.changed("ann", "new")
    assert login.password == "new" and "old" in login.secrets() and login.turn() and login.password == "old" and not login.turn()
    login = Login("ann@example.com", "old")
    login.changed("bob", "new")
    assert login.password == "old" and login.turn() and login.password == "new"
    login = Login("ann", "old")
    login.changed("bob", "new")
    assert not login.turn() and Login(token="t").header() == "Bearer t" and Login().header() == ""
