# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures an audit from the command line to its reports: ``ansible-playbook ocs.provisioning.audit`` on the embedded server.

``python tests/bench/audit.py [ACCOUNTS [SECONDS]]`` has 1,000 accounts unless told, every fiftieth with another quota than the document says, and
a server whose answers come so many seconds late. After each audit its requests are sent again by bare ``requests``: the ratio is that of both times.
Writes the JSON and the HTML report, and fails when they do not hold exactly these differences.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]

from watched import ADMIN, Watched  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(HERE))
RUNS, EVERY = 3, 50
DIALECTS = ("nextcloud-34", "owncloud-10")


def audit(site, **variables):
    """Run the playbook; return its wall seconds and the JSON report."""
    folder = site.folder.name
    given = {"audit_report_dir": folder, "audit_report_name": "audit", "audit_previous_report": "", "audit_fail_on_drift": False, **variables}
    login = {"OCS_URL": site.sandbox.url, "OCS_USERNAME": ADMIN[0], "OCS_PASSWORD": ADMIN[1]}
    paths = {"ANSIBLE_COLLECTIONS_PATH": os.path.join(ROOT, "build", "collections"), "ANSIBLE_LOCALHOST_WARNING": "no"}
    command = [os.path.join(os.path.dirname(sys.executable), "ansible-playbook"), "ocs.provisioning.audit", "-e", json.dumps(given)]
    start = time.monotonic()
    done = subprocess.run(command, env={**os.environ, **login, **paths}, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    seconds = time.monotonic() - start
    if done.returncode:
        raise SystemExit(f"bench-audit: FAILED, the playbook failed\n{done.stdout}{done.stderr}")
    with open(os.path.join(folder, "audit.json"), encoding="utf-8") as handle:
        return seconds, json.load(handle)


def main(accounts=1000, latency=0.0):
    """Measure, print a table, and judge."""
    title = f"audit of {accounts:,.0f} accounts, wall seconds"
    print(f"{title:<40} {'median':>7} {'least':>7} {'most':>7} {'bare':>7} {'ratio':>6}  requests  findings  HTML")
    for dialect in DIALECTS:
        runs = []
        with Watched(int(accounts), dialect=dialect, latency=latency) as site:
            for _run in range(RUNS):
                site.fresh(drift=EVERY)
                took, report = audit(site, audit_src=site.source)
                runs.append((took, site.floor(list(site.asked))[0]))
            size = os.path.getsize(os.path.join(site.folder.name, "audit.html"))
        times, bare, ratios = [took for took, _bare in runs], [least for _took, least in runs], [took / least for took, least in runs]
        figures = "".join(f" {value(times):>7.1f}" for value in (statistics.median, min, max))
        figures += f" {statistics.median(bare):>7.1f} {statistics.median(ratios):>6.1f}"
        print(f"{dialect:<40}{figures} {report['run']['requests']:>9} {len(report['findings']):>9} {size // 1024:>4}K, load {os.getloadavg()[0]:.1f}")
        found = [each["name"] for each in report["findings"] if each["id"].startswith("drift:")]
        if report["verdict"] != "drift" or len(found) != len(range(0, int(accounts), EVERY)):
            raise SystemExit(f"bench-audit: FAILED, the report has {len(found)} differences")


if __name__ == "__main__":
    main(*map(float, sys.argv[1:]))
