# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks a Nextcloud product without HTTP."""

from __future__ import annotations

import base64
import json
from urllib.parse import urlencode

from sandbox.nextcloud import Nextcloud
from sandbox.nextcloud.state import Group, User
from sandbox.wire import Request

ADMIN = ("admin", "admin")


class Nextclient:
    """Asks a Nextcloud in memory; keeps cookies once `cookies` is a dictionary."""

    def __init__(self, dialect="nextcloud-34", limits=True):
        self.product = Nextcloud(dialect, ADMIN, limits)
        self.state = self.product.state
        self.cookies = None

    def add(self, uid, password="a-Password-77", groups=(), subadmin=()):
        """Put an account and its groups into the server's state."""
        self.state.add_user(User(uid, password))
        for gid in [*groups, *subadmin]:
            if gid not in self.state.groups:
                self.state.add_group(Group(gid, gid))
        for gid in groups:
            self.state.join(uid, gid)
        for gid in subadmin:
            self.state.appoint(uid, gid)
        return uid, password

    def send(self, line, auth=ADMIN, form=None, document=None, **headers):
        """One request, `line` being like "GET groups?search=al" (or with a full path); returns the response.

        The body is a `form`, or a `document` sent as JSON. JSON is asked for by parameter unless `accept` is given; None takes a header away.
        """
        method, target = line.split(" ", 1)
        path, _sep, query = target.partition("?")
        path = path if path.startswith("/") else "/ocs/v2.php/cloud/" + path
        if "accept" not in headers:
            query = "&".join(filter(None, [query, "format=json"]))
        sent = {"ocs-apirequest": "true"}
        sent.update({name.replace("_", "-"): value for name, value in headers.items()})
        sent = {name: value for name, value in sent.items() if value is not None}
        if auth:
            sent["authorization"] = "Basic " + base64.b64encode(":".join(auth).encode()).decode()
        if self.cookies:
            sent["cookie"] = "; ".join("%s=%s" % pair for pair in self.cookies.items())
        body = b""
        if form is not None:
            sent["content-type"], body = "application/x-www-form-urlencoded", urlencode(form, doseq=True).encode()
        if document is not None:
            sent["content-type"], body = "application/json", json.dumps(document).encode()
        response = self.product.handle(Request(method, path, query, sent, body))
        if self.cookies is not None:
            pairs = (value.partition(";")[0].partition("=") for name, value in response.headers if name == "Set-Cookie")
            self.cookies.update({name: value for name, _sep, value in pairs})
        return response

    def ask(self, *args, **kwargs):
        """(HTTP status, OCS code) of a request; the code is None when the answer is no envelope."""
        response = self.send(*args, **kwargs)
        try:
            return response.status, json.loads(response.body)["ocs"]["meta"]["statuscode"]
        except (ValueError, KeyError):
            return response.status, None

    def data(self, *args, **kwargs):
        """The data of an answer in JSON."""
        return json.loads(self.send(*args, **kwargs).body)["ocs"]["data"]
