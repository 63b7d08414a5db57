#!/bin/sh
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Usage: tools/release.sh VERSION [dry|tag|tagged]
# dry: makes the release in a copy, build/release, and changes nothing here. tag: then brings what was checked here, as a commit and a tag,
# and pushes neither. tagged: checks what is here, for a tag that exists.
# Each time the artifact is built, installed into an empty folder, and looked at from there: documentation, and the syntax of every playbook.
set -eu
version=${1:-} mode=${2:-dry}
fail() {
  echo "release: FAILED, $*"
  exit 1
}
echo "$version" | grep -Eqx '[0-9]+\.[0-9]+\.[0-9]+' || fail "'$version' is no version such as 1.1.0"
case $mode in dry | tag | tagged) ;; *) fail "'$mode' is none of dry, tag and tagged" ;; esac
here=$PWD tree=$PWD/build/release

told() {
  sed -n 's/^version: //p' galaxy.yml
}
# Everything that tells the version, and the changelog. What was added in a version stays added in it.
prepare() {
  pattern=$(told | sed 's/\./[.]/g')
  grep -rlE "$pattern" galaxy.yml extensions/awx playbooks/vars/awx docs/docsite/rst plugins/doc_fragments plugins/module_utils/http/connection.py |
    xargs sed -i "/version_added/!s/\b$pattern\b/$version/g"
  antsibull-changelog lint
  antsibull-changelog release --update-existing --reload-plugins
}

if [ "$mode" = tag ]; then
  test -z "$(git status --porcelain)" || fail "there are changes that are not committed"
  test -z "$(git tag -l "$version")" || fail "the tag $version exists"
fi
tools/copy_tree.sh "$tree"
# git tells the tools which files belong to the project, and what the release changes
git -C "$tree" init --quiet && git -C "$tree" add --all
cd "$tree"
mkdir -p build/collections/ansible_collections/ocs
ln -sfn ../../../.. build/collections/ansible_collections/ocs/provisioning
export ANSIBLE_COLLECTIONS_PATH="$tree/build/collections"
if [ "$mode" = tagged ]; then
  test "$(told)" = "$version" || fail "the tag is $version and galaxy.yml tells $(told)"
else
  prepare
fi
tools/docs.sh
tools/build.sh
artifact=build/dist/ocs-provisioning-$version.tar.gz
test -f "$artifact" || fail "the artifact is not $artifact"

export ANSIBLE_COLLECTIONS_PATH="$tree/build/clean:$here/build/awx"
cd "$tree/build/clean/ansible_collections/ocs/provisioning/playbooks"
playbooks=$(grep -lE '^ *(- )?(hosts: .|ansible.builtin.import_playbook:)' ./*.yml examples/*.yml | sed 's|^\./||; s|\.yml$||; s|/|.|g; s|^|ocs.provisioning.|')
# it needs the collection awx.awx, which tools/get_awx.sh gets
[ -d "$here/build/awx" ] || playbooks=$(echo "$playbooks" | grep -v '\.awx$')
cd /
# shellcheck disable=SC2086
ansible-playbook --syntax-check -i localhost, $playbooks >/dev/null || fail "a playbook of the installed collection is refused"

cd "$here"
mkdir -p build/dist
cp "$tree/$artifact" build/dist/
if [ "$mode" = tag ]; then
  git -C "$tree" diff --name-only -z | tar -C "$tree" --null -T - -cf - | tar -xf -
  git commit --all --quiet --message "Release $version"
  git tag --annotate "$version" --message "Release $version"
fi
echo
echo "Files with another text than before: $(git -C "$tree" diff --name-only | wc -l)"
git -C "$tree" diff --stat
python - "$version" "$tree" <<'END'
import sys
import yaml

with open(sys.argv[2] + "/changelogs/changelog.yaml", encoding="utf-8") as handle:
    release = yaml.safe_load(handle)["releases"].get(sys.argv[1], {})
counts = {name.replace("_", " "): len(texts) for name, texts in release.get("changes", {}).items() if isinstance(texts, list)}
counts["new modules"] = len(release.get("modules", []))
print(f"Changelog of {sys.argv[1]}, {release.get('release_date')}:", ", ".join(f"{name} {count}" for name, count in counts.items() if count) or "nothing")
END
echo "Artifact: $artifact, $(du -k "$artifact" | cut -f 1) KiB, SHA-256 $(sha256sum "$artifact" | cut -d ' ' -f 1)"
case $mode in
dry) next="nothing changed here; next: make release VERSION=$version MODE=tag" ;;
tag) next="a commit and a tag here; next: git push --follow-tags" ;;
tagged) next="the tag tells the truth" ;;
esac
echo "release: $version built, installed and checked with $(echo "$playbooks" | wc -l) playbooks; $next"
