# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a tool with programs of the test's own in the place of others."""

from __future__ import annotations

import os
import subprocess
import sys


def run(command, folder, programs, **variables):
    """(exit status, output) of a tool. :param folder: where it runs; :param programs: the folder of the programs that it finds first."""
    path = os.pathsep.join([str(programs), os.path.dirname(sys.executable), os.environ["PATH"]])
    done = subprocess.run(
        command,
        cwd=folder,
        env=dict(os.environ, PATH=path, **variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout
