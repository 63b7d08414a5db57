# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A double of the parts of AWX's API that playbooks/awx.yml uses, made by hand after the API of AWX 24.6.

It is not AWX. It keeps objects with the fields that it knows, resolves references, asks for names as the modules of awx.awx do, and follows AWX in what the
playbook depends on: unknown fields are ignored, secrets are hidden, lists have pages, a template's playbook must be in its synchronized project, and
removing the node of an approval denies those that wait for it. No job runs here. `make awx-real` runs the same against an AWX.
"""

from __future__ import annotations

import json
import urllib.parse

from awx.awx_rules import Refused, check, check_association, check_survey, refuse

PAGE = 10  # AWX's is 25: small, so that pages are turned
ASK = {"ask_%s_on_launch" % name: False for name in ("limit", "credential", "variables")}
TEMPLATE = dict(ASK, description="", extra_vars="", survey_enabled=False, limit="", inventory=None, organization=None)
# What is kept of each kind, with its default; a field that is not named here is ignored, as AWX does.
KINDS = {
    "organizations": ("organization", {"description": ""}),
    "credential_types": ("credential_type", {"description": "", "kind": "", "inputs": {}, "injectors": {}, "managed": False}),
    "credentials": ("credential", {"description": "", "organization": None, "credential_type": None, "inputs": {}}),
    "labels": ("label", {"organization": None}),
    "notification_templates": ("notification_template", {
        "description": "", "organization": None, "notification_type": "", "notification_configuration": {}, "messages": None}),
    "teams": ("team", {"description": "", "organization": None}),
    "execution_environments": ("execution_environment", {"description": "", "image": "", "pull": "", "credential": None, "organization": None}),
    "projects": ("project", {
        "description": "", "organization": None, "scm_type": "", "scm_url": "", "scm_branch": "", "scm_update_on_launch": False, "credential": None,
        "default_environment": None, "scm_revision": "", "status": "pending"}),
    "project_updates": ("project_update", {"status": "pending", "finished": None, "failed": False, "scm_revision": ""}),
    "inventories": ("inventory", {"description": "", "organization": None, "variables": "", "kind": "", "host_filter": None}),
    "hosts": ("host", {"description": "", "inventory": None, "enabled": True, "variables": ""}),
    "job_templates": ("job_template", dict(
        TEMPLATE, job_type="run", playbook="", project=None, execution_environment=None, diff_mode=False, job_slice_count=1)),
    "workflow_job_templates": ("workflow_job_template", TEMPLATE),
    "workflow_job_template_nodes": ("workflow_job_template_node", {
        "identifier": "", "workflow_job_template": None, "unified_job_template": None, "extra_data": {}, "limit": None}),
    "workflow_approval_templates": ("workflow_approval_template", {"description": "", "timeout": 0}),
    "users": ("user", {"username": ""}),
    "workflow_approvals": ("workflow_approval", {"status": "pending", "unified_job_template": None}),
    "schedules": ("schedule", {"description": "", "unified_job_template": None, "rrule": "", "limit": None, "extra_data": {}}),
}  # fmt: skip
MANAGED = (
    ("Vault", "vault", ("vault_password", "vault_id")), ("Container Registry", "registry", ("host", "username", "password")),
    ("Source Control", "scm", ("username", "password")))  # fmt: skip
LINKS = ("success_nodes", "failure_nodes", "always_nodes")
ROLES = {"job_templates": ("admin", "execute", "read"), "workflow_job_templates": ("admin", "execute", "approval", "read")}
LAUNCHED = ("job_templates", "workflow_job_templates", "projects")  # not the templates of approvals


class Awx:
    """The objects, and what is done with them."""

    def __init__(self, playbooks=(), sync_error=""):
        self.objects, self.associated, self.surveys, self.writes = {}, {}, {}, []
        self.playbooks, self.sync_error, self.count = list(playbooks), sync_error, 0
        self.make("organizations", {"name": "Default"})
        for name, kind, fields in MANAGED:
            inputs = {"fields": [{"id": field, "label": field, "secret": "password" in field} for field in fields]}
            self.make("credential_types", {"name": name, "kind": "cloud", "inputs": inputs}).update(kind=kind, managed=True)

    def make(self, kind, data):
        """A new object."""
        type_name, defaults = KINDS[kind]
        self.count += 1
        number = self.count
        made = {"id": number, "type": type_name, "url": "/api/v2/%s/%d/" % (kind, number), "name": "", "kind_": kind}
        made.update(json.loads(json.dumps(defaults)))
        self.objects[number] = made
        try:
            self.change(made, data)
        except Refused:
            del self.objects[number]
            raise
        if kind == "projects":
            self.synchronize(made)
        return made

    def change(self, found, data):
        """Take over the fields that this kind has."""
        kind = found["kind_"]
        for field, value in data.items():
            if field in KINDS[kind][1] or field == "name":
                if field == "inputs" and kind == "credential_types" and value != found["inputs"] and self.having("credential_type", found["id"]):
                    raise Refused(403, {"detail": "Modifications to inputs are not allowed for credential types that are in use"})
                found[field] = found[field] if value is None else value
        for field in ("organization", "credential_type", "inventory", "project", "unified_job_template", "workflow_job_template", "execution_environment"):
            refuse(found.get(field) is None or found[field] in self.objects, field, "Invalid pk - object does not exist.")
        check(self, found)

    def synchronize(self, project):
        """AWX is busy while the modules look twice."""
        made = self.make("project_updates", {"name": project["name"]})
        project.update(status="running", last_update=made["id"], looks=2)
        return made

    def having(self, field, number):
        """Objects that refer to this one."""
        return [each for each in self.objects.values() if each.get(field) == number]

    def remove(self, found):
        """Remove an object; as in AWX, with the approval of a node, which denies those that wait."""
        template = self.objects.get(found.get("unified_job_template"), {})
        if found["kind_"] == "workflow_job_template_nodes" and template.get("kind_") == "workflow_approval_templates":
            for waiting in self.having("unified_job_template", template["id"]):
                if waiting["kind_"] == "workflow_approvals" and waiting["status"] == "pending":
                    waiting.update(status="failed", unified_job_template=None)
            del self.objects[template["id"]]
        del self.objects[found["id"]]
        self.associated = {key: [number for number in numbers if number != found["id"]] for key, numbers in self.associated.items()}

    def shown(self, found):
        """An object as the API shows it."""
        kind, number = found["kind_"], found["id"]
        told = {key: value for key, value in found.items() if key not in ("kind_", "looks", "last_update")}
        told["related"] = {"survey_spec": found["url"] + "survey_spec/", "update": found["url"] + "update/"}
        told["summary_fields"] = {"object_roles": {
            name + "_role": {"id": "%s-%d-%s" % (kind, number, name)} for name in ROLES.get(kind, ())}}  # fmt: skip
        if kind == "credentials":
            told["inputs"] = self.hidden(found)
        if kind == "notification_templates":
            told["notification_configuration"] = {
                key: "$encrypted$" if key in ("password", "token") else value for key, value in found["notification_configuration"].items()
            }
        if kind == "projects":
            found["looks"] -= 1
            if found["looks"] < 0 and found["status"] == "running":
                found["status"] = "failed" if self.sync_error else "successful"
            told.update(status=found["status"])
            told["summary_fields"]["last_update"] = {"id": found["last_update"]}
        if kind == "workflow_job_template_nodes":
            for link in LINKS:
                told[link] = self.associated.get((number, link), [])
            template = self.objects.get(found["unified_job_template"])
            if template:
                told["related"]["unified_job_template"] = template["url"]
                told["summary_fields"]["unified_job_template"] = {key: template[key] for key in ("id", "name", "description", "timeout") if key in template}
        return told

    def hidden(self, found):
        """A credential's inputs, with what is secret hidden."""
        fields = self.objects[found["credential_type"]]["inputs"]["fields"]
        secret = {field["id"] for field in fields if field.get("secret")}
        return {key: "$encrypted$" if key in secret else value for key, value in found["inputs"].items()}

    def matches(self, found, query):
        """Whether an object is among those asked for; a__b asks for b of the object that a refers to."""
        either = {key: value for key, value in query.items() if key.startswith("or__")}
        if either and not any(str(found.get(key[4:])) == value for key, value in either.items()):
            return False
        for key, value in query.items():
            if key in either or key in ("page", "format"):
                continue
            at, path = found, key.split("__")
            for part in path:
                refuse(part in at or not at, "detail", "%s has no field named '%s'" % (found["type"], key))
                at, told = self.objects.get(at.get(part) if part != path[-1] else None, {}), at.get(part)
            if str(told) != value:
                return False
        return True

    def page(self, entries, path, query):
        """A page of a list."""
        first = (int(query.get("page", 1)) - 1) * PAGE
        more = "%s?%s" % (path, urllib.parse.urlencode(dict(query, page=first // PAGE + 2))) if len(entries) > first + PAGE else None
        return {"count": len(entries), "next": more, "previous": None, "results": [self.shown(each) for each in entries[first : first + PAGE]]}

    def listed(self, kind, query):
        """The objects of a list."""
        kinds = LAUNCHED if kind == "unified_job_templates" else (kind,)
        return [each for each in self.objects.values() if each["kind_"] in kinds and self.matches(each, query)]

    def associate(self, key, data):
        """Add or take away; what is there already stays."""
        numbers = self.associated.setdefault(key, [])
        refuse(isinstance(data.get("id"), int) and data["id"] in self.objects, "msg", "'id' field is missing.")
        if data.get("disassociate"):
            numbers.remove(data["id"])
        elif data["id"] not in numbers:
            if key[0] in self.objects:
                check_association(self, self.objects[key[0]], key[1], data["id"])
            numbers.append(data["id"])

    def unique_hash(self, credential):
        """A job takes one credential with the same of these."""
        return credential["credential_type"], credential["inputs"].get("vault_id", "")

    def answer(self, method, path, query, data):
        """(status, content)"""
        kind, number, sub = (path[len("/api/v2/") :].strip("/").split("/") + ["", ""])[:3]
        if method != "GET":
            self.writes.append("%s %s" % (method, path))
        if kind == "roles":
            key, found = (number, sub), None
        elif number:
            found = self.objects.get(int(number), {"kind_": ""})
            if found["kind_"] != kind:
                return 404, {"detail": "Not found."}
            key = (found["id"], sub)
        else:
            if method == "POST":
                return 201, self.shown(self.make(kind, data))
            return 200, self.page(self.listed(kind, query), path, query)
        if sub:
            return self.answer_below(method, path, query, data, found, key)
        if method == "DELETE":
            self.remove(found)
            return 204, None
        if method == "PATCH":
            before = json.loads(json.dumps(found))
            try:
                self.change(found, data)
            except Refused:
                found.update(before)
                raise
        return 200, self.shown(found)

    def answer_below(self, method, path, query, data, found, key):
        """(status, content) of what lies below an object."""
        number, sub = key
        if sub == "survey_spec":
            if method == "POST":
                check_survey(data)
                self.surveys[number] = data
                return 200, None
            return 200, self.surveys.get(number, {})
        if sub == "update":
            return 202, self.shown(self.synchronize(found))
        if sub == "playbooks":
            return 200, self.playbooks if found["status"] == "successful" else []
        if sub == "stdout":
            return 200, {"range": {}, "content": self.sync_error}
        if sub == "create_approval_template":
            made = self.make("workflow_approval_templates", {key: data[key] for key in ("name", "description", "timeout") if key in data})
            found["unified_job_template"] = made["id"]
            return 201, self.shown(made)
        if method == "POST":
            self.associate(key, data)
            return 204, None
        return 200, self.page([self.objects[each] for each in self.associated.get(key, [])], path, query)
