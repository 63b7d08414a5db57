#!/bin/sh
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A licence for every file (REUSE), then ansible-lint's production profile. No connection is made.
set -eu
reuse lint --quiet || { reuse lint; exit 1; }
ansible-lint --offline
