# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Serves the double of AWX over HTTP."""

from __future__ import annotations

import http.server
import json
import re
import threading
import urllib.parse

from awx.awx_rules import Refused


class Double:
    """The server. Used as a context manager."""

    def __init__(self, awx):
        self.awx, lock = awx, threading.Lock()

        class Handler(http.server.BaseHTTPRequestHandler):
            """Answers of this AWX."""

            def handle_any(self):
                """Any method."""
                url = urllib.parse.urlsplit(self.path)
                query = dict(urllib.parse.parse_qsl(url.query))
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                with lock:
                    try:
                        status, content = awx.answer(self.command, re.sub("/+$", "/", url.path), query, json.loads(body) if body else {})
                    except Refused as refused:
                        status, content = refused.args
                told = b"" if content is None else json.dumps(content).encode()
                self.send_response(status)
                self.send_header("X-API-Product-Name", "AWX")
                self.send_header("X-API-Product-Version", "24.6.1")
                self.send_header("Content-Length", str(len(told)))
                self.end_headers()
                self.wfile.write(told)

            do_GET = do_POST = do_PATCH = do_DELETE = handle_any

            def log_message(self, *_args):
                """Say nothing."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = "http://127.0.0.1:%d" % self.server.server_port

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_error):
        self.server.shutdown()
        self.server.server_close()
