# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the job templates as AWX does: ansible-runner, a private data directory, the injected environment, the answers of a survey."""

from __future__ import annotations

import glob
import json
import os
import shutil
import subprocess
import sys

import pytest
import requests
import yaml
from ansible.parsing.vault import VaultLib, VaultSecret
from awx.awx_data import PROJECT, ROOT, everything, extra_variables, injected, template, temporary_folder
from sandbox.server import Sandbox

# No part of it may be the name of something: Ansible masks it wherever it occurs.
ADMIN = ("admin", "Long-2026-password")


class Job:
    """AWX with one inventory: starts jobs from templates."""

    def __init__(self, folder, hosts, credential):
        self.folder, self.credential, self.count, self.env = folder, credential, 0, {}
        shutil.copytree(PROJECT, os.path.join(folder, "project"))
        os.makedirs(os.path.join(folder, "inventory"))
        told = {"all": {"hosts": list(hosts), "vars": everything()["controller_inventories"][0]["variables"]}, "_meta": {"hostvars": hosts}}
        with open(os.path.join(folder, "inventory", "hosts"), "w", encoding="utf-8") as handle:  # AWX gives a script as well
            handle.write("#!/bin/sh\ncat <<'END'\n%s\nEND\n" % json.dumps(told))
        os.chmod(os.path.join(folder, "inventory", "hosts"), 0o700)

    def write(self, path, content):
        """Write a file below the private data directory."""
        with open(os.path.join(self.folder, path), "w", encoding="utf-8") as handle:
            handle.write(content)

    def run(self, name, **answers):
        """(exit status, run statistics, hosts with changes) of a job of this template; answers are never rendered."""
        made = template(name)
        env, _kept = injected("Nextcloud", self.credential, self.folder)
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("OCS_", "ANSIBLE_"))}
        clean["PATH"] = os.pathsep.join([os.path.dirname(sys.executable), os.environ["PATH"]])
        clean.update(ANSIBLE_COLLECTIONS_PATH=os.path.join(ROOT, "build", "collections"), ANSIBLE_HOME=os.path.join(self.folder, "home"), **self.env)
        self.write("env/envvars", yaml.safe_dump(env))
        told = {"awx_job_id": 7, "awx_user_name": "olga", "awx_project_revision": "abc"}
        self.write("env/extravars", extra_variables({**made["extra_vars"], **told, **answers}, made["extra_vars"]))
        options = (["--check"] if made["job_type"] == "check" else []) + (["--diff"] if made.get("diff_mode") else [])
        self.count += 1
        command = [sys.executable, "-m", "ansible_runner", "run", self.folder, "-p", made["playbook"], "--ident", str(self.count)]
        done = subprocess.run(
            command + (["--cmdline=" + " ".join(options)] if options else []), env=clean, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, check=False)  # fmt: skip
        print(done.stdout)
        return done.returncode, *self.statistics()

    def statistics(self):
        """What the last job published, and which hosts it changed."""
        found = {}
        for path in glob.glob(os.path.join(self.folder, "artifacts", str(self.count), "job_events", "*.json")):
            with open(path, encoding="utf-8") as handle:
                event = json.load(handle)
            if event["event"] == "playbook_on_stats":
                found = event["event_data"]
        return found.get("artifact_data", {}), sorted(found.get("changed", {}))


def account(server, name):
    """An account as the server tells it."""
    answer = requests.get(
        server.url + "/ocs/v2.php/cloud/users/" + name, auth=ADMIN, headers={"OCS-APIRequest": "true", "Accept": "application/json"}, timeout=10
    )
    return answer.json()["ocs"]["data"]


@pytest.fixture(name="server")
def serve():
    """A Nextcloud server."""
    with Sandbox("nextcloud-34", admin=ADMIN) as sandbox:
        yield sandbox


@pytest.fixture(name="folder")
def private_data_dir():
    """The job's folder, with a short path."""
    with temporary_folder() as folder:
        yield folder


def credential(server, **more):
    """What a person fills in."""
    return dict({"url": server.url, "username": ADMIN[0], "password": ADMIN[1]}, **more)


def test_onboard_and_offboard_by_survey(server, folder):
    """Answers become an account; the same answers change nothing; a leaver's account is disabled. An answer is never rendered."""
    jobs = Job(folder, {"cloud": {}}, credential(server))
    answers = {
        "onboard_id": "ada", "onboard_name": "Ada {{ 7 * 7 }}", "onboard_email": "ada@example.com", "onboard_department": "Science",
        "onboard_lead": "yes", "onboard_quota": "", "onboard_language": "de",
    }  # fmt: skip
    status, _stats, changed = jobs.run("onboard", **answers)
    assert (status, changed) == (0, ["cloud"])
    ada = account(server, "ada")
    assert (ada["displayname"], ada["groups"], ada["subadmin"], ada["language"]) == ("Ada {{ 7 * 7 }}", ["science"], ["science"], "de")
    assert ada["quota"]["quota"] == 20 * 2**30
    status, _stats, changed = jobs.run("onboard", **answers)
    assert (status, changed) == (0, [])
    status, stats, changed = jobs.run("offboard", offboard_leaver="ada", offboard_last_day="2026-01-31", offboard_successor="", offboard_wipe="no")
    assert (status, changed) == (0, ["cloud"])
    evidence = stats["evidence_of_cloud"]  # the job's files are gone
    assert [step["status"] for step in evidence["steps"] if step["kind"] == "user"] == ["done"] and evidence["leavers"][0]["ID of the leaver"] == "ada"
    assert not os.path.exists(os.path.join(folder, "project", "offboarding-evidence"))
    ada = account(server, "ada")
    assert (ada["enabled"], ada["groups"], ada["subadmin"]) == (False, [], [])


ADA = {
    "onboard_id": "ada", "onboard_name": "Ada", "onboard_email": "ada@example.com", "onboard_department": "Science", "onboard_lead": "no",
}  # fmt: skip


def test_first_passwords_are_not_lost(server, folder):
    """A file that goes with the job is refused before an account is made; one on a mounted path is kept."""
    jobs = Job(folder, {"cloud": {}}, credential(server))
    status, _stats, changed = jobs.run("onboard", onboarding_first_login="password_file", **ADA)
    assert (status, changed, account(server, "ada")) == (2, [], [])
    mounted = os.path.join(folder, "mounted")
    given = {"onboarding_first_login": "password_file", "onboarding_password_file": os.path.join(mounted, "first.csv"), "ocs_kept_dirs": [mounted]}
    status, _stats, changed = jobs.run("onboard", **given, **ADA)
    assert (status, changed) == (2, [])  # nothing is mounted there
    os.mkdir(mounted)
    status, _stats, changed = jobs.run("onboard", **given, **ADA)
    assert (status, changed) == (0, ["cloud"])
    with open(given["onboarding_password_file"], encoding="utf-8") as handle:
        assert "ada" in handle.read()


def test_evidence_is_not_lost(server, folder):
    """A folder that goes with the job is refused before an account is disabled."""
    answers = {"offboard_leaver": "admin", "offboard_last_day": "2026-01-31", "offboard_wipe": "no", "offboarding_evidence_dir": "evidence"}
    status, stats, changed = Job(folder, {"cloud": {}}, credential(server)).run("offboard", **answers)
    assert (status, "evidence_of_cloud" in stats, changed) == (2, False, [])


def test_check_reconcile_report(server, folder):
    """The nodes of the workflow: differences let the first one pass, the last one finds none."""
    jobs = Job(folder, {"cloud": {}}, credential(server))
    status, stats, changed = jobs.run("audit", audit_fail_on_drift=False, audit_stats_formats=["markdown"])
    assert (status, changed, stats["audit_of_cloud"]["verdict"], stats["audit_of_cloud"]["drift"]) == (0, [], "drift", 2)
    assert "office" in stats["audit_report_of_cloud"]["markdown"]
    assert "| Unlisted | 1 |" in stats["audit_report_of_cloud"]["markdown"]
    assert "documents/cloud.yml" in stats["audit_report_of_cloud"]["markdown"] and folder not in json.dumps(stats)  # a path as the project names it
    status, stats, changed = jobs.run("reconcile")
    assert (status, changed, stats["audit_of_cloud"]["verdict"], stats["audit_of_cloud"]["done"]) == (0, ["cloud"], "partial", 2)
    status, stats, changed = jobs.run("audit")
    assert (status, changed, stats["audit_of_cloud"]["verdict"]) == (0, [], "partial")  # nobody described the acting account
    assert "1 is not in the document" in stats["audit_of_cloud"]["statement"]


CHECK = everything()["controller_workflows"][0]["workflow_nodes"][0]["extra_data"]
ODD = "a: '{{ 7 * 7 }}'"  # a template, quotes and the sign that separates the parts of a step's id


def test_an_approval_approves_a_plan(server, folder, capfd):
    """What the check shows is what the reconciliation does: where server or document have changed since, nothing is written, and the message has names."""
    jobs = Job(folder, {"cloud": {}}, credential(server))
    jobs.write("project/documents/cloud.yml", json.dumps({"groups": [{"name": "office"}, {"name": ODD}], "users": []}))
    _status, checked, _changed = jobs.run("audit", **CHECK)
    summary, shown = checked["audit_of_cloud"], capfd.readouterr().out
    steps = ["create:group:office", "create:group:" + ODD]
    assert summary["plan_counts"] == {"create group": 2} and sorted(summary["plan"]["steps"]) == sorted(steps)
    assert summary["plan"]["digest"].endswith(";create.group=2") and summary["plan"]["digest"] in shown and "create:group:office" in shown
    requests.post(server.url + "/ocs/v2.php/cloud/groups", auth=ADMIN, headers={"OCS-APIRequest": "true"}, data={"groupid": "office"}, timeout=10)
    jobs.write("project/documents/cloud.yml", json.dumps({"groups": [{"name": "office"}, {"name": ODD}, {"name": "lab"}], "users": []}))
    status, stats, changed = jobs.run("reconcile", **checked)
    assert (status, changed, stats["audit_of_cloud"]["verdict"]) == (2, [], "error")
    assert "New: create:group:lab. Gone: create:group:office. Steps" in " ".join(capfd.readouterr().out.split())
    again = jobs.run("audit", **CHECK)[1]
    status, stats, changed = jobs.run("reconcile", **again)
    assert (status, changed, stats["audit_of_cloud"]["plan"]["digest"]) == (0, ["cloud"], again["audit_of_cloud"]["plan"]["digest"])


def test_an_artifact_names_as_much_as_wanted(server, folder, capfd):
    """Nothing outside the workflow, and nothing of an account but its ID; the reconciliation then counts what came and went."""
    jobs = Job(folder, {"cloud": {}}, credential(server))
    _status, checked, _changed = jobs.run("audit", audit_fail_on_drift=False)
    assert checked["audit_of_cloud"]["plan"]["steps"] == {} and "office" not in json.dumps(checked)
    requests.post(server.url + "/ocs/v2.php/cloud/groups", auth=ADMIN, headers={"OCS-APIRequest": "true"}, data={"groupid": "office"}, timeout=10)
    assert jobs.run("reconcile", **checked)[::2] == (2, [])
    assert "Gone: 1 create.group. Steps of the new plan: create:group:science." in " ".join(capfd.readouterr().out.split())


def test_nightly_audit_of_two_instances(server, folder):
    """Each instance is a host; differences of one and an error of the other end the job, and the statistics tell them apart."""
    hosts = {"cloud": {}, "lost": {"ocs_url": "http://127.0.0.1:9", "audit_src": os.path.join(folder, "project", "documents", "cloud.yml")}}
    jobs = Job(folder, hosts, credential(server))
    status, stats, changed = jobs.run("audit", audit_stats_formats=["markdown"])
    assert (status, changed) == (2, [])
    assert {name: stats["audit_of_" + name]["verdict"] for name in ("cloud", "lost")} == {"cloud": "drift", "lost": "error"}
    assert "olga" in stats["audit_report_of_cloud"]["markdown"] and "abc" in stats["audit_report_of_cloud"]["markdown"]


def test_going_on_with_those_that_answered(server, folder):
    """The check passes and tells which instance did not answer; what follows leaves that one out, also when it answers again. Artifacts name nobody."""
    hosts = {"cloud": {}, "lost-1": {"ocs_url": "http://127.0.0.1:9", "audit_src": os.path.join(folder, "project", "documents", "cloud.yml")}}
    jobs = Job(folder, hosts, credential(server))
    status, stats, _changed = jobs.run("audit", audit_fail_on_drift=False, audit_fail_on_error=False)
    assert (status, stats["audit_of_lost_1"]["verdict"], set(stats)) == (0, "error", {"audit_of_cloud", "audit_of_lost_1"})
    assert "office" not in json.dumps(stats)
    status, stats, changed = jobs.run("reconcile", **stats)
    assert (status, changed, set(stats)) == (0, ["cloud"], {"audit_of_cloud"})


def test_instances_with_accounts_of_their_own(server, folder):
    """A host's variables win over the credential, and hold an encrypted password as AWX takes it; a credential of the type Vault opens it."""
    secret = VaultSecret(b"vault-2026")
    password = {"__ansible_vault": VaultLib([("default", secret)]).encrypt(ADMIN[1]).decode()}
    hosts = {"cloud": {"ocs_url": server.url, "ocs_username": ADMIN[0], "ocs_password": password}}
    jobs = Job(folder, hosts, credential(server, url="http://127.0.0.1:9", username="nobody", password="wrong-2026"))
    jobs.env["ANSIBLE_VAULT_PASSWORD_FILE"] = os.path.join(folder, "vault")
    with open(jobs.env["ANSIBLE_VAULT_PASSWORD_FILE"], "wb") as handle:
        handle.write(secret.bytes)
    status, stats, _changed = jobs.run("audit", audit_fail_on_drift=False)
    assert (status, stats["audit_of_cloud"]["verdict"]) == (0, "drift")


def test_files_of_the_project(server, folder):
    """Many people, and leavers, from files that lie in the project; a file that is not there is named."""
    jobs = Job(folder, {"cloud": {}}, credential(server))
    for name, text in (("people.csv", "name,email,department\nada,ada@example.com,Science\n"), ("leavers.csv", "name,last_day\nada,2026-01-31\n")):
        with open(os.path.join(folder, "project", name), "w", encoding="utf-8") as handle:
            handle.write(text)
    assert jobs.run("onboard many", onboard_file="people.csv")[::2] == (0, ["cloud"])
    assert account(server, "ada")["groups"] == ["science"]
    assert jobs.run("offboard many", offboard_file="leavers.csv")[::2] == (0, ["cloud"])
    assert account(server, "ada")["enabled"] is False
    assert jobs.run("onboard many", onboard_file="poeple.csv")[::2] == (2, [])


def test_answers_that_a_survey_cannot_check(server, folder, capfd):
    """The role says what is wrong with an address and a day before it asks the server anything."""
    jobs = Job(folder, {"cloud": {}}, credential(server, url="http://127.0.0.1:9"))
    assert jobs.run("onboard", **{**ADA, "onboard_email": "ada at example"})[::2] == (2, [])
    assert "Email address: 'ada at example' is not an address" in " ".join(capfd.readouterr().out.split())
    assert jobs.run("offboard", offboard_leaver="ada", offboard_last_day="30.02.2026", offboard_wipe="no")[::2] == (2, [])
    assert "Last day: '30.02.2026' is not a calendar date; write it like 2026-09-30" in " ".join(capfd.readouterr().out.split())


def test_access_review(server, folder):
    """It needs no document, and passes whatever it finds. A task file of the project sends its report elsewhere."""
    jobs, sent = Job(folder, {"cloud": {}}, credential(server)), os.path.join(folder, "sent")
    jobs.write("project/notify.yml", json.dumps([{"ansible.builtin.copy": {"content": "{{ notification.title }}", "dest": sent}, "check_mode": False}]))
    status, stats, changed = jobs.run("access review", audit_notify_tasks="notify.yml", audit_stats_formats=["markdown"])
    with open(sent, encoding="utf-8") as handle:
        assert handle.read() == "Audit of cloud: in agreement"
    assert (status, [name for name in changed if name != "cloud"], stats["audit_of_cloud"]["verdict"]) == (0, [], "agreement")
    assert "Administrator" in stats["audit_report_of_cloud"]["markdown"]
    assert ADMIN[1] not in json.dumps(stats)


def test_wrong_password(server, folder):
    """A refused login is an error, tried once."""
    status, stats, _changed = Job(folder, {"cloud": {}}, credential(server, password="wrong-2026")).run("audit")
    assert (status, stats["audit_of_cloud"]["verdict"], stats["audit_of_cloud"]["error"]) == (2, "error", 1)
