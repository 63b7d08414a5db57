#!/bin/sh
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs Chromium and its driver for tests/browser where that asks nobody: in continuous integration, as root, on Debian.
# Elsewhere these tests say what is missing.
set -eu
command -v chromium >/dev/null && command -v chromedriver >/dev/null && exit 0
test "${CI:-}" = true && test "$(id -u)" = 0 && command -v apt-get >/dev/null || exit 0
export DEBIAN_FRONTEND=noninteractive
apt-get -qq update && apt-get -qq install -y --no-install-recommends chromium chromium-driver >/dev/null
