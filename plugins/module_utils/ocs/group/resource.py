# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The resource group: arguments, what the server has, and the plan from one to the other."""

from __future__ import annotations

from ...common import options
from ...common.record import label
from ...engine.plan import Operation, Plan, Seen, replay
from ...engine.resource import Resource
from ...errors import Invalid
from .. import calls as ocs_calls, ids
from ..client import SERVICE
from ..ids import ids_in
from .people import create_group, detail, look_up, plan_relation, read_group, relation_results

KIND = "group"
DISPLAY_NAME_LENGTH = 255  # the width of the column in Nextcloud's database


ARGUMENTS = dict(
    name=dict(type="str", required=True, aliases=["group_id", "groupid"]),
    state=dict(type="str", choices=["present", "absent"], default="present"),
    display_name=dict(type="str", aliases=["displayname"]),
    members=options.changes(aliases=["users"]),
    subadmins=options.changes(),
    allow_empty=dict(type="bool", default=False),
    missing_users=dict(type="str", choices=["fail", "warn"], default="fail"),
    only_if_empty=dict(type="bool", default=False),
)


def observe(client, desired):
    """The group: one request, and one more each for display name and group admins."""
    return Seen(_read(client, desired))


def _read(client, desired):
    server, name = client.server, desired["name"]
    ids.check_group("name", name, server)
    if desired["subadmins"] is not None:
        ids.check_path(server, ocs_calls.GROUP_ADMINS, group=name)
    data = read_group(client, name)
    if data is None:
        return None
    record = {"name": name, "members": sorted(ids_in(data))}
    if desired["state"] == "absent":
        return record
    if desired["subadmins"] is not None:
        record["subadmins"] = sorted(ids_in(client.get(ocs_calls.GROUP_ADMINS, group=name)))
    if desired["display_name"] is not None and server.can("ocs_group.display_name"):
        record.update(_display_name(client, name))
    return record


def _display_name(client, name):
    """The display name, nothing where the server does not return it."""
    found = label((detail(client, name) or {}).get("displayname"))
    return {} if found is None else {"display_name": found}


def fresh(desired, server):
    """What a group is that was just created with nothing but its id."""
    record = {"name": desired["name"], "members": []}
    if desired["subadmins"] is not None:
        record["subadmins"] = []
    if desired["display_name"] is not None:
        record["display_name"] = desired["name"]
    return record


def plan(observed, desired, server):
    """Operations from the observed group to the desired one; :raises Invalid: what would be refused."""
    if desired["state"] == "absent":
        return _plan_absence(observed, desired, server)
    if desired["display_name"] is not None:
        server.demand("ocs_group.display_name")
    wanted = _wanted_display_name(desired)
    steps = Plan()
    if observed is None:
        ids.check_new_group("name", desired["name"], server)
        steps.append(create_group(desired["name"], wanted))
    elif wanted is not None and wanted != observed.get("display_name"):
        steps.append(_rename(desired["name"], observed.get("display_name"), wanted, server))
    record = replay(observed, steps, KIND, fresh(desired, server))
    for field in ("members", "subadmins"):
        steps.extend(plan_relation(field, desired[field], record, desired, server, steps.warnings))
    return steps


def _wanted_display_name(desired):
    """As the server keeps it: blanks at the ends dropped, the id instead of an empty one (recorded: groups); None when it is not managed."""
    if desired["display_name"] is None:
        return None
    wanted = desired["display_name"].strip() or desired["name"].strip()
    if len(wanted) > DISPLAY_NAME_LENGTH:
        raise Invalid("display_name", "is longer than %d characters; shorten it." % DISPLAY_NAME_LENGTH)
    return wanted


def _plan_absence(observed, desired, server):
    name = desired["name"]
    if name == ids.ADMIN_GROUP:
        raise Invalid("state", "the group %r cannot be deleted." % name)
    if observed is None:
        return Plan()
    if desired["only_if_empty"] and observed["members"]:
        raise Invalid("only_if_empty", "the group still has %d members (%s ...)." % (len(observed["members"]), observed["members"][0]))
    before = {key: observed[key] for key in ("name", "members") if key in observed}
    return Plan([Operation("delete", KIND, name, before, {}, ids.planned(server, ocs_calls.DELETE_GROUP, group=name))])


def _rename(name, before, after, server):
    return Operation("update", KIND, name, {"display_name": before}, {"display_name": after}, ids.planned(
        server, ocs_calls.EDIT_GROUP, {"key": "displayname", "value": after}, group=name))  # fmt: skip


def results(outcome, check, _desired):
    """What the task returns of the group."""
    return dict(relation_results(outcome.sent(check), "members"), group=outcome.record)


RESOURCE = Resource(KIND, "name", SERVICE, ARGUMENTS, observe, plan, results, look_up, fresh=fresh)
