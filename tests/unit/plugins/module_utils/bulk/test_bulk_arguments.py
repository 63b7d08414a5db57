# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Ansible makes of the arguments of a bulk task: passwords among thousands of rows are hidden, and cost no time."""

from __future__ import annotations

import json

import pytest
from ansible.module_utils import basic
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import resource as directory
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.run_module import output_of
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import ADMIN, Site
from bench import crowd


def run(capsys, **arguments):
    """The result of the module, as Ansible gets it from its output, and that output."""
    text = output_of(directory, capsys, **arguments)
    return json.loads(text), text


@pytest.fixture(name="site")
def fixture_site():
    """A server with a thousand accounts, and how to reach it."""
    with Site("nextcloud-34", sockets=True) as site:
        crowd.fill(site.sandbox, 1000)
        site.login = {"url": site.sandbox.url, "auth_username": ADMIN[0], "auth_password": ADMIN[1]}
        yield site


def test_a_thousand_passwords(site, capsys, monkeypatch):
    """They are in no result, and Ansible does not search for them in every text of it: that would cost a minute."""
    searched, remove = [], basic.remove_values

    def watched(value, secrets):
        if isinstance(value, dict):  # the result; every other value is a line of the log
            searched.append(len(secrets))
        return remove(value, secrets)

    monkeypatch.setattr(basic, "remove_values", watched)
    given = crowd.document(1000)
    given["users"].append(crowd.row(1000))
    result, text = run(capsys, **site.login, **given)
    assert result["changed"] and result["summary"]["users"] == dict(result["summary"]["users"], created=1, unchanged=1000)
    assert "-horse!" not in text and ADMIN[1] not in text and len(text) < 6000
    assert searched == [0]


def test_what_is_refused_is_not_unchanged(site, capsys):
    """No plan was made, so that nobody knows which rows agree."""
    given = crowd.document(3)
    given["users"].append({"name": "anna", "groups": ["nosuch"]})
    result, _text = run(capsys, **site.login, **given)
    assert result["failed"] and result["plan"] is None and result["summary"]["users"]["unchanged"] == 0


def test_a_password_in_the_defaults(site, capsys):
    """It is one for all new accounts, and as secret as the others; a name that equals a password is not hidden."""
    site.login["defaults"] = {"password": "user000001"}
    result, text = run(capsys, **site.login, users=[{"name": "new"}, {"name": "other", "password": "Wrong-Otter-5"}])
    assert result["changed"] and "Wrong-Otter-5" not in text and "user000001" not in text
    assert [action["name"] for action in result["actions"]] == ["new", "other"]
    result, text = run(capsys, **dict(site.login, defaults={}), users=[{"name": "fresh-Otter-2", "password": "fresh-Otter-2"}])
    assert [action["name"] for action in result["actions"]] == ["fresh-Otter-2"]


def test_a_failure_is_as_discreet(site, capsys):
    """Neither the message nor the arguments beside it hold a password."""
    result, text = run(capsys, **site.login, users=[crowd.row(1), crowd.row(1)])
    assert result["failed"] and "users[1].name: 'user000001' duplicates users[0]." in result["msg"]
    assert "-horse!" not in text and not result["changed"]


def test_a_refused_dry_run_is_no_change(site, capsys):
    """What the guards refuse would not be done."""
    result, _text = run(capsys, **site.login, users=[{"name": "user000001", "state": "absent"}], _ansible_check_mode=True)
    assert result["failed"] and result["changed"] is False and [action["status"] for action in result["actions"]] == ["planned"]


def test_arguments_as_they_are_shown():
    """Without what was not given; long lists by their length."""
    params = {"users": [{"name": "anna", "email": None}], "groups": [{"name": "a", "state": None}], "defaults": {"quota": "1 GB", "role": None}, "x": 1}
    assert directory.RESOURCE.shown(params) == {"users": [{"name": "anna"}], "groups": [{"name": "a"}], "x": 1, "defaults": {"quota": "1 GB"}}
    assert directory.RESOURCE.shown(dict(params, users=[{"name": "a"}] * 101))["users"] == "101 rows"
