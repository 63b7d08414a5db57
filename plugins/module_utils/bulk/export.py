# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server as a document: what every export does with what its document cannot hold. Pure."""
from __future__ import annotations

UNREAD = "the server does not tell it"
UNWRITABLE = "the server holds it in a form that cannot be written"


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
