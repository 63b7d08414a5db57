# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which credentials a task uses, and which it refuses."""

from __future__ import annotations

import pytest

from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs import client as connect_ocs


def parameters(**given):
    """Connection parameters as Ansible would fill them in."""
    filled = {name: spec.get("default") for name, spec in connect_ocs.ARGUMENTS.items()}
    return dict(filled, url="https://cloud.example.com", **given)


@pytest.mark.parametrize(
    "given, token",
    [
        (dict(auth_username="root", auth_password="pw"), ""),
        (dict(auth_token="tok"), "tok"),
        (dict(auth_username="root", auth_password="pw", auth_token="tok"), ""),
        (dict(auth_password="pw", auth_token="tok"), "tok"),
    ],
)
def test_a_whole_login_wins_over_a_token(given, token):
    """Half a login would be a failed one, and counts against the address."""
    assert connect_ocs.connect(parameters(**given)).transport.settings.token == token


@pytest.mark.parametrize("given, missing", [({}, "username"), (dict(auth_username="root"), "password"), (dict(auth_password="pw"), "username")])
def test_half_a_login_is_refused(given, missing):
    """Nothing is sent, and the half that is missing is named."""
    with pytest.raises(Invalid, match="auth_%s: is required with" % missing):
        connect_ocs.connect(parameters(**given))


def test_owncloud_takes_no_token():
    """Unless a whole login is there as well."""
    with pytest.raises(Invalid, match="auth_token: ownCloud"):
        connect_ocs.connect(parameters(auth_token="tok", product="owncloud"))
    connect_ocs.connect(parameters(auth_username="root", auth_password="pw", auth_token="tok", product="owncloud"))


def test_a_key_without_its_certificate():
    """Would be left out without a word."""
    with pytest.raises(Invalid, match="client_key: needs client_cert"):
        connect_ocs.connect(parameters(auth_username="root", auth_password="pw", client_key="/pki/key.pem"))


@pytest.mark.parametrize("name, least, most", [("timeout", 1, 86400), ("retries", 0, 100), ("rate_limit_wait", 0, 604800)])
def test_numbers_that_no_clock_holds(name, least, most):
    """Are refused before anything is sent."""
    for number in (least, most):
        connect_ocs.connect(parameters(auth_username="root", auth_password="pw", **{name: number}))
    for number in (least - 1, most + 1, 10**400):
        with pytest.raises(Invalid, match="%s: must be from %d to %d" % (name, least, most)):
            connect_ocs.connect(parameters(auth_username="root", auth_password="pw", **{name: number}))
