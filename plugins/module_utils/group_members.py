# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is in a group, and who leads it: the planning that ocs_group and ocs_group_member share."""
from __future__ import annotations

from ansible_collections.ocs.provisioning.plugins.module_utils import membership
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.plan import difference

STEPS = {"members": (membership.join, membership.leave), "subadmins": (membership.promote, membership.demote)}


def complete(client, desired, draft):
    """Look up what the writes of a draft plan depend on: the users about to be added, and who is acting."""
    client.identify()
    facts = {"users": membership.stored_users(client, sorted({
        user for step in draft if step.action in ("join", "promote") for user in step.after}))}
    if any(step.action == "leave" and step.name == "admin" for step in draft):
        facts["caller"] = str(client.get("cloud/user")["id"])
    client.learn(**facts)


def plan_relation(field, change, record, desired, server, warnings):
    """Steps so that ``record[field]`` follows an add/remove/set dictionary; :raises Invalid: before any write."""
    if change is None:
        return []
    group = record["name"]
    if change.get("set") == [] and not desired["allow_empty"]:
        raise Invalid(field, "an empty list would empty the group; set allow_empty to true if that is meant.")
    if field == "subadmins" and group.lower() == "admin":
        raise Invalid(field, "the group 'admin' has no group admins.")
    added, removed = difference(change, record.get(field) or [], str.lower)
    if field == "members" and group == "admin" and (server.facts.caller or "").lower() in map(str.lower, removed):
        raise Invalid(field, "%s is the acting account and cannot leave the group 'admin'." % server.facts.caller)
    add, remove = STEPS[field]
    known = [_known(user, field, desired, server, warnings) for user in added]
    return [add(server, group, user) for user in known if user is not None] + [remove(server, group, user) for user in removed]


def _known(user, field, desired, server, warnings):
    """The stored spelling of a user to be added; None when he is missing and ``missing_users`` is ``warn``."""
    stored = server.facts.users.get(user, user)
    if stored is None and desired["missing_users"] == "fail":
        raise Invalid(field, "the user %r does not exist; create it first, or set missing_users to 'warn'." % user)
    if stored is None:
        warnings.append("%s: the user %r does not exist and is left out." % (field, user))
    return stored


def relation_results(steps):
    """``added`` and ``removed``: the users that joined or left, or were promoted or demoted."""
    changed = [(user, wanted) for step in steps if step.kind in ("member", "subadmin") for user, wanted in step.after.items()]
    return {
        "added": sorted({user for user, wanted in changed if wanted}),
        "removed": sorted({user for user, wanted in changed if not wanted}),
    }
