# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Generated directories on every dialect of Seafile: they converge, and an export changes nothing."""

from __future__ import annotations

import json

from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.directory import export as seafile_directory_info, resource as seafile_directory
from ansible_collections.ocs.provisioning.tests.properties.amount import cases
from ansible_collections.ocs.provisioning.tests.properties.documents import PASSWORD
from ansible_collections.ocs.provisioning.tests.properties.seafile_documents import tasks
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import writes
from hypothesis import event, given, strategies as st

KIND = cases(6, at_length=150)


def carried_out(site, task):
    """Whether the task was carried out, and a second run had nothing to do; False when it was refused."""
    try:
        done = site.run(seafile_directory, **task)
    except Invalid as refusal:
        event("refused: " + refusal.problem.split(":")[0].partition(".")[2])
        return False
    assert done.error == "", done.error
    again = site.run(seafile_directory, **task)
    assert again.steps == [] and writes(again) == 0 and again.error == ""
    return True


@KIND
@given(tasks(), tasks(), st.sampled_from([None, 2]))
def test_exports_change_nothing(seafile, first, second, default_quota):
    """The server as a document, whole or in parts, applied to the same server."""
    seafile.sandbox.reset()
    for task in (first, second):
        carried_out(seafile, task)
    seafile.operate(default_quota=default_quota)
    for asked in ({}, {"include_empty": True, "departments": True}, {"users": ["*N*", "c*"]}, {"groups": ["[SÜ]*", "7"]}, {"workers": 3}):
        found = seafile.read(seafile_directory_info, **asked)
        assert PASSWORD not in json.dumps(found)
        document = json.loads(json.dumps(found["document"]))
        whole = {} if "users" in asked or "groups" in asked else {"unlisted_users": "delete", "unlisted_groups": "delete"}
        again = seafile.run(seafile_directory, max_deletes="100%", unsupported_fields="fail", **document, **whole)
        assert again.steps == [] and writes(again) == 0 and again.error == "", asked
        assert {left["field"] for left in found["left_out"]} <= {"owner"}  # of an account that was deleted
        assert found["count"] == {key: len(rows) for key, rows in document.items()}
        event("users: %d" % len(document["users"]))
