#!/bin/sh
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Usage: tools/find_python.sh X.Y[,X.Y...]
# Prints the path of the first of these Pythons that really starts (a version manager's shim may not)
# and can make a virtual environment (Debian's needs the package python3-venv).
for version in $(echo "$1" | tr , ' '); do
  for candidate in /usr/bin/"python$version" /usr/local/bin/"python$version" \
    "$HOME"/.pyenv/versions/"$version".*/bin/python3 "python$version" python3; do
    found=$("$candidate" -c '
import ensurepip, sys, venv
if "%d.%d" % sys.version_info[:2] == sys.argv[1]:
    print(sys._base_executable)' "$version" 2>/dev/null) && [ -n "$found" ] && echo "$found" && exit 0
  done
done
exit 1
