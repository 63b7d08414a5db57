# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Generated servers and documents: whoever else is there, a run does what check mode tells, and nothing that a guard forbids."""

from __future__ import annotations

import contextlib
import copy
import json
from dataclasses import dataclass
from typing import Any
from unittest import mock

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.bulk import guards
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.http import transport
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs import ids
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import export as directory_info, resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile import lookup
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.directory import export as seafile_directory_info, resource as seafile_directory
from ansible_collections.ocs.provisioning.tests.properties import documents, seafile_documents
from ansible_collections.ocs.provisioning.tests.properties.amount import cases
from ansible_collections.ocs.provisioning.tests.properties.documents import PASSWORD
from ansible_collections.ocs.provisioning.tests.properties.plain import Plain, PlainSeafile, same
from ansible_collections.ocs.provisioning.tests.properties.worlds import (
    beside,
    furnish,
    furnish_seafile,
    guarded,
    guarded_seafile,
    passed_guards,
    seafile_worlds,
    worlds,
)
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.in_process import ServedTransport
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import writes
from ansible_collections.ocs.provisioning.tests.unit.plugins.plugin_utils.doors import by_controller, by_module
from hypothesis import event, given
from hypothesis import strategies as st

KIND = cases(5, at_length=290)  # on each of seven dialects
GUARDS = ("max_disables: ", "max_deletes: ", "max_group_deletes: ", "protected_users: ", "protected_groups: ")
FREE = {"protected_users": [], "protected_groups": ["admin"], "unlisted_scope": {}, "allow_admin_changes": False}
TOLD = ("changed", "failed", "msg", "actions", "summary", "problems", "unsupported", "unlisted", "diff")


@dataclass
class Server:
    """A site, its bulk modules, and how it is read without them."""

    site: Any
    resource: Any
    information: Any
    plain: Any
    identity: str = "name"

    def run(self, task, check=False):
        """What the task does."""
        return self.site.run(self.resource, check=check, **task)


def steps(report):
    """What a run tells of its steps, but for what became of them."""
    return [dict(action, status="", error=None) for action in report.outcome.actions]


def refused(server, task):
    """Whether the task is refused, twice with the same words, and without a write."""
    try:
        server.run(task, check=True)
        return False
    except Invalid as refusal:
        event("refused: " + refusal.problem.split(":")[0].partition(".")[2])
        before = server.plain.snapshot()
        with pytest.raises(Invalid) as again:
            server.run(task)
        assert str(again.value) == str(refusal) and server.plain.snapshot() == before
    return True


def carried_out(server, task):
    """A dry run, the run, and again, with what the server had before and has after it; None where the task is refused."""
    if refused(server, task):
        return None
    before = server.plain.snapshot()
    dry = server.run(task, check=True)
    assert writes(dry) == 0 and server.plain.snapshot() == before
    done = server.run(task)
    after = server.plain.snapshot()
    assert done.error == dry.error and steps(done) == steps(dry)
    assert not [action for action in done.outcome.actions if action["before"] == action["after"]]
    assert PASSWORD not in json.dumps([done.outcome.actions, done.result, done.diff])
    if done.error:  # by a guard, which tells the plan as well
        assert writes(done) == 0 and after == before and done.error.startswith(GUARDS) and done.diff == ({}, {})
        event("refused: " + done.error.split(":")[0])
        return None
    assert done.diff == dry.diff and set(done.statuses) <= {"done"} and writes(done) == len(done.steps)
    assert not untrue(server.plain, done.diff, after) and not beside(before, after, done.diff)
    assert not passed_guards(task, before, after, server.site.admin[0], server.identity)
    again = server.run(task)
    assert again.steps == [] and writes(again) == 0 and again.error == "" and server.plain.snapshot() == after
    event("steps: %d0s" % (len(done.steps) // 10))
    return steps(done), after


def untrue(plain, diff, after):
    """What the diff tells of its right side that the server does not have."""
    stored = {"user " + name.lower(): fields for name, fields in after["users"].items()}
    stored.update({"group " + name: fields for name, fields in after["groups"].items()})
    sides = [{title.lower() if title.startswith("user ") else title: fields for title, fields in side.items()} for side in diff]
    found = ["still there: %s" % title for title in set(sides[0]) - set(sides[1]) if title in stored]
    for title, fields in sides[1].items():
        there = stored.get(title)
        found += ["missing: %s" % title] if there is None else []
        found += [
            "%s: %s is %r, told %r" % (title, key, there[key], value)
            for key, value in fields.items()
            if key in (there or ()) and not same(key, value, there[key], plain.thousand)
        ]
        if fields.get("password") and (there or {}).get("enabled") and not plain.signs_in(title.partition(" ")[2], PASSWORD):
            found.append("%s has another password" % title)
    return found


def by_each_door(server, task, capsys):
    """The same task by the controller's door with one worker and by the module's with three, on servers that are alike: what it told, what they have then."""
    site, product, found = server.site, server.site.sandbox.product, []
    login = {"url": site.sandbox.url, "auth_username": site.admin[0], "auth_password": site.admin[1]}
    login.update({} if site.product == "seafile" else {"product": site.product})
    with mock.patch.object(transport, "Transport", lambda settings: ServedTransport(settings, site.sandbox, lambda _seconds: None)):
        for door, workers in ((by_controller, 1), (lambda resource, given: by_module(resource, capsys, given), 3)):
            site.sandbox.product = copy.deepcopy(product)
            told = door(server.resource, dict(task, workers=workers, actions_shown=0, rate_limit_wait=0, **login))
            found.append(({key: told.get(key) for key in TOLD}, server.plain.snapshot()))
    site.sandbox.product = product
    assert found[0] == found[1]
    return found[0]


def in_a_world(server, second, capsys):
    """Carry out the second task, by each door as well where ``capsys`` is given; and then the server's own export."""
    told, there = by_each_door(server, second, capsys) if capsys else ({}, None)
    done = carried_out(server, second)
    if capsys and done:
        assert ([dict(action, status="", error=None) for action in told["actions"]], there) == done and not told["failed"]
    elif capsys:
        assert told["failed"]
    document = json.loads(json.dumps(server.site.read(server.information)["document"]))
    again = server.run(document)
    assert again.steps == [] and writes(again) == 0 and again.error == ""


@contextlib.contextmanager
def counting(listing, large):
    """Read as of a server with many accounts, in pages, and as for a document with many rows. :param listing: what reads lists of the product."""
    with mock.patch.object(guards, "FEW", 1 if large else guards.FEW), mock.patch.object(listing, "PAGE", 3 if large else listing.PAGE):
        yield


@KIND
@given(documents.tasks(), worlds(), documents.tasks(), guarded(), st.integers(0, 9), st.booleans())
def test_directories_in_any_world(site, capsys, first, world, second, given_guards, chance, large):
    """Check mode and the run tell the same, the diff is what plain requests find, nothing else changes, and no guard is passed."""
    site.sandbox.reset()
    server = Server(site, directory, directory_info, Plain(site))
    carried_out(server, dict(first, **FREE))
    furnish(site, world)
    scope = {key: value for key, value in given_guards["unlisted_scope"].items() if key != "backends" or site.product == "nextcloud"}
    with counting(ids, large):
        in_a_world(server, dict(second, **dict(given_guards, unlisted_scope=scope)), capsys if chance == 0 else None)


@KIND
@given(seafile_documents.tasks(), seafile_worlds(), seafile_documents.tasks(), guarded_seafile(), st.integers(0, 9), st.booleans())
def test_seafile_directories_in_any_world(seafile, capsys, first, world, second, given_guards, chance, large):
    """The same on Seafile."""
    seafile.sandbox.reset()
    server = Server(seafile, seafile_directory, seafile_directory_info, PlainSeafile(seafile), "email")
    carried_out(server, dict(first, **dict(FREE, allow_admin_changes=True)))
    furnish_seafile(seafile, world)
    with counting(lookup, large):
        in_a_world(server, dict(second, **given_guards), capsys if chance == 0 else None)
