# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation tells every key that an account, a step and the costs of a task have."""

from __future__ import annotations

import os

import pytest
from ansible.parsing.plugin_docs import read_docstring
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import Operation, Server
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.run import Outcome
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import OCSError
from ansible_collections.ocs.provisioning.plugins.module_utils.http.connection import Settings
from ansible_collections.ocs.provisioning.plugins.module_utils.http.transport import Transport
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.app import resource as app, settings_resource as app_config
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.client import Client
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.group import people as group_member, resource as group
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user.accounts import describe, fresh
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import wish

MODULES = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "plugins", "modules")
STEP = set(Operation("update", "user", "alice", {}, {}, called.request("PUT", "cloud/users/alice")).as_action("done"))
COSTS = set(Client(Transport(Settings("https://cloud.example.com")), "nextcloud").account())


def returned(module):
    """Return the RETURN block of a module."""
    return read_docstring(os.path.join(MODULES, module + ".py"))["returndocs"]


@pytest.mark.parametrize("module, key", [("ocs_user", "user"), ("ocs_user_info", "users")])
def test_keys_of_an_account(module, key):
    """Documented are the keys of both products' accounts, and no others."""
    records = [describe(fresh("alice", Server(product))) for product in ("nextcloud", "owncloud")]
    contains = returned(module)[key]["contains"]
    relations = {"groups", "subadmin_of", "two_factor"}  # left out of some records, in others by request
    assert set(contains) - {"avatar", "editable_fields", "unread"} == relations.union(*records)
    assert set(contains["quota"]["contains"]) == set(records[0]["quota"])


CHANGING = {"ocs_user": user, "ocs_group": group, "ocs_group_member": group_member, "ocs_app": app, "ocs_app_config": app_config}
READING = ["ocs_server_info", "ocs_user_info", "ocs_group_info", "ocs_app_info", "ocs_app_config_info"]


@pytest.mark.parametrize("module", CHANGING)
def test_keys_of_a_result(module):
    """Documented is what a task returns, even one that failed before its first step, and what a step shows."""
    resource, documented = CHANGING[module], returned(module)
    assert set(resource.results(Outcome(), False, wish(resource))) <= set(documented)
    assert set(documented["actions"]["contains"]) == STEP


@pytest.mark.parametrize("module", sorted(CHANGING) + READING)
def test_keys_of_costs_and_failures(module):
    """Documented is what every module tells of its requests, and of the one that failed."""
    documented = returned(module)
    assert set(documented["api"]["contains"]) == COSTS
    assert set(OCSError("").report()) <= set(documented)


OTHERS = sorted(name[:-3] for name in os.listdir(MODULES) if name.startswith("seafile_") or "directory" in name)


@pytest.mark.parametrize("module", OTHERS)
def test_keys_of_other_modules(module):
    """Likewise of costs; a step shows the same everywhere."""
    documented = returned(module)
    assert set(documented["api"]["contains"]) == COSTS
    steps = documented.get("actions")
    assert steps is None or set(steps["contains"]) == STEP
