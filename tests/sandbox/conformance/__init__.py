# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the sandbox server against exchanges recorded from real servers. Run: `python tests/sandbox/conformance --dialect nextcloud-34`."""
