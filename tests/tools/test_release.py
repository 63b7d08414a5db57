# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a release is made, in a copy of the project: what changes with the version, and what is refused. What takes minutes is a stand-in."""

from __future__ import annotations

import os
import re
import subprocess

import pytest
from ansible_collections.ocs.provisioning.tests.tools import program

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CHANGELOG = """#!/bin/sh
[ "$1" = release ] || exit 0
printf 'ancestor: null\\nreleases:\\n  9.8.7:\\n    changes:\\n      bugfixes:\\n        - one\\n    release_date: 2026-01-01\\n' >changelogs/changelog.yaml
"""
# The artifact, and where it is installed.
BUILD = """#!/bin/sh
name=ocs-provisioning-$(sed -n 's/^version: //p' galaxy.yml).tar.gz
mkdir -p build/dist build/clean/ansible_collections/ocs/provisioning
echo artifact >"build/dist/$name"
cp -R playbooks build/clean/ansible_collections/ocs/provisioning
"""
PLAYBOOK = """#!/bin/sh
echo "$@" >>"$OCS_PLAYED"
"""


class Project:
    """A repository with the files of this project. Its documentation and its build, and what they call, are stand-ins."""

    def __init__(self, folder):
        self.tree, self.bin, self.played = folder / "tree", folder / "bin", folder / "played"
        subprocess.run([os.path.join(ROOT, "tools", "copy_tree.sh"), str(self.tree)], cwd=ROOT, check=True)
        self.program(self.tree / "tools" / "docs.sh", "#!/bin/sh\n")
        self.program(self.tree / "tools" / "build.sh", BUILD)
        self.bin.mkdir()
        self.program(self.bin / "antsibull-changelog", CHANGELOG)
        self.program(self.bin / "ansible-playbook", PLAYBOOK)
        self.git("init", "--quiet")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "All")

    @staticmethod
    def program(path, text):
        """Write a program."""
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def git(self, *arguments):
        """What git says."""
        command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.com", *arguments]
        return subprocess.run(command, cwd=self.tree, check=True, stdout=subprocess.PIPE, text=True).stdout

    def release(self, *arguments):
        """(exit status, output) of the tool."""
        author = {f"GIT_{who}_{what}": "t@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        return program.run(["tools/release.sh", *arguments], self.tree, self.bin, OCS_PLAYED=str(self.played), **author)


@pytest.fixture(name="project", scope="module")
def fixture_project(tmp_path_factory):
    """The repository, to which the tests of this file come in their order."""
    return Project(tmp_path_factory.mktemp("release"))


@pytest.mark.parametrize(
    "arguments, told",
    [([], "is no version"), (["1.2"], "'1.2' is no version"), (["1.2.3", "now"], "'now' is none of"), (["9.8.7", "tagged"], "the tag is 9.8.7 and")],
)
def test_what_is_refused(project, arguments, told):
    """With a word about it."""
    status, output = project.release(*arguments)
    assert status and "release: FAILED, " in output and told in output.splitlines()[-1], output


def test_a_dry_run(project):
    """It goes to the end, tells what a release would be, and changes nothing here but the folder of what is made."""
    status, output = project.release("9.8.7")
    assert status == 0, output
    assert project.git("status", "--porcelain") == "" and project.git("tag") == ""
    assert "Changelog of 9.8.7, 2026-01-01: bugfixes 1" in output and "Artifact: build/dist/ocs-provisioning-9.8.7.tar.gz, " in output, output
    assert output.splitlines()[-1].endswith("nothing changed here; next: make release VERSION=9.8.7 MODE=tag")
    played = project.played.read_text(encoding="utf-8").split()
    assert {"ocs.provisioning.onboard", "ocs.provisioning.examples.first_account", "ocs.provisioning.examples.nightly_audit"} <= set(played)
    assert not {"ocs.provisioning.examples.instances", "ocs.provisioning.examples.company"} & set(played)  # data


def test_a_commit_and_a_tag(project):
    """Each text of the version is another one, but for what was added in an earlier version."""
    assert project.release("9.8.7", "tag")[0] == 0
    assert project.git("status", "--porcelain") == "" and project.git("tag").split() == ["9.8.7"]
    diff = project.git("show", "--format=%s", "--unified=0", "9.8.7^{commit}", "--", ".", ":!changelogs")
    assert diff.startswith("Release 9.8.7\n")
    removed, added = ([line[1:] for line in diff.splitlines() if re.match(re.escape(sign) + "(?!%s)" % re.escape(sign), line)] for sign in "-+")
    before = re.search(r"^version: (.+)$", "\n".join(removed), re.MULTILINE).group(1)
    assert removed and [line.replace(before, "9.8.7") for line in removed] == added and not [line for line in removed if "version_added" in line]
    found = [
        line for line in project.git("grep", "-nF", before).splitlines() if not re.search("version_added|changelogs/|CHANGELOG|^tests/|^roles/.*version", line)
    ]
    assert not [line for line in found if re.match("(galaxy.yml|extensions/awx|playbooks/vars|docs|plugins)", line)], found
    status, output = project.release("9.8.7", "tagged")
    assert status == 0 and output.splitlines()[-1].endswith("the tag tells the truth"), output
    status, output = project.release("9.8.7", "tag")
    assert status and "the tag 9.8.7 exists" in output
    (project.tree / "README.md").write_text("x", encoding="utf-8")
    status, output = project.release("9.8.8", "tag")
    assert status and "there are changes that are not committed" in output
