#!/bin/sh
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Builds the artifact from the files that git knows, installs it into an empty folder, and looks at it from there:
# its files, its documentation, what it wants from an execution environment, and what Galaxy's importer says of it.
# No connection is made.
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
# The importer warns of what Galaxy would show badly. Its ansible-doc is that of its environment.
unset ANSIBLE_COLLECTIONS_PATH
importer="$PWD/tools/galaxy-importer.cfg"
(cd build && PATH="$GALAXY_BIN:$PATH" GALAXY_IMPORTER_CONFIG="$importer" "$GALAXY_BIN/python" -m galaxy_importer.main dist/*.tar.gz) \
  >build/importer.txt 2>&1 || { cat build/importer.txt; exit 1; }
if grep -E '^(WARNING|ERROR)' build/importer.txt; then echo "build: FAILED, the importer has something to say"; exit 1; fi
grep 'Importer processing completed successfully' build/importer.txt
ansible-builder introspect build/clean | grep 'requests.*from collection ocs.provisioning'
echo "build: $(ls build/dist), $(du -k build/dist | cut -f 1) KiB, modules: $modules"
