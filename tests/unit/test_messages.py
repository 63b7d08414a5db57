# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""No message tells to set an option that the module which shows it does not have."""

from __future__ import annotations

import ast
import glob
import os
import re

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.engine import door
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.app import resource as app, settings_resource as app_config
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.group import people as group_member, resource as group
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user

FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "plugins", "module_utils")
RESOURCES = [resource.RESOURCE for resource in (user, group, group_member, app, app_config, directory)]
OPTIONS = [set(door.argument_spec(resource)) for resource in RESOURCES]
OF_A_DOCUMENT = set(directory.ARGUMENTS) | {field.name for field in directory.COLUMNS.users + directory.COLUMNS.groups}
ALONE = {"wipe_devices", "only_if_empty", "allow_empty", "missing_users"}  # a directory does not use them, so none of their messages is about a row


def texts(name):
    """The texts of a file, docstrings left out."""
    with open(os.path.join(FOLDER, name + ".py"), encoding="utf-8") as handle:
        tree = ast.parse(handle.read())
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation]


def named(text):
    """The options in a text that tells something; one of a module that is named too is not about the task's own."""
    found = set(re.findall(r"[a-z]+_[a-z_]+", re.sub(r"[a-z_]+ of ocs_\w+", "", text))) if " " in text else set()
    return found & set.union(*OPTIONS)


@pytest.mark.parametrize("name", sorted(
    os.path.relpath(path[:-3], FOLDER) for path in glob.glob(os.path.join(FOLDER, "**", "*.py"), recursive=True)
    if re.search("(ocs/calls|common/calls|envelope|/errors|transport|http/answer).py$", path) and "/seafile/" not in path))  # fmt: skip
def test_what_every_module_may_show(name):
    """What answers mean, and what to do next."""
    wrong = {text for text in texts(name) if named(text) - set.intersection(*OPTIONS) - {"subadmin_of"}}  # of the call that creates an account
    assert not wrong


@pytest.mark.parametrize("name", [
    "ocs/user/planner", "ocs/user/fields", "ocs/user/operations", "ocs/user/normal_forms", "ocs/group/resource", "ocs/group/people", "ocs/ids",
    "engine/dialect", "bulk/rates",
])  # fmt: skip
def test_what_a_directory_may_show(name):
    """It shows what the planners of accounts and groups refuse, about its rows."""
    assert not {text for text in texts(name) if named(text) - OF_A_DOCUMENT - ALONE - set.intersection(*OPTIONS)}
