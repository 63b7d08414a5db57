# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows the collection at work on the embedded server: people come, somebody interferes, an audit finds it, somebody leaves.

Usage: python tools/with_server.py python tools/demo.py

Each step is an ansible-playbook command that anybody can type; what it prints is shortened here and kept in build/demo, where a copy of the examples is.
Fails when a step did not do what it claims: the runs are judged by their recap, their diff, their report, and by the
server's own count of requests.
"""

from __future__ import annotations

import base64
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from typing import NamedTuple
from urllib.parse import urlencode

from with_server import serving

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
KEPT = os.path.join(ROOT, "build", "demo")  # a copy of playbooks/examples, from which everything is run
SERVER = os.environ["OCS_URL"]
COLOURS = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
BOLD, RED, GREEN, PLAIN = ("\033[1m", "\033[31m", "\033[32m", "\033[0m") if COLOURS else ("", "", "", "")
PEOPLE, GROUPS, DIFF_LINES = 5, 4, 20
BY_HAND = (
    ("PUT", "users/anna", {"key": "quota", "value": "500 GB"}),
    ("DELETE", "users/chloe/groups", {"groupid": "design"}),
    ("POST", "users/bilal/groups", {"groupid": "admin"}),
    ("POST", "users", {"userid": "intern", "password": "Otter-Heron-4712"}),
)
DIFFERENCES = ["drift:account_field:user:anna:quota", "drift:membership_missing:design:chloe"]
SUMMARY = f"""
{BOLD}What you have seen{PLAIN}
  1  A CSV file became {PEOPLE} accounts and {GROUPS} groups, with quota, language and group admins, each shown before and after.
  2  Running the same command again changed nothing: changed=0, and the server counted no writes.
  3  Someone changed four things by hand.
  4  The audit found all four and wrote nothing: two differ from the document, two are for you to judge.
  5  Reconciling corrected the two differences, and left unchanged what the document does not describe.
  6  A leaver was disabled and removed from the groups. The evidence lists what was done, and the command that transfers the files.
  7  The same CSV file and departments created the same people on a Seafile server, with first passwords in passwords.csv.
  Open the report in a browser: %s

{BOLD}With your own server{PLAIN}
  export OCS_URL=https://cloud.example.com OCS_USERNAME=admin OCS_PASSWORD=...
  export ANSIBLE_COLLECTIONS_PATH=$PWD/build/collections PATH=$PWD/.venv/bin:$PATH
  cp -r playbooks/examples people; cd people
  ansible-playbook ocs.provisioning.access_review                                   # read only: who may do what
  ansible-playbook ocs.provisioning.onboard -e @company.yml --check --diff          # read only: what would change
  Then put your people into people.csv and your departments into company.yml, and check again before you omit --check.
  All options: ansible-doc -t role ocs.provisioning.onboarding, .audit, .offboarding; ansible-doc ocs.provisioning.ocs_user
"""


class Run(NamedTuple):
    """What a playbook run and the server said."""

    status: int
    changed: int
    diff: list[str]
    reads: int
    writes: int


def send(method, path, credentials=True, server=SERVER, **parameters):
    """Send a form to the server, as any program could; return the answer's JSON. Raises urllib.error.URLError."""
    request = urllib.request.Request(server + path, urlencode(parameters).encode() or None, method=method)
    if credentials:
        account = "{OCS_USERNAME}:{OCS_PASSWORD}".format(**os.environ)
        request.add_header("Authorization", "Basic " + base64.b64encode(account.encode()).decode())
        request.add_header("OCS-APIRequest", "true")
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def playbook(name, variables, *options, server=SERVER, more=None):
    """Run a playbook of the collection, show its output shortened, and return a Run; ``more`` are environment variables."""
    send("DELETE", "/_sandbox/requests", credentials=False, server=server)
    command = ["ansible-playbook", "ocs.provisioning." + name, "-e", "@" + variables, *options]
    print("$", *command, flush=True)
    command[0] = os.path.join(os.path.dirname(sys.executable), command[0])
    ended = subprocess.run(command, cwd=KEPT, env=dict(environment(), **more or {}), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    log = os.path.join(KEPT, name + ".log")
    with open(log, "a", encoding="utf-8") as handle:
        handle.write(ended.stdout)
    recap = re.search(r"^localhost +: (ok=\d+ +changed=(\d+) .* failed=\d+)", ended.stdout, re.MULTILINE)
    claim(recap, f"{name} did not end as a playbook does:\n{ended.stdout}")
    diff = [line for part in re.findall(r"^\+\+\+ .*\n((?:[-+ @].+\n)+)", ended.stdout, re.MULTILINE) for line in part.splitlines() if line[0] != "@"]
    show(diff, log)
    failure = re.search(r"^fatal: .*\n +changed: .*\n +msg: (.*?)\n\n", ended.stdout, re.MULTILINE | re.DOTALL)
    if failure:
        print("failed:", " ".join(failure[1].split()).partition(", first in")[0])
    counts = send("GET", "/_sandbox/requests", credentials=False, server=server)["counts"]
    reads = sum(count for request, count in counts.items() if request.startswith("GET ") or request.endswith(("/validate", "/auth-token/")))
    run = Run(ended.returncode, int(recap[2]), diff, reads, sum(counts.values()) - reads)
    print(f"{' '.join(recap[1].split())}; the server counted {run.reads} reads and {run.writes} writes")
    return run


def environment():
    """Return the environment of a playbook: only what changes is printed, and the default places are in the clone."""
    quiet = {"ANSIBLE_DISPLAY_OK_HOSTS": "no", "ANSIBLE_DISPLAY_SKIPPED_HOSTS": "no", "ANSIBLE_CALLBACK_RESULT_FORMAT": "yaml"}
    quick = {"ANSIBLE_PIPELINING": "yes", "PYTHONDONTWRITEBYTECODE": ""}
    return dict(os.environ, **quiet, **quick, ANSIBLE_NOCOLOR="1")


def show(diff, log):
    """Print the first lines of a diff, and where the others are."""
    for line in diff[:DIFF_LINES]:
        print({"-": RED, "+": GREEN}.get(line[0], "") + line + PLAIN)
    if len(diff) > DIFF_LINES:
        print(f"  ... {len(diff) - DIFF_LINES} more lines in {log}")


def claim(true, what):
    """Stop with a message when something did not happen as the demonstration says."""
    if not true:
        raise SystemExit(f"demo: FAILED, {what}")


def title(text):
    """Print the heading of a step."""
    print(f"\n{BOLD}{text}{PLAIN}", flush=True)


def onboard():
    """Bring the people on board, twice."""
    title("1  Onboard five people from a CSV file")
    with open(os.path.join(KEPT, "people.csv"), encoding="utf-8") as people:
        print("$ cat people.csv", people.read().rstrip(), sep="\n")
    run = playbook("onboard", "company.yml", "--diff")
    claim((run.status, run.changed, run.writes) == (0, 1, PEOPLE + GROUPS), "the people were not created by one request for each")
    title("2  Run it again: nothing changes")
    run = playbook("onboard", "company.yml", "--diff")
    claim((run.status, run.changed, run.diff, run.writes) == (0, 0, [], 0), "the second run changed something")


def interfere():
    """Change things as somebody does in the web interface."""
    title("3  Someone changes things by hand")
    for method, path, parameters in BY_HAND:
        print(f"$ curl -X {method} .../cloud/{path}", *(f'-d {key}="{value}"' for key, value in parameters.items() if key != "password"))
        send(method, f"/ocs/v2.php/cloud/{path}?format=json", **parameters)


def audit():
    """Audit the server, and show what was found; return the path of the HTML report."""
    title("4  Audit: find what differs from the document, and review access")
    run = playbook("audit", "company.yml")
    with open(os.path.join(KEPT, "reports", "localhost.json"), encoding="utf-8") as handle:
        report = json.load(handle)
    worth = [each for each in report["findings"] if each["category"] in ("drift", "unlisted") or each["type"] == "administrator"]
    for each in worth:
        where = "in " + each["groups"][0] if each["kind"] == "member" else ""
        detail = where or (f"{each['field']} is {each['before']}, should be {each['after']}" if each["category"] == "drift" else "")
        print(f"  {each['title']:<20}{each['name']:<8}{detail}".rstrip())
    print(f"  ... and {len(report['findings']) - len(worth)} more findings of the access review")
    found = [each["id"] for each in report["findings"]]
    claim(run.status == 2 and run.writes == 0, "the audit did not end as one that found differences, or it wrote something")
    claim(sorted(each for each in found if each.startswith("drift:")) == DIFFERENCES, "the audit did not find exactly what differs")
    claim({"unlisted:unlisted_user:user:intern", "access:administrator:user:bilal"} <= set(found), "the audit overlooked somebody")
    page = os.path.join(KEPT, "reports", "localhost.html")
    print("The report:", page)
    return page


def reconcile():
    """Do what the audit showed."""
    title("5  Reconcile: apply what the audit showed")
    run = playbook("reconcile", "company.yml", "--diff")
    changes = [line[0] + " " + line[1:].strip() for line in run.diff if line[0] in "+-"]
    claim(changes == ["- quota: 500 GB", "+ quota: 10 GB", "+ - design"] and run.writes == 2, "reconciling did not do exactly what the audit showed")


def offboard():
    """See one of the people off."""
    title("6  Offboard Daan")
    run = playbook("offboard", "leavers.yml", "--diff")
    claim(run.status == 0 and "+        enabled: false" in run.diff and run.writes == 3, "the leaver was not seen off")
    (evidence,) = glob.glob(os.path.join(KEPT, "evidence", "localhost-*.json"))
    with open(evidence, encoding="utf-8") as handle:
        print("To transfer the files:", json.load(handle)["transfers"][0]["command"])
    print("The evidence:", evidence)


def both():
    """Bring the same people on board of another product."""
    title("7  The same people on a Seafile server")
    with serving("seafile-13") as more:
        seafile = {"server": more["SEAFILE_URL"], "more": more}
        run = playbook("onboard", "company.yml", "-e", "@seafile.yml", "--diff", **seafile)
        claim((run.status, run.changed > 0) == (0, True), "the people did not come to Seafile")
        again = playbook("onboard", "company.yml", "-e", "@seafile.yml", "--diff", **seafile)
        claim((again.status, again.changed, again.writes) == (0, 0, 0), "the second run changed something on Seafile")


def main():
    """Go through the seven steps and tell what was seen."""
    shutil.rmtree(KEPT, ignore_errors=True)
    shutil.copytree(os.path.join(ROOT, "playbooks", "examples"), KEPT)
    print("$ cp -r playbooks/examples build/demo; cd build/demo")
    onboard()
    interfere()
    page = audit()
    reconcile()
    offboard()
    both()
    print(SUMMARY % page)
    print("demo: seven steps, each judged by the server itself")


if __name__ == "__main__":
    main()
