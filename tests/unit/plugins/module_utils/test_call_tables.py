# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of calls: every call is somebody's, and nobody builds a path without them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from ansible_collections.ocs.provisioning.plugins import module_utils
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called

FOLDER = Path(module_utils.__path__[0])
CODE = {str(file.relative_to(FOLDER)): file.read_text(encoding="utf-8") for file in FOLDER.rglob("*.py")}
TABLES = {"ocs/calls": called.OCS, "seafile/calls": called.SEAFILE}
PATH = re.compile(r"/?(cloud|apps|twofactor|index\.php|api|api2)/\S*")


@pytest.mark.parametrize("name", TABLES)
def test_every_call_is_used(name):
    """By a planner, a reader or a client."""
    room = name.partition("/")[0]
    room_files = {file: text for file, text in CODE.items() if file.startswith(room + "/") and file != name + ".py"}
    users = "\n".join(text for text in room_files.values() if re.search(r"import .*\bcalls\b|calls import", text))
    users += "\n".join(re.findall(r"^USER_RELATIONS = .*", CODE[name + ".py"], re.MULTILINE))
    unused = [call for call in TABLES[name] if not re.search(r"\b%s\b" % call.partition(" ")[0], users)]
    assert not unused and len(TABLES[name]) > 20


def test_every_call_is_whole():
    """What changes something tells what shows it or is open, a read changes nothing, and an edit with a limit of its own has a bucket."""
    for name, call in [*called.OCS.items(), *called.SEAFILE.items()]:
        assert (call.method == "GET") <= (not call.steps and call.repeatable), name
        assert call.steps or not call.shown or call.method == "POST", name
        assert bool(call.steps) <= (not call.absent), name


@pytest.mark.parametrize("file", sorted(set(CODE) - {name + ".py" for name in TABLES}))
def test_paths_stand_in_the_tables_alone(file):
    """No other text is one."""
    texts = [node.value for node in ast.walk(ast.parse(CODE[file])) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    assert not [text for text in texts if PATH.fullmatch(text)]


SAME_ADDRESS = [
    ("PUT", "cloud/users/a", {"key": "password", "value": "x"}, "SET_PASSWORD"), ("PUT", "cloud/users/a", {"key": "email", "value": "x"}, "EDIT_USER"),
    ("PUT", "cloud/users/a", {"key": "additional_mail", "value": "x"}, "ADD_MAIL"), ("POST", "cloud/groups", {"groupid": ""}, "MAY_WRITE"),
    ("POST", "cloud/groups", {"groupid": "a"}, "CREATE_GROUP"), ("GET", "cloud/users/details", {}, "USERS_DETAILS"),
    ("GET", "cloud/groups/a/b/subadmins", {}, "GROUP_ADMINS"), ("GET", "cloud/groups/a%252Fb", {}, "GROUP_MEMBERS"),
]  # fmt: skip


@pytest.mark.parametrize("method, path, sent, name", SAME_ADDRESS)
def test_what_the_tests_take_a_request_for(method, path, sent, name):
    """The call that the planner chose."""
    assert called.call_of(method, path, sent) is called.OCS[name]
