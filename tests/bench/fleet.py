# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the audit of a fleet: one run of ``ocs.provisioning.audit`` for many instances, by ten forks of one controller.

``python tests/bench/fleet.py [INSTANCES]`` has 50 instances of 1,000 accounts unless told, every fiftieth account with another quota than the
document says. The time stands beside that of the bare reads of the same data, by ten processes of ``requests``. A second run has three instances
more, the first ones of its inventory: one that takes connections and never answers, one that refuses them, and one whose answers come two seconds
late. Fails when a report is not as it must be, or when the others end much later than without these three.
"""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import socket
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]

import audit  # noqa: E402
import requests  # noqa: E402
from floor import HEADERS  # noqa: E402
from processes import Tree, run  # noqa: E402
from watched import ADMIN, Watched  # noqa: E402

ACCOUNTS, EVERY, FORKS, AT_ONCE, LATE, TIMEOUT = 1000, 50, 10, 10, 2.0, 5
MOST = 1.25  # times as long the others may take beside the three: runs differ by a tenth by themselves
FOUND = len(range(0, ACCOUNTS, EVERY))


@contextlib.contextmanager
def serving(instances, latency=0.0):
    """Addresses of so many instances, ten in a process."""
    with contextlib.ExitStack() as held:
        found = []
        for begin in range(0, instances, AT_ONCE):
            number = min(AT_ONCE, instances - begin)
            command = [sys.executable, os.path.join(HERE, "fleet_servers.py"), *map(str, (number, ACCOUNTS, EVERY, latency))]
            server = held.enter_context(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
            held.callback(server.terminate)
            found += [server.stdout.readline().strip() for _number in range(number)]
        yield found


@contextlib.contextmanager
def silent():
    """The address of a server that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0), backlog=100) as server:
        yield "http://127.0.0.1:%d" % server.getsockname()[1]


def closed():
    """An address where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return "http://127.0.0.1:%d" % server.getsockname()[1]


def read(url, asked):
    """Send these requests to one instance and parse the answers."""
    with requests.Session() as session:
        session.auth = ADMIN
        session.headers.update(HEADERS)
        for _method, path, _body, _kind in asked:
            session.get(url + path).json()


def bare(urls, asked):
    """Seconds for the bare reads of all instances."""
    with multiprocessing.get_context("spawn").Pool(FORKS) as pool:
        pool.starmap(len, [((),)] * FORKS)  # they have started
        start = time.monotonic()
        pool.starmap(read, [(url, asked) for url in urls], chunksize=1)
        return time.monotonic() - start


def play(fleet, source, forks=FORKS):
    """Audit them all, by so many forks: seconds, what its processes took of memory, name to (seconds to its report, report)."""
    with tempfile.TemporaryDirectory() as folder:
        hosts = {name: {"ocs_url": url, "ansible_python_interpreter": sys.executable} for name, url in fleet.items()}
        inventory = os.path.join(folder, "hosts.json")
        with open(inventory, "w", encoding="utf-8") as handle:
            json.dump({"all": {"hosts": hosts}}, handle)
        given = {"audit_src": source, "audit_report_dir": folder, "audit_fail_on_drift": False, "audit_fail_on_error": False}
        login = {"OCS_USERNAME": ADMIN[0], "OCS_PASSWORD": ADMIN[1], "OCS_TIMEOUT": str(TIMEOUT)}
        ansible = {"ANSIBLE_COLLECTIONS_PATH": os.path.join(audit.ROOT, "build", "collections"), "ANSIBLE_FORKS": str(forks), "ANSIBLE_STRATEGY": "host_pinned"}
        command = [os.path.join(os.path.dirname(sys.executable), "ansible-playbook"), "ocs.provisioning.audit", "-i", inventory, "-e", json.dumps(given)]
        watch, start = Tree(), time.time()
        seconds = run(command, env={**login, **ansible}, watch=watch).seconds
        reports = {}
        for name in fleet:
            path = os.path.join(folder, name + ".json")
            with open(path, encoding="utf-8") as handle:
                reports[name] = os.path.getmtime(path) - start, json.load(handle)
    return seconds, watch, reports


def judge(reports, bad=()):
    """Stop where a report is not as it must be; seconds to the last report of the good ones."""
    for name, (_seconds, report) in reports.items():
        found = sum(each["id"].startswith("drift:") for each in report["findings"])
        if (report["verdict"], found) != (("error", 0) if name in bad else ("drift", FOUND)):
            raise SystemExit(f"bench-fleet: FAILED, the report of {name} is {report['verdict']} with {found} differences")
    return max(seconds for name, (seconds, _report) in reports.items() if name not in bad)


def main(instances=50):
    """Measure, print, and judge."""
    with Watched(ACCOUNTS) as site, serving(instances) as urls, serving(1, LATE) as late, silent() as mute:
        site.fresh(drift=EVERY)
        alone, _report = audit.audit(site, audit_src=site.source)
        good = {f"instance{number:03d}": url for number, url in enumerate(urls)}
        floor = bare(urls, site.asked)
        seconds, watch, reports = play(good, site.source)
        others = judge(reports)
        print(f"{instances} instances of {ACCOUNTS} accounts, {FORKS} forks, load {os.getloadavg()[0]:.1f}; one alone {alone:.1f} s")
        print(f"bare reads {floor:.1f} s ({len(site.asked)} requests each); audit {seconds:.1f} s, {seconds / instances:.2f} s each")
        print(f"memory: controller {watch.peak:.0f} MiB, all its processes together {watch.together:.0f} MiB")
        fleet = {"hangs": mute, "refuses": closed(), "late": late[0], **good}
        # where all have a fork at once, the three would else make some wait for one
        _seconds, _watch, reports = play(fleet, site.source, FORKS if instances > 3 * FORKS else FORKS + 3)
        beside = judge(reports, ("hangs", "refuses"))
        print(
            f"beside one that hangs, one that refuses and one that answers {LATE:.0f} s late, all others end after {beside:.1f} s, "
            f"else after {others:.1f} s; the one that hangs is given up after {reports['hangs'][0]:.1f} s"
        )
    passed = beside <= MOST * others
    print(f"bench-fleet: {'passed' if passed else 'FAILED'}, {beside / others:.2f} times as long beside the three (at most {MOST})")
    sys.exit(not passed)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
