# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever happens in a run, also what nobody foresaw, its result tells what was done and what it cost."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.bulk import perform as bulk
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid, OCSError
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.client import Client
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.group import resource as group
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import info as user_info, resource as user
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.client import SeafileClient
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.group import resource as seafile_group
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.run_module import result_of
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import SeafileSite
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import ADMIN, PASSWORD, Site

WISH = {"name": "alice", "password": PASSWORD, "phone": "+4971125242890", "address": "Street 1", "welcome_email": "skip"}


@pytest.fixture(name="site")
def fixture_site():
    """A server that listens, and how to reach it."""
    with Site("nextcloud-34", sockets=True) as site:
        site.login = {"url": site.sandbox.url, "auth_username": ADMIN[0], "auth_password": ADMIN[1], "product": "nextcloud"}
        yield site


OTTER = KeyError("otter")


def breaks(monkeypatch, owner, name, at, error=OTTER):
    """Let a function of the collection break at its ``at``-th call."""
    contract = getattr(owner, "RESOURCE", None)  # its functions are fields of a value
    whole, calls = getattr(owner if contract is None or name not in vars(contract) else contract, name), []

    def broken(*args, **kwargs):
        calls.append(args)
        if len(calls) == at:
            raise error
        return whole(*args, **kwargs)

    if contract is not None and name in vars(contract):
        name, broken = "RESOURCE", replace(contract, **{name: broken})
    monkeypatch.setattr(owner, name, broken)


@pytest.mark.parametrize("name, at, done, statuses", [
    ("observe", 1, False, []),
    ("plan", 1, False, []),
    ("look_up", 1, False, []),
    ("fresh", 1, False, []),
    ("observe", 2, True, ["done"] * 3),
    ("results", 1, True, ["done"] * 3),
])  # fmt: skip
@pytest.mark.parametrize("error", [KeyError("otter"), RecursionError(), MemoryError(), ZeroDivisionError(), UnicodeError()])
def test_a_bug_anywhere(site, monkeypatch, capsys, name, at, done, statuses, error):
    """The task fails, says that it is a bug, and accounts for what it did."""
    breaks(monkeypatch, user, name, at, error)
    result = result_of(user, capsys, **site.login, **WISH)
    assert result["failed"] and result["changed"] is done and [action["status"] for action in result["actions"]] == statuses
    assert re.search(type(error).__name__ + r" in \w+\.py:\d+: this is a bug in the collection ocs\.provisioning", result["msg"])
    assert result["exception"].startswith("Traceback") and "broken" in result["exception"]
    assert result["api"]["writes"] == len(statuses) and set(result["diff"]) == {"before", "after", "before_header", "after_header"}


def test_a_bug_in_the_middle(site, monkeypatch, capsys):
    """The step during which it happened has failed, those before it are done, those after it were not sent."""
    breaks(monkeypatch, Client, "send", 2)
    result = result_of(user, capsys, **site.login, **WISH)
    assert result["changed"] and [action["status"] for action in result["actions"]] == ["done", "failed", "skipped"]
    assert "this is a bug" in result["actions"][1]["error"] and "'otter'" in result["exception"] and result["diff"]["after"]["name"] == "alice"


def test_a_refusal_in_the_middle(site, monkeypatch, capsys):
    """What a step finds wrong with an option ends the task like every other failure."""
    breaks(monkeypatch, Client, "send", 2, Invalid("phone", "is odd."))
    result = result_of(user, capsys, **site.login, **WISH)
    assert [action["status"] for action in result["actions"]] == ["done", "failed", "skipped"] and "phone: is odd." in result["msg"]
    assert result["changed"] and "bug" not in result["msg"]


def test_a_bug_while_reading(site, monkeypatch, capsys):
    """An information task tells its costs, too."""
    breaks(monkeypatch, user_info, "describe", 1)
    result = result_of(user_info, capsys, **site.login, name=["admin"])
    assert result["failed"] and not result["changed"] and result["api"]["reads"] == 1 and "KeyError in " in result["msg"]


@pytest.mark.parametrize("error", [KeyError("x"), Invalid("name", "is odd."), OCSError("odd")])
@pytest.mark.parametrize("workers", [1, 3])
def test_a_bug_among_many(site, monkeypatch, capsys, workers, error):
    """It is one object's: the others are done, and the journal and the counts have it."""
    breaks(monkeypatch, Client, "send", 2, error)
    rows = [{"name": name, "password": PASSWORD} for name in ("anna", "berta", "clara", "dora")]
    result = result_of(directory, capsys, **site.login, users=rows, workers=workers)
    assert result["failed"] and result["changed"] and sorted(action["status"] for action in result["actions"]) == ["done"] * 3 + ["failed"]
    assert result["msg"].startswith("1 of 4 steps failed") and ("KeyError" in result.get("exception", "")) is isinstance(error, KeyError)
    assert result["summary"]["users"]["created"] == 3 and result["summary"]["users"]["failed"] == 1


@pytest.mark.parametrize("name", ["_check", "by_object"])
def test_a_bug_after_many(site, monkeypatch, capsys, name):
    """All of them are accounted for."""
    breaks(monkeypatch, bulk, name, 1)
    result = result_of(directory, capsys, **site.login, users=[{"name": "anna", "password": PASSWORD}])
    assert result["failed"] and result["changed"] and [action["status"] for action in result["actions"]] == ["done"]
    assert "this is a bug" in result["msg"] and result["summary"]["users"]["created"] == 1


def test_a_bug_is_discreet(site, monkeypatch, capsys):
    """Neither the secrets that Ansible masks nor those of rows are in its traceback."""
    breaks(monkeypatch, directory, "look_up", 1, ValueError("invalid: %s, %s" % (PASSWORD, ADMIN[1])))
    result = result_of(directory, capsys, **site.login, users=[{"name": "anna", "password": PASSWORD}])
    assert "invalid: ********" in result["exception"] and PASSWORD not in str(result) and ADMIN[1] not in str(result)


def test_a_bug_on_seafile(monkeypatch, capsys):
    """The same holds for the other product."""
    with SeafileSite(sockets=True) as site:
        login = {"url": site.sandbox.url, "auth_username": site.admin[0], "auth_password": site.admin[1]}
        site.users("anna")
        breaks(monkeypatch, SeafileClient, "send", 2)
        result = result_of(seafile_group, capsys, **login, name="staff", members={"add": ["anna@example.com"]})
    assert result["changed"] and [action["status"] for action in result["actions"]] == ["done", "failed"] and "KeyError" in result["msg"]


def test_what_a_message_shows(site, monkeypatch, capsys):
    """No character of it acts on a terminal, wherever the text came from."""
    breaks(monkeypatch, group, "observe", 1, OCSError("told \x1b[31mred\x9b and \u202edesrever\ud800"))
    result = result_of(group, capsys, **site.login, name="st\x1b]0;aff")
    assert result["msg"] == "st\\u001b]0;aff: told \\u001b[31mred\\u009b and \\u202edesrever\\ud800"
    assert "\\u001b" in result["diff"]["before_header"]
