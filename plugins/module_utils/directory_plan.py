# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ocs_group and ocs_user would be asked for, row by row, so that the document comes true. Pure.

Memberships belong to the users' plans, whichever row names them. It knows scope and relations, and no field of a resource.
"""
from __future__ import annotations

from functools import partial

from ansible_collections.ocs.provisioning.plugins.module_utils import group, ids, user, user_fields
from ansible_collections.ocs.provisioning.plugins.module_utils.document_fields import RELATED
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.record import is_unread
from ansible_collections.ocs.provisioning.plugins.module_utils.server import OWNCLOUD

USER_DEFAULTS = {key: spec.get("default") for key, spec in user.ARGUMENTS.items()}
GROUP_DEFAULTS = {key: spec.get("default") for key, spec in group.ARGUMENTS.items()}
UNLISTED = {"disable": {"enabled": False}, "delete": {"state": "absent"}}


def groups(desired, server, notes, problems):
    """Each group of the document, and each that goes because it is not in it: ``(arguments of ocs_group, where it stands)``."""
    for row, where in group_rows(desired, notes, problems):
        row = supported("groups.", row, group.unsupported(row, server), desired, notes)
        if row.get("subadmins") is not None:
            _check_subadmins(row, server, where, problems)
        yield dict(GROUP_DEFAULTS, **{key: value for key, value in row.items() if key not in RELATED["group"]}), where


def _check_subadmins(row, server, where, problems):
    """Whether the group can have group admins, and these, and can be asked for them."""
    name = row["name"]
    try:
        ids.check_users("subadmins", row["subadmins"])
        ids.check_led("subadmins", name, server)
        server.group_path(name, "subadmins", field="subadmins")
    except Invalid as error:
        problems.note(where, name, error.field, error.problem)


def group_rows(desired, notes, problems):
    """``(row, where it stands)`` of every group that the plan may touch."""
    for name, row in desired["document"].groups.items():
        where = desired["document"].position("group", name)
        if row.get("state") == "absent" and name in desired["protected_groups"]:
            problems.note(where, name, "state", "the group %r is among protected_groups and will not be deleted." % name)
        else:
            yield row, where
    for name in notes["unlisted"]["groups"] if desired["unlisted_groups"] == "delete" else ():
        yield {"name": name, "state": "absent"}, "unlisted group %s" % name


def users(observed, desired, server, notes, problems):
    """Each account of the document, each that it names or has as group admin, and each that goes: ``(arguments of ocs_user, where)``."""
    links = Links(desired, server)
    base = dict(USER_DEFAULTS, **{key: desired[key] for key in ("update_password", "welcome_email", "protected_users")})
    _check_new_addresses(observed, desired, server, problems)
    for row, record, where in rows(observed, desired, links, notes, problems):
        single = dict(base)
        if row.get("state") == "absent":
            single.update(name=row["name"], state="absent")
        else:
            lacking = desired["unsupported_fields"] == "report" and user_fields.unsupported(row, record or server.facts.fields, server)
            row = supported("", row, lacking, desired, notes)
            single.update(row)
            if "additional_mails" in row:
                single["additional_mails"] = {"set": row["additional_mails"]}
            links.fill(single, row, record or {}, partial(problems.note, where, row["name"]))
        yield single, where


def _check_new_addresses(observed, desired, server, problems):
    """No account is created under the address of another one, so of two new ones it would matter which comes first."""
    held = desired["document"]
    new = {key: name for key, name in held.coming_users().items() if key not in observed["users"]}
    for name in new.values() if server.supports("accounts_by_address") else ():
        address = (held.users[name].get("email") or "").strip().lower()
        if address in new and not ids.same_user(address, name):
            problems.note(held.position("user", new[address]), new[address], "name", (
                "%r is also the email address of the new user %r, and the server creates no "
                "account under the address of another; create it by a run of its own first.") % (new[address], name))


def supported(prefix, row, lacking, desired, notes):
    """The row without the fields that the product lacks, when they are to be reported only."""
    if desired["unsupported_fields"] == "fail" or not lacking:
        return row
    for key in lacking:
        notes["unsupported"][prefix + key] = notes["unsupported"].get(prefix + key, 0) + 1
    return {key: value for key, value in row.items() if key not in lacking}


def rows(observed, desired, links, notes, problems):
    """``(row, what the server has, where the row stands)`` of every account that the plan may touch."""
    server = links.server
    for row, where, named in _rows(observed, desired, notes["unlisted"]):
        if where in desired["left_out"]:
            continue
        name, record = row["name"], observed["users"].get(row["name"].lower())
        if named and record is None:
            problems.note(where, name, "", "%s, and has no row in the document." % ids.no_user(name, server))
            continue
        if row.get("state") == "absent" and name.lower() in links.led:
            problems.note(where, name, "state", "%r is wanted absent, and as a group admin of %s." % (name, ", ".join(map(repr, links.led[name.lower()]))))
        yield row, record, where


def _rows(observed, desired, unlisted):
    """``(row, where it stands, whether it has to exist)``."""
    held = desired["document"]
    for name, row in held.users.items():
        yield row, held.positions[("user", name.lower())], False
    listed, implied = {name.lower() for name in held.users}, {}
    for group_id, row in held.groups.items():
        if row.get("subadmins") is None:
            continue
        for name in row["subadmins"]:
            implied[name.lower()] = ({"name": name}, "%s.subadmins" % held.position("group", group_id), True)
        for name in observed["groups"].get(group_id, {}).get("subadmins", ()):
            implied.setdefault(name.lower(), ({"name": name}, "group admin %s" % name, False))
    for name in unlisted["users"] if desired["unlisted_users"] in UNLISTED else ():
        implied[name.lower()] = (dict(UNLISTED[desired["unlisted_users"]], name=name), "unlisted user %s" % name, False)
    for key, entry in implied.items():
        if key not in listed:
            yield entry


class Links:
    """The relations that the document wants, seen from its users.

    ``led``: user id in lower case to the groups whose own rows name him as group admin; ``exact``: groups whose rows say so, and which
    therefore have no other group admins; ``admin_group``: the group whose members administer the server, None where no group does.
    """

    def __init__(self, desired, server, admin_group=ids.ADMIN_GROUP):
        self.desired, self.server, self.led, self.admin_group = desired, server, {}, admin_group
        self.managed, self.joins_only = desired["managed"], desired["membership"] == "append"
        self.exact = {
            name for name, row in desired["document"].groups.items() if row.get("subadmins") is not None and row.get("state") != "absent"}
        for name in sorted(self.exact):
            for admin in desired["document"].groups[name]["subadmins"]:
                self.led.setdefault(admin.lower(), []).append(name)

    def fill(self, single, row, record, note):
        """Turn the lists of a row into changes: only managed groups are joined and left. :param note: takes a field and what is wrong with it."""
        single["groups"] = self._change("groups", row.get("groups"), [], (), record, note)
        led = self.led.get(row["name"].lower(), [])
        single["subadmin_of"] = self._change("subadmin_of", row.get("subadmin_of"), led, self.exact, record, note)

    def _change(self, key, listed, led, exact, record, note):
        if listed is None and not exact:
            return None
        if is_unread(record, key) and (exact or not self.joins_only):
            note(key, "the server does not tell those of this account, so that they cannot be compared; leave the row out.")
            return None
        held, target = record.get(key) or (), set(listed or ()).union(led)
        wrong = {group_id: problem for group_id, problem in ((name, self._problem(name, led, exact)) for name in sorted(target)) if problem}
        for problem in wrong.values():
            note(key, problem)
        over = [name for name in held if name not in target and (
            name in exact or (listed is not None and not self.joins_only and name in self.managed))]
        if not self.desired["allow_admin_changes"] and self.admin_group in target.difference(held).union(over):
            note(key, "joining or leaving the group %r needs allow_admin_changes." % self.admin_group)
        return {"add": sorted(target.difference(wrong)), "remove": over, "set": None}

    def _problem(self, group_id, led, exact):
        if group_id not in self.managed and group_id not in led:
            return "the group %r is not managed here; describe it under groups, or name it in managed_groups." % group_id
        if group_id in exact and group_id not in led:
            return "%r is not among the subadmins that the group's own row lists; decide for one." % group_id
        if self.server.facts.groups.get(group_id) is False:
            return "the group %r does not exist, or shall be absent; describe it under groups, or take it out." % group_id
        if self.server.product == OWNCLOUD:
            try:
                self.server.group_path(group_id)
            except Invalid as error:
                return "%s Its members cannot be compared; use ocs_user." % error.problem
        return ""
