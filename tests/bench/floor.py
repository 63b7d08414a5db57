# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The least that a client can do: sends the given requests by bare ``requests`` and parses the answers. python floor.py < REQUESTS.json

The input is ``{"workers": N, "auth": [user, password], "url": ..., "requests": [[method, path, body, content type], ...]}``.
"""

from __future__ import annotations

import json
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import requests

HEADERS = {"OCS-APIRequest": "true", "Accept": "application/json"}
HELD = threading.local()


def main():
    """Send them all."""
    given = json.load(sys.stdin)

    def send(each):
        if not hasattr(HELD, "session"):
            HELD.session = requests.Session()
            HELD.session.auth = tuple(given["auth"])
            HELD.session.headers.update(HEADERS)
        method, path, body, kind = each
        answer = HELD.session.request(method, given["url"] + path, data=body or None, headers={"Content-Type": kind} if kind else None)
        return answer.json()

    with ThreadPoolExecutor(given["workers"]) as pool:
        kept = list(pool.map(send, given["requests"]))
    print(len(kept))


if __name__ == "__main__":
    main()
