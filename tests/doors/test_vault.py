# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents and files of people may be encrypted with Ansible Vault; the plain text never reaches the disk, and a module says what to do."""

from __future__ import annotations

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from ansible.parsing.vault import VaultLib, VaultSecret
from doors.playing import ADMIN, PLAY, played
from sandbox.server import Sandbox

LIBRARY, KEY = VaultLib([("default", VaultSecret(b"key"))]), "key"
SECRETS = {name: "Vault-2026-" + name for name in ("anna", "berta", "clara")}
pytestmark = pytest.mark.long


def encrypted(text, depth=0):
    """The text as ansible-vault writes it."""
    return LIBRARY.encrypt(text).decode().replace("\n", "\n" + " " * depth)


def plain_copies(folder):
    """Files of the folder and those below it that hold one of the secrets."""
    found = set()
    for path in (os.path.join(where, name) for where, _folders, names in os.walk(folder) for name in names):
        try:
            with open(path, "rb") as handle:
                content = handle.read()
        except OSError:
            continue
        found |= {path} if any(secret.encode() in content for secret in SECRETS.values()) else set()
    return found


def watched(folder, run):
    """The plain copies that there were at any time of the run, and after it."""
    found = set()
    while True:
        ended = run.poll() is not None
        found |= plain_copies(folder) | plain_copies("/dev/shm")
        if ended:
            return found
        time.sleep(0.02)


def play(folder, *tasks, key=KEY):
    """Play tasks while somebody looks for plain text on the disk: status, output, what was found, the accounts."""
    (folder / "key").write_text(key)
    (folder / "tmp").mkdir(exist_ok=True)
    (folder / "play.yml").write_text(PLAY.format(", ".join(json.dumps(task) for task in tasks)))
    with Sandbox("nextcloud-34", admin=ADMIN) as server:
        server.faults.replace([{"latency": 0.05}])
        env = {"ANSIBLE_VAULT_PASSWORD_FILE": str(folder / "key"), "TMPDIR": str(folder / "tmp")}
        with played(folder, "play.yml", server, "-vvv", "--diff", **env) as run, ThreadPoolExecutor(1) as pool:
            watch = pool.submit(watched, folder, run)
            out, err = run.communicate(timeout=120)
        return run.returncode, out + err, watch.result(), set(server.product.state.users)


def directory(**options):
    """A task for a whole directory."""
    return {"ocs.provisioning.ocs_directory": options}


def test_the_watch(tmp_path):
    """It sees a plain copy, so that its silence means something."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").write_text("x" + SECRETS["anna"])
    assert plain_copies(tmp_path) == {str(tmp_path / "a" / "b")}


def test_encrypted_files(tmp_path):
    """A whole document, values in a plain one, and the file of the people's role, in one run."""
    (tmp_path / "whole.yml").write_text(encrypted(f"users:\n- {{name: anna, password: {SECRETS['anna']}}}\n"))
    (tmp_path / "part.yml").write_text(f"users:\n- name: berta\n  password: !vault |\n    {encrypted(SECRETS['berta'], 4)}\n".rstrip() + "\n")
    (tmp_path / "people.csv").write_bytes(LIBRARY.encrypt(f"login;full;password\nclara;Clara Müller;{SECRETS['clara']}\n".encode("cp1252")))
    rows = "{{ (lookup('ocs.provisioning.file_content', 'people.csv', decrypt=true) | ocs.provisioning.csv_rows).rows }}"
    person = "[{'name': %(row)s.login, 'password': %(row)s.password, 'display_name': %(row)s.full}]" % {"row": "people[0]"}
    status, output, found, users = play(
        tmp_path, directory(src="whole.yml"), directory(src="part.yml"), dict(directory(users="{{ %s }}" % person), vars={"people": rows})
    )
    assert not status and not found and {"anna", "berta", "clara"} <= users, output
    assert not [secret for secret in SECRETS.values() if secret in output] and output.count("runs in the controller's process") == 3


@pytest.mark.parametrize("name, content", [("whole.yml", encrypted("users: []\n")), ("part.yml", "users:\n- name: !vault |\n    " + encrypted("anna", 4))])
def test_a_wrong_key(tmp_path, name, content):
    """It is told, and nothing is sent."""
    (tmp_path / name).write_text(content)
    status, output, _found, users = play(tmp_path, directory(src=name), key="another")
    assert status and "no vault secret of this run decrypts it; check --vault-password-file" in output and name in output and users == {"admin"}


def test_a_module_names_the_fix(tmp_path):
    """It has no vault secrets."""
    (tmp_path / "whole.yml").write_text(encrypted("users: []\n"))
    status, output, _found, _users = play(tmp_path, directory(src="whole.yml", run_on="target"))
    assert status and "encrypted with Ansible Vault, which only the controller decrypts; run the task there (run_on: controller" in output
