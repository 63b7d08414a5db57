# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs ansible-test on a copy of the collection, and fails when it tested nothing.

Usage: .venvs/2.17/bin/python tools/run_ansible_test.py sanity|units
       .venvs/2.17/bin/python tools/run_ansible_test.py sanity shipped|pylint-shipped
       .venvs/2.17/bin/python tools/run_ansible_test.py units dependent
       .venvs/2.17/bin/python tools/run_ansible_test.py integration DIALECT [TARGET...]

To be run by the Python that has the ansible-core to test with. DIALECT is one of the embedded server, which is
started for the run, or ``server``: the one that OCS_TEST_URL, OCS_TEST_USERNAME and OCS_TEST_PASSWORD name;
``seafile-server`` is the one of SEAFILE_TEST_URL and so on. The dialect decides whose targets run: ``ocs_*`` or ``seafile_*``.
``shipped`` leaves out the tests and the tools, which another ansible-core has looked at; ``pylint-shipped`` does so for pylint,
which takes most of the time; ``dependent`` leaves out the tests
that do not touch ansible-core, which have run elsewhere.
RUN_ON=target runs the tasks of the targets as modules, and not in the controller's process.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import secrets
import shutil
import subprocess
import sys

from seed_get_pip import seed
from with_server import is_seafile, serving, unwind_on_signals

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PYTHON = "%d.%d" % sys.version_info[:2]
OPTIONS = {"units": [], "integration": ["--continue-on-error"]}
# What one tested thing looks like in the output of each command.
TESTED = {
    "sanity": re.compile(r'^Running sanity test "(\S+)"', re.MULTILINE),
    "units": re.compile(r"^=+ (?:.*, )?(\d+ passed.*?) =+$", re.MULTILINE),
    "integration": re.compile(r"^Running (\S+) integration test role", re.MULTILINE),
}


def copy_tree(label):
    """Copy the collection to a folder of the name that Ansible wants, beside this Python's environment; return that folder."""
    tree = os.path.join(os.path.dirname(sys.prefix), "tree-" + label, "ansible_collections", "ocs", "provisioning")
    subprocess.run([os.path.join(ROOT, "tools", "copy_tree.sh"), tree], cwd=ROOT, check=True)
    return tree


def leave_shipped(tree):
    """Remove the Python files that no user gets; tests/config.yml tells sanity on which Pythons modules run."""
    config = os.path.join(tree, "tests", "config.yml")
    with open(config, encoding="utf-8") as handle:
        text = handle.read()
    for folder in ("tests", "tools"):
        shutil.rmtree(os.path.join(tree, folder))
    os.mkdir(os.path.dirname(config))
    with open(config, "w", encoding="utf-8") as handle:
        handle.write(text)


def run(command, tree, options):
    """Run one ansible-test command in the copy, show its output, and return its exit status and output."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "PYTEST_"))}
    # Without the content root, ansible-test asks git about an ignored folder, finds no files and passes.
    env["ANSIBLE_TEST_CONTENT_ROOT"] = tree
    env["PATH"] = os.pathsep.join([os.path.dirname(sys.executable), "/usr/bin", "/bin"])
    line = ["ansible-test", command, "--python", PYTHON, "--color", "no", *options]
    with subprocess.Popen(
        line, cwd=tree, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        output = []
        try:
            for text in process.stdout:
                print(text, end="", flush=True)
                output.append(text)
        except SystemExit:
            process.terminate()
            raise
    return process.returncode, "".join(output)


@contextlib.contextmanager
def sanity_lock():
    """Let one sanity run at a time make environments in the home folder, which all of them share."""
    folder = os.path.expanduser("~/.ansible/test")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "ocs.provisioning.lock"), "w", encoding="utf-8") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def sanity(tree, apart):
    """Run all tests, pylint ``apart`` on what is shipped; return as ``run`` does."""
    status, output = run("sanity", tree, ["--skip-test", "pylint"] if apart else [])
    if apart and not status:
        leave_shipped(tree)
        status, more = run("sanity", tree, ["--test", "pylint"])
        output += more
    return status, output


@contextlib.contextmanager
def target_server(dialect):
    """Yield the variables of the integration targets for a server of the dialect, or for the one given by OCS_TEST_URL or SEAFILE_TEST_URL."""
    service = "SEAFILE_TEST_" if is_seafile(dialect) else "OCS_TEST_"
    if dialect in ("server", "seafile-server"):
        if not os.environ.get(service + "URL"):
            raise SystemExit(f"integration: set {service}URL, {service}USERNAME and {service}PASSWORD first")
        yield integration_config(os.environ, service)
    else:
        # Rate limits have tests of their own; here they would make one target wait for another.
        with serving(dialect, limits=False) as variables:
            yield integration_config(variables, service, variables[service + "URL"])


def integration_config(variables, service, control=""):
    """Return what the integration targets may know; ``control`` is the sandbox's address, empty for a real server."""
    return {
        "ocs_url": variables[service + "URL"],
        "ocs_username": variables[service + "USERNAME"],
        "ocs_password": variables[service + "PASSWORD"],
        "ocs_dialect": variables.get(service + "PRODUCT", ""),
        "ocs_control": control,
        "ocs_prefix": f"ot{secrets.token_hex(3)}-",
        "ocs_run_on": os.environ.get("RUN_ON") or "auto",
    }


def targets(tree, dialect):
    """Return the names of the targets of the dialect's product."""
    product = "seafile_" if is_seafile(dialect) else "ocs_"
    return sorted(name for name in os.listdir(os.path.join(tree, "tests", "integration", "targets")) if name.startswith(product))


def integration(tree, dialect, named=(), options=(), **more):
    """Run these integration targets, else all of the product's, against a server of the dialect; return as ``run`` does.

    :param options: of ansible-test, besides those of every run; :param more: of what the targets may know, in place of what ``integration_config`` says.
    """
    named = list(named or targets(tree, dialect))
    for name in named:  # none asks for facts of this machine, which take a second or more
        with open(os.path.join(tree, "tests", "integration", "targets", name, "aliases"), "a", encoding="utf-8") as handle:
            handle.write("gather_facts/no\n")
    with target_server(dialect) as config:
        # JSON is YAML; the file is in the copy only.
        with open(os.path.join(tree, "tests", "integration", "integration_config.yml"), "w", encoding="utf-8") as handle:
            json.dump({**config, **more}, handle)
        return run("integration", tree, [*OPTIONS["integration"], *options, *named])


def closing(command, label, output):
    """Return the closing line; raises SystemExit when nothing was tested."""
    tested = TESTED[command].findall(output)
    if not tested or "All targets skipped" in output:
        raise SystemExit(f"{command} {label}: FAILED, nothing was tested")
    what = " + ".join(tested) if command == "units" else f"{len(set(tested))} {'tests' if command == 'sanity' else 'targets'} passed"
    return f"{command} {label}: {what}"


def main():
    """Run the command of the command line and exit with its status."""
    from ansible.release import __version__ as core

    unwind_on_signals()
    command, dialect, named = sys.argv[1], sys.argv[2:3], sys.argv[3:]
    tree = copy_tree("-".join([command, core, *dialect]))
    label = ", ".join([f"ansible-core {core}", f"Python {PYTHON}", *dialect])
    if dialect == ["shipped"]:
        leave_shipped(tree)
    if dialect == ["dependent"]:  # ansible-test passes no variables on; tests/conftest.py looks for this file
        with open(os.path.join(tree, "tests", "dependent"), "w", encoding="utf-8"):
            pass
    if command == "sanity":
        with sanity_lock():
            seed(PYTHON)
            status, output = sanity(tree, dialect == ["pylint-shipped"])
    elif command == "integration":
        status, output = integration(tree, *dialect, named)
    else:
        status, output = run(command, tree, OPTIONS[command])
    if status:
        raise SystemExit(f"{command} {label}: FAILED")
    print(closing(command, label, output))


if __name__ == "__main__":
    main()
