# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role audit on two servers side by side."""

from __future__ import annotations

import json

import pytest
from roles.two_hosts import TwoHosts, once, role

pytestmark = pytest.mark.long

DOCUMENT = {
    "groups": [{"name": "lab"}],
    "users": [
        {"name": "admin", "quota": "5 GB"},
        {"name": "eve", "groups": ["nosuch"], "password": "{{ 'Staple-41-horse!' }}"},
        {"name": "ada", "password": "{{ 'Staple-41-horse!' }}"},
    ],
}


def reports(folder):
    """The reports of both hosts."""
    return [json.loads((folder / "reports" / (host + ".json")).read_text(encoding="utf-8")) for host in ("host0", "host1")]


def test_a_wrong_row_hides_nothing(tmp_path):
    """It is a finding; the others are compared, and the run ends by the differences."""
    with TwoHosts(tmp_path) as hosts:
        given = {"audit_document": DOCUMENT, "audit_report_dir": str(tmp_path / "reports"), "audit_report_formats": ["json", "html", "csv", "junit"]}
        run = hosts.role("audit", **given)
        assert run.status == 2 and run.count("failed") == [1, 1] and run.count("changed") == [0, 0], run.output
        assert "The server differs from the document (differences: 3, problems: 1)" in " ".join(run.output.split()), run.output
        # all accounts are read once; Nextcloud 28 cannot tell the second factor of the administrator
        assert [report["run"]["requests"] for report in reports(tmp_path)] == [11, 8]
        for report in reports(tmp_path):
            found = [each["id"] for each in report["findings"] if each["category"] in ("drift", "problem", "error")]
            assert found == [
                "drift:account_missing:user:ada",
                "drift:account_field:user:admin:quota",
                "drift:group_missing:group:lab",
                "problem:row_problem:user:eve:groups",
            ]
            assert (report["verdict"], report["summary"]["accounts_all"]) == ("drift", 3)
            assert "0 of 3 accounts agree." in report["statement"]


def test_what_nobody_described(tmp_path):
    """It is no agreement, and fails the run where that is wanted."""
    with TwoHosts(tmp_path) as hosts:
        given = {
            "audit_document": {"groups": [{"name": "admin"}]},
            "audit_report_dir": str(tmp_path / "reports"),
            "audit_index": True,
            "audit_history": str(tmp_path / "history.jsonl"),
        }
        assert hosts.role("audit", **given).status == 0
        assert [report["verdict"] for report in reports(tmp_path)] == ["partial", "partial"]
        run = hosts.role("audit", audit_fail_on_unlisted=True, **given)
        assert run.status == 2 and run.count("failed") == [1, 1]
        assert "0 of 1 account agree, 1 is not in the document. 1 administrator not in the document." in " ".join(run.output.split()), run.output
    history = [json.loads(line) for line in (tmp_path / "history.jsonl").read_text(encoding="utf-8").splitlines()]
    assert sorted(entry["instance"] for entry in history) == ["host0", "host0", "host1", "host1"] and {entry["verdict"] for entry in history} == {"partial"}
    assert len(reports(tmp_path)[0]["history"]) == 2
    index = (tmp_path / "reports" / "index.html").read_text(encoding="utf-8")
    assert [host in index for host in ('href="./host0.html"', 'href="./host1.html"')] == [True, True]


def test_reconcile(tmp_path):
    """What an audit shows is done, on each product, and a second run changes nothing."""
    with TwoHosts(tmp_path, "nextcloud-34", "seafile-13") as hosts:
        given = {
            "audit_product": "{{ 'seafile' if inventory_hostname == 'host1' else 'ocs' }}",
            "audit_document": {
                "groups": [{"name": "lab"}],
                "users": [{"name": "ada", "email": "ada@example.com", "password": "{{ 'Staple-41-horse!' }}", "groups": ["lab"]}],
            },
            "audit_report_dir": str(tmp_path / "reports"),
        }
        for changed in (1, 0):
            run = hosts.play({"ansible.builtin.include_role": {"name": "ocs.provisioning.audit", "tasks_from": "reconcile"}}, **given)
            assert run.status == 0 and run.count("changed") == [changed, changed], run.output
            assert [report["summary"]["error"] for report in reports(tmp_path)] == [0, 0]
        assert [report["instance"]["product"] for report in reports(tmp_path)] == ["nextcloud", "seafile"]
        run = hosts.play({"ansible.builtin.include_role": {"name": "ocs.provisioning.audit", "tasks_from": "reconcile"}}, **dict(given, caller="nobody"))
        assert run.status == 2 and run.count("failed") == [1, 1], run.output
        assert all("credentials" in each["detail"] for report in reports(tmp_path) for each in report["findings"] if each["category"] == "error")
        assert [report["verdict"] for report in reports(tmp_path)] == ["error", "error"]


def test_two_hosts_and_one_report(tmp_path):
    """One would overwrite the other's, so nothing is read; without files there is nothing to lose."""
    with TwoHosts(tmp_path) as hosts:
        given = {"audit_document": DOCUMENT, "audit_report_dir": str(tmp_path / "reports"), "audit_report_name": "nightly", "audit_fail_on_drift": False}
        run = hosts.role("audit", **given)
        assert run.status == 2 and run.count("failed") == [1, 1], run.output
        assert "audit_report_name: host0, host1 would write the same reports" in " ".join(run.output.split()), run.output
        assert not (tmp_path / "reports").exists()
        assert hosts.role("audit", **dict(given, audit_report_formats=[])).status == 0


def test_one_host_for_all(tmp_path):
    """With run_once, one host writes for all of them; on the command line, a list of formats is a string."""
    with TwoHosts(tmp_path) as hosts:
        given = {"audit_document": DOCUMENT, "audit_report_dir": str(tmp_path / "reports"), "audit_fail_on_drift": "no"}
        run = hosts.play(once(role("audit", **given)), audit_report_formats="json,csv", audit_stats_formats="json")
        assert run.status == 0 and set(run.counts) == {"host0"}, run.output
        assert sorted(path.name for path in (tmp_path / "reports").iterdir()) == ["host0.csv", "host0.json"]


def test_other_products(tmp_path):
    """Where the comparison does not return the accounts, they are read for the review."""
    with TwoHosts(tmp_path, "owncloud-10", "seafile-13") as hosts:
        given = {
            "audit_product": "{{ 'seafile' if inventory_hostname == 'host1' else 'ocs' }}",
            "audit_document": {"groups": [{"name": "lab"}]},
            "audit_report_dir": str(tmp_path / "reports"),
        }
        run = hosts.role("audit", **given)
        assert run.status == 2 and run.count("failed") == [1, 1], run.output
    for report in reports(tmp_path):
        found = {each["type"] for each in report["findings"]}
        assert report["verdict"] == "drift" and {"administrator", "group_missing", "unlisted_user"} <= found, report["findings"]
        assert report["review"]["accounts"] == report["summary"]["accounts_all"] >= 1


RECONCILE = {"ansible.builtin.include_role": {"name": "ocs.provisioning.audit", "tasks_from": "reconcile"}}
UNCLEAR = [
    ({"audit_options": {"expected_plan": "0" * 64}}, "expected_plan: the server or the task has changed"),
    ({"audit_expected_plan": ""}, "expected_plan: must be the digest of a plan"),
    ({"audit_options": "unlisted_users=report"}, "must be dictionaries, not strings"),
    ({"audit_document": json.dumps({"users": []})}, "must be dictionaries, not strings"),
    (
        {"audit_document": {"groups": [{"name": "lab"}]}, "audit_options": {"unlisted_groups": "report", "unlisted_users": "disable"}},
        "the document names no accounts",
    ),
    ({"audit_options": {"unlisted_users": "disable", "unlisted_scope": {"names": []}}}, "unlisted_scope.names: is empty"),
]


def test_reconcile_refuses_what_is_unclear(tmp_path):
    """An approval that was lost, a string in place of a dictionary, and lists that came out empty write nothing."""
    document = {"users": [{"name": "ada", "password": "{{ 'Staple-41-horse!' }}"}]}
    with TwoHosts(tmp_path, "nextcloud-34") as hosts:
        for given, told in UNCLEAR:
            run = hosts.play(RECONCILE, **dict({"audit_document": document, "audit_report_formats": []}, **given))
            assert run.status != 0 and told in " ".join(run.output.split()), run.output
            assert hosts.ask(0, "users")["users"] == ["admin"]
