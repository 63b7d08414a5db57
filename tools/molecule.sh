#!/bin/sh
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs the scenarios in extensions/molecule, and fails when none did anything.
set -eu
mkdir -p build/molecule
log=build/molecule/log
pid=
trap 'for pid in build/molecule/*/pid; do test ! -e "$pid" || kill "$(cat "$pid")" 2>/dev/null || true; done' EXIT
trap 'exit 1' HUP INT TERM
# The scenario "default" has no playbook but those that start and stop the embedded servers.
scenarios=$(find extensions/molecule -mindepth 2 -maxdepth 2 -name molecule.yml ! -path '*/default/*' | wc -l)
molecule test --all --exclude default >"$log" 2>&1 || { cat "$log"; echo "molecule: FAILED"; exit 1; }
cat "$log"
done=$(grep -cE '^\S+ > (converge|idempotence|verify): Executed: Successful' "$log" || true)
if [ "$scenarios" = 0 ] || [ "$done" != $((3 * scenarios)) ] || grep -q 'no hosts matched' "$log"; then
  echo "molecule: FAILED, $((scenarios)) scenarios, but $done times converged, repeated or verified, or a play had no host"
  exit 1
fi
echo "molecule: $((scenarios)) scenarios converged, repeated without a change and verified"
