# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the fields of a row and the departments of a person become."""

from __future__ import annotations

import pytest

from ansible_collections.ocs.provisioning.plugins.module_utils.bulk import guards
from ansible_collections.ocs.provisioning.plugins.module_utils.bulk.fields import FLAG
from ansible_collections.ocs.provisioning.plugins.plugin_utils.departments import undescribed
from ansible_collections.ocs.provisioning.plugins.plugin_utils.people import COLUMNS, people_to_users

DEPARTMENTS = {
    "Science": {"groups": ["staff", "science"], "quota": "20 GB", "language": "de", "manager": "ada", "lead_of": ["science"]},
    "Office": {"groups": ["staff", "office"], "quota": "5 GB"},
}


@pytest.mark.parametrize("column", [column for column in COLUMNS.users if column.name != "department"], ids=lambda column: column.name)
def test_every_field_of_a_row_reaches_the_document(column):
    """Also by its other names; none is accepted and ignored."""
    field = column.name
    value = "yes" if column.kind == FLAG else {"state": "absent", "language": "de", "email": "ada@example.com"}.get(field, "5 GB")
    for name in (field, *column.aliases):
        made = people_to_users([{"name": "ada", name: value}] if field != "name" else [{name: "ada"}])
        assert made["problems"] == [] and field in made["document"]["users"][0]


SCHOOL = {
    "5a": {"groups": ["staff", "5a"], "quota": "5 GB", "lead_of": ["5a"], "fields": {"organisation": "West"}},
    "6b": {"groups": ["staff", "6b"], "quota": "9 GB", "language": "fr", "lead_of": ["6b"], "fields": {"organisation": "East", "role": "x"}},
    "a, b; c": {"groups": ["abc"]},
}


@pytest.mark.parametrize(
    "row, groups, posts",
    [
        ({"department": "5a;6b", "lead": "yes"}, ["5a", "6b", "staff"], ["5a", "6b"]),
        ({"department": "5a;6b", "lead": "5a;6b"}, ["5a", "6b", "staff"], ["5a", "6b"]),
        ({"department": "5a, 6b", "lead": "6b"}, ["5a", "6b", "staff"], ["6b"]),
        ({"department": ["6b", "5a"], "lead": ["5a"]}, ["5a", "6b", "staff"], ["5a"]),
        ({"department": "5a;6b"}, ["5a", "6b", "staff"], []),
        ({"department": "a, b; c", "lead": "a, b; c"}, ["abc"], ["abc"]),
        ({"department": "5a", "lead": "ja", "subadmin_of": "chess;6b", "groups": "chess"}, ["5a", "chess", "staff"], ["5a", "6b", "chess"]),
        ({"subadmin": "chess"}, [], ["chess"]),
    ],
)
def test_several_departments(row, groups, posts):
    """Groups and posts are united; a department's own name may hold separators."""
    made = people_to_users([dict(row, name="ada")], departments=SCHOOL)
    assert made["problems"] == []
    (user,) = made["document"]["users"]
    assert (user["groups"], user["subadmin_of"]) == (groups, posts)
    assert {row["name"] for row in made["document"]["groups"]} >= {*groups, *posts}


def test_the_first_department_gives():
    """Each field comes from the first that has it, and the row wins."""
    (user,) = people_to_users([{"name": "ada", "department": "5a;6b", "role": "own"}], departments=SCHOOL)["document"]["users"]
    assert {key: user[key] for key in ("quota", "language", "organisation", "role")} == {
        "quota": "5 GB",
        "language": "fr",
        "organisation": "West",
        "role": "own",
    }


@pytest.mark.parametrize("row, name", [
    ({"given_name": "Zo\u00eb", "family_name": "Gro\u00df"}, "Zo\u00eb Gro\u00df"), ({"family_name": "Gro\u00df"}, "Gro\u00df"),
    ({"given_name": "Zo\u00eb", "display_name": "Z."}, "Z."), ({}, None),
])  # fmt: skip
def test_display_names(row, name):
    """Of the parts where none is given."""
    assert people_to_users([dict(row, name="z")])["document"]["users"][0].get("display_name") == name


def test_managed_groups():
    """Patterns, and the described groups to the letter; none where nothing is given, so that the module's own rule holds."""
    people = [{"name": "ada", "department": "X"}]
    made = people_to_users(people, departments={"X": {"groups": ["a*[b]?", "5a"]}}, managed_groups=["[0-9]*"])
    assert made["managed_groups"] == ["[0-9]*", "5a", "a[*][[]b][?]"]
    assert all(guards.matches(name, made["managed_groups"]) for name in ("5a", "7c", "a*[b]?")) and not guards.matches("axb?", made["managed_groups"])
    assert people_to_users(people, departments={"X": {}})["managed_groups"] == []


def test_groups_that_nobody_describes():
    """Counted for the people of the file alone, from records of accounts or of groups; what is not known is not counted."""
    accounts = [
        {"name": "Ada", "groups": ["5a", "6a", "7a"]},
        {"name": "ben", "groups": ["5a"]},
        {"name": "eve", "groups": ["5a"]},
        {"name": "c", "groups": None},
    ]
    groups = [
        {"name": "5a", "members": ["ada", "ben", "eve"]},
        {"name": "7a", "members": ["Ada"]},
        {"name": "6a", "members": ["ada"]},
        {"name": "8a", "members": ["eve"]},
        {"name": "9a", "members": None},
    ]
    for told in ({"accounts": accounts}, {"listed": groups}):
        assert undescribed(["ada", "BEN", "c"], ["6a"], ["7*"], **told) == {"5a": 2}


def test_departments_give_and_rows_win():
    """Groups, quota, language, manager and posts; a lead is not his own manager."""
    made = people_to_users(
        [
            {"name": "ada", "department": "Science", "lead": "yes", "quota": "1 TB"},
            {"name": "grace", "department": "Science", "groups": "science;chess"},
            {"name": "carl", "department": "Office", "language": ""},
        ],
        departments=DEPARTMENTS,
    )
    assert made["problems"] == []
    assert made["document"] == {
        "groups": [{"name": name} for name in ("chess", "office", "science", "staff")],
        "users": [
            {"quota": "1 TB", "language": "de", "name": "ada", "groups": ["science", "staff"], "subadmin_of": ["science"]},
            {"quota": "20 GB", "language": "de", "manager": "ada", "name": "grace", "groups": ["chess", "science", "staff"], "subadmin_of": []},
            {"quota": "5 GB", "name": "carl", "groups": ["office", "staff"], "subadmin_of": []},
        ],
    }


@pytest.mark.parametrize("groups", ["staff", ["staff"], "staff;", " staff "])
def test_a_string_is_a_cell_of_groups(groups):
    """Its letters are no groups."""
    made = people_to_users([{"name": "ada", "department": "x", "lead": "yes"}], departments={"x": {"groups": groups, "lead_of": "staff; lab"}})
    (user,) = made["document"]["users"]
    assert (user["groups"], user["subadmin_of"]) == (["staff"], ["lab", "staff"])
    assert made["document"]["groups"] == [{"name": "lab"}, {"name": "staff"}]


@pytest.mark.parametrize("department", ["2026", 2026, [2026], "2026;7b"])
def test_numbers_are_names(department):
    """YAML makes numbers of classes that are named by their year."""
    departments = {2026: {"groups": [2026, "staff"], "lead_of": 2026}, "7b": {"groups": ["staff"]}}
    made = people_to_users([{"name": "ada", "department": department, "lead": 2026}], departments=departments, managed_groups=[2025])
    (user,) = made["document"]["users"]
    assert (user["groups"], user["subadmin_of"], made["problems"]) == (["2026", "staff"], ["2026"], [])
    assert made["managed_groups"] == ["2025", "2026", "staff"]


@pytest.mark.parametrize("departments, problem", [
    ({False: {"groups": ["a"]}}, "department False: must be a string but was read as true or false; put it in quotes."),
    ({"x": {"groups": ["a", False]}}, "department x: groups: must be a string but was read as true or false; put it in quotes."),
    ({"x": {"groups": ["a", None]}}, "department x: groups: must be a list of strings."),
    ({"x": {"lead_of": {"a": 1}}}, "department x: lead_of: must be a list of strings."),
    ({"x": {"fields": ["a"]}}, "department x: fields: must be a mapping."),
    (["x"], "departments: must be a mapping of names."),
])  # fmt: skip
def test_a_department_that_has_lost_its_text(departments, problem):
    """It is refused before the first row."""
    assert people_to_users([{"name": "ada"}], departments=departments)["problems"] == [problem]


@pytest.mark.parametrize("patterns, managed", [("class-*", ["class-*", "x"]), ("a*, b", ["a*", "b", "x"]), ("", [])])
def test_a_string_of_patterns(patterns, managed):
    """Not its letters: the one of class-* that is a star would stand for every group."""
    made = people_to_users([{"name": "ada", "department": "X"}], departments={"X": {"groups": ["x"]}}, managed_groups=patterns)
    assert made["managed_groups"] == managed
    assert undescribed(["ada"], [], patterns, accounts=[{"name": "ada", "groups": ["c", "class-1"]}]).get("c") == 1
