# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every module documents each key that it returns, and returns each key that it documents: of a failure, a change and a reading."""

from __future__ import annotations

import os

import pytest
from ansible.parsing.plugin_docs import read_docstring
from ansible_collections.ocs.provisioning.plugins.module_utils.engine import door
from ansible_collections.ocs.provisioning.plugins.module_utils.engine import run as life
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.run import Outcome
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.resource import Information
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import OCSError
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.holders import holder
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import SeafileSite
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import Site, wish

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MODULES = sorted(name[:-3] for name in os.listdir(os.path.join(ROOT, "plugins", "modules")) if name.startswith(("ocs_", "seafile_")) and name.endswith(".py"))
ANSIBLE = {"changed", "failed", "msg", "invocation", "diff", "warnings"}  # what every Ansible module may return
NOWHERE = {"url": "http://127.0.0.1:1", "auth_username": "admin", "auth_password": "x", "retries": 0, "timeout": 1, "use_proxy": False}
SAMPLES = {"str": "x", "list": ["x"], "raw": "x"}  # of required options
GIVEN = {
    "ocs_server_info": {"probe_write": True}, "ocs_app_config_info": {"app": "files"}, "ocs_app_config": {"app": "files", "key": "x", "value": "y"},
    "seafile_user_info": {"query": "admin"}, "seafile_user": {"email": "a@b.example"}, "seafile_user_token": {"email": "a@b.example"},
    "ocs_directory": {"return_results": True, "return_accounts": True, "backup": "x"}, "seafile_directory": {"return_results": True, "backup": "x"},
}  # fmt: skip


def documented(module):
    """The keys of a module's RETURN block."""
    return set(read_docstring(os.path.join(ROOT, "plugins", "modules", module + ".py"))["returndocs"])


def contract(module):
    """What a module runs."""
    held = holder(module)
    return getattr(held, "RESOURCE", None) or held.INFORMATION


def failure(resource):
    """The keys that tell of a request that failed."""
    return set(OCSError("").report()) - set(resource.service.untold)


def asked(module, resource):
    """Options of a task, complete as Ansible hands them over."""
    given = {name: SAMPLES[spec["type"]] for name, spec in resource.arguments.items() if spec.get("required")}
    return wish(resource, **dict(given, **GIVEN.get(module, {})))


@pytest.mark.parametrize("module", MODULES)
def test_failures(module):
    """Of a request that failed they tell what the product has: Seafile has no codes beside the HTTP status."""
    resource = contract(module)
    spec = door.argument_spec(resource)
    params = dict({name: option.get("default") for name, option in spec.items()}, **asked(module, resource))
    told = door.carry_out(resource, spec, dict(params, **NOWHERE), False)
    assert told["failed"] and failure(resource) <= set(told), told["msg"]
    assert set(told) - ANSIBLE <= documented(module)
    assert ("ocs_code" in documented(module)) == ("ocs_code" in told) == module.startswith("ocs_")


@pytest.mark.parametrize("module", MODULES)
def test_results(module):
    """Beside what tells of steps, costs and failures, a module documents what its tasks return, and nothing else."""
    resource = contract(module)
    if isinstance(resource, Information):
        with SeafileSite() if module.startswith("seafile_") else Site("nextcloud-34") as site:
            found, common = life.read(resource, dict(NOWHERE, **asked(module, resource)), False, site.client()).values, {"api"}
    else:
        outcome = Outcome(observed={"users": {}, "groups": {}, "fetched_at": ""})
        found, common = resource.results(outcome, False, asked(module, resource)), {"api", "actions", "plan"}
    common |= {"packed"} & set(resource.arguments)
    assert set(found) | common | failure(resource) == documented(module)
