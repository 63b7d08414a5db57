# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every module has examples, and the arguments in them are arguments that the modules take."""

from __future__ import annotations

import os
from importlib import import_module

import pytest
import yaml
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.parsing.plugin_docs import read_docstring
from ansible_collections.ocs.provisioning.plugins.module_utils.task import CONNECTION

MODULES = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "plugins", "modules")
NAMES = sorted(name[:-3] for name in os.listdir(MODULES) if name.endswith(".py"))
PREFIX = "ocs.provisioning."
# What module_defaults or the environment would add.
GIVEN = {"url": "https://cloud.example.com", "auth_username": "admin", "auth_password": "secret"}


def examples(name):
    """Return the tasks of a module's EXAMPLES."""
    return yaml.safe_load(read_docstring(os.path.join(MODULES, name + ".py"))["plainexamples"] or "") or []


def own_tasks():
    """Return (module whose example it is, title, module, arguments) of every example task that uses a module of ours."""
    return [
        (name, task["name"], key[len(PREFIX):], value) for name in NAMES for task in examples(name) for key, value in task.items() if key.startswith(PREFIX)
    ]  # fmt: skip


def problems(module, arguments):
    """Return what the argument spec of the module has against these arguments."""
    resource = import_module("ansible_collections.ocs.provisioning.plugins.module_utils." + module.split("_", 1)[1])
    validator = ArgumentSpecValidator(dict(CONNECTION, **resource.ARGUMENTS), **getattr(resource, "RULES", {}))
    return validator.validate(dict(GIVEN, **(arguments or {}))).error_messages


@pytest.mark.parametrize("name", NAMES)
def test_every_module_has_an_example(name):
    """A module is shown at work in its own EXAMPLES."""
    assert any(PREFIX + name in task for task in examples(name))


@pytest.mark.parametrize("name", NAMES)
def test_examples_tell_the_connection_once(name):
    """The first task shows how to reach the server; all others are free of it."""
    shown = [bool(set(arguments or {}) & set(GIVEN)) for module, _title, _used, arguments in own_tasks() if module == name]
    assert shown == [True] + [False] * (len(shown) - 1)


@pytest.mark.parametrize("used, arguments", [pytest.param(used, given, id=f"{name}: {title}") for name, title, used, given in own_tasks()])
def test_example_fits_the_argument_spec(used, arguments):
    """No example has an option or a value that its module refuses."""
    assert not problems(used, arguments)


def test_misfits_are_found():
    """The check itself notices an unknown option, a wrong choice and a missing name."""
    assert problems("ocs_user", {"name": "alice", "purge": True})
    assert problems("ocs_user", {"name": "alice", "state": "disabled"})
    assert problems("ocs_user", {"state": "absent"})
