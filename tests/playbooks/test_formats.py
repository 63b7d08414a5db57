# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page "Variables and file formats" names every key of what runs against an embedded server write, with its type, and no other."""

from __future__ import annotations

import csv
import io
import json
import re
from types import SimpleNamespace

import pytest
from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_findings import TYPES
from playbooks.format_tables import below, fits, misfits, tables
from playbooks.installed import ADMIN, Installed
from sandbox.server import Sandbox

PEOPLE = [{"name": name, "email": name + "@example.com", "department": "Science"} for name in ("ada", "ben", "eve")]
ROWS = {"groups": [{"name": "lab"}], "users": [{"name": "ada", "quota": "5 GB", "groups": ["lab"]}, {"name": "ben", "email": "x"}]}
LATER = {"users": [{"name": "ada", "enabled": False}]}
LEAVERS = [{"name": "ada", "last_day": "2020-01-01", "successor": "eve"}, {"name": "ben", "last_day": "2020-01-01"}]
OPTIONS = {"journal": "journal.jsonl", "backup": "before.json"}
AUDIT = {
    "audit_report_formats": ["json", "jsonl", "csv", "html"], "audit_history": "history.jsonl", "audit_stats_formats": ["markdown", "json"],
    "audit_fail_on_drift": False, "audit_notify_tasks": "notify.yml", "audit_two_factor": "all"}  # fmt: skip
NOTIFY = "- ansible.builtin.copy: {content: '{{ notification | to_json }}', dest: '{{ started }}/{{ notification.role }}.json', mode: '0600'}\n"


class Desk:
    """What runs of the playbooks leave in the folder where they are started, and their statistics."""

    def __init__(self, folder):
        self.installed, self.statistics = Installed(folder), {}
        self.start = self.installed.start
        (self.start / "ansible.cfg").write_text("[defaults]\nshow_custom_stats = true\n", encoding="utf-8")
        (self.start / "notify.yml").write_text(NOTIFY, encoding="utf-8")
        (self.start / "move.yml").write_text("- ansible.builtin.fail: {msg: the disk is full}\n", encoding="utf-8")

    def play(self, name, host, status=0, **variables):
        """Run a playbook that ends so."""
        ended, output = self.installed.play(name, {"one.cloud": host}, started=str(self.start), **variables)
        assert ended == status, output
        self.statistics.update(json.loads(re.findall(r"\tRUN: (.*)", output)[-1]))

    def text(self, name):
        """A file that a run wrote, found by its pattern."""
        (path,) = self.start.glob(name)
        return path.read_text(encoding="utf-8")

    def data(self, name):
        """The content of a JSON file."""
        return json.loads(self.text(name))

    def lines(self, name):
        """The content of a file with JSON lines."""
        return [json.loads(line) for line in self.text(name).splitlines()]


@pytest.fixture(name="made", scope="module")
def fixture_made(tmp_path_factory):
    """People who come, an audit, a later one after a change, an access review, and leavers of whom one fails."""
    desk = Desk(tmp_path_factory.mktemp("formats"))
    with Sandbox("nextcloud-34", admin=ADMIN, limits=False) as server:
        host = {"ocs_url": server.url}
        desk.play("onboard", host, onboarding_people=PEOPLE, onboarding_departments={"Science": {"groups": ["science"]}}, onboarding_options=OPTIONS,
                  onboarding_first_login="password_file", onboarding_notify_tasks="notify.yml")  # fmt: skip
        desk.play("audit", host, audit_document=ROWS, **AUDIT)
        first = desk.data("audit-reports/one.cloud.json")
        desk.play("audit", host, audit_document=LATER, **AUDIT)
        desk.play("access_review", host)
        desk.play("offboard", host, 2, offboarding_leavers=LEAVERS, offboarding_delete=True, offboarding_retention_days=1, offboarding_evidence_dir="ev",
                  offboarding_evidence_stats=True, offboarding_transfer_tasks="move.yml", offboarding_notify_tasks="notify.yml",
                  offboarding_options={"journal": "journal.jsonl"})  # fmt: skip
    reports = [first, desk.data("audit-reports/one.cloud.json"), desk.data("audit-reports/one.cloud.access.json")]
    return SimpleNamespace(desk=desk, reports=reports, evidence=desk.data("ev/one.cloud-*.json"))


def lines_of_report(made):
    """What the lines of findings have beside the findings."""
    head, *lines = made.desk.lines("audit-reports/one.cloud.jsonl")
    assert set(head) == set(tables()["keys of report"]) - {"findings"} | {"record"} and head["record"] == "report"
    return [{key: line[key] for key in line if key not in tables()["keys of findings"]} for line in lines]


def statistics_of_audit(made):
    """What an audit publishes beside the counts of its summary."""
    counts = set(tables()["keys of summary"]) - {"types", "groups"}
    published = made.desk.statistics["audit_of_one_cloud"]
    assert counts <= set(published)
    return [{key: published[key] for key in published if key not in counts}]


# a table to the dictionaries that it describes
REAL = {
    "keys of report": lambda made: made.reports,
    "keys of findings": lambda made: [each for report in made.reports for each in report["findings"]],
    "keys of summary": lambda made: [report["summary"] for report in made.reports],
    "keys of report lines": lines_of_report,
    "keys of history": lambda made: made.desk.lines("history.jsonl"),
    "keys of evidence": lambda made: [made.evidence, made.desk.statistics["evidence_of_one_cloud"]],
    "keys of journal": lambda made: made.desk.lines("journal.jsonl"),
    "keys of backup": lambda made: [made.desk.data("before.json")],
    "keys of statistics": statistics_of_audit,
    "keys of notification": lambda made: [made.desk.data(role + ".json") for role in ("audit", "onboarding", "offboarding")],
}
PARTS = {
    "keys of report parts": {
        key + ".": lambda made, key=key: [report[key] for report in made.reports if report[key] is not None]
        for key in ("instance", "run", "document", "comparison", "review")
    },
    "keys of evidence parts": {key + "[].": lambda made, key=key: made.evidence[key] for key in ("failures", "transfers")},
}


@pytest.mark.parametrize("name", REAL)
def test_the_page_names_what_is_written(made, name):
    """Every key, and no other."""
    values = REAL[name](made)
    assert values and not misfits(tables()[name], values)


@pytest.mark.parametrize("name, prefix", [(name, prefix) for name, prefixes in PARTS.items() for prefix in prefixes])
def test_the_page_names_what_parts_hold(made, name, prefix):
    """Likewise."""
    values = PARTS[name][prefix](made)
    assert values and not misfits(below(tables()[name], prefix), values)
    assert all(key.startswith(tuple(PARTS[name])) for key in tables()[name])


def test_columns(made):
    """Of the report and of the file of passwords."""
    for name, text in (("columns of report", made.desk.text("audit-reports/one.cloud.csv")), ("columns of passwords", made.desk.text("onboarding-p*.csv"))):
        rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
        assert len(rows) > 2 and set(rows[0]) == set(tables()[name])


def test_names_of_statistics(made):
    """And what they hold that the page tells in words."""
    published = made.desk.statistics
    assert {name.replace("one_cloud", "HOST") for name in published} == set(tables()["statistics"])
    assert set(published["audit_report_of_one_cloud"]) == {"markdown", "json"}
    assert all(set(published[role + "_of_one_cloud"]) == {"verdict", "counts"} for role in ("onboarding", "offboarding"))
    assert set(published["audit_of_one_cloud"]["plan"]) == {"digest", "steps"}


def test_types_of_findings():
    """With their titles, in the order of reports."""
    assert tables()["types of findings"] == TYPES


def test_every_table_is_compared():
    """None stands on the page unproved."""
    proved = {*REAL, *PARTS, "columns of report", "columns of passwords", "statistics", "types of findings"}
    assert {name for name in tables() if not name.startswith("variables of ")} == proved


def test_misfits():
    """The check itself notices a key too many, one too few, another type, and null where none is told."""
    table = {"a": "(int) Number.", "b": "(str or null) Text."}
    assert misfits(table, [{"a": 1, "b": None}]) == []
    assert [len(misfits(table, [value])) for value in ({"a": 1}, {"a": 1, "b": "", "c": 1}, {"a": None, "b": ""}, {"a": True, "b": ""})] == [1] * 4
    assert fits(None, "(any) x") and fits(True, "(any) x") and fits(1, "(float) x") and not fits(1, "(bool) x")
