# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A client for tests of ownCloud's rules: no HTTP, a product in memory, and a small world in it."""

from __future__ import annotations

import base64
import json
from urllib.parse import urlencode

from sandbox.owncloud import OwnCloud
from sandbox.wire import Request

ADMIN, LEAD, ALICE = ("admin", "admin"), ("lead", "pw"), ("alice", "pw")


class Client:
    """Sends requests to a product; `ask` returns (HTTP status, OCS code, data)."""

    def __init__(self):
        self.product = OwnCloud("owncloud-10", ADMIN, True)
        self.cookie = None

    def send(self, line, auth=ADMIN, form=None, headers=None):
        """One request, `line` being like "GET users?search=al"; cookies are kept only when `cookie` is not None."""
        method, target = line.split(" ", 1)
        path, _sep, query = target.partition("?")
        sent = {"host": "localhost", "ocs-apirequest": "true", **(headers or {})}
        if auth:
            sent["authorization"] = "Basic " + base64.b64encode(":".join(auth).encode()).decode()
        if form is not None:
            sent["content-type"] = "application/x-www-form-urlencoded"
        if self.cookie:
            sent["cookie"] = self.cookie
        body = urlencode(form or {}, doseq=True).encode()
        sent["content-length"] = str(len(body))
        response = self.product.handle(Request(method, path if path.startswith("/") else "/ocs/v1.php/cloud/" + path, "format=json&" + query, sent, body))
        cookies = [value.partition(";")[0] for name, value in response.headers if name == "Set-Cookie"]
        if self.cookie is not None and cookies:
            self.cookie = "; ".join(cookies)
        return response

    def ask(self, line, auth=ADMIN, form=None, headers=None):
        """The answer's HTTP status, OCS code and data; code and data are None without an envelope."""
        response = self.send(line, auth, form, headers)
        envelope = json.loads(response.body)["ocs"] if response.body else {"meta": {"statuscode": None}, "data": None}
        return response.status, envelope["meta"]["statuscode"], envelope["data"]

    def code(self, line, auth=ADMIN, form=None):
        """The OCS code alone."""
        return self.ask(line, auth, form)[1]


def world():
    """Groups devs, qa, ops; alice and 4711 in devs, bob in ops; lead is group-admin of qa and devs; root, an administrator, is in devs."""
    client = Client()
    for gid in ("devs", "qa", "ops"):
        assert client.code("POST groups", form={"groupid": gid}) == 100
    people = {"alice": ["devs"], "4711": ["devs"], "bob": ["ops"], "lead": [], "root": ["admin", "devs"]}
    for uid, groups in people.items():
        assert client.code("POST users", form={"userid": uid, "password": "pw", "groups[]": groups}) == 100
    for gid in ("qa", "devs"):
        assert client.code("POST users/lead/subadmins", form={"groupid": gid}) == 100
    return client
