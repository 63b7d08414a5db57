#!/bin/sh
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A licence for every file (REUSE), the form of the Python files (ruff), the types of the engine (mypy), the forms and workflows of .github, then ansible-lint's production profile.
# No connection is made.
set -eu
ruff check --quiet
ruff format --check --quiet || { ruff format --check; exit 1; }
mypy --no-error-summary
reuse lint --quiet || { reuse lint; exit 1; }
check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
check-jsonschema --quiet --builtin-schema custom.github-workflows-require-timeout .github/workflows/*.yml
check-jsonschema --quiet --builtin-schema vendor.dependabot .github/dependabot.yml
check-jsonschema --quiet --builtin-schema vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml
find .github/ISSUE_TEMPLATE -name '*.yml' ! -name config.yml -exec check-jsonschema --quiet --builtin-schema vendor.github-issue-forms {} +
ansible-lint --offline
