# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Creates many users fast, over one connection.

Usage: OCS_PASSWORD=... python make_users.py API-ADDRESS USERNAME PREFIX COUNT
"""

from __future__ import annotations

import base64
import http.client
import os
import sys
from urllib.parse import urlencode, urlsplit


def main():
    """Create the users PREFIX0000, PREFIX0001 ...; exit with a message when the server refuses one."""
    api, username, prefix, count = sys.argv[1:]
    credentials = base64.b64encode(f"{username}:{os.environ['OCS_PASSWORD']}".encode()).decode()
    headers = {"OCS-APIRequest": "true", "Authorization": f"Basic {credentials}", "Content-Type": "application/x-www-form-urlencoded"}
    connection = http.client.HTTPConnection(urlsplit(api).netloc)
    for number in range(int(count)):
        user = f"{prefix}{number:04}"
        connection.request("POST", f"{urlsplit(api).path}/users", urlencode({"userid": user, "password": f"Long-enough-{number}"}), headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        if answer.status != 200 or "<status>ok" not in text:
            raise SystemExit(f"{user}: {answer.status} {text}")


if __name__ == "__main__":
    main()
