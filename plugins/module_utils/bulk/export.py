# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server as a document: what every export does with what its document cannot hold, and the backup, an export of all that a plan touches."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Callable

from ..common import files
from ..engine.plan import RELATIONS, UNREADABLE
from ..errors import Invalid
from ..http.workers import parallel
from .combine import deleted_groups, owner
from .fields import RELATED

UNREAD = "the server does not return it"
UNWRITABLE = "the server stores it in a form that cannot be written back"
LOST = {
    "user": {"files": "they are deleted with the account", "password": "it cannot be read; add one to the row to create the account again"},
    "group": {"files": "what the group owns, and shares with the group, are deleted with it"},
}


class LeftOut(list):
    """What is not in an export, each with ``kind``, ``name``, ``field`` and ``reason``."""

    def note(self, kind, name, field, reason):
        """One more."""
        self.append({"kind": kind, "name": name, "field": field, "reason": reason})

    def readable(self, kind, rows, identity, load):
        """The rows that a document may have; the others are noted. :param load: makes of a document its problems."""
        wrong = {problem.row: problem for problem in load({kind + "s": [dict(row) for row in rows]})}
        kept = []
        for index, row in enumerate(rows):
            problem = wrong.get("%ss[%d]" % (kind, index))
            if problem:
                self.note(kind, row[identity], problem.field, problem.message)
            else:
                kept.append(row)
        return kept


def exported(groups, users, left_out):
    """What the module returns: ``document`` (``groups`` and ``users``), ``left_out``, ``count``."""
    return {"document": {"groups": groups, "users": users}, "left_out": left_out, "count": {"groups": len(groups), "users": len(users)}}


@dataclass(frozen=True)
class Source:
    """How a product's server is read for a backup.

    :param identity: the field that names an account; :param words: fields of a step to what a document calls them, where that differs.
    :param people: ``(client, record)`` of a group: its members, its group admins, and its owner or None.
    :param whole: ``(client, record)`` of an account: all of it.
    :param row: ``(record, server, left_out)``: the row of an account; :param problem: ``(key, value, record, server)``: why no row can hold it, or "".
    :param problems: makes of a document what is wrong with its rows.
    """

    identity: str
    words: dict
    people: Callable
    whole: Callable
    row: Callable
    problem: Callable
    problems: Callable


def write_backup(client, desired, made, source):
    """Write the backup of a plan; what the result tells of it. :raises Invalid: when it cannot be written."""
    path = _file(desired["backup"])
    before = Before(made, source)
    document = before.document(client, desired["workers"])
    try:
        files.write(path, (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass"))
    except OSError as error:
        raise Invalid("backup", "%s cannot be written: %s" % (path, error.strerror)) from None
    return {"backup_file": path, "backup_left_out": list(before.left_out)}


def _file(path):
    """The file to write: in a folder one with the time as its name. One that exists may be the only way back, and is never replaced."""
    if path.endswith(os.sep) or os.path.isdir(path):
        _make_folder(path)
        path = os.path.join(path, "backup-%s.json" % datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%S.%fZ"))
    if os.path.lexists(path):
        raise Invalid("backup", "%s exists, and may be the backup of an earlier run; give another file, or a directory." % path)
    return path


def _make_folder(path):
    try:
        files.make_folder(path)
    except OSError as error:
        raise Invalid("backup", "%s cannot be made: %s" % (path, error.strerror)) from None


class Before:
    """What a plan touches, as it is before: rows by their ids, those of accounts in lower case.

    ``related`` are the accounts whose groups or posts the plan changes: key to ``(id, the lists that change)``.
    """

    def __init__(self, made, source):
        self.made, self.source, self.left_out = made, source, LeftOut()
        self.groups, self.users, self.related, self.gone, self.taken = {}, {}, {}, [], set()

    def document(self, client, workers):
        """The document; only what goes for good, and who is in the groups, has to be read."""
        for step in self.made:
            getattr(self, "_take_" + (step.kind if step.kind in ("user", "group") else "relation"))(step)
        for key, record in zip(self.gone, parallel(client, [self.made.observed["users"][key] for key in self.gone], self.source.whole, workers)):
            self._take_whole(key, record)
        self._add_relations(client, workers)
        groups = [dict(row, name=name) for name, row in sorted(self.groups.items())]
        users = [row for _key, row in sorted(self.users.items())]
        readable = self.left_out.readable
        return {"groups": readable("group", groups, "name", self.source.problems), "users": readable("user", users, self.source.identity, self.source.problems)}

    def _take_relation(self, step):
        self.groups.setdefault(step.name, {})
        for user in step.after:
            self._relate(user, *(RELATIONS[relation][0] for relation in (step.kind,) + step.ends))

    def _relate(self, user, *fields):
        record = self.made.observed["users"].get(user.lower())
        self.related.setdefault(user.lower(), (record["name"] if record else user, set()))[1].update(fields)

    def _take_group(self, step):
        record, row = self.made.observed["groups"].get(step.name) or {}, self.groups.setdefault(step.name, {})
        if step.action == "create":
            row["state"] = "absent"
        for key in ("display_name", "owner"):
            if record.get(key) is not None and (step.action == "delete" or key in step.before):
                row[key] = record[key]
        if step.action == "delete":
            self._lose("group", step.name)
        if step.action == "transfer":  # the new owner joins, and the old one stays a member
            for user in (step.before["owner"], step.after["owner"]):
                self._relate(user, "groups", "subadmin_of")

    def _lose(self, kind, name):
        for field, reason in LOST[kind].items():
            self.left_out.note(kind, name, field, reason)

    def _take_user(self, step):
        key, identity = owner(step)[1], self.source.identity
        record = self.made.observed["users"].get(key)
        if step.action == "create":
            self.users[key] = {identity: step.name, "state": "absent"}
        elif step.action == "delete":
            self.gone.append(key)
        elif record is not None:
            row = self.users.setdefault(key, {identity: record["name"]})
            for field in step.after:
                if (key, field) not in self.taken:  # several steps add to a list, one by one
                    self.taken.add((key, field))
                    self._take_field(row, field, step.before.get(field), record)

    def _take_field(self, row, field, value, record):
        word = self.source.words.get(field, field)
        if field in UNREADABLE:
            reason = "it cannot be read" if field == "password" else ""
        else:
            reason = UNREAD if value is None else self.source.problem(field, value, record, self.made.server)
            row.update({} if reason else {word: value})
        if reason:
            self.left_out.note("user", record["name"], word, reason)

    def _take_whole(self, key, record):
        """The row of an account that goes, and its groups."""
        self.users[key] = self.source.row(record, self.made.server, self.left_out)
        self._lose("user", record["name"])
        for name in set(record.get("groups") or ()).union(record.get("subadmin_of") or (), record.get("owned") or ()):
            self.groups.setdefault(name, {})
            self._relate(record["name"], "groups", "subadmin_of")
        for name in record.get("owned") or ():
            self.groups[name].setdefault("owner", record["name"])

    def _add_relations(self, client, workers):
        """Who of these is in which of the groups that the document names: the groups tell, for all of them."""
        deleted = deleted_groups(self.made)
        there = sorted(name for name, row in self.groups.items() if row.get("state") != "absent") if self.related or deleted else []
        records = [self.made.observed["groups"][name] for name in there]
        people = dict(zip(there, parallel(client, records, self.source.people, workers)))
        for name in deleted:
            members, subadmins, group_owner = people[name]
            for field, users in (("groups", members), ("subadmin_of", subadmins)):
                for user in users:
                    self._relate(user, field)
            if group_owner is not None:  # a list of groups tells the id of an owner, a document the address
                self.groups[name]["owner"] = group_owner
        inside = {name: [{each.lower() for each in users} for users in found[:2]] for name, found in people.items()}
        for key, (user, fields) in self.related.items():
            row = self.users.setdefault(key, {self.source.identity: user})
            for index, field in enumerate(RELATED["user"]):
                if field in fields and row.get("state") != "absent":
                    row[field] = [name for name in there if key in inside[name][index]]
