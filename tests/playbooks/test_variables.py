# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page "Variables and file formats" names every variable that a packaged playbook takes, with its default; those of awx have a page of their own."""

from __future__ import annotations

import glob
import os
import re
from collections import defaultdict

import pytest
import yaml
from jinja2 import Environment, meta, nodes
from playbooks.format_tables import tables
from playbooks.installed import ROOT

PLAYBOOKS = os.path.join(ROOT, "playbooks")
NAMES = sorted(os.path.basename(path)[:-4] for path in glob.glob(os.path.join(PLAYBOOKS, "*.yml")) if not path.endswith("awx.yml"))
CONDITIONS = ("when", "until", "that", "failed_when", "changed_when")
OF_ANSIBLE = {"ansible_check_mode", "groups", "hostvars", "inventory_hostname", "item", "lookup", "omit", "query"}
# the tables of a playbook beside that of the connection
TABLES = {"export": ["export"], "migrate": ["migrate"], "reconcile": ["reconcile"], "access_review": ["reconcile"]}
COMPUTED = {"migrate_password_file", "migrate_password_sheet", "migrate_users", "migrate_groups"}  # what the default is in words
TOLD_OTHERWISE = {"audit_of_HOST"}  # its name is put together


class Anything(dict):
    """Every filter and test, whoever has it."""

    def __contains__(self, _name):
        return True

    def __getitem__(self, _name):
        return str

    def get(self, _name, _default=None):
        """Any of them."""
        return str


ENVIRONMENT = Environment(autoescape=False)  # noqa: S701  nothing is rendered
ENVIRONMENT.filters = ENVIRONMENT.tests = Anything()


def expressions(value, key=""):
    """Every template in a playbook; conditions are written without braces."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from expressions(name)
            yield from expressions(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from expressions(each, key)
    elif isinstance(value, str):
        yield ENVIRONMENT.parse("{{ %s }}" % value if key in CONDITIONS else value)


def assigned(value, key=""):
    """What a playbook sets itself."""
    if isinstance(value, list):
        for each in value:
            yield from assigned(each, key)
    elif isinstance(value, dict):
        for name, each in value.items():
            if name in ("vars", "ansible.builtin.set_fact"):
                yield from each
            elif name in ("register", "loop_var"):
                yield each
            yield from assigned(each, name)


def read(name):
    """Templates of a playbook, with those of the template that it renders, and what it sets."""
    with open(os.path.join(PLAYBOOKS, name + ".yml"), encoding="utf-8") as handle:
        plays = yaml.safe_load(handle)
    trees = list(expressions(plays))
    if name == "migrate":
        with open(os.path.join(PLAYBOOKS, "templates", "migration.md.j2"), encoding="utf-8") as handle:
            trees.append(ENVIRONMENT.parse(handle.read()))
    return trees, set(assigned(plays))


def of_the_host(tree):
    """Variables that a template takes of ``hostvars[inventory_hostname]``."""
    found = (node for node in tree.find_all(nodes.Getattr) if isinstance(node.node, nodes.Getitem))
    return {node.attr for node in found if isinstance(node.node.node, nodes.Name) and node.node.node.name == "hostvars"}


def taken(name):
    """Variables that a playbook takes from the inventory or the command line."""
    trees, own = read(name)
    found = set().union(*map(meta.find_undeclared_variables, trees)) - OF_ANSIBLE - own
    # what a role registers is the role's
    return {each for each in found if not each.startswith("onboarding_")}.union(*map(of_the_host, trees))


def documented(name):
    """The rows of the page for a playbook."""
    found = tables()
    rows = {} if name == "migrate" else dict(found["variables of connection"])
    for table in TABLES.get(name, ()):
        rows.update(found["variables of " + table])
    return rows


@pytest.mark.parametrize("name", NAMES)
def test_the_page_names_every_variable(name):
    """And none that no playbook takes."""
    unused = {"audit_expected_plan", "audit_report_dir"} if name == "access_review" else set()
    assert taken(name) == set(documented(name)) - TOLD_OTHERWISE - unused


@pytest.mark.parametrize("name", NAMES)
def test_the_page_tells_the_defaults(name):
    """Those that are written in the playbook, and no more than one of a variable."""
    found = defaultdict(set)
    for tree in read(name)[0]:
        for node in tree.find_all(nodes.Filter):
            if node.name == "default" and isinstance(node.node, nodes.Name) and node.args and isinstance(node.args[0], (nodes.Const, nodes.List, nodes.Dict)):
                found[node.node.name].add(str(node.args[0].as_const()))
    rows = documented(name)
    plain = {key: values for key, values in found.items() if key in rows and not key.endswith("_ca_path") and key not in COMPUTED}
    assert {key: values for key, values in plain.items() if [f"Default: ``{each}``." for each in values] != re.findall("Default: .*", rows[key])} == {}
    assert name not in ("export", "migrate") or len(plain) > 3


def test_variables_are_found():
    """In texts, conditions, options of tasks and the variables of a host."""
    tree = ENVIRONMENT.parse("{{ hostvars[inventory_hostname].a | default(b) }}")
    assert of_the_host(tree) == {"a"} and "b" in meta.find_undeclared_variables(tree)
    found = expressions([{"when": ["c == 1"], "x": {"{{ d }}": "{{ e | f }}"}}])
    assert set().union(*map(meta.find_undeclared_variables, found)) == {"c", "d", "e"}
    assert set(assigned([{"tasks": [{"register": "g", "vars": {"h": 1}}]}])) == {"g", "h"}
