# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The resource Seafile group: members and group admins by their addresses, and an owner; and the steps between users and groups.

A group admin is a member with the role Admin; an owner counts as both.
"""

from __future__ import annotations

from ...common import options
from ...common.record import consistent, difference
from ...engine.plan import Id, Operation, Plan, Request, Seen, replay
from ...engine.resource import Resource
from ...errors import Invalid
from .. import calls as seafile_calls, values as seafile_values
from ..client import SERVICE
from ..lookup import address_of, find_groups, listed, one_user, own_address, single

KIND = "group"


ARGUMENTS = dict(
    name=dict(type="str", required=True),
    state=dict(type="str", choices=["present", "absent"], default="present"),
    owner=dict(type="str"),
    members=options.changes(aliases=["users"]),
    admins=options.changes(aliases=["subadmins"]),
    allow_empty=dict(type="bool", default=False),
    missing_users=dict(type="str", choices=["fail", "warn"], default="fail"),
    only_if_empty=dict(type="bool", default=False),
)


def prepare(params):
    """The task's parameters with the addresses as the server keeps them, without blanks at the ends; :raises Invalid: for what is none."""
    owner = None if params["owner"] is None else seafile_values.address("owner", params["owner"])
    return dict(params, owner=owner, **{key: seafile_values.people(key, params[key]) for key in ("members", "admins")})


def observe(client, desired):
    """The group's record, None when there is none: the list of groups, then its members."""
    found = find_groups(client, desired["name"])
    single("name", "group", desired["name"], [str(group["id"]) for group in found])
    record = read_members(client, found[0]) if found else None
    # who is named by the id of a member may still be somebody else, by the contact address
    ids = {number for address in (record or {}).get("members", ()) for number in client.known("user", address)}
    strangers = {name for name in _named(desired) if name.lower() in ids - {address.lower() for address in record["members"]}} if record else ()
    return Seen(record, {"users": _stored_users(client, desired, strangers)})


def _named(desired):
    """The addresses of everybody whom the task names."""
    changes = [desired[key] or {} for key in ("members", "admins")]
    return {name for change in changes for names in change.values() for name in names or ()} | ({desired["owner"]} if desired["owner"] else set())


def _stored_users(client, desired, names):
    """Which accounts these are: the stored contact address, None for a missing one; :raises Invalid: for an address of several."""
    found = {name: one_user(client, "owner" if name == desired["owner"] else "members", name) for name in sorted(names)}
    return {name: address_of(entry) if entry else None for name, entry in found.items()}


def read_members(client, group):
    """The record of one group of the list, people by address."""
    record = {"name": group["name"], "group_id": group["id"], "owner": group["owner"], "members": [], "subadmins": []}
    for member in listed(client, seafile_calls.GROUP_MEMBERS, "members", group=str(group["id"])):
        address = address_of(member)
        client.note("user", address, member["email"])
        record["members"].append(address)
        if member["role"] in ("Owner", "Admin"):
            record["subadmins"].append(address)
        if member["role"] == "Owner":
            record["owner"] = address
    return dict(record, members=sorted(record["members"]), subadmins=sorted(record["subadmins"]))


def look_up(client, desired, known, draft):
    """What the writes of a draft plan depend on: the users who are about to be added, and who is acting; and the version."""
    client.identify()
    caller = own_address(client)
    wanted = {user.lower() for step in draft if step.action in ("join", "promote") for user in step.after}
    strangers = {name for name in _named(desired) if name.lower() in wanted or name == desired["owner"]} - set(known.facts.users)
    return {"caller": caller, "users": _stored_users(client, desired, strangers)}


def fresh(desired, server):
    """What a group is that was just created: its owner is in it and leads it."""
    owner = server.facts.users.get(desired["owner"], desired["owner"]) or server.facts.caller
    people = [owner] if owner else []
    return {"name": desired["name"], "group_id": None, "owner": owner, "members": people, "subadmins": people}


def plan(observed, desired, server):
    """Operations from the observed group to the desired one; :raises Invalid: what would be refused."""
    name, owner = desired["name"], desired["owner"]
    if desired["state"] == "absent":
        return _plan_absence(observed, desired)
    if owner is not None and server.facts.users.get(owner, "") is None:
        raise Invalid("owner", "the user %r does not exist." % owner)
    owner = server.facts.users.get(owner, owner)
    steps = Plan()
    if observed is None:
        seafile_values.group_name("name", name)
        data = {"group_name": name}
        data.update({"group_owner": Id("user", owner)} if owner else {})
        steps.append(Operation("create", KIND, name, {}, {"name": name, "owner": owner or server.facts.caller}, Request(seafile_calls.CREATE_GROUP, data=data)))
    elif owner is not None and owner.lower() != observed["owner"].lower():
        steps.append(hand_over(name, observed["owner"], owner, observed.get("members"), observed.get("subadmins")))
    record = replay(observed, steps, KIND, fresh(desired, server))
    keeper = record["owner"]
    record = dict(record, **{key: list(record.get(key) or ()) for key in ("members", "subadmins")})
    if keeper and keeper not in record["members"]:
        record.update(members=record["members"] + [keeper], subadmins=record["subadmins"] + [keeper])
    steps.extend(_people(record, desired, server, steps.warnings))
    return steps


def _people(record, desired, server, warnings):
    """Joins, promotions, demotions, leaves; who is to lead joins first."""
    name, keeper = record["name"], (record["owner"] or "").lower()
    changes = {field: _change(field, desired, server) for field in ("members", "admins")}
    joins, leaves = difference(changes["members"], record["members"], str.lower)
    promotes, demotes = difference(changes["admins"], record["subadmins"], str.lower)
    for field, people in (("members", leaves), ("admins", demotes)):
        explicit = [user for user in people if user.lower() == keeper and (desired[field] or {}).get("set") is None]
        for user in explicit:
            refuse_owner(field, name, user, True)
    for user in leaves + demotes:
        if [each.lower() for each in record["members"]].count(user.lower()) > 1:
            raise Invalid("members", "several members have the address %s; give all but one another address." % user)
    inside = {user.lower() for user in record["members"] + joins}
    joins += [user for user in promotes if user.lower() not in inside]
    joins = _existing(joins, desired, server, warnings)
    promotes = _existing(promotes, desired, server, [])
    for field, people, steps in (("members", record["members"], (joins, leaves)), ("admins", record["subadmins"], (promotes, demotes))):
        options.check_emptied(field, changes[field], desired, people if len(people) > 1 else (), steps)  # the owner stays
    leaves, demotes = ([user for user in people if user.lower() != keeper] for people in (leaves, demotes))
    gone = {user.lower() for user in leaves}
    steps = [join(name, user) for user in sorted(joins)] + [promote(name, user) for user in promotes]
    steps += [demote(name, user) for user in demotes if user.lower() not in gone]
    return steps + [leave(name, user) for user in leaves]


def _change(field, desired, server):
    """What is to become of a list, with people by the contact addresses that the server has for them, where they were looked up."""
    change = consistent(field, desired[field])
    options.check_set(field, change, desired)
    return change and {key: names and [server.facts.users.get(name) or name for name in names] for key, names in change.items()}


def _existing(users, desired, server, warnings):
    """The users in the server's spelling; missing ones are refused or, with a warning, left out."""
    found = []
    for user in users:
        stored = server.facts.users.get(user, user)
        if stored is None and desired["missing_users"] == "fail":
            raise Invalid("members", "the user %r does not exist; create the account first, or set missing_users to 'warn'." % user)
        if stored is None:
            warnings.append("members: the user %r does not exist and is left out." % user)
        else:
            found.append(stored)
    return found


def _plan_absence(observed, desired):
    if observed is None:
        return Plan()
    others = [user for user in observed.get("members") or () if user.lower() != (observed["owner"] or "").lower()]
    if desired["only_if_empty"] and others:
        raise Invalid("only_if_empty", "the group still has %d members besides its owner (%s ...)." % (len(others), others[0]))
    before = {key: observed[key] for key in ("name", "members") if key in observed}
    return Plan([Operation("delete", KIND, desired["name"], before, {}, Request(seafile_calls.DELETE_GROUP, {"group": Id("group", desired["name"])}))])


def describe(record):
    """The record in the words of the module: group admins are ``admins``."""
    return None if record is None else dict({key: value for key, value in record.items() if key != "subadmins"}, admins=record["subadmins"])


def results(outcome, check, _desired):
    """What the task returns of the group."""
    changed = [(user, wanted) for step in outcome.sent(check) if step.kind == "member" for user, wanted in step.after.items()]
    return {
        "group": describe(outcome.record),
        "added": sorted(user for user, wanted in changed if wanted),
        "removed": sorted(user for user, wanted in changed if not wanted),
    }


def join(group, user):
    """The user becomes a member."""
    return _step("join", "member", group, user, True, Request(seafile_calls.JOIN, {"group": Id("group", group)}, {"email": Id("user", user)}))


def leave(group, user):
    """The user is a member no more, and no group admin."""
    return _step("leave", "member", group, user, False, Request(seafile_calls.LEAVE, _member(group, user)), ("subadmin",))


def promote(group, user):
    """The member becomes a group admin."""
    return _step("promote", "subadmin", group, user, True, Request(seafile_calls.SET_ROLE, _member(group, user), {"is_admin": "true"}))


def demote(group, user):
    """The group admin becomes an ordinary member."""
    return _step("demote", "subadmin", group, user, False, Request(seafile_calls.SET_ROLE, _member(group, user), {"is_admin": "false"}))


def hand_over(group, old, new, members=None, subadmins=None):
    """The group gets another owner; the old one stays an ordinary member.

    :param members: :param subadmins: the group's people, where they are known; the new owner counts as both.
    """
    before, after = {"owner": old}, {"owner": new}
    for key, people, leaving in (("members", members, set()), ("subadmins", subadmins, {old})):
        if people is not None:
            before[key], after[key] = people, sorted((set(people) - leaving) | {new})
    return Operation(
        "transfer", "group", group, before, after, Request(seafile_calls.TRANSFER_GROUP, {"group": Id("group", group)}, {"new_owner": Id("user", new)})
    )


def _member(group, user):
    return {"group": Id("group", group), "user": Id("user", user)}


def _step(action, kind, group, user, wanted, request, ends=()):
    return Operation(action, kind, group, {user: not wanted}, {user: wanted}, request, ends)


def refuse_owner(field, group, user, owned):
    """:raises Invalid: when the user owns the group, so that it can neither leave it nor be demoted."""
    if owned:
        raise Invalid(field, "%s owns the group %r: give the group another owner first (owner of seafile_group, or transfer_to)." % (user, group))


RESOURCE = Resource(KIND, "name", SERVICE, ARGUMENTS, observe, plan, results, look_up, fresh=fresh, prepare=prepare)
