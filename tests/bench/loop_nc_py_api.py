# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads accounts one after the other by nc_py_api, and prints the seconds: python loop_nc_py_api.py URL USER PASSWORD NAME..."""

from __future__ import annotations

import sys
import time

import nc_py_api


def main():
    """The imports are not counted, the first request is."""
    url, user, password, *names = sys.argv[1:]
    started = time.monotonic()
    cloud = nc_py_api.Nextcloud(nextcloud_url=url, nc_auth_user=user, nc_auth_pass=password)
    for name in names:
        if cloud.users.get_user(name).user_id != name:
            raise SystemExit(f"{name} is somebody else")
    print(time.monotonic() - started)


if __name__ == "__main__":
    main()
