# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several workers on a server that cannot take parallel writes, as servers on SQLite: the run goes down to one writer, and succeeds."""

from __future__ import annotations

import threading
import time

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import OCSError
from ansible_collections.ocs.provisioning.plugins.module_utils.http.workers import ONE_WRITER, Gate
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.directory import resource as seafile_directory
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import SeafileSite
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import DIALECTS, PASSWORD, Site

NUMBER = 24
WRITES = {"kind": "one_writer", "method": "POST|PUT|PATCH|DELETE", "latency": 0.005}


def people(**fields):
    """Rows of accounts."""
    return [dict({"name": "u%02d" % index, "email": "u%02d@x.example" % index, "password": PASSWORD}, **fields) for index in range(NUMBER)]


def collisions(site):
    """Count the writes that meet another one; a list that grows."""
    met, collide = [], site.sandbox.product.collide
    site.sandbox.product.collide = lambda request, half: met.append(request.path) or collide(request, half)
    return met


def check(site, resource, workers, half, **given):
    """The run succeeds at once, nothing is lost, and no more writes meet than there are workers; the next run has nothing to do."""
    met = collisions(site)
    site.fault(half=half, **WRITES)
    done = site.run(resource, workers=workers, **given)
    assert not done.error and set(done.statuses) == {"done"}, done.error
    assert 1 <= len(met) < workers and done.warnings.count(ONE_WRITER) == 1
    site.fault()
    assert not site.run(resource, **given).changed


@pytest.mark.parametrize("half", [False, True])
@pytest.mark.parametrize("workers", [2, 4, 8])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_creations(dialect, workers, half):
    """Also where the server broke them off in the middle: what is lacking is sent."""
    more = {"email": None} if dialect == "owncloud-10" else {"quota": "1 GB", "language": "de"}
    with Site(dialect) as site:
        users = [{key: value for key, value in dict(row, **more).items() if value is not None} for row in people(groups=["a", "b"])]
        check(site, directory, workers, half, users=users, groups=[{"name": "a"}, {"name": "b"}])


@pytest.mark.parametrize("half", [False, True])
@pytest.mark.parametrize("workers", [2, 8])
def test_creations_on_seafile(workers, half):
    """The same there."""
    with SeafileSite() as site:
        rows = [dict(row, display_name=row["name"].upper(), quota="1 GB", admin=False) for row in people(groups=["a"])]
        check(site, seafile_directory, workers, half, users=rows, groups=[{"name": "a"}])


@pytest.mark.parametrize("workers", [2, 8])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_everything_else(dialect, workers):
    """Memberships, group admins, disabling."""
    with Site(dialect) as site:
        site.run(directory, users=people(), groups=[{"name": "a"}, {"name": "b"}])
        rows = [{"name": row["name"], "groups": ["a", "b"], "enabled": False} for row in people()]
        groups = [{"name": "a", "subadmins": ["u00", "u01", "u02"]}, {"name": "b"}]
        check(site, directory, workers, False, users=rows, groups=groups, max_disables="100%")


@pytest.mark.parametrize("half", [False, True])
def test_one_account_alone(half):
    """A single task meets it when somebody else writes: the account is completed in the same run, whatever was left undone."""
    asked = dict(name="anna", password=PASSWORD, email="a@x.example", quota="1 GB", language="de", groups={"add": ["staff"]}, subadmin_of={"add": ["staff"]})
    with Site("nextcloud-34") as site:
        site.groups("staff")
        site.fault(half=half, times=1, path="/users$", **WRITES)
        site.sandbox.faults.rules[0].turn.acquire()
        done = site.run(user, phone="+4971125242890", **asked)
        assert not done.error and done.statuses == ["done"] * (2 + 3 * half)
        assert ["ask the recipient" in text for text in done.warnings] == [True] * half
        assert not site.run(user, phone="+4971125242890", **asked).changed


def test_what_cannot_be_completed():
    """The account is there, and the step that should have completed it failed."""
    with Site("nextcloud-34") as site:
        site.sandbox.faults.replace([dict(WRITES, half=True, path="/users$"), {"kind": "status", "status": 400, "method": "PUT|PATCH"}])
        site.sandbox.faults.rules[0].turn.acquire()
        done = site.run(user, name="anna", password=PASSWORD, quota="1 GB", language="de")
        assert done.statuses == ["done", "failed"] and done.outcome.actions[1]["after"] == {"language": "de", "quota": "1 GB"}
        site.fault()
        assert not site.run(user, name="anna", quota="1 GB", language="de").error


def test_a_server_that_always_fails_is_left():
    """Where reading back fails as well, three steps are enough; where it works, each step is tried."""
    with Site("nextcloud-34") as site:
        site.fault(kind="status", status=500, path="/cloud/users", skip=2)
        done = site.run(directory, users=people())
        assert done.statuses == ["failed"] * 3 + ["skipped"] * (NUMBER - 3) and "could not be read" in done.error
    with Site("nextcloud-34") as site:
        site.fault(kind="status", status=500, path="/cloud/users", method="POST")
        done = site.run(directory, users=people())
        assert done.statuses == ["failed"] * NUMBER and not site.fault() and not site.run(directory, users=people()).error


def test_the_gate():
    """All go in until it is narrowed; then one at a time, after those who are in are out."""
    gate, inside, most = Gate(4, lambda text: None), [], []

    def write():
        with gate:
            inside.append(1)
            most.append(len(inside))
            time.sleep(0.02)
            inside.pop()

    def all_at_once():
        most.clear()
        threads = [threading.Thread(target=write) for _number in range(4)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        return max(most)

    assert all_at_once() > 1
    gate.heed(OCSError("the connection was cut", ambiguous=True))
    gate.heed(OCSError("no rights", http_status=403))
    gate.heed(OCSError("a proxy", http_status=502, ambiguous=True))
    assert all_at_once() > 1
    gate.heed(OCSError("an error inside the server", http_status=500, ambiguous=True))
    assert all_at_once() == 1
