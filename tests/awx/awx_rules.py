# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the double of AWX refuses, after the serializers of AWX 24.6: what is required, what is unique, and what a field may hold."""

from __future__ import annotations

import re

import yaml
from jinja2 import StrictUndefined, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

REQUIRED = {
    "credential_types": ("name", "kind"), "credentials": ("name", "organization", "credential_type"), "labels": ("name", "organization"),
    "notification_templates": ("name", "organization", "notification_type"), "teams": ("name", "organization"),
    "execution_environments": ("name", "image"), "projects": ("name",), "inventories": ("name", "organization"), "hosts": ("name", "inventory"),
    "job_templates": ("name", "project", "playbook", "inventory"), "workflow_job_templates": ("name",), "workflow_approval_templates": ("name",),
    "workflow_job_template_nodes": ("identifier", "workflow_job_template"), "schedules": ("name", "unified_job_template", "rrule"),
}  # fmt: skip
UNIQUE = {
    "credential_types": ("name", "kind"), "credentials": ("organization", "name", "credential_type"), "labels": ("name", "organization"),
    "notification_templates": ("organization", "name"), "teams": ("organization", "name"), "execution_environments": ("name",),
    "projects": ("name", "organization"), "inventories": ("name", "organization"), "hosts": ("name", "inventory"),
    "job_templates": ("name", "organization"), "workflow_job_templates": ("name", "organization"),
    "workflow_job_template_nodes": ("identifier", "workflow_job_template"), "schedules": ("unified_job_template", "name"),
}  # fmt: skip
EMAIL = {"host": str, "port": int, "username": str, "password": str, "use_tls": bool, "use_ssl": bool, "sender": str, "recipients": list}
FIELD = {"id", "label", "type", "help_text", "secret", "multiline", "format", "choices", "default", "ask_at_runtime"}
QUESTIONS = {"text": str, "textarea": str, "password": str, "multiplechoice": str, "multiselect": str, "integer": int, "float": (float, int)}


class Refused(Exception):
    """An answer with another status than 200."""


def refuse(unless, field, message):
    """Answer as to a wrong value."""
    if not unless:
        raise Refused(400, {field: [message]})


def check(awx, found):
    """What a new or changed object must be."""
    kind = found["kind_"]
    for field in REQUIRED.get(kind, ()):
        refuse(found.get(field) not in (None, ""), field, "This field is required.")
    alike = [each for each in awx.objects.values() if each["kind_"] == kind and all(each.get(key) == found.get(key) for key in UNIQUE.get(kind, ("id",)))]
    refuse(alike in ([], [found]), "__all__", "%s with this %s already exists." % (found["type"], " and ".join(UNIQUE.get(kind, ()))))
    CHECKS.get(kind, lambda *_given: None)(awx, found)


def check_credential_type(_awx, found):
    """Fields have the attributes that AWX knows, and a template refers to nothing else. Variables of Ansible are refused."""
    refuse(found["kind"] in ("cloud", "net"), "kind", "Must be 'cloud' or 'net', not %s" % found["kind"])
    fields, injectors = found["inputs"].get("fields", []), found["injectors"]
    refuse(
        set(found["inputs"]) <= {"fields", "required"} and set(injectors) <= {"file", "env", "extra_vars"}, "inputs", "Additional properties are not allowed"
    )
    for field in fields:
        refuse({"id", "label"} <= set(field) <= FIELD and field["id"] != "tower", "inputs", "Additional properties are not allowed")
        refuse(
            field.get("type", "string") == "string" or not set(field) & {"choices", "multiline", "format", "secret"}, "inputs", "not allowed for boolean type"
        )
    known = {field["id"]: "EXAMPLE" for field in fields}
    known["tower"] = {"filename": "EXAMPLE"} if "template" in injectors.get("file", {}) else {}
    for name, template in [pair for part in injectors.values() for pair in part.items()]:
        refuse(not name.startswith("ANSIBLE_"), "injectors", "Environment variable %s may affect Ansible configuration" % name)
        try:
            ImmutableSandboxedEnvironment(undefined=StrictUndefined).from_string(template).render(known)
        except UndefinedError as fault:
            raise Refused(400, {"injectors": ["%s uses an undefined field (%s)" % (name, fault)]}) from fault


def check_credential(awx, found):
    """The type has each field that is filled in."""
    fields = {field["id"]: field for field in awx.objects[found["credential_type"]]["inputs"]["fields"]}
    for name, value in found["inputs"].items():
        refuse(name in fields, "inputs", "Additional properties are not allowed ('%s' was unexpected)" % name)
        wanted = {"string": str, "boolean": bool}[fields[name].get("type", "string")]
        refuse(isinstance(value, wanted), "inputs", "%r is not of type %r" % (value, wanted))


def check_variables(_awx, found):
    """JSON or plain YAML; a tag such as !vault is neither. A colon in a host's name begins a port."""
    try:
        yaml.safe_load(found.get("variables") or found.get("extra_vars") or "{}")
    except yaml.YAMLError as fault:
        raise Refused(400, {"variables": ["Cannot parse as JSON or YAML: %s" % fault]}) from fault
    port = found["name"].partition(":")[2] if found["kind_"] == "hosts" else ""
    refuse(not port or port.isdigit(), "__all__", "Invalid port specification: %s" % port)
    found["name"] = found["name"].partition(":")[0] if port else found["name"]


def check_notification(_awx, found):
    """Mail needs each of its settings, and has them of the right type."""
    given = found["notification_configuration"]
    if found["notification_type"] == "email":
        missing = [key for key in EMAIL if key not in given]
        refuse(not missing, "__all__", "Missing required fields for Notification Configuration: %s." % missing)
        # a boolean is no number to AWX
        fits = all(isinstance(given[key], wanted) and isinstance(given[key], bool) == (wanted is bool) for key, wanted in EMAIL.items())
        refuse(fits and given["recipients"], "__all__", "Configuration field incorrect type")


def check_environment(awx, found):
    """The credential is one of a registry."""
    credential = awx.objects.get(found["credential"])
    refuse(
        not credential or awx.objects[credential["credential_type"]]["kind"] == "registry",
        "credential",
        "Only Container Registry credentials can be associated",
    )


def check_job_template(awx, found):
    """Its playbook is in the synchronized project, whose organization it has."""
    project = awx.objects[found["project"]]
    found["organization"] = project["organization"]
    refuse(project["status"] == "successful" and found["playbook"] in awx.playbooks, "playbook", "Playbook not found for project.")
    check_variables(awx, found)


def check_launch(awx, found):
    """A node or a schedule gives only what the template asks for."""
    template = awx.objects.get(found["unified_job_template"]) or {}
    if template and template["kind_"] != "workflow_approval_templates":
        asked = {question["variable"] for question in awx.surveys.get(template["id"], {}).get("spec", [])}
        unasked = [] if template.get("ask_variables_on_launch") else [key for key in found["extra_data"] if key not in asked]
        refuse(not unasked, "extra_data", "Variables %s are not allowed on launch." % ", ".join(unasked))
        refuse(not found["limit"] or template.get("ask_limit_on_launch"), "limit", "Field is not configured to prompt on launch.")
    if found["kind_"] == "schedules":
        refuse(re.match(r"DTSTART(;[^:]+)?:\d+T\d+Z? ", found["rrule"]), "rrule", "Valid DTSTART required in rrule.")
        rules = re.findall(r"RRULE:\S*", found["rrule"])
        refuse(rules and all("INTERVAL" in rule for rule in rules), "rrule", "INTERVAL required in rrule")


CHECKS = {
    "credential_types": check_credential_type, "credentials": check_credential, "hosts": check_variables, "inventories": check_variables,
    "notification_templates": check_notification, "execution_environments": check_environment, "job_templates": check_job_template,
    "workflow_job_template_nodes": check_launch, "schedules": check_launch,
}  # fmt: skip


def check_survey(spec):
    """Each question has its parts; a default is among the choices."""
    refuse({"name", "description", "spec"} <= set(spec) and spec["spec"], "error", "Field is missing from survey spec.")
    for number, question in enumerate(spec["spec"]):
        refuse({"type", "question_name", "variable", "required"} <= set(question), "error", "missing from survey question %d" % number)
        refuse(isinstance(question["required"], bool) and question["type"] in QUESTIONS, "error", "wrong in survey question %d" % number)
        refuse(all(isinstance(question[key], int) for key in ("min", "max") if key in question), "error", "limit in survey question %d" % number)
        if question["type"].startswith("multi"):
            refuse(question.get("choices") and question.get("default", question["choices"][0]) in question["choices"], "error", "choices of %d" % number)
    refuse(len({question["variable"] for question in spec["spec"]}) == len(spec["spec"]), "error", "'variable' duplicated")


def check_association(awx, parent, sub, number):
    """Whether another object may be added to a list of an object."""
    kind, other = parent["kind_"], awx.objects[number]
    held = [awx.objects[each] for each in awx.associated.get((parent["id"], sub), [])]
    if sub == "credentials":
        template = awx.objects[parent["unified_job_template"]] if kind == "schedules" else parent
        refuse(kind == "job_templates" or template["ask_credential_on_launch"], "msg", "Related template is not configured to accept credentials on launch.")
        refuse(
            other["id"] not in awx.associated.get((template["id"], sub), []) or kind != "schedules", "msg", "Related template already uses %s" % other["name"]
        )
        same = [each for each in held if awx.unique_hash(each) == awx.unique_hash(other)]
        refuse(not same, "error", "Cannot assign multiple credentials of a type.")
    if kind == "workflow_job_template_nodes" and sub.endswith("_nodes"):
        links = ("success_nodes", "failure_nodes", "always_nodes")
        refuse(not any(number in awx.associated.get((parent["id"], link), []) for link in links if link != sub), "Error", "Relationship not allowed.")
        reached = [number]
        for each in reached:
            reached += [after for link in links for after in awx.associated.get((each, link), []) if after not in reached]
        refuse(parent["id"] not in reached, "Error", "Cycle detected.")
