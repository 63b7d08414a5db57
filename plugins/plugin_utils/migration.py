# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The document of one product as another takes it: ids, quotas in the units of the target, and every value that it would refuse named.

What a value may be is asked of the planners that will plan it, so that nothing here knows a rule of a server. Pure.
"""

from __future__ import annotations

from collections import Counter

from ansible_collections.ocs.provisioning.plugins.module_utils.bulk.export import LeftOut
from ansible_collections.ocs.provisioning.plugins.module_utils.bulk.fields import RELATED, SEAFILE_ONLY
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.dialect import DIALECTS, SEAFILE
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import Server, parse_version
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.group import resource as group
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.ids import ADMIN_GROUP
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import normal_forms, resource as user
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile import values as seafile_values
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.directory.resource import FIELDS as SEAFILE_FIELDS
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.group import resource as seafile_group
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.user import resource as seafile_user

DRAFT = "A-draft-of-26-letters"  # nobody gets it: a creation is planned to see what would be refused
LISTS = RELATED["user"]
IDS = {"local_part": lambda address: address.partition("@")[0], "email": lambda address: address}
RIGHTS = "its members are administrators; grant these rights manually"


def migrated(document, source, target, version="", ids="local_part", group_names=None, without=()):
    """``document``, ``left_out`` and ``unsupported`` (field to the number of rows that name it).

    :param version: of the target, "" where it is not known; :param ids: how people get ids who have none; :param group_names: other names of groups.
    :param without: ids or addresses of accounts that stay where they are; :raises ValueError: for a product or a rule that is none.
    """
    for product in (source, target):
        if product not in DIALECTS:
            raise ValueError("%r is not a product; give one of %s." % (product, ", ".join(DIALECTS)))
    if ids not in IDS:
        raise ValueError("ids must be one of %s." % ", ".join(IDS))
    move = Move(source, Server(target, version=parse_version(version)), IDS[ids], dict(group_names or {}))
    move.groups(document.get("groups") or [])
    move.users(document.get("users") or [], {name.lower() for name in without})
    return {
        "document": {"groups": list(move.kept_groups.values()), "users": move.kept_users},
        "left_out": list(move.left_out),
        "unsupported": dict(sorted(move.unsupported.items())),
    }


class Move:
    """One document on its way.

    :param source: product; :param server: the target; :param new_id: makes an id of an address; :param names: group to its name on the target.
    """

    def __init__(self, source, server, new_id, names):
        self.source, self.server, self.new_id, self.names = source, server, new_id, names
        self.to_seafile = server.product == SEAFILE
        self.user, self.group = (seafile_user, seafile_group) if self.to_seafile else (user, group)
        self.identity = self.user.RESOURCE.name
        self.kept_groups, self.kept_users, self.left_out, self.unsupported = {}, [], LeftOut(), Counter()

    def groups(self, rows):
        """The groups that the target can have; ``names`` knows no others afterwards."""
        known = {}
        for row in rows:
            name = self.names.get(row["name"], row["name"])
            rights = (self.source != SEAFILE and row["name"] == ADMIN_GROUP) or (not self.to_seafile and name == ADMIN_GROUP)
            problem = RIGHTS if rights else self._problem(self.group.RESOURCE, {"name": name})
            if problem:
                self.left_out.note("group", row["name"], "name", problem)
                continue
            known[row["name"]] = name
            self.kept_groups.setdefault(name, {"name": name}).update(self._group_fields(row, name))
        self.names = known

    def _group_fields(self, row, name):
        kept = {}
        for key in ("display_name", "owner"):
            lacking = key in (["display_name"] if self.to_seafile else SEAFILE_ONLY["group"] + tuple(self.server.lacking("ocs_group", [key])))
            if row.get(key) in (None, "") or (lacking and row[key] == row["name"]):
                continue
            if lacking or self._problem(self.group.RESOURCE, {"name": name, key: row[key]}):
                self.unsupported["groups." + key] += 1
            else:
                kept[key] = row[key]
        return kept

    def users(self, rows, without):
        """The accounts that the target can have, each once."""
        rows = [row for row in rows if not without & {str(row.get(key) or "").lower() for key in ("name", "email")}]
        found = [(row, self._id(row)) for row in rows]
        count = Counter(name.lower() for _row, name in found if name)
        for row, name in found:
            told = row.get("name") or row.get("email")
            if not name:
                self.left_out.note("user", told, "email", "accounts are identified by email addresses there, and this account has none")
            elif count[name.lower()] > 1:
                self.left_out.note("user", told, self.identity, "%d accounts would be called %s" % (count[name.lower()], name))
            else:
                self._user(row, name, told)
        names = {row["name"].lower() for row in self.kept_users if not self.to_seafile}
        for row in self.kept_users:
            if row.get("manager") and row["manager"].lower() not in names:
                self.left_out.note("user", row["name"], "manager", "the account %s is not migrated" % row.pop("manager"))

    def _id(self, row):
        """What names the account on the target."""
        if self.to_seafile:
            return (row.get("email") or "").strip()
        return row.get("name") or self.new_id(row["email"])

    def _user(self, row, name, told):
        problem = self._problem(self.user.RESOURCE, {self.identity: name})
        if problem:
            self.left_out.note("user", told, self.identity, problem)
            return
        kept = {self.identity: name}
        for key, value in row.items():
            if key not in LISTS + (self.identity,) and value is not None:
                self._field(kept, told, key, value)
        kept.update((key, sorted({self.names[each] for each in row[key] if each in self.names})) for key in LISTS if row.get(key) is not None)
        joins = sorted(set(kept.get("subadmin_of", ())).difference(kept.get("groups", ()))) if self.to_seafile else []
        if joins:
            kept["groups"] = sorted(set(kept.get("groups", ())).union(joins))
            self.left_out.note("user", told, "groups", "a group admin is a member there, so it joins %s" % ", ".join(joins))
        self.kept_users.append(kept)

    def _field(self, kept, told, key, value):
        """One field of a row, as the target takes it."""
        word = "login_id" if self.to_seafile and key == "name" else key
        if word == "admin" and not self.to_seafile:
            if value:
                self.left_out.note("user", told, key, "it is an administrator; grant these rights manually")
            return
        module, known = ("seafile_user", word in SEAFILE_FIELDS) if self.to_seafile else ("ocs_user", word not in SEAFILE_ONLY["user"])
        if not known or self.server.lacking(module, [word]):
            self.unsupported[key] += 1
            return
        value = moved_quota(value, self.source, self.server.product) if key == "quota" else value
        problem = self._problem(self.user.RESOURCE, {self.identity: kept[self.identity], word: value})
        if problem:
            self.left_out.note("user", told, key, problem)
        else:
            kept[key] = value

    def _problem(self, resource, given):
        """Why the target would refuse to create this; "" when it would not."""
        if resource is self.user.RESOURCE:
            given = dict(given, password=DRAFT)
            if "additional_mails" in given:
                given["additional_mails"] = {"set": given["additional_mails"]}
        try:
            resource.plan(None, resource.wish(**given), self.server)
        except Invalid as error:
            return error.problem
        return ""


def moved_quota(text, source, target):
    """The text of the same size in the target's units; what it keeps no smaller."""
    if (source == SEAFILE) is (target == SEAFILE) or str(text).strip().lower() in ("none", "unlimited", "default"):
        return text
    if target == SEAFILE:
        megabytes = -(-normal_forms.quota_bytes(str(text)) // seafile_values.MB)
        return seafile_values.quota_text(megabytes) if megabytes else "0"  # which the planner refuses: it would mean no limit
    return normal_forms.size_text(seafile_values.quota_megabytes(text) * seafile_values.MB)
