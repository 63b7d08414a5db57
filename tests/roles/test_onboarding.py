# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role onboarding on two servers side by side."""

from __future__ import annotations

import stat

import pytest
from roles.two_hosts import TwoHosts, claim, once, role

pytestmark = pytest.mark.long
CLASSES = {name: {"groups": ["staff", name], "lead_of": [name]} for name in ("5a", "6a", "6b")}
HEADER = "Login;First;Last;Class;Lead;Posts;Tel\n"
COLUMNS = {"name": "Login", "given_name": "First", "family_name": "Last", "department": "Class", "lead": "Lead", "subadmin_of": "Posts"}
UNCHANGED = claim("onboarding_result is not changed")


def test_a_school_year(tmp_path):
    """A teacher of two classes, a class that vanishes from the file, and its old member; each run twice."""
    (tmp_path / "first.csv").write_text(HEADER + 'teach;Tina;Each;"5a;6b";yes;;1\ns0001;Sam;One;5a;;;\n', encoding="utf-8")
    usual = {
        "onboarding_columns": COLUMNS,
        "onboarding_first_login": "password_file",
        "onboarding_address": "https://cloud.example.com",
        "onboarding_password_sheet": "sheet-{{ inventory_hostname }}.html",
    }
    first = dict(usual, onboarding_people_csv="first.csv", onboarding_departments={key: CLASSES[key] for key in ("5a", "6b")})
    second = dict(usual, onboarding_people_csv="second.csv", onboarding_departments={key: CLASSES[key] for key in ("6a", "6b")})
    with TwoHosts(tmp_path, "nextcloud-34", "owncloud-10") as hosts:
        hosts.encrypt("second.csv", HEADER + 'teach;Tina;Each;"6a;6b";6b;staff;1\ns0001;Sam;One;6a;;;\n')
        managed = dict(second, onboarding_managed_groups=["[0-9]*"])
        run = hosts.play(
            role("onboarding", **first), claim("onboarding_result is changed"), role("onboarding", **first), UNCHANGED,
            role("onboarding", **second), claim("onboarding_result.summary.users.left == 0"),
            role("onboarding", **managed), claim("onboarding_result.summary.users.left == 2"),
            role("onboarding", **managed), UNCHANGED)  # fmt: skip
        assert run.status == 0, run.output
        said = " ".join(run.output.split())
        assert said.count("not mapped are ignored") == 10
        assert said.count("in groups that no department describes any more: 5a (2).") == 2 == said.count("any more:"), run.output
        assert said.count("joined and 0 left groups, 1 promoted,") == 2, run.output
        teacher, pupil = hosts.ask(0, "users/teach"), hosts.ask(0, "users/s0001")
        assert (sorted(teacher["groups"]), sorted(teacher["subadmin"])) == (["6a", "6b", "staff"], ["6b", "staff"])
        assert (sorted(pupil["groups"]), pupil["displayname"]) == (["6a", "staff"], "Sam One")
        check_sheet(tmp_path)


def check_sheet(folder):
    """The sheet has what the password file has, for the same eyes."""
    sheet, kept = folder / "sheet-host1.html", folder / "onboarding-passwords-host1.csv"
    text = sheet.read_text(encoding="utf-8")
    rows = [line.split(",") for line in kept.read_text(encoding="utf-8").splitlines()[1:]]
    assert len(rows) == 2 and stat.S_IMODE(sheet.stat().st_mode) == 0o600
    assert all("<code>%s</code>" % cell in text for row in rows for cell in row)
    assert "<bdi>Sam One</bdi> <span>6a</span>" in text and text.count("https://cloud.example.com") == 2


def test_strings_in_place_of_lists(tmp_path):
    """A string is never taken letter by letter: the star of a pattern would take people out of every group."""
    people = {"ocs.provisioning.ocs_directory": {
        "groups": [{"name": "choir"}, {"name": "class-1"}], "managed_groups": ["*"],
        "users": [{"name": "ada", "password": "{{ 'Staple-41-horse!' }}", "groups": ["choir", "class-1"]}]}}  # fmt: skip
    given = {"onboarding_people": [{"name": "ada", "department": 2026}], "onboarding_departments": {2026: {"groups": 2026}, "x": {"groups": "staff"}}}
    with TwoHosts(tmp_path) as hosts:
        run = hosts.play(people, role("onboarding", onboarding_managed_groups="class-*, old-*", **given))
        assert run.status == 0, run.output
        for number in (0, 1):
            assert sorted(hosts.ask(number, "users/ada")["groups"]) == ["2026", "choir"]
            assert "staff" in hosts.ask(number, "groups")["groups"] and "s" not in hosts.ask(number, "groups")["groups"]


def test_one_host_for_all(tmp_path):
    """With run_once, one host writes the passwords for all of them; on the command line, their length is a string."""
    given = {"onboarding_people": [{"name": "ada"}], "onboarding_first_login": "password_file", "onboarding_password_length": "14"}
    with TwoHosts(tmp_path) as hosts:
        run = hosts.play(once(role("onboarding", onboarding_password_sheet="sheet.html", **given)))
        assert run.status == 0 and set(run.counts) == {"host0"}, run.output
        assert [path.name for path in tmp_path.glob("onboarding-passwords-*")] == ["onboarding-passwords-host0.csv"]
        assert len((tmp_path / "onboarding-passwords-host0.csv").read_text(encoding="utf-8-sig").split("\n")[1].strip().split(",")[-1].strip('"')) == 14


@pytest.mark.parametrize(
    "given",
    [
        {"onboarding_apps": '{"name": "calendar"}'},
        {"onboarding_apps": ["name=calendar"]},
        {"onboarding_app_settings": "app=core key=x value=y"},
        {"onboarding_options": "on_problem=skip"},
        {"onboarding_id_rule": "case=keep"},
    ],
)
def test_strings_in_place_of_dictionaries(tmp_path, given):
    """They pass the role's own validation, and are refused in words before the accounts are made."""
    with TwoHosts(tmp_path, "nextcloud-34") as hosts:
        run = hosts.role("onboarding", onboarding_people=[{"name": "ada", "email": "ada@example.com"}], **given)
        assert run.status != 0 and ("list of dictionaries" in run.output or "must be dictionaries" in " ".join(run.output.split())), run.output
        assert hosts.ask(0, "users")["users"] == ["admin"]


def test_passwords_of_another_run_stay(tmp_path):
    """What a run beside this one has written since the file was read is not replaced, in check mode neither."""

    def write(content, **more):
        return {"ocs.provisioning.private_file": dict(path="kept.csv", content="{{ '%s' | b64encode }}" % content, **more), "run_once": True}

    with TwoHosts(tmp_path, "nextcloud-34") as hosts:
        assert hosts.play(write("one", replaces=""), write("two", replaces="{{ 'one' | b64encode }}"), write("two", replaces="")).status == 0
        for check in (True, False):
            run = hosts.play(dict(write("three", replaces="{{ 'one' | b64encode }}"), check_mode=check))
            assert run.status != 0 and "another run is writing it" in " ".join(run.output.split()), run.output
        assert (tmp_path / "kept.csv").read_text(encoding="utf-8") == "two"
        assert hosts.play(write("three")).status == 0 and "must be base64" in hosts.play(write("x", replaces=7)).output
