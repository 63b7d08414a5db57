# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the plan of a directory is carried out, against the embedded server: failures, order, secrets, the journal."""

from __future__ import annotations

import errno
import json
import os
import stat

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.bulk import perform as bulk
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import resource as directory
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import DIALECTS, PASSWORD, Site, thrice, told
from bench import crowd

SECRET = "Parrot-77-swims!"


def people(*names, **fields):
    """Rows with a password."""
    return [dict({"name": name, "password": PASSWORD}, **fields) for name in names]


@pytest.fixture(name="journal")
def fixture_journal(tmp_path):
    """Path of a journal, and a function that reads it."""
    path = tmp_path / "journal"
    return str(path), lambda: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("workers", [1, 3])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_life(dialect, workers):
    """Created, changed, disabled, deleted: each time check mode tells what happens, and a second run does nothing."""
    staff = people("Anna", email="anna@example.org", groups="b") + people("ben", "carl", "lead") + people("dora", enabled="no")
    groups = [{"name": "a", "subadmins": ["lead"]}, {"name": "b"}]
    given = {"groups": groups, "defaults": {"quota": "1 GB", "groups": ["a"]}, "workers": workers, "users": staff}
    with Site(dialect) as site:
        thrice(site, directory, **given)
        given["users"] = people("ANNA", email="other@example.org", groups=[], display_name="Anna!") + people("ben", quota="2 GB") + people("dora", enabled=True)
        given["groups"] = [{"name": "a"}, {"name": "b", "subadmins": "anna"}]
        done = thrice(site, directory, **given)
        assert done.result["summary"]["users"]["updated"] >= 2 and done.result["summary"]["users"]["enabled"] == 1
        gone = {"unlisted_users": "disable", "unlisted_scope": {"names": ["c*", "l*"]}, "max_disables": "2"}
        assert told(thrice(site, directory, **dict(given, **gone))) == ["disable:carl done", "disable:lead done"]
        ends = {**given, "users": [{"name": name, "state": "absent"} for name in ("anna", "ben", "carl", "dora", "lead")], "max_deletes": "5"}
        ends.update(groups=[{"name": "a", "state": "absent"}, {"name": "b", "state": "absent"}], max_group_deletes="2")
        assert thrice(site, directory, **ends).result["summary"]["users"]["deleted"] == 5


@pytest.mark.parametrize("workers", [1, 4])
def test_on_error(workers):
    """An object's rest is skipped after its failure; the others are finished, or with stop nothing more is begun."""
    given = {"groups": [{"name": "a"}], "users": people("anna", "ben", "carl", groups=["a"], enabled=False), "workers": workers}
    fault = {"kind": "status", "status": 400, "method": "POST", "path": "/cloud/users$", "skip": 1, "times": 1}
    with Site("nextcloud-34") as site:
        site.fault(**fault)
        done = site.run(directory, **given)
        statuses = [line.split()[1] for line in told(done)]
        assert sorted(statuses[1:4]) == ["done", "done", "failed"] and sorted(statuses[4:]) == ["done", "done", "skipped"]
        assert done.error.startswith("1 of 7 steps failed: create user ") and done.error.endswith("run again to complete the rest.")
        assert done.result["summary"]["users"] == dict(done.result["summary"]["users"], created=2, disabled=2, failed=1, unchanged=0)
        again = site.run(directory, **given)
        assert not again.error and len(again.steps) == 2 and not site.run(directory, **given).changed
    with Site("nextcloud-34") as site:
        site.fault(**fault)
        stopped = site.run(directory, **{**given, "on_error": "stop", "workers": 1})
        assert told(stopped) == [
            "create:group:a done", "create:anna done", "create:ben failed", "create:carl skipped", "disable:anna skipped", "disable:ben skipped",
            "disable:carl skipped"]  # fmt: skip
        site.fault()
        assert not site.run(directory, **given).error and not site.run(directory, **given).changed


@pytest.mark.parametrize("dialect", DIALECTS)
def test_members_of_a_group_that_failed(dialect):
    """Who should join it, or be created in it, or lead it, is skipped; the others are not."""
    with Site(dialect) as site:
        site.users("ben", "lead")
        site.fault(kind="status", status=400, method="POST", path="/cloud/groups$", times=1)
        given = {
            "groups": [{"name": "bad", "subadmins": ["lead"]}, {"name": "good"}],
            "users": people("anna", groups=["bad"]) + people("ben", groups=["bad", "good"]) + people("carl", groups=["good"]),
        }
        done = site.run(directory, **given)
        steps = dict(line.rsplit(" ", 1) for line in told(done))
        assert {step for step, status in steps.items() if status == "done"} == {"create:group:good", "create:carl"}
        assert {step for step, status in steps.items() if status == "failed"} == {"create:group:bad"}
        assert not site.run(directory, **given).error and not site.run(directory, **given).changed


def test_nothing_is_asked_of_a_server_that_is_gone():
    """Three steps without an answer end the run; the rest is skipped and not tried for hours."""
    with Site("nextcloud-34") as site:
        site.fault(kind="status", status=502, method="POST")
        done = site.run(directory, users=people(*["u%d" % index for index in range(20)]))
        statuses = [line.split()[1] for line in told(done)]
        assert statuses == ["failed"] * 3 + ["skipped"] * 17
        site.fault(kind="drop_after", method="POST", times=1)
        assert not site.run(directory, users=people(*["u%d" % index for index in range(20)])).error


def test_no_refused_login_is_repeated():
    """Nextcloud counts every one, and blocks the address after eleven."""
    with Site("nextcloud-34", limits=True) as site:
        site.fault(kind="status", status=401, path="/cloud/users", method="POST", skip=1)
        done = site.run(directory, users=people("anna", "ben", "carl"))
        assert told(done) == ["create:anna done", "create:ben failed", "create:carl skipped"]


def test_a_lost_answer_is_read_back():
    """A write whose answer was lost is done; one that was lost is sent once more."""
    for kind in ("drop_after", "drop_before"):
        with Site("nextcloud-34") as site:
            site.fault(kind=kind, method="POST", path="/cloud/users$", skip=1, times=1)
            given = {"users": people("anna", "ben", "carl")}
            done = site.run(directory, **given)
            assert not done.error and told(done) == ["create:anna done", "create:ben done", "create:carl done"]
            assert not site.run(directory, **given).changed


@pytest.mark.parametrize("check", [True, False])
def test_a_plan_that_is_refused(check, journal):
    """It is shown whole, nothing is sent, nothing is written down, and the task is no change."""
    path, _read = journal
    with Site("nextcloud-34") as site:
        site.users("anna")
        given = {"groups": [{"name": "a"}], "users": [{"name": "anna", "state": "absent"}], "journal": path}
        done = site.run(directory, check=check, **given)
        assert done.writes == 0 and done.error.startswith("max_deletes: the plan would delete 1 of 2 accounts")
        assert set(done.statuses) == {"planned" if check else "skipped"} and [step[0] for step in done.steps] == ["create", "delete"]
        assert done.result["plan"]["requests"] == 2 and not os.path.exists(path)
        assert site.sandbox.product.state.user("anna")


def test_both_edit_buckets_and_the_wait():
    """A hundred changed addresses go at once on Nextcloud 34; what would have to wait too long is refused before the first write."""
    with Site("nextcloud-34", limits=True) as site:
        crowd.fill(site.sandbox, 120)
        given = crowd.document(120)
        for row in given["users"]:
            row["email"] = "new" + row["email"]
        refused = site.run(directory, rate_limit_wait=599, **given)
        assert refused.writes == 0 and refused.error.startswith("rate_limit_wait: ") and "it would wait 600 s" in refused.error
        hundred = dict(given, users=given["users"][:100])
        done = site.run(directory, rate_limit_wait=0, **hundred)
        assert not done.error and sorted(done.result["plan"]["rate_limited_edits"].values()) == [0, 50, 50] and done.writes == 100
        assert not site.run(directory, **hundred).changed


def test_edits_go_one_by_one_and_creations_together():
    """Workers share what is not limited; every order of phases stays."""
    with Site("nextcloud-34") as site:
        site.users("old")
        threads, send = set(), bulk.apply.send

        def watched(step, resource, client, desired, gate):
            threads.add((step.action, id(client)))
            return send(step, resource, client, desired, gate)

        bulk.apply.send = watched
        try:
            users = people(*["u%d" % index for index in range(40)]) + [{"name": "old", "phone": "+4971125242890", "email": "a@x.org", "quota": "1 GB"}]
            assert not site.run(directory, workers=4, users=users).error
        finally:
            bulk.apply.send = send
        assert len([1 for action, _client in threads if action == "create"]) == 4
        assert len([1 for action, _client in threads if action == "update"]) == 1


@pytest.mark.parametrize("dialect", DIALECTS)
def test_groups_that_go_take_their_members_along(dialect):
    """Which is no value that the server failed to keep."""
    with Site(dialect) as site:
        site.run(directory, groups=[{"name": "old", "subadmins": ["anna"]}, {"name": "new"}], users=people("anna", groups=["old"]))
        wish = {"groups": [{"name": "new", "subadmins": ["anna"]}], "users": people("anna", groups=["new"]), "membership": "append"}
        done = thrice(site, directory, unlisted_groups="delete", max_deletes="100%", **wish)
        assert told(done) == ["join:member:new:anna done", "promote:subadmin:new:anna done", "delete:group:old done"]


@pytest.mark.parametrize("workers", [1, 3])
def test_the_journal(journal, workers):
    """One line per finished step, also of those that fail; nothing of skipped ones, of dry runs and of secrets; later runs append."""
    path, read = journal
    given = {"groups": [{"name": "a"}], "users": people("anna", "ben", password=SECRET, groups=["a"], enabled=False), "journal": path, "workers": workers}
    with Site("nextcloud-34") as site:
        site.run(directory, check=True, **given)
        assert not os.path.exists(path)
        site.fault(kind="status", status=400, method="POST", path="/cloud/users$", times=1)
        done = site.run(directory, **given)
        finished = [action for action in done.outcome.actions if action["status"] != "skipped"]
        lines = read()
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
        assert sorted(line["id"] for line in lines) == sorted(action["id"] for action in finished) and len(lines) == 4
        assert [{key: line[key] for key in done.outcome.actions[0]} for line in lines if line["status"] == "failed"] == [
            action for action in finished if action["status"] == "failed"
        ]
        assert [set(line) - set(done.outcome.actions[0]) for line in lines] == [{"at", "step", "steps", "seconds_left"}] * 4
        assert [line["step"] for line in lines] == sorted({line["step"] for line in lines}) and {line["steps"] for line in lines} == {len(done.outcome.actions)}
        assert lines[-1]["step"] == len(done.outcome.actions) and lines[-1]["seconds_left"] == 0 < lines[0]["seconds_left"]
        assert all(line["at"].startswith("20") and line["at"].endswith("Z") for line in lines)
        site.run(directory, **given)
        assert len(read()) == 6 and SECRET not in json.dumps(read())


class Full:
    """A disk without space."""

    close = os.close

    @staticmethod
    def write(_descriptor, _content):
        """As the system fails."""
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_journal_that_cannot_be_written(tmp_path, monkeypatch):
    """It is found before the first write; when the disk fills up later, the run ends."""
    with Site("nextcloud-34") as site:
        with pytest.raises(Invalid, match="journal: .*No such file or directory"):
            site.run(directory, users=people("anna"), journal=str(tmp_path / "none" / "journal"))
        assert site.sandbox.product.state.user("anna") is None
        monkeypatch.setattr(bulk, "os", Full)
        done = site.run(directory, users=people("anna", "ben"), journal=str(tmp_path / "journal"))
        assert told(done) == ["create:anna done", "create:ben skipped"] and "journal: No space left on device" in done.error


@pytest.mark.parametrize("path", ["/cloud/users$", "/cloud/users/anna$"])
def test_no_secret_in_what_a_server_says(path, journal):
    """A server that repeats the password in its refusal does not bring it into result, message and journal."""
    journal_path, read = journal
    body = {"ocs": {"meta": {"status": "failure", "statuscode": 107, "message": "%s is too common" % SECRET}, "data": []}}
    with Site("nextcloud-34") as site:
        site.users("anna")
        users = [{"name": "anna", "password": SECRET}, {"name": "ben", "password": SECRET}]
        site.fault(kind="status", status=400, method="POST|PUT", path=path, body=json.dumps(body))
        done = site.run(directory, users=users, update_password="always", journal=journal_path, return_results=True)
        assert "failed" in done.statuses and "******** is too common" in done.error
        everything = json.dumps([done.outcome.actions, done.result, done.diff, done.error, read()])
        assert SECRET not in everything


def test_results_on_request():
    """Per changed object its steps and its first error; nothing of the unchanged."""
    with Site("nextcloud-34") as site:
        site.users("anna", "ben")
        given = {"users": people("anna") + people("ben", email="b@x.org", phone="+4971125242890"), "groups": [{"name": "a"}]}
        assert "results" not in site.run(directory, check=True, **given).result
        done = site.run(directory, return_results=True, **given)
        assert done.result["results"] == [
            {"kind": "group", "name": "a", "changed": True, "actions": ["create:group:a"], "error": None},
            {"kind": "user", "name": "ben", "changed": True, "actions": ["update:user:ben:email", "update:user:ben:phone"], "error": None},
        ]
        assert done.diff == ({"user ben": {"email": "", "phone": ""}}, {"group a": {"name": "a"}, "user ben": {"email": "b@x.org", "phone": "+4971125242890"}})
        summary = done.result["summary"]
        assert (summary["users"]["unchanged"], summary["users"]["updated"], summary["groups"]["created"], summary["groups"]["unchanged"]) == (1, 1, 1, 0)
