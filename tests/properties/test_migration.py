# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Generated directories moved from one product to another: the target has what the document says, and a second run has nothing to do."""

from __future__ import annotations

import json

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import export as directory_info, resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.directory import export as seafile_directory_info, resource as seafile_directory
from ansible_collections.ocs.provisioning.plugins.plugin_utils.migration import migrated
from ansible_collections.ocs.provisioning.plugins.plugin_utils.passwords import with_passwords
from ansible_collections.ocs.provisioning.tests.properties import documents, seafile_documents
from ansible_collections.ocs.provisioning.tests.properties.amount import cases
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import SeafileSite, writes
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import Site
from hypothesis import event, given, strategies as st

WAYS = [("owncloud-10", "nextcloud-34"), ("nextcloud-34", "seafile-13"), ("seafile-13", "nextcloud-34"), ("seafile-11", "owncloud-10"),
        ("nextcloud-34", "owncloud-10"), ("nextcloud-28", "seafile-10")]  # fmt: skip
VERSIONS = {
    "owncloud-10": "10.15.2", "nextcloud-34": "34.0.1", "nextcloud-28": "28.0.2", "seafile-13": "13.0.25", "seafile-11": "11.0.13",
    "seafile-10": "10.0.1",
}  # fmt: skip
# what the target may show in another way than it was sent: addresses in lower case, the size of a default quota
LOOSE = {"email": str.lower}


class Server:
    """One side of a migration."""

    def __init__(self, dialect):
        self.dialect, self.product = dialect, dialect.partition("-")[0]
        seafile = self.product == "seafile"
        self.site = (SeafileSite if seafile else Site)(dialect)
        self.resource, self.information, self.identity = (
            (seafile_directory, seafile_directory_info, "email") if seafile else (directory, directory_info, "name")
        )
        self.asked = {"departments": True} if seafile else {"read_only_fields": True}
        self.tasks = (seafile_documents if seafile else documents).tasks()

    def fill(self, tasks):
        """Begin with what these tasks make of a fresh server."""
        self.site.sandbox.reset()
        for task in tasks:
            try:
                self.site.run(self.resource, **task)
            except Invalid:
                continue

    def export(self, **asked):
        """The document."""
        return self.site.read(self.information, **asked)["document"]


@pytest.fixture(name="way", scope="module", params=WAYS, ids="-to-".join)
def fixture_way(request):
    """Two servers for all examples, which begin from fresh ones."""
    source, target = map(Server, request.param)
    with source.site, target.site:
        yield source, target


def told(row):
    """A row in a form that can be compared."""
    return {key: LOOSE[key](value) if key in LOOSE else value for key, value in row.items()}


@cases(10, at_length=200)
@given(data=st.data())
def test_what_arrives(way, data):
    """Every field of the document that was made for the target, as it shows them; nothing of the rest is lost without a word."""
    source, target = way
    source.fill([data.draw(source.tasks), data.draw(source.tasks)])
    target.fill([])
    before = source.export(**source.asked)
    made = migrated(before, source.product, target.product, VERSIONS[target.dialect], without=["admin", "admin@example.com"])
    document = json.loads(json.dumps(made["document"]))
    given_passwords = with_passwords(document["users"], {}, documents.PASSWORD)
    done = target.site.run(target.resource, groups=document["groups"], users=given_passwords)
    assert done.error == "" and done.result["problems"] == [] and done.result["unsupported"] == {}
    again = target.site.run(target.resource, groups=document["groups"], users=given_passwords)
    assert again.steps == [] and writes(again) == 0
    arrived = {row[target.identity].lower(): told(row) for row in target.export()["users"]}
    for row in map(told, document["users"]):
        found = arrived[row[target.identity].lower()]
        differing = {key: (value, found.get(key)) for key, value in row.items() if found.get(key) != value and (value or found.get(key))}
        assert not {key: pair for key, pair in differing.items() if pair[0] != "default" and key not in ("name", "email")}
    named = {left["name"] for left in made["left_out"] if left["kind"] == "user"}
    assert len(before["users"]) - 1 <= len(document["users"]) + len(named)
    event("users: %d, left out: %d" % (len(document["users"]), len(made["left_out"])))
