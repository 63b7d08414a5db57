# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A document is applied with a backup, then the backup: the server is as before, but for what the backup names."""

from __future__ import annotations

import contextlib
import json
import stat

from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import export as directory_info, resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.directory import export as seafile_directory_info, resource as seafile_directory
from ansible_collections.ocs.provisioning.tests.properties import documents, seafile_documents
from ansible_collections.ocs.provisioning.tests.properties.amount import cases
from ansible_collections.ocs.provisioning.tests.properties.documents import PASSWORD
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import writes
from hypothesis import event, given

KIND = cases(6, at_length=150)
ANYTHING = {"max_disables": "100%", "max_deletes": "100%", "max_group_deletes": "100%", "allow_admin_changes": True}
LOST = {("user", "files"), ("user", "password"), ("group", "files")}


def without(named, identity, document):
    """The document without what the backup names: pairs of an account and its field."""
    return dict(document, users=[{key: value for key, value in row.items() if (row[identity], key) not in named} for row in document["users"]])


def backed_up(site, path, resource, task):
    """The run with a backup; None where it was refused, or had nothing to do and therefore left none."""
    path.unlink(missing_ok=True)
    try:
        dry = site.run(resource, check=True, backup=str(path), **task)
        assert not path.exists() and dry.result["backup_file"] is None
        done = site.run(resource, backup=str(path), **task)
    except Invalid:
        assert not path.exists()
        return None
    assert done.error == "" and dry.steps == done.steps
    assert path.exists() == done.changed == (done.result["backup_file"] == str(path))
    return done if done.changed else None


def there_and_back(site, path, modules, identity, tasks, asked):
    """What the backup could not bring back; the server is as it was before the second task but for that."""
    resource, information = modules
    site.sandbox.reset()
    with contextlib.suppress(Invalid):
        site.run(resource, **tasks[0])
    before = site.read(information, **asked)
    done = backed_up(site, path, resource, tasks[1])
    if done is None:
        return set()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    left_out, document = done.result["backup_left_out"], json.loads(path.read_text(encoding="utf-8"))
    gone = {left["name"] for left in left_out if (left["kind"], left["field"]) == ("user", "files")}
    for row in document["users"]:
        row.update({"password": PASSWORD} if row[identity] in gone else {})
    assert site.run(resource, **document, **ANYTHING).error == ""
    again = site.run(resource, **document, **ANYTHING)
    assert again.steps == [] and writes(again) == 0
    named = {(left["name"], left["field"]) for left in left_out}
    assert without(named, identity, site.read(information, **asked)["document"]) == without(named, identity, before["document"])
    event("left out: %s" % sorted({(left["kind"], left["field"]) for left in left_out}))
    return {left["field"] for left in left_out if (left["kind"], left["field"]) not in LOST}


@KIND
@given(first=documents.tasks(), second=documents.tasks())
def test_the_way_back(site, tmp_path, first, second):
    """On Nextcloud and ownCloud."""
    documents = (first, dict(second, allow_admin_changes=True))
    left_out = there_and_back(site, tmp_path / "b.json", (directory, directory_info), "name", documents, {"include_empty": True})
    assert left_out <= {"language", "locale", "timezone"}  # which cannot be cleared


@KIND
@given(first=seafile_documents.tasks(), second=seafile_documents.tasks())
def test_the_way_back_on_seafile(seafile, tmp_path, first, second):
    """By addresses, with owners of groups."""
    modules, all_of_them = (seafile_directory, seafile_directory_info), {"include_empty": True, "departments": True}
    left_out = there_and_back(seafile, tmp_path / "b.json", modules, "email", (first, second), all_of_them)
    assert left_out <= {"name"}  # the login ID cannot be cleared
