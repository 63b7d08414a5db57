# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ansible-builder makes of the execution environment's definition and of the collection's own requirements."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from awx.awx_data import AWX, ROOT


def builder(*arguments):
    """Run ansible-builder; return its output."""
    command = [os.path.join(os.path.dirname(sys.executable), "ansible-builder"), *arguments]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_create(tmp_path):
    """The context of the image names the collection, ansible-core and the runner."""
    builder("create", "-f", os.path.join(AWX, "execution-environment.yml"), "-c", str(tmp_path), "--output-filename", "Containerfile")
    galaxy = (tmp_path / "_build" / "requirements.yml").read_text(encoding="utf-8")
    build = (tmp_path / "Containerfile").read_text(encoding="utf-8")
    assert "ocs.provisioning" in galaxy
    assert "ansible-core>=2.17" in build and "ansible-runner" in build and "microdnf" in build


def test_introspect():
    """The collection tells that it needs requests, and nothing else."""
    told = builder("introspect", os.path.join(ROOT, "build", "collections"))
    assert re.search(r"requests>=2\.28 +# from collection ocs\.provisioning", told)
