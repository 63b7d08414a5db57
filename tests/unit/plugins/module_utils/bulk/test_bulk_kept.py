# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a server takes with success and does not keep, in a directory: a failed step in the error, the counts, the actions and the journal."""

from __future__ import annotations

import json
import time
from types import SimpleNamespace

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.bulk import perform as bulk
from ansible_collections.ocs.provisioning.plugins.module_utils.bulk.combine import BulkPlan
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import DONE, Operation
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.run import Outcome
from ansible_collections.ocs.provisioning.plugins.module_utils.http.workers import Progress
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import read as directory_read, resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import PASSWORD, Site, told


def test_an_answer_that_is_not_kept(tmp_path):
    """The server takes it, and has something else: the task fails and says which field of whom."""
    with Site("nextcloud-34") as site:
        site.users("anna", "ben")
        site.groups("a")
        body = json.dumps({"ocs": {"meta": {"status": "ok", "statuscode": 200, "message": "OK"}, "data": []}})
        site.fault(kind="status", status=200, method="PUT", body=body)
        rows = [{"name": "anna", "phone": "+4971125242890", "groups": ["a"]}, {"name": "ben"}]
        done = site.run(directory, users=rows, managed_groups=["a"], journal=str(tmp_path / "journal"), return_results=True)
        assert told(done) == ["update:anna:phone failed", "join:member:a:anna done"]
        assert "1 of 2 steps failed: user anna: the server reported success, but did not keep: phone" in done.error
        users = done.result["summary"]["users"]
        assert (users["updated"], users["joined"], users["failed"], users["unchanged"]) == (0, 1, 1, 1)
        assert "did not keep: phone" in done.result["results"][0]["error"] and done.outcome.written
        lines = [json.loads(line) for line in (tmp_path / "journal").read_text(encoding="utf-8").splitlines()]
        assert [(line["action"], line["status"]) for line in lines] == [("update", "done"), ("join", "done"), ("update", "failed")]


def test_a_run_that_cannot_be_read_back():
    """Says so, and does not count steps as failed that did not."""
    with Site("nextcloud-34") as site:
        site.users("anna")
        site.fault(kind="status", status=403, method="GET", path="/users/anna$", skip=1)
        done = site.run(directory, users=[{"name": "anna", "phone": "+4971125242890"}])
        assert told(done) == ["update:anna:phone done"] and done.error.startswith("reading back what was done: ")


def test_memberships_are_seen_one_by_one():
    """Of two joins the one that had no effect has failed."""
    with Site("nextcloud-34") as site:
        site.users("anna")
        site.groups("a", "b")
        body = json.dumps({"ocs": {"meta": {"status": "ok", "statuscode": 200, "message": "OK"}, "data": []}})
        site.fault(kind="status", status=200, method="POST", path="/groups$", body=body, times=1)
        done = site.run(directory, users=[{"name": "anna", "groups": ["a", "b"]}], managed_groups=["a", "b"])
        assert told(done) == ["join:member:a:anna failed", "join:member:b:anna done"]
        assert "1 of 2 steps failed: user anna: the server reported success, but did not keep: groups (wanted ['a', 'b'], kept ['b'])" in done.error


def test_what_a_creation_kept_is_not_written_again():
    """A manager is stored in the spelling of the account, and compared so when the new account is read back, whatever was read to find it."""
    rows = [{"name": "anna", "state": "absent"}, {"name": "ben", "manager": "ADMIN", "password": PASSWORD}]
    with Site("nextcloud-34") as site:
        assert told(site.run(directory, users=rows)) == ["create:ben done"]
        assert told(site.run(directory, users=rows)) == []


def test_of_what_was_kept_nothing_is_held(monkeypatch):
    """All are read again by pages; of a load of 100,000 accounts the records of those that are as planned would take 70 MiB."""
    held, read = [], directory_read._all
    monkeypatch.setattr(directory_read, "_all", lambda *given, **named: held.append(read(*given, **named)) or held[-1])
    names = ["u%02d" % number for number in range(20)]
    with Site("nextcloud-34") as site:
        site.users(*names)
        site.groups("a")
        body = json.dumps({"ocs": {"meta": {"status": "ok", "statuscode": 200, "message": "OK"}, "data": []}})
        site.fault(kind="status", status=200, method="POST", path="/users/u05/groups$", body=body, times=None)
        done = site.run(directory, users=[{"name": name, "groups": ["a"]} for name in names], managed_groups=["a"], actions_shown=3)
    assert "1 of 20 steps failed: user u05: the server reported success, but did not keep: groups" in done.error
    assert [len(records) for records in held] == [21, 1] and list(held[1]) == ["u05"]
    assert [action["status"] for action in done.result["actions"]] == ["done", "done", "failed"]
    assert len(done.outcome.identity["steps"]) == 3, "no more names of steps are held than shown"


def test_many_that_are_not_kept():
    """Take a time that grows with their number, not with its square: a server may keep a field of nobody."""
    names = ["u%d" % number for number in range(3000)]
    records = {"users": {name: {"name": name, "phone": ""} for name in names}, "groups": {}}
    plan = BulkPlan(records)
    plan.extend(Operation("update", "user", name, {"phone": ""}, {"phone": "+49711"}, None) for name in names)
    plan.objects = {("user", name): (user.RESOURCE, {"name": name, "phone": "+49711"}, {}) for name in names}
    plan.figures = {"wait_seconds": 0, "eta_seconds": 0}
    outcome = Outcome(plan=plan, observed=records, fates=[DONE] * len(plan))
    transport = SimpleNamespace(warnings=[], meter=SimpleNamespace(waited=0), progress=Progress())
    desired = {"on_error": "continue", "workers": 1}
    began = time.process_time()
    bulk._check(outcome, lambda *_anything: records, None, desired, bulk.Run(outcome, desired, transport))
    assert {action["status"] for action in outcome.actions} == {"failed"} and time.process_time() - began < 4


EDITED = {"password": PASSWORD, "display_name": "B. B.", "email": "b@x.org", "quota": "5 GB"}


@pytest.mark.parametrize("check", [True, False])
def test_counts_are_of_accounts(check):
    """A new account is created, however many requests its fields take, and one that changes is counted once."""
    with Site("owncloud-10") as site:
        site.users("ben")
        done = site.run(directory, check, users=[dict(EDITED, name=name) for name in ("anna", "ben")])
        summary = done.result["summary"]
        assert (summary["users"]["created"], summary["users"]["updated"], summary["by_kind"]["update user email"]) == (1, 1, 2)
