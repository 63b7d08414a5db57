#!/bin/sh
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs the set-up playbook with the settings in AWX_SETTINGS on the AWX that CONTROLLER_HOST and CONTROLLER_OAUTH_TOKEN name, where it makes everything in
# playbooks/vars/awx: the first run has to pass, the second to change nothing, also in check mode. tests/awx does the same on a double.
set -eu
: "${CONTROLLER_HOST:?names the AWX to set up}" "${AWX_SETTINGS:?names a file of settings}"
export ANSIBLE_COLLECTIONS_PATH=build/awx:build/collections ANSIBLE_LOCALHOST_WARNING=false
output=$(mktemp)
trap 'rm -f "$output"' EXIT
run() {
  ansible-playbook ocs.provisioning.awx -e "@$AWX_SETTINGS" "$@" >"$output" || { cat "$output"; exit 1; }
  cat "$output"
}
run
for option in "" --check; do
  run ${option:+"$option"}
  grep -q 'localhost .*changed=0 ' "$output" || { echo "awx-real: a repeated run changed something: FAILED"; exit 1; }
done
echo "awx-real: set up, and unchanged by a second run"
