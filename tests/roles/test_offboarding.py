# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role offboarding on two servers side by side."""

from __future__ import annotations

import json

import pytest
from roles.two_hosts import TwoHosts, claim, role

pytestmark = pytest.mark.long
LEAVERS = "Login;Last day;To;Room\nada;30.09.2026;;1\nroot2;2026-09-30 00:00:00;;2\nben;30/09/2026;carl;3\ndora;31.12.2026;;4\n"
OPTIONS = {
    "offboarding_leavers_csv": "leavers.csv", "offboarding_columns": {"name": "Login", "last_day": "Last day", "successor": "To"},
    "offboarding_today": "2026-10-15", "offboarding_delete": True, "offboarding_retention_days": 1, "offboarding_transfer_tasks": "move.yml",
}  # fmt: skip
PEOPLE = {"ocs.provisioning.ocs_directory": {
    "groups": [{"name": "staff"}], "managed_groups": ["*"], "allow_admin_changes": True, "defaults": {"password": "{{ 'Staple-41-horse!' }}"},
    "users": [{"name": name, "groups": ["staff"]} for name in ("ada", "ben", "carl", "dora")] + [{"name": "root2", "groups": ["admin"]}]}}  # fmt: skip


def kept(folder, host):
    """What the last evidence of a host says."""
    return json.loads(sorted((folder / "offboarding-evidence").glob(host + "-*.json"))[-1].read_text(encoding="utf-8"))


def test_one_leaver_fails(tmp_path):
    """The others go on, the evidence says who failed and why, and the play ends as failed; so does a second run, which changes nothing."""
    (tmp_path / "move.yml").write_text("- ansible.builtin.fail: {msg: the disk is full}\n", encoding="utf-8")
    with TwoHosts(tmp_path, "nextcloud-34", "owncloud-10") as hosts:
        hosts.encrypt("leavers.csv", LEAVERS)
        attempt = {
            "block": [role("offboarding", **OPTIONS)],
            "rescue": [
                claim("ansible_failed_result.msg is search('ben: the disk is full')"),
                {"ansible.builtin.set_fact": {"ended": "{{ ended | default(0) | int + 1 }}"}},
            ],
        }
        run = hosts.play(
            PEOPLE,
            attempt,
            claim("ended | int == 1", "offboarding_result is changed", "offboarding_made.waiting == ['dora']"),
            attempt,
            claim("ended | int == 2", "offboarding_result is not changed"),
        )
        assert run.status == 0, run.output
        assert run.output.count("Room") == 4
        for host in hosts.names:
            first = json.loads(sorted((tmp_path / "offboarding-evidence").glob(host + "-*.json"))[0].read_text(encoding="utf-8"))
            assert [(each["name"], each["step"]) for each in first["failures"]] == [("ben", "transfer")]
            assert sorted(step["id"] for step in first["steps"] if step["status"] == "done") == ["delete:user:ada", "delete:user:root2"]
            assert first["plan"].partition(";")[2] == "delete.user=2"
            assert [(each["name"], each["error"]) for each in kept(tmp_path, host)["failures"]] == [("ben", "the disk is full")]
        assert hosts.ask(0, "users/ben")["enabled"] and "staff" in hosts.ask(0, "users/ben")["groups"]


SEAFILE = {"ocs.provisioning.seafile_directory": {"defaults": {"password": "{{ 'Staple-41-horse!' }}"}, "groups": [{"name": "staff"}], "users": [
    {"email": name + "@example.com", "groups": ["staff"]} for name in ("ada", "ben", "eve")]}}  # fmt: skip


def test_one_leaver_fails_on_seafile(tmp_path):
    """Libraries cannot go to nobody: that account stays, the others leave."""
    leavers = [
        {"email": "ada@example.com", "last_day": "2026-09-30"},
        {"email": "ben@example.com", "last_day": "2026-09-30", "successor": "nobody@example.com"},
        {"email": "eve@example.com", "last_day": "2026-10-14"},
    ]
    given = dict(
        offboarding_product="seafile", offboarding_today="2026-10-15", offboarding_delete=True, offboarding_retention_days=5, offboarding_leavers=leavers
    )
    with TwoHosts(tmp_path, "seafile-13", "seafile-11") as hosts:
        attempt = {"block": [role("offboarding", **given)], "rescue": [{"ansible.builtin.set_fact": {"ended": "{{ ended | default(0) | int + 1 }}"}}]}
        run = hosts.play(SEAFILE, attempt, claim("offboarding_result is changed"), attempt, claim("ended | int == 2", "offboarding_result is not changed"))
        assert run.status == 0, run.output
        for host in hosts.names:
            evidence = kept(tmp_path, host)
            assert [each["name"] for each in evidence["failures"]] == ["ben@example.com"] and "nobody@example.com" in evidence["failures"][0]["error"]
            assert evidence["server"]["product"] == "seafile"


@pytest.mark.parametrize("dialect", ["nextcloud-34", "seafile-13"])
def test_steps_of_single_accounts_count(tmp_path, dialect):
    """Devices that were wiped, and accounts deleted with a transfer: what is told, and what the evidence holds, is all that was done."""
    seafile = dialect.startswith("seafile")
    (tmp_path / "told.yml").write_text('- ansible.builtin.debug: {msg: "TOLD {{ notification.counts.steps }} {{ notification.text }}"}\n', encoding="utf-8")
    leavers = [dict({"name": "ada"}, last_day="2026-09-30"), dict({"name": "ben"}, last_day="2026-09-30", successor="eve")]
    given = {"offboarding_today": "2026-10-15", "offboarding_notify_tasks": "told.yml"}
    if seafile:
        mail = "@example.com"
        leavers = [{"email": each.pop("name") + mail, **each, **({"successor": "eve" + mail} if "successor" in each else {})} for each in leavers]
        given.update(offboarding_product="seafile", offboarding_delete=True, offboarding_retention_days=5)
    else:
        given.update(offboarding_wipe_devices=True)
    offboard = role("offboarding", offboarding_leavers=leavers, **given)
    dry = dict(offboard, **{"ansible.builtin.include_role": dict(offboard["ansible.builtin.include_role"], apply={"check_mode": True})})
    with TwoHosts(tmp_path, dialect) as hosts:
        run = hosts.play(SEAFILE if seafile else PEOPLE, dry, offboard)
        assert run.status == 0, run.output
    steps = [step["id"] for step in kept(tmp_path, "host0")["steps"]]
    words = ["TOLD %d %d steps %s, 0 failures" % (len(steps), len(steps), word) for word in ("planned", "done")]
    assert len(set(steps)) == len(steps) == (2 if seafile else 6) and all(word in run.output for word in words), (steps, run.output)
    assert all(run.output.count("- " + step) >= 1 for step in steps), run.output


def test_no_on_the_command_line_is_no(tmp_path):
    """With ``-e`` and in INI inventories, values are texts: ``no`` neither deletes nor wipes, and a text of names is a list."""
    leavers = [{"name": name, "last_day": "2026-09-30"} for name in ("ada", "ben")]
    given = {"offboarding_delete": "false", "offboarding_wipe_devices": "no", "offboarding_evidence_stats": "no", "offboarding_retention_days": "1"}
    with TwoHosts(tmp_path) as hosts:
        task = role("offboarding", offboarding_leavers=leavers, offboarding_today="2026-10-15", **given)
        run = hosts.play(PEOPLE, task, claim("offboarding_before.results | default([]) | selectattr('actions', 'defined') | length == 0"))
        assert run.status == 0 and [hosts.ask(number, "users/ada")["enabled"] for number in (0, 1)] == [False, False], run.output
        refused = hosts.play(PEOPLE, role("offboarding", offboarding_leavers=leavers, offboarding_today="2026-10-15", offboarding_protected_users="ada, carl"))
        assert refused.status != 0 and "offboarding_protected_users: ada would be disabled" in " ".join(refused.output.split()), refused.output


REFUSED = [
    ({"offboarding_options": {"protected_users": "carl, ADA"}}, "offboarding_protected_users: ada would be disabled"),
    ({"offboarding_protected_users": "carl\nada"}, "offboarding_protected_users: ada would be disabled"),
    ({"offboarding_protected_users": "carl; ada"}, "offboarding_protected_users: ada would be disabled"),
    ({"offboarding_options": {"max_disables": 1}}, "max_disables: the plan would disable 2 of 6 accounts"),
    ({"offboarding_options": {"max_disables": "1"}, "offboarding_wipe_devices": "yes"}, "max_disables: the plan would disable 2 of 6 accounts"),
    ({"offboarding_options": "protected_users=ada"}, "must be dictionaries, not strings"),
    ({"offboarding_delete": "yes", "offboarding_retention_days": "-5"}, "retention: must be from 0"),
]


def test_what_protects_is_not_lost(tmp_path):
    """Guards among the options hold as the role's own do, before anything is written; a retention below zero deletes nobody."""
    leavers = [{"name": name, "last_day": "2026-09-30"} for name in ("ada", "ben")]
    with TwoHosts(tmp_path, "nextcloud-34") as hosts:
        assert hosts.play(PEOPLE).status == 0
        for given, told in REFUSED:
            refused = hosts.play(role("offboarding", offboarding_leavers=leavers, offboarding_today="2026-10-15", **given))
            assert refused.status != 0 and told in " ".join(refused.output.split()), refused.output
            assert all(hosts.ask(0, "users/" + name)["enabled"] for name in ("ada", "ben")), given
