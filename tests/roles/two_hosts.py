# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a role by ansible-playbook on two hosts side by side, each with an embedded server of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import urllib.request
from contextlib import ExitStack

import yaml
from ansible.parsing.vault import VaultLib, VaultSecret
from sandbox.server import Sandbox

# No name may be part of the password: Ansible masks it wherever it occurs in a result.
ADMIN = ("admin", "Long-2026-password")
SEAFILE_ADMIN = ("admin@example.com", ADMIN[1])
CONNECTION = {"url": "{{ url }}", "auth_username": "{{ caller }}", "auth_password": ADMIN[1]}


def role(name, **variables):
    """A task that runs a role of this collection."""
    return {"ansible.builtin.include_role": {"name": "ocs.provisioning." + name}, "vars": variables}


def once(task):
    """The task of a role, carried out for all hosts by the first one."""
    include = dict(task["ansible.builtin.include_role"], apply={"run_once": True})
    return dict(task, run_once=True, **{"ansible.builtin.include_role": include})


def claim(*conditions):
    """A task that ends the run where one of these is not true."""
    return {"ansible.builtin.assert": {"that": list(conditions)}}


class Run:
    """A finished run: exit status, what was printed, and for each host how many tasks changed something and failed."""

    def __init__(self, done):
        self.status, self.output = done.returncode, done.stdout
        recap = done.stdout[done.stdout.rfind("PLAY RECAP") :]
        self.counts = {host: dict(re.findall(r"(\w+)=(\d+)", rest)) for host, rest in re.findall(r"^(\S+)\s+:(.*)$", recap, re.MULTILINE)}

    def count(self, word):
        """The number of each host, in their order."""
        return [int(counts[word]) for _host, counts in sorted(self.counts.items())]


class TwoHosts:
    """Two servers, and runs of a role on both. :param dialects: theirs."""

    def __init__(self, folder, *dialects):
        self.folder, self.dialects = folder, dialects or ("nextcloud-34", "nextcloud-28")
        self.names = ["host%d" % number for number, _dialect in enumerate(self.dialects)]

    def __enter__(self):
        self.stack = ExitStack()
        admins = [SEAFILE_ADMIN if dialect.startswith("seafile") else ADMIN for dialect in self.dialects]
        self.servers = [self.stack.enter_context(Sandbox(dialect, admin=admin, limits=False)) for dialect, admin in zip(self.dialects, admins)]
        hosts = {name: {"url": server.url, "caller": admin[0]} for name, server, admin in zip(self.names, self.servers, admins)}
        everywhere = {"ansible_connection": "local", "ansible_python_interpreter": sys.executable}
        (self.folder / "hosts.yml").write_text(yaml.safe_dump({"all": {"hosts": hosts, "vars": everywhere}}), encoding="utf-8")
        return self

    def __exit__(self, *_exc):
        self.stack.close()

    def play(self, *tasks, **variables):
        """Run tasks on both; a role is ``{"include_role": ...}``."""
        groups = {"group/ocs.provisioning.ocs": CONNECTION, "group/ocs.provisioning.seafile": CONNECTION}
        content = [{"hosts": "all", "gather_facts": False, "module_defaults": groups, "vars": variables, "tasks": list(tasks)}]
        (self.folder / "play.yml").write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
        env = {name: value for name, value in os.environ.items() if not name.startswith(("OCS_", "SEAFILE_"))}
        (self.folder / "vault-key").write_text("key", encoding="utf-8")
        env["ANSIBLE_VAULT_PASSWORD_FILE"] = str(self.folder / "vault-key")
        env.update(ANSIBLE_HOME=str(self.folder / "home"), ANSIBLE_NOCOLOR="true", PWD=str(self.folder), ANSIBLE_CALLBACK_RESULT_FORMAT="yaml")
        command = [sys.executable, "-m", "ansible.cli.playbook", "-i", "hosts.yml", "play.yml"]
        return Run(
            subprocess.run(
                command, env=env, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
            )
        )

    def encrypt(self, name, text):
        """Write a file of the folder as ansible-vault does."""
        (self.folder / name).write_bytes(VaultLib([("default", VaultSecret(b"key"))]).encrypt(text))

    def role(self, name, **variables):
        """Run a role of this collection on both."""
        return self.play(role(name), **variables)

    def ask(self, number, path):
        """What a Nextcloud server says to its administrator."""
        manager = urllib.request.HTTPPasswordMgrWithPriorAuth()
        manager.add_password(None, self.servers[number].url, *ADMIN, is_authenticated=True)
        request = urllib.request.Request(self.servers[number].url + "/ocs/v2.php/cloud/" + path + "?format=json", headers={"OCS-APIRequest": "true"})
        with urllib.request.build_opener(urllib.request.HTTPBasicAuthHandler(manager), urllib.request.ProxyHandler({})).open(request) as answer:
            return json.load(answer)["ocs"]["data"]
