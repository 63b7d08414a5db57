# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook migrate of an installed collection: from ownCloud to Nextcloud, on to Seafile, and back."""

from __future__ import annotations

import csv
import os
from contextlib import ExitStack

import pytest
from playbooks.installed import ADMIN, Installed
from sandbox.server import Sandbox


SEAFILE_ADMIN = ("admin@example.com", ADMIN[1])
DIALECTS = {"old": ("owncloud-10", ADMIN), "new": ("nextcloud-34", ADMIN), "files": ("seafile-13", SEAFILE_ADMIN), "back": ("nextcloud-34", ADMIN)}
PEOPLE = [
    {"name": "ada", "email": "ada@example.com", "quota": "5 GB", "department": "Science", "lead": True},
    {"name": "grace", "email": "grace@example.com", "department": "Science"}, {"name": "nobody", "department": "Science"},
]  # fmt: skip


@pytest.fixture(name="servers")
def fixture_servers():
    """Four servers, the first one with people."""
    with ExitStack() as stack:
        yield {name: stack.enter_context(Sandbox(dialect, admin=admin, limits=False)) for name, (dialect, admin) in DIALECTS.items()}


@pytest.fixture(name="installed")
def fixture_installed(tmp_path, servers):
    """The collection, and people on the first server."""
    found = Installed(tmp_path)
    status, output = found.play(
        "onboard", {"old": {"ocs_url": servers["old"].url}}, onboarding_people=PEOPLE, onboarding_departments={"Science": {"groups": ["science"]}},
        onboarding_first_login="password_file", onboarding_password_file="old.csv")  # fmt: skip
    assert status == 0, output
    return found


def migrated(installed, servers, source, target, *options, **variables):
    """What the playbook says, and the report and the passwords that it wrote."""
    sides = {}
    for key, name in (("migrate_from", source), ("migrate_to", target)):
        dialect, admin = DIALECTS[name]
        sides[key] = {"product": dialect.partition("-")[0], "url": servers[name].url, "auth_username": admin[0], "auth_password": admin[1]}
    status, output = installed.play("migrate", {"localhost": {}}, *options, migrate_report_dir=target, **sides, **variables)
    assert status == 0, output
    folder = installed.start / target
    report = (folder / "migration.md").read_text(encoding="utf-8") if (folder / "migration.md").exists() else ""
    passwords = list(csv.DictReader((folder / "passwords.csv").open(encoding="utf-8"))) if (folder / "passwords.csv").exists() else []
    secrets = {row["password"] for row in passwords} | {ADMIN[1]}
    assert not [secret for secret in secrets if secret in output + report]
    return output, report, [row["name"] for row in passwords]


def test_from_product_to_product(installed, servers):
    """A dry run writes the report alone, the run brings everybody who can come along, and a second run has nothing to do."""
    before = migrated(installed, servers, "old", "new", "--check")
    assert "| Accounts to be copied | 3 of 4 |" in before[1] and before[2] == [] and servers["new"].product.state.user("ada") is None
    output, report, passwords = migrated(installed, servers, "old", "new")
    assert passwords == ["ada", "grace", "nobody"] and "3 accounts and 1 groups created" in output
    assert "occ files:scan" in report and "| Accounts to be copied | 3 of 4 |" in report
    assert "changed=0 " in migrated(installed, servers, "old", "new")[0]
    output, report, passwords = migrated(installed, servers, "new", "files")
    assert passwords == ["ada@example.com", "grace@example.com"] and "2 accounts and 1 groups created" in output
    assert "user nobody, email: accounts are identified by email addresses" in report and "- language: 2 rows" in report and "seaf-import.sh" in report
    assert "changed=0 " in migrated(installed, servers, "new", "files")[0]
    output, report, passwords = migrated(installed, servers, "files", "back")
    assert passwords == ["ada", "grace"] and "seaf-fuse.sh" in report and "- groups.owner: 1 rows" in report
    assert "changed=0 " in migrated(installed, servers, "files", "back")[0]
    assert servers["back"].product.state.user("ada").email == "ada@example.com"
    assert {os.stat(installed.start / "back" / name).st_mode & 0o777 for name in ("migration.md", "passwords.csv")} == {0o600}


def test_invitations(installed, servers):
    """Nextcloud invites who has an address; who has none is named in the report, and needs a password."""
    output, report, passwords = migrated(
        installed, servers, "old", "new", migrate_first_login="mail", migrate_without="somebody, grace", migrate_users="ada, nobody, grace"
    )
    assert not passwords and "1 accounts and 1 groups created" in output and "row nobody, password: " in report
    assert servers["new"].product.state.user("ada") is not None and servers["new"].product.state.user("grace") is None


def test_an_empty_list_is_not_everybody(installed, servers):
    """It would have been; and a string in place of a dictionary is refused in words."""
    sides = {key: {"product": "nextcloud", "url": servers[name].url} for key, name in (("migrate_from", "old"), ("migrate_to", "new"))}
    for given in ({"migrate_users": []}, {"migrate_groups": []}, {"migrate_options": "workers=4"}):
        status, output = installed.play("migrate", {"localhost": {}}, **sides, **given)
        assert status != 0 and "must not be empty lists" in " ".join(output.split()), output
    assert servers["new"].product.state.user("ada") is None
