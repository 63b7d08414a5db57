# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the integration targets on named real servers, one after the other, and prints a table: what was run on which version, and when.

Usage: .venvs/2.21/bin/python tools/real_servers.py servers.yml

The file is a list of servers. The accounts are administrators; the targets make and remove accounts and groups whose names begin with
``ot`` and six digits, so use servers for tests::

    - name: cloud            # as the table shows it
      product: nextcloud     # or owncloud, seafile
      url: https://cloud.example.org
      username: admin
      password_env: CLOUD_PASSWORD   # the environment variable that holds it; or password
      targets: [ocs_user]    # all of the product's, if omitted

The table is written to build/real-servers.md as well. The exit status is 1 when a target failed, or nothing was run.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
import urllib.request

import run_ansible_test
import yaml

PRODUCTS = ("nextcloud", "owncloud", "seafile")
NEEDED, MORE = {"name", "product", "url", "username"}, {"password", "password_env", "targets"}
TABLE = os.path.join(run_ansible_test.ROOT, "build", "real-servers.md")
FAILED = re.compile(r"^(?:ERROR: |FATAL: )?The \d+ integration test\(s\) listed below.*?:\n((?:\w+\n?)+)", re.MULTILINE)
HEAD = "| server | product | version | run on | ansible-core | targets passed | failed | minutes |"


def servers(path, environment):
    """The servers of the file, each with its password; exits with what is wrong in it."""
    with open(path, encoding="utf-8") as handle:
        listed = yaml.safe_load(handle)
    if not isinstance(listed, list) or not listed or not all(isinstance(entry, dict) for entry in listed):
        raise SystemExit("%s: is no list of servers" % path)
    return [checked(path, entry, environment) for entry in listed]


def checked(path, entry, environment):
    """One server of the file."""
    where = "%s: %s: " % (path, entry.get("name", "a server without a name"))
    wrong = sorted(set(entry) - NEEDED - MORE) + sorted(NEEDED - set(entry))
    if wrong:
        raise SystemExit(where + "unknown or missing: %s" % ", ".join(wrong))
    if entry["product"] not in PRODUCTS:
        raise SystemExit(where + "product is one of %s" % ", ".join(PRODUCTS))
    password = entry.get("password") or environment.get(entry.get("password_env", ""))
    if not password:
        raise SystemExit(where + "no password; give password, or password_env and that variable")
    return dict(entry, password=password)


def version(server):
    """What the server says of itself without credentials; "" when it says nothing."""
    address = server["url"].rstrip("/") + ("/api2/server-info/" if server["product"] == "seafile" else "/status.php")
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            told = json.load(answer)
    except (OSError, ValueError) as error:
        raise SystemExit("%s: %s" % (address, error)) from None
    return str(told.get("versionstring") or told.get("version") or "")


def outcome(tested, output):
    """``(passed, failed)``: the names of the targets that ran, by the output of ansible-test. What is listed as failed did not pass."""
    found = FAILED.search(output)
    failed = sorted(set(found.group(1).split())) if found else []
    return [name for name in tested if name not in failed], failed


def row(server, told, passed, failed, seconds, core):
    """The server's line of the table."""
    cells = [server["name"], server["product"], told, time.strftime("%Y-%m-%d", time.gmtime()), core]
    return "| %s |" % " | ".join([*cells, "%d of %d" % (len(passed), len(passed) + len(failed)), ", ".join(failed) or "none", "%.1f" % (seconds / 60)])


def run_on(server, core):
    """Run the targets on one server; its line of the table, and whether all of them passed."""
    service, dialect = ("SEAFILE", "seafile-server") if server["product"] == "seafile" else ("OCS", "server")
    os.environ.update({"%s_TEST_%s" % (service, key.upper()): server[key] for key in ("url", "username", "password", "product")})
    tree = run_ansible_test.copy_tree("-".join(["real", core, dialect]))
    told, began = version(server), time.monotonic()
    status, output = run_ansible_test.integration(tree, dialect, server.get("targets", ()))
    passed, failed = outcome(sorted(set(run_ansible_test.TESTED["integration"].findall(output))), output)
    if status and not failed:
        failed = ["(ansible-test)"]
    return row(server, told, passed, failed, time.monotonic() - began, core), bool(passed) and not failed


def main():
    """Run on every server of the file, and print the table."""
    from ansible.release import __version__ as core

    run_ansible_test.unwind_on_signals()
    found = [run_on(server, core) for server in servers(sys.argv[1], os.environ)]
    table = "\n".join([HEAD, "|---" * HEAD.count("| ") + "|"] + [line for line, _good in found])
    os.makedirs(os.path.dirname(TABLE), exist_ok=True)
    with open(TABLE, "w", encoding="utf-8") as handle:
        handle.write(table + "\n")
    print(table)
    print("real servers: %d of %d passed" % (sum(good for _line, good in found), len(found)))
    return 0 if all(good for _line, good in found) else 1


if __name__ == "__main__":
    sys.exit(main())
