# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several runs at once: on one server, on ten, and with one journal for all of them."""

from __future__ import annotations

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.engine import run as life
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.holders import holder
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import SeafileSite
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import contract, PASSWORD, Site, wish
from roles.two_hosts import ADMIN, TwoHosts

PEOPLE, RUNS = ["person%02d" % number for number in range(12)], 3
RACED = ("already", "exist", "run again", "Run again")


def document(seafile):
    """A dozen people in two groups."""

    def row(name):
        more = {"password": PASSWORD, "display_name": name.title(), "groups": ["staff"] + ["more"] * (name[-1] in "02468")}
        return dict(more, email=name + "@example.com", **({} if seafile else {"name": name}))

    return {"groups": [{"name": "staff"}, {"name": "more"}], "users": [row(name) for name in PEOPLE]}


@pytest.mark.parametrize("workers", [1, 3])
@pytest.mark.parametrize("dialect", ["nextcloud-34", "owncloud-10", "seafile-13"])
def test_runs_at_once_on_one_server(dialect, workers):
    """Each either does its part or says that somebody else did it; nothing is there twice, and one more run leaves nothing to do."""
    seafile = dialect.startswith("seafile")
    with (SeafileSite if seafile else Site)(dialect) as site:
        resource = contract(holder("seafile_directory" if seafile else "directory"))
        given = wish(resource, **dict(document(seafile), workers=workers))
        desired = dict(given, url=site.sandbox.url, auth_username=site.admin[0])
        with ThreadPoolExecutor(RUNS) as pool:
            found = list(pool.map(lambda _number: life.run(resource, desired, False, site.client()), range(RUNS)))
        for result in found:
            assert result.error is None or (not result.error.trace and any(word in str(result.error) for word in RACED)), result.error
            assert len(result.outcome.actions) == len(result.outcome.plan)
        steps = [action for result in found for action in result.outcome.actions if action["status"] == "done"]
        created = Counter(action["id"] for action in steps if action["action"] == "create")
        assert max(created.values(), default=1) == 1, created
        assert life.run(resource, desired, False, site.client()).error is None
        last = life.run(resource, desired, False, site.client())
        assert last.error is None and not last.outcome.plan, last.outcome.actions


@pytest.mark.long
def test_ten_hosts_and_one_journal(tmp_path, monkeypatch, record_property):
    """``forks: 10``: every host does its own, and each line of the file that all of them name is whole."""
    monkeypatch.setenv("ANSIBLE_FORKS", "10")
    dialects = ["nextcloud-34", "owncloud-10"] * 5
    task = {"ocs.provisioning.ocs_directory": dict(document(False), journal=str(tmp_path / "journal")), "register": "result"}
    claim = {"ansible.builtin.assert": {"that": ["result.actions | length == steps | default(result.actions | length)"]}}
    with TwoHosts(tmp_path, *dialects) as hosts:
        run = hosts.play(task, claim)
        assert run.status == 0, run.output[-3000:]
        again = hosts.play(task, {"ansible.builtin.assert": {"that": ["result is not changed"]}})
        assert again.status == 0, again.output[-3000:]
        there = [sorted(hosts.ask(number, "groups/staff")["users"]) for number in range(10)]
    lines = [json.loads(line) for line in (tmp_path / "journal").read_text("utf-8").splitlines()]
    assert there == [PEOPLE] * 10 and {line["status"] for line in lines} == {"done"}
    told = Counter(line["id"] for line in lines)
    assert set(told.values()) <= {5, 10} and told["create:user:person00"] == 10, told
    assert ADMIN[1] not in run.output and PASSWORD not in run.output
    record_property("counted", "ten hosts at once: %d steps in one journal, every line whole" % len(lines))
