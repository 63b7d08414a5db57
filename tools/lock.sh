#!/bin/sh
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Usage: tools/lock.sh CORE:PYTHON[,PYTHON...]...
# Writes locks/: every package of the development environments with its version and the hashes of its files, for every
# Python that may make them. What is locked stays as it is while requirements-*.txt allow it; UPGRADE=--upgrade takes newer ones.
set -eu
# uv shall trust the certificates that the system trusts, as pip does.
export UV_SYSTEM_CERTS=1
mkdir -p locks
# lock NAME OLDEST-PYTHON: what stands on standard input
lock() {
  # shellcheck disable=SC2086 # an option or none
  .venv/bin/uv pip compile --quiet --universal --python-version "$2" --generate-hashes --no-header --no-annotate \
    ${UPGRADE:-} --output-file "locks/$1.txt.new" - >/dev/null
  {
    printf '# SPDX-%s: 2026 The ocs.provisioning authors\n# SPDX-%s: GPL-3.0-or-later\n' FileCopyrightText License-Identifier
    echo "# Written by tools/lock.sh (make locks). Do not edit."
    cat "locks/$1.txt.new"
  } >"locks/$1.txt.done"
  rm "locks/$1.txt.new"
  mv "locks/$1.txt.done" "locks/$1.txt"
  echo "locks/$1.txt: $(grep -c '==' "locks/$1.txt") packages"
}
# what is locked already is preferred: uv reads the file that it is to write
keep() { [ ! -f "locks/$1.txt" ] || cp "locks/$1.txt" "locks/$1.txt.new"; }

keep uv && echo uv==0.13.9 | lock uv 3.10
keep demo && echo "-r requirements-demo.txt" | lock demo 3.10
keep dev && echo "-r requirements-dev.txt" | lock dev 3.11
keep bench && echo "-r requirements-bench.txt" | lock bench 3.10
keep galaxy && echo "-r requirements-galaxy.txt" | lock galaxy 3.12
for each in "$@"; do
  core=${each%%:*}
  oldest=$(echo "${each#*:}" | tr , '\n' | sort -t . -k 1n -k 2n | head -n 1)
  keep "core-$core" && printf '%s\n' "-r requirements-core.txt" "ansible-core~=$core.0" | lock "core-$core" "$oldest"
done
