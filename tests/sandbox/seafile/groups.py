# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups: list, search, create, change, delete. There is no way to read one. Source: recorded exchanges, groups.jsonl."""

from __future__ import annotations

import re

from .addresses import is_address
from .answers import BROKEN, as_json, iso_time, refuse
from .parameters import cut, page_of, text, whole
from .profiles import fits

NAME = re.compile(r"[()\uff08\uff09\w\s'.-]{1,255}")
BAD_NAME = "Name can only contain letters, numbers, spaces, hyphen, dot, single quote, brackets or underscore."
CONFLICT = "There is already a group with that name."
SEARCHED = 25  # groups that a search finds at most


def record(call, group):
    """How the lists and the answers to changes show a group; the community edition has neither quotas nor parents."""
    return {
        "id": group.number,
        "name": group.name,
        "owner": group.owner,
        "owner_name": call.state.profiles.name_of(group.owner),
        "created_at": iso_time(group.created),
        "quota": 0,
        "parent_group_id": 0,
    }


def target(call):
    """The group in the path; refused when missing."""
    number = int(call.ids["group"])
    return call.state.groups.get(number) or refuse("Group %d not found." % number, 404)


def _named(state, part):
    """Groups with this part in their name, in any case of letters, oldest first."""
    return [group for group in state.groups.values() if part.lower() in group.name.lower()]


def _check_name(state, name):
    """A well-formed name that no group has in exactly this spelling, the group itself included."""
    if not NAME.fullmatch(name):
        refuse(BAD_NAME)
    if any(group.name == name for group in state.groups.values()):
        refuse(CONFLICT)


def listing(call):
    """GET groups/: newest first, or all with a part of a name. Groups of organisations are left out of a page after it is cut (source)."""
    name = call.query.get("name", "").strip()
    if name:
        return {"name": name, "groups": [record(call, group) for group in _named(call.state, name)]}
    page, per_page = page_of(call, 100)
    groups, more = cut(list(reversed(call.state.groups.values())), page, per_page)
    shown = [record(call, group) for group in groups if group.name not in call.state.org_groups]
    return {"page_info": {"has_next_page": more, "current_page": page}, "groups": shown}


def search(call):
    """GET search-group/."""
    part = call.query.get("query", "").lower().strip() or refuse("query invalid.")
    return {"group_list": [record(call, group) for group in _named(call.state, part)[:SEARCHED]]}


def create(call):
    """POST groups/; the caller is the owner unless another user is named by id."""
    name = text(call.data.get("group_name", "")) or refuse("group_name  invalid.")
    name = name.strip()
    _check_name(call.state, name)
    if not fits("group_name", name):
        refuse(BROKEN, 500)  # (derived: the set-up program makes the database as three-byte utf8)
    owner = call.data.get("group_owner")
    return as_json(record(call, call.state.add_group(name, call.existing(text(owner)) if owner else call.caller)), 201)


def update(call):
    """PUT groups/{id}/: another owner, then another name; what was done before a refusal stays done."""
    group = target(call)
    if call.data.get("new_owner"):
        _transfer(call, group, text(call.data["new_owner"]))
    if call.data.get("quota"):  # checked, and of no effect in the community edition
        quota = whole(call.data["quota"], "quota invalid.")
        if quota <= 0 and quota != -2:
            refuse("quota invalid.")
    name = call.data.get("name")
    if name:
        _check_name(call.state, text(name))
        group.name = name
    return record(call, group)


def _transfer(call, group, uid):
    """The new owner need not be a member; the old one stays, and is no administrator any more."""
    if not is_address(call.dialect, uid):
        refuse("new_owner %s invalid." % uid)
    user = call.existing(uid)
    if user.email == group.owner:
        refuse("User %s is already group owner." % uid)
    if group.owner.lower() in group.members:
        group.members[group.owner.lower()] = False
    group.members[user.email.lower()] = True
    group.owner = user.email


def delete(call):
    """DELETE groups/{id}/, repeatable."""
    call.state.groups.pop(int(call.ids["group"]), None)
    return {"success": True}


def libraries(call):
    """GET groups/{id}/libraries/: nothing is ever shared here."""
    group = target(call)
    return {"group_id": group.number, "group_name": group.name, "libraries": []}
