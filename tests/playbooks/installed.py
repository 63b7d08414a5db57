# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the collection's playbooks by name, from a folder of one's own, as somebody does who has installed it."""

from __future__ import annotations

import json
import os
import ssl
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ADMIN = ("admin", "Long-2026-password")


class Installed:
    """A copy of the collection, and a folder from which playbooks are started."""

    def __init__(self, folder):
        self.collections, self.start = str(folder / "collections"), folder / "start"
        self.tree = os.path.join(self.collections, "ansible_collections", "ocs", "provisioning")
        self.start.mkdir()
        subprocess.run([os.path.join(ROOT, "tools", "copy_tree.sh"), self.tree], cwd=ROOT, check=True)
        self.before = self.files()

    def files(self):
        """Every file of the installed collection; what Python and Ansible keep for themselves apart."""
        return sorted(os.path.join(path, name) for path, _folders, names in os.walk(self.tree) for name in names if "__pycache__" not in path)

    def play(self, name, hosts, *options, callback="default", **variables):
        """Run a playbook for these hosts, name to the variables of each; returns exit status and all of the output."""
        inventory = {"all": {"hosts": hosts, "vars": {"ansible_python_interpreter": sys.executable}}}
        (self.start / "inventory.json").write_text(json.dumps(inventory), encoding="utf-8")
        (self.start / "variables.json").write_text(json.dumps(variables), encoding="utf-8")
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("OCS_", "SEAFILE_", "ANSIBLE_"))}
        # PWD is not kept up by who starts programs in another folder
        clean.update(ANSIBLE_COLLECTIONS_PATH=self.collections, ANSIBLE_HOME=str(self.start / ".ansible"), ANSIBLE_STDOUT_CALLBACK=callback,
                     ANSIBLE_NOCOLOR="1", PWD="/", OCS_USERNAME=ADMIN[0], OCS_PASSWORD=ADMIN[1])  # fmt: skip
        command = [os.path.join(os.path.dirname(sys.executable), "ansible-playbook"), "-i", "inventory.json", "-e", "@variables.json", *options]
        done = subprocess.run(
            command + ["ocs.provisioning." + name], cwd=self.start, env=clean, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, check=False)  # fmt: skip
        return done.returncode, done.stdout

    def written(self):
        """Files that runs left in the folder, without those of this class; path to mode."""
        found = {}
        for path, _folders, names in os.walk(self.start):
            inside = os.path.relpath(path, self.start)
            if not inside.startswith(".ansible"):
                found.update({os.path.normpath(os.path.join(inside, name)): os.stat(os.path.join(path, name)).st_mode & 0o777 for name in names})
        return {name: mode for name, mode in found.items() if name not in ("inventory.json", "variables.json")}


def trusted(server, folder):
    """Let the server speak TLS with a certificate of our own, whose authority is authority.pem in the folder."""
    key, authority = str(folder.parent / "key.pem"), str(folder / "authority.pem")
    subprocess.run([
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
        "-addext", "basicConstraints=critical,CA:TRUE", "-keyout", key, "-out", authority], check=True, capture_output=True)  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority, key)
    server.httpd.socket = context.wrap_socket(server.httpd.socket, server_side=True)
    server.url = server.url.replace("http://127.0.0.1", "https://localhost")
    return server
