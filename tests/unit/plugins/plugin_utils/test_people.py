# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""People and files of people: what becomes of them, and what is said of the bad ones."""

from __future__ import annotations

import base64
import datetime
import os

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.ocs.provisioning.plugins.filter import csv_rows as filters
from ansible_collections.ocs.provisioning.plugins.plugin_utils.csv_rows import csv_rows
from ansible_collections.ocs.provisioning.plugins.plugin_utils.people import people_to_users, transliterated

GUIDE = os.path.join(os.path.dirname(__file__), *[os.pardir] * 4, "docs", "docsite", "rst", "guide_term.rst")
DEPARTMENTS = {
    "Science": {"groups": ["staff", "science"], "quota": "20 GB", "language": "de", "manager": "ada", "lead_of": ["science"]},
    "Office": {"groups": ["staff", "office"], "quota": "5 GB"},
}


@pytest.mark.parametrize("text, expected", [
    ("Jürgen Größe", "Juergen Groesse"), ("ÄÖÜ", "AeOeUe"), ("Zoë", "Zoe"), ("Søren", "Soren"), ("Łukasz", "Lukasz"), ("Åse", "Aase"),
    ("Þór", "Thor"), ("Œuvre", "Oeuvre"), ("日本", ""), ("plain", "plain"),
])  # fmt: skip
def test_transliteration(text, expected):
    """Customary spellings first, then without marks."""
    assert transliterated(text) == expected


@pytest.mark.parametrize("person, rule, expected", [
    ({"name": "Ada.Lovelace"}, {}, "ada.lovelace"),
    ({"name": "Ada Lovelace"}, {}, "ada-lovelace"),
    ({"name": "Ada"}, {"case": "keep"}, "Ada"),
    ({"email": "grace@example.com"}, {}, "grace"),
    ({"given_name": "Zoë", "family_name": "Größe"}, {"template": "{given_name}.{family_name}"}, "zoe.groesse"),
    ({"name": "Zoë"}, {"transliterate": False, "case": "keep"}, "Zoë"),
    ({"name": "Zoë"}, {"transliterate": "no", "case": "keep", "template": None}, "Zoë"),
    ({"name": "Zoë"}, {"transliterate": "True", "case": None}, "zoe"),
])  # fmt: skip
def test_ids(person, rule, expected):
    """By name, by template, by address."""
    made = people_to_users([person], id_rule=rule)
    assert made["problems"] == []
    assert made["document"]["users"][0]["name"] == expected


@pytest.mark.parametrize("people, options, problem", [
    ([], {}, "people: the list is empty"),
    ([{"name": "ada", "departmnt": "x"}], {}, "person 1: 'departmnt' is unknown"),
    ([{"name": "ada", "department": "Opera"}], {"departments": DEPARTMENTS}, "person 1: the department 'Opera' is unknown; known are: Office, Science"),
    ([{"name": "ada"}, {"name": "ADA"}], {}, "person 2: the ID 'ada' is that of person 1"),
    ([{"name": "Zoë"}, {"name": "zoe"}], {}, "person 2: the ID 'zoe' is that of person 1"),
    ([{"display_name": "nobody"}], {}, "person 1: has no name"),
    ([{"given_name": "Ada"}], {"id_rule": {"template": "{given_name}.{family_name}"}}, "person 1: 'family_name' is missing"),
    ([{"given_name": "Ada"}], {"id_rule": {"template": "{given_name.first}"}}, "person 1: id_rule: template can only name fields"),
    ([{"name": "ada"}], {"id_rule": {"transliterate": "perhaps"}}, "id_rule: transliterate: 'perhaps' is neither yes nor no"),
    ([{"name": "ada"}], {"id_rule": {"template": 7}}, "id_rule: template must be a string"),
    ([{"name": "ada"}], {"id_rule": "case=keep"}, "id_rule: must be a mapping with case"),
    ([{"name": "ada"}], {"columns": "name=Login"}, "columns: must be a mapping of fields"),
    ([{"given_name": "Ada"}], {"id_rule": {"template": "{0}"}}, "person 1: id_rule: template can only name fields"),
    ([{"name": "ada", "department": "Office", "lead": "perhaps"}], {"departments": DEPARTMENTS}, "person 1: lead: 'perhaps' is neither yes nor no"),
    ([{"name": "ada"}], {"departments": {"X": {"group": ["a"]}}}, "department X: group is unknown"),
    ([{"name": "ada", "quota": "5"}], {}, "person 1: quota: '5' is not clear"),
    ([{"name": "ada", "quota": "5.000 MB"}], {}, "person 1: quota: '5.000 MB' is not clear"),
    ([{"name": "ada"}], {"departments": {"X": {"quota": 20}}}, "department X: quota: 20 is not clear"),
    ([{"name": "ada"}], {"departments": {"X": {"quota": "5 gigs"}}}, "department X: quota: '5 gigs' has an unknown unit"),
    ([{"name": "ada"}], {"departments": {"X": ["staff"]}}, "department X: must be a mapping"),
    ([{"name": "ada"}], {"id_rule": {"cases": "keep"}}, "id_rule: cases is unknown"),
    ([{"name": "ada"}], {"id_rule": {"case": "upper"}}, "id_rule: case must be lower or keep"),
    ([{"L": "ada"}], {"columns": {"nmae": "L"}}, "columns: the field 'nmae' is unknown"),
    ([{"L": "ada"}], {"columns": {"name": "Login"}}, "columns: no row has the column 'Login'"),
    ([{"name": "ada", "lead": "yes"}], {}, "person 1: lead: the person is in no department"),
    ([{"name": "ada", "department": "E", "lead": "yes"}], {"departments": {"E": {}}}, "person 1: lead: the department 'E' has neither lead_of"),
    ([{"name": "ada", "department": "Office", "lead": "Science"}], {"departments": DEPARTMENTS}, "person 1: lead: 'Science' is neither yes nor no, nor one"),
    ([{"name": "ada", "department": "Office;Opera"}], {"departments": DEPARTMENTS}, "person 1: the department 'Opera' is unknown"),
    ([{"name": "ada", "enabled": "perhaps"}], {}, "person 1: enabled: must be true or false"),
    ([{"name": "ada", "mail": "a@x.org", "email": "b@x.org"}], {}, "person 1: mail: is an alias of email"),
    ([{"name": "ada", "login_id": "x"}], {}, "person 1: 'login_id' is unknown"),
    ([{"name": "日本", "_line": 7}], {}, "line 7: has no name"),
])  # fmt: skip
def test_problems_name_the_row(people, options, problem):
    """Each says where, what, and what would be right."""
    assert any(text.startswith(problem) for text in people_to_users(people, **options)["problems"])


def test_columns_are_mapped():
    """Other columns of the file are named."""
    made = people_to_users([{"Login": "ada", "Tel": "1", "Fax": "", "_line": 2}], columns={"name": "Login"})
    assert made["document"]["users"] == [{"name": "ada", "groups": []}] and made["problems"] == []
    assert made["warnings"] == ["Columns that are not mapped are ignored: 'Tel', 'Fax'."]


HEADER = "Login;Name;Department;Quota\n"
COLUMNS = {"name": "Login", "display_name": "Name", "department": "Department", "quota": "Quota"}
# The file, and what the role says of it; the guide shows these.
BAD_FILES = {
    "empty": ("", "the file is empty, or its first line does not name the columns."),
    "empty first line": ("\nada;Ada;Science;\n", "the file is empty, or its first line does not name the columns."),
    "nobody": (HEADER, "the file has a header but no rows."),
    "separators only": (HEADER + ";;;\n;;;;;\n", "the file has a header but no rows."),
    "wrong column": (HEADER.replace("Login", "User") + "ada;Ada;Science;\n",
                     "the column 'Login' is missing; the header has: User, Name, Department, Quota."),
    "column twice": ("Login;Name;Name;Department;Quota\nada;A;B;Science;\n", "the header repeats the column 'Name'."),
    "too many cells": (HEADER + "ada;Ada;Science;1 GB;x\n",
                       "line 2: cell 5 has a value, but the header has no name for column 5; put cells that contain ';' in quotes."),
    "another separator": (HEADER + "ada,Ada,Science,\n", "line 2 has one cell, but the header has 4 columns; separate cells with ';', not with ','."),
    "scientific notation": (HEADER + "1,23457E+11;Ada;Science;\n",
                            "line 2, column 'Login': a number in scientific notation, such as 1,23457E+11, has lost digits; "
                            "format the column as text and enter the number again."),
    "open quotes": (HEADER + 'ada;Ada;Science;\ncarl;"Carl;Office;\n',
                    "the row that begins in line 3 has quotes that are not closed, or not doubled inside a cell."),
    "workbook": ("PK\x03\x04\x14", "the file is a workbook or an archive; save the sheet as CSV (UTF-8)."),
    "duplicate id": (HEADER + "ada;A.;Science;\n\nADA;Ada L.;Office;\n", "line 4: the ID 'ada' is that of line 2; remove one of them, or give one another ID."),
    "bad quota": (HEADER + "ada;Ada;Science;much\n",
                  "line 2: Quota: 'much' is not understood: give whole bytes, or a number with a unit (B, KB, MB, GB, TB, PB, also KiB to PiB or Ko to Po; "
                  "all are powers of 1024), or 'none', or 'default'."),
    "unknown department": (HEADER + "ada;Ada;Opera;\n", "line 2: the department 'Opera' is unknown; known are: Office, Science."),
    "no id": (HEADER + ";Ada;Science;\n", "line 2: has no name, and none can be made of ''."),
}  # fmt: skip
# The same two people, as programs save them.
GOOD = HEADER + "ada;Ada Lovelace;Science;\nzoe;Zo\u00eb Gro\u00df;Office;1 GB\n"
TRAILING = "\n".join(line + ";;" for line in GOOD.splitlines()) + "\n;;;;;;;;\n"
GOOD_FILES = {
    "trailing separators": (TRAILING.encode(), 0), "in rows only": (GOOD.replace("Science;", "Science;;;;").encode(), 0),
    "separator named": (("sep=;\r\n" + GOOD).encode(), 0), "separator named by Excel": (('\ufeff"sep=;";;\r' + GOOD.replace("\n", "\r")).encode(), 0),
    "cells left out at the end": (GOOD.replace("Science;", "Science").encode(), 0),
    "comma in a name": (GOOD.replace("Ada Lovelace;Science;", '"Ada Lovelace";Science').encode(), 0),
    "UTF-8": (GOOD.encode(), 0), "byte order mark": (GOOD.encode("utf-8-sig"), 0), "Latin-1": (GOOD.encode("latin-1"), 1),
    "UTF-16": (GOOD.encode("utf-16"), 0), "commas": (GOOD.replace(";", ",").encode(), 0), "tabs": (GOOD.replace(";", "\t").encode(), 0),
    "Windows lines": (GOOD.replace("\n", "\r\n").encode(), 0), "old Mac lines": (GOOD.replace("\n", "\r").encode(), 0),
    "blank lines": (GOOD.replace("\n", "\n;;;\n\n").encode(), 0),
}  # fmt: skip


def said_of(content):
    """What the role does with a file, by its filters: the document, the problems and the warnings."""
    try:
        read = filters.csv_rows(base64.b64encode(content).decode(), list(COLUMNS.values()))
    except AnsibleFilterError as error:
        return None, [str(error).partition("csv_rows: ")[2]], []
    made = people_to_users(read["rows"], COLUMNS, DEPARTMENTS)
    return made["document"], made["problems"], read["warnings"]


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_files(name):
    """In words for the person who made the file, and as the guide says."""
    content, message = BAD_FILES[name]
    assert said_of(content.encode())[1] == [message]
    with open(GUIDE, encoding="utf-8") as guide:
        assert message in guide.read()


@pytest.mark.parametrize("name", GOOD_FILES)
def test_the_same_people_in_every_form(name):
    """Separators, byte order marks, encodings, line ends."""
    content, warned = GOOD_FILES[name]
    document, problems, warnings = said_of(content)
    assert problems == [] and len(warnings) == warned
    assert [(user["name"], user["display_name"], user["quota"]) for user in document["users"]] == [
        ("ada", "Ada Lovelace", "20 GB"),
        ("zoe", "Zo\u00eb Gro\u00df", "1 GB"),
    ]


def test_ten_thousand_rows():
    """All of them, each once."""
    content = "name,department\n" + "".join("user%05d,Office\n" % number for number in range(10000))
    made = people_to_users(csv_rows(content.encode())["rows"], departments=DEPARTMENTS)
    assert len(made["document"]["users"]) == 10000 and made["problems"] == []


@pytest.mark.parametrize("row, told", [
    ({"name": "ada", "password": 83}, "person 1: password: must be a string but was read as a number"), ({"name": 1.5}, "person 1: name: must be a string"),
    ({"name": "ada", "display_name": datetime.date(2026, 1, 2)}, "person 1: display_name: must be a string but was read as a date"),
    ({"name": "ada", "language": False}, "person 1: language: must be a string"), ({"name": "ada", "phone": 49301234}, "person 1: phone: must be a string"),
    ({"name": "ada", "quota": "Otter-77-secret", "password": "1 GB"}, "person 1: quota: (not shown) is not understood"),
    ({"name": "ada", "department": "Otter-77-secret", "password": ""}, "person 1: the department (not shown) is unknown"),
])  # fmt: skip
def test_rows_that_are_not_what_was_written(row, told):
    """A text that YAML made something else of is refused; of rows with passwords no cell is shown."""
    problems = people_to_users([row], departments=DEPARTMENTS)["problems"]
    assert problems[0].startswith(told) and "Otter" not in problems[0]
    made = people_to_users([{"name": 12345, "manager": 7, "quota": 5368709120}])
    assert made["document"]["users"][0] == {"name": "12345", "manager": "7", "quota": "5368709120", "groups": []}


def test_an_address_is_checked_before_anything_is_done():
    """A survey cannot check it; the role says it with the place, before it asks the server anything."""
    (problem,) = people_to_users([{"name": "ada", "email": "ada at example"}])["problems"]
    assert problem.startswith("person 1: email: 'ada at example' is not an address")
    survey = {"columns": {"name": "Id", "email": "Mail address"}}
    (problem,) = people_to_users([{"Id": "ada", "Mail address": "ada at example"}], **survey)["problems"]
    assert problem.startswith("Mail address: 'ada at example' is not an address")
    problems = people_to_users([{"Id": "ada", "Mail address": "ada at example", "_line": 2}, {"Id": "bob", "Mail address": "b"}], **survey)["problems"]
    assert problems[0].startswith("line 2: Mail address: ") and problems[1].startswith("person 2: Mail address: ")
    assert not people_to_users([{"name": "ada", "email": "ada@example.com"}, {"name": "bob", "email": ""}])["problems"]


def test_groups_on_lines_of_one_cell():
    """As Alt+Enter makes them in a spreadsheet."""
    for cell in ("a\nb c", "a\r\nb c\r\n", "a,\nb c", "a;\nb c;"):
        assert people_to_users([{"name": "ada", "groups": cell}])["document"]["users"][0]["groups"] == ["a", "b c"]
