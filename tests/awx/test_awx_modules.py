# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs playbooks/awx.yml against modules that have the argument specs of the collection awx.awx, and reach no server.

Needs that collection: `tools/get_awx.sh` puts it into build/awx. Its modules are not run; their specs are read from their files.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys

import pytest
import yaml
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from awx.awx_data import PROJECT, ROOT, everything, read, template
from awx.awx_home import run_here

HOMES = [os.path.join(ROOT, "build", "awx"), os.path.expanduser("~/.ansible/collections"), "/usr/share/ansible/collections"]
FOLDERS = [os.path.join(home, "ansible_collections", "awx", "awx", "plugins", "modules") for home in HOMES]
MODULES = next(filter(os.path.isdir, FOLDERS), "")
pytestmark = pytest.mark.skipif(not MODULES, reason="playbooks/awx.yml was not validated: the collection awx.awx is missing (tools/get_awx.sh)")

SETTINGS = {
    "awx_languages": ["", "eo"],
    "awx_credentials": [{"name": "OCS administrator", "credential_type": "Nextcloud and ownCloud (OCS)", "inputs": {"url": "https://cloud.example.com"}}],
    "awx_notifications": [{"name": "Mail", "notification_type": "email", "notification_configuration": {}, "events": ["error"]}],
    "awx_teams": ["Personnel"],
    "awx_roles": [{"role": "execute", "teams": ["Personnel"], "job_templates": ["OCS onboard"]}],
}
STAND_IN = """
from __future__ import annotations

import json
import os

from ansible.module_utils.basic import AnsibleModule

%s


def main():
    module = AnsibleModule(argument_spec=argument_spec%s)
    with open(os.environ["AWX_CALLS"], "a", encoding="utf-8") as handle:
        given = {key: value for key, value in module.params.items() if value is not None}
        handle.write(json.dumps({"module": %r, "arguments": given}) + "\\n")
    module.exit_json(changed=False)
"""


# An AWX with an organization, a synchronized project and the credential.
LOOKUP = """
from __future__ import annotations

from ansible.plugins.lookup import LookupBase

THERE = {
    "organizations": [{"name": "Default"}], "projects": [{"id": 1, "name": "OCS instances", "status": "successful"}],
    "projects/1/playbooks": [%r], "credentials": [{"name": "OCS administrator"}],
}


class LookupModule(LookupBase):
    def run(self, terms, variables=None, **kwargs):
        return THERE.get(terms[0], [])
"""


def modules_of(tasks):
    """The names of the modules of awx.awx that tasks use, also within blocks."""
    found = {key.split(".")[-1] for task in tasks for key in task if key.startswith("awx.awx.")}
    return found.union(*(modules_of(task.get("block", [])) for task in tasks))


def tree(name):
    """The source of a module of awx.awx and its syntax tree."""
    with open(os.path.join(MODULES, name + ".py"), encoding="utf-8") as handle:
        source = handle.read()
    return source, ast.parse(source)


def stand_in(name):
    """A module with the spec and the rules of the real one, that only notes its arguments."""
    source, parsed = tree(name)
    kept, rules = [], ""
    for node in ast.walk(parsed):
        target = node.targets[0].id if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) else ""
        if target in ("argument_spec", "mutually_exclusive") or target.isupper() and target not in ("DOCUMENTATION", "EXAMPLES", "RETURN", "ANSIBLE_METADATA"):
            kept.append(ast.unparse(node))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "ControllerAPIModule":
            rules = "".join(", " + ast.unparse(each) for each in node.keywords if each.arg.startswith(("required", "mutually")))
    assert any(text.startswith("argument_spec") for text in kept) and "def main" in source
    return STAND_IN % ("\n".join(kept), rules, name)


def documented_spec(options):
    """An argument spec from documented options, with their suboptions, which the modules themselves do not check."""
    spec = {}
    for name, option in options.items():
        spec[name] = {key: option[key] for key in ("type", "elements", "choices", "required", "aliases") if key in option}
        if "suboptions" in option:
            spec[name]["options"] = documented_spec(option["suboptions"])
    return spec


@pytest.fixture(name="calls", scope="module")
def run_playbook(tmp_path_factory):
    """What playbooks/awx.yml gave to each module."""
    folder = tmp_path_factory.mktemp("awx")
    home = folder / "collections" / "ansible_collections" / "awx" / "awx" / "plugins" / "modules"
    home.mkdir(parents=True)
    files = [read(os.path.join(ROOT, "playbooks", "tasks", name)) for name in ("awx_project.yml", "awx_nodes.yml")]
    used = modules_of(sum(files, read(os.path.join(ROOT, "playbooks", "awx.yml"))[0]["tasks"]))
    for name in used:
        (home / (name + ".py")).write_text(stand_in(name), encoding="utf-8")
    run_here(home.parent.parent, [name + ".py" for name in used])
    (home.parent / "lookup").mkdir()
    (home.parent / "lookup" / "controller_api.py").write_text(LOOKUP % sorted(os.listdir(PROJECT)), encoding="utf-8")
    env = dict(os.environ, AWX_CALLS=str(folder / "calls"), ANSIBLE_HOME=str(folder / "home"), ANSIBLE_LOCALHOST_WARNING="false")
    env["ANSIBLE_COLLECTIONS_PATH"] = os.pathsep.join([str(folder / "collections"), os.path.join(ROOT, "build", "collections")])
    command = [sys.executable, "-m", "ansible.cli.playbook", "ocs.provisioning.awx", "-e", json.dumps(SETTINGS)]
    done = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    assert done.returncode == 0, done.stdout
    with open(env["AWX_CALLS"], encoding="utf-8") as handle:
        made = [json.loads(line) for line in handle]
    unused = {"workflow_job_template_node", "project_update"}  # there is nothing to remove, and the project is new enough
    assert {each["module"] for each in made} == used - unused
    return made


def given(calls, module):
    """The arguments of each call of a module."""
    return [each["arguments"] for each in calls if each["module"] == module]


def test_arguments_fit_the_documentation(calls):
    """Also what stands within lists and dictionaries, such as a workflow's nodes."""
    for call in calls:
        documentation = next(
            ast.literal_eval(node.value) for node in ast.walk(tree(call["module"])[1])
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "DOCUMENTATION")  # fmt: skip
        validator = ArgumentSpecValidator(documented_spec(yaml.safe_load(documentation)["options"]))
        assert not validator.validate(call["arguments"]).error_messages


def test_everything_is_made(calls):
    """No entry of the data is forgotten."""
    data = everything()
    for module, name in (
        ("credential_type", "credential_types"), ("execution_environment", "execution_environments"), ("project", "projects"),
        ("inventory", "inventories"), ("job_template", "templates"), ("schedule", "schedules"), ("workflow_job_template", "workflows"),
    ):  # fmt: skip
        assert list(dict.fromkeys(each["name"] for each in given(calls, module))) == [each["name"] for each in data["controller_" + name]]
    assert [each["name"] for each in given(calls, "host")] == ["cloud"]


def test_every_key_of_the_data_is_given(calls):
    """A key that the playbook does not pass on would have no effect."""
    data = everything()
    for module, name in (("credential_type", "credential_types"), ("job_template", "templates"), ("workflow_job_template", "workflows")):
        for wanted in data["controller_" + name]:
            assert set(wanted) <= {key for made in given(calls, module) if made["name"] == wanted["name"] for key in made}


def test_templates_for_awx_stay_templates(calls):
    """Ansible renders the settings, and leaves to AWX what is AWX's."""
    injectors = given(calls, "credential_type")[0]["injectors"]
    assert injectors["env"]["OCS_URL"] == "{{ url }}" and injectors["file"]["template"] == "{{ ca_bundle }}"
    onboard = next(each for each in given(calls, "job_template") if each["name"] == "OCS onboard")
    assert onboard["extra_vars"] == template("onboard")["extra_vars"]
    assert next(each for each in onboard["survey_spec"]["spec"] if each["variable"] == "onboard_language")["choices"] == ["", "eo"]
    assert given(calls, "inventory")[0]["variables"]["ansible_python_interpreter"] == "{{ ansible_playbook_python }}"
