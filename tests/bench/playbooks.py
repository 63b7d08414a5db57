# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a playbook and tells the wall time of its tasks, as Ansible's own junit callback measures it."""

from __future__ import annotations

import os
import sys
import tempfile
import xml.etree.ElementTree

from processes import HERE, Controller, run


def tasks(playbook, **variables):
    """Run a playbook of this folder: (seconds of each task under the first word of its name, the controller's peak in MiB)."""
    with tempfile.TemporaryDirectory() as folder:
        env = {"ANSIBLE_CALLBACKS_ENABLED": "ansible.builtin.junit", "JUNIT_OUTPUT_DIR": folder}
        command = [os.path.join(os.path.dirname(sys.executable), "ansible-playbook"), os.path.join(HERE, playbook)]
        for name, value in variables.items():
            command += ["-e", f"{name}={value}"]
        watch = Controller()
        run(command, env=env, watch=watch)
        (report,) = os.listdir(folder)
        found = {}
        for case in xml.etree.ElementTree.parse(os.path.join(folder, report)).iter("testcase"):
            # a case is called "[host] play: task parameter=..."
            found.setdefault(case.get("name").partition(": ")[2].split()[0], []).append(float(case.get("time")))
    return found, watch.peak
