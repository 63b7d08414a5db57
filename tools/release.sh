#!/bin/sh
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Usage: tools/release.sh VERSION [dry|tag|tagged]
# dry: makes the release in a copy, build/release, and changes nothing here. tag: then makes it here too, as a commit and a tag, and
# pushes neither. tagged: checks what is here, for a tag that exists.
# Each time the artifact is built, installed into an empty folder, and looked at from there: documentation, and the syntax of every playbook.
set -eu
version=${1:?a version such as 0.2.0} mode=${2:-dry}
echo "$version" | grep -Eqx '[0-9]+\.[0-9]+\.[0-9]+' || { echo "release: FAILED, '$version' is no version such as 0.2.0"; exit 1; }
here=$PWD tree=$PWD/build/release

# Everything that tells the version, and the changelog.
prepare() {
  pattern=$(told | sed 's/\./[.]/g')
  grep -rlE "$pattern" galaxy.yml extensions/awx docs/docsite/rst/awx.rst plugins/doc_fragments plugins/module_utils/http/connection.py |
    xargs sed -i "s/$pattern/$version/g"
  antsibull-changelog lint
  antsibull-changelog release --update-existing --reload-plugins
}
told() {
  sed -n 's/^version: //p' galaxy.yml
}

if [ "$mode" = tag ]; then
  test -z "$(git status --porcelain)" || { echo "release: FAILED, there are changes that are not committed"; exit 1; }
  test -z "$(git tag -l "$version")" || { echo "release: FAILED, the tag $version exists"; exit 1; }
fi
tools/copy_tree.sh "$tree"
# git tells the tools which files belong to the project
git -C "$tree" init --quiet && git -C "$tree" add --all
cd "$tree"
mkdir -p build/collections/ansible_collections/ocs
ln -sfn ../../../.. build/collections/ansible_collections/ocs/provisioning
export ANSIBLE_COLLECTIONS_PATH="$tree/build/collections"
if [ "$mode" = tagged ]; then
  test "$(told)" = "$version" || { echo "release: FAILED, the tag is $version and galaxy.yml tells $(told)"; exit 1; }
else
  prepare
fi
tools/docs.sh
tools/build.sh
export ANSIBLE_COLLECTIONS_PATH="$tree/build/clean:$here/build/awx"
installed=$tree/build/clean/ansible_collections/ocs/provisioning/playbooks
count=0
for playbook in "$installed"/*.yml $(grep -l '  hosts: ' "$installed"/examples/*.yml); do
  name=${playbook#"$installed"/}
  name=$(echo "${name%.yml}" | tr / .)
  [ "$name" != awx ] || [ -d "$here/build/awx" ] || continue  # needs the collection awx.awx, which tools/get_awx.sh gets
  (cd / && ansible-playbook --syntax-check -i localhost, "ocs.provisioning.$name" >/dev/null) || { echo "release: FAILED, $name"; exit 1; }
  count=$((count + 1))
done
cd "$here"
mkdir -p build/dist
cp "$tree"/build/dist/ocs-provisioning-"$version".tar.gz build/dist/
if [ "$mode" = tag ]; then
  prepare
  git commit --all --quiet --message "Release $version"
  git tag --annotate "$version" --message "Release $version"
  echo "release: $version is a commit and a tag here; push both to publish it"
fi
echo "release: $version ($mode), artifact build/dist/ocs-provisioning-$version.tar.gz, $count playbooks"
