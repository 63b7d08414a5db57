# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An embedded server that notes what it was asked, and when first, and what client and server work from then on."""

from __future__ import annotations

import json
import os
import tempfile
import time

import crowd
from processes import python, work_of
from sandbox.server import Sandbox

ADMIN = ("admin", "Otter-Lamp-4711")


class Watched:
    """A server with so many accounts, and the document that describes them.

    :param accounts: how many the server has; :param described: how many the document has, by default as many.
    :param latency: seconds that every request takes longer; :param each: seconds that a page takes longer for each account in it.
    """

    def __init__(self, accounts, described=None, dialect="nextcloud-34", latency=0.0, fields=None, each=0.0):
        self.sandbox = Sandbox(dialect, admin=ADMIN, limits=False)
        self.accounts, self.latency, self.each, self.described = accounts, latency, each, accounts if described is None else described
        self.folder = tempfile.TemporaryDirectory()
        self.source = os.path.join(self.folder.name, "document.json")
        held = crowd.document(self.described)
        for row in held["users"]:
            row.update(fields or {})
        with open(self.source, "w", encoding="utf-8") as handle:
            json.dump(held, handle)

    def __enter__(self):
        self.sandbox.start()
        return self

    def __exit__(self, *_exc):
        self.sandbox.stop()
        self.folder.cleanup()

    @property
    def login(self):
        """Connection options of a task."""
        return {"url": self.sandbox.url, "auth_username": ADMIN[0], "auth_password": ADMIN[1], "product": "nextcloud"}

    def fresh(self, drift=0):
        """Fill the server anew; every so-many-th account has another quota."""
        self.sandbox.reset()
        crowd.fill(self.sandbox, self.accounts)
        if drift:
            for number in range(0, self.accounts, drift):
                self.sandbox.product.state.user(crowd.name_of(number)).quota = "1 GB"
        if self.latency:
            self.sandbox.faults.replace([{"latency": self.latency, "times": None}])
        self.asked, self.first, self.client = [], None, None
        answer = type(self.sandbox).answer

        def noted(request):
            if self.first is None:
                self.first, self.before = time.monotonic(), self._work(work_of(self.client) if self.client else 0)
            where = request.path + ("?" + request.query_string if request.query_string else "")
            if not where.startswith("/index.php/"):  # it ends the session, which bare requests do not begin
                self.asked.append((request.method, where, request.body.decode(), request.headers.get("content-type")))
            told = answer(self.sandbox, request)
            if self.each and "/details" in request.path:
                time.sleep(self.each * told.body.count(b'"storageLocation"'))
            return told

        self.sandbox.answer = noted

    def watch(self, pid):
        """Note which process is the client."""
        self.client = pid

    @staticmethod
    def _work(client):
        return client + time.process_time()  # that of the server is this process's

    def costs(self, ran):
        """(seconds, seconds of a processor on both sides) from a client's first request to its end."""
        return ran.ended - self.first, self._work(ran.work) - self.before

    def floor(self, asked, workers=1):
        """The same of these requests, sent by bare ``requests``."""
        self.first = None
        given = {"url": self.sandbox.url, "auth": ADMIN, "workers": workers, "requests": asked}
        return self.costs(python("floor.py", text=json.dumps(given), watch=self.watch))
