# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The double of AWX refuses what AWX refuses: without that, a set-up that passes on it would prove nothing."""

from __future__ import annotations

import pytest
from awx.awx_double import Awx
from awx.awx_rules import Refused

ORGANIZATION = 1
REFERENCES = ("credential_type", "credential", "inventory", "project", "workflow_job_template", "unified_job_template")
EMAIL = {
    "host": "mail", "port": 25, "username": "", "password": "", "use_tls": True, "use_ssl": False, "sender": "a@example.com", "recipients": ["b@example.com"],
}  # fmt: skip
TYPE = {"name": "OCS", "kind": "cloud", "inputs": {"fields": [{"id": "url", "label": "URL", "type": "string"}]}, "injectors": {"env": {"OCS_URL": "{{ url }}"}}}


def furnish():
    """An AWX with one object of each kind, and their ids."""
    awx = Awx(["audit.yml"])

    def make(endpoint, **data):
        return awx.make(endpoint, data)["id"]

    made = {"type": make("credential_types", **TYPE)}
    for name in ("one", "two"):
        made[name] = make("credentials", name=name, organization=ORGANIZATION, credential_type=made["type"], inputs={"url": "x"})
    made["inventory"] = make("inventories", name="I", organization=ORGANIZATION)
    make("hosts", name="cloud", inventory=made["inventory"])
    made["project"] = make("projects", name="P", organization=ORGANIZATION)
    awx.objects[made["project"]]["status"] = "successful"
    given = {"project": made["project"], "inventory": made["inventory"], "playbook": "audit.yml"}
    made["template"] = make("job_templates", name="T", ask_credential_on_launch=True, **given)
    made["silent"] = make("job_templates", name="S", **given)
    made["workflow"] = make("workflow_job_templates", name="W", organization=ORGANIZATION)
    for name in ("a", "b", "c"):
        made[name] = make("workflow_job_template_nodes", identifier=name, workflow_job_template=made["workflow"])
    made["schedule"] = make("schedules", name="night", unified_job_template=made["template"], rrule="DTSTART:20260101T020000Z RRULE:FREQ=DAILY;INTERVAL=1")
    return awx, made


REFUSED = [
    ("credentials", {"name": "x", "credential_type": "type"}, "organization"),
    ("credentials", {"name": "one", "organization": ORGANIZATION, "credential_type": "type"}, "__all__"),
    ("credentials", {"name": "x", "organization": ORGANIZATION, "credential_type": "type", "inputs": {"bogus": "x"}}, "inputs"),
    ("credentials", {"name": "x", "organization": ORGANIZATION, "credential_type": "type", "inputs": {"url": True}}, "inputs"),
    ("credential_types", dict(TYPE, name="x", kind="vault"), "kind"),
    ("credential_types", dict(TYPE, name="x", injectors={"env": {"OCS_URL": "{{ address }}"}}), "injectors"),
    ("credential_types", dict(TYPE, name="x", injectors={"env": {"OCS_CA_PATH": "{{ tower.filename }}"}}), "injectors"),
    ("credential_types", dict(TYPE, name="x", injectors={"env": {"ANSIBLE_X": "x"}}), "injectors"),
    ("credential_types", dict(TYPE, name="x", inputs={"fields": [{"id": "url", "label": "URL", "required": True}]}), "inputs"),
    ("credential_types", dict(TYPE, name="x", inputs={"fields": [{"id": "x", "label": "X", "type": "boolean", "secret": True}]}), "inputs"),
    ("hosts", {"name": "cloud"}, "inventory"),
    ("hosts", {"name": "school:https", "inventory": "inventory"}, "__all__"),
    ("hosts", {"name": "school", "inventory": "inventory", "variables": "ocs_password: !vault |\n  $ANSIBLE_VAULT"}, "variables"),
    ("notification_templates", {"name": "M", "organization": ORGANIZATION, "notification_type": "email",
                                "notification_configuration": {"host": "m"}}, "__all__"),
    ("notification_templates", {"name": "M", "organization": ORGANIZATION, "notification_type": "email",
                                "notification_configuration": dict(EMAIL, recipients="b@example.com")}, "__all__"),
    ("execution_environments", {"name": "E", "image": "x", "credential": "one"}, "credential"),
    ("job_templates", {"name": "X", "project": "project", "inventory": "inventory", "playbook": "other.yml"}, "playbook"),
    ("job_templates", {"name": "X", "project": "project", "playbook": "audit.yml"}, "inventory"),
    ("workflow_job_template_nodes", {"identifier": "a", "workflow_job_template": "workflow"}, "__all__"),
    ("workflow_job_template_nodes",
     {"identifier": "x", "workflow_job_template": "workflow", "unified_job_template": "silent", "extra_data": {"v": 1}}, "extra_data"),
    ("schedules", {"name": "x", "unified_job_template": "silent", "rrule": "DTSTART:20260101T020000Z RRULE:FREQ=DAILY"}, "rrule"),
    ("schedules", {"name": "x", "unified_job_template": "silent", "rrule": "RRULE:FREQ=DAILY;INTERVAL=1"}, "rrule"),
    ("schedules", {"name": "x", "unified_job_template": "silent", "rrule": "DTSTART:20260101T020000Z RRULE:FREQ=DAILY;INTERVAL=1", "limit": "x"}, "limit"),
]  # fmt: skip


@pytest.mark.parametrize("kind, data, field", REFUSED)
def test_an_object_is_refused(kind, data, field):
    """What is missing, what is there already, and what AWX would not take. Nothing is left of it."""
    awx, made = furnish()
    before = len(awx.objects)
    with pytest.raises(Refused) as refused:
        awx.make(kind, {key: made.get(value, value) if key in REFERENCES else value for key, value in data.items()})
    assert refused.value.args[0] == 400 and set(refused.value.args[1]) == {field} and len(awx.objects) == before


@pytest.mark.parametrize("before, parent, sub, other, refused", [
    ((), "template", "credentials", "one", False),
    ((("template", "credentials", "one"),), "template", "credentials", "one", False),  # it stays
    ((("template", "credentials", "one"),), "template", "credentials", "two", True),  # of the same type
    ((("template", "credentials", "one"),), "schedule", "credentials", "one", True),  # the template has it
    ((("template", "credentials", "one"),), "schedule", "credentials", "two", False),
    ((("a", "success_nodes", "b"), ("b", "always_nodes", "c")), "c", "success_nodes", "a", True),  # a circle
    ((("a", "success_nodes", "b"),), "a", "always_nodes", "b", True),
    ((("a", "success_nodes", "b"),), "b", "always_nodes", "c", False),
])  # fmt: skip
def test_an_association(before, parent, sub, other, refused):
    """A job takes one credential of a type, and nodes make no circle."""
    awx, made = furnish()
    for one, way, another in before:
        awx.associate((made[one], way), {"id": made[another]})
    if refused:
        with pytest.raises(Refused):
            awx.associate((made[parent], sub), {"id": made[other]})
    else:
        awx.associate((made[parent], sub), {"id": made[other]})
        assert awx.associated[made[parent], sub].count(made[other]) == 1


def test_a_change_that_is_refused_changes_nothing():
    """Also where a field before it could be taken."""
    awx, made = furnish()
    with pytest.raises(Refused):
        awx.answer("PATCH", "/api/v2/credentials/%d/" % made["one"], {}, {"name": "two", "description": "x"})
    assert awx.objects[made["one"]]["name"] == "one"


def test_an_unknown_filter():
    """A list that is asked for by a field that it has not is no empty list."""
    awx, _made = furnish()
    with pytest.raises(Refused):
        awx.answer("GET", "/api/v2/hosts/", {"inventry__name": "I"}, {})
