# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs each guide as a script: its commands in their order, in a copy of the examples, against fresh embedded servers.

What a guide shows is what the files hold and what the commands print. ``OCS_WRITE_GUIDES=1`` writes both into the guides.
"""

from __future__ import annotations

import base64
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from playbooks.installed import Installed, trusted
from sandbox.server import Sandbox

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import guides  # noqa: E402

ADMIN, SEAFILE_ADMIN = ("provisioning", "Otter-Lamp-4711"), ("admin@example.com", "Otter-Lamp-4711")
PASSWORD = "Amber-River-4712-Stone"
TODAY = "2026-09-01"
WRITE = bool(os.environ.get("OCS_WRITE_GUIDES"))
# Commands that end as an error, as their guide says.
FAILING = {"ansible-playbook nightly_audit.yml": 2}
# Commands that lead to where a guide begins, and accounts that somebody creates by hand.
BEFORE = {
    "guide_takeover.rst": (["first_account.yml accounts.yml groups.yml"], ["intern"]),
    "guide_leavers.rst": (["start_of_term.yml", "ocs.provisioning.onboard -e @company.yml"], []),
    "guide_audit.rst": (["first_account.yml accounts.yml groups.yml", "document.yml"], ["intern"]),
    "guide_mixed.rst": (["first_account.yml accounts.yml"], ["lena"]),
}  # fmt: skip
# Playbooks of a guide that change nothing when they are run once more at its end, with their options.
AGAIN = {
    "guide_start.rst": "first_account.yml accounts.yml groups.yml settings.yml", "guide_takeover.rst": "document.yml",
    "guide_leavers.rst": "movers.yml school_leavers.yml", "guide_instances.rst": "-i instances.yml many_instances.yml",
    "guide_seafile.rst": "seafile_leaver.yml both_servers.yml -e @passwords.yml", "guide_mixed.rst": "mixed_server.yml",
}  # fmt: skip


@pytest.fixture(scope="module", name="installed")
def fixture_installed(tmp_path_factory):
    """A copy of the collection, unchanged at the end."""
    found = Installed(tmp_path_factory.mktemp("guides"))
    yield found
    assert found.files() == found.before


class Desk:
    """A folder with a copy of the examples, and servers by the name that the guides give them."""

    def __init__(self, folder, collections, servers):
        self.folder, self.servers = folder, servers
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("OCS_", "SEAFILE_", "ANSIBLE_"))}
        self.environment = dict(
            clean, ANSIBLE_COLLECTIONS_PATH=collections, ANSIBLE_HOME=str(folder.parent / "home"), ANSIBLE_NOCOLOR="1", COLUMNS="80",
            ANSIBLE_LOCALHOST_WARNING="false", ANSIBLE_INVENTORY_UNPARSED_WARNING="false",
            PATH=os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"],
            OCS_URL=servers["cloud"].url, OCS_USERNAME=ADMIN[0], OCS_PASSWORD=ADMIN[1], PWD=str(folder),
            SEAFILE_URL=servers["seafile"].url, SEAFILE_USERNAME=SEAFILE_ADMIN[0], SEAFILE_PASSWORD=SEAFILE_ADMIN[1])  # fmt: skip

    def run(self, command):
        """Run a command of a guide; returns exit status, its output, and its messages."""
        words = [*shlex.split(command), *(["-e", "@../hidden.json"] if command.startswith("ansible-playbook") else [])]
        done = subprocess.run(
            words, cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False
        )
        return done.returncode, done.stdout, done.stderr

    def shown(self, output):
        """The output as somebody sees it whose servers and folder have the names of the guides."""
        for name, server in self.servers.items():
            output = output.replace(server.url, f"https://{name}.example.com")
        output = re.sub(r"\d{8}T\d{6}\w*", TODAY.replace("-", "") + "T060000Z", output.replace(str(self.folder), "/home/you/examples"))
        return guides.shorten(output)


@pytest.fixture(name="desk")
def fixture_desk(installed, tmp_path):
    """Fresh servers, and a fresh copy of the examples with the files that the guides tell one to write."""
    folder = tmp_path / "examples"
    shutil.copytree(os.path.join(installed.tree, "playbooks", "examples"), folder)
    cloud, school, secure = (Sandbox("nextcloud-34", admin=ADMIN, limits=False) for _server in range(3))
    with cloud, school, trusted(secure, folder), Sandbox("seafile-13", admin=SEAFILE_ADMIN, limits=False) as seafile:
        servers = {"cloud": cloud, "school": school, "seafile": seafile}
        write(folder, servers, secure)
        yield Desk(folder, installed.collections, servers)


def write(folder, servers, secure):
    """The files that a reader writes, and what stands in for the clock and for addresses."""
    connection = {"cloud_url": secure.url, "cloud_username": ADMIN[0], "cloud_password": ADMIN[1], "cloud_ca": "authority.pem"}
    crowd = [{"name": f"p{number}", "email": f"p{number}@example.com", "phone": f"+49301234{number:03}", "groups": ["crowd"]} for number in range(300)]
    instances = (folder / "instances.yml").read_text(encoding="utf-8")
    for name, server in servers.items():
        instances = instances.replace(f"https://{name}.example.com", server.url)
    texts = {
        "vault.yml": json.dumps(connection), "passwords.yml": json.dumps({"first_password": PASSWORD, "new_password": PASSWORD}),
        "crowd.json": json.dumps({"groups": [{"name": "crowd"}], "users": crowd}), "instances.yml": instances,
        "../hidden.json": json.dumps({"offboarding_today": TODAY}),
    }  # fmt: skip
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def by_hand(server, method, path, **form):
    """Change something as an administrator does in the web page."""
    request = Request(f"{server.url}/ocs/v2.php/cloud/{path}?format=json", urlencode(form).encode(), method=method, headers={
        "Authorization": "Basic " + base64.b64encode(":".join(ADMIN).encode()).decode(), "OCS-APIRequest": "true"})  # fmt: skip
    urlopen(request).close()


def interfered(server, *ids):
    """Accounts that somebody has created, and a quota that somebody has changed."""
    for name in ids:
        by_hand(server, "POST", "users", userid=name, password=PASSWORD)
    if server.product.state.user("alice"):
        by_hand(server, "PUT", "users/alice", key="quota", value="500 GB")


def prepare(desk, guide):
    """Bring the server to where the guide begins."""
    cloud = desk.servers["cloud"]
    before, ids = BEFORE.get(guide, ([], []))
    for command in before:
        status, output, messages = desk.run("ansible-playbook " + command)
        assert status == 0, output + messages
    interfered(cloud, *ids)
    if "lena" in ids:
        cloud.product.operate({"backend": {"user": "lena", "name": "LDAP"}})


def passed(desk, guide):
    """Run the commands of a guide; returns the text that each of its blocks has to have."""
    texts = []
    for kind, what, _text in guides.blocks(guide):
        if kind == "example":
            texts.append(guides.example(what))
        else:
            status, output, messages = desk.run(what)
            assert status == FAILING.get(what, 0), output + messages
            texts.append(f"$ {what}\n" + desk.shown(output))
    return texts


@pytest.mark.parametrize("guide", guides.names())
def test_a_guide_shows_what_is_and_what_happens(desk, guide):
    """Its examples are those of the files, its outputs those of the commands, and a second run changes nothing."""
    prepare(desk, guide)
    texts = passed(desk, guide)
    if WRITE:
        guides.rewrite(guide, texts)
    assert [text for _kind, _what, text in guides.blocks(guide)] == texts
    if AGAIN.get(guide):
        status, output, messages = desk.run("ansible-playbook " + AGAIN[guide])
        assert status == 0 and set(re.findall(r"changed=(\d+)", output)) == {"0"}, output + messages


def test_every_example_is_in_a_guide():
    """A file that no guide shows would be tried by nobody."""
    shown = {what for guide in guides.names() for kind, what, _text in guides.blocks(guide) if kind == "example"}
    run = " ".join(what for guide in guides.names() for kind, what, _text in guides.blocks(guide) if kind == "run")
    files = set(os.listdir(guides.EXAMPLES)) - {"README.md"}
    assert not files - shown
    assert not {name for name in files if "hosts:" in guides.example(name) and name not in run}
