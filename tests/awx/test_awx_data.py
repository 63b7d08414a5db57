# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The data for AWX agrees with itself, with the roles, and with AWX's own way to inject a credential."""

from __future__ import annotations

import os
import re
import stat

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs import client as connect_ocs
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile import client as connect_seafile
from awx.awx_data import AWX, DEFINITIONS, PROJECT, everything, injected, read, template

SECRETS = {"password": "Otter-4711", "token": "qT7wz-24680"}
GIVEN = {"url": "https://cloud.example.com", "username": "root"}


def environment_of(arguments):
    """The variables that the modules read."""
    return {option["env"] for option in arguments.values() if "env" in option}


def test_credential_reaches_the_modules(tmp_path):
    """Each variable is one that the modules read; secrets are hidden where AWX keeps the environment."""
    env, kept = injected("Nextcloud", dict(GIVEN, **SECRETS, ca_bundle="PEM"), tmp_path)
    assert set(env) <= environment_of(connect_ocs.ARGUMENTS)
    assert env["OCS_URL"] == GIVEN["url"] and env["OCS_USERNAME"] == "root" and env["OCS_VALIDATE_CERTS"] == "True"
    assert (env["OCS_PASSWORD"], env["OCS_TOKEN"]) == tuple(SECRETS.values())
    assert not [value for value in kept.values() if value in SECRETS.values()]
    with open(env["OCS_CA_PATH"], encoding="utf-8") as handle:
        assert handle.read() == "PEM"
    assert stat.S_IMODE(os.stat(env["OCS_CA_PATH"]).st_mode) == 0o600


def test_what_is_not_given_is_empty(tmp_path):
    """The modules take an empty variable for none, also that of a certificate that is not there."""
    env, _kept = injected("Nextcloud", GIVEN, tmp_path)
    assert {key for key, value in env.items() if not value} == {"OCS_PASSWORD", "OCS_TOKEN", "OCS_CA_PATH"}


@pytest.mark.parametrize("kind, variable", [("Nextcloud", "OCS_VALIDATE_CERTS"), ("Seafile", "SEAFILE_VALIDATE_CERTS")])
@pytest.mark.parametrize("given, verified", [({}, "True"), ({"skip_tls_verification": False}, "True"), ({"skip_tls_verification": True}, "False"),
                                             ({"skip_tls_verification": "False"}, "True"), ({"validate_certs": False}, "True")])  # fmt: skip
def test_certificates_are_verified_unless_that_is_switched_off(kind, variable, given, verified, tmp_path):
    """A credential that says nothing, or says it with a key that is not a field, is verified. AWX takes a missing switch for false."""
    env, _kept = injected(kind, dict(GIVEN, **given), tmp_path)
    assert env[variable] == verified


def test_seafile_credential(tmp_path):
    """The second type has variables of its own."""
    env, kept = injected("Seafile", dict(GIVEN, **SECRETS, ca_bundle="PEM"), tmp_path)
    assert set(env) <= environment_of(connect_seafile.ARGUMENTS)
    assert {key: bool(value) for key, value in env.items()} == {
        "SEAFILE_" + name: True for name in ("URL", "TOKEN", "USERNAME", "PASSWORD", "VALIDATE_CERTS", "CA_PATH")}  # fmt: skip
    assert not [value for value in kept.values() if value in SECRETS.values()]


@pytest.mark.parametrize("made", everything()["controller_credential_types"], ids=lambda each: each["name"])
def test_every_field_is_injected(made):
    """A field that a person fills in has an effect; what is secret is marked so."""
    templates = " ".join(value for part in made["injectors"].values() for value in part.values())
    assert "extra_vars" not in made["injectors"]
    for field in made["inputs"]["fields"]:
        assert re.search(r"\b%s\b" % field["id"], templates)
        assert field.get("secret", False) == (field["id"] in SECRETS)
        assert "default" not in field  # AWX ignores it where a credential is made through the API


def variables(value):
    """The survey variables that extra variables refer to."""
    return set(re.findall(r"\b(?:onboard|offboard)_\w+", str(value)))


@pytest.mark.parametrize("name", ["onboard", "offboard", "onboard many", "offboard many"])
def test_answers_reach_the_role(name):
    """Each answer is used, each variable that is used is asked for, and the role has what they are mapped to."""
    made = template(name)
    assert variables(made["extra_vars"]) == {question["variable"] for question in made["survey_spec"]["spec"]}
    role = name.split()[0] + "ing"
    options = read(os.path.join(os.path.dirname(os.path.dirname(AWX)), "roles", role, "meta", "argument_specs.yml"))["argument_specs"]["main"]["options"]
    assert set(made["extra_vars"]) <= set(options)


@pytest.mark.parametrize("name", ["onboard", "offboard", "onboard many", "offboard many"])
def test_questions(name):
    """A default is one of the choices; a choice is a text."""
    for question in template(name)["survey_spec"]["spec"]:
        assert question["question_name"] and question["type"] in ("text", "multiplechoice")
        choices = question.get("choices", [])
        assert all(isinstance(choice, str) for choice in choices) and (not choices or question.get("default", choices[0]) in choices)


def test_names_lead_somewhere():
    """What a template, a schedule or a workflow refers to is there."""
    data = everything()
    names = {kind: {each["name"] for each in data["controller_" + kind]} for kind in ("projects", "inventories", "execution_environments", "templates")}
    for made in data["controller_templates"]:
        assert made["project"] in names["projects"] and made["inventory"] in names["inventories"]
        assert made["execution_environment"] in names["execution_environments"]
        assert os.path.isfile(os.path.join(PROJECT, made["playbook"]))
    assert {each["unified_job_template"] for each in data["controller_schedules"]} <= names["templates"]
    for workflow in data["controller_workflows"]:
        nodes = {node["identifier"]: node for node in workflow["workflow_nodes"]}
        assert len(nodes) == len(workflow["workflow_nodes"])
        for node in nodes.values():
            kind = node["unified_job_template"]
            assert kind["type"] == "workflow_approval" or kind["name"] in names["templates"]
            assert {next_one["identifier"] for way in node.get("related", {}).values() for next_one in way} <= set(nodes)


def test_awx_finds_the_names():
    """Its lookup of objects by name fails for a slash, and takes two plus signs for a separator."""
    names = [each["name"] for entries in everything().values() for each in entries if isinstance(each, dict)]
    assert len(names) > 10 and not [name for name in names if "/" in name or "++" in name]


def test_workflow_gives_variables_only_to_templates_that_ask():
    """AWX drops what a template does not prompt for."""
    data = everything()
    asking = {each["name"] for each in data["controller_templates"] if each.get("ask_variables_on_launch")}
    given = [node["unified_job_template"]["name"] for each in data["controller_workflows"] for node in each["workflow_nodes"] if node.get("extra_data")]
    assert given and set(given) <= asking


def test_project_playbooks_call_the_collection():
    """Each playbook of the project is a line that imports one of ours."""
    playbooks = [name for name in sorted(os.listdir(PROJECT)) if name.endswith(".yml")]
    assert playbooks
    for name in playbooks:
        (play,) = read(os.path.join(PROJECT, name))
        wanted = play["ansible.builtin.import_playbook"]
        assert wanted == "ocs.provisioning." + name[:-4]
        assert os.path.isfile(os.path.join(os.path.dirname(os.path.dirname(AWX)), "playbooks", name))


def test_the_page_names_everything():
    """Each setting, object, field of a credential and node of the workflow stands in the documentation."""
    with open(os.path.join(os.path.dirname(os.path.dirname(AWX)), "docs", "docsite", "rst", "awx.rst"), encoding="utf-8") as handle:
        page = handle.read()
    data = everything()
    wanted = ["``%s``" % name for name in read(os.path.join(DEFINITIONS, "settings.yml"))]
    wanted += ["*%s*" % field["label"] for made in data["controller_credential_types"] for field in made["inputs"]["fields"]]
    wanted += ["*%s*" % made["name"] for kind in data if kind != "controller_labels" for made in data[kind] if kind != "controller_credentials"]
    wanted += ["*%s*" % node["identifier"] for made in data["controller_workflows"] for node in made["workflow_nodes"]]
    missing = [text for text in wanted if text not in page and text != "*cloud*"]
    assert len(wanted) > 60 and not missing
