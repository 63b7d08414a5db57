# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""People and files of people: what becomes of them, and what is said of the bad ones."""

from __future__ import annotations

import base64
import csv
import datetime
import os
import time

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
    ([{"name": "ada", "department": "Office", "lead": "perhaps"}], {"departments": DEPARTMENTS}, "person 1: lead: 'perhaps' is neither yes nor no"),
    ([{"name": "ada"}], {"departments": {"X": {"group": ["a"]}}}, "department X: group is unknown"),
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


@pytest.mark.parametrize("content, rows, warned", [
    (b"name,email\nada,a@x.org\n", [{"name": "ada", "email": "a@x.org", "_line": 2}], 0),
    (b"\xef\xbb\xbfname;email\r\n ada ;a@x.org\r\n\r\n", [{"name": "ada", "email": "a@x.org", "_line": 2}], 0),
    ("name\tx\nZoë\t1\n".encode("cp1252"), [{"name": "Zoë", "x": "1", "_line": 2}], 1),
    (b'name,groups\nada,"a,b"\n', [{"name": "ada", "groups": "a,b", "_line": 2}], 0),
    (b"name;email\nada\n", [{"name": "ada", "email": "", "_line": 2}], 0),
])  # fmt: skip
def test_files_as_people_make_them(content, rows, warned):
    """Separators, byte order marks, encodings, blanks, quotes."""
    read = csv_rows(content)
    assert read["rows"] == rows and len(read["warnings"]) == warned


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
    "duplicate id": (HEADER + "ada;Ada;Science;\n\nADA;Ada L.;Office;\n", "line 4: the ID 'ada' is that of line 2; give one of them another name."),
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


@pytest.mark.parametrize("content, told", [
    (b"a;b\nx;1E5\n", "line 2, column 'b': a number in scientific notation"), (b"a,b\nx,1.23457E+11\n", "line 2, column 'b': a number"),
    (b"a,b\n1,23457E+11\n", "line 2, column 'b': a number"), ("a;b\nx;y\n".encode("utf-16-le"), "the file has an unknown encoding"),
    (b"sep=;\na;b\n\nx,y\n", "line 4 has one cell, but the header has 2 columns"), (b"a;;b\n1;2;3\n", "line 2: cell 2 has a value, but the header"),
    (b'a;b\n"x\ny";1\n\n;;9\n', "line 5: cell 3 has a value"), (b'a;b\n\n"x"y;1\n', "the row that begins in line 3 has quotes"),
    (b"$ANSIBLE_VAULT;1.1;AES256\n31\n", "the file is encrypted with Ansible Vault"), (b"sep=\n", "'b' is missing"), (b"sep=;", "the file is empty"),
])  # fmt: skip
def test_messages_name_the_place(content, told):
    """Line and column, also after blank lines, cells of several lines and the hint for Excel."""
    with pytest.raises(ValueError) as refusal:
        csv_rows(content, ["b"])
    assert told in str(refusal.value)


def test_an_empty_column_without_a_name_is_ignored():
    """Wherever it stands; and a cell may be as long as it is."""
    assert csv_rows(b"a;;b;\n1;;2;\n")["rows"] == [{"a": "1", "b": "2", "_line": 2}]
    assert csv_rows(b"a|b\n1|2\n".replace(b"a", b"sep=|\na", 1))["rows"] == [{"a": "1", "b": "2", "_line": 3}]
    assert len(csv_rows(b"a;b\n1;" + b"x" * 300000)["rows"][0]["b"]) == 300000


def test_many_columns():
    """The time grows with the file, not with its square; messages stay short."""

    def read(number):
        content = ";".join("c%d" % index for index in range(number)) + "\n" + ("v;" * (number - 1) + "v\n") * 3
        began = time.process_time()
        rows = csv_rows(content.encode(), ["c%d" % (number - 1)])["rows"]
        problems = people_to_users(rows)["problems"]
        assert len(rows[2]) == number + 1 and all(len(text) < 400 and "and %d more" % (number - 20) in text for text in problems)
        return time.process_time() - began, content

    small = min(read(2000)[0] for _time in range(3))
    spent, content = read(20000)
    assert spent < 40 * small
    with pytest.raises(ValueError) as refusal:
        csv_rows(content.encode(), ["other"])
    assert len(str(refusal.value)) < 400


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
    assert people_to_users([{"name": 12345, "manager": 7, "quota": 5}])["document"]["users"][0] == {"name": "12345", "manager": "7", "quota": "5", "groups": []}


def test_a_bad_file_may_be_reported_in_place_of_failing():
    """A task that hides its result would hide the message as well."""
    assert filters.csv_rows("", fail=False)["problems"] == ["the file is empty, or its first line does not name the columns."]
    assert filters.csv_rows(base64.b64encode(b"a\nb").decode(), fail=False)["problems"] == []


def test_other_files_of_the_process():
    """The limit of a cell's size is one for the whole process: it is as before, also after a file with a fault."""
    limit = csv.field_size_limit()
    for content in (b"a;b\n1;2\n", b"a;b\n1;2;3\n", b'a;b\n"1;2\n'):
        try:
            csv_rows(content)
        except ValueError as error:
            kept = error  # what a task keeps of it keeps the reader alive
            assert kept
        assert csv.field_size_limit() == limit


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
