# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows of a document as a plan takes them: which objects it may touch, and which relations they are to have. Pure.

It knows scope and relations, and no field of a resource; memberships belong to the users' plans, whichever row names them.
"""

from __future__ import annotations

from ..common.record import is_unread

UNLISTED = {"disable": {"enabled": False}, "delete": {"state": "absent"}}


def group_rows(desired, made):
    """``(row, where it stands)`` of every group that the plan may touch."""
    for name, row in desired["document"].groups.items():
        where = desired["document"].position("group", name)
        if row.get("state") == "absent" and name in desired["protected_groups"]:
            made.problems.note(where, name, "state", "the group %r is among protected_groups and will not be deleted." % name)
        else:
            yield row, where
    for name in made.unlisted["groups"] if desired["unlisted_groups"] == "delete" else ():
        where = "unlisted group %s" % name
        if where not in desired["left_out"]:
            yield {"name": name, "state": "absent"}, where


def supported(prefix, row, unknown, desired, made, where, title, lacking=()):
    """The row without fields that the product has no notion of, which are reported or refused, and without others that it lacks; the plan counts both."""
    unknown = [key for key in unknown if key in row]
    if desired["unsupported_fields"] == "fail":
        for key in unknown:
            made.problems.note(where, row["name"], key, "%s does not support this option; remove it, or set unsupported_fields to 'report'." % title)
    dropped = [*unknown, *lacking]
    for key in dropped:
        made.unsupported[prefix + key] = made.unsupported.get(prefix + key, 0) + 1
    return {key: value for key, value in row.items() if key not in dropped} if dropped else row


def user_rows(observed, desired, links, made):
    """``(row, what the server has, where the row stands)`` of every account that the plan may touch."""
    for row, where, named in _rows(observed, desired, made.unlisted):
        if where in desired["left_out"]:
            continue
        name, record = row["name"], observed["users"].get(row["name"].lower())
        if named and record is None:
            made.problems.note(where, name, "", "%s, and has no row in the document." % links.missing(name))
            continue
        if row.get("state") == "absent" and name.lower() in links.led:
            made.problems.note(
                where, name, "state", "%r has state absent, but is listed as a group admin of %s." % (name, ", ".join(map(repr, links.led[name.lower()])))
            )
        yield row, record, where


def _rows(observed, desired, unlisted):
    """``(row, where it stands, whether it has to exist)``."""
    held = desired["document"]
    for name, row in held.users.items():
        yield row, held.position("user", name), False
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

    ``led``: user id in lower case to the groups whose own rows name it as group admin; ``exact``: groups whose rows say so, and which
    therefore have no other group admins.

    :param groups: group id to whether it is there, or will be; :param missing: ``(user)``: why there is no account with this id.
    :param unreadable: ``(group)``: why its members cannot be read, "" where they can; :param admin_group: the group whose members administer
        the server, None where no group does.
    """

    def __init__(self, desired, groups, missing, unreadable=lambda _group: "", admin_group=None):
        self.desired, self.groups, self.missing, self.unreadable, self.admin_group, self.led = desired, groups, missing, unreadable, admin_group, {}
        self.managed, self.joins_only = desired["managed"], desired["membership"] == "append"
        self.exact = {name for name, row in desired["document"].groups.items() if row.get("subadmins") is not None and row.get("state") != "absent"}
        self._made = {}  # most accounts share their groups with others
        for name in sorted(self.exact):
            for admin in desired["document"].groups[name]["subadmins"]:
                self.led.setdefault(admin.lower(), []).append(name)

    def goals(self, row, record, note):
        """What the lists of a row become: only managed groups are joined and left. :param note: takes a field and what is wrong with it.

        Accounts with the same lists share it, so it is not to be changed.
        """
        groups = self._goal("groups", row.get("groups"), [], (), record, note)
        led = self.led.get(row["name"].lower(), [])
        posts = self._goal("subadmin_of", row.get("subadmin_of"), led, self.exact, record, note)
        return self._made.setdefault((id(groups), id(posts)), {"groups": groups, "subadmin_of": posts})

    def _goal(self, key, listed, led, exact, record, note):
        if listed is None and not exact:
            return None
        if is_unread(record, key) and (exact or not self.joins_only):
            note(key, "the server does not return those of this account, so they cannot be compared; remove the row.")
            return None
        held, target, wrong = record.get(key) or (), set(listed or ()).union(led), set()
        for group_id in sorted(target):
            problem = self._problem(group_id, led, exact)
            if problem:
                note(key, problem)
                wrong.add(group_id)
        within = (exact,) if listed is None or self.joins_only else (exact, self.managed)
        added = sorted(target.difference(wrong))
        joins = self.admin_group in target
        if joins != (self.admin_group in held) and (joins or any(self.admin_group in names for names in within)) and not self.desired["allow_admin_changes"]:
            note(key, "joining or leaving the group %r needs allow_admin_changes." % self.admin_group)
        return self._made.setdefault((key, len(within), *added), {"add": added, "within": within})

    def _problem(self, group_id, led, exact):
        if group_id not in self.managed and group_id not in led:
            return "the group %r is not managed here; describe it under groups, or name it in managed_groups." % group_id
        if group_id in exact and group_id not in led:
            return "%r is not among the subadmins in the group's own row; keep one of the two." % group_id
        if self.groups.get(group_id) is False:
            return "the group %r does not exist, or has state absent in the document; describe it under groups, or remove it here." % group_id
        return self.unreadable(group_id)
