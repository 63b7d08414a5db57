# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who leaves when, what becomes of the account, and what passwords look like."""

from __future__ import annotations

import datetime
import math
import re
import shlex

import pytest

from ansible.errors import AnsibleFilterError
from ansible_collections.ocs.provisioning.plugins.filter.leavers_to_users import leavers_to_users as as_filter
from ansible_collections.ocs.provisioning.plugins.plugin_utils import passwords
from ansible_collections.ocs.provisioning.plugins.plugin_utils.days import day
from ansible_collections.ocs.provisioning.plugins.plugin_utils.leavers import failures, leavers_to_users
from ansible_collections.ocs.provisioning.plugins.plugin_utils.words import WORDS

OUT = {"enabled": False, "groups": [], "subadmin_of": []}


@pytest.mark.parametrize(
    "leaver, options, expected",
    [
        ({"last_day": "2026-10-14"}, {}, dict(OUT)),
        ({"last_day": "2026-10-15"}, {}, None),  # the last day is a working day
        ({"last_day": datetime.date(2026, 9, 1)}, {}, dict(OUT)),
        ({"last_day": "2026-09-14"}, {"delete": True, "retention": 30}, {"state": "absent"}),
        ({"last_day": "2026-09-15"}, {"delete": True, "retention": 30}, dict(OUT)),
        ({"last_day": "2026-09-01"}, {"delete": False, "retention": 30}, dict(OUT)),
        ({"last_day": "2026-09-01"}, {"delete": True}, dict(OUT)),  # nobody said after how long
        ({"last_day": "2026-10-10", "delete_after_days": "2"}, {"delete": True, "retention": 90}, {"state": "absent"}),
    ],
)
def test_what_becomes_of_a_leaver(leaver, options, expected):
    """Disabled from the day after the last one, deleted only when switched on and old enough."""
    made = leavers_to_users([dict(leaver, name="ada")], ["ada"], "2026-10-15", **options)
    assert made["problems"] == []
    assert made["document"]["users"] == ([] if expected is None else [dict(expected, name="ada")])
    assert made["waiting"] == (["ada"] if expected is None else [])


@pytest.mark.parametrize("retention", [-5, "-5", True, "many", "1.5"])
def test_retention_that_is_none(retention):
    """It must not delete people before their time."""
    with pytest.raises(ValueError, match="retention: "):
        leavers_to_users([{"name": "ada", "last_day": "2026-10-14"}], ["ada"], "2026-10-15", delete=True, retention=retention)


def test_nobody_is_created_by_leaving():
    """And ids are found in any case."""
    made = leavers_to_users([{"name": "ADA", "last_day": "2026-01-01"}, {"name": "bob", "last_day": "2026-01-01"}], ["ada"], "2026-10-15")
    assert made["gone"] == ["bob"] and made["due"] == ["ada"]


def test_files_for_a_successor_are_named():
    """The API cannot move them."""
    made = leavers_to_users([{"name": "ada", "last_day": "2026-09-30", "successor": "bob"}], ["ada"], "2026-10-15", retention=30)
    assert made["transfers"] == [
        {"name": "ada", "successor": "bob", "deleted": False, "delete_on": "2026-10-31", "command": "occ files:transfer-ownership ada bob"}
    ]


@pytest.mark.parametrize("leavers, problem", [
    ([{"last_day": "2026-01-01"}], "leaver 1: has no name"),
    ([{"name": "ada"}], "leaver 1: ada has no last_day"),
    ([{"name": "ada", "last_day": "1899-12-30"}], "leaver 1: last_day: '1899-12-30' is what spreadsheets and databases write for no date"),
    ([{"name": "ada", "last_day": "01.01.1970"}], "leaver 1: last_day: '01.01.1970' is what"),
    ([{"name": "ada", "last_day": "soon"}], "leaver 1: last_day: 'soon' is not a day; write it like 2026-09-30."),
    ([{"name": "ada", "last_day": "2026-01-01", "sucessor": "bob"}], "leaver 1: sucessor is unknown"),
    ([{"name": "ada", "last_day": "1/2/2026", "_line": 7}], "line 7: last_day: '1/2/2026' is ambiguous; write it like 2026-09-30."),
    ([{"name": "ada", "last_day": "2026-01-01", "delete_after_days": "many"}], "leaver 1: delete_after_days: 'many' is not a number of days."),
    ([{"name": "ada", "last_day": "2026-01-01", "delete_after_days": 10 ** 9}], "leaver 1: delete_after_days: must be from 0 to"),
    (["ada"], "leaver 1: has no name"), ([{"name": "  ", "last_day": "2026-01-01"}], "leaver 1: has no name"),
    ([{"name": "ada", "last_day": "2026-01-01"}, {"name": "Ada", "last_day": "2026-01-01"}], "leaver 2: Ada is listed twice"),
])  # fmt: skip
def test_problems_name_the_leaver(leavers, problem):
    """Nothing is done while there are any."""
    assert leavers_to_users(leavers, [], "2026-10-15")["problems"][0].startswith(problem)


DAYS = [
    "2026-09-30", "2026-09-30 00:00:00", "2026-09-30T00:00:00Z", "2026-09-30T23:59:59.123+02:00", "30.09.2026", "30.9.2026", "30.09.2026 00:00", "30/09/2026",
    "9/30/2026", "09/30/2026 12:00 AM", " 2026-9-30 ", datetime.date(2026, 9, 30), datetime.datetime(2026, 9, 30, 12),
]  # fmt: skip


@pytest.mark.parametrize("value", DAYS)
def test_days(value):
    """As spreadsheets of several countries write them."""
    assert day(value) == datetime.date(2026, 9, 30) and day("05/05/2026") == datetime.date(2026, 5, 5)


@pytest.mark.parametrize("value, told", [
    ("09/10/2026", "is ambiguous"), ("30.09.26", "has a year of two digits"), ("9/30/26", "has a year of two digits"),
    ("46295", "is a number, which is how spreadsheets"),
    (46295, "is a number"), (46295.5, "is a number"), ("31.09.2026", "is not a calendar date"), ("13/13/2026", "is not a calendar date"),
    ("2026-09-30garbage", "is not a day"), ("30 Sept 2026", "is not a day"), ("2026-09-30 9", "is not a day"), (True, "is not a day"),
    ("0000-01-01", "is not a calendar date"),
])  # fmt: skip
def test_what_may_be_another_day(value, told):
    """It is refused, with what to write instead."""
    with pytest.raises(ValueError) as refusal:
        day(value)
    assert str(refusal.value).startswith("%r %s" % (value, told)) and str(refusal.value).endswith("write it like 2026-09-30.")


def test_columns_of_a_file():
    """They are named by a map; others are named in a warning; empty cells are nothing."""
    rows = [{"Login": "ada", "Ende": "30.9.2026", "An": "bob", "Tel": "1", "Tage": "", "_line": 2}, {"Login": "eve", "Ende": "", "_line": 4}]
    columns = {"name": "Login", "last_day": "Ende", "successor": "An", "delete_after_days": "Tage"}
    made = leavers_to_users(rows, ["ada"], "2026-10-15", columns=columns)
    assert made["problems"] == ["line 4: eve has no last_day."] and made["names"] == ["ada"] and made["due"] == ["ada"]
    assert made["warnings"] == ["Columns that are not mapped are ignored: 'Tel'."] and made["transfers"][0]["successor"] == "bob"
    assert leavers_to_users(rows, [], "2026-10-15", columns={"nmae": "Login"})["problems"] == [
        "columns: the field 'nmae' is unknown; map the column 'Login' to a known field."
    ]


def test_failures():
    """Of a loop, of a directory with steps and problems, and of one that did nothing; a success has none."""
    loop = {"results": [{"item": {"name": "ada"}, "msg": "no"}, {"item": {"name": "ben"}, "actions": []}, {"item": {"name": "c"}, "skipped": True, "msg": "x"}]}
    assert failures(loop) == [{"name": "ada", "step": "before leaving", "error": "no"}]
    step = {"action": "disable", "kind": "user", "name": "ada", "before": {}, "after": {"enabled": False}, "status": "failed", "error": "403"}
    leave = dict(step, action="leave", kind="member", name="lab", after={"ben": False})
    problem = {"row": "users[3]", "name": "eve", "field": "groups", "message": "needs allow_admin_changes."}
    assert failures({"actions": [step, leave, dict(step, status="done")], "problems": [problem], "msg": "2 of 3 steps failed"}) == [
        {"name": "eve", "step": "groups", "error": "needs allow_admin_changes."},
        {"name": "ada", "step": "disable user", "error": "403"},
        {"name": "ben", "step": "leave member", "error": "403"},
    ]
    assert failures({"msg": "no connection"}) == [{"name": "", "step": "", "error": "no connection"}]
    assert failures({"actions": [], "problems": [], "changed": False}) == failures({"skipped": True, "msg": "x"}) == []


def test_a_command_is_one_of_words():
    """Ids may hold what a shell acts on."""
    made = leavers_to_users([{"name": "a'b c", "last_day": "2026-09-30", "successor": "$(x)"}], ["a'b c"], "2026-10-15")
    assert shlex.split(made["transfers"][0]["command"])[2:] == ["a'b c", "$(x)"]


def test_passwords_are_made_once_and_kept():
    """A second run reads what the first one wrote."""
    first = passwords.new_passwords(["ada", "o'neil"], length=16)
    again = passwords.new_passwords(["ada", "bob"], passwords.password_lines(first).encode(), 16)
    assert {name: again[name] for name in first} == first and set(again) == {"ada", "o'neil", "bob"}
    assert all(len(password) == 16 for password in again.values())
    with pytest.raises(ValueError, match="at least 12"):
        passwords.new_passwords(["ada"], length=8)


def test_rows_get_their_passwords():
    """Their own first, then the kept one, then what is given to all others."""
    rows = [{"name": "a", "password": "own"}, {"name": "b"}, {"name": "c"}]
    assert [row.get("password") for row in passwords.with_passwords(rows, {"a": "x", "b": "kept"})] == ["own", "kept", None]
    assert [row["password"] for row in passwords.with_passwords(rows, {}, "all")] == ["own", "all", "all"]


def test_people_of_seafile_go_by_their_addresses():
    """In rows of leavers and in kept passwords; a successor gets what they own by the API, so there is no command to run."""
    leaver = {"name": "ada", "email": "Ada@example.org", "last_day": "2026-09-30", "successor": "bob@example.org"}
    made = leavers_to_users([leaver], ["ada@example.org"], "2026-10-15", retention=30, identity="email")
    assert made["document"]["users"] == [dict(OUT, email="ada@example.org")]
    assert [(each["name"], each["command"]) for each in made["transfers"]] == [("ada@example.org", "")]
    assert leavers_to_users([{"name": "ada", "last_day": "2026-09-30"}], [], "2026-10-15", identity="email")["problems"] == ["leaver 1: has no email."]
    rows = [{"name": "ada", "email": "ada@example.org"}]
    assert passwords.with_passwords(rows, {"ada@example.org": "kept"}, identity="email")[0]["password"] == "kept"


def test_new_passwords_are_fit_for_a_sheet_and_a_policy():
    """They begin and end with a letter or digit, hold no separator, quote or blank, and have every kind of character."""
    for style, length in (("random", 12), ("random", 20), ("words", 12), ("words", 40)):
        for password in passwords.new_passwords([str(number) for number in range(300)], length=length, style=style).values():
            assert password[0].isalpha() and password[-1].isalnum() and len(password) >= max(length, 12)
            assert re.search("[a-z]", password) and re.search("[A-Z]", password) and re.search("[0-9]", password) and re.search("[._-]", password)
            assert not re.search("[^A-Za-z0-9._-]|[Il1O0]", password) if style == "random" else re.fullmatch("[A-Z][a-z]+(-[a-z]+){3,}-[1-9][0-9]{2}", password)


def test_the_words():
    """512 different ones, so that four of them and the number are worth 45 bits."""
    assert len(set(WORDS)) == len(WORDS) == 512 and all(re.fullmatch("[a-z]{3,8}", word) for word in WORDS)
    assert math.log2(len(WORDS)) * passwords.FEWEST_WORDS + math.log2(900) > 45


@pytest.mark.parametrize("kept, told", [
    (b"name;password\nada;x\n", None), (b"", None), (b"name,password\r\n", None), (b"\xef\xbb\xbfname,password\nada,x\n", None),
    (b"a note", "the password file: the column 'name', 'password' is missing"), (b"name,password\nada,1E+11\n", "the password file: line 2, column 'password'"),
])  # fmt: skip
def test_a_kept_file(kept, told):
    """Also as a spreadsheet saves it again; a file that is another one is never overwritten."""
    if told is None:
        assert passwords.new_passwords([], kept) in ({"ada": "x"}, {})
        return
    with pytest.raises(ValueError, match=re.escape(told)):
        passwords.new_passwords(["ada"], kept)
    with pytest.raises(ValueError, match="the style must be random or words"):
        passwords.new_passwords(["ada"], style="other")


@pytest.mark.parametrize("delete, deleted", [("false", False), ("no", False), ("0", False), ("", False), ("true", True), ("yes", True), (1, True)])
def test_delete_is_a_text_on_the_command_line(delete, deleted):
    """``-e offboarding_delete=false`` is a text, which must not delete anybody."""
    made = as_filter([{"name": "ada", "last_day": "2026-01-01", "successor": "ben"}], ["ada"], "2026-10-15", delete, 30)
    assert made["document"]["users"] == [{"name": "ada", "state": "absent"} if deleted else {"name": "ada", **OUT}]
    assert made["transfers"][0]["deleted"] is deleted


def test_delete_is_yes_or_no():
    """What is neither is refused."""
    with pytest.raises(AnsibleFilterError, match="delete: .*perhaps"):
        as_filter([], [], "2026-10-15", "perhaps", 30)
