# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Serves several instances with a crowd each until its standard input ends: python fleet_servers.py INSTANCES ACCOUNTS EVERY LATENCY

Every so-many-th account has another quota than the document says; answers come so many seconds late. Prints an address a line.
"""

from __future__ import annotations

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]

import crowd  # noqa: E402
from sandbox.server import Sandbox  # noqa: E402
from watched import ADMIN  # noqa: E402


def main(instances, accounts, every, latency):
    """Serve them."""
    for _number in range(int(instances)):
        sandbox = Sandbox("nextcloud-34", admin=ADMIN, limits=False)
        crowd.fill(sandbox, int(accounts))
        for number in range(0, int(accounts), int(every)):
            sandbox.product.state.user(crowd.name_of(number)).quota = "1 GB"
        if float(latency):
            sandbox.faults.replace([{"latency": float(latency), "times": None}])
        print(sandbox.start().url, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
