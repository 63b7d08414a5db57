# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The resource group member: one relation between a group and some users."""

from __future__ import annotations

from ...engine.plan import Plan, Seen
from ...engine.resource import Resource
from ...errors import Invalid
from .. import calls as ocs_calls, ids
from ..client import SERVICE
from ..pages import ids_in
from .people import look_up, plan_relation, read_group, relation_results

KIND = "group"
FIELDS = {"member": "members", "subadmin": "subadmins"}
CALLS = {"member": ocs_calls.GROUP_MEMBERS, "subadmin": ocs_calls.GROUP_ADMINS}
CHANGES = {"present": "add", "absent": "remove", "exact": "set"}

ARGUMENTS = dict(
    group=dict(type="str", required=True),
    users=dict(type="list", elements="str", required=True, aliases=["members"]),
    role=dict(type="str", choices=["member", "subadmin"], default="member"),
    state=dict(type="str", choices=["present", "absent", "exact"], default="present"),
    allow_empty=dict(type="bool", default=False),
    missing_users=dict(type="str", choices=["fail", "warn"], default="fail"),
)


def observe(client, desired):
    """The group with the one list that is managed, None when there is none; one request."""
    server, name = client.server, desired["group"]
    ids.check_group("group", name, server)
    data = read_group(client, name, CALLS[desired["role"]], field="group")
    return Seen(None if data is None else {"name": name, FIELDS[desired["role"]]: sorted(ids_in(data))})


def plan(observed, desired, server):
    """Joins and leaves, or promotions and demotions; :raises Invalid: a missing group among others."""
    if observed is None and desired["state"] == "absent":
        return Plan(warnings=["group: the group %r does not exist, so it has no members." % desired["group"]])
    if observed is None:
        raise Invalid("group", "the group %r does not exist; create it first with ocs_group." % desired["group"])
    steps, change = Plan(), {CHANGES[desired["state"]]: desired["users"]}
    steps.extend(plan_relation(FIELDS[desired["role"]], change, observed, desired, server, steps.warnings, "users"))
    return steps


def results(outcome, check, desired):
    """What the task returns of the relation."""
    field = FIELDS[desired["role"]]
    held = None if outcome.record is None else outcome.record[field]
    return dict(relation_results(outcome.sent(check), field), group=desired["group"], role=desired["role"], members=held)


RESOURCE = Resource(KIND, "group", SERVICE, ARGUMENTS, observe, plan, results, look_up)
