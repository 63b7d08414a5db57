# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ansible-builder makes of the execution environment's definitions and of the collection's own requirements."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

import pytest
from awx.awx_data import AWX, ROOT, read

DEFINITIONS = ("execution-environment.yml", "execution-environment-artifact.yml")


def builder(*arguments):
    """Run ansible-builder; return its output."""
    command = [os.path.join(os.path.dirname(sys.executable), "ansible-builder"), *arguments]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    assert done.returncode == 0, done.stdout
    return done.stdout


def version():
    """The collection's version."""
    return read(os.path.join(ROOT, "galaxy.yml"))["version"]


@pytest.mark.parametrize("name", DEFINITIONS)
def test_versions_are_pinned(name):
    """To those that the tests run with, and to this version of the collection."""
    with open(os.path.join(ROOT, "requirements-dev.txt"), encoding="utf-8") as handle:
        tested = handle.read().split()
    wanted = read(os.path.join(AWX, name))
    needs = wanted["dependencies"]
    assert re.search(r":\d+$", wanted["images"]["base_image"]["name"])
    assert needs["ansible_runner"]["package_pip"] in tested
    assert all("==" in each for each in [needs["ansible_core"]["package_pip"], *needs["python"]])
    (collection,) = needs["galaxy"]["collections"]
    assert version() in (collection.get("version") or collection["name"])
    assert needs["ansible_core"] == read(os.path.join(AWX, DEFINITIONS[0]))["dependencies"]["ansible_core"]


def test_create(tmp_path):
    """The context of the image names the collection, ansible-core and the runner."""
    builder("create", "-f", os.path.join(AWX, DEFINITIONS[0]), "-c", str(tmp_path), "--output-filename", "Containerfile")
    galaxy = (tmp_path / "_build" / "requirements.yml").read_text(encoding="utf-8")
    build = (tmp_path / "Containerfile").read_text(encoding="utf-8")
    assert "ocs.provisioning" in galaxy and version() in galaxy
    assert "ansible-core==" in build and "ansible-runner==" in build and "microdnf" in build


def test_create_from_the_artifact(tmp_path):
    """The artifact is in the context, and installed from there, without Galaxy."""
    folder, artifact = tmp_path / "extensions" / "awx", "ocs-provisioning-%s.tar.gz" % version()
    folder.mkdir(parents=True)
    shutil.copy(os.path.join(AWX, DEFINITIONS[1]), folder)
    (tmp_path / artifact).write_bytes(b"an artifact")
    builder("create", "-f", str(folder / DEFINITIONS[1]), "-c", str(tmp_path / "context"), "--output-filename", "Containerfile")
    (collection,) = read(tmp_path / "context" / "_build" / "requirements.yml")["collections"]
    assert collection["type"] == "file" and (tmp_path / "context" / "_build" / collection["name"]).read_bytes() == b"an artifact"


def test_introspect():
    """The collection tells that it needs requests, and nothing else."""
    told = builder("introspect", os.path.join(ROOT, "build", "collections"))
    assert re.search(r"requests>=2\.28 +# from collection ocs\.provisioning", told)
