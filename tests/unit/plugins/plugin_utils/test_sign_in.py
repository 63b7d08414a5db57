# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who names an account in a task acts as this account, whatever the environment has."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.http import transport
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.user import resource as seafile_user

from .doors import by_controller, by_module

OPTIONS = ("auth_username", "auth_password", "auth_token")
EVERYTHING = {"USERNAME": "env-user", "PASSWORD": "env-password", "TOKEN": "env-token"}
OWN = {"auth_username": "ann", "auth_password": "own-password", "auth_token": "own-token"}
CASES = [  # what the task gives, what the environment has, what is used: name, password, token
    ((), EVERYTHING, ("env-user", "env-password", "env-token")),
    (("auth_username", "auth_password"), EVERYTHING, ("ann", "own-password", None)),
    (("auth_username",), EVERYTHING, ("ann", "env-password", None)),
    (("auth_password",), EVERYTHING, ("env-user", "own-password", None)),
    (("auth_token",), EVERYTHING, (None, None, "own-token")),
    (OPTIONS, EVERYTHING, ("ann", "own-password", "own-token")),
    (("auth_username", "auth_password"), {}, ("ann", "own-password", None)),
    ((), {"TOKEN": "env-token", "USERNAME": "", "PASSWORD": ""}, (None, None, "env-token")),
]


@pytest.mark.parametrize("resource, prefix", [(user, "OCS"), (seafile_user, "SEAFILE")], ids=["ocs", "seafile"])
@pytest.mark.parametrize("given, environment, used", CASES)
def test_a_login_of_the_task(monkeypatch, capsys, resource, prefix, given, environment, used):
    """Through both doors; of two kinds of credentials in one place, the product's client decides."""
    found = []

    def settings(params, **_login):
        found.append(tuple(params[name] for name in OPTIONS))
        raise Invalid("url", "enough.")

    monkeypatch.setattr(transport, "settings", settings)
    for name, value in environment.items():
        monkeypatch.setenv("%s_%s" % (prefix, name), value)
    arguments = dict({name: OWN[name] for name in given}, url="https://cloud.example.com", **{resource.RESOURCE.name: "anna@example.com"})
    results = [by_controller(resource, arguments), by_module(resource, capsys, arguments)]
    assert found == [used, used]
    for told in results:
        assert "enough." in told["msg"] and told["invocation"]["module_args"]["auth_username"] == used[0]
        assert not [text for text in ("env-password", "own-password", "env-token", "own-token") if text in str(told)]


@pytest.mark.parametrize("resource, prefix", [(user, "OCS"), (seafile_user, "SEAFILE")], ids=["ocs", "seafile"])
def test_half_a_login(monkeypatch, capsys, resource, prefix):
    """It is refused, also where the environment has a token of somebody else."""
    monkeypatch.setenv(prefix + "_TOKEN", "env-token")
    arguments = {"url": "https://cloud.example.com", "auth_username": "ann", resource.RESOURCE.name: "anna@example.com"}
    for told in (by_controller(resource, arguments), by_module(resource, capsys, arguments)):
        assert told["failed"] and "is required" in told["msg"]


def test_a_bug_shows_no_password_of_the_environment(monkeypatch, capsys):
    """Its traceback may quote one."""
    monkeypatch.setenv("OCS_USERNAME", "env-user")
    monkeypatch.setenv("OCS_PASSWORD", "env-password")
    monkeypatch.setenv("ANSIBLE_DISPLAY_TRACEBACK", "always")

    def broken(params, **_login):
        raise KeyError(params["auth_password"])

    monkeypatch.setattr(transport, "settings", broken)
    arguments = {"url": "https://cloud.example.com", "name": "anna"}
    for told in (by_controller(user, arguments), by_module(user, capsys, arguments)):
        assert "KeyError" in told["exception"] and "env-password" not in str(told)
