# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tool that runs the targets on real servers: what its file may say, and that nothing that failed or did not run passes."""

from __future__ import annotations

import os

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TOOLS = os.path.join(ROOT, "tools")
ENTRY = {"name": "cloud", "product": "nextcloud", "url": "http://localhost", "username": "admin"}
OUTPUT = """Running ocs_app integration test role
Running ocs_user integration test role
ERROR: The 1 integration test(s) listed below (out of 2) failed. See error output above for details:
ocs_user
"""


@pytest.fixture(name="tool")
def fixture_tool(monkeypatch):
    """The tool."""
    monkeypatch.syspath_prepend(TOOLS)
    return __import__("real_servers")


def test_a_password_of_the_file_or_of_the_environment(tool):
    """The file can be shared without it."""
    assert tool.checked("f", dict(ENTRY, password="a"), {})["password"] == "a"
    assert tool.checked("f", dict(ENTRY, password_env="PW"), {"PW": "b"})["password"] == "b"


@pytest.mark.parametrize("more, told", [
    ({}, "no password"), ({"password_env": "PW"}, "no password"), ({"password": "a", "colour": 1}, "colour"), ({"password": "a", "product": "x"}, "product"),
])  # fmt: skip
def test_what_is_refused(tool, more, told):
    """Before anything is run; with the server's name."""
    with pytest.raises(SystemExit, match="f: cloud: .*" + told):
        tool.checked("f", dict(ENTRY, **more), {})


@pytest.mark.parametrize("text", ["", "a: 1", "[]", "- 1"])
def test_a_file_that_is_no_list(tool, tmp_path, text):
    """It says so."""
    (tmp_path / "servers.yml").write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit, match="no list of servers"):
        tool.servers(str(tmp_path / "servers.yml"), {})


def test_the_table(tool):
    """A target that is listed as failed did not pass."""
    passed, failed = tool.outcome(["ocs_app", "ocs_user"], OUTPUT)
    assert (passed, failed) == (["ocs_app"], ["ocs_user"])
    assert tool.outcome(["ocs_app"], "Running ocs_app integration test role\n") == (["ocs_app"], [])
    line = tool.row(ENTRY, "34.0.1", passed, failed, 90, "2.21.5")
    assert "| cloud | nextcloud | 34.0.1 | " in line and "| 2.21.5 | 1 of 2 | ocs_user | 1.5 |" in line
    assert line.count("|") == tool.HEAD.count("|")


def test_nothing_passes_that_was_not_run(tool, monkeypatch):
    """ansible-test failed and lists nothing, or ran nothing."""
    monkeypatch.setattr(tool.run_ansible_test, "copy_tree", lambda label: label)
    monkeypatch.setattr(tool, "version", lambda _server: "34")
    monkeypatch.setattr(os, "environ", dict(os.environ))
    for status, output in ((1, "Running ocs_app integration test role"), (0, ""), (1, OUTPUT)):
        monkeypatch.setattr(tool.run_ansible_test, "integration", lambda *_asked, told=(status, output): told)
        assert tool.run_on(dict(ENTRY, password="x"), "2.21.5")[1] is False


@pytest.fixture(name="ask")
def fixture_ask(monkeypatch):
    """The targets' own plugin for requests, which does not sleep."""
    monkeypatch.syspath_prepend(os.path.join(ROOT, "tests", "integration", "targets", "setup_ask", "action_plugins"))
    plugin = __import__("ask")
    monkeypatch.setattr(plugin.time, "sleep", lambda _seconds: None)
    return plugin


@pytest.mark.parametrize("expected, limited, told, sent", [([200], 3, 200, 4), ([200], 99, 429, 67), ([429], 3, 429, 1)])
def test_targets_wait_for_a_rate_limit(ask, monkeypatch, expected, limited, told, sent):
    """One target uses up what the server allows, and the next one's edits wait, but not for ever, and not where the target wants to be limited."""
    answers = []
    monkeypatch.setattr(ask, "answer", lambda _options: answers.append(1) or (429 if len(answers) <= limited else 200, ""))
    assert ask.patient_answer({"status_code": expected})[0] == told and len(answers) == sent
