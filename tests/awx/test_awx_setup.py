# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs playbooks/awx.yml with the modules of awx.awx against a double of AWX's API: the first run, the second, and what stands in their way.

Needs that collection: `tools/get_awx.sh` puts it into build/awx.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest
import yaml
from awx.awx_data import PROJECT, ROOT, everything
from awx.awx_double import Awx
from awx.awx_home import linked
from awx.awx_server import Double

HOME = os.path.join(ROOT, "build", "awx")
pytestmark = [pytest.mark.long, pytest.mark.skipif(
    not os.path.isdir(os.path.join(HOME, "ansible_collections", "awx", "awx")),
    reason="playbooks/awx.yml was not run: the collection awx.awx is missing (tools/get_awx.sh)")]  # fmt: skip
PLAYBOOKS = [name for name in os.listdir(PROJECT) if name.endswith(".yml")]
SECRET = "Otter-4711-setup"
VAULTED = {"__ansible_vault": "$ANSIBLE_VAULT;1.1;AES256\n3132\n"}
GIVEN = {
    "awx_credentials": [
        {"name": "OCS administrator", "credential_type": "Nextcloud and ownCloud (OCS)",
         "inputs": {"url": "https://cloud.example.com", "username": "root", "password": SECRET}},
        {"name": "OCS vault", "credential_type": "Vault", "inputs": {"vault_password": SECRET}},
    ],
    "awx_other_credentials": [
        {"name": "OCS school", "credential_type": "Nextcloud and ownCloud (OCS)",
         "inputs": {"url": "https://school.example.com", "username": "root", "password": SECRET}},
        {"name": "Registry", "credential_type": "Container Registry", "inputs": {"host": "registry.example.com", "username": "awx", "password": SECRET}},
        {"name": "Git", "credential_type": "Source Control", "inputs": {"username": "awx", "password": SECRET}},
    ],
    "awx_registry_credential": "Registry",
    "awx_project_credential": "Git",
    "awx_instances": [{"name": "cloud", "variables": {"ocs_url": "https://cloud.example.com", "ocs_password": VAULTED}}, {"name": "school"}],
    "awx_notifications": [
        {"name": "Mail", "notification_type": "email", "events": ["error", "approvals"], "notification_configuration": {
            "host": "mail", "port": 25, "username": "", "password": SECRET, "use_tls": True, "use_ssl": False, "sender": "awx@example.com",
            "recipients": ["it@example.com"], "timeout": 30}}],
    "awx_teams": ["Personnel", "Owners"],
    "awx_roles": [
        {"role": "execute", "teams": ["Personnel"], "job_templates": ["OCS onboard", "OCS offboard"]},
        {"role": "approval", "teams": ["Owners"], "users": ["olga"], "workflows": ["OCS check, approve, reconcile"]}],
    "awx_schedules": [{"name": "OCS audit of the school", "unified_job_template": "OCS audit", "rrule": "DTSTART:20260101T020000Z RRULE:FREQ=DAILY;INTERVAL=1",
                       "limit": "school", "credentials": ["OCS school"]}],
}  # fmt: skip

# Less of the same, for what does not depend on all of it.
SMALL = {
    "controller_templates": [each for each in everything()["controller_templates"] if each["name"] in ("OCS audit", "OCS reconcile")],
    "controller_schedules": [],
}
SMALLEST = {**SMALL, "controller_templates": SMALL["controller_templates"][:1], "controller_workflows": []}


def set_up(awx, folder, *options, **settings):
    """(exit status, number of changes, output) of a run of the playbook."""
    (folder / "settings.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")  # as JSON, Ansible would decrypt what is for AWX
    env = dict(os.environ, ANSIBLE_HOME=str(folder / "home"), ANSIBLE_LOCALHOST_WARNING="false", CONTROLLER_OAUTH_TOKEN="x")
    env["SSL_CERT_FILE"] = os.devnull  # the double speaks HTTP; the modules read all authorities of this machine for each request
    home = folder / "collections" if (folder / "collections").exists() else linked(HOME, folder / "collections")
    env["ANSIBLE_COLLECTIONS_PATH"] = os.pathsep.join([str(home), os.path.join(ROOT, "build", "collections")])
    with Double(awx) as double:
        env["CONTROLLER_HOST"] = double.url
        command = [sys.executable, "-m", "ansible.cli.playbook", "ocs.provisioning.awx", "-e", "@settings.yml", *options]
        done = subprocess.run(command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    print(done.stdout)
    changes = re.search(r"changed=(\d+)", done.stdout)
    return done.returncode, int(changes.group(1)) if changes else -1, " ".join(done.stdout.split())


def names(awx, kind):
    """The names of all objects of a kind."""
    return sorted(each["name"] for each in awx.objects.values() if each["kind_"] == kind)


def one(awx, kind, name):
    """An object."""
    (found,) = (each for each in awx.objects.values() if each["kind_"] == kind and (each["name"] or each.get("identifier")) == name)
    return found


def test_first_and_second_run(tmp_path):
    """An empty AWX has everything after one run, in an order in which references lead somewhere. The second run writes nothing: an approval lives."""
    awx = Awx(PLAYBOOKS)
    awx.make("users", {"username": "olga"})
    status, changes, output = set_up(awx, tmp_path, **GIVEN)
    assert status == 0 and changes > 10 and SECRET not in output
    assert names(awx, "credentials") == ["Git", "OCS administrator", "OCS school", "OCS vault", "Registry"] and names(awx, "hosts") == ["cloud", "school"]
    audit = one(awx, "job_templates", "OCS audit")
    assert len(awx.associated[audit["id"], "credentials"]) == 2 and len(awx.associated[audit["id"], "labels"]) == 1
    night = one(awx, "schedules", "OCS audit of the school")
    assert awx.associated[night["id"], "credentials"] == [one(awx, "credentials", "OCS school")["id"]]
    assert one(awx, "execution_environments", "OCS provisioning")["credential"] == one(awx, "credentials", "Registry")["id"]
    assert one(awx, "projects", "OCS instances")["credential"] == one(awx, "credentials", "Git")["id"]
    assert json.loads(one(awx, "hosts", "cloud")["variables"])["ocs_password"] == VAULTED
    workflow = one(awx, "workflow_job_templates", "OCS check, approve, reconcile")
    assert len(awx.associated[workflow["id"], "notification_templates_approvals"]) == 1
    assert [len(teams) for key, teams in awx.associated.items() if key[1] == "teams"] == [1, 1, 1]
    assert [key[0].split("-")[-1] for key in awx.associated if key[1] == "users"] == ["approval"]
    approval = awx.objects[one(awx, "workflow_job_template_nodes", "approval")["unified_job_template"]]
    assert approval["timeout"] == 345600
    waiting = awx.make("workflow_approvals", {"name": approval["name"], "unified_job_template": approval["id"]})
    before = len(awx.writes)
    status, changes, _output = set_up(awx, tmp_path, **GIVEN)
    assert (status, changes, waiting["status"]) == (0, 0, "pending")
    # The module sends what it does not know to be the same; of nodes and approvals nothing is sent.
    assert not [write for write in awx.writes[before:] if "node" in write or "approval" in write]


def test_check_mode_on_an_empty_awx(tmp_path):
    """It tells what would be made and does not fail at the first reference; nothing is written."""
    awx = Awx(PLAYBOOKS)
    status, changes, output = set_up(awx, tmp_path, "--check", **SMALL)
    assert status == 0 and changes > 0 and awx.writes == []
    assert "would be made" in output and "OCS audit" in output and "OCS check, approve, reconcile" in output


@pytest.mark.parametrize("names", [["cloud", "school:8443"], ["cloud-1", "cloud_1"]])
def test_names_of_instances(names, tmp_path):
    """AWX would make a port of a part of one, and one artifact of both; nothing is made."""
    awx = Awx(PLAYBOOKS)
    status, _changes, output = set_up(awx, tmp_path, awx_instances=[{"name": name} for name in names], **SMALLEST)
    assert status == 2 and "awx_instances: a name must not contain a colon" in output and not awx.writes


def test_without_inputs_of_the_credential(tmp_path):
    """The templates are made without it, and the end says what to do; once it is there, the next run adds it."""
    awx = Awx(PLAYBOOKS)
    status, _changes, output = set_up(awx, tmp_path, **SMALLEST)
    assert status == 0 and "The credential 'OCS administrator' of the type 'Nextcloud and ownCloud (OCS)' is missing" in output
    audit = one(awx, "job_templates", "OCS audit")
    assert awx.associated.get((audit["id"], "credentials"), []) == []
    kind = one(awx, "credential_types", "Nextcloud and ownCloud (OCS)")
    awx.make("credentials", {"name": "OCS administrator", "credential_type": kind["id"], "organization": 1})
    assert set_up(awx, tmp_path, **SMALLEST)[0] == 0
    assert len(awx.associated[audit["id"], "credentials"]) == 1


def test_a_project_that_cannot_be_synchronized(tmp_path):
    """The reason is in the message; the next run tries again. One that never ends is left after a time."""
    awx = Awx(PLAYBOOKS, sync_error="TASK [git]\nfatal: repository 'https://git.example.com/ocs-instances.git/' not found\n")
    status, _changes, output = set_up(awx, tmp_path, **SMALLEST)
    assert status == 2 and "could not be synchronized from https://git.example.com/ocs-instances.git (failed): fatal: repository" in output
    awx.sync_error = ""
    assert set_up(awx, tmp_path, **SMALLEST)[0] == 0
    one(awx, "projects", "OCS instances").update(status="running", looks=1000)
    status, _changes, output = set_up(awx, tmp_path, awx_sync_timeout=4, **SMALLEST)
    assert status == 2 and "was not synchronized within 4 seconds" in output


def test_what_is_not_wanted_any_more(tmp_path):
    """An instance is reported, and removed on request; a node or a link that is not in the data goes. Other words of an approval disturb none that waits.
    Then check mode has nothing to say."""
    awx = Awx(PLAYBOOKS)
    assert set_up(awx, tmp_path, awx_instances=[{"name": "cloud"}, {"name": "old"}], **SMALL)[0] == 0
    workflow = one(awx, "workflow_job_templates", "OCS check, approve, reconcile")
    extra = awx.make("workflow_job_template_nodes", {"identifier": "extra", "workflow_job_template": workflow["id"]})
    check, report = (one(awx, "workflow_job_template_nodes", name) for name in ("check", "report"))
    awx.associate((check["id"], "success_nodes"), {"id": report["id"]})
    status, _changes, output = set_up(awx, tmp_path, **SMALL)
    assert status == 0 and "still in the inventory: old" in output and extra["id"] not in awx.objects
    check, approval = (one(awx, "workflow_job_template_nodes", name) for name in ("check", "approval"))
    assert awx.associated[check["id"], "success_nodes"] == [approval["id"]]
    template = awx.objects[one(awx, "workflow_job_template_nodes", "approval")["unified_job_template"]]
    waiting = awx.make("workflow_approvals", {"name": template["name"], "unified_job_template": template["id"]})
    template["description"] = "as an older version had it"
    assert set_up(awx, tmp_path, awx_remove_instances=True, **SMALL)[0] == 0 and names(awx, "hosts") == ["cloud"]
    assert (template["description"][:8], waiting["status"]) == ("For each", "pending")
    before = len(awx.writes)
    assert set_up(awx, tmp_path, "--check", awx_remove_instances=True, **SMALL)[1] == 0 and not awx.writes[before:]
