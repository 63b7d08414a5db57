#!/bin/sh
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The changelog and its fragments, then everything that the plugins document, its cross-references included.
set -eu
antsibull-changelog lint
tools/changelog.sh check
antsibull-docs --config-file tools/site/antsibull-docs.cfg lint-collection-docs --plugin-docs .
count=$(find plugins/modules -name '*.py' | wc -l)
test "$count" -gt 0 || { echo "docs: FAILED, there is no module"; exit 1; }
echo "docs: changelog and the documentation of $((count)) modules are sound"
