# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Generated directories on every dialect: they converge, check mode tells what happens, and an export changes nothing."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.common.record import rows
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import export as directory_info, resource as directory
from ansible_collections.ocs.provisioning.tests.properties.amount import cases
from ansible_collections.ocs.provisioning.tests.properties.documents import PASSWORD, tasks
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called
from hypothesis import event, given

KIND = cases(8, at_length=200)


def steps(report):
    """What a run tells of its steps, but for what became of them."""
    return [dict(action, status="") for action in report.outcome.actions]


def carried_out(site, task):
    """Whether the task was carried out: a dry run, the run, and again; False when it was refused, and then nothing was written."""
    site.sandbox.counts.clear()
    try:
        dry = site.run(directory, check=True, **task)
    except Invalid as refusal:
        event("refused: " + refusal.problem.split(":")[0].partition(".")[2])
        with pytest.raises(Invalid, match=".*"):
            site.run(directory, **task)
        assert not [call for call in site.sandbox.counts if not call.startswith("GET")]
        return False
    assert dry.writes == 0
    done = site.run(directory, **task)
    assert done.error == dry.error == ""
    assert steps(done) == steps(dry) and done.result == dry.result and done.diff == dry.diff
    assert set(done.statuses) <= {"done"} and done.writes == len(done.steps)
    assert PASSWORD not in json.dumps([done.outcome.actions, done.result, done.diff])
    assert done.diff[1] == seen_after(site, done.diff[1])
    again = site.run(directory, **task)
    assert again.steps == [] and again.writes == 0 and again.error == ""
    event("steps: %d0s" % (len(done.steps) // 10))
    return True


def seen_after(site, after):
    """The diff's lists of groups and posts as plain requests tell them."""

    def told(name, part):
        found = site.client().get(called.at("cloud/users/%s/%s" % (quote(name, safe=""), part)))
        return sorted(map(str, rows(found["groups"] if part == "groups" else found)))

    parts = {"groups": "groups", "subadmin_of": "subadmins"}
    return {
        title: dict(fields, **{key: told(title.partition(" ")[2], part) for key, part in parts.items() if key in fields and title.startswith("user ")})
        for title, fields in after.items()
    }


@KIND
@given(tasks(), tasks())
def test_directories_converge(site, first, second):
    """Whatever the server has and whatever the document wants."""
    site.sandbox.reset()
    carried_out(site, first)
    carried_out(site, second)


@KIND
@given(tasks(), tasks())
def test_exports_change_nothing(site, first, second):
    """The server as a document, whole or in parts, applied to the same server."""
    site.sandbox.reset()
    for task in (first, second):
        try:
            assert site.run(directory, **task).error == ""
        except Invalid:
            continue
    for asked in ({}, {"include_empty": True}, {"users": ["*n*", "1*"]}, {"groups": ["[SÜ]*", "7"]}):
        found = site.read(directory_info, **asked)
        assert PASSWORD not in json.dumps(found)
        document = json.loads(json.dumps(found["document"]))
        whole = {"unlisted_users": "delete", "unlisted_groups": "delete"} if "users" not in asked and "groups" not in asked else {}
        again = site.run(directory, max_deletes="100%", **document, **whole)
        assert again.steps == [] and again.writes == 0 and again.error == "", asked
        assert found["left_out"] == [] or site.sandbox.dialect == "nextcloud-28"
