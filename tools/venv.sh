#!/bin/sh
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Usage: tools/venv.sh DIR PYTHON LOCK
# Makes the virtual environment DIR if it is missing and installs what locks/LOCK.txt names, each file by its hash:
# by uv, which takes seconds, or by pip where uv cannot be had or does not reach the package index (it reads no pip.conf).
set -eu
# uv shall trust the certificates that the system trusts, as pip does.
export UV_SYSTEM_CERTS=1
dir=$1 python=$2 lock=locks/$3.txt
if ! "$dir/bin/python" -c "" 2>/dev/null; then
  "$python" -m venv --clear "$dir" || {
    echo "error: $python cannot make a virtual environment (Debian, Ubuntu: apt install python3-venv)" >&2
    exit 1
  }
fi
uv=.venv/bin/uv
[ -x "$uv" ] || .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r locks/uv.txt ||
  echo "uv cannot be had, going on with pip" >&2
if ! [ -x "$uv" ] || ! "$uv" pip install --quiet --python "$dir/bin/python" --require-hashes -r "$lock"; then
  "$dir/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
fi
