# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is measured of ocs_directory: runs of several kinds and sizes, workers, and what people do without it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

import crowd
from playbooks import tasks
from processes import module, python
from watched import ADMIN, Watched

PHONE = {"phone": "+4971125242890"}
LOOPED = 50  # accounts of the loops, which are scaled from there
LISTED = 0.004  # seconds that a real Nextcloud 34.0.1 takes for each account of a page with details
PATIENT = {"rate_limit_wait": 7 * 86400}  # the most that the option takes; the server here has no limits


@dataclass
class Run:
    """One run: ``inside`` and ``floor`` in seconds from the first request to the end of the process, ``process`` from its start.

    ``work`` and ``least`` are the seconds of a processor that client and server take together in these times: other work on the machine
    does not change them much.
    """

    kind: str
    accounts: int
    requests: int
    inside: float
    process: float
    peak: float
    work: float
    floor: float | None = None
    least: float | None = None
    load: float = field(default_factory=lambda: os.getloadavg()[0])  # of the machine in the last minute of the run


def _measure(site, kind, floor, drift=0, workers=1):
    site.fresh(drift)
    ran, result = module("ocs_directory", dict(site.login, src=site.source, workers=workers, **PATIENT), site.watch)
    (inside, work), asked = site.costs(ran), site.asked
    if result.get("failed") or result["changed"] != (kind != "no-op"):
        raise SystemExit("bench: FAILED: %s: %s" % (kind, result.get("msg", "not what it was measured for")))
    found = Run(kind, site.described, len(asked), inside, ran.seconds, ran.peak, work)
    if floor:
        site.fresh(drift)
        found.floor, found.least = site.floor(asked, workers)
    return found


def reading(accounts, each=0.0):
    """A run without a change, and one with a hundredth of the accounts changed. :param each: see :class:`Watched`; ``LISTED`` for the pace of a real server."""
    with Watched(accounts, each=each) as site:
        yield _measure(site, "no-op", True)
        yield _measure(site, "1 % drift", True, drift=100)


def runs(accounts):
    """Those, and a first load."""
    yield from reading(accounts)
    with Watched(0, described=accounts) as site:
        yield _measure(site, "first load", accounts <= 10000)


def eta(accounts):
    """What check mode tells of a first load with a phone number each: seconds that the server's rate limits alone take; None where that is refused."""
    with Watched(0, described=accounts, fields=PHONE) as site:
        site.fresh()
        try:
            _ran, result = module("ocs_directory", dict(site.login, src=site.source, _ansible_check_mode=True, **PATIENT))
        except SystemExit as refusal:
            if "rate_limit_wait allows %d s" % PATIENT["rate_limit_wait"] in str(refusal):
                return None
            raise
        return result["plan"]["eta_seconds"]


def by_workers(workers, latency=0.05):
    """Reading 10,000 accounts and creating 400, each answer 50 ms late."""
    with Watched(10000, latency=latency) as site:
        reading = _measure(site, "no-op", False, workers=workers)
    with Watched(0, described=400, latency=latency) as site:
        return reading, _measure(site, "first load", False, workers=workers)


def task(accounts):
    """(wall seconds of the task without a change, as Ansible measures it; peak of the controller in MiB)."""
    with Watched(accounts) as site:
        site.fresh()
        found, peak = tasks("directory.yml", src=site.source, ocs_url=site.sandbox.url, ocs_username=ADMIN[0], ocs_password=ADMIN[1])
        return found["Directory"][0], peak


def loops(accounts):
    """Seconds per account of what is done without ocs_directory, on a server with so many accounts."""
    names = [crowd.name_of(number) for number in range(LOOPED)]
    with Watched(accounts) as site:
        site.fresh()
        login = {"ocs_url": site.sandbox.url, "ocs_username": ADMIN[0], "ocs_password": ADMIN[1]}
        single = tasks("loop_module.yml", src=site.source, many=LOOPED, **login)[0]["Loop"][0]
        read = tasks("loop_uri.yml", src=site.source, many=LOOPED, **login)[0]["Loop"][0]
        scripts = os.environ["OCS_BENCH_SCRIPTS"]  # the Python that has nc_py_api
        script = float(python("loop_nc_py_api.py", site.sandbox.url, *ADMIN, *names, interpreter=scripts).output.split()[-1])
    return {"a loop of ocs_user": single / LOOPED, "a loop of ansible.builtin.uri, reading": read / LOOPED, "a script on nc_py_api, reading": script / LOOPED}
