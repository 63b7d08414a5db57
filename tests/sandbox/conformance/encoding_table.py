# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the table of group ids in paths (`encoding.jsonl`): every cell is a request of its own."""

from __future__ import annotations

import json
import re

from .replay import ADMINS, Conversation, Result, load

SERVER = "php_builtin_server"  # the rows of Apache depend on its AllowEncodedSlashes, which no sandbox imitates
HEADERS = {"OCS-APIRequest": "true"}
REPEATED = re.compile(r"(.)\1*\*(\d+)")


def group_id(text):
    """The id meant by a row's `group`: "xxx*64" stands for 64 times x."""
    match = REPEATED.fullmatch(text)
    return match[1] * int(match[2]) if match else text


def request_of(row, column, auth):
    """The recorded request of one cell."""
    request = {"method": "GET", "path": "/ocs/v2.php" + row["path"], "query": {"format": "json"}, "auth": auth, "headers": HEADERS}
    if column == "PUT displayname":
        return {**request, "method": "PUT", "form": {"key": "displayname", "value": "Name of " + row["group"]}}
    return request if column == "(group)" else {**request, "path": request["path"] + column}


def replay_table(sandbox, dialect, file):
    """Create all groups of the table, then check each cell; one Result per row."""
    admin = ADMINS[dialect.partition("-")[0]]
    auth = {"user": admin[0], "password": admin[1]}
    conversation = Conversation(sandbox.httpd.server_address[:2])
    conversation.control("reset", {"dialect": dialect, "admin": admin, "limits": False})
    rows = [(line, row) for line, row in load(dialect, file)[1] if row["table"] == SERVER]
    for group in dict.fromkeys(group_id(row["group"]) for _line, row in rows):
        conversation.send({"method": "POST", "path": "/ocs/v2.php/cloud/groups", "auth": auth, "headers": HEADERS, "form": {"groupid": group}})
    return [Result(line, "%s %s" % (row["encoding"], row["path"]), _check(conversation, row, auth)) for line, row in rows]


def _check(conversation, row, auth):
    found = []
    for column, expected in row["results"].items():
        answer = conversation.send(request_of(row, column, auth))
        try:
            code = json.loads(answer["body"])["ocs"]["meta"]["statuscode"]
        except (ValueError, KeyError, TypeError):
            code = None
        if [answer["http_status"], code] != expected:
            found.append("%s: expected %s, got %s" % (column, expected, [answer["http_status"], code]))
    return found
