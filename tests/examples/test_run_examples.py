# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the examples of every module, as they are written and in their order, against fresh embedded servers.

A task with ``product: owncloud`` meets an ownCloud server, one of a Seafile module a Seafile server, every other one a Nextcloud server.
Changed is only the address.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from contextlib import ExitStack
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
import yaml
from ansible.parsing.plugin_docs import read_docstring
from sandbox.server import Sandbox

MODULES = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "plugins", "modules")
NAMES = sorted(name[:-3] for name in os.listdir(MODULES) if name.startswith(("ocs_", "seafile_")))
PREFIX = "ocs.provisioning."
ADDRESSES = {"nextcloud": "https://cloud.example.com", "owncloud": "https://cloud.example.com", "seafile": "https://seafile.example.com"}
# No name may be part of the password: Ansible masks it wherever it occurs in a result.
ADMIN = ("admin", "Long-2026-password")
SEAFILE_ADMIN = ("admin@example.com", ADMIN[1])


def plays(examples, urls):
    """Return the examples as plays: a new one begins where the product changes.

    :param urls: product to address of its server.
    """
    found, product = [], None
    for task in yaml.safe_load(examples or "") or []:
        module, arguments = next(((key, value or {}) for key, value in task.items() if key.startswith(PREFIX)), ("", None))
        usual = "seafile" if module.startswith(PREFIX + "seafile_") else "nextcloud"
        wanted = product or "nextcloud" if arguments is None else arguments.get("product", usual)
        if wanted != product:
            found.append(play(wanted, urls[wanted], examples))
            product = wanted
        if arguments and "url" in arguments:
            assert arguments["url"] == ADDRESSES[product]
            arguments["url"] = urls[product]
        found[-1]["tasks"].append(task)
    return found


def play(product, url, examples):
    """Return a play without tasks, with the connection and a value for every variable of a vault."""
    if product == "seafile":
        group, connection = "seafile", {"url": url, "auth_token": seafile_token(url)}
    else:
        group, connection = "ocs", {"url": url, "auth_username": ADMIN[0], "auth_password": ADMIN[1]}
    secrets = {name: f"A long {name} of 2026" for name in re.findall(r"\bvault_\w+", examples)}
    secrets.update(vault_ocs_password=ADMIN[1], vault_seafile_token=connection.get("auth_token", ""))
    return {
        "hosts": "localhost",
        "gather_facts": False,
        "vars": dict(secrets, ansible_python_interpreter=sys.executable),
        "module_defaults": {"group/ocs.provisioning." + group: connection},
        "tasks": [],
    }


def seafile_token(url):
    """Return the administrator's token of a Seafile server."""
    form = urlencode(dict(zip(("username", "password"), SEAFILE_ADMIN))).encode()
    with urlopen(url + "/api2/auth-token/", form) as answer:
        return json.load(answer)["token"]


def run_playbook(content, folder):
    """Run the plays by ansible-playbook; return the finished process."""
    path = folder / "examples.yml"
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    env = {name: value for name, value in os.environ.items() if not name.startswith(("OCS_", "SEAFILE_"))}
    env.update(ANSIBLE_HOME=str(folder / "home"), ANSIBLE_LOCALHOST_WARNING="false", ANSIBLE_NOCOLOR="true")
    command = [sys.executable, "-m", "ansible.cli.playbook", "-i", "localhost,", "-c", "local", str(path)]
    return subprocess.run(command, env=env, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)


@pytest.mark.parametrize("name", NAMES)
def test_examples_run(name, tmp_path):
    """Every example succeeds, and none is left out."""
    examples = read_docstring(os.path.join(MODULES, name + ".py"))["plainexamples"]
    with ExitStack() as stack:
        dialects = {"nextcloud": ("nextcloud-34", ADMIN), "owncloud": ("owncloud-10", ADMIN), "seafile": ("seafile-13", SEAFILE_ADMIN)}
        urls = {product: stack.enter_context(Sandbox(dialect, admin=admin, limits=False)).url for product, (dialect, admin) in dialects.items()}
        content = plays(examples, urls)
        assert content, "no examples"
        done = run_playbook(content, tmp_path)
    recap = dict(re.findall(r"(\w+)=(\d+)", done.stdout[done.stdout.rfind("PLAY RECAP") :]))
    assert done.returncode == 0, done.stdout
    assert (recap["ok"], recap["ignored"]) == (str(sum(len(each["tasks"]) for each in content)), "0"), done.stdout
