# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ansible-playbook prints and logs at -vvvv, and the files that it leaves, of tasks in cells of the fault matrix: no secret is in any of it."""

from __future__ import annotations

import copy
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import yaml
from ansible_collections.ocs.provisioning.tests.trust.leaks import found_in, GIVEN, HEADS, OWN, sent_secrets
from ansible_collections.ocs.provisioning.tests.trust.lives import echoed, furnished_with, Stage
from ansible_collections.ocs.provisioning.tests.trust.test_fault_matrix import cells
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.malformed_tasks import CASES, PASSWORD
from sandbox.server import Sandbox

CELLS = 300 if os.environ.get("OCS_TRUST") == "all" else 12
AS_MODULE = 10  # one task in so many runs on the target, by the module's door
SECRETS = "secrets.yml"


class Cells(Sandbox):
    """A server whose address says which cell of the matrix it is: a fresh server with that cell's fault."""

    def __init__(self, dialect, rules):
        site, product = furnished_with(dialect)
        super().__init__(dialect, admin=site.admin, limits=False)
        self.whole, self.rules, self.cell, self.exchanges, self.secrets = product, rules, None, [], set()

    def answer(self, request):
        """Answer in the cell that the address names."""
        number, request.path = re.fullmatch(r"/cell/(\d+)(/.*)", request.path).groups()
        if number != self.cell:
            self.cell, self.product, self.exchanges = number, copy.deepcopy(self.whole), []
            self.faults.replace([self.rules[int(number)]])
        self.exchanges.append((request, None))
        try:
            response = super().answer(request)
            response.body = echoed(response.body, [each for each, _response in self.exchanges])
            self.exchanges[-1] = (request, response)
            return response
        finally:
            self.secrets |= sent_secrets(self.exchanges)


def chosen_cells(dialect):
    """``(case, rule)`` of a sample of the matrix, of as many tasks as can be; a task that asks for a token shows it."""
    chance = random.Random(1)
    cases = [case for case in CASES.values() if case[0] == dialect and case[1] != "seafile_user_token"]
    some, found = chance.sample(cases, min(CELLS, len(cases))), []
    for case in some:
        stage = Stage(case)
        stage.begin()
        found += [(case, rule) for _name, rule in chance.sample(list(cells(stage, stage.life())), -(-CELLS // len(some)))]
    return found[:CELLS]


def task(number, case, url):
    """The task of a cell, as a user would write it: passwords are variables."""
    module = "ocs.provisioning." + case[1] if case[1].startswith("seafile") else "ocs.provisioning.ocs_" + case[1]
    given = json.loads(json.dumps(case[2]).replace(json.dumps(PASSWORD)[1:-1], "{{ given }}"))
    connection = {"url": "%s/cell/%d" % (url, number), "auth_username": "{{ caller }}", "auth_password": "{{ own }}", "retries": 0, "rate_limit_wait": 0}
    door = {"run_on": "target"} if number % AS_MODULE == 1 else {}
    return {"name": "Cell %d" % number, module: dict(given, **connection, **door), "ignore_errors": True, "check_mode": case[3:] == ("check",)}


def play(folder, chosen, server):
    """Run the tasks at -vvvv; what was printed."""
    content = [{"hosts": "localhost", "connection": "local", "gather_facts": False, "vars_files": [SECRETS], "vars": {
        "caller": server.admin[0], "ansible_python_interpreter": sys.executable},
        "tasks": [task(number, case, server.url) for number, (case, _rule) in enumerate(chosen)]}]  # fmt: skip
    (folder / "play.yml").write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    (folder / SECRETS).write_text(yaml.safe_dump({"own": OWN, "given": GIVEN}), encoding="utf-8")
    env = {name: value for name, value in os.environ.items() if not name.startswith(("OCS_", "SEAFILE_"))}
    env.update(ANSIBLE_HOME=str(folder / "home"), ANSIBLE_NOCOLOR="true", ANSIBLE_LOG_PATH=str(folder / "log"), TMPDIR=str(folder / "tmp"), PWD=str(folder))
    (folder / "tmp").mkdir()
    command = [sys.executable, "-m", "ansible.cli.playbook", "-vvvv", "--diff", "-i", "localhost,", "play.yml"]
    return subprocess.run(command, env=env, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)


@pytest.fixture(name="folder")
def fixture_folder():
    """An empty folder with a short path: ansible-core opens a socket below it, and pytest-xdist makes the paths of tmp_path too long for that."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@pytest.mark.long
@pytest.mark.parametrize("dialect", ["nextcloud-34", "owncloud-10", "seafile-13"])
def test_no_secret_in_what_a_playbook_prints(dialect, folder, record_property):
    """Of tasks that succeed and of tasks that fail, by both doors."""
    chosen = chosen_cells(dialect)
    with Cells(dialect, [rule for _case, rule in chosen]) as server:
        done = play(folder, chosen, server)
    assert done.returncode == 0, done.stdout[-3000:]
    ran, ignored = (int(re.search(r"%s=(\d+)" % word, done.stdout[done.stdout.rfind("PLAY RECAP") :]).group(1)) for word in ("ok", "ignored"))
    assert ran == len(chosen) and 0 < ignored < ran, (ran, ignored)
    left = [path for path in folder.rglob("*") if path.is_file() and path.name != SECRETS]
    texts = [done.stdout] + [path.read_text("utf-8", "replace") for path in left]
    hits = found_in(texts, {OWN, GIVEN, *HEADS, *server.secrets})
    record_property(
        "counted",
        "logs at -vvvv, %s: %d tasks, %d of them failed; %d kB in %d texts searched for %d secrets, %d hits"
        % (dialect, ran, ignored, sum(map(len, texts)) // 1000, len(texts), len(server.secrets) + 2, len(hits)),
    )
    assert not hits, hits[:3]
