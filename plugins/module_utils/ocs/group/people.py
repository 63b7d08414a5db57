# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is in a group, and who leads it: the steps, the same whether a user, a group or a relation is managed; what is read for them; the planning
that ocs_group and ocs_group_member share; and the resource of one relation between a group and some users.
"""

from __future__ import annotations

from functools import partial

from ...common.options import check_emptied, check_set
from ...common.record import consistent, difference, listed
from ...engine.plan import Operation, Plan, Request, Seen
from ...engine.resource import Resource
from ...errors import Invalid, OCSError
from .. import calls as ocs_calls, ids
from ..client import SERVICE
from ..ids import ids_in, pages
from ..user import accounts

KINDS = {"members": "member", "subadmins": "subadmin"}
KIND = "group"
FIELDS = {"member": "members", "subadmin": "subadmins"}
CALLS = {"member": ocs_calls.GROUP_MEMBERS, "subadmin": ocs_calls.GROUP_ADMINS}
CHANGES = {"present": "add", "absent": "remove", "exact": "set"}
ABLE = {"join": "canAdd", "leave": "canRemove"}  # the server's words for what a group's backend lets it do with members
WORDS = {"join": "added", "leave": "removed"}
FEW = 5  # groups that are asked for one by one


def join(server, group, user, field="groups"):
    """The user becomes a member. :param field: the option that says so."""
    check_open(field, group, "join", server)
    return _step("join", "member", group, user, True, ids.planned(server, ocs_calls.JOIN, {"groupid": group}, user=user))


def leave(server, group, user, field="groups"):
    """The user is a member no more. :param field: the option that says so; :raises Invalid: for a group that nobody can leave."""
    if not group.strip():
        raise Invalid("groups", "the server treats the ID %r as empty, so nobody can be removed from this group; delete the group." % group)
    check_open(field, group, "leave", server)
    return _step("leave", "member", group, user, False, ids.planned(server, ocs_calls.LEAVE, {"groupid": group}, user=user))


def check_open(field, group, action, server):
    """:raises Invalid: where the group's backend does not let its members change: the server would report success, and change nothing.

    Measured on Nextcloud 33.0.3 with LDAP.
    """
    if action in server.facts.closed.get(group, ()):
        raise Invalid(
            field, "the members of the group %r cannot be %s on the server: the group's backend, such as LDAP, manages them." % (group, WORDS[action])
        )


def promote(server, group, user):
    """The user becomes a group admin; it need not be a member."""
    return _step("promote", "subadmin", group, user, True, ids.planned(server, ocs_calls.PROMOTE, {"groupid": group}, user=user))


def demote(server, group, user):
    """The user is a group admin no more."""
    return _step("demote", "subadmin", group, user, False, ids.planned(server, ocs_calls.DEMOTE, {"groupid": group}, user=user))


def _step(action, kind, group, user, wanted, request):
    return Operation(action, kind, group, {user: not wanted}, {user: wanted}, request)


def create_group(group, display_name=None):
    """The group comes into being, without members."""
    data, after = {"groupid": group}, {"name": group}
    if display_name is not None:
        data["displayname"] = after["display_name"] = display_name
    return Operation("create", "group", group, {}, after, Request(ocs_calls.CREATE_GROUP, data=data))


def read_group(client, name, call=ocs_calls.GROUP_MEMBERS, field="name"):
    """What a call tells of a group; None when there is none.

    MySQL and MariaDB compare without the blanks at the end (the collations that Nextcloud uses pad them), and an answer names no group:
    only the list of groups tells whether it was about another one.
    """
    ids.check_path(client.server, call, field, group=name)
    if name.endswith(" ") and existing_groups(client, [name]).get(name) is False:
        return None
    return client.find(call, group=name)


def detail(client, name):
    """What the detailed list tells of a group; None when there is none."""
    return next((item for item in pages(client, ocs_calls.GROUPS_DETAILS, "groups", search=name) if str(item["id"]) == name), None)


def closed(items):
    """The fact of this name, of groups as the detailed list tells them: those whose members the server cannot change."""
    unable = {str(item["id"]): tuple(action for action, able in ABLE.items() if item.get(able) is False) for item in items}
    return {name: actions for name, actions in unable.items() if actions}


def group_facts(client, named, left=()):
    """Facts of groups that get members or admins, and of those that lose members: ``groups``, which of the former exist, and ``closed``.

    One request for each; of many groups, and where the acting account may not read details, only what exists is asked.
    """
    names = set(named) | set(left)
    try:
        if names and client.server.can("group_details") and len(names) <= FEW:
            found = {name: detail(client, name) for name in sorted(names)}
            return {"groups": {name: found[name] is not None for name in named}, "closed": closed(filter(None, found.values()))}
    except OCSError as error:
        if error.code != 403:
            raise
    return {"groups": existing_groups(client, named)}


def existing_groups(client, names):
    """Which of these groups exist: group id to bool; empty where the account may not list groups. One request, two where one is missing."""
    names = set(names)
    if not names:
        return {}
    # one name is searched for; ownCloud finds nothing for a single character
    query = {"search": min(names)} if len(names) == 1 and len(min(names)) > 1 else {}
    found = set()
    try:
        for group in _groups(client, query):
            found.add(group)
            if found >= names:
                break
    except OCSError as error:
        if error.code != 403:
            raise
        return {}
    return {name: name in found for name in sorted(names)}


def _groups(client, query):
    """Ids of groups; ownCloud gives all at once."""
    if client.server.dialect.paged_lists:
        return map(str, pages(client, ocs_calls.GROUPS, "groups", whole=True, **query))
    return ids_in(client.get(ocs_calls.GROUPS, **query))


def look_up(client, desired, _server, draft):
    """What the writes of a draft plan depend on: the users about to be added, and who is acting."""
    facts = accounts.stored_users(client, {user for step in draft if step.action in ("join", "promote") for user in step.after})
    made = {step.name for step in draft if step.action == "create"}
    facts.update(group_facts(client, (), {step.name for step in draft if step.action in ABLE} - made))
    if any(step.action == "leave" and step.name == ids.ADMIN_GROUP for step in draft):
        facts["caller"] = str(client.get(ocs_calls.CALLER)["id"])
    return facts


def plan_relation(field, change, record, desired, server, warnings, parameter=None):
    """Steps so that ``record[field]`` follows an add/remove/set dictionary.

    :param parameter: what the task calls the list, when it is not ``field``; :raises Invalid: before any write.
    """
    name = parameter or field
    if consistent(name, change, str.lower) is None:
        return []
    group, held = record["name"], record.get(field) or []
    _check_users(name, change, desired, server)
    if field == "subadmins":
        ids.check_led(name, group, server)
    added, removed = difference(change, held, str.lower)
    added = sorted(user for user in (_known(user, name, desired, server, warnings) for user in added) if user is not None)
    check_emptied(name, change, desired, held, (added, removed))
    if field == "members" and group == ids.ADMIN_GROUP and (server.facts.caller or "").lower() in map(str.lower, removed):
        raise Invalid(name, "%s is the acting account and cannot leave the group %r." % (server.facts.caller, group))
    warnings.extend(_spellings(name, change, list(held) + added))
    add, remove = (partial(join, field=name), partial(leave, field=name)) if field == "members" else (promote, demote)
    return [add(server, group, user) for user in added] + [remove(server, group, user) for user in removed]


def _check_users(name, change, desired, server):
    """What is wrong whatever the server has."""
    check_set(name, change, desired)
    for user in _named(change):
        ids.check_user(name, user, server)


def _named(change):
    return listed(change) + list(change.get("remove") or [])


def _known(user, name, desired, server, warnings):
    """The stored spelling of a user to be added; None when it is missing and ``missing_users`` is ``warn``."""
    stored = server.facts.users.get(user, user)
    if stored is None and desired["missing_users"] == "warn":
        warnings.append("%s: %s; it is left out." % (name, ids.no_user(user, server)))
    elif stored is None and user.lower() in server.facts.holders:
        raise Invalid(name, "%s." % ids.no_user(user, server))
    elif stored is None:
        raise Invalid(name, "%s, or the acting account may not see it; create it first, or set missing_users to 'warn'." % ids.no_user(user, server))
    return stored


def _spellings(name, change, stored):
    """Warnings about ids that the server keeps in another case."""
    spelled = {user.lower(): user for user in stored}
    return [
        "%s: the user %r is stored as %r; that spelling is used." % (name, user, spelled[user.lower()])
        for user in sorted(set(_named(change)))
        if spelled.get(user.lower(), user) != user
    ]


def relation_results(steps, field):
    """``added`` and ``removed``: the users who came into the list ``field`` of the group, and who went out of it."""
    changed = [(user, wanted) for step in steps if step.kind == KINDS[field] for user, wanted in step.after.items()]
    return {"added": sorted({user for user, wanted in changed if wanted}), "removed": sorted({user for user, wanted in changed if not wanted})}


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
