# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tool that runs the targets on real servers: what its file may say, and that nothing that failed or did not run passes."""

from __future__ import annotations

import os

import pytest

TOOLS = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "tools")
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
