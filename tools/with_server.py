# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a command while the embedded server (tests/sandbox) is up, and always stops the server.

Usage: python tools/with_server.py [--dialect NAME] [--no-limits] [--hashed] COMMAND [ARGUMENT ...]

The command finds the server in OCS_URL, OCS_USERNAME and OCS_PASSWORD, and the same in OCS_TEST_*, with the
dialect in OCS_TEST_PRODUCT; a Seafile server likewise in SEAFILE_* and SEAFILE_TEST_*. The exit status is the command's.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import signal
import subprocess
import sys

SANDBOX = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "tests", "sandbox")
LISTENING = re.compile(r"sandbox \S+ listening on (?P<url>http://\S+) \((?P<user>[^/]+)/(?P<password>.+)\)$")
# Ansible hides a password wherever it occurs in a task's output: "admin" would also hide parts of group admins' results.
PASSWORD = "Otter-Lamp-4711"
STOP_SIGNALS = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)


@contextlib.contextmanager
def serving(dialect="nextcloud-34", limits=True, hashed=False):
    """Yield the environment that names a running server of the dialect; stop the server at the end."""
    account = "admin@example.com" if is_seafile(dialect) else "admin"
    options = ["--dialect", dialect, "--port", "0", "--admin", account + ":" + PASSWORD]
    options += ([] if limits else ["--no-limits"]) + (["--hashed"] if hashed else [])
    # A session of its own: an interrupt typed at the terminal reaches the command first, and us, not the server.
    server = subprocess.Popen([sys.executable, SANDBOX, *options], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        line = server.stdout.readline().strip()
        found = LISTENING.match(line)
        if not found:
            raise SystemExit(f"with_server: the sandbox did not start: {line or 'it printed nothing'}")
        yield environment(dialect, **found.groupdict())
    finally:
        stop(server)


def is_seafile(dialect):
    """Tell whether the dialect is one of Seafile, which names accounts by address and has variables of its own."""
    return dialect.startswith("seafile")


def environment(dialect, url, user, password):
    """Return the variables that name the server to playbooks (OCS_*, SEAFILE_*) and to tests (OCS_TEST_*, SEAFILE_TEST_*)."""
    service = "SEAFILE_" if is_seafile(dialect) else "OCS_"
    names = {"URL": url, "USERNAME": user, "PASSWORD": password}
    variables = {prefix + name: value for prefix in (service, service + "TEST_") for name, value in names.items()}
    return {**variables, service + "TEST_PRODUCT": dialect}


def stop(process, patience=5):
    """End the process, politely first; ``patience`` in seconds."""
    process.terminate()
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def run(command, variables):
    """Run the command with the variables added, pass stop signals on to it, and return its exit status."""
    child = subprocess.Popen(command, env=dict(os.environ, **variables))
    for number in STOP_SIGNALS:
        signal.signal(number, lambda received, frame: child.send_signal(received))
    status = child.wait()
    return status if status >= 0 else 128 - status


def unwind_on_signals():
    """Let a stop signal end this process through ``finally``, so that ``serving`` stops its server."""

    def unwind(received, frame):
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        sys.exit(128 + received)

    for number in STOP_SIGNALS:
        signal.signal(number, unwind)


def main():
    """Read the command line, run the command under a server and exit with its status."""
    parser = argparse.ArgumentParser(description="Run a command while the embedded server is up.")
    parser.add_argument("--dialect", default="nextcloud-34")
    parser.add_argument("--no-limits", action="store_true", help="start the server without rate limits")
    parser.add_argument("--hashed", action="store_true", help="let a request take the time of a real server")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    unwind_on_signals()
    with serving(arguments.dialect, not arguments.no_limits, arguments.hashed) as variables:
        sys.exit(run(arguments.command, variables))


if __name__ == "__main__":
    main()
