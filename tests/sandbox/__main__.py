# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`python tests/sandbox --dialect nextcloud-34 --port 8090`: serve until interrupted."""

from __future__ import annotations

import argparse
import os
import signal
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from sandbox.products import DIALECTS, default_admin  # noqa: E402  pylint: disable=wrong-import-position
from sandbox.server import Sandbox  # noqa: E402  pylint: disable=wrong-import-position


def main():
    """Parse the command line, say where the server listens, serve."""
    parser = argparse.ArgumentParser(prog="sandbox", description="An in-memory OCS or Seafile server on loopback, for demos and tests.")
    parser.add_argument("--dialect", choices=sorted(DIALECTS), default="nextcloud-34")
    parser.add_argument("--port", type=int, default=8090, help="0 picks a free one")
    parser.add_argument("--admin", metavar="USER:PASSWORD", help="the only account (default: admin:admin; Seafile: an address, see the line printed)")
    parser.add_argument("--no-limits", action="store_true", help="start without rate limits and brute-force protection")
    parser.add_argument("--hashed", action="store_true", help="take the time of a real Nextcloud, which checks a password for each request without a session")
    arguments = parser.parse_args()
    admin = arguments.admin.split(":", 1) if arguments.admin else default_admin(arguments.dialect)
    sandbox = Sandbox(arguments.dialect, arguments.port, admin, not arguments.no_limits, arguments.hashed)
    signal.signal(signal.SIGTERM, lambda *_args: sys.exit(0))
    print("sandbox %s listening on %s (%s)" % (arguments.dialect, sandbox.url, "/".join(admin)), flush=True)
    try:
        sandbox.httpd.serve_forever(poll_interval=0.05)
    except KeyboardInterrupt:
        pass
    finally:
        sandbox.httpd.server_close()


if __name__ == "__main__":
    main()
