# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`GET config`: how the server introduces itself in the Open Collaboration Services."""

from __future__ import annotations


def config(call):
    """Version of the specification and the host name."""
    return {"version": "1.7", "website": "Nextcloud", "host": call.state.host(call.request), "contact": "", "ssl": "false"}
