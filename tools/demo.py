# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows the collection at work on the embedded server: creates people, runs again, audits after somebody interfered.

Usage: python tools/with_server.py python tools/demo.py

Each step is an ansible-playbook command that anybody can type. Fails when a step did not do what it claims: the playbook
runs are judged by their recap, and by the server's own count of requests.
"""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
import urllib.request
from urllib.parse import urlencode

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LOG = os.path.join(ROOT, "build", "demo.log")
SERVER = os.environ["OCS_URL"]
BOLD, PLAIN = ("\033[1m", "\033[0m") if sys.stdout.isatty() and not os.environ.get("NO_COLOR") else ("", "")
PEOPLE, GROUPS = 5, 4

SUMMARY = f"""
{BOLD}What you have seen{PLAIN}
  1  One task made {PEOPLE} accounts and {GROUPS} groups, with quota, language and group admins, and showed each before and after.
  2  The same task once more changed nothing: one request for each account, all of them reads.
  3  Somebody raised Anna's quota behind the playbook's back.
  4  A dry run found exactly that and wrote nothing. Without --check it would put the quota right.

{BOLD}With your own server{PLAIN}
  export OCS_URL=https://cloud.example.com OCS_USERNAME=admin OCS_PASSWORD=...
  export ANSIBLE_COLLECTIONS_PATH=$PWD/build/collections
  .venv/bin/ansible-playbook playbooks/demo.yml --check --diff    # reads only, and tells what it would do
  Then put your own people into playbooks/demo.yml, and look again before you leave out --check.
  All options: .venv/bin/ansible-doc ocs.provisioning.ocs_user
"""


def send(method, path, credentials=True, **parameters):
    """Send a form to the server, as any program could; return the answer's JSON. Raises urllib.error.URLError."""
    request = urllib.request.Request(SERVER + path, urlencode(parameters).encode() or None, method=method)
    if credentials:
        account = "{OCS_USERNAME}:{OCS_PASSWORD}".format(**os.environ)
        request.add_header("Authorization", "Basic " + base64.b64encode(account.encode()).decode())
        request.add_header("OCS-APIRequest", "true")
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def playbook(*options):
    """Run the playbook; return how many tasks changed something, the lines of its diff, and the server's count of reads and writes."""
    send("DELETE", "/_sandbox/requests", credentials=False)
    if os.path.exists(LOG):
        os.remove(LOG)
    command = ["ansible-playbook", os.path.join("playbooks", "demo.yml"), "--diff", *options]
    print("$", *command, flush=True)
    env = dict(os.environ, ANSIBLE_LOG_PATH=LOG, ANSIBLE_CALLBACK_RESULT_FORMAT="yaml")
    command[0] = os.path.join(os.path.dirname(sys.executable), command[0])
    claim(subprocess.run(command, cwd=ROOT, env=env, check=False).returncode == 0, "the playbook failed")
    with open(LOG, encoding="utf-8") as log:
        told = log.read()
    changed, differences = re.findall(r"\bchanged=(\d+)", told)[-1], re.findall(r"^[-+] +(.*)$", told, re.MULTILINE)
    counts = send("GET", "/_sandbox/requests", credentials=False)["counts"]
    reads = sum(count for request, count in counts.items() if request.startswith("GET ") or request.endswith("/validate"))
    print(f"The server counted {reads} reads and {sum(counts.values()) - reads} writes.")
    return int(changed), differences, reads, sum(counts.values()) - reads


def claim(true, what):
    """Stop with a message when something did not happen as the demonstration says."""
    if not true:
        raise SystemExit(f"demo: FAILED, {what}")


def title(text):
    """Print the heading of a step."""
    print(f"\n{BOLD}{text}{PLAIN}", flush=True)


def main():
    """Go through the four steps and tell what was seen."""
    title(f"1  Create {PEOPLE} people and their groups")
    changed, _differences, _reads, writes = playbook()
    claim(changed == 1 and writes == PEOPLE + GROUPS, "the people were not created by one request for each")
    title("2  Run it again")
    claim(playbook() == (0, [], PEOPLE, 0), "the second run changed something")
    title("3  Meanwhile, somebody gives Anna more space by hand")
    print('$ curl -X PUT .../ocs/v2.php/cloud/users/anna -d key=quota -d value="500 GB"')
    send("PUT", "/ocs/v2.php/cloud/users/anna?format=json", key="quota", value="500 GB")
    title("4  Audit: what differs from the playbook?")
    changed, differences, _reads, writes = playbook("--check")
    claim(changed == 1 and differences == ["quota: 500 GB", "quota: 10 GB"], "the dry run did not find exactly what differs")
    claim(writes == 0, "the dry run wrote something")
    print(SUMMARY)


if __name__ == "__main__":
    main()
