# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tools that run the checks: no server is left behind, and nothing that failed or did not run passes."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TOOLS = os.path.join(ROOT, "tools")
SERVER = [sys.executable, os.path.join(TOOLS, "with_server.py")]
TELL = [sys.executable, "-uc", "import os, sys; print(os.environ['OCS_URL']); sys.stdin.read(); sys.exit(3)"]


@pytest.fixture
def tool(monkeypatch):
    """Return a function that imports a tool by name."""
    monkeypatch.syspath_prepend(TOOLS)
    return __import__


def answers(url):
    """Tell whether something listens at the address."""
    with socket.socket() as probe:
        return probe.connect_ex((urlsplit(url).hostname, urlsplit(url).port)) == 0


def gone(url, patience=5):
    """Tell whether the server at the address ends within ``patience`` seconds."""
    end = time.monotonic() + patience
    while answers(url) and time.monotonic() < end:
        time.sleep(0.05)
    return not answers(url)


@pytest.mark.parametrize("dialect", ["nextcloud-34", "nextcloud-28", "owncloud-10"])
def test_server_runs_as_long_as_the_command(dialect):
    """The command finds a server, its exit status is passed on, and then the server is gone."""
    with subprocess.Popen([*SERVER, "--dialect", dialect, *TELL], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        url = process.stdout.readline().strip()
        assert answers(url)
        process.stdin.close()
        assert process.wait(20) == 3
    assert gone(url)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_signals_stop_command_and_server(number):
    """An interrupted run leaves nothing behind."""
    with subprocess.Popen([*SERVER, *TELL], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        url = process.stdout.readline().strip()
        process.send_signal(number)
        assert process.wait(20) != 0
    assert gone(url)


def test_a_seafile_server_has_variables_of_its_own():
    """Neither is mistaken for the other: nothing of OCS is set for Seafile."""
    tell = [sys.executable, "-c", "import json, os; print(json.dumps({k: v for k, v in os.environ.items() if k.startswith(('OCS_', 'SEAFILE_'))}))"]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("OCS_", "SEAFILE_"))}
    told = json.loads(subprocess.run([*SERVER, "--dialect", "seafile-11", *tell], env=clean, capture_output=True, text=True, check=True).stdout)
    assert set(told) == {"SEAFILE_" + name for name in ("URL", "USERNAME", "PASSWORD", "TEST_URL", "TEST_USERNAME", "TEST_PASSWORD", "TEST_PRODUCT")}
    assert (told["SEAFILE_USERNAME"], told["SEAFILE_TEST_PRODUCT"]) == ("admin@example.com", "seafile-11")
    assert told["SEAFILE_URL"] == told["SEAFILE_TEST_URL"] and told["SEAFILE_URL"].startswith("http://127.0.0.1:")


def test_server_that_does_not_start_is_told():
    """An unknown dialect fails before the command is run."""
    ended = subprocess.run([*SERVER, "--dialect", "nextcloud-0", *TELL], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert ended.returncode == 1 and "did not start" in ended.stderr and not ended.stdout


@pytest.mark.parametrize(
    "command, output",
    [
        ("sanity", "WARNING: All targets skipped.\n"),
        ("sanity", ""),
        ("units", "============= no tests ran in 0.01s =============\n"),
        ("units", "============= 3 skipped in 0.01s =============\n"),
        ("integration", "WARNING: All targets skipped.\n"),
    ],
)
def test_a_run_that_tested_nothing_fails(tool, command, output):
    """ansible-test passes when it finds nothing to do; we do not."""
    with pytest.raises(SystemExit, match="nothing was tested"):
        tool("run_ansible_test").closing(command, "label", output)


def test_closing_lines_count_what_was_tested(tool):
    """The closing line of each command tells how much was tested."""
    closing = tool("run_ansible_test").closing
    assert closing("sanity", "x", 'Running sanity test "pep8"\nRunning sanity test "pylint"\n') == "sanity x: 2 tests passed"
    assert closing("units", "x", "==== 3 passed in 1s ====\n=== 1 skipped, 2 passed in 2s ==\n") == "units x: 3 passed in 1s + 2 passed in 2s"
    assert closing("integration", "x", "Running ocs_user integration test role\n") == "integration x: 1 targets passed"


def test_integration_takes_targets_and_options(tool, monkeypatch, tmp_path):
    """Each target is told to ask for no facts; options are no targets."""
    ansible_test = tool("run_ansible_test")
    folder = tmp_path / "tests" / "integration" / "targets" / "ocs_user"
    folder.mkdir(parents=True)
    monkeypatch.setattr(ansible_test, "target_server", lambda dialect: contextlib.nullcontext({"ocs_run_on": "auto"}))
    monkeypatch.setattr(ansible_test, "run", lambda *given: given)
    command = ansible_test.integration(str(tmp_path), "nextcloud-34", ["ocs_user"], ["-vvv"], ocs_run_on="target")
    assert command == ("integration", str(tmp_path), ["--continue-on-error", "-vvv", "ocs_user"])
    assert (folder / "aliases").read_text() == "gather_facts/no\n"
    assert json.loads((tmp_path / "tests" / "integration" / "integration_config.yml").read_text()) == {"ocs_run_on": "target"}


@pytest.mark.parametrize("seafile", [False, True])
def test_what_two_doors_are_compared_by(tool, seafile):
    """Everything that a task returns, without what differs between two runs through the same door."""
    doors = tool("compare_doors")

    def result(port, drawn, seconds, reads, mark, **more):
        plan = {"digest": f"{mark * 8};delete.user=1", "steps": {"delete:user:a": mark}}
        told = {"elapsed_seconds": seconds, "reads": reads, "msg": f"http://127.0.0.1:{port} drew {drawn * 32}", "plan": plan}
        return doors.comparable(json.dumps([{**told, **more}]), seafile)

    one = result(1, "a", 1, 3, "0123abcd")
    assert not list(doors.differences(one, result(2, "b", 2, 3, "0123abcd")))
    assert bool(list(doors.differences(one, result(1, "a", 1, 4, "0123abce")))) is not seafile
    refused, again = (result(1, "a", 1, 3, "0123abcd", http_status=403, api={"writes": number}) for number in (1, 2))
    assert not list(doors.differences(refused, again))
    packed = ({"packed": base64.b64encode(json.dumps({"at": f"2026-11-26T10:00:0{number}Z", "n": number // 2}).encode()).decode()} for number in (0, 1, 2))
    first, second, other = (result(1, "a", 1, 3, "0123abcd", **each) for each in packed)
    assert not list(doors.differences(first, second)) and list(doors.differences(first, other))
    assert list(doors.differences(one, result(1, "a", 1, 3, "0123abcd", changed=True), "x")) == ["x[0].changed: 'MISSING' and 'True'"]


def test_what_is_shipped_is_left(tool, tmp_path):
    """For sanity of an older ansible-core: without tests and tools, but with what tells the Python of the modules."""
    for name in ("plugins/modules/a.py", "tests/config.yml", "tests/unit/test_a.py", "tools/a.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    tool("run_ansible_test").leave_shipped(str(tmp_path))
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()) == ["plugins/modules/a.py", "tests/config.yml"]


@pytest.mark.parametrize("apart", [False, True])
def test_sanity_leaves_out_nothing(tool, monkeypatch, apart):
    """Pylint is the only test that looks at what is shipped alone, and runs then."""
    ansible_test, done = tool("run_ansible_test"), []
    monkeypatch.setattr(ansible_test, "leave_shipped", done.append)
    monkeypatch.setattr(ansible_test, "run", lambda command, tree, options: done.append(options) or (0, "x"))
    assert ansible_test.sanity("tree", apart) == (0, "xx" if apart else "x")
    assert done == ([["--skip-test", "pylint"], "tree", ["--test", "pylint"]] if apart else [[]])


def test_check_notes_success_and_failure(tool, monkeypatch, tmp_path, capsys):
    """The summary fails when a check failed, and when none was run."""
    check = tool("check")
    monkeypatch.setattr(check, "RESULTS", str(tmp_path))
    check.skip("third", "no Python here")
    assert check.summary() == 1
    assert check.run("first", sys.executable, "-c", "print('=== all well ===')") == 0
    assert check.summary() == 0
    assert check.run("second", sys.executable, "-c", "raise SystemExit('FAILED test_a - ' + 'long ' * 99 + '\\n#17' * 9 + '\\n1 failed')") == 1
    assert check.run("fourth", sys.executable, "-c", "raise SystemExit('what\\n\\nwhy\\n')") == 1
    capsys.readouterr()
    assert check.summary() == 1
    told = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in told[:4]] == [["third", "not"], ["first", "passed"], ["second", "FAILED"], ["fourth", "FAILED"]]
    assert told[4] == "-- second ended with:" and told[5].startswith("FAILED test_a") and len(told[5]) == check.WIDTH and told[6] == "1 failed"
    assert told[7:] == ["-- fourth ended with:", "what", "why", "checks: 1 passed, 2 failed, 1 not run"]
