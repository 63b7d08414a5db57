# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The changelog tells what its fragments tell by now, and the day of a release stays."""

from __future__ import annotations

import datetime
import os
import shutil

import pytest
import yaml
from ansible_collections.ocs.provisioning.tests.tools import program

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TOOL = os.path.join(ROOT, "tools", "changelog.sh")
# In place of ansible-doc, which takes seconds to find no plugin.
DOC = """#!/bin/sh
[ "$1" != --version ] || { echo 'ansible-doc [core 2.21.0]'; exit; }
echo '{"all": {}}'
"""
RELEASES = """ancestor: null
releases:
  0.1.0:
    changes:
      bugfixes: [ocs_user - the first text., ocs_app - is gone.]
    fragments: [one.yml, gone.yml]
    release_date: '2020-02-29'
"""


@pytest.fixture(name="collection")
def fixture_collection(tmp_path):
    """A collection without plugins: a release of an earlier day, of whose fragments one was edited since and one removed, and a fragment of the next."""
    files = {
        "galaxy.yml": "namespace: some\nname: thing\nversion: 0.2.0\nauthors: [somebody]\nreadme: README.md\n",
        "CHANGELOG.md": "",
        "ansible-doc": DOC,
        "changelogs/changelog.yaml": RELEASES,
        "changelogs/fragments/one.yml": "bugfixes:\n  - ocs_user - the second text.\n",
        "changelogs/fragments/two.yml": "bugfixes:\n  - ocs_group - more.\n",
    }
    (tmp_path / "changelogs" / "fragments").mkdir(parents=True)
    shutil.copy(os.path.join(ROOT, "changelogs", "config.yaml"), tmp_path / "changelogs")
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "ansible-doc").chmod(0o755)
    return tmp_path


def run(folder, *arguments):
    """(exit status, output) of the tool."""
    return program.run([TOOL, *arguments], folder, folder)


def test_fragments_are_read_again(collection):
    """The check tells that the changelog is old, and writes nothing. Then each release says what its fragments say, the old one at its old day."""
    status, output = run(collection, "check")
    assert status and "is older than a fragment; run make changelog" in output.splitlines()[-1] and "the second text" in output, output
    assert (collection / "changelogs" / "changelog.yaml").read_text(encoding="utf-8") == RELEASES
    status, output = run(collection)
    assert status == 0, output
    releases = yaml.safe_load((collection / "changelogs" / "changelog.yaml").read_text(encoding="utf-8"))["releases"]
    assert {version: (release["changes"]["bugfixes"], release["release_date"]) for version, release in releases.items()} == {
        "0.1.0": (["ocs_user - the second text."], "2020-02-29"),
        "0.2.0": (["ocs_group - more."], datetime.date.today().isoformat()),
    }
    written = (collection / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "the second text" in written and "more" in written and "gone" not in written
    (collection / "changelogs" / "fragments" / "three.yml").write_text("bugfixes:\n  - ocs_group - waits for its release.\n", encoding="utf-8")
    status, output = run(collection, "check")
    assert status == 0, output
