#!/bin/sh
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Puts the collection awx.awx into build/awx, for tests/awx: the package "ansible" holds it, and nothing else of that is kept.
set -eu
home=build/awx
test -d "$home/ansible_collections/awx/awx/plugins/modules" && exit 0
wheels=$(mktemp -d)
trap 'rm -rf "$wheels"' EXIT
python -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: --dest "$wheels" ansible==13.8.0
rm -rf "$home"
mkdir -p "$home"
python - "$wheels" "$home" <<'EOF'
import glob, sys, zipfile
with zipfile.ZipFile(glob.glob(sys.argv[1] + "/*.whl")[0]) as wheel:
    wheel.extractall(sys.argv[2], [name for name in wheel.namelist() if name.startswith("ansible_collections/awx/awx/")])
EOF
test -f "$home/ansible_collections/awx/awx/plugins/modules/job_template.py"
