#!/bin/sh
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Usage: tools/changelog.sh [check]
# Writes CHANGELOG.md and changelogs/changelog.yaml from the fragments, of which those that are in a release already are read again
# (always_refresh in changelogs/config.yaml). The release that galaxy.yml names keeps its date; a new one is of today.
# check: writes nothing, and fails when a fragment of a release says something else by now. Those of no release yet may wait for theirs.
set -eu
if [ "${1:-}" = check ]; then
  copy=build/changelog
  rm -rf "$copy" && mkdir -p "$copy"
  cp -R galaxy.yml CHANGELOG.md changelogs "$copy"
  # plugins are read for a release only
  (cd "$copy" && sed -i 's/^always_refresh: .*/always_refresh: fragments/' changelogs/config.yaml && antsibull-changelog generate)
  for file in CHANGELOG.md changelogs/changelog.yaml; do
    diff -u "$file" "$copy/$file" || { echo "changelog: FAILED, $file is older than a fragment; run make changelog"; exit 1; }
  done
  exit
fi
version=$(sed -n 's/^version: //p' galaxy.yml)
date=$(python -c 'import sys, yaml
print(yaml.safe_load(open("changelogs/changelog.yaml"))["releases"].get(sys.argv[1], {}).get("release_date", ""))' "$version")
antsibull-changelog release --update-existing --reload-plugins ${date:+--date "$date"}
