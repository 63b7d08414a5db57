# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a resource against the embedded server as a task would: observe, plan, then apply or only report."""

from __future__ import annotations

from types import ModuleType

from ansible_collections.ocs.provisioning.plugins.module_utils.engine import run as life
from ansible_collections.ocs.provisioning.plugins.module_utils.http.connection import Settings
from ansible_collections.ocs.provisioning.plugins.module_utils.http.transport import Transport
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs import calls as ocs_calls
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.client import Client
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.in_process import SOCKETS, VERSIONS, ServedTransport
from sandbox.server import Sandbox

ADMIN = ("admin", "Long-2026-password")
# The two products; the other versions are for `make versions`.
DIALECTS = ("nextcloud-34", "owncloud-10") if VERSIONS != "all" else ("nextcloud-34", "nextcloud-32", "nextcloud-28", "owncloud-10")
PASSWORD = "Staple-41-horse!"


def contract(resource):
    """What can be run: a resource, an information, or that of a module which holds one."""
    if not isinstance(resource, ModuleType):
        return resource
    return resource.RESOURCE if hasattr(resource, "RESOURCE") else resource.INFORMATION


def wish(resource, **given):
    """The parameters of a module with their defaults, as Ansible hands them over."""
    arguments = contract(resource).arguments
    desired = dict({name: spec.get("default") for name, spec in arguments.items()}, rate_limit_wait=660, expected_plan=None)
    unknown = set(given) - set(desired)
    if unknown:
        raise KeyError(unknown)
    for key, value in given.items():
        if isinstance(value, dict) and "options" in arguments.get(key, {}):
            given[key] = dict(dict.fromkeys(arguments[key]["options"]), **value)
    return dict(desired, **given)


class Site:
    """A fresh server of one dialect and the ways to it.

    :param product: what a task says of the server, by default its real product, so that nothing has to be looked up.
    :param sockets: whether it listens, for clients in other processes and for what only a connection shows.
    """

    admin = ADMIN

    def __init__(self, dialect, product=None, limits=False, sockets=SOCKETS):
        self.sandbox = Sandbox(dialect, admin=self.admin, limits=limits)
        self.product, self.sockets = product or dialect.split("-")[0], sockets

    def __enter__(self):
        if self.sockets:
            self.sandbox.start()
        return self

    def __exit__(self, *_exc):
        (self.sandbox.stop if self.sockets else self.sandbox.close)()

    def transport(self, *login, sleep=lambda _seconds: None, **settings):
        """A transport to the server; by default it never waits."""
        found = Settings(self.sandbox.url, *login, **dict({"rate_limit_wait": 0, "use_proxy": False}, **settings))
        return Transport(found, sleep) if self.sockets else ServedTransport(found, self.sandbox, sleep)

    def client(self, username=ADMIN[0], password=ADMIN[1]):
        """A client of its own, as every task has one; it never waits."""
        return Client(self.transport(username, password), self.product)

    def send(self, method, path, **data):
        """One request by the administrator, behind the back of what is tested; returns its data."""
        client = self.client()
        try:
            return client.send(called.request(method, "cloud/" + path, data))
        finally:
            client.close()

    def operate(self, **operation):
        """Change the server behind the API's back."""
        self.sandbox.product.operate(operation)

    def users(self, *names, group=None):
        """Create accounts, and put them in a group."""
        for name in names:
            self.send("POST", "users", userid=name, password=PASSWORD)
            if group is not None:
                self.send("POST", "users/%s/groups" % name, groupid=group)

    def groups(self, *names):
        """Create groups."""
        for name in names:
            self.send("POST", "groups", groupid=name)

    def read_members(self, group):
        """The members of a group in the server's own words."""
        return self.client().get(ocs_calls.GROUP_MEMBERS, group=group)["users"]

    def fault(self, **rule):
        """Let the server misbehave by one rule (``sandbox.faults.Fault``), or behave again."""
        self.sandbox.faults.replace([rule] if rule else [])

    def run(self, resource, check=False, caller=ADMIN, **given):
        """What a task does; returns a :class:`Report`."""
        resource = contract(resource)
        return Report(self, resource, check, caller, wish(resource, **given))

    def read(self, resource, caller=ADMIN, **given):
        """What an information task reads."""
        information = contract(resource)
        found = life.read(information, wish(information, **given), False, self.client(*caller))
        if found.error is not None:
            raise found.error
        return found.values


ENDING = ("GET /index.php/logout", "GET /index.php/csrftoken")


class Report:
    """The outcome of one run, its result and its requests, without those that end its session."""

    def __init__(self, site, resource, check, caller, desired):
        site.sandbox.counts.clear()
        found = life.run(resource, desired, check, site.client(*caller))
        self.outcome, self.result, self.warnings = found.outcome, found.values, found.warnings
        self.counts = {call: count for call, count in site.sandbox.counts.items() if call not in ENDING}
        if found.error is not None and found.error is not found.outcome.error:  # it did not come to a plan
            raise found.error
        self.diff = found.diff.get("prepared") or (found.diff["before"], found.diff["after"])

    @property
    def changed(self):
        """Whether anything was planned or done."""
        return bool(self.outcome.plan)

    @property
    def error(self):
        """What ended the run, as a text; "" when nothing did."""
        return str(self.outcome.error or "")

    @property
    def steps(self):
        """(action, name, after) of every step."""
        return [(step.action, step.name, step.after) for step in self.outcome.plan]

    @property
    def statuses(self):
        """The status of every step."""
        return [action["status"] for action in self.outcome.actions]

    @property
    def requests(self):
        """How many requests it took."""
        return sum(self.counts.values())

    @property
    def writes(self):
        """How many of them were no reads."""
        return sum(count for call, count in self.counts.items() if not call.startswith("GET "))


def thrice(site, resource, **given):
    """The same wish in check mode, for real, and again; returns the report of the real run.

    Asserts that the check run wrote nothing and told the real run's steps, diff and result, and that the third run changes nothing.
    """
    checked = site.run(resource, check=True, **given)
    assert checked.writes == 0, checked.counts
    done = site.run(resource, **given)
    assert not done.error, done.error
    assert [step.as_action("x") for step in checked.outcome.plan] == [step.as_action("x") for step in done.outcome.plan]
    assert (checked.diff, checked.result, checked.changed) == (done.diff, done.result, done.changed)
    again = site.run(resource, **given)
    assert not again.changed and again.writes == 0 and not again.error
    return done


def told(report):
    """Step and status, in order, without the word user."""
    return ["%s %s" % (action["id"].replace("user:", ""), action["status"]) for action in report.outcome.actions]
