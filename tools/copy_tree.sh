#!/bin/sh
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Usage: tools/copy_tree.sh DIR
# Copies the files that git knows (tracked, or new and not ignored) to DIR, which is made anew.
# ansible-test and ansible-galaxy need a real folder of the right name that holds nothing else.
set -eu
rm -rf "$1"
mkdir -p "$1"
git ls-files -co --exclude-standard -z | tar --null --ignore-failed-read -T - -cf - | tar -xf - -C "$1"
test -f "$1/galaxy.yml"
