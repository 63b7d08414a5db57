#!/bin/sh
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Builds the artifact from the files that git knows, installs it into an empty folder, and looks at it from there:
# its files, its documentation, and what it wants from an execution environment. No connection is made.
set -eu
tree=build/tree-dist/ansible_collections/ocs/provisioning
rm -rf build/dist build/clean build/ee
tools/copy_tree.sh "$tree"
ansible-galaxy collection build --output-path build/dist "$tree"
export ANSIBLE_COLLECTIONS_PATH="$PWD/build/clean"
ansible-galaxy collection install --offline build/dist/*.tar.gz -p build/clean
ansible-galaxy collection verify --offline -p build/clean ocs.provisioning
modules=$(ansible-doc -t module -l --json ocs.provisioning | python -c 'import json, sys; print(*json.load(sys.stdin))')
test -n "$modules" || { echo "build: FAILED, the artifact has no module"; exit 1; }
# shellcheck disable=SC2086
ansible-doc -t module $modules >/dev/null
ansible-builder introspect build/clean | grep 'requests.*from collection ocs.provisioning'
echo "build: $(ls build/dist), $(du -k build/dist | cut -f 1) KiB, modules: $modules"
