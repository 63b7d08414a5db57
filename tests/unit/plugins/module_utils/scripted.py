# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real HTTP server on loopback that answers by a script and remembers what it was sent."""

from __future__ import annotations

import json
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from ansible_collections.ocs.provisioning.plugins.module_utils.http.connection import Settings
from ansible_collections.ocs.provisioning.plugins.module_utils.http.transport import Transport
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.client import Client

DROP = "drop"  # cut the connection instead of an answer


def ocs(data=(), code=200, status=200, message="OK", **headers):
    """An OCS envelope as an answer."""
    meta = {"status": "ok" if code in (100, 200) else "failure", "statuscode": code, "message": message}
    body = json.dumps({"ocs": {"meta": meta, "data": list(data) if data == () else data}})
    return status, dict({"Content-Type": "application/json"}, **{key.replace("_", "-"): value for key, value in headers.items()}), body


class Scripted:
    """Answers in order; the last answer is repeated. An answer is ``(status, headers, body)``, ``DROP``, or a function of the request.

    :param certificate: path of a PEM file with key and certificate; then it speaks TLS.
    """

    def __init__(self, *answers, certificate=None):
        self.answers, self.seen, self.lock = list(answers), [], threading.Lock()
        self.httpd = ThreadingHTTPServer(("127.0.0.1", 0), type("BoundHandler", (Handler,), {"script": self}))
        self.httpd.daemon_threads = True
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.httpd.socket = context.wrap_socket(self.httpd.socket, server_side=True)
        self.url = "%s://localhost:%d" % ("https" if certificate else "http", self.httpd.server_address[1])

    def next(self, request):
        """Remember the request and give the answer whose turn it is."""
        with self.lock:
            self.seen.append(request)
            answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return answer(request) if callable(answer) else answer

    def __enter__(self):
        threading.Thread(target=self.httpd.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_exc):
        self.httpd.shutdown()
        self.httpd.server_close()

    @property
    def calls(self):
        """(method, path without query) of each request."""
        return [(request["method"], request["path"].partition("?")[0]) for request in self.seen]


class Handler(BaseHTTPRequestHandler):
    """Reads whole requests, writes whole answers."""

    protocol_version = "HTTP/1.1"
    script = None

    def _serve(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        answer = self.script.next({"method": self.command, "path": self.path, "headers": dict(self.headers.items()), "body": body.decode()})
        if answer == DROP:
            self.close_connection = True
            self.connection.close()
            return
        status, headers, text = answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_CONNECT = _serve

    def log_message(self, format, *args):
        """Stay silent."""


def transport(server, **settings):
    """A transport to the server that notes its pauses in ``pauses`` instead of sleeping."""
    pauses = []
    url = settings.pop("url", getattr(server, "url", server))
    found = Transport(Settings(url, **dict({"username": "admin", "password": "s3cret-pw"}, **settings)), sleep=pauses.append)
    found.pauses = pauses
    return found


def client(server, product="nextcloud", **settings):
    """A client of the server."""
    return Client(transport(server, **settings), product)
