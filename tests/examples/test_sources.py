# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs every playbook of the page on sources of people, as it stands there. Only what it asks is a stand-in: it answers as the real one does."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
import textwrap
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playbooks.installed import ADMIN, Installed, ROOT
from sandbox.server import Sandbox


PAGE = os.path.join(ROOT, "docs", "docsite", "rst", "sources.rst")
BLOCK = re.compile(r"\.\. code-block:: (?:yaml|yaml\+jinja|jinja)\n\n((?:   .*\n|\n)+)")
NAME = re.compile(r"(?:# |\{# )(\S+)(?: #\})?\n")
PEOPLE = [("ada", "Ada Lovelace", "ada@example.com", "Science"), ("grace", "Grace Hopper", "grace@example.com", "Office")]
# community.general.ldap_search: one value is a text, several are a list (its documentation)
LDAP = """
from ansible.module_utils.basic import AnsibleModule
module = AnsibleModule({name: {"type": kind, "no_log": name == "bind_pw"} for name, kind in {
    "server_uri": "str", "bind_dn": "str", "bind_pw": "str", "dn": "str", "scope": "str", "filter": "str", "attrs": "list", "page_size": "int"}.items()},
    supports_check_mode=True)
module.exit_json(results=[
    {"dn": "uid=ada,ou=people,dc=example,dc=com", "uid": "ada", "displayName": "Ada Lovelace", "mail": ["ada@example.com", "a@example.com"],
     "departmentNumber": "Science"},
    {"dn": "uid=grace,ou=people,dc=example,dc=com", "uid": "grace", "displayName": "Grace Hopper", "mail": "grace@example.com",
     "departmentNumber": ["Office"]}])
"""
# microsoft.ad.ldap: attributes by the names that the configuration gives them, None without a value (its source)
ACTIVE_DIRECTORY = '''
DOCUMENTATION = """
name: ldap
short_description: A stand-in
description: A stand-in.
options: {server: {type: str}, tls_mode: {type: str}, username: {type: str}, password: {type: str}, search_base: {type: str}, filter: {type: str},
  filter_without_computer: {type: bool}, attributes: {type: dict}}
extends_documentation_fragment: [constructed]
"""
from ansible.plugins.inventory import BaseInventoryPlugin, Constructable
FOUND = [{"sAMAccountName": "Ada", "displayName": "Ada Lovelace", "mail": "ada@example.com", "department": "Science"},
         {"sAMAccountName": "Grace", "displayName": "Grace Hopper", "mail": "grace@example.com", "department": "Office"}]
class InventoryModule(BaseInventoryPlugin, Constructable):
    NAME = "microsoft.ad.ldap"
    def verify_file(self, path):
        return path.endswith("microsoft.ad.ldap.yml")
    def parse(self, inventory, loader, path, cache=True):
        super().parse(inventory, loader, path, cache)
        self._read_config_data(path)
        for found in FOUND:
            values = {new: found.get(old) for old, names in self.get_option("attributes").items() for new in names}
            host = values[self.get_option("compose")["inventory_hostname"]]
            inventory.add_host(host)
            for key, value in values.items():
                inventory.set_variable(host, key, value)
            self._add_host_to_composed_groups(self.get_option("groups"), values, host)
'''
PSQL = """#!/usr/bin/env python3
import csv, sqlite3, sys
assert sys.argv[1:3] == ["--csv", "--command"]
found = sqlite3.connect("hr.sqlite").execute(sys.argv[3])
writer = csv.writer(sys.stdout, lineterminator="\\n")
writer.writerow([column[0] for column in found.description])
writer.writerows(found)
"""
CELL = '<table:table-cell office:value-type="string"><text:p>%s</text:p></table:table-cell>'
SHEET = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
  <office:body><office:spreadsheet><table:table table:name="People">%s</table:table></office:spreadsheet></office:body></office:document-content>"""
MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
COLUMNS = ("Login", "Name", "E-mail", "Department")


class School(BaseHTTPRequestHandler):
    """Two pages of people, and who asked without the token."""

    def do_GET(self):
        """One page."""
        first, last = PEOPLE[int(self.path[-1]) - 1][1].split()
        login, _name, email, department = PEOPLE[int(self.path[-1]) - 1]
        person = {"login": login, "firstName": first, "lastName": last, "email": email, "class": department, "id": 1}
        self.send_response(200 if self.headers["Authorization"] == "Bearer School-2026" else 401)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps({"people": [person]}).encode())

    def log_message(self, *_args):  # pylint: disable=arguments-differ
        """Nothing."""


def blocks():
    """The files of the page by their names."""
    with open(PAGE, encoding="utf-8") as handle:
        texts = [textwrap.dedent(match.group(1)) for match in BLOCK.finditer(handle.read())]
    return {NAME.match(text).group(1): text for text in texts}


@pytest.fixture(name="desk")
def fixture_desk(tmp_path):
    """A folder with the files of the page, the collection, and a server."""
    installed = Installed(tmp_path)
    for name, text in blocks().items():
        (installed.start / name).write_text(text, encoding="utf-8")
    with Sandbox("nextcloud-34", admin=ADMIN, limits=False) as server:
        yield installed, server


def stand_in(installed, collection, folder, name, text):
    """A collection with one plugin."""
    place = os.path.join(installed.collections, "ansible_collections", *collection.split("."), "plugins", folder)
    os.makedirs(place)
    with open(os.path.join(place, name), "w", encoding="utf-8") as handle:
        handle.write(text)


def onboarded(desk, *command, runs=1):
    """The playbook shows in check mode what it would do, brings the two people, and has nothing to do when it runs again."""
    installed, server = desk
    environment = dict(
        os.environ, ANSIBLE_COLLECTIONS_PATH=installed.collections, ANSIBLE_HOME=str(installed.start / "home"), ANSIBLE_NOCOLOR="1", OCS_URL=server.url,
        OCS_USERNAME=ADMIN[0], OCS_PASSWORD=ADMIN[1], ANSIBLE_INVENTORY_ENABLED="microsoft.ad.ldap,host_list,yaml",
        PATH=str(installed.start) + os.pathsep + os.environ["PATH"])  # fmt: skip
    secrets = json.dumps({"vault_ldap_password": "Reader-2026", "vault_school_token": "School-2026", "ansible_python_interpreter": sys.executable})
    for run in range(-1, runs):
        check = ["--check"] if run == -1 else []
        done = subprocess.run(
            [os.path.join(os.path.dirname(sys.executable), "ansible-playbook"), "-e", secrets, *command, *check], cwd=installed.start, env=environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)  # fmt: skip
        assert done.returncode == 0 and ("changed=0 " in done.stdout) is (run == 1), done.stdout
        assert server.product.state.user(PEOPLE[0][0]) is None or run >= 0
    state = server.product.state
    for name, display_name, email, department in PEOPLE:
        user = state.user(name)
        assert (user.display_name, user.email) == (display_name, email) and name in state.groups[department.lower()].members


def test_ldap(desk):
    """An attribute with one value is a text, and with several a list."""
    stand_in(desk[0], "community.general", "modules", "ldap_search.py", LDAP)
    onboarded(desk, "from_ldap.yml", runs=2)


def test_active_directory(desk):
    """People as hosts of an inventory."""
    stand_in(desk[0], "microsoft.ad", "inventory", "ldap.py", ACTIVE_DIRECTORY)
    onboarded(desk, "-i", "people.microsoft.ad.ldap.yml", "from_ad.yml")


def test_a_database(desk):
    """A real one, asked by a command that writes CSV."""
    installed, _server = desk
    with sqlite3.connect(installed.start / "hr.sqlite") as base:
        base.execute("CREATE TABLE employees (login, first_name, last_name, mail, unit, left_on)")
        rows = [(name, *display_name.split(), email, department, None) for name, display_name, email, department in PEOPLE]
        base.executemany("INSERT INTO employees VALUES (?, ?, ?, ?, ?, ?)", [*rows, ("left", "L", "Eft", "l@example.com", "Office", "2020-01-01")])
    (installed.start / "psql").write_text(PSQL, encoding="utf-8")
    (installed.start / "psql").chmod(0o700)
    onboarded(desk, "from_sql.yml")


def test_json_over_http(desk):
    """Pages, and columns by other names."""
    with ThreadingHTTPServer(("127.0.0.1", 0), School) as school:
        threading.Thread(target=school.serve_forever, daemon=True).start()
        playbook = desk[0].start / "from_http.yml"
        playbook.write_text(playbook.read_text().replace("https://school.example.com", "http://127.0.0.1:%d" % school.server_port))
        onboarded(desk, "from_http.yml")
        school.shutdown()


@pytest.mark.parametrize("name", ["people.xlsx", "people.ods"])
def test_a_workbook(desk, name):
    """XLSX and ODS, by the library."""
    pytest.importorskip("python_calamine")
    path, playbook = desk[0].start / name, desk[0].start / "from_workbook.yml"
    if name.endswith("xlsx"):
        book = pytest.importorskip("openpyxl").Workbook()
        for row in (COLUMNS, *PEOPLE):
            book.active.append(row)
        book.save(path)
    else:
        rows = ["<table:table-row>%s</table:table-row>" % "".join(CELL % cell for cell in row) for row in (COLUMNS, *PEOPLE)]
        with zipfile.ZipFile(path, "w") as book:
            book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            book.writestr("META-INF/manifest.xml", MANIFEST)
            book.writestr("content.xml", SHEET % "".join(rows))
    playbook.write_text(playbook.read_text().replace("people.xlsx", name))
    onboarded(desk, "from_workbook.yml")
