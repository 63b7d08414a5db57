# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A document comes from a file or from the task's lists, also as rows of a CSV file; what is wrong is named with its row."""

from __future__ import annotations

import datetime

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.bulk import document
from ansible_collections.ocs.provisioning.plugins.module_utils.bulk.fields import FLAG, SEAFILE_ONLY, Refused, by_word
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory.resource import COLUMNS
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.group import resource as group
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user

ROW = {"name": "anna", "password": "Staple-41-horse!", "groups": ["staff"]}


def load(**given):
    """The document of a task with these arguments."""
    held = document.load(given, COLUMNS)
    if held.problems:
        raise Refused(held.problems)
    return held


def refusal(**given):
    """Why the task's document is refused."""
    with pytest.raises(Invalid) as caught:
        load(**given)
    return str(caught.value)


def left_out(**given):
    """The rows that are wrong, with their problems, and the ids of the others."""
    held = document.load(given, COLUMNS)
    return [str(problem) for problem in held.problems], sorted(held.users), sorted(held.groups), held


CELLS = [
    ("enabled", "yes", True), ("enabled", " TRUE ", True), ("enabled", 1, True), ("enabled", "1", True), ("enabled", True, True),
    ("enabled", "off", False), ("enabled", 0, False), ("enabled", "N", False), ("profile_enabled", "f", False),
    ("groups", "a;b", ["a", "b"]), ("groups", "b , a,", ["a", "b"]), ("groups", "a,b;c", ["a,b", "c"]), ("groups", "", []), ("groups", 7, ["7"]),
    ("groups", ["a;b", "c,d"], ["a;b", "c,d"]), ("groups", ["b", "a", "a"], ["a", "b"]), ("groups", [1, "x"], ["1", "x"]), ("groups", [" a "], [" a "]),
    ("additional_mails", "a@x.org; b@x.org", ["a@x.org", "b@x.org"]), ("subadmin", "a", ["a"]),
    ("quota", 1000000, "1000000"), ("manager", 12345, "12345"), ("email", "", ""), ("display_name", " Anna ", " Anna "), ("mail", "a@x.org", "a@x.org"),
    ("state", " absent ", "absent"),
]  # fmt: skip


@pytest.mark.parametrize("column, cell, value", CELLS)
def test_cells(column, cell, value):
    """Texts as a CSV file holds them and values as YAML holds them mean the same."""
    row = load(users=[{"name": "anna", column: cell}]).users["anna"]
    assert row == {"name": "anna", by_word(COLUMNS.users)[column].name: value}


@pytest.mark.parametrize("column", [column for column in COLUMNS.users if not column.clears], ids=lambda column: column.name)
@pytest.mark.parametrize("cell", ["", "  ", None])
def test_empty_cells_of_what_cannot_be_cleared(column, cell):
    """They mean that nothing is given, so that a default fills them."""
    row = {"name": "anna", column.name: cell}
    assert load(users=[row]).users["anna"] == {"name": "anna"}
    if column in COLUMNS.defaults:
        default = True if column.kind == FLAG else "1 GB"
        assert load(users=[row], defaults={column.name: default}).users["anna"][column.name] == default


@pytest.mark.parametrize("columns, resource, others", [
    (COLUMNS.users, user, {"update_password", "missing_groups", "welcome_email", "wipe_devices", "protected_users"}),
    (COLUMNS.groups, group, {"members", "allow_empty", "missing_users", "only_if_empty"}),
])  # fmt: skip
def test_a_row_takes_what_its_module_takes(columns, resource, others):
    """The same fields, by the same names, and of the same kind; what is about the task is an option beside the document."""
    columns = [column for column in columns if column.name not in SEAFILE_ONLY[resource.KIND]]
    assert {column.name for column in columns} == set(resource.ARGUMENTS) - others
    for column in columns:
        option = resource.ARGUMENTS[column.name]
        assert list(column.aliases) == option.get("aliases", []) and column.secret == option.get("no_log", False)
        assert {"bool": "flag", "dict": "list"}.get(option["type"], "text") == column.kind


def test_names_may_be_numbers():
    """All-digit ids lose their type in YAML and in spreadsheets."""
    assert list(load(users=[{"userid": 12345}], groups=[{"groupid": 7}]).users) == ["12345"]
    assert list(load(groups=[{"groupid": 7, "displayname": "Seven"}]).groups.values()) == [{"name": "7", "display_name": "Seven"}]


REFUSED = [
    ({"users": [{"name": "a"}, {"name": "b"}, {"name": "A"}]}, "users[2].name: 'A' duplicates users[0]."),
    ({"groups": [{"name": "g"}, {"name": "g"}]}, "groups[1].name: 'g' duplicates groups[0]."),
    ({"users": [{"name": "a"}, {"email": "b@x.org"}]}, "users[1].name: is missing or empty."),
    ({"users": [{"name": "  "}]}, "users[0].name: is missing or empty."),
    ({"users": [{"name": "a "}]}, "users[0].name: 'a ' is not a user ID"),
    ({"users": [{"name": "a", "groups": ["g", ""]}]}, "users[0].groups: contains an empty string"),
    ({"users": [{"name": "a/b"}]}, "users[0].name: 'a/b' is not a user ID"),
    ({"users": [{"name": "a", "enabled": "perhaps"}]}, "users[0].enabled: must be true or false; strings such as yes, no, 1 and 0 also work."),
    ({"users": [{"name": "a", "enabled": 1.0}]}, "users[0].enabled: must be true or false"),
    ({"users": [{"name": "a", "state": "gone"}]}, "users[0].state: must be present or absent."),
    ({"users": [{"name": "a", "groups": {"add": ["x"]}}]}, "users[0].groups: must be a list of strings."),
    ({"users": [{"name": "a", "groups": [["x"]]}]}, "users[0].groups: must be a list of strings."),
    ({"users": [{"name": "a", "groups": True}]}, "users[0].groups: must be a string but was read as true or false; put it in quotes"),
    ({"users": [{"name": "a", "groups": ["x", 1.5]}]}, "users[0].groups: must be a string but was read as a number; put it in quotes"),
    ({"users": [{"name": False}]}, "users[0].name: must be a string but was read as true or false; put it in quotes."),
    ({"users": [{"name": 1e3}]}, "users[0].name: must be a string but was read as a number"),
    ({"users": [{"name": "a", "password": 83}]}, "users[0].password: must be a string but was read as a number"),
    ({"users": [{"name": "a", "phone": 49301234567}]}, "users[0].phone: must be a string but was read as a number"),
    ({"users": [{"name": "a", "language": False}]}, "users[0].language: must be a string but was read as true or false"),
    ({"users": [{"name": "a", "biography": datetime.date(2026, 1, 2)}]}, "users[0].biography: must be a string but was read as a date"),
    ({"users": [{"name": "a", "display_name": "Anna password:Otter-77"}]}, "users[0].display_name: holds a text like 'password:', so it seems"),
    ({"users": [{"name": "a", "groups": "x;Password=Otter-77"}]}, "users[0].groups: holds a text like 'password:'"),
    ({"users": [{"name": "a", "transfer_to": "x"}]}, "users[0].transfer_to: is unknown here; the fields are name, state, enabled"),
    ({"users": [{"name": "a", "wipe_devices": True}]}, "users[0].wipe_devices: is unknown here"),
    ({"users": [{"name": "a", "mail": "x@x.org", "email": "y@x.org"}]}, "users[0].mail: is an alias of email"),
    ({"users": ["password:Otter-77"]}, "users[0]: is not a mapping of fields; it is not shown, because it may contain a secret."),
    ({"users": [{"name": "a", "password:Otter-77": None}]}, "users[0].a key that is not shown, because it may hold a secret: is unknown here"),
    ({"users": [{"name": "a", "Otter-77": None}]}, "users[0].a key that is not shown"),
    ({"users": [{"name": "Otter/77", "password": "anna"}]}, "users[0].name: (not shown) is not a user ID"),
    ({"groups": [{"name": "g", "members": ["a"]}]}, "groups[0].members: is unknown here; the fields are name, display_name, subadmins, state, owner."),
    ({"defaults": {"state": "absent"}}, "defaults.state: is unknown here"),
    ({"src": "/nowhere.yml", "users": [ROW]}, "src: is mutually exclusive with groups, users and defaults."),
    ({"src": "/nowhere.yml", "defaults": {"quota": "1 GB"}}, "src: is mutually exclusive"),
    ({"src": "/nowhere.yml", "defaults": {"quota": None}}, "src: /nowhere.yml cannot be read: "),
]


@pytest.mark.parametrize("given, told", REFUSED, ids=[told[:40] for _given, told in REFUSED])
def test_refusals_name_the_row(given, told):
    """The message says where, what, and what would be right."""
    message = refusal(**given)
    assert told in message and "Otter" not in message


@pytest.mark.parametrize("password", [["Staple-41-horse!"], {"text": "Staple-41-horse!"}])
def test_refusals_hold_no_password(password):
    """A password of the wrong type is not shown."""
    told = refusal(users=[dict(ROW, password=password)])
    assert told == "document: users[0].password: must be a string."


def test_a_wrong_row_hides_no_other():
    """All that is wrong is told, of each row and each field; what the rows name does not count as unlisted."""
    told, users, groups, held = left_out(
        groups=[{"name": "lab", "subadmins": [["x"]]}, {"name": "all"}, {"name": "old", "state": "gone", "subadmins": "Lead"}],
        users=[{"name": "Ada", "enabled": "perhaps", "quota": 1.5, "groups": "lab;more"}, {"name": "ben"}, {"name": "BEN"}, {"email": "c@x.org"}],
    )
    assert told == [
        "groups[0].subadmins: must be a list of strings.",
        "groups[2].state: must be present or absent.",
        "users[0].enabled: must be true or false; strings such as yes, no, 1 and 0 also work.",
        "users[0].quota: must be a string but was read as a number; put it in quotes.",
        "users[2].name: 'BEN' duplicates users[1].",
        "users[3].name: is missing or empty.",
    ]
    assert (users, groups) == (["ben"], ["all"])
    assert [problem.name for problem in held.problems] == ["lab", "old", "Ada", "Ada", "BEN", ""]
    assert held.named_users() == {"ben", "ada", "lead"} and held.named_groups() == {"all", "lab", "old", "more"}
    assert [(row.where, row.may_name("user"), row.may_name("group")) for row in held.left_out] == [
        ("groups[0]", True, False),
        ("groups[2]", False, False),
        ("users[0]", False, False),
        ("users[2]", False, False),
        ("users[3]", True, False),
    ]


def test_a_wrong_row_with_a_password_is_not_named():
    """Cells that moved by one place bring the password to the name."""
    for row in ({"name": "Otter-77", "password": "anna", "enabled": "x"}, {"name": "Otter-77", "password": 7}, {"name": "Otter-77", "passwort": "x"}):
        held = document.load({"users": [row]}, COLUMNS)
        assert "Otter" not in repr(held.problems) and held.named_users() == {"otter-77"}


def test_defaults():
    """They fill what a row does not name; an empty text is a value where it clears; the default groups are everybody's."""
    held = load(
        defaults={"quota": "5 GB", "language": "de", "email": "all@x.org", "groups": "all", "enabled": "yes"},
        users=[{"name": "a", "groups": "staff", "quota": "1 GB", "email": ""}, {"name": "b", "enabled": False}, {"name": "c", "groups": ""}],
    )
    assert held.users["a"] == {"name": "a", "groups": ["all", "staff"], "quota": "1 GB", "language": "de", "email": "", "enabled": True}
    assert held.users["b"] == {"name": "b", "groups": ["all"], "quota": "5 GB", "language": "de", "email": "all@x.org", "enabled": False}
    assert held.users["c"]["groups"] == ["all"]


@pytest.mark.parametrize("groups", ["b;a", ["b", "a"]])
def test_texts_of_a_class_of_their_own(groups):
    """As filters get them from Ansible, which marks texts of variables."""

    class Marked(str):
        """A text with a mark."""

    marked = Marked(groups) if isinstance(groups, str) else list(map(Marked, groups))
    assert load(users=[{"name": Marked("anna"), "groups": marked}]).users["anna"]["groups"] == ["a", "b"]


def test_positions_and_names():
    """A document tells where a row stood, and whom it names in whatever place."""
    held = load(groups=[{"name": "staff", "subadmins": "Lead; boss"}], users=[{"name": "Anna", "groups": ["other"], "subadmin_of": ["more"]}])
    assert held.position("user", "ANNA") == "users[0]" and held.position("group", "staff") == "groups[0]"
    assert held.position("group", "other") == "group other"
    assert held.named_users() == {"anna", "lead", "boss"}
    assert held.named_groups() == {"staff", "other", "more"}
