# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP around a product: keep-alive, request counts, faults on demand, and the control endpoint."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from . import control, hashing
from .faults import Dropped, Faults
from .products import default_admin, make_product
from .wire import Request


class Sandbox:
    """One server in this process: `url`, `start`, `stop`, and the product whose rules it follows.

    :param dialect: a name of `products.DIALECTS`.
    :param port: TCP port on loopback; 0 picks a free one.
    :param admin: (user, password) of the only account, None for the dialect's default.
    :param limits: whether rate limits and brute-force protection are on, as they are on a fresh server.
    :param hashed: whether a request takes the time that a real server needs, most of it for passwords.
    """

    def __init__(self, dialect="nextcloud-34", port=0, admin=None, limits=True, hashed=False):
        self.dialect, self.admin, self.limits, self.hashed = dialect, admin or default_admin(dialect), limits, hashed
        self.lock = threading.RLock()
        self.faults = Faults()
        self.counts = Counter()
        self.reset()
        self.httpd = ThreadingHTTPServer(("127.0.0.1", port), type("BoundHandler", (Handler,), {"sandbox": self}))
        self.httpd.daemon_threads = True
        self.url = "http://127.0.0.1:%d" % self.httpd.server_address[1]

    def reset(self, dialect=None, admin=None, limits=None):
        """Start over from a fresh server; what is given replaces what the sandbox was started with."""
        with self.lock:
            self.dialect, self.admin = dialect or self.dialect, tuple(admin or self.admin)
            self.limits = self.limits if limits is None else limits
            self.product = make_product(self.dialect, self.admin, self.limits)
            self.faults.clear()
            self.counts.clear()

    def answer(self, request):
        """Answer one request of a client; raises `Dropped` when a fault cuts the connection."""
        with self.lock:
            self.counts["%s %s" % (request.method, request.path)] += 1
        fault = self.faults.take(request)
        if fault is None:
            with self.lock:
                answer = self.product.handle(request)
            time.sleep(hashing.seconds(request, answer) if self.hashed else 0)
            return answer
        time.sleep(0 if fault.kind == "one_writer" else fault.latency)
        early = fault.before(request)
        return early if early is not None else fault.after(fault.serve(request, self.product, self.lock))

    def start(self):
        """Serve in a background thread; returns itself."""
        threading.Thread(target=self.httpd.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def stop(self):
        """Stop serving and free the port."""
        self.httpd.shutdown()
        self.close()

    def close(self):
        """Free the port of a server that was never started."""
        self.httpd.server_close()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_exc):
        self.stop()


class Handler(BaseHTTPRequestHandler):
    """Reads a request, writes a response; knows nothing of OCS."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else every answer on a kept connection waits 40 ms for a delayed ACK
    wbufsize = -1
    sandbox = None

    def _serve(self):
        path, _sep, query = self.path.partition("?")
        length = int(self.headers.get("Content-Length") or 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, path, query, headers, self.rfile.read(length) if length else b"")
        try:
            response = control.handle(self.sandbox, request) if path.startswith(control.PREFIX) else self.sandbox.answer(request)
        except Dropped:
            self.close_connection = True
            self.connection.close()
            return
        self._write(response)

    def _write(self, response):
        self.send_response(response.status)
        if response.content_type is not None:
            self.send_header("Content-Type", response.content_type)
        for name, value in response.headers:
            self.send_header(name, value)
        if not isinstance(response.body, bytes):
            self._write_on(response.body)
            return
        if not any(name.lower() == "content-length" for name, _value in response.headers):
            self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)

    def _write_on(self, pieces):
        """A body whose length nobody tells, until it ends or the client has enough."""
        self.close_connection = True
        self.end_headers()
        with contextlib.suppress(OSError):
            for piece in pieces:
                self.wfile.write(piece)
                self.wfile.flush()

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _serve

    def log_message(self, format, *args):
        """Stay silent: the terminal belongs to the playbook."""
