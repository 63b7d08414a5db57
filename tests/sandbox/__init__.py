# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An in-memory OCS or Seafile server for demos and tests: the rules of real servers, without their weight.

A request flows: `server` (HTTP, faults, control) -> a product's `handle` (routes, login, permissions) -> its rules
(plain functions over its state) -> its envelope. Run it with `python tests/sandbox --dialect nextcloud-34`.
"""
