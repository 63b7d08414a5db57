# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One playbook through both doors, by Ansible itself: the same results, no secret in the output, and the heavy imports once."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest
from ansible.parsing.vault import VaultLib, VaultSecret
from sandbox.server import Sandbox

SECRET, VAULTED, PLAIN = "Long-2026-password", "Vault-2026-otter", "Plain-2026-otter"
HERE = os.path.dirname(os.path.abspath(__file__))
VARYING = re.compile(r'[0-9a-f]{32,}|127\.0\.0\.1:\d+|20\d\d-\d\d-\d\dT[0-9:]+Z|(?<="elapsed_seconds": )[0-9.]+|(?<="run_on": ")\w+')
# Says in a file which process looks for the library.
WATCH = """
import os, sys
class Watch:
    def find_spec(self, name, path=None, target=None):
        if name == "requests":
            with open(os.environ["OCS_IMPORTS"], "a") as handle:
                handle.write("%d\\n" % os.getpid())
sys.meta_path.insert(0, Watch())
"""


def furnish(folder):
    """Put the playbook, an inventory and an encrypted variable in a folder."""
    files = {"key": "key", "watch/sitecustomize.py": WATCH}
    for name in ("doors.yml", "people.yml", "seafile.yml"):
        with open(os.path.join(HERE, name), encoding="utf-8") as handle:
            files["site/" + name] = handle.read()
    vaulted = VaultLib([("default", VaultSecret(b"key"))]).encrypt(VAULTED).decode().strip()
    files["site/group_vars/all.yml"] = "vaulted: !vault |\n  " + vaulted.replace("\n", "\n  ") + "\n"
    local = {"ansible_connection": "local", "ansible_python_interpreter": sys.executable}
    files["hosts.yml"] = json.dumps({"all": {"hosts": {"localhost": local, "other": local}}})
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture(name="site")
def fixture_site(tmp_path):
    """A function that plays the playbook on a fresh server: its results, its output, and which processes imported the library."""
    furnish(tmp_path)

    def play(run_on, playbook, dialect, caller):
        for name in ("recorded", "imports"):
            (tmp_path / name).write_text("")
        env = {name: value for name, value in os.environ.items() if not name.startswith(("OCS_", "SEAFILE_", "ANSIBLE_P"))}
        env.update(
            ANSIBLE_CALLBACK_PLUGINS=HERE, OCS_RECORDED=str(tmp_path / "recorded"), OCS_IMPORTS=str(tmp_path / "imports"), ANSIBLE_NOCOLOR="true",
            ANSIBLE_VAULT_PASSWORD_FILE=str(tmp_path / "key"), ANSIBLE_INJECT_INVOCATION="true", PYTHONPATH=str(tmp_path / "watch"),
            ANSIBLE_HOME=str(tmp_path / "home"))  # fmt: skip
        with Sandbox(dialect, admin=(caller, SECRET), limits=False) as server:
            for service in ("OCS_", "SEAFILE_"):
                env.update({service + "URL": server.url, service + "USERNAME": caller, service + "PASSWORD": SECRET})
            done = subprocess.run(
                [sys.executable, "-m", "ansible.cli.playbook", "-i", "hosts.yml", "-vvv", "--diff", "site/" + playbook, "-e", "run_on=" + run_on],
                env=env, cwd=tmp_path, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                check=False)  # fmt: skip
            if caller == "admin":  # no session is left on the server
                assert server.counts["GET /index.php/logout"] and not server.product.authenticator.signed_in()
        assert done.returncode == 0, done.stdout[-6000:]
        results = [json.loads(VARYING.sub("0", line)) for line in (tmp_path / "recorded").read_text().splitlines()]
        return results, done.stdout, (tmp_path / "imports").read_text().split()

    return play


@pytest.mark.parametrize("given, number", [
    (("doors.yml", "nextcloud-34", "admin"), 20), (("seafile.yml", "seafile-13", "admin@example.com"), 9)], ids=["ocs", "seafile"])  # fmt: skip
def test_both_doors(site, given, number):
    """Every module, and whatever Ansible makes of a task before and after: templates, vaulted values, defaults of groups, loops, no_log, delegation."""
    (here, inside, imports), (there, outside) = site("auto", *given), site("target", *given)[:2]
    assert len(here) == len(there) >= number
    for one, other in zip(here, there):
        assert one == other
    told = [output.count("runs in the controller's process") for output in (inside, outside)]
    assert told[0] >= number and not told[1] and len(set(imports)) == 1
    for output in (inside, outside, json.dumps(here), json.dumps(there)):
        assert not [secret for secret in (VAULTED, PLAIN, SECRET, "Row-2026-otter") if secret in output]
