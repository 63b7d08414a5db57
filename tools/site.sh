#!/bin/sh
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Makes the documentation's HTML pages in build/site/html, without a connection.
set -eu
rm -rf build/site
mkdir -p build/site/rst
# antsibull-docs wants a folder that nobody else can write to.
chmod go-w build/site/rst
antsibull-docs --config-file tools/site/antsibull-docs.cfg collection --use-current --squash-hierarchy \
  --fail-on-error --dest-dir build/site/rst ocs.provisioning
# The collection's name as it is written; antsibull-docs gives it capitals.
sed -i '1,4s/^Ocs\.Provisioning$/ocs.provisioning/' build/site/rst/index.rst
grep -q '^ocs.provisioning$' build/site/rst/index.rst
python tools/site/menu.py build/site/rst/index.rst
grep -q '^    :caption: For contributors$' build/site/rst/index.rst
sphinx-build -q -b html -c tools/site -w build/site/warnings build/site/rst build/site/html 2>/dev/null || cat build/site/warnings
# Labels of Ansible's own documentation are out of reach; anything else is a mistake of ours.
if grep -v "undefined label: '\(ansible_configuration_settings\|action_plugins\|common_return_values\|ansible_collections\.ansible\.[a-z_.]*\)'" build/site/warnings; then
  echo "site: FAILED"
  exit 1
fi
test -f build/site/html/index.html
echo "site: $(find build/site/html -name '*.html' | wc -l) pages, build/site/html/index.html"
