# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads playbooks/vars/awx as AWX would get it: the settings put in, what is marked ``!unsafe`` left for AWX."""

from __future__ import annotations

import os
import tempfile

import yaml
from awx_plugins.interfaces._temporary_private_api import ManagedCredentialType
from awx_plugins.interfaces._temporary_private_credential_api import Credential
from awx_plugins.interfaces._temporary_private_inject_api import inject_credential
from jinja2.nativetypes import NativeEnvironment

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
AWX = os.path.join(ROOT, "extensions", "awx")
DEFINITIONS = os.path.join(ROOT, "playbooks", "vars", "awx")
PROJECT = os.path.join(AWX, "project")


class Unsafe(str):
    """A text that is not rendered here."""


class Loader(yaml.SafeLoader):
    """YAML with Ansible's tag ``!unsafe``."""


Loader.add_constructor("!unsafe", lambda loader, node: Unsafe(loader.construct_scalar(node)))


class Dumper(yaml.SafeDumper):
    """YAML in which every text has Ansible's tag ``!unsafe``."""

    def represent_data(self, data):
        """A text as data, anything else as it is."""
        return self.represent_scalar("!unsafe", data) if isinstance(data, str) else super().represent_data(data)


def extra_variables(given, trusted):
    """The variables of a job as AWX writes them: what the template does not define, such as answers and artifacts, is never rendered, at any depth."""
    return "".join(
        yaml.dump({key: value}, Dumper=yaml.SafeDumper if key in trusted and trusted[key] == value else Dumper, default_flow_style=False)
        for key, value in given.items()
    )


def read(path):
    """The content of a YAML file."""
    with open(path, encoding="utf-8") as handle:
        return yaml.load(handle, Loader)  # noqa: S506


def rendered(value, settings):
    """The value with the settings put in."""
    if isinstance(value, dict):
        return {key: rendered(item, settings) for key, item in value.items()}
    if isinstance(value, list):
        return [rendered(item, settings) for item in value]
    if isinstance(value, str) and not isinstance(value, Unsafe) and "{{" in value:
        return NativeEnvironment().from_string(value).render(settings)  # "{{ awx_slices }}" is a number
    return str(value) if isinstance(value, Unsafe) else value


def everything(**settings):
    """All lists of playbooks/vars/awx by their names."""
    settings = dict(read(os.path.join(DEFINITIONS, "settings.yml")), **settings)
    found = {}
    for name in ("credential_types", "access", "inventory", "templates", "workflows"):
        found.update(rendered(read(os.path.join(DEFINITIONS, name + ".yml")), settings))
    return found


def template(name):
    """The job template of this name, without the prefix."""
    return next(each for each in everything()["controller_templates"] if each["name"] == "OCS " + name)


def injected(kind, inputs, folder):
    """(environment of the job, environment as AWX keeps it) for a credential, by AWX's own code.

    :param folder: the job's private data directory, which a container sees as /runner.
    """
    made = next(each for each in everything()["controller_credential_types"] if each["name"].startswith(kind))
    env, kept, arguments = {}, {}, []
    os.makedirs(os.path.join(folder, "env"), exist_ok=True)
    kind_of = ManagedCredentialType(namespace="x", name=made["name"], kind=made["kind"], inputs=made["inputs"], injectors=made["injectors"])
    inject_credential(kind_of, Credential(inputs), env, kept, arguments, str(folder))
    assert not arguments, "something shows in the job's details"
    return {key: value.replace("/runner", str(folder), 1) if key.endswith("_PATH") else value for key, value in env.items()}, kept


def temporary_folder():
    """A short path: AWX's folders are short, too."""
    return tempfile.TemporaryDirectory(prefix="awx")
