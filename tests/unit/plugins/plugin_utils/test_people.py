# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""People and files of people: what becomes of them, and what is said of the bad ones."""
from __future__ import annotations

import pytest

from ansible_collections.ocs.provisioning.plugins.plugin_utils.csv_rows import csv_rows
from ansible_collections.ocs.provisioning.plugins.plugin_utils.people import people_to_users, transliterated

DEPARTMENTS = {
    "Science": {"groups": ["staff", "science"], "quota": "20 GB", "language": "de", "manager": "ada", "lead_of": ["science"]},
    "Office": {"groups": ["staff", "office"], "quota": "5 GB"},
}


@pytest.mark.parametrize("text, expected", [
    ("Jürgen Größe", "Juergen Groesse"), ("ÄÖÜ", "AeOeUe"), ("Zoë", "Zoe"), ("Søren", "Soren"), ("Łukasz", "Lukasz"), ("Åse", "Aase"),
    ("Þór", "Thor"), ("Œuvre", "Oeuvre"), ("日本", ""), ("plain", "plain"),
])
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
])
def test_ids(person, rule, expected):
    """By name, by template, by address."""
    made = people_to_users([person], id_rule=rule)
    assert made["problems"] == []
    assert made["document"]["users"][0]["name"] == expected


def test_departments_give_and_rows_win():
    """Groups, quota, language, manager and posts; a lead is not his own manager."""
    made = people_to_users([
        {"name": "ada", "department": "Science", "lead": "yes", "quota": "1 TB"},
        {"name": "grace", "department": "Science", "groups": "science;chess"},
        {"name": "carl", "department": "Office", "language": ""},
    ], departments=DEPARTMENTS)
    assert made["problems"] == []
    assert made["document"] == {
        "groups": [{"name": name} for name in ("chess", "office", "science", "staff")],
        "users": [
            {"quota": "1 TB", "language": "de", "name": "ada", "groups": ["science", "staff"], "subadmin_of": ["science"]},
            {"quota": "20 GB", "language": "de", "manager": "ada", "name": "grace", "groups": ["chess", "science", "staff"], "subadmin_of": []},
            {"quota": "5 GB", "name": "carl", "groups": ["office", "staff"], "subadmin_of": []},
        ],
    }


@pytest.mark.parametrize("people, options, problem", [
    ([], {}, "people: there are none"),
    ([{"name": "ada", "departmnt": "x"}], {}, "person 1: 'departmnt' is unknown"),
    ([{"name": "ada", "department": "Opera"}], {"departments": DEPARTMENTS}, "person 1: the department 'Opera' is unknown; known are: Office, Science"),
    ([{"name": "ada"}, {"name": "ADA"}], {}, "person 2: the id 'ada' is that of person 1 already"),
    ([{"name": "Zoë"}, {"name": "zoe"}], {}, "person 2: the id 'zoe' is that of person 1 already"),
    ([{"display_name": "nobody"}], {}, "person 1: has no name"),
    ([{"given_name": "Ada"}], {"id_rule": {"template": "{given_name}.{family_name}"}}, "person 1: 'family_name' is missing"),
    ([{"name": "ada", "lead": "perhaps"}], {}, "person 1: lead: 'perhaps' is neither yes nor no"),
    ([{"name": "ada"}], {"departments": {"X": {"group": ["a"]}}}, "department X: group is unknown"),
    ([{"name": "日本", "_line": 7}], {}, "line 7: has no name"),
])
def test_problems_name_the_row(people, options, problem):
    """Each says where, what, and what would be right."""
    assert any(text.startswith(problem) for text in people_to_users(people, **options)["problems"])


def test_columns_are_mapped():
    """Other columns of the file are left alone."""
    made = people_to_users([{"Login": "ada", "Tel": "1", "_line": 2}], columns={"name": "Login"})
    assert made["document"]["users"] == [{"name": "ada", "groups": []}] and made["problems"] == []


@pytest.mark.parametrize("content, rows, warned", [
    (b"name,email\nada,a@x.org\n", [{"name": "ada", "email": "a@x.org", "_line": 2}], 0),
    (b"\xef\xbb\xbfname;email\r\n ada ;a@x.org\r\n\r\n", [{"name": "ada", "email": "a@x.org", "_line": 2}], 0),
    ("name\tx\nZoë\t1\n".encode("cp1252"), [{"name": "Zoë", "x": "1", "_line": 2}], 1),
    (b'name,groups\nada,"a,b"\n', [{"name": "ada", "groups": "a,b", "_line": 2}], 0),
    (b"name;email\nada\n", [{"name": "ada", "email": "", "_line": 2}], 0),
])
def test_files_as_people_make_them(content, rows, warned):
    """Separators, byte order marks, encodings, blanks, quotes."""
    read = csv_rows(content)
    assert read["rows"] == rows and len(read["warnings"]) == warned


@pytest.mark.parametrize("content, needed, problem", [
    (b"", (), "the file is empty"),
    (b"\n\n", (), "the file is empty"),
    (b"name,email\n", (), "nobody"),
    (b"name,name\nada,b\n", (), "stands twice"),
    (b"login,mail\nada,b\n", ("name",), "the column 'name' is missing; the header has: login, mail"),
    (b"name,email\nada,b,c\n", (), "line 2 has more cells"),
])
def test_bad_files(content, needed, problem):
    """In words for the person who made the file."""
    with pytest.raises(ValueError, match=problem):
        csv_rows(content, needed)


def test_ten_thousand_rows():
    """All of them, each once."""
    content = "name,department\n" + "".join("user%05d,Office\n" % number for number in range(10000))
    made = people_to_users(csv_rows(content.encode())["rows"], departments=DEPARTMENTS)
    assert len(made["document"]["users"]) == 10000 and made["problems"] == []
