# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the resources of Seafile against the embedded server as a task would."""

from __future__ import annotations

from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import Request
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile import calls as seafile_calls
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.client import SeafileClient
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.lookup import find_users
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import PASSWORD, Site

ADMIN = ("admin@example.com", "Long-2026-password")


class SeafileSite(Site):
    """A fresh Seafile server of one dialect and the ways to it."""

    admin = ADMIN

    def __init__(self, dialect="seafile-13", **options):
        super().__init__(dialect, **options)

    def client(self, username=ADMIN[0], password=ADMIN[1]):
        """A client of its own, as every task has one; it never waits."""
        return SeafileClient(self.transport(scheme="Token"), username, password)

    def send(self, call, ids=(), **data):  # pylint: disable=arguments-renamed
        """One request by the administrator; returns its body. :param ids: what fills the path of the call."""
        client = self.client()
        try:
            return client.send(Request(call, dict(ids), data))
        finally:
            client.close()

    def users(self, *names, group=None):
        """Create accounts, their addresses at example.com."""
        assert group is None
        for name in names:
            self.send(seafile_calls.CREATE_USER, email=name + "@example.com", password=PASSWORD)

    def groups(self, *names):
        """Create groups that belong to the administrator."""
        for name in names:
            self.send(seafile_calls.CREATE_GROUP, group_name=name)

    def ids(self, address):
        """The ids of the accounts with this address."""
        return sorted(entry["email"] for entry in find_users(self.client(), address))

    def account(self, address):
        """The account with this address in the server's own words."""
        return self.client().get(seafile_calls.USER, user=self.ids(address)[0])

    def run(self, resource, check=False, caller=ADMIN, **given):
        """What a task does; returns a report."""
        return super().run(resource, check, caller, **given)

    def read(self, resource, caller=ADMIN, **given):
        """What an information task reads."""
        return super().read(resource, caller, **given)


def thrice(site, resource, **given):
    """The same wish in check mode, for real, and again; returns the report of the real run.

    Asserts that the check run wrote nothing and told the real run's steps and diff, and that the third run changes nothing.
    """
    checked = site.run(resource, check=True, **given)
    assert writes(checked) == 0, checked.counts
    done = site.run(resource, **given)
    assert not done.error, done.error
    assert [step.as_action("x") for step in checked.outcome.plan] == [step.as_action("x") for step in done.outcome.plan]
    assert (checked.diff, checked.changed) == (done.diff, done.changed)
    again = site.run(resource, **given)
    assert not again.changed and writes(again) == 0 and not again.error
    return done


def writes(report):
    """How many requests were no reads; signing in for a token is one."""
    return sum(count for call, count in report.counts.items() if not call.startswith("GET ") and call != "POST /api2/auth-token/")


def wrote(site):
    """The requests since the last run that were no reads."""
    return [call for call in site.sandbox.counts if not call.startswith("GET ") and call != "POST /api2/auth-token/"]
