# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A client for tests of Seafile's rules: no HTTP, a product in memory."""

from __future__ import annotations

import json
from urllib.parse import urlencode

from sandbox.seafile import Seafile
from sandbox.wire import Request

ADMIN, PASSWORD = "admin@example.test", "secret"
OLD, NEW = "seafile-10", "seafile-13"
ALL = ("seafile-13", "seafile-11", "seafile-10")


class Seaclient:
    """Sends requests to a product as its administrator; `ask` returns (HTTP status, parsed JSON or None)."""

    def __init__(self, dialect=NEW, limits=True):
        self.product = Seafile(dialect, (ADMIN, PASSWORD), limits)
        self.state = self.product.state
        self.token = self.sign_in(ADMIN, PASSWORD)[1]["token"]

    def send(self, line, form=None, data=None, token=None, headers=None):
        """One request, `line` being like "GET users/?page=2" below admin/; `form` or `data` (JSON) is its body; token "" sends none."""
        method, target = line.split(" ", 1)
        path, _sep, query = target.partition("?")
        path = path if path.startswith("/") else "/api/v2.1/admin/" + path
        sent, body = {"host": "sea.test"}, b""
        if token != "":
            sent["authorization"] = "Token " + (token or self.token)
        if form is not None:
            sent["content-type"], body = "application/x-www-form-urlencoded", urlencode(form, doseq=True).encode()
        if data is not None:
            sent["content-type"], body = "application/json", json.dumps(data).encode()
        return self.product.handle(Request(method, path, query, {**sent, **(headers or {})}, body))

    def ask(self, line, form=None, data=None, token=None, headers=None):
        """HTTP status and parsed body; None for a page."""
        response = self.send(line, form, data, token, headers)
        return response.status, json.loads(response.body) if response.content_type.startswith("application/json") else None

    def status(self, line, form=None, data=None, token=None):
        """The HTTP status alone."""
        return self.ask(line, form, data, token)[0]

    def sign_in(self, name, password):
        """Status and body of a sign-in."""
        return self.ask("POST /api2/auth-token/", {"username": name, "password": password}, token="")

    def add(self, local, **fields):
        """Create `local`@example.test with the password "pw"; returns the id."""
        status, body = self.ask("POST users/", {"email": local + "@example.test", "password": "pw", **fields})
        assert status == 200, body
        return body["email"]

    def read(self, uid):
        """The record of a user, None when missing."""
        status, body = self.ask("GET users/%s/" % uid)
        return body if status == 200 else None

    def group(self, name, owner=None):
        """Create a group; returns its number."""
        status, body = self.ask("POST groups/", {"group_name": name, **({"group_owner": owner} if owner else {})})
        assert status == 201, body
        return body["id"]

    def roles(self, group):
        """Members of a group: id -> (role, is_admin)."""
        members = self.ask("GET groups/%d/members/" % group)[1]["members"]
        return {member["email"]: (member["role"], member["is_admin"]) for member in members}


def error(answer):
    """Status and message of an answer of `ask`."""
    return answer[0], (answer[1] or {}).get("error_msg") or (answer[1] or {}).get("detail")
