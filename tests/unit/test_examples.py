# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every module has examples, and what they and the guides give to the modules is what the modules take."""

from __future__ import annotations

import functools
import os
import re
import textwrap

import pytest
import yaml
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.parsing.plugin_docs import read_docstring
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.door import argument_spec
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.holders import holder
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import contract

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MODULES = os.path.join(ROOT, "plugins", "modules")
GUIDES = os.path.join(ROOT, "docs", "docsite", "rst")
NAMES = sorted(name[:-3] for name in os.listdir(MODULES) if name.startswith(("ocs_", "seafile_")))
PREFIX = "ocs.provisioning."
# What module_defaults or the environment would add, by product.
GIVEN = {
    "ocs": {"url": "https://cloud.example.com", "auth_username": "admin", "auth_password": "secret"},
    "seafile": {"url": "https://seafile.example.com", "auth_token": "secret"},
}


@functools.lru_cache(maxsize=None)
def examples(name):
    """Return the tasks of a module's EXAMPLES."""
    return yaml.safe_load(read_docstring(os.path.join(MODULES, name + ".py"))["plainexamples"] or "") or []


def guide(name):
    """Return the tasks of all YAML blocks of a guide, of its plays and of its lists of tasks."""
    with open(os.path.join(GUIDES, name), encoding="utf-8") as handle:
        blocks = re.findall(r"^\.\. code-block:: yaml\+jinja\n\n((?:   .*\n|\n)+)", handle.read(), re.MULTILINE)
    entries = [entry for block in blocks for entry in yaml.safe_load(textwrap.dedent(block))]
    return [task for entry in entries for task in entry.get("tasks", [entry])]


@functools.lru_cache(maxsize=None)
def own_tasks():
    """Return (where it stands, title, module, arguments) of every task in an example or a guide that uses a module of ours."""
    sources = {name: examples(name) for name in NAMES}
    sources.update({name: guide(name) for name in sorted(os.listdir(GUIDES))})
    return [
        (source, task["name"], key[len(PREFIX):], value)
        for source, tasks in sources.items() for task in tasks for key, value in task.items() if key.startswith(PREFIX)
    ]  # fmt: skip


def problems(module, arguments):
    """Return what the argument spec of the module has against these arguments."""
    product, resource = module.split("_", 1)[0], holder(module)
    spec = argument_spec(contract(resource))
    given = {name: value for name, value in (arguments or {}).items() if not (templated(value) and spec.get(name, {}).get("type") in ("list", "dict"))}
    return ArgumentSpecValidator(spec, **contract(resource).rules).validate(dict(GIVEN[product], **given)).error_messages


def templated(value):
    """Whether a value is known only when the playbook runs."""
    return isinstance(value, str) and value.startswith("{{")


@pytest.mark.parametrize("name", NAMES)
def test_every_module_has_an_example(name):
    """A module is shown at work in its own EXAMPLES."""
    assert any(PREFIX + name in task for task in examples(name))


@pytest.mark.parametrize("name", NAMES)
def test_examples_begin_with_the_connection(name):
    """The first task shows how to reach the server."""
    first = next(arguments for source, _title, _used, arguments in own_tasks() if source == name)
    assert set(GIVEN[name.split("_")[0]]) <= set(first)


@pytest.mark.parametrize("used, arguments", [pytest.param(used, given, id=f"{source}: {title}") for source, title, used, given in own_tasks()])
def test_example_fits_the_argument_spec(used, arguments):
    """No task has an option or a value that its module refuses."""
    assert not problems(used, arguments)


def test_guides_are_looked_at():
    """The guides' tasks are among those that are checked."""
    assert sum(source == "guide_start.rst" for source, _title, _used, _arguments in own_tasks()) >= 3


def test_misfits_are_found():
    """The check itself notices an unknown option, a wrong choice and a missing name."""
    assert problems("ocs_user", {"name": "alice", "purge": True})
    assert problems("ocs_user", {"name": "alice", "state": "disabled"})
    assert problems("ocs_user", {"state": "absent"})
