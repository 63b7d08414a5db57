# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a backup is written, and when not. What stands in it is proved by tests/properties/test_backup.py."""

from __future__ import annotations

import json
import os

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.directory import resource as seafile_directory
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import SeafileSite
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import PASSWORD, Site

WISH = {"groups": [{"name": "staff"}], "users": [{"name": "anna", "password": PASSWORD, "quota": "5 GB", "groups": ["staff"]}], "max_deletes": "1"}


@pytest.fixture(name="site")
def fixture_site():
    """A server with two accounts."""
    with Site("nextcloud-34") as site:
        site.users("anna", "ben")
        yield site


def test_a_document(site, tmp_path):
    """It holds what changes and no more, and no password."""
    path = tmp_path / "before.json"
    gone = dict(WISH, users=WISH["users"] + [{"name": "ben", "state": "absent"}], update_password="always")
    done = site.run(directory, backup=str(path), **gone)
    held = json.loads(path.read_text(encoding="utf-8"))
    assert held["groups"] == [{"name": "staff", "state": "absent"}] and held["users"][0] == {"name": "anna", "quota": "none", "groups": []}
    assert held["users"][1]["name"] == "ben" and PASSWORD not in path.read_text(encoding="utf-8")
    assert [(left["name"], left["field"]) for left in done.result["backup_left_out"]] == [("anna", "password"), ("ben", "files"), ("ben", "password")]


def test_an_account_that_no_row_names(site, tmp_path):
    """All of it is held, also fields that the document has of nobody; without a backup only those are read that matter."""
    site.send("PUT", "users/ben", key="phone", value="+4971125242890")
    given = dict(users=[{"name": "anna", "quota": "none"}], unlisted_users="delete", max_deletes="1")
    seen = [site.run(directory, check=True, **given).outcome.observed["users"]["ben"]]
    path = tmp_path / "before.json"
    done = site.run(directory, backup=str(path), **given)
    seen.append(done.outcome.observed["users"]["ben"])
    assert json.loads(path.read_text(encoding="utf-8"))["users"][0]["phone"] == "+4971125242890" and ["phone" in record for record in seen] == [False, True]


def test_a_field_that_takes_several_steps(site, tmp_path):
    """It is held as it was before the first of them: additional addresses are added one by one."""
    path = tmp_path / "before.json"
    done = site.run(directory, users=[{"name": "anna", "additional_mails": ["x@example.org", "y@example.org"]}], backup=str(path))
    assert len(done.steps) == 2 and json.loads(path.read_text(encoding="utf-8"))["users"] == [{"name": "anna", "additional_mails": []}]


def test_the_owner_of_a_group_that_no_row_names(tmp_path):
    """It is named by its address, as its row is; the list of groups tells the internal ID."""
    path, anna = tmp_path / "before.json", "Anna@example.org"
    with SeafileSite("seafile-13") as site:
        people = [{"email": anna, "password": PASSWORD}]
        site.run(seafile_directory, groups=[{"name": "lab", "owner": anna}], users=people)
        site.run(seafile_directory, groups=[{"name": "staff"}], users=people, unlisted_groups="delete", max_deletes="1", backup=str(path))
        held = json.loads(path.read_text(encoding="utf-8"))
        assert {"name": "lab", "owner": anna} in held["groups"] and [row["email"] for row in held["users"]] == [anna]
        assert site.run(seafile_directory, **held, max_deletes="1").error == ""


def test_a_folder(site, tmp_path):
    """Every run gets a file of its own; a run with nothing to do writes none."""
    first = site.run(directory, backup=str(tmp_path), **WISH)
    assert os.path.dirname(first.result["backup_file"]) == str(tmp_path)
    site.run(directory, backup=str(tmp_path), **WISH)
    site.run(directory, backup=str(tmp_path / "made") + os.sep, users=[{"name": "anna", "quota": "1 GB"}])
    assert len(list(tmp_path.iterdir())) == 2 and len(list((tmp_path / "made").iterdir())) == 1
    assert (tmp_path / "made").stat().st_mode & 0o777 == 0o700


def test_files_that_are_there(site, tmp_path):
    """Are never replaced, and what cannot be written stops the run before the first write."""
    (tmp_path / "old.json").write_text("{}")
    for path in (tmp_path / "old.json", tmp_path / "missing" / "new.json"):
        with pytest.raises(Invalid) as refusal:
            site.run(directory, backup=str(path), **WISH)
        assert refusal.value.field == "backup"
        assert not [call for call in site.sandbox.counts if not call.startswith("GET ")]
    assert (tmp_path / "old.json").read_text() == "{}"


def test_refused_plans(site, tmp_path):
    """Write nothing, nor do dry runs."""
    path = str(tmp_path / "before.json")
    assert site.run(directory, backup=path, **dict(WISH, users=[{"name": "anna", "state": "absent"}], max_deletes="0")).error
    site.run(directory, check=True, backup=path, **WISH)
    assert not os.path.exists(path)
