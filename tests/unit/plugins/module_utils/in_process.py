# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Carries requests to the embedded server in this process, without sockets: half the time of a test, and the same answers.

``OCS_TEST_SOCKETS=1`` takes real sockets instead; ``OCS_TEST_VERSIONS=all`` takes every version of the products.
"""

from __future__ import annotations

import io
import os
from email.message import Message
from urllib.parse import urlsplit

import requests
from ansible_collections.ocs.provisioning.plugins.module_utils.http.transport import Transport
from sandbox.faults import Dropped, Late
from sandbox.wire import Request
from urllib3 import HTTPResponse

SOCKETS = bool(os.environ.get("OCS_TEST_SOCKETS"))
VERSIONS = os.environ.get("OCS_TEST_VERSIONS", "newest")


class InProcess(requests.adapters.HTTPAdapter):
    """What requests sends by, in place of a connection."""

    def __init__(self, sandbox):
        super().__init__()
        self.sandbox = sandbox

    def send(self, request, stream=False, timeout=None, verify=True, cert=None, proxies=None):
        """Hand one prepared request to the server; returns its answer as requests knows it."""
        path, _sep, query = request.path_url.partition("?")
        body = request.body or b""
        headers = {"host": urlsplit(request.url).netloc}
        headers.update((name.lower(), value.decode() if isinstance(value, bytes) else value) for name, value in request.headers.items())
        try:
            answer = self.sandbox.answer(Request(request.method, path, query, headers, body if isinstance(body, bytes) else body.encode()))
        except Late:
            raise requests.exceptions.ReadTimeout("Read timed out.", request=request) from None
        except Dropped:
            raise requests.exceptions.ConnectionError("Remote end closed connection without response", request=request) from None
        return self.build_response(request, raw(answer))


def raw(answer):
    """The answer as urllib3 has it when it has read the header: cookies are taken from the original message."""
    pairs = list(answer.headers) + ([("Content-Type", answer.content_type)] if answer.content_type is not None else [])
    original = Original()
    for name, value in pairs:
        original.msg[name] = value
    return HTTPResponse(io.BytesIO(answer.body), pairs, answer.status, preload_content=False, original_response=original)


class Original:
    """What requests looks at of the standard library's response."""

    def __init__(self):
        self.msg = Message()

    def isclosed(self):
        """It holds no connection."""
        return True

    def close(self):
        """It holds no connection."""


class Elsewhere(requests.adapters.HTTPAdapter):
    """What would carry a request to any other address: no test has one."""

    def send(self, request, stream=False, timeout=None, verify=True, cert=None, proxies=None):
        """Fail: this is no error of a connection, so nothing takes it for one."""
        raise AssertionError("a request to another host: %s" % urlsplit(request.url).netloc)


class ServedTransport(Transport):
    """A transport whose requests stay in this process."""

    def __init__(self, settings, sandbox, sleep):
        self.sandbox = sandbox
        super().__init__(settings, sleep)

    def _open(self):
        session = super()._open()
        for scheme in ("http://", "https://"):
            session.mount(scheme, Elsewhere())
        session.mount(self.settings.url, InProcess(self.sandbox))
        return session
