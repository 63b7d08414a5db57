# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""``ask``: one HTTP request, sent by the controller's process.

It takes the options of ``ansible.builtin.uri`` that the targets need, and returns ``status`` and ``json`` likewise. A target sends some
hundred requests to read the server by itself: a module would start a Python for each, which is most of the time that a target takes.
If a real server's rate limit is reached, for example by the target before, the request is sent again until the limit's period has passed.
"""

from __future__ import annotations

import json
import os
import time
from functools import partial
from urllib.error import HTTPError
from urllib.parse import urlencode

from ansible.module_utils.urls import open_url
from ansible.plugins.action import ActionBase

BODIES = {"json": (json.dumps, "application/json"), "form-urlencoded": (partial(urlencode, doseq=True), "application/x-www-form-urlencoded")}
OPTIONS = {
    "url": {"required": True},
    "method": {"default": "GET"},
    "headers": {"type": "dict", "default": {}},
    "body": {"type": "raw"},
    "body_format": {"choices": list(BODIES), "default": "json"},
    "status_code": {"type": "list", "elements": "int", "default": [200]},
    "url_username": {},
    "url_password": {"no_log": True},
    "force_basic_auth": {"type": "bool", "default": False},
}


LIMITED, PAUSE, PATIENCE = 429, 10, 660  # Nextcloud counts the edits of 600 seconds


class ActionModule(ActionBase):
    """Send the request, and fail when the status of the answer is none of those expected."""

    _supports_check_mode = False
    TRANSFERS_FILES = False

    def run(self, tmp=None, task_vars=None):
        """Return ``status`` and, where the answer is JSON, ``json``."""
        super().run(tmp, task_vars)
        options = self.validate_argument_spec(OPTIONS)[1]
        status, text = patient_answer(options)
        failed = status not in options["status_code"]
        try:
            return {"failed": failed, "status": status, "json": json.loads(text), "msg": f"status {status}"}
        except ValueError:
            return {"failed": failed, "status": status, "msg": f"status {status}: {text[:500]}"}


def patient_answer(options):
    """``answer``, after the wait for a rate limit that the target does not expect."""
    status, text = answer(options)
    for _again in range(PATIENCE // PAUSE):
        if status != LIMITED or LIMITED in options["status_code"]:
            break
        time.sleep(PAUSE)
        status, text = answer(options)
    return status, text


def answer(options):
    """Return status and text of the answer; errors of the connection are raised."""
    headers, data = dict(options["headers"]), None
    if options["body"] is not None:
        encode, headers["Content-Type"] = BODIES[options["body_format"]]
        data = encode(options["body"]).encode()
    if options["url"].startswith("http://"):  # nothing to verify, and ansible-core would read all authorities of this machine: most of the time of a request
        os.environ.update(SSL_CERT_FILE=os.devnull, SSL_CERT_DIR=os.devnull)  # of the worker that runs this task
    login = {name: options[name] for name in ("url_username", "url_password", "force_basic_auth")}
    try:
        with open_url(options["url"], method=options["method"], data=data, headers=headers, timeout=60, **login) as response:
            return response.status, response.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()
