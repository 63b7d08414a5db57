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
from awx.awx_data import AWX, DEFINITIONS, ROOT, read

NAMES = ("execution-environment.yml", "execution-environment-artifact.yml")
REQUESTS = re.compile(r"requests>=2\.28 +# from collection ocs\.provisioning")


def run(program, *arguments, cwd=None, **env):
    """Run a program beside Python; return its output."""
    command = [os.path.join(os.path.dirname(sys.executable), program), *arguments]
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **env}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def version():
    """The collection's version."""
    return read(os.path.join(ROOT, "galaxy.yml"))["version"]


@pytest.mark.parametrize("name", NAMES)
def test_versions_are_pinned(name):
    """To those that the tests run with, and to this version of the collection."""
    with open(os.path.join(ROOT, "requirements-dev.txt"), encoding="utf-8") as handle:
        tested = handle.read().split()
    wanted = read(os.path.join(AWX, name))
    needs = wanted["dependencies"]
    assert re.search(r":\d+$", wanted["images"]["base_image"]["name"])
    assert read(os.path.join(DEFINITIONS, "settings.yml"))["awx_execution_environment_image"].endswith(":" + version())
    assert needs["ansible_runner"]["package_pip"] in tested
    assert all("==" in each for each in [needs["ansible_core"]["package_pip"], *needs["python"]])
    (collection,) = needs["galaxy"]["collections"]
    assert version() in (collection.get("version") or collection["name"])
    assert needs["ansible_core"] == read(os.path.join(AWX, NAMES[0]))["dependencies"]["ansible_core"]


def test_create(tmp_path):
    """The context of the image names the collection, ansible-core and the runner."""
    run("ansible-builder", "create", "-f", os.path.join(AWX, NAMES[0]), "-c", str(tmp_path), "--output-filename", "Containerfile")
    galaxy = (tmp_path / "_build" / "requirements.yml").read_text(encoding="utf-8")
    build = (tmp_path / "Containerfile").read_text(encoding="utf-8")
    assert "ocs.provisioning" in galaxy and version() in galaxy
    assert "ansible-core==" in build and "ansible-runner==" in build and "microdnf" in build


@pytest.mark.long
def test_create_from_the_artifact(tmp_path):
    """The built artifact is in the context, is installed from there as the image does, without Galaxy, and names its requirements."""
    folder, artifact = tmp_path / "extensions" / "awx", "ocs-provisioning-%s.tar.gz" % version()
    folder.mkdir(parents=True)
    shutil.copy(os.path.join(AWX, NAMES[1]), folder)
    run("ansible-galaxy", "collection", "build", ROOT, "--output-path", str(tmp_path))
    run("ansible-builder", "create", "-f", str(folder / NAMES[1]), "-c", str(tmp_path / "context"), "--output-filename", "Containerfile")
    context, home = tmp_path / "context" / "_build", tmp_path / "collections"
    (collection,) = read(context / "requirements.yml")["collections"]
    assert collection == {"name": "configs/" + artifact, "type": "file"}
    run(
        "ansible-galaxy",
        "collection",
        "install",
        "-r",
        "requirements.yml",
        "--collections-path",
        str(home),
        "--server",
        "http://127.0.0.1:9",
        cwd=context,
        ANSIBLE_COLLECTIONS_PATH=str(home),
    )
    assert (home / "ansible_collections" / "ocs" / "provisioning" / "playbooks" / "awx.yml").is_file()
    assert REQUESTS.search(run("ansible-builder", "introspect", str(home)))


@pytest.mark.parametrize("name", NAMES)
def test_every_file_that_the_image_takes_exists(name):
    """But for the artifact, which is built first, below the checkout."""
    for each in read(os.path.join(AWX, name)).get("additional_build_files", []):
        assert os.path.dirname(os.path.realpath(os.path.join(AWX, each["src"]))) == os.path.realpath(ROOT)


def test_introspect():
    """The collection tells that it needs requests, and nothing else."""
    told = run("ansible-builder", "introspect", os.path.join(ROOT, "build", "collections"))
    assert REQUESTS.search(told)
