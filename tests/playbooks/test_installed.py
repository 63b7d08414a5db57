# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the playbooks of an installed collection read, write and show: files where the run was started, no secret anywhere, hosts side by side."""

from __future__ import annotations

import csv
import glob
import json
import os
import subprocess

import pytest
from playbooks.installed import ADMIN, Installed
from sandbox.server import Sandbox


@pytest.fixture(name="installed")
def fixture_installed(tmp_path):
    """The collection, unchanged at the end."""
    found = Installed(tmp_path)
    yield found
    assert found.files() == found.before


@pytest.fixture(name="servers")
def fixture_servers():
    """Two servers as hosts of a play."""
    with Sandbox("nextcloud-34", admin=ADMIN, limits=False) as one, Sandbox("nextcloud-34", admin=ADMIN, limits=False) as two:
        yield {"one": one, "two": two}


def hosts(servers, *names):
    """Their variables in an inventory."""
    return {name: {"ocs_url": servers[name].url} for name in names or servers}


def test_a_seafile_server_among_the_hosts(installed, servers):
    """Its address and administrator are in the inventory; people come and go, its export is how it is, and a document comes true."""
    admin = ("boss@example.com", ADMIN[1])
    rows = [{"name": "ada", "email": "ada@example.com"}]
    with Sandbox("seafile-13", admin=admin, limits=False) as server:
        mixed = hosts(servers, "one")
        mixed["three"] = {"seafile_url": server.url, "seafile_username": admin[0], "seafile_password": admin[1], "audit_product": "seafile"}
        mixed["three"].update(onboarding_product="seafile", offboarding_product="seafile", export_product="seafile")
        for name, variables in (
            ("onboard", {"onboarding_people": rows, "onboarding_first_login": "password_file"}),
            ("export", {"export_dir": "docs"}),
            ("audit", {"audit_src": "docs/{{ inventory_hostname }}.yml"}),
            ("reconcile", {"audit_document": {"groups": [{"name": "lab"}]}}),
            ("offboard", {"offboarding_leavers": [{"name": "ada", "email": "ada@example.com", "last_day": "2020-01-01"}]}),
        ):
            status, output = installed.play(name, mixed, **variables)
            assert status == 0, output
        assert {"audit-reports/three.reconcile.json", "docs/three.yml"} <= set(installed.written())


PEOPLE = "name;email;department;password\nada;ada@example.com;Science;\ngrace;grace@example.com;Science;Csv-2026-secret!\n"
DEPARTMENTS = {"Science": {"groups": ["science"]}}


def test_relative_paths_begin_where_the_run_was_started(installed, servers):
    """Documents, people, reports, journals, passwords and evidence; all for their owner alone, and nothing in the installed collection."""
    one, start = hosts(servers, "one"), installed.start
    (start / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (start / "transfer.yml").write_text("- ansible.builtin.copy: {content: x, dest: '{{ started }}/moved', mode: '0600'}\n", encoding="utf-8")
    runs = [
        ("onboard", dict(
            onboarding_people_csv="people.csv", onboarding_departments=DEPARTMENTS, onboarding_first_login="password_file",
            onboarding_options={"journal": "on.jsonl"})),
        ("export", {"export_dir": "docs"}), ("export", {}),
        ("audit", {"audit_src": "docs/one.yml", "audit_report_dir": "rep/deep"}), ("access_review", {}),
        ("reconcile", {"audit_src": "docs/one.yml", "audit_options": {"journal": "re.jsonl"}}),
        ("offboard", dict(
            offboarding_leavers=[{"name": "ada", "last_day": "2020-01-01", "successor": "grace"}], offboarding_options={"journal": "off.jsonl"},
            offboarding_evidence_dir="ev", offboarding_delete=True, offboarding_transfer_tasks="transfer.yml", started=str(start))),
    ]  # fmt: skip
    for name, variables in runs:
        status, output = installed.play(name, one, **variables)
        assert status == 0, output
    written = installed.written()
    (evidence,) = glob.glob(str(start / "ev" / "one-*.json"))
    made = {"docs/one.yml", "one.yml", "rep/deep/one.json", "rep/deep/one.html", "audit-reports/one.access.json", "audit-reports/one.reconcile.html",
            "on.jsonl", "off.jsonl", "onboarding-passwords-one.csv", "moved", os.path.relpath(evidence, start)}  # fmt: skip
    assert made <= set(written) and {written[name] for name in made} == {0o600}
    assert {os.stat(start / name).st_mode & 0o777 for name in ("docs", "rep/deep", "ev", "audit-reports")} == {0o700}


@pytest.mark.parametrize("name, variables, place, kind", [
    ("export", {"export_dir": "out"}, "out/one.yml", "a symbolic link"),
    ("access_review", {"audit_report_dir": "out"}, "out/one.access.json", "not a regular file"),
    ("onboard", {
        "onboarding_people": [{"name": "ada"}], "onboarding_first_login": "password_file", "onboarding_password_file": "out/p.csv"},
     "out/p.csv", "a symbolic link"),
    ("onboard", {
        "onboarding_people": [{"name": "ada", "email": "ada@example.com"}], "onboarding_options": {"journal": "out/j"}}, "out/j", "not a regular file"),
])  # fmt: skip
def test_a_link_or_a_fifo_in_the_files_place(installed, servers, name, variables, place, kind):
    """The run fails, says which file, and neither follows nor waits; nothing is written on the server before."""
    (installed.start / "out").mkdir()
    path = installed.start / place
    if "link" in kind:
        os.symlink(installed.start / "elsewhere", path)
    else:
        os.mkfifo(path)
    status, output = installed.play(name, hosts(servers, "one"), **variables)
    assert status != 0 and str(path) in output and kind in output and not os.path.lexists(installed.start / "elsewhere"), output
    assert servers["one"].product.state.user("ada") is None


def kept(path):
    """Name to password."""
    with open(path, encoding="utf-8") as handle:
        return {row["name"]: row["password"] for row in csv.DictReader(handle)}


def test_two_hosts_and_their_passwords(installed, servers):
    """Each has a file of its own and can sign in with it; one file for both is refused before anything is written."""
    given = {"onboarding_people": [{"name": "ada"}, {"name": "grace"}], "onboarding_first_login": "password_file"}
    status, output = installed.play("onboard", hosts(servers), onboarding_password_file="both.csv", **given)
    assert status != 0 and "onboarding_password_file: one, two would write one file" in output, output
    assert not installed.written() and not any(server.product.state.user("ada") for server in servers.values())
    status, output = installed.play("onboard", hosts(servers), onboarding_password_style="words", **given)
    assert status == 0, output
    passwords = {name: kept(installed.start / f"onboarding-passwords-{name}.csv") for name in servers}
    assert passwords["one"] != passwords["two"] and all(len(password.split("-")) == 5 for password in passwords["one"].values())
    for name, server in servers.items():
        for user, password in passwords[name].items():
            assert signs_in(server.url, user, password)
    status, output = installed.play("onboard", hosts(servers), **given)
    assert status == 0 and output.count("changed=0 ") == 2, output
    assert passwords == {name: kept(installed.start / f"onboarding-passwords-{name}.csv") for name in servers}


def signs_in(url, user, password):
    """Whether the server takes the password."""
    command = ["curl", "-s", "-o", os.devnull, "-w", "%{http_code}", "-u", f"{user}:{password}", "-H", "OCS-APIRequest: true", url + "/ocs/v2.php/cloud/user"]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout == "200"


SECRETS = ("Csv-2026-secret!", "Row-2026-secret!", "Setting-2026-secret!", ADMIN[1])
SETTING = {"app": "core", "key": "mail_smtppassword", "value": SECRETS[2], "sensitive": True}
ROWS = [{"name": "row", "password": SECRETS[1], "email": "row@example.com"}]
# playbook, variables, whether it ends well
RUNS = [
    ("onboard", {"onboarding_people_csv": "people.csv", "onboarding_app_settings": [SETTING], "onboarding_apps": [{"name": "admin_audit"}]}, True),
    ("onboard", {
        "onboarding_people": ROWS + [{"name": "ada2"}], "onboarding_first_login": "password_file", "onboarding_app_settings": [SETTING],
        "onboarding_options": {"journal": "journal.jsonl", "return_results": True, "update_password": "always"}}, True),
    ("onboard", {"onboarding_people": [dict(ROWS[0], quota="much")]}, False),
    ("onboard", {"onboarding_people": [dict(ROWS[0], password=[SECRETS[1]])]}, False),
    ("onboard", {"onboarding_people": ["password:" + SECRETS[1]]}, False),
    ("onboard", {"onboarding_people_csv": "moved.csv"}, False),
    ("onboard", {"onboarding_people": ROWS, "onboarding_app_settings": [dict(SETTING, key="a/b")]}, False),
    ("audit", {"audit_document": {"users": ROWS}, "audit_fail_on_drift": False}, True),
    ("reconcile", {"audit_document": {"users": [{"name": "new", "password": SECRETS[1]}]}}, True),
    ("offboard", {"offboarding_leavers": [{"name": "row", "last_day": "2020-01-01"}]}, True),
]  # fmt: skip


@pytest.mark.parametrize(
    "options, callback, runs", [((), "minimal", RUNS[:3]), (("-vvvv", "--diff"), "default", RUNS), (("--check", "--diff"), "default", RUNS[:2])]
)
def test_no_secret_is_shown_or_written(installed, servers, options, callback, runs, record_property):
    """Passwords of rows and of settings, and those that the role made, are in no output and no file but the password file."""
    (installed.start / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (installed.start / "moved.csv").write_text(PEOPLE.replace("grace@example.com;Science;", "grace@example.com;"), encoding="utf-8")
    outputs = []
    for name, variables, ends_well in runs:
        status, output = installed.play(name, hosts(servers, "one"), *options, callback=callback, onboarding_departments=DEPARTMENTS, **variables)
        assert (status == 0) is ends_well, output
        outputs.append(output)
    written = [path for path in installed.written() if path not in ("people.csv", "moved.csv") and "passwords" not in path]
    outputs += [(installed.start / path).read_text(encoding="utf-8") for path in written]
    secrets = SECRETS + tuple(password for path in glob.glob(str(installed.start / "*passwords*")) for password in kept(path).values())
    assert not [(secret, output[-3000:]) for secret in secrets for output in outputs if secret in output]
    record_property("counted", f"playbooks {' '.join(options) or callback}: {len(runs)} outputs and {len(written)} files, {len(secrets)} secrets: 0 hits")


def test_what_the_inventory_says_of_a_reconciliation(installed, servers):
    """A host's approved plan binds its run, and its reports keep their name, as with a role in a playbook."""
    host = dict(hosts(servers, "one")["one"], audit_document={"groups": [{"name": "lab"}]}, audit_report_name="cloud", audit_fail_on_drift=False)
    assert installed.play("audit", {"one": host})[0] == 0
    status, output = installed.play("reconcile", {"one": dict(host, audit_expected_plan="0" * 64)})
    assert status == 2 and "expected_plan: the server or the task has changed" in " ".join(output.split()), output
    status, output = installed.play("reconcile", {"one": dict(host, audit_expected_plan="")})
    assert status == 2 and "expected_plan: must be the digest of a plan" in " ".join(output.split()), output
    status, output = installed.play("access_review", {"one": host})
    assert status == 0, output
    assert {"audit-reports/cloud.json", "audit-reports/cloud.reconcile.json", "audit-reports/cloud.access.json"} <= set(installed.written())
    with open(os.path.join(installed.start, "audit-reports", "cloud.reconcile.json"), encoding="utf-8") as handle:
        assert json.load(handle)["comparison"]
