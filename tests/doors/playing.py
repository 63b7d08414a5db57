# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays a playbook of one task with ansible-playbook, in a process group of its own, against an embedded server."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys

ADMIN = ("admin", "Long-2026-password")
PLAY = '[{{"hosts": "localhost", "gather_facts": false, "tasks": [{}]}}]\n'
HOSTS = "localhost ansible_connection=local ansible_python_interpreter=%s\n"


@contextlib.contextmanager
def played(folder, playbook, server, *more, command=None, **env):
    """The process that plays it in the folder; none of its group outlives it. :param command: in place of ansible-playbook's."""
    (folder / "hosts").write_text(HOSTS % sys.executable)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OCS_", "SEAFILE_", "ANSIBLE_P"))}
    kept.update(
        ANSIBLE_NOCOLOR="true", ANSIBLE_HOME=str(folder / "home"), ANSIBLE_LOCAL_TEMP=str(folder / "local"), ANSIBLE_REMOTE_TEMP=str(folder / "remote"),
        OCS_URL=server.url, OCS_USERNAME=ADMIN[0], OCS_PASSWORD=ADMIN[1], **env)  # fmt: skip
    kept["PATH"] = os.pathsep.join([os.path.dirname(sys.executable), kept["PATH"]])
    process = subprocess.Popen(
        command or [sys.executable, "-m", "ansible.cli.playbook", "-i", "hosts", playbook, *more], env=kept, cwd=folder, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # fmt: skip
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
